"""The benchmarks, at sizes that measure nothing: each runs to its end and tells its figures."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.__main__ import PARTS
from benchmarks.figures import BEGIN, END, Figure, table, write

ROOT = Path(__file__).resolve().parents[2]
FROM_MEMORY = ["story page from memory"] * 3 + ["list of 20 by diagnosis from memory"] * 3
if peers.program("wrk") is None:
    FROM_MEMORY = ["pages from memory"]
TOLD = [
    "20 jobs owed, carried and done",
    "of them done by workers, not by the relay",
    "worker connections that lived through all of it",
    "submit: statements",
    "approve: statements",
    "submit and approve",
    "POST until `in_review`, one at a time: median",
    "the same: 95 of 100 within",
    "300 stories made and loaded",
    "3,000 stories made and loaded",
    "grown: first page",
    "grown: deep page",
    "grown: one filter, with counts",
    "grown: two filters, with counts",
    "grown: three filters, with counts",
    "grown: two rarer filters, with counts",
    "grown: search for a common word",
    "grown: search for a rare word",
    "grown: search with two filters",
    "grown: a story, with those like it",
    "grown: a diagnosis",
    "grown: all diagnoses",
    "grown: home",
    "grown: an embed",
    "grown: an embed, by relation and language",
    "grown: a feed",
    "grown: the API's first page",
    "grown: the API's deep page",
    "grown: time of the database for a common word",
    "grown: time of the database for a rare word",
    "plan: newest",
    "plan: about a common diagnosis",
    "plan: about a rare diagnosis",
    "plan: by relation",
    "plan: by diagnosis and relation",
    "plan: by topic and treatment",
    "plan: by two that hardly meet",
    "plan: counting the choices by topic and treatment",
    "plan: what was counted by diagnosis and relation",
    "plan: ranking a common word",
    "plan: ranking a rare word",
    "plan: ranking a rare word, about a diagnosis",
    "plan: ranking words that never meet",
    "plan: halfway down the newest",
    "plan: stories like one",
    "plan: an embed about a common diagnosis",
    "plan: an embed about a rare diagnosis",
    "story page: queries",
    "list of 20 by diagnosis: queries",
    "story page, made anew",
    "story page, made anew: processor time of the web process",
    "list of 20 by diagnosis, made anew",
    "list of 20 by diagnosis, made anew: processor time of the web process",
    *FROM_MEMORY,
    "910 decided and 90 waiting stories made",
    "desk: the queue",
    "desk: the queue: queries",
    "desk: a story",
    "desk: a story: queries",
    "desk: the next one, and leave it",
    "desk: the next one, and leave it: queries",
    "plan: the desk's lanes, no choice",
    "plan: the desk's lanes, by diagnosis",
    "plan: the desk's lanes, by check",
    "plan: the desk's lanes, by language",
    "plan: the desk's lanes, by age",
    "plan: the desk's lanes, by all of them",
    "3 moderators deciding at once",
    "the same: stories given to two",
    "the same: refusals",
    "checks: words a second of one core, every check on",
    "checks: direct identifiers noticed, held-out half",
    "checks: crises noticed, held-out half",
]


IN_A_BROWSER = ["decisions with the keyboard in a browser, no time to read counted"]
BROWSER = ["keys"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("parts", "told"),
    [
        pytest.param(
            [part for part in PARTS if part not in BROWSER], TOLD, marks=pytest.mark.servers
        ),
        pytest.param(BROWSER, IN_A_BROWSER, marks=pytest.mark.browser),
    ],
)
def test_every_benchmark_runs_and_tells_its_figures(parts, told):
    before = (ROOT / "docs" / "performance.md").read_text()
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--small", *parts],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    rows = [line.split("|")[1].strip() for line in run.stdout.splitlines() if line[:2] == "| "]
    assert rows == ["what", *told]
    assert (ROOT / "docs" / "performance.md").read_text() == before


@pytest.mark.parametrize(
    ("ratio", "met"),
    [(0.24, (False, True)), (0.25, (True, True)), (0.26, (True, False))],
)
def test_a_limit_includes_itself(ratio, met):
    low, high = (
        Figure("low", "", "", ratio, at_least=0.25),
        Figure("up", "", "", ratio, at_most=0.25),
    )
    assert (low.met, high.met) == met


def test_nginx_sends_what_a_page_says_and_no_word_twice():
    said = {"content-type": "text/html", "etag": '"1"', "x-frame-options": "DENY", "vary": "A"}
    assert peers.added(said) == 'add_header x-frame-options "DENY"; add_header vary "A";'


def test_a_missed_limit_is_told():
    figure = Figure("speed", "1 a second", "9 a second", 1 / 9, at_least=0.25)
    assert table([figure]).splitlines() == [
        "| what  | Marrow     | against    | ratio | limit                    |",
        "|-------|------------|------------|-------|--------------------------|",
        "| speed | 1 a second | 9 a second | 0.11  | at least 0.25 **missed** |",
    ]


def test_only_what_was_measured_is_written_anew(tmp_path):
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write(document, "new")
    assert document.read_text() == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
