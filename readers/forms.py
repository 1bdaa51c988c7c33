"""The form that tells us about a problem, and the one that answers it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.offers import normalised
from moderation.reasons import Reason
from readers.models import Report
from readers.outcomes import untrue, words_for
from stories.vocabulary import Vocabulary


class ReportForm(forms.ModelForm):
    """What somebody wants us to know. `homepage` is a trap: people do not see it."""

    use_required_attribute = False
    homepage = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of these.")},
    )

    class Meta:
        model = Report
        fields = ["page", "reason", "named", "words", "email"]
        widgets = {
            "page": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "words": forms.Textarea(attrs={"rows": 8}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        }
        error_messages = {
            "words": {
                "required": _("Please write something here."),
                "max_length": _("This is longer than we can take. Nothing was cut."),
            },
            "page": {"max_length": _("This address is too long. A few words are enough.")},
            "email": {
                "invalid": _("This does not look like an e-mail address. Please look at it again.")
            },
        }

    def clean_words(self) -> str:
        return normalised(self.cleaned_data["words"])

    @property
    def trapped(self) -> bool:
        """Whether a program filled this in."""
        return bool(self.data.get("homepage"))


def named(report: Report) -> str:
    """A report in one line, by which one tells it from others."""
    told = Truncator(report.words or gettext("These words are erased.")).chars(90)
    day = formats.date_format(timezone.localtime(report.created_at), "SHORT_DATE_FORMAT")
    about_me = [gettext("about themselves")] if report.about_me else []
    facts = (report.get_reason_display(), *about_me, report.shown_reference, day)
    return f"{' · '.join(facts)}: {told}"


class AnswerForm(forms.Form):
    """What came of a report. It is sent only as it was shown last."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=Report.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of these.")},
    )
    reason = forms.ChoiceField(
        label=_("Which guideline you held it against"),
        choices=[("", _("Choose a reason")), *Reason.choices],
        error_messages={"required": _("Please choose a reason. It is kept for the record.")},
    )
    answer = forms.CharField(
        label=_("What whoever told us reads"),
        help_text=_(
            "Leave it empty for our usual words. Say nothing in it about the person who told the "
            "story, nor about anybody else."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    others = forms.MultipleChoiceField(
        label=_("Answer these in the same way"),
        help_text=_(
            "Other open reports about this story, gravest first. Each gets our usual words, in its "
            "own language. Leave out what needs another answer."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, report: Report, beside: Sequence[Report] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.beside = {str(one.pk): one for one in beside}
        others = self.fields["others"]
        assert isinstance(others, forms.MultipleChoiceField)
        others.choices = [(key, named(one)) for key, one in self.beside.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if outcome := data.get("outcome"):
            if wrong := untrue(outcome, self.report):
                self.add_error("outcome", wrong)
            for other in self.chosen if not wrong else ():
                if wrong := untrue(outcome, other):
                    words = gettext("Not of report %(reference)s: %(why)s")
                    told = {"reference": other.shown_reference, "why": wrong}
                    self.add_error("others", words % told)
            answer = normalised(data.get("answer", "")).strip()
            if answer in (words_for(one, self.report.language) for one in Report.Outcome.values):
                answer = ""  # our usual words, perhaps of the outcome that was chosen before
            data["answer"] = answer or words_for(outcome, self.report.language)
        return data

    @property
    def chosen(self) -> list[Report]:
        """The other reports that this answer is for, too."""
        return [self.beside[key] for key in self.cleaned_data.get("others", [])]

    @property
    def preview(self) -> str:
        """What would be answered; "" while something is missing."""
        return str(self.cleaned_data["answer"]) if self.is_bound and self.is_valid() else ""

    @property
    def seal(self) -> str:
        """Stands for exactly these words, so that nothing is sent that nobody saw."""
        whom = ",".join(sorted(self.cleaned_data.get("others", [])))
        text = f"{self.report.pk}|{whom}|{self.cleaned_data.get('outcome')}|{self.preview}"
        return salted_hmac("readers.answer", text).hexdigest()

    @property
    def was_shown(self) -> bool:
        return bool(self.preview) and self.cleaned_data["shown"] == self.seal


class WhichForm(forms.Form):
    """Which diagnosis it is about, for whoever came without one."""

    def __init__(self, known: Vocabulary) -> None:
        super().__init__()
        # None is chosen before: who presses at once would follow the first of the alphabet.
        rows = [("", _("Please choose")), *((row.slug, row.label) for row in known.by_name)]
        self.fields["diagnosis"] = forms.ChoiceField(label=_("Diagnosis"), choices=rows)


class AlertForm(forms.Form):
    """Where to write when there are new stories. `homepage` is a trap: people do not see it."""

    use_required_attribute = False
    homepage = forms.CharField(required=False, widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Please write your e-mail address here."),
            "invalid": _("This does not look like an e-mail address. Please look at it again."),
        },
    )

    @property
    def trapped(self) -> bool:
        """Whether a program filled this in."""
        return bool(self.data.get("homepage"))
