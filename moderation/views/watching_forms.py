"""The forms of watching over the team, and the words of the log."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AuditEntry
from moderation import states
from moderation.exports import span
from moderation.states import Action
from moderation.views.words import HAPPENED, PARTIES
from moderation.watched import SILENT

LONGEST = timedelta(days=366)

# What else than a verb stands in the log; a kind without words here is shown as its code.
BESIDE: dict[str, str | Promise] = {
    "claim-broken": gettext_lazy("took a story out of somebody's hands"),
    "address-revealed": gettext_lazy("looked at an address"),
    "exported": gettext_lazy("took a file out"),
    "roles": gettext_lazy("set the roles of a person"),
    "setting": gettext_lazy("changed a setting"),
    "factor-added": gettext_lazy("a second key was added"),
    "factor-removed": gettext_lazy("a second key was taken away"),
    "claim-handed-over": gettext_lazy("handed a story to a colleague"),
    "recused": gettext_lazy("stepped back from a story"),
    "day-given": gettext_lazy("named the person of a day"),
    "scope-given": gettext_lazy("set what somebody may read"),
    "edition": gettext_lazy("changed what the organisation sets"),
    "on-call": gettext_lazy("put somebody on call"),
    "on-call-removed": gettext_lazy("took somebody off call"),
    "report-looked-at": gettext_lazy("looked at a report"),
    "report-closed": gettext_lazy("closed a report"),
    "report-erased": gettext_lazy("erased a report"),
    "labels": gettext_lazy("set content labels"),
    "restored": gettext_lazy("hid again what an older backup had brought back"),
    "token-made": gettext_lazy("made a token for a program"),
}
VERBS = {str(action): words for action, words in HAPPENED.items()}
ROLES: Mapping[str, str | Promise] = {str(party): words for party, words in PARTIES.items()} | {
    "organiser": gettext_lazy("An organiser"),
    "auditor": gettext_lazy("An auditor"),
}


def words_of(kind: str) -> str:
    return str(VERBS.get(kind) or BESIDE.get(kind) or kind)


def told(row: AuditEntry) -> dict[str, Any]:
    """A row of the log as its page shows it."""
    facts = {name: value for name, value in row.facts.items() if value not in ("", None)}
    role = ROLES.get(str(facts.pop("role", "")), "")
    words = facts.pop("words", "")
    listed = [
        (name, ", ".join(map(str, one)) if isinstance(one, list) else one)
        for name, one in facts.items()
    ]
    return {
        "row": row,
        "what": words_of(row.kind),
        "role": role or (_("One of the team") if row.actor is not None else ""),
        "facts": listed,
        "words": words,
    }


def date_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


class LogFilter(forms.Form):
    """What narrows the log; its state is in the address. What means nothing narrows nothing."""

    kind = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    by = forms.IntegerField(
        label=gettext_lazy("Number of the person"), required=False, min_value=1, max_value=2**62
    )
    about = forms.CharField(label=gettext_lazy("About"), required=False, max_length=40)
    since = date_field(gettext_lazy("From this day"))
    until = date_field(gettext_lazy("To this day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verbs = [str(action) for action in Action if action not in SILENT]
        verbs = [verb for verb in verbs if verb not in states.BESIDE]
        kinds = sorted(
            ((kind, words_of(kind)) for kind in [*verbs, *BESIDE]), key=lambda one: one[1]
        )
        self.fields["kind"].choices = [("", _("Anything")), *kinds]  # type: ignore[attr-defined]
        for name in ("kind", "by", "about", "since", "until"):
            self.fields[name].widget.attrs["class"] = "input"

    def narrow(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if not self.is_bound:
            return entries
        self.is_valid()
        data = self.cleaned_data
        if data.get("kind"):
            entries = entries.filter(kind=data["kind"])
        if data.get("by") is not None:
            entries = entries.filter(actor=data["by"])
        if data.get("about"):
            entries = entries.filter(about=data["about"].strip())
        if data.get("since"):
            entries = entries.filter(at__gte=span(data["since"], data["since"])[0])
        if data.get("until"):
            entries = entries.filter(at__lt=span(data["until"], data["until"])[1])
        return entries


class ExportForm(forms.Form):
    """The days of which somebody takes the decisions out."""

    since = date_field(gettext_lazy("From this day"))
    until = date_field(gettext_lazy("To this day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        days = {"since": today - timedelta(days=27), "until": today}
        super().__init__(*args, **{"initial": days, **kwargs})
        for field in self.fields.values():
            field.required = True
            field.error_messages["required"] = _("Please choose a day.")
            field.error_messages["invalid"] = _("This is no day that we know.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if data["until"] < data["since"]:
            raise ValidationError({"until": _("The last day is before the first.")})
        if data["until"] - data["since"] > LONGEST:
            raise ValidationError({"until": _("One file holds a year at most.")})
        return data


class Why(TextChoices):
    """Why somebody looks at an address; the values are kept in the log and not renamed."""

    ASKED = "asked", gettext_lazy("They asked us to write to them")
    DANGER = "danger", gettext_lazy("Somebody may be in danger")
    BOUNCED = "bounced", gettext_lazy("Our mail does not reach them")
    OWNER = "owner", gettext_lazy("They lost their code, and we look whether it is theirs")
    LAW = "law", gettext_lazy("The law asks us to")


class AddressForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you need it?"),
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose why.")},
    )
