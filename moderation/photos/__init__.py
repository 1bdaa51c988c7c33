"""A photo somebody sent becomes pictures made anew, or is refused with a reason.

`glance` runs in the web process and reads headers only. `copied` and `rebuild` run in a worker and
let a child process of their own decode the file (`darkroom`), because that is the work of native
code. What came is decoded once, for the copy that takes its place. Neither this module nor what it
imports may need Django: the child would have to load it first.
"""

import json
import math
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO

from moderation.photos.headers import NotOurs, Unsound, read

HEAVIEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
SMALLEST = 64  # pixels on either side: less than this shows nobody
WIDTHS = (320, 640, 1280)
FORMATS = ("avif", "webp", "jpeg")  # smallest first, the order in which a page offers them
COPIES = ("jpeg", "png")
LONGEST = 4096  # pixels of a copy: enough for any part of it in the largest width

COPY = "copy"  # what the child is asked for instead of a part
READY = b"ready\n"  # what the child says before it asks for the file
_ROOT = Path(__file__).resolve().parents[2]
_DARKROOM = (sys.executable, "-E", "-s", "-B", "-m", "moderation.photos.darkroom")
_SECONDS = 60  # by the clock; the child's own limit counts its work, see `darkroom`
_LARGEST_ANSWER = 32 * 1024 * 1024  # nine renditions are 2 MB at most


CODES = frozenset(
    {"too-heavy", "not-a-picture", "too-many-pixels", "moving", "broken", "too-small"}
)


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """We cannot show this file. `code`, one of CODES, says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Look:
    """What the headers say: the format, and the size in which a person sees the picture."""

    format: str
    width: int
    height: int


@dataclass(frozen=True)
class Crop:
    """The part to keep, in fractions of the picture as a person sees it."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0

    def __post_init__(self) -> None:
        ends = (self.left, self.top, self.left + self.width, self.top + self.height)
        inside = all(math.isfinite(end) and 0 <= end <= 1 + 1e-6 for end in ends)
        if not (inside and self.width > 0 and self.height > 0):
            raise ValueError("A crop lies within the picture.")


WHOLE = Crop()


@dataclass(frozen=True)
class Rendition:
    """One file that may be shown: pixels and nothing else."""

    format: str
    width: int
    height: int
    data: bytes


def glance(data: bytes) -> Look:
    """Say what a file claims to be, or refuse it; its pixels are not decoded."""
    if len(data) > HEAVIEST:
        raise Refused("too-heavy")
    try:
        header = read(data)
    except NotOurs:
        raise Refused("not-a-picture") from None
    except Unsound:
        raise Refused("broken") from None
    if header.moving:
        raise Refused("moving")
    if header.width * header.height > MOST_PIXELS:
        raise Refused("too-many-pixels")
    if min(header.width, header.height) < SMALLEST:
        raise Refused("too-small")
    across, down = header.width, header.height
    return Look(header.format, *((down, across) if header.lies else (across, down)))


def rebuild(data: bytes, *, crop: Crop = WHOLE) -> list[Rendition]:
    """Make the renditions from the picture's pixels alone, in a process that may die of it."""
    return _made(data, FORMATS, *map(repr, astuple(crop)))


def copied(data: bytes) -> Rendition:
    """Make one whole copy from the pixels alone, to be kept in place of the file that came."""
    return _made(data, COPIES, COPY)[0]


def _made(data: bytes, formats: tuple[str, ...], *asked: str) -> list[Rendition]:
    glance(data)
    with _child(*asked) as child:
        alarm = threading.Timer(_SECONDS, child.kill)
        alarm.start()
        try:
            answer = _asked(child, data)
        finally:
            alarm.cancel()
            child.kill()
    return _understood(answer, formats)


def _child(*asked: str) -> "subprocess.Popen[bytes]":
    # A session of its own: Ctrl-C in the terminal means the worker, which lets its work end.
    # No environment: there are passwords in ours.
    return subprocess.Popen(  # noqa: S603 - our own interpreter, and our own words
        [*_DARKROOM, *asked],
        cwd=_ROOT,
        env={},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _asked(child: "subprocess.Popen[bytes]", data: bytes) -> bytes:
    """Give the child the file, and take no more than a sane answer from it."""
    assert child.stdin is not None
    assert child.stdout is not None
    if child.stdout.readline() != READY:
        # Then it has not seen the file, and the fault is this machine's: try again, blame nobody.
        raise RuntimeError("The process that develops photos did not start.")
    try:
        child.stdin.write(data)
        child.stdin.close()
    except BrokenPipeError:
        raise Refused("broken") from None
    return child.stdout.read(_LARGEST_ANSWER)


def reply(out: IO[bytes], renditions: list[Rendition]) -> None:
    """Write what `_understood` reads: a line that says what comes, then the files."""
    heads = [[each.format, each.width, each.height, len(each.data)] for each in renditions]
    out.write(json.dumps(heads).encode() + b"\n")
    for each in renditions:
        out.write(each.data)


def _understood(answer: bytes, formats: tuple[str, ...]) -> list[Rendition]:
    head, _, rest = answer.partition(b"\n")
    try:
        said = json.loads(head)
        if isinstance(said, str):
            raise Refused(said if said in CODES else "broken")
        return list(_cut(said, rest, formats))
    except (ValueError, TypeError):
        raise Refused("broken") from None  # it died, or it wrote what we never write


def _cut(
    heads: list[tuple[str, int, int, int]], rest: bytes, formats: tuple[str, ...]
) -> Iterator[Rendition]:
    for form, width, height, length in heads:
        data, rest = rest[:length], rest[length:]
        if form not in formats or not len(data) == length > 0:
            raise ValueError("half an answer")
        yield Rendition(form, width, height, data)
    if rest or not heads:
        raise ValueError("not the answer announced")
