"""What the organisation sets itself: every kind of it, and the one way in which it is changed."""

from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from moderation import content_labels, deadlines, hours, reasons, replies, two_people
from moderation.errors import Conflict
from moderation.models import Edition
from stories import guidelines, helplines, retention
from stories.editions import PUBLIC, Content, Kind, plain
from stories.models import PublicEdition

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        guidelines.SECTIONS,
        helplines.HELPLINES,
        reasons.REASONS,
        replies.REPLIES,
        content_labels.LABELS,
        hours.HOURS,
        deadlines.DEADLINES,
        two_people.TWO_PEOPLE,
        retention.RETENTION,
    )
}


class ReadByOne(Exception):  # noqa: N818 - said as it is
    """Only its writer has read this, and the host wants two people for it."""


def add(kind: Kind[Any]) -> None:
    """Let organisers set one more kind: of a room that this one does not know."""
    KINDS[kind.name] = kind


def is_draft(content: Content | None) -> bool:
    """Whether this is for the team alone, so that what is in force stays so."""
    return bool(content and content.get("draft"))


def newest(kind: Kind[Any], part: str) -> Edition | None:
    """The last change of a part; None where what ships holds."""
    return Edition.objects.filter(kind=kind.name, part=part).order_by("-number").first()


def content_of(kind: Kind[Any], part: str, edition: Edition | None) -> Content | None:
    """What an edition holds; what ships where there is none, and None of a part that is new.

    Of one that is not whole, nothing.
    """
    shipped = kind.shipped().get(part)
    if edition is not None and edition.content is not None:
        whole = is_whole(kind, edition)
        return plain(shipped or {}) | edition.content if whole else {}
    return None if shipped is None else plain(shipped)


def is_whole(kind: Kind[Any], edition: Edition) -> bool:
    """Whether this edition may be in force, by the rules of today."""
    try:
        if edition.content is not None:
            kind.read(edition.part, edition.content)
    except ValueError:
        return False
    return True


def held(kind: Kind[Any], part: str, *, drafts: bool = False) -> Edition | None:
    """The edition that is in force, which is the newest that is whole; None for what ships.

    `drafts`: the newest that somebody wrote, in force or not.
    """
    rows = Edition.objects.filter(kind=kind.name, part=part).order_by("-number")
    chosen = (edition for edition in rows if drafts or not is_draft(edition.content))
    return next((edition for edition in chosen if is_whole(kind, edition)), None)


def begun(kind: Kind[Any]) -> list[str]:
    """Parts of which there are drafts and nothing in force."""
    rows = Edition.objects.filter(kind=kind.name).order_by("part")
    parts = dict.fromkeys(rows.values_list("part", flat=True))
    return [part for part in parts if part not in kind.current()]


def put(
    kind: Kind[Any], part: str, content: Content | None, *, by: User, seen: int, why: str
) -> Edition:
    """Let this hold from now on, and write down who wanted it. None: what ships holds again.

    A draft holds nothing yet, and is written down in the team's own table alone.

    `seen`: the number that the person saw. Raises Conflict where there is a newer one by now,
    ValueError where the content is not whole, and ReadByOne where two people are wanted for it.
    """
    if content is not None:
        kind.read(part, content)
    with transaction.atomic():
        # One after the other, so that readers who know the highest id have seen all below it.
        with connection.cursor() as cursor:
            cursor.execute('LOCK TABLE "moderation_edition" IN SHARE ROW EXCLUSIVE MODE')
        last = newest(kind, part)
        number = last.number if last else 0
        if number != seen:
            raise Conflict("Somebody else changed this meanwhile.")
        if not _read_by_two(kind, part, content, last, by=by):
            raise ReadByOne(
                _(
                    "Two people read an article before it goes live. Please keep it as a draft: "
                    "another organizer can then let exactly these words go live."
                )
            )
        kept = {"kind": kind.name, "part": part, "number": number + 1, "content": content}
        edition = Edition.objects.create(**kept, by=by.pk, why=why)
        if kind.shelf is PUBLIC and not is_draft(content):
            PublicEdition.objects.create(**kept)
        about = f"{kind.name}/{part}" if part else kind.name
        audit.note("edition", by=by.pk, about=about, number=edition.number)
        transaction.on_commit(kind.shelf.forget)
    return edition


def by_two(kind: Kind[Any]) -> bool:
    """Whether somebody else than its writer lets this go live: what is written as a draft first."""
    return settings.MARROW_ARTICLES_BY_TWO and "draft" in kind.form.base_fields


def writer(draft: Edition) -> int:
    """Who wrote these words first: not who took them up again."""
    before = Edition.objects.filter(kind=draft.kind, part=draft.part).order_by("number")
    rows = before.values_list("content", "by")
    return next(by for content, by in rows if words_of(content) == words_of(draft.content))


def words_of(content: Content | None) -> Content:
    """What readers would see, whether it rests, is a draft or is in force."""
    return {name: one for name, one in (content or {}).items() if name not in ("draft", "rests")}


def _read_by_two(
    kind: Kind[Any], part: str, content: Content | None, last: Edition | None, *, by: User
) -> bool:
    """Whether this is a draft of somebody else's, word for word, or was in force before.

    A draft, and what rests, no reader sees: one person is enough for it.
    """
    if not by_two(kind) or content is None or is_draft(content) or content.get("rests"):
        return True
    if last is not None and is_draft(last.content) and writer(last) != by.pk:
        written = content_of(kind, part, last)
        if written and written | {"draft": False} == content:
            return True
    if content == content_of(kind, part, None):
        return True  # what ships
    live = PublicEdition.objects.filter(kind=kind.name, part=part)
    return content in live.values_list("content", flat=True)


def overdue(kind: Kind[Any]) -> list[str]:
    """The parts in force that are past the day by which somebody was to read them again."""
    return [part for part, value in kind.current().items() if kind.late(value)]


def broken() -> list[str]:
    """What was to be in force and is not whole, so that something older holds."""
    return sorted(name for kind in KINDS.values() for name in kind.broken())
