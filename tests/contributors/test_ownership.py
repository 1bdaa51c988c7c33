"""What somebody may do with their own story at any time."""

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from contributors import afterwards
from mail.models import Mail
from moderation import actors, consents, workflow
from moderation.models import Contribution
from moderation.receipts import kept_receipt_for, kept_token_for
from moderation.states import State
from stories.models import Story
from tests.contributors.walking import send
from tests.factories import submission_in

pytestmark = pytest.mark.django_db
ALL = ("website", "search-engines", "press")


def opened(kept: Contribution) -> Client:
    """A browser that showed the receipt."""
    client = Client()
    code = kept_receipt_for(kept.pk, kept.receipt_digest)
    assert client.post("/your-stories/", {"code": code}).status_code == 302
    return client


def page(kept: Contribution, end: str) -> str:
    return f"/your-stories/{kept.pk}/{end}/"


def link(kept: Contribution, end: str = "") -> str:
    return f"/take-down/{kept_token_for(kept.pk, kept.take_down_digest)}/{end}"


def ticked(answer) -> list[str]:
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", answer.content.decode())
    return sorted(
        re.search(r'value="([^"]+)"', box)[1] for box in boxes if re.search(r"\bchecked\b", box)
    )


class TestAgreements:
    def test_each_use_is_given_and_taken_back_on_its_own(self):
        kept = submission_in(State.PUBLISHED, uses=ALL).contribution
        client = opened(kept)
        assert ticked(client.get(page(kept, "agreements"))) == ["press", "search-engines"]
        done = client.post(page(kept, "agreements"), {"uses": ["press", "research"]}, follow=True)
        assert ticked(done) == ["press", "research"]
        assert consents.live(kept.pk) == {"website", "press", "research"}
        assert not Story.objects.get().searchable

    def test_none_of_them(self):
        kept = submission_in(State.PUBLISHED, uses=ALL).contribution
        opened(kept).post(page(kept, "agreements"), {})
        assert consents.live(kept.pk) == {"website"}

    def test_the_record_tells_all_with_its_times(self):
        kept = submission_in(State.PUBLISHED, uses=ALL).contribution
        client = opened(kept)
        client.post(page(kept, "agreements"), {"uses": ["press"]})
        answer = client.get(f"/your-stories/{kept.pk}/agreements.txt")
        text = answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"
        assert (text.count("Given:"), text.count("Ended:")) == (3, 1)
        for row in kept.consents.all():
            assert row.text_hash in text

    def test_not_for_what_is_taken_back(self):
        kept = submission_in(State.WITHDRAWN).contribution
        answer = opened(kept).get(page(kept, "agreements"))
        assert answer.url == f"/your-stories/{kept.pk}/"


class TestName:
    def test_only_less_is_offered_and_it_works_at_once(self):
        kept = submission_in(State.PUBLISHED).contribution
        client = opened(kept)
        shown = client.get(page(kept, "name")).content.decode()
        assert [one in shown for one in ("Ruth", "R.", "Anonymous")] == [True, True, True]
        client.post(page(kept, "name"), {"how": "initial"})
        assert Story.objects.get().display_name == "R."
        client.post(page(kept, "name"), {"how": "anonymous"})
        assert Story.objects.get().display_name == "Anonymous"
        assert client.get(page(kept, "name")).url == f"/your-stories/{kept.pk}/"

    def test_age_place_and_date_are_offered_where_they_are_told(self):
        kept = submission_in(
            State.PUBLISHED,
            display_name="Anonymous",
            facets=["remission", "45-59", "pt"],
            diagnosed="2021-spring",
        ).contribution
        client = opened(kept)
        form = client.get(page(kept, "name")).context["form"]
        assert [label for _value, label in form.fields["hide"].choices] == [
            "The age (45 to 59)",
            "The place (Portugal)",
            "When the diagnosis was (diagnosed spring 2021)",
        ]
        assert "how" not in form.fields
        done = client.post(page(kept, "name"), {"hide": ["place", "diagnosed"]})
        assert done.url == f"/your-stories/{kept.pk}/?done=name"
        story = Story.objects.get()
        assert (story.facets, story.diagnosed) == (["remission", "45-59"], "")
        seen = client.get(f"/stories/{story.pk}/{story.slug}/").content.decode()
        assert [one in seen for one in ("Portugal", "spring 2021", "45 to 59")] == [0, 0, 1]
        form = client.get(page(kept, "name")).context["form"]
        assert [value for value, _label in form.fields["hide"].choices] == ["age"]

    def test_nothing_chosen_is_said_kindly(self):
        kept = submission_in(State.PUBLISHED).contribution
        answer = opened(kept).post(page(kept, "name"), {})
        assert (answer.status_code, "Error:" in answer.content.decode()) == (200, True)
        assert Story.objects.get().display_name == "Ruth"

    def test_a_change_goes_on_from_the_hidden_name(self):
        kept = submission_in(State.PUBLISHED).contribution
        client = opened(kept)
        client.post(page(kept, "name"), {"how": "initial"})
        client.post(f"/your-stories/{kept.pk}/change/")
        assert 'value="R."' in client.get("/share/you/").content.decode()


def test_the_address_is_taken_back_alone():
    kept = submission_in(State.PUBLISHED, email="ruth@example.org").contribution
    Contribution.objects.update(email_confirmed_at=timezone.now())
    client = opened(kept)
    assert "r…@example.org" in client.get(f"/your-stories/{kept.pk}/").content.decode()
    client.post(f"/your-stories/{kept.pk}/address/stop/")
    kept.refresh_from_db()
    assert (kept.email, kept.email_confirmed_at) == ("", None)
    workflow.pause(kept.pk, by=actors.SYSTEM)
    assert not Mail.objects.filter(kind="paused").exists()
    assert client.get(f"/your-stories/{kept.pk}/").status_code == 200


class TestNewAddress:
    def asked(self) -> list[tuple[str, str]]:
        return list(Mail.objects.order_by("pk").values_list("kind", "to"))

    def form(self, kept: Contribution, name: str) -> dict[str, str]:
        code = kept_receipt_for(kept.pk, kept.receipt_digest)
        return {"email": f"{name}@example.org", "code": code}

    def test_a_mistyped_one_is_put_right(self):
        kept = submission_in(State.SUBMITTED, email="ruht@example.org").contribution
        client, here = opened(kept), f"/your-stories/{kept.pk}/"
        assert "Is it wrong? Write it again." in client.get(here).content.decode()
        done = client.post(page(kept, "address/new"), self.form(kept, "ruth"))
        assert done.url == f"{here}address/?mailed"
        assert self.asked() == [("confirm", "ruht@example.org"), ("confirm", "ruth@example.org")]
        old, new = (re.search(r"\d{4}-\d{4}", one.text)[0] for one in Mail.objects.order_by("pk"))
        client.post(f"{here}address/", {"code": old})
        kept.refresh_from_db()
        assert kept.email_confirmed_at is None
        client.post(f"{here}address/", {"code": new})
        kept.refresh_from_db()
        assert (kept.email, kept.email_confirmed_at is None) == ("ruth@example.org", False)

    def test_where_there_was_none(self):
        kept = submission_in(State.SUBMITTED).contribution
        opened(kept).post(page(kept, "address/new"), self.form(kept, "ruth"))
        assert self.asked() == [("confirm", "ruth@example.org")]

    def test_not_without_end(self):
        kept = submission_in(State.SUBMITTED).contribution
        client = opened(kept)
        for number in range(5):
            client.post(page(kept, "address/new"), self.form(kept, f"stranger{number}"))
        assert len(self.asked()) == 3

    def test_a_confirmed_one_is_forgotten_first(self):
        kept = submission_in(State.SUBMITTED, email="ruth@example.org").contribution
        Contribution.objects.update(email_confirmed_at=timezone.now())
        answer = opened(kept).post(page(kept, "address/new"), {"email": "other@example.org"})
        kept.refresh_from_db()
        assert (answer.url, kept.email) == (f"/your-stories/{kept.pk}/", "ruth@example.org")

    def test_what_is_none_is_said_and_stays_in_its_field(self):
        kept = submission_in(State.SUBMITTED).contribution
        answer = opened(kept).post(page(kept, "address/new"), {"email": "ruth@"})
        text = answer.content.decode()
        assert ('value="ruth@"' in text, "Error:" in text, self.asked()) == (True, True, [])


class TestPauseBesideNewWords:
    """A live story stays its person's to pause while new words for it are read."""

    def test_it_is_offered_and_said(self):
        kept = submission_in(State.PUBLISHED).contribution
        client = opened(kept)
        client.post(page(kept, "update"))
        client.post("/share/story/", {"body": "A year on, the garlic is in again."})
        assert send(client).url.startswith(f"/your-stories/{kept.pk}/")
        here = f"/your-stories/{kept.pk}/"
        assert page(kept, "pause") in client.get(here).content.decode()
        client.post(page(kept, "pause"))
        shown = client.get(here).content.decode()
        assert "It is paused: nobody reads it on the site" in shown
        assert page(kept, "resume") in shown
        client.post(page(kept, "resume"))
        assert Story.objects.filter(pk=kept.story_id).exists()


class TestPause:
    def test_off_and_on_again(self):
        kept = submission_in(State.PUBLISHED).contribution
        client = opened(kept)
        assert client.get(page(kept, "pause")).status_code == 200
        assert Story.objects.count() == 1
        client.post(page(kept, "pause"))
        assert Story.objects.count() == 0
        assert consents.current("en")[0].text in client.get(page(kept, "resume")).content.decode()
        client.post(page(kept, "resume"))
        assert Story.objects.count() == 1

    @pytest.mark.parametrize("end", ["pause", "resume"])
    def test_a_stranger_finds_nothing(self, client, end):
        kept = submission_in(State.PUBLISHED).contribution
        assert client.post(page(kept, end)).status_code == 404
        assert Story.objects.count() == 1


class TestTakeDown:
    def test_a_look_does_nothing_and_one_press_does_it(self, client):
        kept = submission_in(State.PUBLISHED).contribution
        for look in (client.get, client.head):
            assert look(link(kept)).status_code == 200
        assert Story.objects.count() == 1
        told = html.unescape(client.post(link(kept)).content.decode())
        assert Story.objects.count() == 0
        assert [str(place) in told for place in afterwards.PLACES] == [True] * 6
        at = afterwards.gone(kept).at
        assert f"{at:%Y-%m-%d %H:%M:%S} UTC" in told

    def test_again_says_the_same(self, client):
        kept = submission_in(State.PUBLISHED).contribution
        client.post(link(kept))
        assert client.post(link(kept)).status_code == 200
        assert "Take it off now" not in client.get(link(kept)).content.decode()

    def test_what_was_never_public_names_no_place(self, client):
        kept = submission_in(State.IN_REVIEW).contribution
        assert "It was never on the site" in client.post(link(kept)).content.decode()

    def test_it_opens_nothing(self, client):
        """Whoever has the link may take the story off, and reads none of it."""
        kept = submission_in(State.PUBLISHED).contribution
        for address in (link(kept), link(kept, "still/")):
            told = client.get(address).content.decode()
            assert [word in told for word in ("garlic", "Ruth")] == [False, False]
        assert client.get(f"/your-stories/{kept.pk}/").status_code == 404

    def test_a_wrong_one_reveals_nothing_and_is_counted(self, client, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (2, 3600)}
        kept = submission_in(State.PUBLISHED).contribution
        codes = [client.post(f"/take-down/{'a' * 20}/").status_code for _ in range(3)]
        assert (codes, Story.objects.count()) == ([404, 404, 429], 1)
        assert client.get(link(kept)).status_code == 200  # whoever has the right one never waits

    def test_of_an_erased_story_it_says_that_all_is_erased(self, client):
        kept = submission_in(State.PUBLISHED).contribution
        address = link(kept)
        client.post(address)
        assert "If you also want the words erased" in client.get(address).content.decode()
        workflow.erase_all(kept.pk, by=actors.contributor())
        told = client.get(address).content.decode()
        assert "Its words are erased too, for good." in told
        assert "If you also want the words erased" not in told

    def test_the_receipt_is_no_link_and_the_link_no_receipt(self, client):
        kept = submission_in(State.PUBLISHED).contribution
        receipt = kept_receipt_for(kept.pk, kept.receipt_digest).replace("-", "").lower()
        assert client.get(f"/take-down/{receipt}/").status_code == 404
        token = kept_token_for(kept.pk, kept.take_down_digest)
        assert client.post("/your-stories/", {"code": token}).status_code == 200

    def test_it_outlives_a_change_of_the_secret_key(self, client, settings):
        kept = submission_in(State.PUBLISHED).contribution
        address = link(kept)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another"
        assert link(kept) == address
        assert client.post(address).status_code == 200
        assert Story.objects.count() == 0


class TestStill:
    def test_keep(self, client):
        kept = submission_in(State.PUBLISHED, uses=ALL).contribution
        Contribution.objects.update(asked_at="2020-01-01T00:00Z")
        told = client.post(link(kept, "still/"), {"go": "keep"}).content.decode()
        assert "It stays as it is" in told
        assert consents.live(kept.pk) == set(ALL)
        kept.refresh_from_db()
        assert kept.asked_at.date() == timezone.now().date()

    def test_pause(self, client):
        kept = submission_in(State.PUBLISHED).contribution
        told = client.post(link(kept, "still/"), {"go": "pause"}).content.decode()
        assert ("It is paused" in told, Story.objects.count()) == (True, 0)

    def test_a_look_does_nothing(self, client):
        kept = submission_in(State.PUBLISHED).contribution
        assert client.get(link(kept, "still/"), {"go": "pause"}).status_code == 200
        assert Story.objects.count() == 1

    def test_it_makes_nothing_public(self, client):
        kept = submission_in(State.PAUSED).contribution
        for go in ("keep", "resume", "pause", ""):
            client.post(link(kept, "still/"), {"go": go})
        assert Story.objects.count() == 0

    def test_after_taking_back_it_says_so(self, client):
        kept = submission_in(State.WITHDRAWN).contribution
        assert client.get(link(kept, "still/")).url == link(kept)


def test_after_taking_back_it_says_from_where():
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    done = client.post(page(kept, "withdraw"), follow=True)
    assert done.redirect_chain[-1][0] == page(kept, "withdrawn")
    assert str(afterwards.PLACES[0]) in done.content.decode()


def test_before_taking_back_there_is_nothing_to_say():
    kept = submission_in(State.PUBLISHED).contribution
    assert opened(kept).get(page(kept, "withdrawn")).url == f"/your-stories/{kept.pk}/"
