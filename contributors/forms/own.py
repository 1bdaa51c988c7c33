"""Forms beside one's own stories."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.forms.person import address_field
from contributors.forms.question import WRITE
from moderation import threads


class ReceiptForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("Your receipt code"),
        help_text=_("20 letters and figures. Capitals, spaces and dashes do not matter."),
        error_messages={"required": _("Please write the code here.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class AddressForm(forms.Form):
    """An address in place of one that was mistyped, or where there was none."""

    use_required_attribute = False
    email = address_field(required=True)


class CodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("The code from the mail"),
        help_text=_("8 figures."),
        error_messages={"required": _("Please write the code here.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ProofForm(CodeForm):
    """A code that we mailed just then, or the receipt."""

    def __init__(self, *args, by_mail: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if by_mail:
            code = self.fields["code"]
            code.label = _("The code from the mail, or your receipt code")
            code.help_text = _("8 figures, or the 20 letters and figures of your receipt.")
            code.widget.attrs.pop("inputmode")  # a receipt has letters
        else:
            self.fields["code"] = ReceiptForm().fields["code"]


class MoveForm(ProofForm, AddressForm):
    """Another address, and the proof that the story is theirs."""

    field_order = ("code", "email")


class AnswerForm(forms.Form):
    use_required_attribute = False
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Only our team can read it. It is never shown on the site."),
        strip=False,
        error_messages=WRITE,
        widget=forms.Textarea(
            attrs={"rows": 6, "data-limit": threads.LONGEST, "spellcheck": "true"}
        ),
    )


class KeepForm(AnswerForm):
    """A few words, if they like, to a team that is asked to read the same story again."""

    answer = forms.CharField(
        label=_("Is there something that we should know?"),
        help_text=_("You need not say anything. Only our team can read it."),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 6, "data-limit": threads.LONGEST, "spellcheck": "true"}
        ),
    )
