"""What an organiser gives somebody of the team to read."""

import pytest
from django.test import Client

from accounts import fresh
from accounts.models import AuditEntry
from moderation.models import DeskSettings
from tests.factories import person

pytestmark = pytest.mark.django_db
WHERE = "/admin/moderation/desksettings/"


def door(user, settings) -> Client:
    settings.MARROW_MFA = False
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_an_organiser_gives_and_widens_a_scope(settings, moderator):
    organiser = person("organiser@example.org", "organiser")
    client = door(organiser, settings)
    shown = client.get(f"{WHERE}add/").content.decode()
    assert moderator.email in shown
    assert organiser.email not in shown.split("<main")[1]
    given = {"user": moderator.pk, "scope_diagnoses": ["lymphoma"], "scope_languages": ["es"]}
    assert client.post(f"{WHERE}add/", given).status_code == 302
    kept = DeskSettings.objects.get()
    assert (kept.user, kept.scope_diagnoses, kept.scope_languages) == (
        moderator,
        ["lymphoma"],
        ["es"],
    )
    DeskSettings.objects.update(avoids=["death"], avoids_on="2026-11-26")
    page = f"{WHERE}{moderator.pk}/change/"
    assert "death" not in client.get(page).content.decode()
    assert client.post(page, {}).status_code == 302
    kept.refresh_from_db()
    assert (kept.scope_diagnoses, kept.scope_languages, kept.avoids) == ([], [], ["death"])
    noted = AuditEntry.objects.filter(kind="scope-given").order_by("id")
    assert list(noted.values_list("actor", "about", "facts")) == [
        (organiser.pk, f"user:{moderator.pk}", {"diagnoses": ["lymphoma"], "languages": ["es"]}),
        (organiser.pk, f"user:{moderator.pk}", {"diagnoses": [], "languages": []}),
    ]


def test_nobody_else_gives_one(settings, moderator, lead):
    for user in (moderator, lead):
        assert door(user, settings).get(f"{WHERE}add/").status_code in (302, 403)
    assert not DeskSettings.objects.exists()


def test_a_scope_needs_a_second_factor_that_was_shown_just_now(settings, moderator, monkeypatch):
    client = door(person("organiser@example.org", "organiser"), settings)
    settings.MARROW_MFA = True
    monkeypatch.setattr(fresh, "shown", lambda request, *, within=None: within is None)
    assert client.get(WHERE).status_code == 200
    given = {"user": moderator.pk, "scope_languages": ["es"]}
    asked = client.post(f"{WHERE}add/", given)
    assert (asked.status_code, asked.url.startswith("/accounts/")) == (302, True)
    assert not DeskSettings.objects.exists()
