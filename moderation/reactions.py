"""What the owed work of this room does: each kind of job, in a few lines."""

import uuid
from datetime import timedelta

import structlog
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.utils import timezone

from jobs import work
from jobs.work import Lease, handler
from mail import outbox
from moderation import (
    addresses,
    checkins,
    checks,
    claims,
    consents,
    content_labels,
    declined,
    duties,
    notifications,
    reckoning,  # noqa: F401 - registers its work
    screening,
    subjects,
    thanks,
    workflow,
)
from moderation.errors import Conflict
from moderation.models import Card, Look, Recusal, Subject, Submission
from moderation.signals import erased
from moderation.states import State
from stories import retention

TRIES_WITH_CHECKS = 3  # after that a person looks without them
NOT_RUN = checks.Remark("checks", checks.Severity.WARN, "body", 0, 0, checks.COULD_NOT_RUN)
log = structlog.get_logger("moderation")


@handler("screen")
def screen(lease: Lease) -> None:
    """Run the checks over a new submission and put it before a person."""
    submission = Submission.objects.get(pk=lease.subject)
    if submission.state != State.SUBMITTED:
        return
    draft = submission.offer.as_draft()
    tired = lease.attempts > TRIES_WITH_CHECKS
    remarks = [NOT_RUN] if tired else checks.run(draft)
    whose = Subject.objects.filter(contribution_id=submission.contribution_id)
    facts = [submission.relation, *submission.facets, *whose.values_list("kind", flat=True)]
    labels = content_labels.of(checks.Draft() if tired else draft, remarks, facts=facts)
    if not tired:
        remarks += screening.beside(submission, draft, remarks)
    moot(workflow.screen, submission.pk, remarks, labels=labels)


@handler("publish")
def publish(lease: Lease) -> None:
    """Publish what was approved, unless it was taken back, withdrawn or replaced meanwhile."""
    moot(workflow.publish, int(lease.subject))


@handler("settle")
def settle(lease: Lease) -> None:
    """Let a decision take effect, unless it was taken back meanwhile."""
    workflow.settle(int(lease.subject))


@handler("tell-leads")
def tell_leads(lease: Lease) -> None:
    """Owe every lead a mail about a story that waits for one of them, if it still does."""
    submission = Submission.objects.select_related("contribution").get(pk=lease.subject)
    if submission.contribution.example:
        return
    if submission.waits_taken_down:
        notifications.owe_leads("appealed", submission, about=lease.job)
    elif submission.state == State.HELD:
        notifications.owe_leads("reported", submission, about=lease.job)
    elif submission.state == State.ESCALATED:
        notifications.owe_leads("escalated", submission, about=lease.job)


@handler("forget-unconfirmed", every=timedelta(hours=6))
def forget_unconfirmed(lease: Lease) -> None:
    """Blank addresses that nobody proved to be theirs."""
    addresses.forget_unconfirmed()


@handler("forget-mail", every=timedelta(hours=24))
def forget_mail(lease: Lease) -> None:
    """Forget that mails were sent, and what could not be sent in all that time."""
    outbox.forget(retention.over("mail", since="created_at"))


@receiver(user_logged_out)
def let_go(user=None, **kwargs) -> None:
    """Release what a person of the team was reading when they sign out."""
    if user is not None:
        claims.release_all(user.pk)


@handler("forget-declined", every=timedelta(hours=24))
def forget_declined(lease: Lease) -> None:
    """Owe the blanking of each story that was declined long ago: one lock at a time."""
    old = workflow.long_declined().values_list("contribution", "pk").order_by("pk")
    work.owe_all(("forget-one", pk, f"forget-one:{number}", None) for pk, number in old[:1000])


@handler("forget-one")
def forget_one(lease: Lease) -> None:
    """Blank one story that was declined long ago."""
    workflow.forget_declined(uuid.UUID(lease.subject))


@handler("tell-declined", every=timedelta(hours=24))
def tell_declined(lease: Lease) -> None:
    """Owe a look at each declined story whose end is near, once each."""
    soon = workflow.long_declined(ahead=declined.AHEAD).filter(
        contribution__email_confirmed_at__isnull=False, contribution__example=False
    )
    rows = soon.values_list("contribution", "pk").order_by("settled_at")[:1000]
    work.owe_all(("tell-declined-one", pk, f"tell-declined:{number}", None) for pk, number in rows)


@handler("tell-declined-one")
def tell_declined_one(lease: Lease) -> None:
    """Tell one contributor until when their declined story is kept."""
    declined.tell(uuid.UUID(lease.subject))


@handler("check-in", every=timedelta(hours=24))
def check_in(lease: Lease) -> None:
    """Owe the question whether all is still right, to each whose turn it is."""
    rows = checkins.due().order_by("asked_at").values_list("pk", "asked_at")[:500]
    work.owe_all(("ask", pk, f"ask:{pk}:{at:%Y-%m-%d}", None) for pk, at in rows)


@handler("ask")
def ask(lease: Lease) -> None:
    """Ask one contributor whether all is still right."""
    checkins.ask(uuid.UUID(lease.subject))


@handler("thanks", every=timedelta(hours=24))
def thank(lease: Lease) -> None:
    """Owe each contributor who wants it the news that somebody was helped."""
    rows = thanks.due().order_by("told_at").values_list("pk", "readers")[:500]
    work.owe_all(("thank-one", pk, f"thanks:{pk}:{readers}", None) for pk, readers in rows)


@handler("thank-one")
def thank_one(lease: Lease) -> None:
    """Tell one contributor that somebody was helped."""
    thanks.tell(uuid.UUID(lease.subject))


@handler("run-out", every=timedelta(hours=1))
def run_out(lease: Lease) -> None:
    """Owe the end of each agreement whose time is over."""
    rows = consents.ran_out().values_list("contribution", "pk").order_by("expires_at")[:1000]
    work.owe_all(("run-out-one", pk, f"run-out:{consent}", None) for pk, consent in rows)


@handler("run-out-one")
def run_out_one(lease: Lease) -> None:
    """End what one contributor agreed to for a time that is over."""
    moot(workflow.run_out, uuid.UUID(lease.subject))


@handler("come-of-age", every=timedelta(hours=24))
def come_of_age(lease: Lease) -> None:
    """Owe a look at each child who is of age soon, or whose time to say yes themselves is over."""
    for step, due in (("soon", subjects.growing_up()), ("over", subjects.grown_up())):
        rows = due.order_by("born").values_list("contribution", "pk")[:500]
        day = timezone.localdate()
        work.owe_all(
            ("come-of-age-one", pk, f"come-of-age:{subject}:{step}:{day}", None)
            for pk, subject in rows
        )


@handler("tell-desk", every=timedelta(hours=1))
def tell_desk(lease: Lease) -> None:
    """Owe today's mail to each of the team who wants it, once its hour has come."""
    duties.owe_mails()


@handler("tell-desk-one")
def tell_desk_one(lease: Lease) -> None:
    """Tell one of the team how many wait for them now."""
    duties.tell(int(lease.subject))


@receiver(erased)
def forget_around(contribution_id=None, **kwargs) -> None:
    """Forget who of the team knew the person of an erased story, and what lay on desks about it."""
    for model in (Recusal, Look, Card):
        model.objects.filter(contribution=contribution_id).delete()


@handler("come-of-age-one")
def come_of_age_one(lease: Lease) -> None:
    """Ask for one grown-up child's own yes, or pause their story without it."""
    moot(workflow.come_of_age, uuid.UUID(lease.subject))


def moot(verb, *args, **how) -> None:
    """Do a verb that may have lost its object while the job waited; then nothing is owed."""
    try:
        verb(*args, **how)
    except Conflict:
        log.info("owed work is moot", verb=verb.__name__)
