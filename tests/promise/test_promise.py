"""The promise, small: real processes, a few faults, every scenario, in less than a minute or so."""

import os
import subprocess
import sys

import pytest

from tests.promise.fleet import ROOT
from tests.promise.words import Words

SECONDS = 600  # on a busy machine; on an idle one it needs a tenth of that


@pytest.mark.long
@pytest.mark.promise
def test_nothing_is_lost_doubled_or_shown_too_long():
    """With servers of its own, whatever the suite runs on, so that these may be killed too."""
    named = ("DATABASE_URL", "REDIS_URL", "MARROW_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in named}
    run = subprocess.run(
        [sys.executable, "-m", "tests.promise.run", "--n", "40", "--quick"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_mark_says_which_story_and_which_revision():
    words = Words(7)
    text = f"the-day-of-{words.mark(12345, 3)} {words.mark(0, 0).upper()} {Words(8).mark(1, 1)}"
    assert words.marks_in(text) == {(12345, 3), (0, 0)}
