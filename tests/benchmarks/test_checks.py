"""The measure of the checks is right itself: what counts as found, as wrong, and as sure."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.checks import presidio
from benchmarks.checks.corpus import Mark, parse
from benchmarks.checks.score import Noticed, severe, silent, tallies, wilson

CALL = parse("Ring ⟦phone|07700 900123⟧ or ⟦staff|Dr Pell⟧.", "en")


def counted(noticed, kind, passage=CALL, fits=None):
    tally = tallies([(passage, noticed)], fits)[kind]
    return tally.found, tally.missed, tally.right, tally.wrong


def test_a_marked_text_is_read_without_its_marks():
    assert CALL.text == "Ring 07700 900123 or Dr Pell."
    assert CALL.marks == (Mark("phone", 5, 17), Mark("staff", 21, 28))


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="There is no kind 'fone'"):
        parse("⟦fone|1⟧", "en")


@pytest.mark.parametrize(
    ("noticed", "kind", "expected"),
    [
        ([Noticed("phone", 5, 17)], "phone", (1, 0, 1, 0)),
        ([Noticed("phone", 5, 14)], "phone", (0, 1, 1, 0)),  # most, but not enough to be left out
        ([Noticed("phone", 5, 11), Noticed("phone", 11, 17)], "phone", (1, 0, 2, 0)),
        ([Noticed("email", 5, 17)], "phone", (0, 1, 0, 0)),
        ([Noticed("email", 5, 17)], "email", (0, 0, 0, 1)),
        ([Noticed("full_name", 24, 28)], "staff", (1, 0, 0, 0)),  # a name is a name
        ([Noticed("full_name", 24, 28)], "full_name", (0, 0, 1, 0)),
        ([], "staff", (0, 1, 0, 0)),
    ],
)
def test_what_is_found_and_what_is_wrong(noticed, kind, expected):
    assert counted(noticed, kind) == expected


def test_another_program_may_be_right_about_several_kinds():
    fits = {"PERSON": {"staff", "full_name"}}
    assert counted([Noticed("PERSON", 21, 28)], "PERSON", fits=fits) == (0, 0, 1, 0)
    assert counted([Noticed("PERSON", 21, 28)], "staff", fits=fits) == (1, 0, 0, 0)


def test_severe_is_only_for_what_is_now():
    then = parse("⟦crisis_told|I wanted to die⟧ then.", "en")
    tally = severe([(then, [Noticed("crisis", 0, 15)])])
    assert (tally.right, tally.wrong) == (0, 1)


def test_passages_without_a_mark_are_to_be_left_alone():
    nothing = parse("The chemo nearly killed me.", "en")
    tally = silent([(nothing, []), (nothing, [Noticed("crisis", 0, 5)]), (CALL, [])])
    assert (tally.found, tally.missed) == (1, 1)


def test_the_interval_is_that_of_wilson():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)  # Newcombe 1998, table I
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_presidio_runs_without_anything_of_ours():
    tree = ast.parse(Path(presidio.__file__).read_text())
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {"json", "sys", "time", "spacy", "presidio_analyzer", "presidio_analyzer.nlp_engine"}
    assert names == ours


def test_the_held_out_half_tells_no_words():
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.checks", "--slips"], capture_output=True, text=True
    )
    assert run.returncode == 2
    assert "tells no single words" in run.stderr
