"""Saved replies: kind beginnings of a message, with gaps that we fill and gaps that a person fills.

`{title}`, `{name}`, `{guideline}` and `{quote}` are filled in when a reply is put into the message.
What stays in braces, such as `{…}`, somebody has to write: with a gap in it no message goes out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation import reasons
from moderation.models import Submission
from moderation.models.editions import TEAM
from moderation.offers import NOBODY
from moderation.quotes import Quote
from moderation.reasons import Reason
from stories import guidelines
from stories.editions import Content, Kind, Shape
from stories.words import LANGUAGES, Words, in_words, together

FILLED = ("title", "name", "guideline", "quote")
A_NAME = re.compile(r"[\w.-]*[^\W_][\w.-]*")  # in braces it is to be filled in by a program
GAP = re.compile(r"\{[^{}\s][^{}\n]{0,59}\}")
THANKS = "thanks"  # a reply that is about no guideline, for any decision

# By reason, or a code of its own. The moderator makes it fit the story before it goes out.
WORDING = {
    THANKS: _("Dear {name}, thank you for “{title}”. {…}"),
    Reason.NAMES: _(
        "Thank you for “{title}”. It has a full name in it. Once many people have read a name, "
        "nobody can take it back. Would you use the first name only, or a name you make up?"
    ),
    Reason.CONTACT: _(
        "Thank you for “{title}”. It has something in it by which strangers could find you, such "
        "as a number, an address or a date. Would you take that out? The rest can stay as it is."
    ),
    Reason.STAFF: _(
        "Thank you for “{title}”. It names somebody from the hospital. They cannot answer here, "
        "so we ask everybody to write “my doctor” or “the nurse”. Would you change that?"
    ),
    Reason.OTHERS: _(
        "Thank you for “{title}”. It tells much about somebody else, who did not choose to be "
        "here. Would you say a little less about them, or ask them whether it is all right?"
    ),
    Reason.TREATMENT: _(
        "Thank you for “{title}”. This part sounds like advice about treatment: “{quote}”. What "
        "helped you may harm another reader. Would you tell it as what happened to you?"
    ),
    Reason.SELLING: _(
        "Thank you for “{title}”. We cannot carry links, products or collections of money. Would "
        "you take that part out? The rest can stay as it is."
    ),
    Reason.CRISIS: _(
        "Thank you for telling us this. It sounds as if things are very hard now. You need not be "
        "alone with it: on our help page there are people who answer, today, whatever the hour."
    ),
    Reason.OWN_WORDS: _(
        "Thank you for sending “{title}”. A part of it seems to come from somewhere else, perhaps "
        "by mistake. Would you look at it, and tell it in your own words?"
    ),
    Reason.RESPECT: _(
        "Thank you for “{title}”. We understand that you are angry. This part could hurt people "
        "who read it: “{quote}”. Would you say what happened without it?"
    ),
    Reason.LEGAL: _(
        "Thank you for “{title}”. This part says something about somebody that could end before a "
        "court: “{quote}”. We want to keep you safe from that. Would you tell what you saw and "
        "felt, and leave out whose fault it was?"
    ),
    Reason.OTHER: _(
        "Thank you for “{title}”. We have read it with care. We ask for one thing: {…}"
    ),
}
# The same where the one it is about has died, and cannot be asked.
WORDING_DIED = {
    Reason.OTHERS: _(
        "Thank you for “{title}”, and for telling of someone you miss. It also tells much about "
        "other people, who did not choose to be here. Would you say a little less about them? What "
        "you tell of the person you lost can stay."
    ),
}


@dataclass(frozen=True)
class Reply:
    """One saved reply in one language; `reason`: a code of `Reason`, "" for none."""

    code: str
    reason: str
    language: str
    body: str
    died: bool = False  # where the one it is about has died, in place of the usual one
    names: Words = field(default_factory=dict)  # what the organisation calls it, if it says so

    @property
    def label(self) -> str:
        """What a moderator calls it, in their own language."""
        if named := in_words(self.names):
            return named
        return str(Reason(self.reason).label) if self.reason else str(_("Thanks"))

    @property
    def guideline(self) -> str:
        """The guideline that it is about, by its code; "" for none."""
        return reasons.about(self.reason)


def all() -> tuple[Reply, ...]:  # noqa: A001 - it is read as `replies.all()`
    """Every saved reply in every language, but those that rest."""
    return tuple(
        reply for told in REPLIES.current().values() if not told.rests for reply in told.replies
    )


# ---- In the words of the organisation


@dataclass(frozen=True)
class Told:
    """One saved reply in every language. One that rests is offered to nobody."""

    replies: tuple[Reply, ...]
    rests: bool = False

    def __str__(self) -> str:
        first = self.replies[0]
        return gettext("%s (where they have died)") % first.label if first.died else first.label


def _reasons() -> list[tuple[str, str]]:
    return [("", gettext("None")), *((one.code, str(one)) for one in reasons.offered())]


class ReplyForm(Shape):
    name_en = forms.CharField(
        label=_("What the team calls it (English)"),
        help_text=_("Where it is empty, it is called as its reason."),
        max_length=60,
        required=False,
    )
    name_es = forms.CharField(
        label=_("What the team calls it (Spanish)"), max_length=60, required=False
    )
    reason = forms.ChoiceField(
        label=_("The reason that it goes with"),
        help_text=_("It is chosen when the reply is put in, if no other was."),
        choices=_reasons,
        required=False,
    )
    body_en = forms.CharField(
        label=_("Words (English)"),
        help_text=_(
            "{title}, {name}, {guideline} and {quote} are filled in by themselves. {…}, or a few "
            "words in braces, somebody has to write before the message can go."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
    )
    body_es = forms.CharField(
        label=_("Words (Spanish)"),
        help_text=_("The names in braces stay English."),
        widget=forms.Textarea(attrs={"rows": 6, "lang": "es"}),
        max_length=2000,
    )
    rests = forms.BooleanField(
        label=_("It rests"), help_text=_("It is offered to nobody."), required=False
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in ("body_en", "body_es"):
            words = found.get(name, "")
            if set("{}") & set(GAP.sub("", words)):
                self.add_error(name, gettext("A brace stands alone."))
            if unknown := [one for one in gaps(words) if _no_gap_for_a_person(one)]:
                text = gettext("Nobody fills in %(names)s. Known are %(known)s.")
                known = ", ".join(f"{{{one}}}" for one in FILLED)
                self.add_error(name, text % {"names": ", ".join(unknown), "known": known})
        for name in ("name_en", "name_es"):
            if not found.get(name) and self.part and self.part not in shipped():
                self.add_error(name, gettext("Please give it a name, so that the team finds it."))
        return found


def _no_gap_for_a_person(gap: str) -> bool:
    """Whether this gap is one word, and so a name that a program would have to know."""
    name = gap[1:-1]
    return A_NAME.fullmatch(name) is not None and name not in FILLED


DIED = "-died"  # how the part is called that is for a story about somebody who has died


@cache
def shipped() -> dict[str, Content]:
    found: dict[str, Content] = {}
    for ending, texts in (("", WORDING), (DIED, WORDING_DIED)):
        for code, words in texts.items():
            reason = code if code in Reason.values else ""
            content: Content = {"name_en": "", "name_es": "", "reason": reason, "rests": False}
            for language in LANGUAGES:
                with translation.override(language):
                    content[f"body_{language}"] = str(words)
            found[f"{code}{ending}"] = content
    return found


def value(part: str, content: Content) -> Told:
    code, died = part.removesuffix(DIED), part.endswith(DIED)
    names = together("name", content)
    replies = (
        Reply(code, content["reason"], language, content[f"body_{language}"], died, names)
        for language in LANGUAGES
    )
    return Told(tuple(replies), content["rests"])


REPLIES = Kind(
    name="replies",
    title=_("Saved replies"),
    help=_(
        "Kind beginnings of a message. Whoever decides makes it fit. One whose code ends in "
        "“-died” takes the place of the other where the person it is about has died."
    ),
    form=ReplyForm,
    shipped=shipped,
    value=value,
    shelf=TEAM,
    grows=True,
)


def fitting(language: str, *, died: bool) -> list[Reply]:
    """The replies in this language, one for each code."""
    mine = [one for one in all() if one.language == language and (died or not one.died)]
    return list({one.code: one for one in mine}.values())


def filled(reply: Reply, about: Submission, quotes: Iterable[Quote] = ()) -> str:
    """A reply with all that we know filled in; a gap for what we do not know stays."""
    with translation.override(reply.language):
        guideline = guidelines.titles().get(reply.guideline, "")
    quoted = [" ".join(one.of(about.offer).split()) for one in quotes]
    name = "" if about.shown_name in NOBODY.values() else about.shown_name
    known = {
        "{name}": name,
        "{title}": about.title,
        "{guideline}": guideline,
        "{quote}": "” … “".join(quoted),
    }
    return GAP.sub(lambda gap: known.get(gap[0]) or gap[0], reply.body)


def gaps(words: str) -> list[str]:
    """What is still to be written in these words, in their order, each once."""
    return list(dict.fromkeys(GAP.findall(words)))


def validate(words: str) -> None:
    """Raise ValidationError where a gap is left, and name it."""
    if found := gaps(words):
        text = _("Please fill in %(gaps)s in your message, or take it out.")
        raise ValidationError({"message": [text % {"gaps": ", ".join(found)}]})
