"""Practice on made-up stories: one at a time, then the answer; and how far the team agrees."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from moderation import checks, drills
from moderation.actors import Actor
from moderation.drills import Choice, Drill
from moderation.drills.agreement import FEWEST, by_guideline
from moderation.errors import Forbidden
from moderation.models import DrillAnswer, Finding
from moderation.states import Party
from moderation.views.access import for_team
from moderation.views.margin import Note, note
from moderation.views.words import Button
from stories import guidelines
from stories.models import Diagnosis

# As in the bar of a real story: what makes public and what declines are never neighbours.
BUTTONS = (
    Button(Choice.APPROVE, _("Approve"), "", ""),
    Button(Choice.REQUEST_CHANGES, _("Ask for changes")),
    Button(Choice.ESCALATE, _("Pass to a lead")),
    Button(Choice.SAFEGUARDING, _("Somebody may be in danger")),
    Button(Choice.DECLINE, _("Decline"), "", "danger"),
)
LABELS = {button.value: button.label for button in BUTTONS}


class DrillForm(forms.Form):
    """What somebody would do, and which guideline it is about."""

    use_required_attribute = False
    code = forms.CharField(widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[(one.value, one.value) for one in Choice])
    guideline = forms.ChoiceField(
        label=_("Which guideline is it about?"),
        help_text=_("Needed for all but “Approve”."),
        choices=lambda: [("", _("Please choose")), *guidelines.titles().items()],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("action") not in (None, Choice.APPROVE) and not data.get("guideline"):
            self.add_error("guideline", gettext("Please choose a guideline first."))
        return data


@dataclass(frozen=True)
class Share:
    """How many others chose something."""

    label: str
    times: int


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def page(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Shows the next made-up story; a POST keeps what somebody would do, and tells the answer."""
    assert by.id is not None
    form = DrillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["code"] not in drills.everything():
            raise Http404
        choice = Choice(data["action"])
        drills.answer(data["code"], choice, by=by.id, guideline=data["guideline"])
        return redirect("desk:drill", code=data["code"])
    waiting = drills.open_for(by.id)
    asked = drills.everything().get(request.POST.get("code", "")) or next(iter(waiting), None)
    context = {"form": form, "buttons": BUTTONS, **_progress(by)}
    return render(request, "desk/drills.html", context | (_shown(asked) if asked else {}))


@require_GET
@for_team
def told(request: HttpRequest, *, by: Actor, code: str) -> HttpResponse:
    """Shows the answer to what this person has answered: why, and what others chose."""
    assert by.id is not None
    mine, drill = drills.answers_of(by.id).get(code), drills.everything().get(code)
    if drill is None or mine is None:
        raise Http404
    counted = drills.others(code, without=by.id)
    language = "es" if get_language() == "es" else "en"
    context = {
        "right": drill.right(mine.choice),
        "mine": _chosen(mine),
        "answer": LABELS[drill.choice],
        "also": [LABELS[one] for one in drill.also],
        "why": drill.why[language],
        "guideline": (drill.guideline, called(drill.guideline)),
        "others": [Share(str(LABELS[one]), times) for one, times in counted.most_common()],
    }
    return render(request, "desk/drill.html", {**context, **_shown(drill), **_progress(by)})


@require_GET
@for_team
def agreement(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Shows leads how far the team agrees about each guideline; of nobody alone."""
    if by.party is not Party.LEAD:
        raise Forbidden(gettext("This needs somebody with another role."))
    lines = [(called(line.guideline), line) for line in by_guideline()]
    return render(request, "desk/agreement.html", {"lines": lines, "fewest": FEWEST})


def called(guideline: str) -> str:
    """The title of a guideline, also of one that rests; "" for none."""
    found = guidelines.SECTIONS.current().get(guideline)
    return found.title if found else ""


def _chosen(answer: DrillAnswer) -> str:
    """What somebody chose, and the guideline that they thought of."""
    about = called(answer.guideline)
    return f"{LABELS[answer.choice]} ({about})" if about else str(LABELS[answer.choice])


def _shown(drill: Drill) -> dict[str, Any]:
    """A made-up story as the page of a real one shows it, with what the checks notice."""
    found = [_note(number, one, drill) for number, one in enumerate(checks.run(drill.draft))]
    overall = list(enumerate((one for one in found if one.whole), start=1))
    marked = [one for one in found if not one.whole]
    first = 1 + len(overall)
    return {
        "drill": drill,
        "overall": overall,
        "marked": marked,
        "measured": any(one.right for one in found),
        "firsts": {"title": first, "body": first + sum(one.field == "title" for one in marked)},
        "diagnoses": Diagnosis.objects.filter(slug__in=drill.diagnoses),
    }


def _note(number: int, remark: checks.Remark, drill: Drill) -> Note:
    """What a check notices of it, as a note in the margin; no row of it is ever written."""
    row = Finding(
        pk=number,
        check_id=remark.check,
        field=remark.field,
        severity=remark.severity,
        start=remark.start,
        end=remark.end,
        reason=remark.reason,
    )
    return note(row, drill.body, "", dismissed=False)


def _progress(by: Actor) -> dict[str, Any]:
    """How far this person is, and how often they chose as a careful reader would."""
    assert by.id is not None
    mine, course = drills.answers_of(by.id), drills.course(by.id)
    every = drills.everything()
    return {
        "done": sum(one.code in mine for one in course),
        "all": len(course),
        "well": sum(every[code].right(answer.choice) for code, answer in mine.items()),
        "leading": by.party is Party.LEAD,
    }
