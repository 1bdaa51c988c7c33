"""What changed since an earlier text of the same story, in one column or side by side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from moderation.changes import Change, changes, pieces
from moderation.models import Submission
from moderation.states import LIVE
from stories import told

if TYPE_CHECKING:
    from moderation.views.shown import Opened


@dataclass(frozen=True)
class Compared:
    """What changed since an earlier text: lines that stand alone, then the words."""

    before: Submission
    decided: bool  # it is the last text that the team decided on
    lines: list[tuple[str, Change]]
    words: list[Change]

    @property
    def live(self) -> bool:
        return self.before.state in LIVE


def choices(opened: "Opened") -> list[Submission]:
    """The earlier texts that can be compared with, newest first."""
    return [one for one in opened.submissions[1:] if not one.erased_at]


def usual(opened: "Opened") -> Submission | None:
    """The text to compare with: the live one, the last that the team decided on, or the last."""
    older = choices(opened)
    live = next((one for one in older if one.state in LIVE), None)
    return live or decided(older) or next(iter(older), None)


def decided(older: list[Submission]) -> Submission | None:
    """The last of these that the team decided on."""
    return next((one for one in older if one.decided_by_id), None)


def compared(opened: "Opened", *, number: str = "") -> Compared | None:
    """The differences to text `number`, else to the usual one; None where there are none."""
    older, after = choices(opened), opened.current
    before = next((one for one in older if str(one.number) == number), None) or usual(opened)
    if before is None or not opened.readable or not before.offer.differs_from(after.offer):
        return None
    return between(before, after, opened.names, decided=before == decided(older))


def between(
    before: Submission, after: Submission, names: dict[str, Any], *, decided: bool = False
) -> Compared:
    """The differences of two texts. `names`: of their diagnoses and facets, by slug."""
    lines = [
        (gettext("Title"), before.title, after.title),
        (gettext("Name"), before.display_name, after.display_name),
        (gettext("Photo"), *_photos(before, after)),
        (gettext("Chosen"), _chosen(before, names), _chosen(after, names)),
    ]
    return Compared(
        before,
        decided,
        lines=[(what, Change(pieces(old, new))) for what, old, new in lines if old != new],
        words=changes(before.offer.body, after.offer.body),
    )


def _photos(before: Submission, after: Submission) -> tuple[str, str]:
    """What is said of both photos; a picture that changed alone is said to be another."""
    old, new = before.shown_offer.picture, after.shown_offer.picture
    said = [" · ".join(filter(None, (one.alt, one.credit))) if one else "" for one in (old, new)]
    if old and new and (old.digest, old.crop) != (new.digest, new.crop):
        said[1] += " · " + gettext("another picture, or cut in another way")
    return said[0], said[1]


def _chosen(submission: Submission, names: dict[str, Any]) -> str:
    """What was chosen rather than written, in one line."""
    slugs = [*submission.diagnoses, *submission.facets]
    chosen = [submission.get_relation_display(), submission.get_language_display()]
    when = [told.when(submission.diagnosed)] if submission.diagnosed else []
    return ", ".join(map(str, [*chosen, *(names.get(slug, slug) for slug in slugs), *when]))
