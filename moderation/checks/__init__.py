"""The automatic checks: a draft goes in, remarks for a person to judge come out.

A check is a pure function `find(draft) -> Iterable[Remark]`: no query, no socket, no setting.
Checks advise and people decide, so a check that breaks or dawdles must never pass for a check
that found nothing: it leaves a remark that says so.
"""

import json
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType

from moderation.checks._patterns import ready

logger = logging.getLogger(__name__)

FIELDS = ("title", "body", "display_name", "photo_alt", "photo_credit")

# What runs where the setting MODERATION_CHECKS says nothing else.
CHECKS = (
    "moderation.checks.crisis.find",
    "moderation.checks.email.find",
    "moderation.checks.phone.find",
    "moderation.checks.address.find",
    "moderation.checks.birth_date.find",
    "moderation.checks.record_number.find",
    "moderation.checks.names.find",
    "moderation.checks.places.find",
    "moderation.checks.links.find",
    "moderation.checks.treatment.find",
    "moderation.checks.abuse.find",
    "moderation.checks.labels.find",
    "moderation.checks.rare.find",
    "moderation.checks.language.find",
    "moderation.checks.writing.find",
    "moderation.checks.reading.find",
)

# A page with thousands of remarks helps nobody; the gravest of each check are kept.
MOST = 100

ENOUGH = 20  # remarks that were measured, before a share of them says anything


def gettext_noop(msgid: str) -> str:
    """The msgid itself, marked for the message catalogue.

    Django's function of this name asks the settings before it does as little; a check reads none.
    """
    return msgid


COULD_NOT_RUN = gettext_noop(
    "This check could not run, so please read the whole story with extra care."
)


class Severity(StrEnum):
    NOTE = "note"
    WARN = "warn"
    SEVERE = "severe"


@dataclass(frozen=True)
class Draft:
    title: str = ""
    body: str = ""
    display_name: str = ""
    language: str = "en"
    photo_alt: str = ""
    photo_credit: str = ""


@dataclass(frozen=True)
class Remark:
    """What a check noticed, at code points `start` to `end` of `field`; never the words."""

    check: str
    severity: Severity
    field: str
    start: int
    end: int
    reason: str


Check = Callable[[Draft], Iterable[Remark]]


@cache
def _measured() -> dict[str, list[int]]:
    return json.loads((Path(__file__).parent / "measured.json").read_text())


def right_of(check: str) -> int | None:
    """How many of 100 remarks of a check were right, on words that it was not made for.

    Measured by `python -m benchmarks.checks`; None where too few were measured to tell.
    """
    right, of = _measured().get(check, (0, 0))
    return round(100 * right / of) if of >= ENOUGH else None


class OutOfTime(BaseException):
    """Not an Exception, so that no check can swallow it by catching Exception."""


def run(draft: Draft, *, checks: Sequence[str] | None = None, seconds: float = 5.0) -> list[Remark]:
    """The remarks of all checks, by position; nothing in the world changes.

    `checks` are dotted paths (else the setting MODERATION_CHECKS, else CHECKS); `seconds` is
    what each may take. Never raises for a check's sake: one that fails becomes a remark.
    """
    paths = chosen() if checks is None else checks
    remarks = [remark for path in paths for remark in _remarks(path, draft, seconds)]
    return sorted(remarks, key=lambda r: (FIELDS.index(r.field), r.start, r.end, r.check))


def chosen() -> Sequence[str]:
    """The dotted paths of the checks that run here."""
    # Here and not above: a check used on its own must work where Django is not set up.
    from django.conf import settings

    return getattr(settings, "MODERATION_CHECKS", CHECKS) if settings.configured else CHECKS


def prepare() -> None:
    """All that the checks need is at hand, so that the first story does not wait for it."""
    for path in chosen():
        import_module(path.rpartition(".")[0])
    ready()


def _remarks(path: str, draft: Draft, seconds: float) -> list[Remark]:
    module, _, function = path.rpartition(".")
    name = module.rpartition(".")[2] or path
    try:
        with _alarm(seconds):
            check: Check = getattr(import_module(module), function)
        ready()  # what takes longer in a process that has just started is no check's fault
        with _alarm(seconds):
            found = list(check(draft))
            if not all(_lies_inside(remark, draft) for remark in found):
                raise ValueError("a remark lies outside its field")
    except (Exception, OutOfTime) as error:  # noqa: BLE001  a broken check must hold, not pass
        # The error's own words may quote the story, so only its kind is written down.
        logger.error("The check %s could not run: %s", name, type(error).__name__)
        return [Remark(name, Severity.WARN, "body", 0, 0, COULD_NOT_RUN)]
    gravest_first = list(Severity)[::-1]
    return sorted(found, key=lambda remark: gravest_first.index(remark.severity))[:MOST]


def _lies_inside(remark: Remark, draft: Draft) -> bool:
    if remark.field not in FIELDS:
        return False
    return 0 <= remark.start <= remark.end <= len(getattr(draft, remark.field))


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in the block after `seconds`; only the main thread can have an alarm.

    Python looks for signals while it matches a pattern, so this stops a runaway pattern too.
    In other threads the checks rely on patterns that cannot run away (tests hold them to it).
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    handler = signal.signal(signal.SIGALRM, ring)
    started = time.monotonic()
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        # Two layers: an alarm that rings while the inner one cleans up cannot skip the outer.
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_DFL if handler is None else handler)
        if left:
            passed = time.monotonic() - started
            signal.setitimer(signal.ITIMER_REAL, max(left - passed, 0.001), interval)
