"""Stories in any state, reached by walking the real verbs."""

import secrets
from datetime import date, timedelta

from django.db.models.functions import Now

from accounts.models import User
from accounts.roles import Role, give
from jobs import work
from jobs.models import Job
from moderation import actors, workflow
from moderation.actors import Actor
from moderation.checks import Remark, Severity
from moderation.checks.names import FULL
from moderation.models import Contribution, Submission
from moderation.offers import Offer
from moderation.states import Action, State

# What two people look at before it is public.
NAMED = Remark("names", Severity.WARN, "body", 0, 1, FULL)
BODY = "I was planting garlic when the telephone rang, and I let it ring. " * 12


def person(email: str, role: str = "contributor") -> User:
    user = User.objects.at(email)
    give(user, Role(role))
    return User.objects.get(pk=user.pk)  # without the cache of permissions


def offer(**changes) -> Offer:
    data = {
        "title": "The garlic was in by noon",
        "body": BODY,
        "language": "en",
        "diagnoses": ["mcl"],
        "relation": "survivor",
        "display_name": "Ruth",
        "facets": [],
        **changes,
    }
    dated = data.pop("dated", date(2026, 11, 1))
    return Offer.of(data, dated=dated)


def contribution(
    *, email: str = "", by=None, uses=("website",), example=False, about=None, **changes
):
    kept, _new = workflow.submit(
        changes.pop("offer", None) or offer(**changes),
        key=secrets.token_urlsafe(24),
        by=by or actors.contributor(),
        uses=uses,
        email=email,
        example=example,
        about=about,
    )
    return kept


def approve(kept: Contribution, by: Actor, **how) -> Contribution:
    """Approved, and a second time by somebody else where the rules want two people."""
    workflow.approve(kept.pk, by=by, **how)
    if kept.submissions.filter(state=State.SECOND_REVIEW).exists():
        workflow.approve(kept.pk, by=actors.team(person("second@example.org", "moderator")))
    return kept


def run_jobs(*, now: bool = True) -> None:
    """Do every open job here; with `now`, also those whose time has not come."""
    while True:
        if now:
            Submission.objects.filter(settled_at=None, settles_at__gt=Now()).update(
                settles_at=Now() - timedelta(seconds=1)
            )
            Job.objects.open().update(not_before=Now() - timedelta(seconds=1))
        done = [work.run(job.pk, by="worker") for job in Job.objects.due().order_by("id")]
        if not any(done):
            return


def submission_in(state: State, **changes) -> Submission:
    """A submission in this state, brought there by the verbs that people use."""
    kept = contribution(**changes)
    moderator = actors.team(person("factory-moderator@example.org", "moderator"))
    lead = actors.team(person("factory-lead@example.org", "lead"))
    for verb in WAYS[state]:
        match verb:
            case "screen":
                remarks = [NAMED] if state is State.SECOND_REVIEW else []
                workflow.screen(kept.submissions.get().pk, remarks)
            case "settle":
                run_jobs()
            case Action.WITHDRAW:
                workflow.withdraw(kept.pk, by=actors.contributor())
            case Action.PAUSE:
                workflow.pause(kept.pk, by=actors.contributor())
            case Action.REPLACE:
                workflow.replace(kept.pk, offer(title="Another title"), by=actors.contributor())
            case Action.APPROVE if state is not State.SECOND_REVIEW:
                approve(kept, moderator, message="With thanks.", reason="other")
            case _:
                how = {"message": "With thanks.", "reason": "other"}
                by = lead if verb in (Action.RESTORE, Action.HOLD) else moderator
                workflow.VERBS[verb](kept.pk, by=by, **how)
    first = kept.submissions.order_by("id").first()
    assert first is not None
    assert first.state == state
    return first


WAYS = {
    State.SUBMITTED: [],
    State.IN_REVIEW: ["screen"],
    State.ESCALATED: ["screen", Action.ESCALATE],
    State.SECOND_REVIEW: ["screen", Action.APPROVE],
    State.CHANGES_REQUESTED: ["screen", Action.REQUEST_CHANGES],
    State.APPROVED: ["screen", Action.APPROVE],
    State.DECLINED: ["screen", Action.DECLINE],
    State.PUBLISHED: ["screen", Action.APPROVE, "settle"],
    State.PAUSED: ["screen", Action.APPROVE, "settle", Action.PAUSE],
    State.HELD: ["screen", Action.APPROVE, "settle", Action.HOLD],
    State.WITHDRAWN: [Action.WITHDRAW],
    State.TAKEN_DOWN: ["screen", Action.APPROVE, "settle", Action.TAKE_DOWN],
    State.SUPERSEDED: ["screen", Action.REPLACE],
}
