"""A story that a program sends, and how it follows what becomes of it."""

import dataclasses
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from moderation import actors, workflow
from moderation.models import Contribution, Finding, Submission
from moderation.receipts import receipt_for
from moderation.states import State
from stories.models import Story
from tests.factories import BODY, offer, run_jobs, submission_in
from tests.moderation.programs import URL, Api, at, sending, token, with_receipt
from tests.snapshots import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    return Api().post(URL, sending()).json()


class TestSending:
    def test_answers_with_a_receipt(self):
        answer = Api().post(URL, sending())
        told = answer.json()
        assert answer.status_code == 201
        assert (told["state"], told["version"], told["actions"]) == (
            "submitted",
            1,
            ["replace", "hide_name", "withdraw"],
        )
        assert told["receipt"].count("-") == 4
        assert answer["Cache-Control"] == "private, no-store"

    def test_again_is_the_same(self, sent):
        again = Api().post(URL, sending())
        assert (again.status_code, again.json()) == (200, sent)

    def test_again_with_other_words_is_refused(self, sent):
        assert Api().post(URL, sending(title="Other")).status_code == 409

    def test_only_what_is_new_counts_against_the_limit(self, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "submit": (1, 3600)}
        answers = [
            Api().post(URL, sending(title="")),
            Api().post(URL, sending(consents=[])),
            Api().post(URL, sending()),
            Api().post(URL, sending()),
            Api().post(URL, sending(key="j" * 22)),
        ]
        assert [answer.status_code for answer in answers] == [400, 400, 201, 200, 429]
        where = f"http://testserver{URL}{answers[2].json()['id']}/"
        assert (answers[2]["Location"], "Location" in answers[3]) == (where, False)

    def test_keeps_the_words_to_the_byte(self):
        body = " \n Trailing \u00e9e\u0301 \r\n end \n"
        Api().post(URL, sending(body=body))
        assert Submission.objects.get().passages[0]["text"] == body.replace("\r\n", "\n")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": ""}, "title"),
            ({"body": "a\0b"}, "body"),
            ({"relation": "friend"}, "relation"),
            ({"diagnoses": ["nope"]}, "diagnoses"),
            ({"diagnoses": "mcl"}, "diagnoses"),
            ({"consents": []}, "consents"),
            ({"consents": ["embed"]}, "consents"),
            ({"email": "not an address"}, "email"),
            ({"key": "short"}, "key"),
            ({"title": {"a": 1}}, "title"),
        ],
    )
    def test_says_which_field(self, changes, field):
        answer = Api().post(URL, sending(**changes))
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
        assert answer["Content-Type"] == "application/problem+json"
        assert Contribution.objects.count() == 0

    @pytest.mark.parametrize("field", ["state", "version", "contributor", "example", "story_id"])
    def test_takes_no_other_field(self, field):
        told = Api().post(URL, sending(**{field: "published"})).json()
        kept = Contribution.objects.get()
        assert (told["state"], kept.version, kept.example) == ("submitted", 1, False)
        assert Story.objects.count() == 0

    def test_refuses_what_is_not_json(self):
        answer = Client().post(URL, "<xml/>", content_type="text/xml")
        assert answer.status_code == 415

    def test_a_flood_is_refused_before_it_is_taken(self, settings):
        settings.MARROW_LIMITS_ON = True
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "submit": (2, 3600)}
        codes = [Api().post(URL, sending(key=str(n) * 22)).status_code for n in range(3)]
        assert (codes, Contribution.objects.count()) == ([201, 201, 429], 2)


class TestFollowing:
    def test_with_the_receipt(self, sent):
        told = with_receipt(sent).get(at(sent)).json()
        assert (told["id"], told["title"], "receipt" in told) == (sent["id"], sent["title"], False)

    @pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), str])
    def test_however_it_is_typed(self, sent, typed):
        api = Api(f"Receipt {typed(sent['receipt'])}")
        assert api.get(at(sent)).status_code == 200

    def test_without_anything(self, sent):
        assert Api().get(at(sent)).status_code == 401

    def test_another_receipt_reveals_nothing(self, sent):
        other = Api().post(URL, sending(key="o" * 22)).json()
        answers = [
            with_receipt(other).get(at(sent)),
            with_receipt(other).get(f"{URL}00000000-0000-4000-8000-000000000000/"),
        ]
        assert [(answer.status_code, answer.content) for answer in answers] == [
            (404, answers[0].content)
        ] * 2

    def test_wrong_receipts_are_counted(self, sent, settings):
        settings.MARROW_LIMITS_ON = True
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (2, 3600)}
        codes = [Api("Receipt AAAA").get(at(sent)).status_code for _ in range(3)]
        assert codes == [404, 404, 429]
        assert with_receipt(sent).get(at(sent)).status_code == 200  # a right one never waits

    def test_right_receipts_are_not(self, sent, settings):
        settings.MARROW_LIMITS_ON = True
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (2, 3600)}
        assert {with_receipt(sent).get(at(sent)).status_code for _ in range(4)} == {200}

    def test_a_stranger_with_a_token(self, sent, db):
        from tests.factories import person

        assert token(person("stranger@example.org")).get(at(sent)).status_code == 404

    def test_tells_nothing_of_the_desk_by_empty_fields(self, sent):
        told = with_receipt(sent).get(at(sent)).json()
        assert {"findings", "due_at", "claimed_until"} & told.keys() == set()

    def test_the_team_sees_findings_and_no_address(self, moderator):
        sent = Api().post(URL, sending(email="ruth@example.org", body=BODY + "a@b.org")).json()
        run_jobs(now=False)
        answer = token(moderator).get(at(sent))
        assert [row["check"] for row in answer.json()["findings"]] == ["email"]
        assert b"ruth@example.org" not in answer.content

    def test_a_decision_in_its_grace_is_not_told(self, sent, moderator):
        run_jobs(now=False)
        before = with_receipt(sent).get(at(sent)).json()
        token(moderator).post(
            at(sent, "decisions/"), {"action": "decline", "message": "No.", "reason": "other"}
        )
        assert with_receipt(sent).get(at(sent)).json() == before
        run_jobs()
        after = with_receipt(sent).get(at(sent)).json()
        assert (after["state"], [row["body"] for row in after["messages"]]) == ("declined", ["No."])

    def test_that_a_second_person_reads_it_is_not_told(self, sent, moderator, lead):
        """Nor for which day it is approved, before the grace is over."""
        run_jobs(now=False)
        noticed = {"check_id": "names", "severity": "warn", "field": "body", "start": 0, "end": 1}
        Finding.objects.create(submission=Submission.objects.get(), **noticed)
        before = with_receipt(sent).get(at(sent)).json()
        day = timezone.now() + timedelta(days=7)
        yes = {"action": "approve", "message": "WE-LOVE-IT", "at": day.isoformat()}
        first = token(moderator).post(at(sent, "decisions/"), yes).json()
        assert (first["state"], first["actions"]) == ("second_review", ["take_back"])
        assert with_receipt(sent).get(at(sent)).json() == before
        theirs = token(lead).get(at(sent)).json()
        assert (theirs["two_people"], theirs["messages"]) == (["names"], [])
        assert parse_datetime(theirs["publish_at"]) == day
        second = token(lead).post(at(sent, "decisions/"), {"action": "approve"}).json()
        assert (second["state"], parse_datetime(second["publish_at"])) == ("approved", day)
        assert with_receipt(sent).get(at(sent)).json() == before

    def test_a_moment_is_refused_where_it_cannot_be(self, sent, moderator):
        run_jobs(now=False)
        far = (timezone.now() + timedelta(days=800)).isoformat()
        declining = {"action": "decline", "message": "No.", "reason": "other"}
        for wrong in ({"action": "approve", "at": far}, {**declining, "at": far}):
            answer = token(moderator).post(at(sent, "decisions/"), wrong)
            assert (answer.status_code, list(answer.json()["errors"])) == (400, ["at"])

    def test_an_alarm_of_the_team_is_not_told(self, sent, moderator, lead):
        """Neither that a story was escalated, nor that a lead has decided on it."""
        run_jobs(now=False)
        before = with_receipt(sent).get(at(sent)).json()
        token(moderator).post(at(sent, "decisions/"), {"action": "escalate", "reason": "crisis"})
        assert with_receipt(sent).get(at(sent)).json() == before
        token(lead).post(at(sent, "decisions/"), {"action": "approve"})
        assert with_receipt(sent).get(at(sent)).json() == before

    def test_what_the_team_wrote_stays_when_other_words_are_sent(self, sent, moderator):
        run_jobs(now=False)
        how = {"action": "request_changes", "message": "Which garden?"}
        token(moderator).post(at(sent, "decisions/"), how)
        run_jobs()
        changed = {"action": "replace", **sending(title="Another title")}
        told = with_receipt(sent).post(at(sent, "decisions/"), changed).json()
        assert [row["body"] for row in told["messages"]] == ["Which garden?"]

    def test_a_decision_that_was_overtaken_is_never_told(self, sent, moderator):
        run_jobs(now=False)
        how = {"action": "decline", "message": "Overtaken words.", "reason": "other"}
        token(moderator).post(at(sent, "decisions/"), how)
        with_receipt(sent).post(at(sent, "decisions/"), {"action": "withdraw"})
        run_jobs()
        assert b"Overtaken" not in with_receipt(sent).get(at(sent)).content


class TestPhoto:
    """Programs send none; they see that there is one, and take none away."""

    @pytest.fixture
    def told(self):
        offered = dataclasses.replace(offer(), picture=picture(alt="Ruth among beans"))
        return submission_in(State.IN_REVIEW, offer=offered)

    def read(self, submission, moderator) -> dict:
        return token(moderator).get(f"{URL}{submission.contribution_id}/").json()

    def test_it_is_said_what_is_on_it(self, told, moderator):
        assert self.read(told, moderator)["photo"] == "Ruth among beans"
        assert self.read(submission_in(State.IN_REVIEW), moderator)["photo"] == ""

    def test_not_once_it_was_taken_back(self, told, moderator):
        workflow.withdraw(told.contribution_id, by=actors.contributor())
        assert self.read(told, moderator)["photo"] == ""

    def test_its_person_hides_it_and_new_words_bring_it_not_back(self, told, moderator):
        api = with_receipt({"receipt": receipt_for(told.contribution_id)})
        where = f"{URL}{told.contribution_id}/decisions/"
        answer = api.post(where, {"action": "hide_name", "hide": ["photo"]}).json()
        assert (answer["photo"], answer["display_name"]) == ("", "Ruth")
        assert self.read(told, moderator)["photo"] == ""
        api.post(where, {"action": "replace", **sending(title="Another title")})
        assert Submission.objects.order_by("-number")[0].photo is None

    def test_new_words_leave_it_where_it_is(self, told):
        api = with_receipt({"receipt": receipt_for(told.contribution_id)})
        where = f"{URL}{told.contribution_id}/decisions/"
        answer = api.post(where, {"action": "replace", **sending(title="Another title")})
        assert (answer.status_code, answer.json()["photo"]) == (201, "Ruth among beans")
        newest = Submission.objects.order_by("-number")[0]
        assert (newest.title, newest.photo_id) == ("Another title", told.photo_id)
