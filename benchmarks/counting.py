"""The queries that a piece of work sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from moderation.models.editions import TEAM
from stories.editions import PUBLIC

Statement = tuple[str, Any]  # and its values


def afresh() -> None:
    """Let what comes next look for newer editions, as a process does once a second.

    Otherwise it would be chance which turn sends that query.
    """
    for shelf in (PUBLIC, TEAM):
        shelf.forget()


@contextmanager
def queries() -> Iterator[list[Statement]]:
    """The statements of the block, one after the other; BEGIN and COMMIT are not among them."""
    sent: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent
