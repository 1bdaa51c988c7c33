"""Whose story it is: an open browser alone neither moves its mail nor takes it from its owner."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.models import User
from mail.models import Mail
from moderation import actors, addresses
from moderation.errors import Forbidden
from moderation.models import Contribution
from moderation.receipts import receipt_for
from moderation.states import State
from tests.contributors.test_stories import opened, page_of
from tests.contributors.walking import said, share
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db
OLD, NEW = "ruth@example.org", "somebody@example.org"


def page(kept: Contribution, end: str = "address/new") -> str:
    return f"/your-stories/{kept.pk}/{end}/"


def owned() -> Contribution:
    """A public story with a confirmed address, and so with an account."""
    kept = submission_in(State.PUBLISHED, email=OLD).contribution
    Contribution.objects.filter(pk=kept.pk).update(
        contributor=person(OLD),
        email_confirmed_at=timezone.now(),
        code_digest="",
        code_sent_at=None,
    )
    Mail.objects.all().delete()
    return kept


def mailed(kind: str) -> Mail:
    return Mail.objects.filter(kind=kind).latest("pk")


def code(kind: str) -> str:
    return re.search(r"\d{4}-\d{4}", mailed(kind).text)[0]


def owner(kept: Contribution) -> User | None:
    kept.refresh_from_db()
    return kept.contributor


def test_an_open_browser_stops_the_mail_and_takes_nothing():
    kept = owned()
    ruth, client = owner(kept), opened(kept)
    client.post(page(kept, "address/stop"))
    told = mailed("address")
    assert (told.to, "Somebody asked us" in told.text, "/take-down/" in told.text) == (
        OLD,
        True,
        True,
    )
    for wrong in ("", "0000-0000", receipt_for(submission_in(State.IN_REVIEW).contribution.pk)):
        answer = client.post(page(kept), {"email": NEW, "code": wrong})
        assert (answer.status_code, "Error:" in said(answer)) == (200, True)
    kept.refresh_from_db()
    assert (kept.email, owner(kept)) == ("", ruth)
    assert not Mail.objects.filter(to=NEW).exists()
    signed_in = Client()
    signed_in.force_login(ruth)
    assert page_of(kept, signed_in).status_code == 200


@pytest.mark.parametrize("proof", ["mail", "receipt"])
def test_with_a_fresh_proof_it_moves_and_the_old_address_is_told(proof):
    kept = owned()
    client = opened(kept)
    client.post(page(kept, "address/stop"))
    assert "r…@example.org" in said(client.get(page(kept)))
    shown = receipt_for(kept.pk)
    if proof == "mail":
        assert client.post(page(kept), {"mail": "1"}).url == f"{page(kept)}?mailed"
        assert (mailed("erase").to, "another address" in mailed("erase").text) == (OLD, True)
        assert "erase" not in mailed("erase").text
        shown = code("erase")
    answer = client.post(page(kept), {"email": NEW, "code": shown})
    assert answer.url == f"{page(kept, 'address')}?mailed"
    assert owner(kept).email == OLD  # until the new address has proved itself
    client.post(page(kept, "address"), {"code": code("confirm")})
    assert owner(kept).email == NEW
    assert (mailed("address").to, "gave us another address" in mailed("address").text) == (
        OLD,
        True,
    )
    assert Mail.objects.filter(kind="address", to=OLD).count() == 2  # stopped, and moved


def test_a_code_for_another_story_moves_nothing():
    kept, other = owned(), submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    client.post(page(kept, "address/stop"))
    client.post(page(kept), {"mail": "1"})
    for proof in (receipt_for(other.pk), "0000-0000"):
        client.post(page(kept), {"email": NEW, "code": proof})
    assert (owner(kept).email, Mail.objects.filter(to=NEW).count()) == (OLD, 0)


def test_a_story_without_an_address_asks_for_its_receipt():
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    assert "type your receipt code once more" in said(client.get(page(kept)))
    client.post(page(kept), {"email": NEW})
    assert not Mail.objects.exists()
    client.post(page(kept), {"email": NEW, "code": receipt_for(kept.pk)})
    client.post(page(kept, "address"), {"code": code("confirm")})
    assert owner(kept).email == NEW
    assert not Mail.objects.filter(kind="address").exists()  # nobody owned it before


def test_codes_are_not_tried_without_end(settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "code": (2, 3600)}
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    answers = [client.post(page(kept), {"email": NEW, "code": "x"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_beside_the_receipt_a_mistyped_address_is_put_right_without_it(client):
    kept = share(client, address={"email": "rut@example.org"})
    assert "receipt code once more" not in said(client.get(page(kept)))
    client.post(page(kept), {"email": OLD})
    assert (mailed("confirm").to, client.get("/share/sent/").status_code) == (OLD, 200)
    Contribution.objects.update(created_at=F("created_at") - timedelta(minutes=61))
    client.post(page(kept), {"email": NEW})
    assert not Mail.objects.filter(to=NEW).exists()


def test_no_other_door_takes_an_address_without_a_proof():
    kept = submission_in(State.PUBLISHED, by=actors.contributor(person(OLD))).contribution
    with pytest.raises(Forbidden):
        addresses.ask_again(kept.pk, email=NEW)
    kept.refresh_from_db()
    assert kept.email == ""


class TestReceiptPage:
    def test_it_shows_the_receipt_for_an_hour(self, client):
        share(client)
        Contribution.objects.update(created_at=F("created_at") - timedelta(minutes=59))
        assert client.get("/share/sent/").context["receipt"]
        Contribution.objects.update(created_at=F("created_at") - timedelta(minutes=2))
        assert client.get("/share/sent/").url == "/your-stories/"

    @pytest.mark.parametrize("end", ["withdraw", "erase"])
    def test_and_never_once_it_is_taken_back(self, client, end):
        kept = share(client)
        proof = {"code": receipt_for(kept.pk)}
        assert client.post(page(kept, end), proof).status_code == 302
        assert client.get("/share/sent/").url == "/your-stories/"
