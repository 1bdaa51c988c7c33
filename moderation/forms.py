"""What the desk asks a moderator, and what it needs before it acts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.content_labels import Label
from moderation.models import Submission
from moderation.offers import normalised
from moderation.queue import Narrowing
from moderation.reasons import Dismissal, Reason
from moderation.states import INTERNAL, RULES, Action, Rule, State
from moderation.wording import PASSAGE, WithWords
from moderation.workflow import VERBS
from stories.models import LANGUAGES, Diagnosis

LONGEST = 4000  # characters of a message

# What the help says of each decision: "Needed when you …".
WHEN: dict[Action, str | Promise] = {
    Action.REQUEST_CHANGES: _("ask for changes"),
    Action.DECLINE: _("decline"),
    Action.HOLD: _("let it rest while you look"),
    Action.TAKE_DOWN: _("take the public text down"),
    Action.ESCALATE: _("escalate"),
    Action.RETURN_TO_QUEUE: _("return it to the queue"),
    Action.RESTORE: _("put the text back"),
    Action.UPHOLD: _("leave the text off the site"),
}


class DecisionForm(WithWords):
    """One decision on one version. What it needs is in the table, not here."""

    field_order = ["action", "version", "message", "quoted", "reason", "note"]
    use_required_attribute = False  # each button needs other fields; the answer says which
    action = forms.ChoiceField(
        choices=[(one.value, one.value) for one in VERBS if one is not Action.TAKE_BACK],
        error_messages={"required": _("Please choose one of the buttons at the bottom.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    message = forms.CharField(
        label=_("Message to the contributor"),
        required=False,
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": LONGEST}),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *Reason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Note to the team"),
        required=False,
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 3, "data-limit": LONGEST}),
    )

    def __init__(
        self, *args: Any, found: dict[Action, Submission], grave: int = 0, **kwargs: Any
    ) -> None:
        """`found`: what may be done, and with which text, as `queue.actions_on` tells.

        `grave`: the number of the first grave note that nobody has looked after; 0 for none.
        """
        super().__init__(*args, **kwargs)
        self.found, self.grave = found, grave
        if Action.REQUEST_CHANGES in found:
            self.ask_for_wording()
        verbs = [action for action in found if action in VERBS and action is not Action.TAKE_BACK]
        if all(action in INTERNAL for action in verbs):
            self.fields["message"].widget = forms.HiddenInput()
        if not any(action in INTERNAL for action in verbs):
            self.fields["note"].widget = forms.HiddenInput()
        self._help(verbs)

    def _help(self, verbs: Sequence[Action]) -> None:
        """Say of each field which of the buttons that are here it goes with."""
        rules = {action: RULES[State(self.found[action].state), action] for action in verbs}
        for name, words, wanted in (
            (
                "message",
                gettext("Needed when you %(do)s. It goes out with the decision."),
                [action for action, rule in rules.items() if rule.message_required],
            ),
            (
                "reason",
                gettext(
                    "Needed when you %(do)s. With a message, the contributor sees which guideline "
                    "it is about."
                ),
                [action for action, rule in rules.items() if rule.reason_required],
            ),
            (
                "note",
                gettext("Stays within the team. It goes along when you %(do)s."),
                [action for action in verbs if action in INTERNAL],
            ),
        ):
            if wanted:
                do = gettext(" or ").join(str(WHEN[action]) for action in wanted)
                self.fields[name].help_text = words % {"do": do}

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
        self._clean_words(data)
        if (rule := self.rule) is None or "action" not in data:
            return data
        message, note = (data.get(name, "").strip() for name in ("message", "note"))
        if self.grave and data["action"] == Action.APPROVE:
            words = _(
                "Please say of <a href='#finding-{}'>each grave note</a> what you make of it, "
                "then approve."
            )
            self.add_error(None, format_html(str(words), self.grave))
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

    def _clean_words(self, data: dict[str, Any]) -> None:
        """What is quoted goes out with a message, and a wording with a request for changes.

        On a page that is older than the story nothing can be compared: the verb refuses it anyway.
        """
        if data.get("version") != self.initial.get("version", data.get("version")):
            return
        self.read_quotes(data)
        self.read_wording()
        action = data.get("action", "")
        if self.suggested is not None and action != Action.REQUEST_CHANGES:
            text = _("A suggested wording goes with “Ask for changes” only.")
            self.add_error(f"{PASSAGE}title", text)
        elif self.quotes and action not in INTERNAL:
            self._clean_quotes(data, action)

    def _clean_quotes(self, data: dict[str, Any], action: str) -> None:
        if not data.get("message", "").strip():
            text = _("Please say in a few words what you quote this for.")
            self.add_error("message", text)
        acted = self.found.get(Action(action)) if action else None
        if acted is not None and acted != self.about:
            self.add_error("quoted", _("These words are not in the text that is public."))

    def verb(self) -> tuple[Action, dict[str, Any]]:
        """What was chosen, and what the verb takes with it."""
        data = self.cleaned_data
        action = Action(data["action"])
        words = [data["note"], data["message"]] if action in INTERNAL else [data["message"]]
        beside: dict[str, Any] = {}
        if self.quotes and action not in INTERNAL:
            beside["quotes"] = self.quotes
        if self.suggested is not None:
            beside["suggested"] = self.suggested
        return action, {
            **beside,
            "version": data["version"],
            "reason": data["reason"],
            "message": normalised("\n\n".join(part.strip() for part in words if part.strip())),
        }


class DismissalForm(forms.Form):
    because = forms.ChoiceField(choices=Dismissal.choices)


class NoteForm(forms.Form):
    """A note to the team that goes with no decision."""

    note = forms.CharField(
        label=_("Your note"),
        help_text=_("It stays within the team. Nobody outside sees it, and nothing is decided."),
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 3, "data-limit": LONGEST, "id": "beside"}),
    )


class LabelsForm(forms.Form):
    """What a story is about that may weigh on a reader, as somebody who read it sees it."""

    labels = forms.MultipleChoiceField(
        label=_("What this story is about"),
        choices=Label.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


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
