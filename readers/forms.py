"""The form that tells us about a problem."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.offers import normalised
from readers.models import Report


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
        fields = ["page", "reason", "words", "email"]
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
