"""A visitor's report: kept, weighed, told to those who read reports, looked at, answered."""

import uuid
from collections import Counter
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext

from accounts import audit, limits
from accounts.models import User
from accounts.roles import holders
from jobs.work import Lease, handler
from mail import outbox
from moderation import safeguarding, workflow
from moderation.actors import SYSTEM
from moderation.case_states import Because
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution
from moderation.reasons import Reason as Record
from moderation.signals import erased, reports_wanted, rest_wanted
from moderation.transition import locked
from readers import weighing
from readers.models import Report, ReportQuerySet
from readers.outcomes import untrue, words_for
from stories import retention

REPORTS = "desk/reports/"
Reason, Outcome = Report.Reason, Report.Outcome
# Gravest first: these are read before all others.
GRAVEST = (Reason.CRISIS, Reason.ME, Reason.OTHERS, Reason.TREATMENT, Reason.RESPECT)


def file(report: Report, *, network: str) -> Report:
    """Keep a report, do at once what cannot wait for somebody, and owe the mails about it."""
    with transaction.atomic():
        weighing.mark(report, network=network)
        report.story_id = Report.story_of(report.page)
        known = Contribution.objects.filter(story_id=report.story_id) if report.story_id else None
        about = known.first() if known is not None else None
        if about is not None:
            locked(pk=about.pk)  # of several at once, each is weighed with those before it
        report.save(force_insert=True)
        report.refresh_from_db(fields=["created_at"])
        if about is not None and report.reason == Reason.CRISIS:
            safeguarding.open_case(about.pk, because=Because.REPORT)
        if about is not None and weighing.hides(report, about, network=network):
            Report.objects.filter(pk=report.pk).update(grave=True)
            rest(report, about)
        tell_readers(report)
        owe_reporter("report_received", report)
    return report


def rest(report: Report, about: Contribution) -> None:
    """Let a story rest until a lead has looked; one that is not public has nothing to hide."""
    code = {Reason.ME: Record.OTHERS, Reason.ACCESS: Record.OTHER}.get(Reason(report.reason))
    with suppress(Conflict):
        workflow.hold(about.pk, by=SYSTEM, reason=code or report.reason)


def tell_readers(report: Report) -> None:
    """Owe every lead a mail, which holds no word of it: a grave one at once, others once an hour.

    A site without a lead still has somebody to tell: its organisers.
    """
    hour = f"{report.story_id or 'page'}:{timezone.now():%Y-%m-%dT%H}"
    about = report.pk if report.reason == Reason.CRISIS or report.about_me else hour
    for reader in holders("lead") or holders("organise"):
        outbox.owe_template(
            "report",
            to=reader.email,
            key=f"report:{about}:{reader.pk}",
            language=reader.language,
            context={"path": f"{outbox.root_of(reader.language)}{REPORTS}"},
        )


def owe_reporter(kind: str, report: Report) -> None:
    """Owe one of the two mails that this address gets: where to look, and nothing of what is there.

    Nobody proved that the address is theirs; a mistyped one is a stranger's, and gets few of these.
    """
    if not report.email or limits.take("report-mail", weighing.mailbox(report.email)):
        return
    outbox.owe_template(
        kind,
        to=report.email,
        key=f"{kind}:{report.pk}",
        language=report.language,
        context={"path": f"{outbox.root_of(report.language)}report/{report.shown_reference}/"},
    )


def readable(user: User) -> ReportQuerySet:
    """The reports that this person may read: none about a story of their own, or of somebody's
    whom they know."""
    near = Q(contributor=user) | Q(recusals__user=user)
    known = Contribution.objects.filter(near).values_list("story_id", flat=True)
    return Report.objects.exclude(story_id__in=list(known))


def gravest_first(reports: QuerySet[Report]) -> QuerySet[Report]:
    whens = [When(reason=reason, then=Value(place)) for place, reason in enumerate(GRAVEST)]
    return reports.order_by(Case(*whens, default=Value(len(GRAVEST))), "created_at")


def look(report: Report, *, by: User) -> None:
    """Say to whoever told us that somebody looks; a second time changes nothing."""
    mine_to_read(report, by)
    with transaction.atomic():
        if Report.objects.open().filter(pk=report.pk, seen_at=None).update(seen_at=Now()):
            audit.note("report-looked-at", by=by.pk, about=report.pk)


def close(report: Report, *, by: User, outcome: str, reason: str, answer: str) -> bool:
    """Answer a report and close it, once. Returns whether it was open.

    `reason`: the guideline that it was held against, a code for the record. `answer`: what whoever
    told us reads. Raises Conflict where that would not be true of the story.
    """
    mine_to_read(report, by)
    with transaction.atomic():
        if Report.objects.open().filter(pk=report.pk).exists() and (why := untrue(outcome, report)):
            raise Conflict(why)
        return _close(report, by=by.pk, outcome=outcome, reason=reason, answer=answer)


def _close(report: Report, *, by: int | None, outcome: str, reason: str, answer: str) -> bool:
    closing = {"outcome": outcome, "answer": answer, "closed_at": Now()}
    if not Report.objects.open().filter(pk=report.pk).update(**closing):
        return False
    audit.note("report-closed", by=by, about=report.pk, outcome=outcome, reason=reason)
    owe_reporter("report_answered", report)
    return True


def beside(report: Report, user: User) -> QuerySet[Report]:
    """The other open reports about the same story, gravest first."""
    others = readable(user).open().exclude(pk=report.pk)
    others = others.filter(story_id=report.story_id) if report.story_id else others.none()
    return gravest_first(others)


def mine_to_read(report: Report, user: User) -> None:
    if not readable(user).filter(pk=report.pk).exists():
        raise Forbidden(gettext("This is about a story near to you. Somebody else looks at it."))


def erase(report: Report, *, by: int | None = None) -> None:
    """Blank what somebody told us and their address; that there was a report stays."""
    with transaction.atomic():
        blank = {"words": "", "page": "", "email": "", "erased_at": Now()}
        if Report.objects.filter(pk=report.pk, erased_at=None).update(**blank):
            audit.note("report-erased", by=by, about=report.pk)


@receiver(reports_wanted)
def tell_the_desk(story_id: uuid.UUID, **_signal: object) -> Counter[str]:
    """Why readers reported a story, as its page on the desk says it."""
    found = Report.objects.open().filter(story_id=story_id)
    return Counter(str(Reason(code).label) for code in found.values_list("reason", flat=True))


@receiver(rest_wanted)
def rests_first(story_id: uuid.UUID, **_signal: object) -> bool:
    """Whether what was told of a story while nobody could see it is still to be looked at."""
    return weighing.unseen(story_id)


@receiver(erased)
def forget_with_the_story(contribution_id: uuid.UUID, **_signal: object) -> None:
    """Answer what is open about a story that is erased, and keep no word about it."""
    story_id = Contribution.objects.values_list("story_id", flat=True).get(pk=contribution_id)
    for report in Report.objects.open().filter(story_id=story_id):
        answer = words_for(Outcome.OFF, report.language)
        _close(report, by=None, outcome=Outcome.OFF, reason=Record.OTHER, answer=answer)
    told = Report.objects.filter(story_id=story_id, erased_at=None)
    told.update(words="", page="", erased_at=Now())


@handler("forget-reporters", every=timedelta(hours=24))
def forget_reporters(lease: Lease) -> None:
    """Blank the addresses of those who were answered long ago, and the marks of all."""
    asked = retention.over("reporters", since="closed_at", told="created_at")
    answered = Report.objects.filter(asked)
    answered.exclude(email="").update(email="")
    old = Report.objects.filter(retention.over("report_marks", since="created_at"))
    old.exclude(network_mark="", address_mark="").update(network_mark="", address_mark="")
