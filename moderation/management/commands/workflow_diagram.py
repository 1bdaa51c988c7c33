"""Draw the workflow's table as docs/workflow.md, so that the picture is never another story."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.states import BESIDE, FINAL, RULES, Action, Party, Rule, State

HEAD = """# The workflow

Written by `python manage.py workflow_diagram` from `moderation/states.py`. Change the table there,
then run it again; `make check` fails while this page tells something else.

```mermaid
stateDiagram-v2
    direction TB
    [*] --> {first}: {submit}
{arrows}
```

A decision takes effect after the grace, and can be taken back until then. `claim`, `release`
and `relabel` change no state and are left out of the picture.

| from | action | by | to | needs |
|---|---|---|---|---|
{rows}
"""


def page() -> str:
    """The whole page, from the table."""
    arrows = [
        f"    {state} --> {to}: {action}"
        for (state, action), rule in RULES.items()
        if action not in BESIDE  # they lead nowhere, and would only tangle the picture
        for to in rule.to
    ]
    ends = [f"    {state} --> [*]" for state in FINAL]
    rows = [_row(state, action, rule) for (state, action), rule in RULES.items()]
    return HEAD.format(
        first=State.SUBMITTED,
        submit=Action.SUBMIT,
        arrows="\n".join([*arrows, *ends]),
        rows="\n".join(rows),
    )


def _row(state: State, action: Action, rule: Rule) -> str:
    parties = ", ".join(party for party in Party if party in rule.parties)
    to = " or ".join(rule.to)
    needs = [
        word
        for word, needed in (("reason", rule.reason_required), ("message", rule.message_required))
        if needed
    ]
    return f"| {state} | {action} | {parties} | {to} | {', '.join(needs)} |"


class Command(BaseCommand):
    help = "Writes docs/workflow.md from the workflow's table; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail where the page is stale")
        parser.add_argument("--file", type=Path, default=settings.BASE_DIR / "docs/workflow.md")

    def handle(self, *args: Any, check: bool, file: Path, **options: Any) -> None:
        """Writes the page, or with `check` compares it and fails where it is stale."""
        if not check:
            file.write_text(page(), encoding="utf-8")
            self.stdout.write(f"Wrote {file.name}.")
        elif not file.exists() or file.read_text(encoding="utf-8") != page():
            raise CommandError(
                "docs/workflow.md tells another workflow than moderation/states.py. "
                "Run: python manage.py workflow_diagram"
            )
