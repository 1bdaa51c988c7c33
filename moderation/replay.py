"""Doing again what was hidden after a backup was made, once that backup is restored.

Of a story it only ever hides: what its person put back since then stays off until they put it back
anew. Nothing goes on by itself that may have been called off: stories that were to be sent in the
night stay drafts, and a lead makes sure anew of what somebody told us. And nobody who may be in
danger is forgotten.
"""

import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext, override

from accounts import audit, sessions
from accounts.models import User
from moderation import addresses, consents, ledger, reasons, safeguarding, workflow
from moderation.actors import SYSTEM, Actor, contributor
from moderation.case_states import Because, CaseAction, Outcome
from moderation.errors import Conflict
from moderation.ledger import Line
from moderation.models import Case, Contribution, Deed
from moderation.signals import called_off, restored, stopped
from moderation.states import Party, State

CONFIRMED = f"{CaseAction.CONFIRM}:"
HIDING = (ledger.PAUSED, ledger.HELD, ledger.TAKEN_DOWN, ledger.BACK)


def replay(lines: Iterable[Line]) -> Counter[str]:
    """Do again each deed that this database does not know. Returns how many of each kind did it."""
    known = set(Deed.objects.values_list("pk", flat=True))
    new = sorted({line.id: line for line in lines if line.id not in known}.values(), key=when)
    by_subject: dict[str, list[Line]] = {}
    for line in new:
        # The last subject is the one with the last line: until that is done, the site stays shut.
        by_subject[line.subject] = [*by_subject.pop(line.subject, []), line]
    counts: Counter[str] = Counter()
    if new:
        with transaction.atomic():
            for _receiver, called in restored.send(Deed):
                counts.update(called)
    for subject, theirs in by_subject.items():
        with transaction.atomic():
            counts[again(subject, theirs)] += 1
            Deed.objects.bulk_create(
                [
                    Deed(pk=one.id, kind=one.kind, subject=subject, at=one.at, written_at=Now())
                    for one in theirs
                ],
                ignore_conflicts=True,
            )
    if new:
        audit.note("restored", by=None, deeds=len(new))
    return counts


def when(line: Line) -> tuple[object, ...]:
    return line.at, line.id


def again(subject: str, lines: list[Line]) -> str:
    """Hide what was hidden of one story or account. Returns what was done, in the file's word."""
    kinds = [line.kind for line in lines]
    if kinds[-1] == ledger.ACCOUNT:
        return account(subject, lines[-1])
    if ledger.WOKEN in kinds:
        return ledger.WOKEN  # as all that slept
    if ledger.STOPPED in kinds:
        knew = [did for _receiver, did in stopped.send(Deed, subject=subject)]
        return ledger.STOPPED if any(knew) else "unknown here"
    try:
        kept = Contribution.objects.filter(pk=uuid.UUID(subject)).first()
    except ValueError:
        kept = None
    if kept is None:
        return "unknown here"
    of_stories = [kind for kind in kinds if not ledger.is_of_case(kind)]
    if of_stories != kinds:
        look_after(kept, filter(ledger.is_of_case, kinds))
    return story(kept, of_stories) if of_stories else "looked after"


def look_after(kept: Contribution, steps: Iterable[str]) -> None:
    """Open a case again, and bring it as far as people had; what they wrote in it is lost.

    It comes before what its story does, so that nobody decides on that meanwhile. A case that was
    opened and closed since is over, and nobody is called for it.
    """
    todo = list(steps)
    if Case.objects.open_on(kept.pk) is None:
        ends = [place for place, step in enumerate(todo, 1) if step.startswith(CONFIRMED)]
        todo = todo[max(ends, default=0) :]
    for step in todo:
        with suppress(Conflict):  # it is there already
            one_step(kept, step)


def one_step(kept: Contribution, step: str) -> None:
    action, *facts = step.split(":")
    if action == CaseAction.OPEN:
        safeguarding.open_case(kept.pk, because=Because(facts[0]))
        return
    case = Case.objects.open_on(kept.pk)
    if case is None:
        return
    by = Actor(Party.SYSTEM, int(facts[-1]))
    if action == CaseAction.PROPOSE:
        safeguarding.propose(case.pk, Outcome(facts[0]), by=by)
    elif action == CaseAction.SEND_BACK:
        safeguarding.send_back(case.pk, by=by)
    else:
        safeguarding.confirm(case.pk, by=by)


def account(number: str, line: Line) -> str:
    """Delete an account again; its stories have lines of their own."""
    theirs = User.objects.filter(joined_at__lt=line.at)
    user = theirs.filter(pk=number).first() if number.isdecimal() else None
    if user is None:
        return "unknown here"
    sessions.end(user)
    user.delete()
    return ledger.ACCOUNT


def story(kept: Contribution, kinds: list[str]) -> str:
    """Hide of a story what was hidden of it: erased before withdrawn, before all that is less."""
    for kind in kinds:
        if kind in (ledger.UNDONE, ledger.FORGOTTEN):  # before what would undo it and put it back
            called_off.send(Deed, kind=kind, contribution_id=kept.pk)
    by = contributor()
    if ledger.ERASED in kinds:
        workflow.erase_all(kept.pk, by=by)
        return ledger.ERASED
    if ledger.WITHDRAWN in kinds:
        workflow.withdraw(kept.pk, by=by)
        return ledger.WITHDRAWN
    for kind in kinds:
        with suppress(Conflict):  # it cannot be where the story is now, so there is nothing to hide
            less(kept, kind)
    off = [kind for kind in kinds if kind in HIDING]
    if off and kept.submissions.filter(state=State.PUBLISHED).exists():
        return take_off(kept, off[-1])
    return replaced(kept, kinds) or "hidden in part"


def less(kept: Contribution, kind: str) -> None:
    """Hide more of a name or beside it, end one use, or write no more."""
    word = kind.partition(":")[2]
    if kind == ledger.ADDRESS:
        addresses.silence(kept.pk)
    elif kind == ledger.REFUSED:
        workflow.take_off(kept.pk, language=kept.language)
    elif kind.startswith(ledger.RECALLED):
        recall(kept, int(word))
    elif kind.startswith(ledger.NAME):
        workflow.hide_name(kept.pk, by=contributor(), how=word)
    elif kind.startswith(ledger.BESIDE):
        workflow.hide_name(kept.pk, by=contributor(), hide=[word])
    elif kind.startswith(ledger.ENDED):
        left = consents.live(kept.pk) - {word, consents.Use.WEBSITE}
        workflow.agree(kept.pk, sorted(left), by=contributor())


def recall(kept: Contribution, number: int) -> None:
    """Put words before the team again whose approval was taken back, or that were changed since."""
    approved = kept.submissions.filter(number=number, state=State.APPROVED).first()
    if approved is None:
        return
    with override(kept.language):
        note = gettext(
            "This site went back to an older copy, in which this was approved. Since then the "
            "approval was taken back, or other words were sent in its place. Before you approve "
            "it, please ask whoever sent it."
        )
    workflow.take_back(kept.pk, by=SYSTEM, only=approved.pk, note=note)


def replaced(kept: Contribution, kinds: list[str]) -> str:
    """Pause an older text that others had taken the place of; its contributor is told why."""
    numbers = [one.partition(":")[2] for one in kinds if one.startswith(ledger.REPLACED)]
    newest = max(map(int, numbers), default=0)
    if not kept.submissions.filter(state=State.PUBLISHED, number__lt=newest).exists():
        return ""
    with override(kept.language):
        message = gettext(
            "A machine of ours broke, and we had to go back to an older copy of this site. In it "
            "are older words of yours, which you had put others in the place of. So we paused "
            "your story. You can put it back as it is here, or send us the newer words again."
        )
    workflow.pause(kept.pk, by=SYSTEM, reason=reasons.OLDER, message=message)
    return "replaced"


def take_off(kept: Contribution, kind: str) -> str:
    if kind == ledger.PAUSED:
        workflow.pause(kept.pk, by=contributor())
    elif kind == ledger.HELD:
        workflow.hold(kept.pk, by=SYSTEM, reason="other")
    elif kind == ledger.TAKEN_DOWN:
        with override(kept.language):
            message = gettext(
                "A machine of ours broke, and we had to go back to an older copy of this site. We "
                "had taken your story off before that, so it is off again. If our message of that "
                "day is lost, please ask us for it."
            )
        workflow.take_down(kept.pk, by=SYSTEM, reason="other", message=message)
    return kind
