"""Runs a command with servers of its own: python -m config.embedded --home FOLDER -- COMMAND."""

import argparse
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from config.embedded import CannotStart, Home, started, taken
from config.embedded.children import tied
from config.embedded.console import AlreadyRunning, refuse

MOST = 20  # test runs at once


def free(stack: ExitStack, home: Path) -> Home:
    """Takes the folder, or, while another run has it, the next one: name-2, name-3 …"""
    names = [home, *(home.with_name(f"{home.name}-{number}") for number in range(2, MOST))]
    for path in names[:-1]:
        try:
            return stack.enter_context(taken(path))
        except AlreadyRunning:
            continue
    return stack.enter_context(taken(names[-1]))


def main() -> int:
    """Answers the command's exit code, after its servers have stopped."""
    parser = argparse.ArgumentParser(prog="python -m config.embedded", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the servers' folder")
    parser.add_argument("--forgetful", action="store_true", help="for tests: quick, not durable")
    parser.add_argument("command", nargs="+", help="what to run, after --")
    given = parser.parse_args()
    command: subprocess.Popen | None = None

    def passed_on(number: int, frame: object) -> None:
        if command is None:
            raise KeyboardInterrupt
        if number != signal.SIGINT:  # Ctrl-C goes to the command anyway
            command.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, passed_on)
    try:
        with ExitStack() as stack:
            home = free(stack, given.home)
            found = stack.enter_context(
                started(home, environ=os.environ, forgetful=given.forgetful)
            )
            environment = {**os.environ, **found.environment}
            command = subprocess.Popen(tied(given.command, by=signal.SIGTERM), env=environment)
            code = command.wait()
            return 128 - code if code < 0 else code
    except CannotStart as problem:
        return refuse(problem)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
