"""Signing in, in our words."""

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django.utils.translation import gettext_lazy as _

ADDRESS = {
    "required": _("Please write your address here."),
    "invalid": _("This does not look like an e-mail address. Please look at it again."),
}
CODE = {"required": _("Please write the code here.")}


class SignIn(LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages |= ADDRESS


class AskForCode(RequestLoginCodeForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages |= ADDRESS


class TypeCode(ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages |= CODE
