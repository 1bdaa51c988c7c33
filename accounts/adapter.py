"""What Marrow asks of allauth: no sign-up, no messages in the session, mail through the cellar."""

import uuid
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.messages import ERROR
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.network import network_of
from mail import outbox

WRONG_CODE = _("This code does not fit. Please look at it again.")


class Adapter(DefaultAccountAdapter):
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _("Too many tries. Please wait some minutes, then try again."),
        "rate_limited": _("Too many tries. Please wait some minutes, then try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the mail; a worker sends it, so that the answer takes as long for any address."""
        message = self.render_mail(template_prefix, email, context)
        text = str(message.body)
        html = {"text": text, "language": get_language()}
        with transaction.atomic():
            outbox.owe(
                template_prefix.rpartition("/")[2].replace("_", "-"),
                to=email,
                key=f"account:{uuid.uuid4()}",
                subject=message.subject,
                text=text,
                html=render_to_string("mail/base.html", html),
            )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where people land, in the language in which they signed in."""
        return reverse("account_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network as all our limits count it; the cache's keys then name none."""
        return network_of(request)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what happened; only what went wrong needs a word on the next one."""
        if level == ERROR:
            super().add_message(request, level, *args, **kwargs)


class SecondKey(DefaultMFAAdapter):
    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}
