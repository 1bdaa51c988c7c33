"""Ending sessions and tokens: one person's when a role ends, everyone's when they are over."""

from datetime import timedelta

from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from knox.models import AuthToken

from accounts.models import User
from jobs.work import Lease, handler


def end(user: User) -> None:
    """Sign this person out everywhere, and end the tokens of their programs."""
    AuthToken.objects.filter(user=user).delete()
    for session in Session.objects.filter(expire_date__gt=Now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    user_logged_out.send(sender=User, request=None, user=user)  # what they held is free again


@handler("forget-sessions", every=timedelta(hours=24))
def forget(lease: Lease) -> None:
    """Delete sessions that are over."""
    Session.objects.filter(expire_date__lt=Now()).delete()
