"""The order of the questions, and which of them asks for what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contributors import forms, photo_question, pictures, windows
from contributors.models import Draft
from moderation import subjects

DIAGNOSIS, STORY, PHOTO, CHECK, WHOSE = "diagnosis", "story", "photo", "check", "whose"
DIALS = ("you", "about")  # where somebody sees while choosing what readers will see of them


@dataclass(frozen=True)
class Step:
    """One page of the share form."""

    name: str
    title: str | Promise
    form: type[forms.Question] | None = None  # the first and the last page are no plain form
    asks: frozenset[str] = frozenset()  # fields of an offer
    optional: bool = False  # has a Skip button
    once: bool = False  # is not asked again when a story is revised

    def fits(self, draft: Draft) -> bool:
        """Whether this draft is asked this: whose story it is, only who may tell another's."""
        if self.once and draft.revises:
            return False
        return self.name != WHOSE or draft.answers.get("relation") in subjects.TELLERS

    def concerns(self, problems: Iterable[str]) -> bool:
        """Whether one of these is put right here."""
        return any(windows.stem(name) in self.asks for name in problems)


STEPS = (
    Step(DIAGNOSIS, _("Which illness is your story about?"), asks=frozenset({"diagnoses"})),
    Step("who", _("How you know this illness"), forms.Who, frozenset({"relation"})),
    Step(WHOSE, _("Whose story is it?"), forms.Whose, frozenset({"about", "born"}), once=True),
    Step(
        STORY,
        _("Your story"),
        forms.Words,
        frozenset({"title", "body", "language", forms.EARLIER, "told_"}),
    ),
    Step(
        "others",
        _("The other people in your story"),
        forms.Recognisable,
        frozenset({"recognisable"}),
        optional=True,
    ),
    Step("you", _("Your name on the page"), forms.Naming, frozenset({"display_name"})),
    Step(
        "about",
        _("What else readers may know"),
        forms.About,
        frozenset({"diagnosed"}),
        optional=True,
    ),
    Step(
        "more",
        _("Help people like you to find it"),
        forms.More,
        frozenset({"facets"}),
        optional=True,
    ),
    Step(
        PHOTO,
        _("A photo, if you like"),
        photo_question.Photo,
        frozenset({"photo", pictures.AGREED, *pictures.FIELDS}),
        optional=True,
    ),
    Step(
        "address",
        _("May we write to you?"),
        forms.Address,
        frozenset({"email"}),
        optional=True,
        once=True,
    ),
    Step(
        "consent",
        _("What you agree to"),
        forms.Agreement,
        frozenset({"consents", "guardian"}),
        once=True,
    ),
    Step(CHECK, _("Check your story")),
)
# At the story's own address, so that words typed here find a place when their draft is gone.
UPDATE = (
    Step(STORY, _("What has happened since?"), forms.Update, frozenset({"body"})),
    STEPS[-1],
)


def of(draft: Draft) -> tuple[Step, ...]:
    """The pages that this draft goes through."""
    if draft.updates:
        return UPDATE
    return tuple(step for step in STEPS if step.fits(draft))


def named(name: str, draft: Draft) -> Step | None:
    """The page of this name, or None where this draft has none."""
    return next((step for step in of(draft) if step.name == name), None)


def beside(step: Step, draft: Draft) -> tuple[Step | None, Step | None]:
    """The pages before and after this one."""
    pages = of(draft)
    place = pages.index(step)
    before = pages[place - 1] if place else None
    return before, pages[place + 1] if place + 1 < len(pages) else None


def wanted(problems: dict, draft: Draft) -> Step | None:
    """Where somebody goes on: the first page to put right, or that they have not seen yet."""
    return next(
        (step for step in of(draft) if step.concerns(problems) or _unseen(step, draft)), None
    )


def _unseen(step: Step, draft: Draft) -> bool:
    """Whether this page, which may stay without an answer, was never answered nor skipped."""
    return step.optional and not any(name in draft.answers for name in _fields(step))


def filled(step: Step, draft: Draft) -> bool:
    """Whether something is said on this page already, which skipping would lose."""
    return any(draft.answers.get(name) for name in _fields(step))


def _fields(step: Step) -> tuple[str, ...]:
    return () if step.form is None else step.form.ticks or tuple(step.form.base_fields)


def asking(problems: dict, draft: Draft) -> Step | None:
    """The first page at which something has to be put right."""
    return next((step for step in of(draft) if step.concerns(problems)), None)
