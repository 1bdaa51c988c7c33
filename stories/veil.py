"""What somebody may want to know before they read a story, and the veil over how it went.

A story has content notes, brief and neutral. Whoever does not want to meet deaths and relapses for
now asks for pages with `?veil=on`: stories that tell of one are then in no list, and their own page
asks before its words. The page is the same for everyone who asks so (docs/adr/0033-the-veil.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAME, ON = "veil", "on"
TAG = f"{NAME}={ON}"  # of every story that tells of none of the outcomes
# The codes are those of `moderation.content_labels`; what they are called before a story. A
# transplant is no warning: it stands among the treatments.
NOTES: dict[str, Promise] = {
    "death": _("a death"),
    "dying": _("the last weeks of a life"),
    "relapse": _("an illness that came back"),
    "children": _("a child who is ill"),
    "pregnancy-loss": _("losing a pregnancy"),
    "fertility": _("fertility or pregnancy"),
    "despair": _("wanting to die, or hurting oneself"),
    "mind": _("fear, panic or depression"),
    "abuse": _("violence or abuse"),
    "graphic": _("treatment in hard detail"),
}
OUTCOMES = ("death", "dying", "relapse")
SAY_THE_SAME = {"bereaved": "death", "end-of-life": "dying", "relapse": "relapse"}
# Rooms of one's own know nothing of it, and files are no pages.
ELSEWHERE = re.compile(
    r"/(?:es/)?(?:about-you|accounts|admin|api|desk|dev|in-memory|share|static|take-down|thanks"
    r"|your-stories|stories/photos)/"
)
LINK = re.compile(r'<(?:a|link rel="alternate" type)\b[^>]*?\shref="(/[^"#]*)[^>]*>')


def notes(
    *, labels: Iterable[str], relation: str, facets: Iterable[str], in_memory: bool = False
) -> list[str]:
    """The codes of what a story tells of, the hardest first.

    They are the team's labels, and what its person said of it themselves.
    """
    found = {*labels, *(SAY_THE_SAME.get(word, "") for word in (relation, *facets))}
    if in_memory:
        found.add("death")
    return [code for code in NOTES if code in found]


def outcomes(notes: Iterable[str]) -> list[str]:
    """Those of the notes that the veil is over."""
    return [code for code in notes if code in OUTCOMES]


def veiled(asked: Mapping[str, str]) -> bool:
    """Whether a page is asked for with the veil."""
    return asked.get(NAME) == ON


def tags_for(asked: Mapping[str, str]) -> list[str]:
    """What every story in a list must have then."""
    return [TAG] if veiled(asked) else []


def carried(html: str) -> str:
    """The page with the veil in each of its links to another public page: none can forget it.

    A link that is about the veil itself says so by `data-veil`, and stays as it is.
    """
    return LINK.sub(_with_veil, html)


def _with_veil(link: re.Match[str]) -> str:
    tag, address = link[0], link[1]
    if "data-veil" in tag or f"{NAME}=" in address or ELSEWHERE.match(address):
        return tag
    start, end = link.start(1) - link.start(), link.end(1) - link.start()
    return f"{tag[:start]}{address}{'&amp;' if '?' in address else '?'}{TAG}{tag[end:]}"
