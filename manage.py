#!/usr/bin/env python3
"""Run one of Django's or Marrow's commands; beside `make run`, on the servers of that run."""

import os
import sys
from pathlib import Path

from config.embedded import running

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    home = Path(os.environ.get("MARROW_HOME") or Path(__file__).resolve().parent / ".marrow")
    if "DATABASE_URL" not in os.environ:
        os.environ.update({**running(home), **os.environ})
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)

    from config.serving.waiting import until_own_heard

    until_own_heard()
