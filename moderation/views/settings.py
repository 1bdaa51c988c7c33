"""How one person of the team wants to work, and, for leads, whose day it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from moderation import duties
from moderation.actors import Actor
from moderation.desk_forms import DutyForm, SettingsForm
from moderation.models import DeskSettings
from moderation.states import Party
from moderation.views.access import for_team
from moderation.views.rows import colleague
from moderation.views.together import everyone


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def settings(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Shows how this person wants to work; a POST keeps it."""
    assert by.id is not None
    form = SettingsForm(request.POST or None, instance=DeskSettings.of(by.id))
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(f"{reverse('desk:settings')}?saved=1")
    return _page(request, form, by=by)


@require_POST
@for_team
def duty(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Gives a day to somebody, as a lead."""
    assert by.id is not None
    people = DutyForm(request.POST, team=everyone())
    if people.is_valid():
        duties.give(people.cleaned_data["day"], to=people.colleague, by=by)
        return redirect(f"{reverse('desk:settings')}#days")
    return _page(request, SettingsForm(instance=DeskSettings.of(by.id)), by=by, people=people)


def _page(
    request: HttpRequest,
    form: SettingsForm,
    *,
    by: Actor,
    people: DutyForm | None = None,
) -> HttpResponse:
    leading = by.party is Party.LEAD
    context = {
        "form": form,
        "saved": "saved" in request.GET,
        "days": [(one.day, colleague(one.user)) for one in duties.coming()],
        "people": (people or DutyForm(team=everyone())) if leading else None,
    }
    return render(request, "desk/settings.html", context)
