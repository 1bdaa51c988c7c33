"""Running all checks: in order, in time, and never silent about a check that failed."""

import random
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import checks
from moderation.checks import CHECKS, COULD_NOT_RUN, FIELDS, Draft, Remark, Severity, run

LONG = 100_000

STORY = Draft(
    title="IMG_2231.jpg",
    body="I want to die. It was Dr Halloran, on Ward 7B; ring 07700 900123, ruth@example.org. "
    + "The dog wants letting out, and so do I. " * 5,
    display_name="Admin",
)


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Draft], object]], str]:
    """Makes a function findable as a check, and gives its dotted path."""

    def make(find: Callable[[Draft], object]) -> str:
        module = ModuleType("planted")
        module.find = find  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "planted", module)
        return "planted.find"

    return make


def failed(name: str) -> Remark:
    return Remark(name, Severity.WARN, "body", 0, 0, COULD_NOT_RUN)


def test_remarks_come_in_the_order_of_the_page() -> None:
    found = [
        (remark.check, remark.severity.value, remark.field, words(remark))
        for remark in run(STORY, checks=CHECKS)
    ]
    assert found == [
        ("labels", "warn", "title", "IMG_2231.jpg"),
        ("crisis", "severe", "body", "want to die"),
        ("names", "warn", "body", "Dr Halloran"),
        ("places", "warn", "body", "Ward 7B"),
        ("phone", "warn", "body", "07700 900123"),
        ("email", "warn", "body", "ruth@example.org"),
        ("labels", "warn", "display_name", "Admin"),
    ]


def words(remark: Remark) -> str:
    return getattr(STORY, remark.field)[remark.start : remark.end]


def test_no_reason_tells_the_words() -> None:
    for remark in run(STORY, checks=CHECKS):
        assert words(remark) not in remark.reason


def test_the_setting_names_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Settings:
        configured = True
        MODERATION_CHECKS = ("moderation.checks.email.find",)

    monkeypatch.setattr("django.conf.settings", Settings)
    assert [remark.check for remark in run(STORY)] == ["email"]


def test_every_check_file_is_listed() -> None:
    files = {path.stem for path in __import__("pathlib").Path(checks.__path__[0]).glob("[a-z]*.py")}
    assert {path.split(".")[2] for path in CHECKS} == files


def test_a_check_that_raises_leaves_a_remark_and_stops_no_other(plant, caplog) -> None:
    def find(draft: Draft) -> Iterator[Remark]:
        raise RuntimeError(draft.body)
        yield

    found = run(STORY, checks=[plant(find), "moderation.checks.email.find"])
    assert [(r.check, r.reason == COULD_NOT_RUN) for r in found] == [
        ("planted", True),
        ("email", False),
    ]
    assert caplog.messages == ["The check planted could not run: RuntimeError"]


@pytest.mark.parametrize(
    "path", ["nowhere.at_all.find", "moderation.checks.email.missing", "find", ""]
)
def test_a_check_that_is_not_there_leaves_a_remark(path: str) -> None:
    assert [remark.reason for remark in run(STORY, checks=[path])] == [COULD_NOT_RUN]


@pytest.mark.parametrize(
    ("field", "start", "end"),
    [("body", 0, 10_000), ("body", -1, 2), ("body", 3, 2), ("subtitle", 0, 0)],
)
def test_a_remark_outside_its_field_counts_as_a_failure(plant, field, start, end) -> None:
    path = plant(lambda _: [Remark("planted", Severity.NOTE, field, start, end, "Oops.")])
    assert run(STORY, checks=[path]) == [failed("planted")]


def test_a_check_out_of_time_leaves_a_remark(plant) -> None:
    def find(_: Draft) -> list[Remark]:
        try:
            re.match(r"(a+)+$", "a" * 40 + "!")
            return []
        except Exception:
            return []

    started = time.monotonic()
    found = run(STORY, checks=[plant(find), "moderation.checks.email.find"], seconds=0.2)
    assert time.monotonic() - started < 2
    assert [remark.reason == COULD_NOT_RUN for remark in found] == [True, False]


def test_an_alarm_set_before_is_set_again(plant) -> None:
    def ring(*_: object) -> None: ...

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, 60, 7)
        run(STORY, checks=[plant(lambda _: [])], seconds=1)
        left, interval = signal.getitimer(signal.ITIMER_REAL)
        assert signal.getsignal(signal.SIGALRM) is ring
        assert 50 < left <= 60
        assert interval == pytest.approx(7, abs=0.1)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_no_alarm_is_left_behind(plant) -> None:
    before = signal.getsignal(signal.SIGALRM)
    run(STORY, checks=[plant(lambda _: [])], seconds=0.05)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_it_runs_outside_the_main_thread_too() -> None:
    found: list[list[Remark]] = []
    thread = threading.Thread(target=lambda: found.append(run(STORY, checks=CHECKS)))
    thread.start()
    thread.join()
    assert found == [run(STORY, checks=CHECKS)]


def test_a_flood_keeps_the_gravest(plant) -> None:
    flood = [Remark("planted", Severity.NOTE, "body", place, place, "?") for place in range(200)]
    grave = Remark("planted", Severity.SEVERE, "body", 200, 200, "!")
    found = run(STORY, checks=[plant(lambda _: [*flood, grave])])
    assert found == [*flood[: checks.MOST - 1], grave]


# --- Any text at all -------------------------------------------------------------------------

SCRAPS = """ruth@example.org| at | dot | org|07700 900123|14 Elm Grove|born 14 May 1951|MRN 123456|
Dr |Núñez|Ward 7B|I want to die|quiero morir|https://|IMG_1|.jpg|[insert |{{|Hospital |de |La Paz|
\u0301|🙂|＠|  |٣|ﬁ|1-1-|((((|LS1 4DY|ES91 2100|4111 1111 1111 1111|$ruth|½|Hodgkin"""
scraps = st.sampled_from(SCRAPS.split("|"))
texts = st.one_of(st.text(), st.lists(scraps | st.text(max_size=3)).map("".join))


@settings(deadline=None)
@given(title=texts, body=texts, name=texts)
def test_run_never_fails_and_every_remark_lies_in_its_field(
    title: str, body: str, name: str
) -> None:
    draft = Draft(title, body, name)
    for remark in run(draft, checks=CHECKS):
        assert remark.reason != COULD_NOT_RUN
        assert remark.field in FIELDS
        assert 0 <= remark.start <= remark.end <= len(getattr(draft, remark.field))


@settings(deadline=None)
@given(st.lists(texts, min_size=2, max_size=4))
def test_texts_put_together_break_no_check(parts: list[str]) -> None:
    for path in CHECKS:
        find = import_module(path.rpartition(".")[0]).find
        for remark in find(Draft(body="".join(parts))):
            assert 0 <= remark.start <= remark.end <= len("".join(parts))


# --- Hostile text: where no alarm can ring, the patterns themselves must not run away ----------

dice = random.Random(7)
HOSTILE = {
    "letters": "a",
    "at signs": "@.@.@.",
    "dashes": "1-1-1-",
    "brackets": "((((",
    "digits": "7",
    "pairs": "12 34 56 ",
    "emoji": "😀",
    "marks": "e\u0301",
    "only marks": "\u0301",
    "words": "a ",
    "capitals": "A ",
    "names": "Aa ",
    "titles": "Dr St ",
    "spoken": "one ",
    "dots": "a.",
    "at dot": "a at b dot ",
    "wishes": "I want to ",
    "negations": "never had ",
    "saints": "Hospital de la ",
    "braces": "{{[insert ",
    "records": "nhs number ",
    "postcodes": "AA1",
    "lines": "\n",
    "numbers": "650 720 810, ",
    "underscores": "_v",
    "links": "www.http://",
    "noise": "".join(dice.choices("ab1 .-@(A'\n", k=LONG)),
    "phones": ", ".join(str(dice.randint(600_000_000, 799_999_999)) for _ in range(LONG // 11)),
}


@pytest.mark.parametrize("path", CHECKS)
def test_hostile_text_takes_no_time(path: str) -> None:
    find = import_module(path.rpartition(".")[0]).find
    slow = {}
    for name, scrap in HOSTILE.items():
        draft = Draft(body=(scrap * (LONG // len(scrap) + 1))[:LONG])
        started = time.thread_time()
        list(find(draft))
        taken = time.thread_time() - started
        if taken > 2:  # about 0.5 s at worst on a quiet machine; a runaway takes minutes
            slow[name] = taken
    assert slow == {}


def test_a_check_says_how_often_it_is_right_where_enough_was_measured(monkeypatch) -> None:
    monkeypatch.setattr(checks, "_measured", lambda: {"phone": [23, 25], "rare": [12, 12]})
    assert [checks.right_of(one) for one in ("phone", "rare", "nobody")] == [92, None, None]


def test_what_was_measured_is_of_checks_that_there_are() -> None:
    known = checks._measured()
    assert set(known) <= {path.split(".")[2] for path in CHECKS}
    assert all(0 <= right <= of for right, of in known.values())
