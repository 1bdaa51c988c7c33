"""What a check noticed, in a form that a table of cases can state."""

from collections.abc import Callable, Iterable

from moderation.checks import Draft, Remark


def noticed(
    find: Callable[[Draft], Iterable[Remark]], text: str, *, field: str = "body"
) -> list[tuple[str, str]]:
    """The words under each remark with its severity, in the order of the text."""
    remarks = sorted(find(Draft(**{field: text})), key=lambda remark: remark.start)
    assert {remark.field for remark in remarks} <= {field}
    return [(text[remark.start : remark.end], remark.severity.value) for remark in remarks]


def words(
    find: Callable[[Draft], Iterable[Remark]], text: str, *, field: str = "body"
) -> list[str]:
    """The words under each remark."""
    return [found for found, _ in noticed(find, text, field=field)]
