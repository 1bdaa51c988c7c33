"""What was begun and not sent, as its person finds it again."""

from collections.abc import Iterable
from dataclasses import dataclass

from contributors import prompts
from contributors.models import Draft


@dataclass(frozen=True)
class Begun:
    """A draft, with its words, of which a page shows the first."""

    draft: Draft
    words: str


def rows(drafts: Iterable[Draft]) -> list[Begun]:
    """These drafts, so that two with one title can be told apart."""
    return [Begun(draft, prompts.story(draft.answers)) for draft in drafts]
