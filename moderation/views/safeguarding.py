"""Cases where somebody may be in danger: the lane, and the page of each."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from moderation import deadlines, on_call, reaching, safeguarding
from moderation.actors import Actor
from moderation.case_states import Because, CaseAction, Outcome, Role, Step
from moderation.errors import Conflict, Forbidden
from moderation.forms import LONGEST
from moderation.models import Case, CaseEvent, Contribution, Message, Submission
from moderation.reach import refuse
from moderation.states import Party, State
from moderation.views import case_words
from moderation.views.access import for_team
from moderation.views.rows import colleague


def title_of(words: Submission) -> str:
    """What a story is called; nothing of it once its person took it back."""
    gone = words.erased_at is not None or words.state == State.WITHDRAWN
    return _("A story that was taken back") if gone else words.title


@dataclass(frozen=True)
class Done:
    """One line of what happened in a case."""

    time: datetime
    text: str
    quote: str = ""


@dataclass(frozen=True)
class StepRow:
    """One step of the list, and who did it."""

    code: str
    title: str
    text: str
    by: str
    at: datetime | None


class OpenedCase:
    """One case, as one person of the team may see it. Raises Http404, Forbidden."""

    def __init__(self, case_id: uuid.UUID, *, by: Actor) -> None:
        self.by = by
        self.case = get_object_or_404(Case.objects.select_related("contribution"), pk=case_id)
        safeguarding.not_their_own(self.case.contribution, by)
        self.words = self.case.contribution.submissions.order_by("-number")[0]
        self.events: list[CaseEvent] = list(self.case.events.all())
        self.may = {str(one) for one in safeguarding.may_do(self.case, by)}
        self.now = timezone.now()

    @property
    def state(self) -> str:
        return str(case_words.STATES[self.case.state])

    @property
    def because(self) -> str:
        return str(case_words.BECAUSE[Because(self.case.because)])

    @property
    def outcome(self) -> str:
        return str(case_words.OUTCOMES[Outcome(self.case.outcome)]) if self.case.outcome else ""

    @property
    def title(self) -> str:
        return title_of(self.words)

    @property
    def readable(self) -> bool:
        return self.words.erased_at is None and self.words.state != State.WITHDRAWN

    @property
    def late(self) -> bool:
        return self.case.due_at <= self.now

    @property
    def soon(self) -> bool:
        return self.case.near(self.now)

    @cached_property
    def people(self) -> dict[int, str]:
        """Everyone of the team who did something here, by number."""
        mine = {event.actor for event in self.events if event.actor is not None}
        found = User.objects.in_bulk(mine | {note.author for note in self.notes})
        return {number: colleague(user) for number, user in found.items()}

    @property
    def taker(self) -> str:
        return self._who(self.case.taken_by)

    @property
    def proposer(self) -> str:
        return self._who(self.case.proposed_by)

    @property
    def on_call(self) -> str:
        return colleague(on_call.today())

    @cached_property
    def notes(self) -> list[Any]:
        return list(self.case.notes.all())

    @property
    def written(self) -> list[tuple[str, Any]]:
        """The notes that still have words, each with who wrote it."""
        return [(self._who(note.author), note) for note in self.notes if note.body]

    @cached_property
    def letters(self) -> list[Message]:
        """What was written to the person, and what they wrote since the case was opened."""
        mine = Message.objects.filter(submission__contribution=self.case.contribution)
        theirs = mine.filter(party=Party.CONTRIBUTOR, created_at__gte=self.case.opened_at)
        found = mine.filter(case=self.case) | theirs
        return list(found.exclude(body="").order_by("id")) if self.readable else []

    @property
    def steps(self) -> list[StepRow]:
        done = safeguarding.steps_done(self.events)
        return [
            StepRow(
                code=step,
                title=str(title),
                text=str(text),
                by=self._who(done[step].actor) if step in done else "",
                at=done[step].at if step in done else None,
            )
            for step, (title, text) in case_words.STEPS.items()
        ]

    @property
    def undone(self) -> int:
        """How many steps nobody has ticked."""
        return sum(step.at is None for step in self.steps)

    @property
    def lines(self) -> list[Any]:
        return reaching.lines(self.case.contribution, self.words)

    @property
    def country(self) -> Any:
        return reaching.country_of(self.words)

    @property
    def mailed(self) -> bool:
        """Whether a mail can say that there is news; the address itself is not shown."""
        return self.case.contribution.email_confirmed_at is not None

    @property
    def timeline(self) -> list[Done]:
        return [Done(event.at, self._happened(event)) for event in self.events]

    def _happened(self, event: CaseEvent) -> str:
        who = case_words.PEOPLE[Role(event.role)]
        name = self._who(event.actor)
        did = case_words.HAPPENED[CaseAction(event.action)]
        about = ""
        if event.code in case_words.STEPS:
            about = str(case_words.STEPS[Step(event.code)][0])
        elif event.code in case_words.OUTCOMES:
            about = str(case_words.OUTCOMES[Outcome(event.code)])
        named = f"{who} ({name})" if name else str(who)
        text = _("%(who)s %(did)s") % {"who": named, "did": did}
        return f"{text}: {about}" if about else text

    def _who(self, number: int | None) -> str:
        return self.people.get(number, "") if number is not None else ""


class CaseForm(forms.Form):
    """What is written on the page of a case; each button sends the whole and needs its own part."""

    use_required_attribute = False
    message = forms.CharField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy(
            "They see it on the page of their story, and can answer. It is no decision."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("A note to the team"),
        help_text=gettext_lazy("Nobody else reads it. It is erased when the story is erased."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ended"),
        choices=[("", gettext_lazy("Please choose")), *case_words.OUTCOMES.items()],
        required=False,
    )


def rows(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """These cases as the lane shows them."""
    newest = {
        one.contribution_id: one
        for one in Submission.objects.filter(
            contribution__in=[case.contribution_id for case in cases]
        )
        .defer("passages")
        .order_by("number")
    }
    takers = User.objects.in_bulk({case.taken_by for case in cases if case.taken_by})
    now = timezone.now()
    return [
        {
            "case": case,
            "title": title_of(newest[case.contribution_id]),
            "language": newest[case.contribution_id].language,
            "state": case_words.STATES[case.state],
            "because": case_words.BECAUSE[Because(case.because)],
            "taker": colleague(takers.get(case.taken_by or 0)),
            "late": case.due_at <= now,
            "soon": case.near(now),
        }
        for case in cases
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def open_for(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Asks once more; a POST opens a case beside a story, whatever its state, and leads to it."""
    contribution = get_object_or_404(Contribution, pk=contribution_id)
    if request.method == "POST":
        case = safeguarding.open_case(contribution_id, because=Because.TEAM, by=by)
        return redirect("desk:case", case_id=case.pk)
    if known := Case.objects.open_on(contribution_id):
        return redirect("desk:case", case_id=known.pk)
    texts = list(contribution.submissions.order_by("-number"))
    refuse(contribution, texts, by)
    told = on_call.told_first(without=contribution.contributor_id)
    context = {
        "contribution_id": contribution_id,
        "title": title_of(texts[0]),
        "told": [colleague(one) for one in told],
        "hours": deadlines.current().safeguarding // timedelta(hours=1),
    }
    return render(request, "desk/open_case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def page(request: HttpRequest, *, by: Actor, case_id: uuid.UUID) -> HttpResponse:
    """Shows a case; a POST does one thing about it, and comes back."""
    opened = OpenedCase(case_id, by=by)
    initial = _initial(opened) | _unsent(request, case_id)
    form, refused = CaseForm(request.POST or None, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        try:
            _do(request.POST.get("do", ""), case_id, form.cleaned_data, by=by)
            _keep_unsent(request, case_id)
            return redirect("desk:case", case_id=case_id)
        except ValidationError as error:
            form.add_error(MISSING.get(request.POST.get("do", ""), "note"), error.messages)
        except (Conflict, Forbidden) as error:
            refused = str(error)
    context = {"opened": OpenedCase(case_id, by=by) if refused else opened, "form": form}
    status = 409 if refused else 200
    return render(request, "desk/case.html", {**context, "refused": refused}, status=status)


def _initial(opened: OpenedCase) -> dict[str, str]:
    """A kind beginning, until something was written to them."""
    if not opened.readable or any(letter.case_id for letter in opened.letters):
        return {}
    return {"message": reaching.first_words(opened.case.contribution, opened.words)}


UNSENT = "desk-case-words"  # in the session: what was typed beside the button that was pressed


def _keep_unsent(request: HttpRequest, case_id: uuid.UUID) -> None:
    """Keep the words that the pressed button did not send, for the page that comes next."""
    sent = MISSING.get(request.POST.get("do", ""))
    words = {name: request.POST.get(name, "") for name in ("message", "note") if name != sent}
    request.session[UNSENT] = {str(case_id): {name: text for name, text in words.items() if text}}


def _unsent(request: HttpRequest, case_id: uuid.UUID) -> dict[str, str]:
    if request.method != "GET" or UNSENT not in request.session:
        return {}
    return request.session.pop(UNSENT).get(str(case_id), {})


MISSING = {"reach_out": "message", "note": "note", "propose": "outcome"}


def _do(what: str, case_id: uuid.UUID, data: dict[str, Any], *, by: Actor) -> None:
    """One button of the page. Raises ValidationError, Conflict, Forbidden."""
    name, _colon, about = what.partition(":")
    if name == CaseAction.REACH_OUT:
        safeguarding.reach_out(case_id, data["message"], by=by)
    elif name == CaseAction.NOTE:
        safeguarding.note(case_id, data["note"], by=by)
    elif name == CaseAction.PROPOSE:
        if not data["outcome"]:
            raise ValidationError(_("Please choose how it ended."))
        safeguarding.propose(case_id, Outcome(data["outcome"]), by=by)
    elif name in (CaseAction.TICK, CaseAction.UNTICK) and about in case_words.STEPS:
        safeguarding.tick(case_id, Step(about), by=by, done=name == CaseAction.TICK)
    elif name in PLAIN:
        PLAIN[name](case_id, by=by)


PLAIN: dict[str, Callable[..., Case]] = {
    CaseAction.TAKE: safeguarding.take,
    CaseAction.SEND_BACK: safeguarding.send_back,
    CaseAction.CONFIRM: safeguarding.confirm,
}
