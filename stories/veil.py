"""What somebody may want to know before they read a story, and the veil over how it went.

A story has content notes, brief and neutral. Whoever does not want to meet deaths and relapses for
now asks for pages with `?veil=on`: stories about one are then in no list, and their own page asks
before anything of them. The page is the same for everyone who asks so (docs/adr/0033-the-veil.md).
People read of it as "hard stories", in all places.
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
# What its person chose and what a team might have labelled. Not palliative care: it eases symptoms
# beside any treatment, and is no ending.
SAY_THE_SAME = {
    "bereaved": "death",
    "end-of-life": "dying",
    "hospice-care": "dying",
    "relapse": "relapse",
}
# The team reads everything, and files are no pages. Rooms of one's own carry it back to the others.
ELSEWHERE = re.compile(r"/(?:es/)?(?:admin|api|desk|dev|static|stories/photos)/")
LINK = re.compile(
    r'<(?:a|form|link rel="alternate" type)\b[^>]*?\s(?:href|action)="(/(?!/)[^"#]*)[^>]*>'
)


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
    """The page with the veil in each of its links and forms: none can forget it.

    A link that is about the veil itself says so by `data-veil`, and stays as it is.
    """
    return LINK.sub(_with_veil, html)


def _with_veil(link: re.Match[str]) -> str:
    tag, address = link[0], link[1]
    if "data-veil" in tag:
        return tag
    start, end = link.start(1) - link.start(), link.end(1) - link.start()
    return tag[:start] + carrying(address, joint="&amp;") + tag[end:]


def carrying(address: str, *, joint: str = "&") -> str:
    """The address of a page of ours with the veil; any other as it is."""
    page, mark, part = address.partition("#")
    ours = page.startswith("/") and not page.startswith("//") and not ELSEWHERE.match(page)
    if not ours or f"{NAME}=" in page:
        return address
    return f"{page}{joint if '?' in page else '?'}{TAG}{mark}{part}"
