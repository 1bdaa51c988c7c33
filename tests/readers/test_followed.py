"""The page that mail about new stories leads to: what is followed, an end of one or of all."""

import json
import re

import pytest
from django.db import connection
from django.test import Client

from moderation import ledger, replay
from moderation.models import Deed
from readers import alerts
from readers.models import Alert, Follower
from tests.contributors.walking import said
from tests.readers.test_alerts import (
    ADDRESS,
    a_round,
    ask,
    following,
    link,
    nothing_is_left,
    stop_path,
    time_passes,
    told_story,
)

pytestmark = pytest.mark.django_db


def both(root: str = "/") -> Follower:
    """An address that follows two diagnoses."""
    follower = following(root=root)
    ask(slug="aml", root=root)
    Client().post(link())
    return follower


def slugs() -> list[str]:
    found = Alert.objects.order_by("asked_at").values_list("diagnosis__slug", flat=True)
    return list(found)


def buttons(page) -> list[str]:
    return re.findall(r'name="one" value="([a-z-]+)"', page.content.decode())


def test_the_mail_leads_to_all_that_is_followed_without_an_account(client):
    both()
    time_passes(days=8)
    told_story()
    [sent] = a_round()
    path = re.search(r"/alerts/stop/[a-z2-7]{20}/", sent.body)[0]
    page = client.get(path)
    assert (page.status_code, page.cookies, buttons(page)) == (200, {}, ["mcl", "aml"])
    assert "Mantle cell lymphoma" in said(page)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.content.decode()
    assert ADDRESS not in page.content.decode()
    assert re.search("mcl|aml|lymphoma", path) is None
    assert slugs() == ["mcl", "aml"]  # a look ends nothing


def test_one_is_stopped_and_the_other_goes_on(client):
    path = stop_path(both())
    page = client.post(path, {"one": "mcl"})
    assert "We write to you no more about mantle cell lymphoma." in said(page)
    assert (page.status_code, buttons(page), slugs()) == (200, ["aml"], ["aml"])
    client.post(path, {"one": "mcl"})  # pressed again, in another window
    assert slugs() == ["aml"]
    time_passes(days=8)
    told_story()
    told_story(diagnoses=["aml"])
    [sent] = a_round()
    assert "1 new story about AML" in sent.body
    assert "MCL" not in sent.body


def test_with_the_last_of_them_the_address_is_erased(client):
    path = stop_path(both())
    client.post(path, {"one": "aml"})
    page = client.post(path, {"one": "mcl"})
    assert "You get no more of these mails" in said(page)
    assert nothing_is_left()


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_a_press_that_names_none_stops_all(client, body):
    client.post(stop_path(both()), body)
    assert nothing_is_left()


def test_what_nobody_follows_or_no_illness_is_stops_nothing(client):
    path = stop_path(both())
    for one in ("cml", "sunburn", "'"):
        assert client.post(path, {"one": one}).status_code == 200
    assert slugs() == ["mcl", "aml"]


def test_what_waits_for_a_yes_is_there_and_can_still_be_said_yes_to(client):
    follower = following()
    ask(slug="aml")
    path = stop_path(follower)
    assert "we wait for your yes" in said(client.get(path))
    page = client.post(path, {"one": "mcl"})
    assert buttons(page) == ["aml"]
    client.post(link())
    assert Alert.objects.get().confirmed_at is not None


def test_what_ended_by_itself_is_no_longer_there(client):
    follower = following()
    time_passes(days=360)
    assert "You get no more of these mails" in said(client.get(stop_path(follower)))


def test_in_spanish(client):
    both(root="/es/")
    time_passes(days=8)
    told_story()
    [sent] = a_round()
    path = re.search(r"/es/alerts/stop/[a-z2-7]{20}/", sent.body)[0]
    page = client.post(path, {"one": "mcl"})
    assert "Ya no te escribimos sobre el linfoma de células del manto." in said(page)


def test_one_that_was_stopped_is_stopped_again_after_a_backup_came_back(settings, tmp_path):
    settings.MARROW_ERASURE_FILE = tmp_path / "erasures.jsonl"
    follower = both()
    old = Alert.objects.get(diagnosis__slug="mcl")
    Client().post(stop_path(follower), {"one": "mcl"})
    ledger.write_down()
    text = settings.MARROW_ERASURE_FILE.read_text()
    [row] = map(json.loads, text.splitlines())
    assert (row["kind"], row["subject"]) == ("stopped", str(old.pk))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE moderation_deed DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM moderation_deed")
        cursor.execute("ALTER TABLE moderation_deed ENABLE TRIGGER USER")
    Alert.objects.bulk_create([old])
    counts = replay.replay(map(ledger.Line.read, text.splitlines()))
    assert (counts["stopped"], slugs(), Deed.objects.count()) == (1, ["aml"], 1)


def test_a_strangers_link_is_nobodys(client):
    both()
    page = client.get(f"/alerts/stop/{'a' * 20}/")
    assert (page.status_code, buttons(page)) == (200, [])
    client.post(f"/alerts/stop/{'a' * 20}/", {"one": "mcl"})
    assert slugs() == ["mcl", "aml"]
    assert alerts.followed("") == []
