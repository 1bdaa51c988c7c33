"""What the desk asks a moderator, and what it needs before it acts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation import checks, reasons, replies, schedules
from moderation.content_labels import Label
from moderation.models import Submission
from moderation.offers import normalised
from moderation.queue import Narrowing
from moderation.reasons import Dismissal
from moderation.states import INTERNAL, RULES, Action, Rule, State
from moderation.wording import PASSAGE, WithWords
from moderation.workflow import VERBS
from stories.models import LANGUAGES, Diagnosis

LONGEST = 4000  # characters of a message
CHOSEN = ("diagnosis", "language", "check", "older")  # what narrows the queue
OLDER = [
    ("", _("At any time")),
    ("1", _("More than a day ago")),
    ("3", _("More than 3 days ago")),
    ("7", _("More than a week ago")),
    ("30", _("More than 30 days ago")),
]
# The checks, as one chooses what they noticed.
CHECKS: dict[str, str | Promise] = {
    "crisis": _("Somebody may be in danger"),
    "email": _("E-mail addresses"),
    "phone": _("Telephone numbers"),
    "address": _("Where somebody lives"),
    "birth_date": _("Dates of birth"),
    "record_number": _("Numbers of records"),
    "names": _("Names of people"),
    "places": _("Hospitals, wards and places"),
    "links": _("Links, selling and fundraising"),
    "treatment": _("Advice about treatment"),
    "abuse": _("Words that hurt"),
    "labels": _("Office labels and gaps to fill"),
    "writing": _("How it is written"),
}

# What the help says of each decision: "Needed when you …".
WHEN: dict[Action, str | Promise] = {
    Action.APPROVE: _("approve"),
    Action.REQUEST_CHANGES: _("ask for changes"),
    Action.DECLINE: _("decline"),
    Action.HOLD: _("let it rest while you look"),
    Action.TAKE_DOWN: _("take the public text down"),
    Action.ESCALATE: _("pass it to a lead"),
    Action.RETURN_TO_QUEUE: _("return it to the queue"),
    Action.RESTORE: _("put the text back"),
    Action.UPHOLD: _("leave the text off the site"),
    Action.REOPEN: _("read it once more"),
    Action.CORRECT: _("write to them again"),
}
MORNING = time(9)  # the hour of a day that was chosen without one


class DecisionForm(WithWords):
    """One decision on one version. What it needs is in the table, not here."""

    field_order = ["action", "version", "message", "quoted", "reason", "note", "day", "hour"]
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
        choices=reasons.choices,
        required=False,
    )
    note = forms.CharField(
        label=_("Note to the team"),
        required=False,
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 3, "data-limit": LONGEST}),
    )
    day = forms.DateField(
        label=_("Public from this day"),
        help_text=_("Leave it empty, and an approved story is public as soon as it can be."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Please choose a day.")},
    )
    hour = forms.TimeField(
        label=_("From this time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Please choose a time, such as 9:30.")},
    )

    def __init__(
        self,
        *args: Any,
        found: dict[Action, Submission],
        grave: int = 0,
        sent: bool = True,
        **kwargs: Any,
    ) -> None:
        """`found`: what may be done, and with which text, as `queue.actions_on` tells.

        `grave`: the number of the first grave note that nobody has looked after; 0 for none.
        `sent`: False where a page is only shown again with what was typed, and nothing is checked.
        """
        super().__init__(*args, **kwargs)
        self.found, self.grave, self.sent = found, grave, sent
        self.at: datetime | None = None
        if Action.APPROVE not in found:
            del self.fields["day"], self.fields["hour"]
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
                [
                    action
                    for action, rule in rules.items()
                    if rule.reason_required or action is Action.REQUEST_CHANGES
                ],
            ),
            (
                "note",
                gettext("Stays within the team. It goes along when you %(do)s."),
                [action for action in verbs if action in INTERNAL],
            ),
        ):
            if wanted:
                *before, last = (str(WHEN[action]) for action in wanted)
                do = gettext(" or ").join(filter(None, (", ".join(before), last)))
                self.fields[name].help_text = words % {"do": do}

    def full_clean(self) -> None:
        if self.sent:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}

    def put_in(self, reply: replies.Reply) -> None:
        """Add a saved reply to the message, filled in; all else stays as it was typed."""
        if self.about is None:
            return
        quoted = [one for one in self.quotes_in(self.data.get("quoted", "")) if one is not None]
        beginning = replies.filled(reply, self.about, quoted)
        parts = [self.data.get("message", "").strip(), beginning]
        typed = self.data.copy()  # type: ignore[attr-defined]
        typed["message"] = "\n\n".join(part for part in parts if part)
        typed["reason"] = typed.get("reason") or reply.reason
        self.data = typed

    @property
    def voiced(self) -> list[tuple[Action, str]]:
        """The decisions that a message to the contributor goes with, each in words."""
        said = [one for one in WHEN if one in self.found and one not in INTERNAL]
        return [(one, gettext("When you %(do)s") % {"do": WHEN[one]}) for one in said]

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
        asks = data["action"] == Action.REQUEST_CHANGES  # programs may ask without a reason
        wanted = rule.reason_required or asks
        if wanted and not (data.get("reason") or (internal and (message or note))):
            self.add_error("reason", _("Please choose a reason. It is kept for the record."))
        if rule.message_required and not message:
            self.add_error("message", _("Please write a few words to the contributor first."))
        if not internal:
            self._clean_gaps(message)
        if data["action"] == Action.APPROVE:
            self._clean_moment(data)
        if note and not internal:
            text = _(
                "A note to the team goes with “Pass to a lead” only. To decide yourself, move it "
                "to the message or take it out."
            )
            self.add_error("note", text)
        return data

    def _clean_gaps(self, message: str) -> None:
        try:
            replies.validate(message)
        except ValidationError as error:
            self.add_error(None, error)

    def _clean_moment(self, data: dict[str, Any]) -> None:
        """From when an approved story is public, where a day was chosen for it."""
        day, hour = data.get("day"), data.get("hour")
        if hour and not day and "day" not in self.errors:
            self.add_error("day", _("Please choose the day too, or take the time out."))
        if day and "hour" not in self.errors:
            self.at = schedules.moment(day, hour or MORNING)
            try:
                schedules.checked(self.at, now=timezone.now())
            except ValidationError as error:
                self.add_error("day", error.message_dict["at"])

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
        if action is Action.APPROVE:
            beside["at"] = self.at  # nothing in the field is at once
        return action, {
            **beside,
            "version": data["version"],
            "reason": data["reason"],
            "message": normalised("\n\n".join(part.strip() for part in words if part.strip())),
        }


class DismissalForm(forms.Form):
    because = forms.ChoiceField(choices=Dismissal.choices)


class NoteForm(forms.Form):
    """A note to the team that goes with no decision; its page has the form of a decision too."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="beside_%s")

    note = forms.CharField(
        label=_("Your note"),
        help_text=_("It stays within the team. Nobody outside sees it, and nothing is decided."),
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 3, "data-limit": LONGEST}),
    )


class LabelForm(forms.Form):
    """One switch of what a story is about that may weigh on a reader, as who read it sees it."""

    on = forms.ChoiceField(choices=Label.choices, required=False)
    off = forms.ChoiceField(choices=Label.choices, required=False)


class QueueFilter(forms.Form):
    """What narrows the queue; its state is in the address."""

    lane = forms.CharField(widget=forms.HiddenInput, required=False)
    diagnosis = forms.ChoiceField(label=_("Diagnosis"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Any language")), *LANGUAGES], required=False
    )
    check = forms.ChoiceField(label=_("What the checks noticed"), required=False)
    older = forms.ChoiceField(label=_("Sent"), choices=OLDER, required=False)

    def __init__(self, *args: Any, diagnoses: list[Diagnosis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((one.label, one.slug) for one in diagnoses)
        self._offer("diagnosis", _("Any diagnosis"), ((slug, name) for name, slug in names))
        found = {path.split(".")[-2]: "" for path in checks.chosen()}
        self._offer("check", _("Anything"), ((one, CHECKS.get(one, one)) for one in found))

    def _offer(self, name: str, anything: Any, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", anything), *choices]

    @property
    def narrowing(self) -> Narrowing:
        """What was chosen; a word that we do not know narrows nothing."""
        if not self.is_bound:
            return Narrowing()
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in CHOSEN}
        return Narrowing(**{name: value for name, value in chosen.items() if value})
