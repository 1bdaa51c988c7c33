"""The picture of the workflow is the table's, and says so when it is not."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from moderation.management.commands import workflow_diagram
from moderation.states import RULES, State


def test_the_page_in_the_repository_is_fresh():
    call_command("workflow_diagram", "--check")


def test_a_stale_page_fails_and_says_what_to_do(tmp_path):
    page = tmp_path / "workflow.md"
    with pytest.raises(CommandError, match=r"python manage\.py workflow_diagram"):
        call_command("workflow_diagram", check=True, file=page)
    call_command("workflow_diagram", file=page, verbosity=0)
    call_command("workflow_diagram", check=True, file=page)
    page.write_text(page.read_text().replace("in_review --> approved", "in_review --> published"))
    with pytest.raises(CommandError):
        call_command("workflow_diagram", check=True, file=page)


def test_another_table_makes_another_page(monkeypatch):
    key = next(iter(RULES))
    monkeypatch.delitem(RULES, key)
    assert workflow_diagram.page() != (settings.BASE_DIR / "docs/workflow.md").read_text()


def test_every_rule_and_state_is_on_it():
    page = workflow_diagram.page()
    assert sum(line.startswith("| ") for line in page.splitlines()) == len(RULES) + 1
    assert all(state in page for state in State)
