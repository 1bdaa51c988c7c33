"""Questions to write along: five boxes, each optional, that become one story.

Nothing typed is ever out of sight: a story is its own box and then these, in their order, however
it is being written just now. Writing "in one box" puts them all together there, and empties them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from contributors import windows
from moderation.offers import BETWEEN, normalised
from stories.models import Relation

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WAY, QUESTIONS, OWN = "way", "questions", "own"  # among the answers: how it is written now
Prompt = tuple["StrPromise", "StrPromise"]  # what stands above a box, and what may help to fill it

_TODAY: Prompt = (
    _("What you would tell someone diagnosed today"),
    _("What helped? What do you wish somebody had told you?"),
)
_THEIRS: dict[str, Prompt] = {
    "told_before": (
        _("Before"),
        _("What was your life with them like? What did you notice first?"),
    ),
    "told_hearing": (
        _("Hearing the words"),
        _("Where were you when you heard? Who was there? What did you do next?"),
    ),
    "told_treatment": (
        _("The treatment, seen from beside"),
        _("What was it like for them, and for you? What helped?"),
    ),
    "told_now": (_("Now"), _("How are they, and how are you? What has changed?")),
    "told_today": _TODAY,
}
# The first is for those who have, or had, the illness themselves.
_OWN: dict[str, Prompt] = {
    "told_before": (_("Before"), _("What was your life like? What did you notice first?")),
    "told_hearing": (
        _("Hearing the words"),
        _("Where were you, who was with you, what did you do next?"),
    ),
    "told_treatment": (
        _("Treatment"),
        _("What was it like, what helped, what had nobody told you?"),
    ),
    "told_now": (_("Now"), _("How are you? What has changed, what has stayed?")),
    "told_today": _TODAY,
}
_LOST: dict[str, Prompt] = {
    **_THEIRS,
    "told_before": (_("Before"), _("What were they like? What did you share with them?")),
    "told_now": (
        _("What you carry with you"),
        _("What has stayed with you of them? How are the days now?"),
    ),
}
_FROM_OUTSIDE: dict[str, Prompt] = {
    "told_before": (_("Before"), _("How did you come to this?")),
    "told_hearing": (_("The moment it began"), _("What did you hear or see that moved you?")),
    "told_treatment": (_("What you do, or did"), _("What was it like? What surprised you?")),
    "told_now": (_("Now"), _("What has changed since then, for you or for others?")),
    "told_today": _TODAY,
}
BOXES = tuple(_OWN)
PROMPTS: dict[str, dict[str, Prompt]] = {
    Relation.PATIENT: _OWN,
    Relation.SURVIVOR: _OWN,
    Relation.CAREGIVER: _THEIRS,
    Relation.FAMILY: _THEIRS,
    Relation.BEREAVED: _LOST,
}


def of(answers: Mapping[str, Any]) -> dict[str, Prompt]:
    """What each box asks, fitting to how this person knows the illness."""
    relation = answers.get("relation", "")
    return PROMPTS.get(relation, _FROM_OUTSIDE if relation in Relation.values else _OWN)


def filled(answers: Mapping[str, Any]) -> list[str]:
    """The boxes that hold something, in their order."""
    return [name for name in BOXES if answers.get(name, "").strip()]


def story(answers: Mapping[str, Any]) -> str:
    """The words of all boxes as one text; where there is one alone, every byte of it."""
    own = answers.get("body", "")
    names = [*(["body"] if own.strip() else []), *filled(answers)]
    if len(names) < 2:
        return normalised(answers.get(names[0], "") if names else own)
    return BETWEEN.join(normalised(answers[name]).strip("\n") for name in names)


def written(answers: dict[str, Any], way: str) -> dict[str, Any]:
    """The answers when they are written this way from now on; no word of them is lost."""
    if way == QUESTIONS or not filled(answers):
        return {**answers, WAY: way}
    new = windows.rewritten(answers, "body", story(answers))
    for name in filled(answers):
        new = windows.rewritten(new, name, "")
    return {**new, WAY: way}
