"""Measures the checks and writes the figures into docs/checks.md.

    python -m benchmarks.checks [--dev] [--slips] [--presidio PYTHON --models en=NAME es=NAME]

`--dev` shows the half that rules may be mended against, with `--slips` each miss and each false
alarm in it; then nothing is written. The held-out half never shows its slips.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.checks import content, presidio, score, spam
from benchmarks.checks.corpus import HALVES, KINDS, Passage, passages
from benchmarks.checks.measure import speed, stories
from benchmarks.checks.score import DIRECT, Noticed, Tally
from benchmarks.figures import write
from config.embedded.console import say

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "checks.md"
MEASURED = ROOT / "moderation" / "checks" / "measured.json"  # what `checks.right_of` reads


def main() -> int:
    """Measures and tells; answers 1 where a half was asked for that keeps its secrets."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="the half to mend rules against")
    parser.add_argument("--slips", action="store_true", help="each miss and false alarm")
    parser.add_argument("--presidio", metavar="PYTHON", help="a Python with presidio-analyzer")
    parser.add_argument("--models", nargs="*", default=["en=en_core_web_lg", "es=es_core_news_md"])
    given = parser.parse_args()
    if given.slips and not given.dev:
        parser.error("the held-out half tells no single words: use --dev --slips")
    halves = ["dev"] if given.dev else list(HALVES)
    models = dict(model.split("=") for model in given.models)
    told = [conditions(given.presidio)]
    for half in halves:
        told += [f"### {half}", about(half, given.presidio, models)]
        if given.slips:
            told += [slips(half)]
    text = "\n\n".join(told)
    say(f"\n{text}\n")
    if not given.dev:
        write(DOCUMENT, text)
        MEASURED.write_text(json.dumps(score.by_check(), indent=1) + "\n")
    return 0


def about(half: str, python: str | None, models: dict[str, str]) -> str:
    """What a half shows: the table, the passages left alone, the speed."""
    known = passages(half)
    read = [(passage, score.ours(passage)) for passage in known]
    theirs: list[tuple[Passage, list[Noticed]]] = []
    words, seconds = speed(known)
    lines = [f"{words / seconds:,.0f} words a second, on one core, every check and label on."]
    if python:
        answer = other(python, models, known)
        theirs = [
            (passage, [Noticed(*one) for one in noticed])
            for passage, noticed in zip(known, answer["noticed"], strict=True)
        ]
        pace = words / answer["seconds"]
        times = words / seconds / pace
        lines += [
            (
                f"presidio-analyzer ({named(models)}): {pace:,.0f} words a second. "
                f"Ours are {times:.1f} times as quick."
            ),
        ]
    alone = score.silent(read)
    marked = sum(bool(passage.marks) for passage in known)
    others = alone.found + alone.missed
    lines += [f"{len(known)} passages, {marked} of them with something to notice."]
    lines += [f"Of the other {others}, {alone.found} left every check silent."]
    told = [table(read, theirs), "", *(f"- {line}" for line in lines), "", labels(half)]
    return "\n".join([*told, "", advertising(half)])


def labels(half: str) -> str:
    """Recall and precision of each content label, a passage counting once."""
    told = ["| content label | recall | 95 % | precision | 95 % |"]
    told += ["|---------------|-------:|------|----------:|------|"]
    counted = content.read(half)
    for code, tally in [*counted.items(), ("**all**", sum(counted.values(), Tally()))]:
        told.append("| " + " | ".join([code, *both(tally)]) + " |")
    return "\n".join(told)


def advertising(half: str) -> str:
    """How much of plain advertising is known as such, and whether anything else is."""
    tally = spam.read(half)
    found, right = tally.found + tally.missed, tally.right + tally.wrong
    return (
        f"Plain advertising: {share(tally.found, found)} of it known "
        f"({interval(tally.found, found)}), precision {share(tally.right, right)} "
        f"({interval(tally.right, right)}), among {len(spam.rows(half))} texts."
    )


def both(tally: Tally) -> list[str]:
    """Recall and precision with their intervals."""
    marked, noticed = tally.found + tally.missed, tally.right + tally.wrong
    return [
        share(tally.found, marked),
        interval(tally.found, marked),
        share(tally.right, noticed),
        interval(tally.right, noticed),
    ]


def table(
    read: Sequence[tuple[Passage, list[Noticed]]], theirs: Sequence[tuple[Passage, list[Noticed]]]
) -> str:
    """Recall and precision by kind, with intervals; presidio's beside them where it ran."""
    ours = score.tallies(read)
    rows = {kind: ours[kind] for kind in KINDS}
    # A remark on a full name does not know whose it is.
    rows["third_party"] = replaced(rows["third_party"], rows["full_name"])
    direct = sum((ours[kind] for kind in DIRECT), Tally())
    rows = {
        "**direct identifiers** (the first five)": direct,
        **rows,
        "`crisis`, as severe": score.severe(read),
    }
    fits = {name: set(kinds) for name, kinds in presidio.FITS.items()}
    other = score.tallies(theirs, fits) if theirs else {}
    precision = {kind: their_precision(other, kind) for kind in KINDS}
    head = "| kind | recall | 95 % | precision | 95 % |"
    line = "|------|-------:|------|----------:|------|"
    if theirs:
        head, line = f"{head} presidio: recall | precision |", f"{line}-------:|-------:|"
    told = [head, line]
    for kind, tally in rows.items():
        cells = [kind, *both(tally)]
        if theirs and kind in KINDS:
            its = other[kind]
            cells += [share(its.found, its.found + its.missed), precision[kind]]
        elif theirs and kind.startswith("**"):
            its = sum((other[one] for one in DIRECT), Tally())
            cells += [share(its.found, its.found + its.missed), ""]
        elif theirs:
            cells += ["", ""]
        told.append("| " + " | ".join(cells) + " |")
    return "\n".join(told)


def replaced(tally: Tally, by: Tally) -> Tally:
    return Tally(tally.found, tally.missed, by.right, by.wrong)


def their_precision(other: dict[str, Tally], kind: str) -> str:
    """Of the entities that may stand for a kind, how many were right about one."""
    of = sum(
        (other[n] for n, kinds in presidio.FITS.items() if kind in kinds and n in other), Tally()
    )
    return share(of.right, of.right + of.wrong)


def share(hits: int, of: int) -> str:
    return f"{hits / of:.3f} ({hits}/{of})" if of else "–"


def interval(hits: int, of: int) -> str:
    low, high = score.wilson(hits, of)
    return f"{low:.2f}–{high:.2f}" if of else ""


def named(models: dict[str, str]) -> str:
    return ", ".join(f"{language}: `{name}`" for language, name in models.items())


def slips(half: str) -> str:
    """Each miss and each false alarm, for whoever mends the rules."""
    counted = score.tallies((passage, score.ours(passage)) for passage in passages(half))
    told = [f"- {kind}: {slip}" for kind in counted for slip in counted[kind].slips]
    told += [
        f"- label {code}: {slip}" for code, one in content.read(half).items() for slip in one.slips
    ]
    return "\n".join(told + [f"- advertising: {slip}" for slip in spam.read(half).slips])


def other(python: str, models: dict[str, str], known: Sequence[Passage]) -> dict:
    """What presidio-analyzer answers, on one core like ours."""
    asked = {
        "models": models,
        "passages": [{"text": one.text, "language": one.language} for one in known],
        "stories": stories(known),
    }
    answer = subprocess.run(
        [python, presidio.__file__],
        input=json.dumps(asked),
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(answer.stdout)


def conditions(python: str | None) -> str:
    """The command, and what it ran with; where presidio lies is nobody's business."""
    given = ["PYTHON" if one == python else one for one in sys.argv[1:]]
    command = " ".join(["python -m benchmarks.checks", *given])
    return (
        f"`{command}`, Python {sys.version.split()[0]}, "
        f"phonenumberslite {version('phonenumberslite')}."
    )


if __name__ == "__main__":
    sys.exit(main())
