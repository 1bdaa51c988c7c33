"""The private room's door for programs."""

import base64
from urllib.parse import urlencode

import pytest
from django.test import Client

from mail.models import Mail
from moderation import workflow
from moderation.models import Submission
from moderation.states import Action, State
from stories.models import Story
from tests.factories import run_jobs, submission_in
from tests.moderation.programs import URL, Api, at, sending, token, with_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    return Api().post(URL, sending()).json()


class TestDeciding:
    def test_all_the_way(self, sent, moderator):
        run_jobs(now=False)
        api = token(moderator)
        [waiting] = api.get("/api/v1/queue/").json()["results"]
        answer = api.post(
            at(sent, "decisions/"), {"action": "approve", "version": waiting["version"]}
        )
        assert (answer.status_code, answer.json()["state"]) == (200, "approved")
        run_jobs()
        told = with_receipt(sent).get(at(sent)).json()
        story = Story.objects.get()
        assert told["state"] == "published"
        assert told["story_url"].endswith(f"/stories/{story.pk}/{story.slug}/")
        assert Api().get(f"/api/v1/stories/{story.pk}/").json()["title"] == sent["title"]

    def test_a_stale_version_is_a_conflict(self, sent, moderator):
        run_jobs(now=False)
        answer = token(moderator).post(at(sent, "decisions/"), {"action": "approve", "version": 1})
        assert (answer.status_code, answer.json()["detail"]) == (
            409,
            "This story has changed since you opened it.",
        )

    def test_words_that_nobody_read_are_never_approved(self, sent, moderator):
        """With a stale version, or none after other words: neither says which ones were read."""
        run_jobs(now=False)
        by = token(moderator)
        seen = by.get(at(sent)).json()["version"]
        new = {**sending(title="New"), "action": "replace"}
        with_receipt(sent).post(at(sent, "decisions/"), new)
        run_jobs(now=False)
        stale = by.post(at(sent, "decisions/"), {"action": "approve", "version": seen})
        none = by.post(at(sent, "decisions/"), {"action": "approve"})
        assert (stale.status_code, none.status_code) == (409, 400)
        [told] = none.json()["errors"]["version"]
        assert told.startswith("This story has had other words before. Please send the “version”")
        newest = by.get(at(sent)).json()["version"]
        told = by.post(at(sent, "decisions/"), {"action": "approve", "version": newest}).json()
        assert told["decided"] == {"version": newest, "text": 2}
        run_jobs()
        assert Story.objects.get().title == "New"

    @pytest.mark.parametrize(
        "how",
        [
            {"action": "request_changes", "message": "Shorter?", "reason": "staff"},
            {"action": "decline", "message": "No.", "reason": "other"},
        ],
    )
    def test_an_answer_is_about_words_that_were_read(self, sent, moderator, how):
        new = {**sending(title="New"), "action": "replace"}
        with_receipt(sent).post(at(sent, "decisions/"), new)
        run_jobs(now=False)
        none = token(moderator).post(at(sent, "decisions/"), how)
        assert (none.status_code, list(none.json()["errors"])) == (400, ["version"])

    def test_what_only_hides_asks_for_no_version(self, sent, moderator):
        new = {**sending(title="New"), "action": "replace"}
        with_receipt(sent).post(at(sent, "decisions/"), new)
        run_jobs(now=False)
        by = token(moderator)
        newest = by.get(at(sent)).json()["version"]
        by.post(at(sent, "decisions/"), {"action": "approve", "version": newest})
        run_jobs()
        how = {"action": "take_down", "message": "For now.", "reason": "other"}
        told = by.post(at(sent, "decisions/"), how)
        assert (told.status_code, told.json()["state"]) == (200, "taken_down")

    def test_the_only_words_there_ever_were_need_no_version(self, sent, moderator):
        run_jobs(now=False)
        told = token(moderator).post(at(sent, "decisions/"), {"action": "approve"}).json()
        assert (told["state"], told["decided"]["text"]) == ("approved", 1)

    def test_words_that_come_in_between_are_a_conflict(self, sent, moderator, monkeypatch):
        """Between the look at all texts and the lock; only then, so it is made by hand."""
        run_jobs(now=False)
        new = {**sending(title="New"), "action": "replace"}
        approve = workflow.VERBS[Action.APPROVE]

        def late(*args, **how):
            with_receipt(sent).post(at(sent, "decisions/"), new)
            run_jobs(now=False)
            return approve(*args, **how)

        monkeypatch.setitem(workflow.VERBS, Action.APPROVE, late)
        answer = token(moderator).post(at(sent, "decisions/"), {"action": "approve"})
        assert (answer.status_code, Submission.objects.order_by("-id")[0].state) == (
            409,
            State.IN_REVIEW,
        )

    def test_the_schema_says_so(self):
        schema = Api().get("/api/v1/schema/?format=json").json()["components"]["schemas"]
        words = schema["Decision"]["properties"]["version"]["description"]
        assert "required as soon as a story has had other words before" in words
        assert set(schema["Decided"]["properties"]) == {"version", "text"}

    def test_the_second_decision_is_a_conflict(self, sent, moderator, moderator2):
        run_jobs(now=False)
        token(moderator).post(at(sent, "decisions/"), {"action": "approve"})
        answer = token(moderator2).post(at(sent, "decisions/"), {"action": "approve"})
        assert answer.status_code == 409

    @pytest.mark.parametrize("action", ["approve", "decline", "take_down", "restore", "claim"])
    def test_not_by_the_contributor(self, sent, action):
        run_jobs(now=False)
        answer = with_receipt(sent).post(
            at(sent, "decisions/"), {"action": action, "message": "Mine.", "reason": "other"}
        )
        assert answer.status_code in (403, 409)
        assert Submission.objects.get().state == State.IN_REVIEW

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"action": "publish"}, "action"),
            ({"action": "decline"}, "message"),
            ({"action": "decline", "message": "No."}, "reason"),
            ({"action": "escalate"}, "reason"),
            ({}, "action"),
        ],
    )
    def test_says_what_is_missing(self, sent, moderator, data, field):
        run_jobs(now=False)
        answer = token(moderator).post(at(sent, "decisions/"), data)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])

    def test_what_is_offered_can_be_done(self, sent, moderator, moderator2, lead):
        run_jobs(now=False)
        mine, other = token(moderator), token(moderator2)
        decisions = ["approve", "request_changes", "decline", "escalate"]
        assert mine.get(at(sent)).json()["actions"] == ["claim", "relabel", *decisions]
        told = mine.post(at(sent, "decisions/"), {"action": "claim"}).json()
        assert told["actions"] == ["claim", "release", "relabel", *decisions]
        assert other.get(at(sent)).json()["actions"] == []
        assert other.post(at(sent, "decisions/"), {"action": "approve"}).status_code == 409
        assert token(lead).get(at(sent)).json()["actions"] == ["release"]
        told = mine.post(at(sent, "decisions/"), {"action": "release"}).json()
        assert (told["actions"], told["claimed_until"]) == (
            ["claim", "relabel", *decisions],
            None,
        )

    def test_other_words_for_a_reason_stay_within_the_team(self, sent, moderator):
        run_jobs(now=False)
        how = {"action": "decline", "message": "No.", "reason": "I know him"}
        token(moderator).post(at(sent, "decisions/"), how)
        run_jobs()
        told = with_receipt(sent).get(at(sent))
        assert b"I know him" not in told.content
        assert Submission.objects.get().events.get(action="decline").reason == "other"


class TestContributor:
    def test_withdraws(self, sent, moderator):
        run_jobs(now=False)
        token(moderator).post(at(sent, "decisions/"), {"action": "approve"})
        run_jobs()
        story = Story.objects.get()
        answer = with_receipt(sent).post(at(sent, "decisions/"), {"action": "withdraw"})
        assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
        assert Api().get(f"/api/v1/stories/{story.pk}/").status_code == 410
        assert Api().get("/api/v1/stories/").json()["results"] == []

    def test_withdraws_again_after_a_lost_answer(self, sent):
        api, how = with_receipt(sent), {"action": "withdraw"}
        answers = [api.post(at(sent, "decisions/"), how) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].json() == answers[1].json()

    def test_withdraws_whatever_the_version(self, sent):
        how = {"action": "withdraw", "version": 99}
        assert with_receipt(sent).post(at(sent, "decisions/"), how).status_code == 200

    def test_pauses_and_goes_on(self, sent, moderator):
        run_jobs(now=False)
        token(moderator).post(at(sent, "decisions/"), {"action": "approve"})
        run_jobs()
        mine = with_receipt(sent)
        told = mine.post(at(sent, "decisions/"), {"action": "pause"}).json()
        assert (told["state"], told["actions"]) == (
            "paused",
            ["resume", "replace", "hide_name", "withdraw"],
        )
        assert Story.objects.count() == 0
        told = mine.post(at(sent, "decisions/"), {"action": "resume"}).json()
        assert (told["state"], Story.objects.count()) == ("published", 1)

    def test_hides_the_name_at_once(self, sent, moderator):
        run_jobs(now=False)
        token(moderator).post(at(sent, "decisions/"), {"action": "approve"})
        run_jobs()
        hidden = {"action": "hide_name", "name": "initial"}
        told = with_receipt(sent).post(at(sent, "decisions/"), hidden).json()
        assert (told["display_name"], Story.objects.get().display_name) == ("R.", "R.")

    def test_hides_what_stands_beside_the_name(self, moderator):
        told = {"facets": ["45-59", "pt"], "diagnosed": "since-2021"}
        sent = Api().post(URL, sending(**told)).json()
        assert (sent["facets"], sent["diagnosed"]) == (told["facets"], told["diagnosed"])
        run_jobs(now=False)
        token(moderator).post(at(sent, "decisions/"), {"action": "approve"})
        run_jobs()
        public = Api().get(f"/api/v1/stories/{Story.objects.get().pk}/").json()
        assert (public["facets"], public["diagnosed"]) == (told["facets"], told["diagnosed"])
        hidden = {"action": "hide_name", "hide": ["age", "diagnosed"]}
        told = with_receipt(sent).post(at(sent, "decisions/"), hidden).json()
        assert (told["display_name"], told["facets"], told["diagnosed"]) == ("Ruth", ["pt"], "")
        public = Api().get(f"/api/v1/stories/{Story.objects.get().pk}/").json()
        assert (public["facets"], public["diagnosed"]) == (["pt"], "")

    def test_replaces(self, sent):
        changed = {**sending(title="New words"), "action": "replace", "version": 1}
        answer = with_receipt(sent).post(at(sent, "decisions/"), changed)
        assert (answer.status_code, answer.json()["title"], answer.json()["version"]) == (
            201,
            "New words",
            2,
        )

    def test_a_flood_of_changes_is_refused(self, sent, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "submit": (1, 3600)}
        changed = {"action": "replace", **sending(title="Another title")}
        answer = with_receipt(sent).post(at(sent, "decisions/"), changed)
        assert (answer.status_code, "Retry-After" in answer) == (429, True)
        assert Submission.objects.count() == 1

    def test_replacing_without_a_change_changes_nothing(self, sent):
        same = {**sending(), "action": "replace"}
        answer = with_receipt(sent).post(at(sent, "decisions/"), same)
        assert (answer.status_code, answer.json()["version"]) == (200, 1)

    def test_confirms_an_address_with_its_code(self):
        sent = Api().post(URL, sending(email="ruth@example.org")).json()
        assert sent["email_confirmed"] is False
        code = next(word for word in Mail.objects.get().text.split() if is_code(word)).strip(".")
        api = with_receipt(sent)
        assert api.post(at(sent, "confirm-email/"), {"code": "1"}).status_code == 400
        told = api.post(at(sent, "confirm-email/"), {"code": code}).json()
        assert told["email_confirmed"] is True
        assert sorted(Mail.objects.values_list("kind", flat=True)) == ["confirm", "receipt"]


def is_code(word: str) -> bool:
    digits = word.strip(".").replace("-", "")
    return len(digits) == 8 and digits.isdecimal()


class TestQueue:
    def test_is_the_teams(self, moderator):
        assert Api().get("/api/v1/queue/").status_code == 401
        from tests.factories import person

        assert token(person("ruth@example.org")).get("/api/v1/queue/").status_code == 403
        assert token(moderator).get("/api/v1/queue/").status_code == 200

    def test_shows_the_most_urgent_first_in_pages(self, moderator, django_assert_max_num_queries):
        for state in [State.IN_REVIEW, State.ESCALATED, State.IN_REVIEW]:
            submission_in(state)
        api = token(moderator)
        with django_assert_max_num_queries(8):
            page = api.get("/api/v1/queue/", page_size=2).json()
        rest = api.get(page["next"]).json()
        states = [row["state"] for row in page["results"] + rest["results"]]
        assert states == ["escalated", "in_review", "in_review"]


def test_consents_are_the_texts_in_force():
    rows = Api().get("/api/v1/consents/", language="es").json()
    assert [row["use"] for row in rows if row["required"]] == ["website"]
    assert {row["language"] for row in rows} == {"es"}


def test_everything_is_denied_by_default():
    """A new address of the API is shut until somebody opens it."""
    from rest_framework.settings import api_settings

    assert [one.__name__ for one in api_settings.DEFAULT_PERMISSION_CLASSES] == ["IsAdminUser"]


def test_unknown_ids_are_not_found():
    assert Api("Receipt AAAA").get(f"{URL}not-an-id/").status_code == 404
    assert Api().get("/api/v1/stories/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_docs_page_needs_no_inline_script():
    page = Client().get("/api/v1/docs/")
    assert page.status_code == 200
    assert b"<script>" not in page.content


def test_words_that_were_taken_back_are_no_longer_the_teams_to_read(moderator):
    one = submission_in(State.WITHDRAWN)
    told = token(moderator).get(f"{URL}{one.contribution_id}/").json()
    assert (told["state"], told["title"], told["body"], told["display_name"]) == (
        "withdrawn",
        "",
        "",
        "",
    )


@pytest.mark.parametrize("position", ["garbage", "", "2026-99-99", "2026-01-01", "\0"])
def test_a_cursor_that_we_did_not_write_leads_nowhere(position):
    cursor = base64.b64encode(urlencode({"p": position}).encode()).decode()
    assert Api().get("/api/v1/stories/", cursor=cursor).status_code == 404


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000, "\xff", "null", "[]", ""])
def test_what_is_no_sending_is_refused(body):
    told = Client().post(URL, body.encode("latin-1"), content_type="application/json")
    assert told.status_code == 400
    assert told["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("field", ["relation", "language", "title", "key", "diagnoses"])
def test_half_a_character_is_refused_and_never_repeated(field):
    half = ["\ud800"] if field == "diagnoses" else "\ud800"
    told = Api().post(URL, sending(**{field: half}))
    assert (told.status_code, list(told.json()["errors"])) == (400, [field])


def test_a_diagnosis_that_cannot_be_one_is_not_found():
    assert Api().get("/api/v1/diagnoses/%00/").status_code == 404


def test_the_page_of_the_schema_has_nothing_to_offer_but_itself():
    assert Client().options("/api/v1/docs/").status_code == 405


def test_what_is_too_large_is_refused_in_a_programs_words():
    answer = Api().post(URL, sending(body="a" * 1_100_000))
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


class TestAskingAndAnswering:
    def asked(self, sent, moderator, **more):
        run_jobs()
        data = {"action": "request_changes", "message": "Shorter?", "reason": "staff", **more}
        answer = token(moderator).post(at(sent, "decisions/"), data)
        run_jobs()
        return answer

    def test_a_message_says_what_it_is_about_and_what_is_suggested(self, sent, moderator):
        quote = {"field": "title", "start": 4, "end": 10}
        better = {"title": "Garlic", "passages": ["It rang."]}
        assert self.asked(sent, moderator, quotes=[quote], suggestion=better).status_code == 200
        told = with_receipt(sent).get(at(sent)).json()
        [message] = told["messages"]
        assert (message["guideline"], message["quoted"]) == ("staff", ["garlic"])
        assert message["suggestion"] == {**better, "display_name": ""}
        assert told["actions"] == ["replace", "keep", "hide_name", "withdraw"]
        words = {"title": "Garlic", "body": "It rang."}
        sent_again = with_receipt(sent).post(
            at(sent, "decisions/"), {"action": "replace", **sending(**words)}
        )
        assert sent_again.status_code == 201
        assert Submission.objects.get(number=2).came_of.title == "Garlic"

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"quotes": [{"field": "title", "start": 4, "end": 400}]}, "quotes"),
            ({"quotes": [{"field": "language", "start": 0, "end": 1}]}, "quotes"),
            ({"suggestion": {"title": ""}}, "title"),
            ({"action": "decline", "suggestion": {"title": "Better"}}, "suggestion"),
        ],
    )
    def test_what_does_not_fit_is_said(self, sent, moderator, more, field):
        answer = self.asked(sent, moderator, **more)
        assert answer.status_code == 400
        assert field in answer.content.decode()

    def test_what_was_taken_back_is_quoted_to_nobody_of_the_team(self, sent, moderator):
        quote = {"field": "title", "start": 4, "end": 10}
        self.asked(sent, moderator, quotes=[quote], suggestion={"title": "Garlic"})
        with_receipt(sent).post(at(sent, "decisions/"), {"action": "withdraw"})
        [message] = token(moderator).get(at(sent)).json()["messages"]
        assert (message["quoted"], message["suggestion"]) == ([], None)

    def test_words_are_kept_with_an_answer(self, sent, moderator):
        self.asked(sent, moderator)
        data = {"action": "keep", "message": "It is how I talk."}
        told = with_receipt(sent).post(at(sent, "decisions/"), data).json()
        assert told["state"] == "submitted"
        assert [one["body"] for one in told["messages"]] == ["Shorter?", "It is how I talk."]

    def test_an_appeal_is_in_nobodys_queue_who_decided(self, sent, moderator, moderator2):
        self.asked(sent, moderator, action="decline")
        mine = with_receipt(sent)
        assert "appeal" in mine.get(at(sent)).json()["actions"]
        assert mine.post(at(sent, "decisions/"), {"action": "appeal"}).status_code == 200
        run_jobs(now=False)
        for user, waits in ((moderator, 0), (moderator2, 1)):
            assert len(token(user).get("/api/v1/queue/").json()["results"]) == waits
            assert bool(token(user).get(at(sent)).json()["actions"]) is bool(waits)
        refused = token(moderator).post(at(sent, "decisions/"), {"action": "approve"})
        assert refused.status_code == 403
        assert mine.post(at(sent, "decisions/"), {"action": "appeal"}).status_code == 409
