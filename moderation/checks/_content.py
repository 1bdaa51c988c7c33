"""The words by which a story tells what it is about; `content_labels` gives them their codes.

A label warns a reader or lets one choose. So it is about what happened to people, not about a word:
a telephone dies, a cat comes back, tomatoes are transplanted.
"""

from collections.abc import Iterable

from moderation.checks import Draft, Remark
from moderation.checks._content_ends import DEATH, DYING, RELAPSE
from moderation.checks._content_lives import (
    ABUSE,
    CHILDREN,
    FERTILITY,
    GRAPHIC,
    MIND,
    PREGNANCY_LOSS,
    TRANSPLANT,
)
from moderation.checks._content_words import Words
from moderation.checks._text import folded

DESPAIR = "despair"
TOLD: dict[str, Words] = {
    "death": DEATH,
    "dying": DYING,
    "relapse": RELAPSE,
    "children": CHILDREN,
    "pregnancy-loss": PREGNANCY_LOSS,
    "fertility": FERTILITY,
    "mind": MIND,
    "abuse": ABUSE,
    "graphic": GRAPHIC,
    "transplant": TRANSPLANT,
}


def told(draft: Draft, remarks: Iterable[Remark]) -> set[str]:
    """The codes of what a draft tells of. `remarks`: what the check on crises noticed, or all."""
    texts = [folded(draft, field).plain for field in ("title", "body")]
    found = {code for code, words in TOLD.items() if any(map(words.found, texts))}
    if any(remark.check == "crisis" and remark.start < remark.end for remark in remarks):
        found.add(DESPAIR)
    return found
