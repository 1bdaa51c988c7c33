"""What the desk asks a moderator, and what it needs before it acts."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from moderation.models import Submission
from moderation.offers import normalised
from moderation.queue import Narrowing
from moderation.reasons import Dismissal, Reason
from moderation.states import INTERNAL, RULES, Action, Rule, State
from moderation.workflow import VERBS
from stories.models import LANGUAGES, Diagnosis

LONGEST = 4000  # characters of a message


class DecisionForm(forms.Form):
    """One decision on one version. What it needs is in the table, not here."""

    use_required_attribute = False  # each button needs other fields; the answer says which
    action = forms.ChoiceField(
        choices=[(one.value, one.value) for one in VERBS if one is not Action.TAKE_BACK],
        error_messages={"required": _("Please choose one of the buttons at the bottom.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    message = forms.CharField(
        label=_("Message to the contributor"),
        help_text=_("Needed when you ask for changes or decline. It goes out with the decision."),
        required=False,
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": LONGEST}),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Needed when you decline or escalate. It is kept for the record."),
        choices=[("", _("Choose a reason")), *Reason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Note to the team"),
        help_text=_("Stays within the team. It goes with “Escalate” or “Return to the queue”."),
        required=False,
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 3, "data-limit": LONGEST}),
    )

    def __init__(self, *args: Any, found: dict[Action, Submission], **kwargs: Any) -> None:
        """`found`: what may be done, and with which text, as `queue.actions_on` tells."""
        super().__init__(*args, **kwargs)
        self.found = found
        verbs = [action for action in found if action in VERBS and action is not Action.TAKE_BACK]
        if all(action in INTERNAL for action in verbs):
            self.fields["message"].widget = forms.HiddenInput()
        if not any(action in INTERNAL for action in verbs):
            self.fields["note"].widget = forms.HiddenInput()

    @property
    def rule(self) -> Rule | None:
        """The table's rule for what was chosen; None where somebody was faster."""
        try:
            action = Action(self.data.get("action", ""))
            return RULES[State(self.found[action].state), action]
        except (KeyError, ValueError):
            return None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (rule := self.rule) is None or "action" not in data:
            return data
        message, note = (data.get(name, "").strip() for name in ("message", "note"))
        internal = Action(data["action"]) in INTERNAL
        if rule.reason_required and not (data.get("reason") or (internal and (message or note))):
            self.add_error("reason", _("Please choose a reason. It is kept for the record."))
        if rule.message_required and not message:
            self.add_error("message", _("Please write a few words to the contributor first."))
        if note and not internal:
            text = _(
                "A note to the team goes with “Escalate” only. To decide yourself, move it to the "
                "message or take it out."
            )
            self.add_error("note", text)
        return data

    def verb(self) -> tuple[Action, dict[str, Any]]:
        """What was chosen, and what the verb takes with it."""
        data = self.cleaned_data
        action = Action(data["action"])
        words = [data["note"], data["message"]] if action in INTERNAL else [data["message"]]
        return action, {
            "version": data["version"],
            "reason": data["reason"],
            "message": normalised("\n\n".join(part.strip() for part in words if part.strip())),
        }


class DismissalForm(forms.Form):
    because = forms.ChoiceField(choices=Dismissal.choices)


class QueueFilter(forms.Form):
    """What narrows the queue; its state is in the address."""

    lane = forms.CharField(widget=forms.HiddenInput, required=False)
    diagnosis = forms.ChoiceField(label=_("Diagnosis"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Any language")), *LANGUAGES], required=False
    )

    def __init__(self, *args: Any, diagnoses: list[Diagnosis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["diagnosis"]
        assert isinstance(field, forms.ChoiceField)
        names = sorted((one.label, one.slug) for one in diagnoses)
        field.choices = [("", _("Any diagnosis")), *((slug, name) for name, slug in names)]

    @property
    def narrowing(self) -> Narrowing:
        """What was chosen; a word that we do not know narrows nothing."""
        if not self.is_bound:
            return Narrowing()
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name, "") for name in ("diagnosis", "language")}
        return Narrowing(**chosen)
