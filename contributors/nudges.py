"""What somebody may not have meant to tell, said gently while they write, and how to leave it out.

The checks are the desk's own. A nudge never blocks: it says what a program noticed, and offers
other words; pressing the button is the only thing that puts them there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contributors import drafts, prompts
from contributors.forms import earlier
from contributors.models import Draft
from moderation import checks
from moderation.checks import names
from moderation.offers import Offer, digest, normalised

AROUND = 40  # characters shown before and after the words that a nudge is about
MOST = 12  # nudges on one page; more than that is no longer gentle
ASKED_AT = {"title": "story", "body": "story", "display_name": "you"}
ANSWER = {"title": "title", "body": "body", "display_name": "name"}
CRISIS = "moderation.checks.crisis.find"
# What is for a moderator alone: despair has its own part of the page, and how somebody writes is
# theirs.
NO_NUDGE = ("crisis", "writing", "reading", "language")
# This one speaks to a moderator about somebody; here we speak to that somebody.
OURS: dict[str, Promise] = {
    "checks": _("We could not look at all of it. A person will read it in any case."),
}
GAP = "…"
LEFT_OUT = ("email", "phone", "address", "birth_date", "record_number", "links")
# What is enough, in the language of the story: (English, Spanish).
ROLES = {
    "names": (
        (re.compile(r"(dra|doctora)\b", re.IGNORECASE), ("my doctor", "mi médica")),
        (re.compile(r"(dr|doctor|prof)\b", re.IGNORECASE), ("my doctor", "mi médico")),
        (re.compile(r"enfermero\b", re.IGNORECASE), ("my nurse", "mi enfermero")),
        (re.compile(r"(nurse|enfermera)\b", re.IGNORECASE), ("my nurse", "mi enfermera")),
    ),
    "places": (
        (re.compile(r".*\b(ward|unit|planta|sala)\b", re.IGNORECASE), ("the ward", "la planta")),
        (re.compile(r""), ("the hospital", "el hospital")),
    ),
}


# A word before the place that does for the first one of what is offered: "el doctor Ruiz" becomes
# "el médico", and not "el mi médico".
ALREADY = re.compile(
    r"\b(the|a|my|our|his|her|el|la|al|del|un|una|mi|su|nuestr[oa])\s+$", re.IGNORECASE
)


@dataclass(frozen=True)
class Nudge:
    """Something that its writer may not have meant to tell, with the words around it."""

    reason: str
    before: str
    words: str
    after: str
    url: str
    instead: str = ""  # what the button would put in its place; "" where there is no button
    which: str = ""


@dataclass(frozen=True)
class Part:
    """What was written so far, as the checks read it, and the answer that holds its body."""

    body: str
    text: checks.Draft

    def answer(self, remark: checks.Remark) -> str:
        """The answer in which this was noticed."""
        return self.body if remark.field == "body" else ANSWER[remark.field]

    def remarks(self, *only: str) -> list[checks.Remark]:
        return checks.run(self.text, checks=only or None)


def parts(draft: Draft) -> list[Part]:
    """Each part of a story on its own; of an update only its new words: the rest was read."""
    answers, language = draft.answers, draft.answers.get("language") or "en"
    own = normalised(answers.get("body", ""))
    if draft.updates:
        return [Part("body", checks.Draft(body=own, language=language))]
    title, name = normalised(answers.get("title", "")), drafts.display_name(answers)
    first = Part("body", checks.Draft(title, own, name, language))
    beside = [*earlier(answers), *prompts.filled(answers)]
    others = ((one, normalised(answers.get(one, ""))) for one in beside)
    return [first, *(Part(one, checks.Draft(body=text, language=language)) for one, text in others)]


def sent(offer: Offer) -> list[Part]:
    """The words of a story that was sent."""
    return [Part("body", offer.as_draft())]


def look(draft: Draft, *, step: str = "") -> list[Nudge]:
    """What the checks would point out, in all of it or in what one page asks."""
    gentle = [
        _nudge(remark, part)
        for part in parts(draft)
        for remark in part.remarks()
        if remark.check not in NO_NUDGE and step in ("", ASKED_AT[remark.field])
    ]
    return list(dict.fromkeys(gentle))[:MOST]


def very_hard(written: Iterable[Part]) -> bool:
    """Whether somebody may need help now."""
    return any(part.remarks(CRISIS) for part in written)


def leave_out(draft: Draft, which: str) -> None:
    """Put the offered words in place of those that a nudge was about, if they still stand there."""
    for part in parts(draft):
        for remark in part.remarks():
            text = getattr(part.text, remark.field)
            other = _instead(remark, text, part.text.language)
            if other and which == _which(remark, part):
                new = text[: remark.start] + other + text[remark.end :]
                drafts.rewrite(draft, part.answer(remark), text, new)
                return


def _nudge(remark: checks.Remark, part: Part) -> Nudge:
    text = getattr(part.text, remark.field)
    start, end = remark.start, remark.end
    whole = end - start > 3 * AROUND or start == end  # about the text, and not about a place in it
    words = "" if whole else text[start:end]
    instead = "" if whole else _instead(remark, text, part.text.language)
    return Nudge(
        reason=str(OURS.get(remark.check) or gettext(remark.reason)),
        before="" if whole else _tail(text[:start]),
        words=words,
        after="" if whole else _head(text[end:]),
        url=f"{reverse('share-step', args=[ASKED_AT[remark.field]])}?change",
        instead=instead,
        which=_which(remark, part) if instead else "",
    )


def _which(remark: checks.Remark, part: Part) -> str:
    """One place in one text; in another text it names nothing."""
    mark = digest(getattr(part.text, remark.field))[:16]
    return f"{part.answer(remark)}:{remark.start}:{remark.end}:{remark.check}:{mark}"


def _instead(remark: checks.Remark, text: str, language: str) -> str:
    words = text[remark.start : remark.end]
    if not words:
        return ""
    if remark.check in LEFT_OUT:
        return GAP
    for role, phrases in ROLES.get(remark.check, ()):
        if role.match(words):
            phrase = phrases[language == "es"]
            said = ALREADY.search(text[max(0, remark.start - 20) : remark.start])
            return phrase.partition(" ")[2] if said else phrase
    return words.split()[0] if remark.reason in (names.FULL, names.WHOLE) else ""


def _tail(text: str) -> str:
    flat = " ".join(text.split()) + (" " if text[-1:].isspace() else "")
    return flat if len(flat) <= AROUND else "… " + flat[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    flat = (" " if text[:1].isspace() else "") + " ".join(text.split())
    return flat if len(flat) <= AROUND else flat[:AROUND].rpartition(" ")[0] + " …"
