"""How many statements each verb sends, where every mail is owed too."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import connection, transaction

from accounts.roles import Role
from benchmarks.counting import afresh
from benchmarks.figures import Figure
from benchmarks.sending import offer, person, sent
from moderation import actors, claims, workflow
from moderation.models import Contribution

MOST = 12
SAID = {"message": "Thank you for this story.", "reason": "other"}


def measure() -> list[Figure]:
    """Every verb once, by a contributor whose address is known; BEGIN and COMMIT not counted."""
    counts = counted()
    each = ", ".join(f"{verb} {count}" for verb, count in counts.items())
    figures = [
        Figure(f"{verb}: statements", f"{counts[verb]}", "", float(counts[verb]), at_most=MOST)
        for verb in ("submit", "approve")
    ]
    told = f"statements of every verb, with the mails they owe: {each}"
    return [replace(figures[0], note=told), *figures[1:]]


def counted() -> dict[str, int]:
    """The statements of each verb, by walking three stories through all of them."""
    walk = Walk()
    story = walk.submitted()
    walk.does("claim", claims.claim, story.pk, by=walk.moderator)
    walk.does("release", claims.release, story.pk, by=walk.moderator)
    walk.does("escalate", workflow.escalate, story.pk, by=walk.moderator, **SAID)
    walk.does("return_to_queue", workflow.return_to_queue, story.pk, by=walk.lead, **SAID)
    walk.does("approve", workflow.approve, story.pk, by=walk.moderator, **SAID)
    walk.does("take_back", workflow.take_back, story.pk, by=walk.moderator)
    workflow.approve(story.pk, by=walk.moderator)
    walk.does("publish", workflow.publish, story.submissions.get().pk)
    walk.does("take_down", workflow.take_down, story.pk, by=walk.moderator, **SAID)
    walk.does("restore", workflow.restore, story.pk, by=walk.lead, **SAID)
    walk.does("replace", workflow.replace, story.pk, offer(title="Later"), by=walk.contributor)
    workflow.screen(story.submissions.latest("id").pk, [])
    workflow.approve(story.pk, by=walk.moderator)
    again = story.submissions.latest("id").pk
    walk.does("publish a revision", workflow.publish, again)
    walk.does("withdraw", workflow.withdraw, story.pk, by=walk.contributor)
    walk.does("erase", workflow.erase, story.pk, by=walk.contributor)
    for verb in ("request_changes", "decline"):
        story = walk.submitted()
        walk.does(verb, getattr(workflow, verb), story.pk, by=walk.moderator, **SAID)
        walk.does("settle", transaction.atomic(workflow.settle), story.submissions.get().pk)
    return walk.counts


class Walk:
    """Verbs one after the other, with their statements counted."""

    def __init__(self) -> None:
        user = person(Role.CONTRIBUTOR)
        self.email = user.email
        self.contributor = actors.contributor(user)
        self.moderator = actors.team(person(Role.MODERATOR))
        self.lead = actors.team(person(Role.LEAD))
        self.counts: dict[str, int] = {}

    def submitted(self) -> Contribution:
        story = self.does("submit", sent, by=self.contributor, email=self.email)
        self.does("screen", workflow.screen, story.submissions.get().pk, [])
        return story

    def does(self, verb: str, do: Callable, *args: Any, **how: Any) -> Any:
        count = 0

        def one_more(execute, *statement):
            nonlocal count
            count += not statement[0].startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))
            return execute(*statement)

        afresh()
        with connection.execute_wrapper(one_more):
            answer = do(*args, **how)
        self.counts[verb] = max(count, self.counts.get(verb, 0))
        return answer
