"""One door: the mailed code. No password opens anything, and no address is taken unproved."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import URLResolver, get_resolver

from accounts.models import User
from tests.factories import person

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"

# A new address must be added here, by somebody who asks what it lets people do.
ADDRESSES = [
    "accounts/2fa/",
    "accounts/2fa/authenticate/",
    "accounts/2fa/reauthenticate/",
    "accounts/2fa/recovery-codes/",
    "accounts/2fa/recovery-codes/generate/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/totp/deactivate/",
    "accounts/2fa/webauthn/",
    "accounts/2fa/webauthn/add/",
    "accounts/2fa/webauthn/keys/<int:pk>/edit/",
    "accounts/2fa/webauthn/keys/<int:pk>/remove/",
    "accounts/2fa/webauthn/login/",
    "accounts/2fa/webauthn/reauthenticate/",
    "accounts/home/",
    "accounts/inactive/",
    "accounts/login/",
    "accounts/login/code/",
    "accounts/login/code/confirm/",
    "accounts/logout/",
    "accounts/signup/",
]


def addresses(patterns, above=""):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, above + str(one.pattern))
        else:
            yield above + str(one.pattern)


def test_these_are_all_the_addresses():
    served = list(addresses(get_resolver().url_patterns))
    assert sorted(one for one in served if one.startswith("accounts/")) == ADDRESSES
    assert [one for one in served if "password" in one] == []


GONE = [
    "accounts/email/",
    "accounts/password/set/",
    "accounts/password/change/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/1-2/",
    "accounts/confirm-email/",
    "accounts/reauthenticate/",
    "admin/password_change/",
]


@pytest.mark.parametrize("address", GONE)
def test_no_page_for_a_password_or_a_second_address(client, settings, address):
    settings.MARROW_MFA = False
    client.force_login(person("olu@example.org", "organiser"))
    for language in ("", "es/"):
        assert client.get(f"/{language}{address}").status_code == 404


def test_nobody_makes_an_address_theirs_by_naming_it(client):
    ruth = person("ruth@example.org")
    client.force_login(ruth)
    for data in ({"action_add": "", "email": "victim@example.org"}, {"action_primary": ""}):
        client.post("/accounts/email/", {"email": "victim@example.org", **data})
    assert User.objects.at("victim@example.org") != ruth


def with_password(role: str) -> User:
    """Somebody in whose row a password that would work has been put, by hand or from a backup."""
    user = person("olu@example.org", role)
    User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD))
    return User.objects.get(pk=user.pk)


def test_no_password_is_ever_right():
    user = with_password("organiser")
    assert user.check_password(PASSWORD)
    for name in ("email", "username"):
        assert authenticate(None, **{name: user.email, "password": PASSWORD}) is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admin_has_no_door_of_its_own(method):
    user = with_password("organiser")
    client = Client()
    form = {"username": user.email, "password": PASSWORD}
    asked = getattr(client, method)("/admin/login/", form)
    assert asked.status_code == 302
    assert asked.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    assert "_auth_user_id" not in client.session


def test_the_admin_sends_a_stranger_to_the_sign_in(client):
    first = client.get("/admin/jobs/job/")
    assert first.url == "/admin/login/?next=/admin/jobs/job/"
    assert client.get(first.url).url == "/accounts/login/?next=%2Fadmin%2Fjobs%2Fjob%2F"


@pytest.mark.parametrize("role", ["contributor", "moderator", "lead"])
def test_who_may_not_enter_the_admin_is_told_so(client, settings, role):
    settings.MARROW_MFA = False
    client.force_login(person("somebody@example.org", role))
    assert client.get("/admin/login/?next=/admin/").status_code == 403


def test_who_is_in_already_stays_in(client, settings):
    settings.MARROW_MFA = False
    client.force_login(with_password("organiser"))
    assert client.get("/admin/login/").url == "/admin/"
    page = client.get("/admin/")
    assert page.status_code == 200
    assert "password" not in page.content.decode()


def test_a_password_in_the_row_leads_to_no_page(client):
    """allauth would offer to type it where one must show once more that it is oneself."""
    client.force_login(with_password("contributor"))
    assert client.get("/accounts/2fa/reauthenticate/").status_code == 403
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
