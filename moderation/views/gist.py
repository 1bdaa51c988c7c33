"""What a story is, in a few lines made from what is known of it, before anybody reads its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from moderation.checks import reading
from moderation.checks._text import fold
from moderation.content_labels import Label, heavy_ones
from moderation.models import DeskSettings
from moderation.offers import Offer
from moderation.states import LIVE
from moderation.views.margin import Note
from moderation.views.words import NOTICED, WEIGHTS
from stories.text import minutes

if TYPE_CHECKING:
    from moderation.views.shown import Opened

READ = "desk-read"  # in the session: stories that this person holds and has begun to read


@dataclass(frozen=True)
class Weighs:
    """A content label in words, and whether it counts as a heavy one."""

    code: str
    words: Promise | str
    heavy: bool


@dataclass(frozen=True)
class Gist:
    """The few lines."""

    length: str
    ease: str  # how easily it reads, where it is long enough to tell
    text: str
    photo: str
    labels: list[Weighs]
    noticed: list[tuple[str, Promise | str, list[str]]]  # severity, its words, kinds of note


def gist(opened: "Opened") -> Gist:
    return Gist(
        length=length(opened.current.offer.body),
        ease=ease(opened.current.offer),
        text=which_text(opened),
        photo=gettext("one, with a description") if opened.current.shown_photo else gettext("none"),
        labels=weighing(opened.current.labels),
        noticed=noticed(one for _number, one in opened.margin.open),
    )


def length(body: str) -> str:
    words = len(body.split())
    counted = ngettext("%(n)d word", "%(n)d words", words) % {"n": words}
    span = minutes(words)
    lasts = ngettext("%(n)d minute", "%(n)d minutes", span) % {"n": span}
    return f"{counted}, {lasts}"


def ease(offer: Offer) -> str:
    figure = reading.ease(fold(offer.body).plain, offer.language)
    if figure is None:
        return ""
    return gettext("%(n)d of 100, the higher the easier") % {"n": min(100, max(0, round(figure)))}


def which_text(opened: "Opened") -> str:
    """Whether these are somebody's first words for a story, and what became of those before."""
    if opened.current.number == 1:
        return gettext("the first one")
    number = {"number": opened.current.number}
    if any(one.state in LIVE for one in opened.submissions[1:]):
        return gettext("text %(number)d, new words for a story that was published") % number
    return gettext("text %(number)d, new words for a story that was read before") % number


@dataclass(frozen=True)
class Labelling:
    """A content label as a switch: in words, and whether the story has it."""

    code: str
    words: Promise | str
    on: bool


def labelling(codes: Iterable[str]) -> list[Labelling]:
    """Every label, in the order that never changes, so that a hand learns its place."""
    on = set(codes)
    return [Labelling(one.value, one.label, one.value in on) for one in Label]


def weighing(codes: Iterable[str]) -> list[Weighs]:
    """These labels in words, heavy ones first."""
    known, weighs = [one for one in Label if one.value in set(codes)], heavy_ones()
    return [
        Weighs(one.value, one.label, one.value in weighs)
        for one in sorted(known, key=lambda one: one.value not in weighs)
    ]


def noticed(notes: Iterable[Note]) -> list[tuple[str, Promise | str, list[str]]]:
    """What the checks noticed and nobody has looked after: kinds by severity, never words."""
    kinds: dict[str, dict[str, int]] = {}
    for one in notes:
        of_weight = kinds.setdefault(one.severity, {})
        of_weight[one.check] = of_weight.get(one.check, 0) + 1
    return [
        (weight, words, [kind(check, times) for check, times in kinds[weight].items()])
        for weight, words in WEIGHTS.items()
        if weight in kinds
    ]


def kind(check: str, times: int) -> str:
    words = str(NOTICED.get(check, check))
    return f"{words} ({times})" if times > 1 else words


def is_open(request: HttpRequest, opened: "Opened", settings: DeskSettings) -> bool:
    """Whether the words are shown now: asked for, or once asked for while they hold this story."""
    which = str(opened.contribution.pk)
    kept = request.session.get(READ, [])
    asked = "open" in request.GET or request.method == "POST"
    if opened.mine and asked and which not in kept:
        request.session[READ] = [*kept, which][-20:]
    return asked or not settings.ready_first or (opened.mine and which in kept)


def forget(request: HttpRequest, which: object) -> None:
    """The next time, this story is told in a few lines first."""
    kept = request.session.get(READ, [])
    if str(which) in kept:
        request.session[READ] = [one for one in kept if one != str(which)]
