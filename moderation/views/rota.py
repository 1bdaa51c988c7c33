"""The days on which each lead is told first."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import holders
from moderation import on_call
from moderation.actors import Actor
from moderation.errors import Conflict
from moderation.states import Party
from moderation.views.access import for_team
from moderation.views.rows import colleague


class RotaForm(forms.Form):
    """Some days of one lead."""

    use_required_attribute = False
    person = forms.TypedChoiceField(label=gettext_lazy("Lead"), coerce=int)
    first = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput({"type": "date"})
    )
    last = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leads = {one.pk: one for one in holders("lead")}
        field = self.fields["person"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(pk, colleague(one)) for pk, one in self.leads.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first. Please change one."))
        if last and last < timezone.localdate():
            self.add_error("last", _("This day is over. Please choose a later one."))
        return data


@require_GET
@for_team
def page(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Shows who is on call when; changes nothing."""
    return _rota(request, by, RotaForm(initial={"first": timezone.localdate()}))


@require_POST
@for_team
def put(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Puts a lead on call for some days."""
    form = RotaForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            person = form.leads[data["person"]]
            on_call.put(person, first=data["first"], last=data["last"], by=by)
            return redirect("desk:rota")
        except Conflict as error:
            form.add_error("first", str(error))
    return _rota(request, by, form)


@require_POST
@for_team
def take_out(request: HttpRequest, *, by: Actor, number: int) -> HttpResponse:
    """Takes one entry out of the rota."""
    on_call.remove(number, by=by)
    return redirect("desk:rota")


def _rota(request: HttpRequest, by: Actor, form: RotaForm) -> HttpResponse:
    context = {
        "form": form,
        "days": [(colleague(row.person), row) for row in on_call.coming().select_related("person")],
        "today": colleague(on_call.today()),
        "leading": by.party is Party.LEAD,
    }
    return render(request, "desk/on_call.html", context)
