"""The safeguarding lane and the page of a case, in a browser's eyes; and the rota."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from contributors import tracker
from mail.models import Mail
from moderation import actors, queue, safeguarding, workflow
from moderation.case_states import Because, Outcome, Step
from moderation.checks import Remark, Severity
from moderation.models import Case, CaseNote, Contribution, DeskSettings, OnCall, Submission
from moderation.states import State
from tests.factories import contribution, person, submission_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
ADDRESS = "garlic.planter@example.net"
CRISIS = Remark("crisis", Severity.SEVERE, "body", 2, 12, "This may need a look first.")


def door(user) -> Client:
    client = Client()
    DeskSettings.objects.update_or_create(user=user, defaults={"ready_first": False})
    client.force_login(user)
    return client


def opened(user, state=State.IN_REVIEW, **changes) -> Case:
    submission = submission_in(state, **changes)
    by = actors.team(user)
    return safeguarding.open_case(submission.contribution_id, because=Because.TEAM, by=by)


def page(case) -> str:
    return reverse("desk:case", args=[case.pk])


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def press(client, case, do, **data):
    return client.post(page(case), {"do": do, **data})


def buttons(response) -> set[str]:
    return set(re.findall(r'name="do" value="([\w:-]+)"', response.content.decode()))


TICKS = {f"tick:{step}" for step in Step}


def test_a_case_is_opened_beside_any_story_and_the_page_asks_once_more(moderator, lead):
    today = timezone.localdate()
    OnCall.objects.create(person=lead, first_day=today, last_day=today)
    client, submission = door(moderator), submission_in(State.PUBLISHED)
    url = reverse("desk:open_case", args=[submission.contribution_id])
    shown = client.get(reverse("desk:review", args=[submission.contribution_id]))
    assert re.findall(f'(href|action)="{url}"', shown.content.decode()) == ["href"]
    asked = client.get(url)
    assert f"Who gets a mail at once: {lead.email.partition('@')[0]}" in words(asked)
    assert (Case.objects.count(), Mail.objects.count()) == (0, 0)
    answer = client.post(url)
    assert answer.headers["Location"] == page(Case.objects.get())
    assert client.get(url).headers["Location"] == page(Case.objects.get())


def test_whom_it_tells_is_told_at_once(moderator, lead):
    today = timezone.localdate()
    OnCall.objects.create(person=lead, first_day=today, last_day=today)
    submission = submission_in(State.IN_REVIEW)
    door(moderator).post(reverse("desk:open_case", args=[submission.contribution_id]))
    assert [(one.kind, one.to) for one in Mail.objects.all()] == [("case", lead.email)]


def test_who_may_not_open_a_story_is_not_told_its_title(moderator, moderator2):
    mine = contribution(by=actors.contributor(moderator2), title="The telephone rang")
    asked = door(moderator2).get(reverse("desk:open_case", args=[mine.pk]))
    assert (asked.status_code, "telephone" in words(asked)) == (403, False)


def test_the_story_says_that_its_decision_waits_and_offers_none(moderator, moderator2):
    case = opened(moderator)
    shown = door(moderator2).get(reverse("desk:review", args=[case.contribution_id]))
    assert "A decision on this story waits until that case is closed." in words(shown)
    offered = set(re.findall(r'name="action" value="(\w+)"', shown.content.decode()))
    assert offered == {"escalate"}


def test_a_decision_that_was_typed_before_is_refused_kindly_and_given_back(moderator, moderator2):
    case = opened(moderator)
    kept = Contribution.objects.get(pk=case.contribution_id)
    data = {"action": "decline", "reason": "other", "message": "Dear you.", "version": kept.version}
    refused = door(moderator2).post(reverse("desk:review", args=[kept.pk]), data)
    assert refused.status_code == 409
    assert "Dear you." in words(refused)


def test_it_stands_in_its_own_lane_and_in_no_other(moderator, lead):
    submission = contribution().submissions.get()
    workflow.screen(submission.pk, [CRISIS])
    client = door(lead)
    for lane, cases in (("escalated", None), ("review", None), ("safeguarding", 1)):
        shown = client.get(f"{reverse('desk:queue')}?lane={lane}")
        assert shown.context["rows"] == []
        assert (shown.context["cases"] and len(shown.context["cases"])) == cases
    tabs = re.findall(r'([\w ]+) <span class="count">(\d+)', shown.content.decode())
    assert dict(tabs)["Safeguarding"] == "1"
    assert {name for name, held in tabs if held != "0"} == {"Safeguarding"}


def test_the_lane_shows_the_nearest_deadline_first_and_not_ones_own(moderator, moderator2):
    first, second = opened(moderator), opened(moderator, title="Second")
    Case.objects.filter(pk=second.pk).update(due_at=timezone.now() + timedelta(minutes=5))
    mine = contribution(by=actors.contributor(moderator2))
    safeguarding.open_case(mine.pk, because=Because.REPORT)
    shown = door(moderator2).get(f"{reverse('desk:queue')}?lane=safeguarding")
    assert [row["case"] for row in shown.context["cases"]] == [second, first]
    tabs = re.findall(r'([\w ]+) <span class="count">(\d+)', shown.content.decode())
    assert dict(tabs)["Safeguarding"] == "2"


def test_the_lane_goes_on_in_pages_and_offers_no_choice(moderator, monkeypatch):
    monkeypatch.setattr(queue, "SIZE", 2)
    cases = [opened(moderator, title=f"Story {number}") for number in range(3)]
    client, lane = door(moderator), f"{reverse('desk:queue')}?lane=safeguarding"
    shown = client.get(f"{lane}&check=phone")
    assert [row["case"] for row in shown.context["cases"]] == cases[:2]
    assert 'name="check"' not in shown.content.decode()
    assert "You see only a part" not in words(shown)
    following = client.get(reverse("desk:queue") + shown.context["later"])
    assert [row["case"] for row in following.context["cases"]] == cases[2:]
    assert 'rel="prev"' in following.content.decode()
    assert 'rel="next"' not in following.content.decode()


def test_a_story_that_was_taken_back_stands_there_without_its_words(moderator):
    case = opened(moderator, title="The telephone rang")
    workflow.withdraw(case.contribution_id, by=actors.contributor())
    client = door(moderator)
    for shown in (client.get(f"{reverse('desk:queue')}?lane=safeguarding"), client.get(page(case))):
        assert "A story that was taken back" in words(shown)
        assert "telephone" not in words(shown)


def test_each_role_is_offered_what_it_may_do(moderator, lead):
    case = opened(moderator)
    mine = TICKS | {"reach_out", "note", "propose"}
    assert buttons(door(moderator).get(page(case))) == mine
    assert buttons(door(lead).get(page(case))) == mine | {"take"}
    safeguarding.take(case.pk, by=actors.team(lead))
    safeguarding.propose(case.pk, Outcome.REACHED, by=actors.team(lead))
    beside = mine - {"propose"} | {"send_back"}
    assert buttons(door(lead).get(page(case))) == beside
    assert buttons(door(moderator).get(page(case))) == beside | {"confirm"}
    safeguarding.confirm(case.pk, by=actors.team(moderator))
    assert buttons(door(lead).get(page(case))) == set()


def test_the_whole_way_through_its_page(moderator, lead):
    case = opened(moderator, facets=["es"], language="es")
    here, leading = door(moderator), door(lead)
    press(leading, case, "take")
    for step in Step:
        press(here, case, f"tick:{step}")
    press(here, case, "reach_out", message="Pienso en ti.")
    press(here, case, "note", note="Rang the line there.")
    press(here, case, "propose", outcome="reached")
    press(leading, case, "confirm")
    case.refresh_from_db()
    assert case.closed_by == lead.pk
    shown = words(here.get(page(case)))
    assert "Closed by two people" in shown
    assert "Pienso en ti." in shown
    assert "Rang the line there." in shown
    assert shown.count("Done ·") == len(Step)


def test_the_first_words_are_in_their_language_with_who_answers_in_their_country(moderator):
    case = opened(moderator, facets=["es"], language="es")
    message = door(moderator).get(page(case)).context["form"]["message"].value()
    assert message.startswith("He leído lo que escribiste")
    assert "024" in message
    assert "112" in message
    assert "{" not in message
    press(door(moderator), case, "reach_out", message="Pienso en ti.")
    assert door(moderator).get(page(case)).context["form"]["message"].value() is None


def test_words_beside_the_button_that_was_pressed_are_not_lost(moderator):
    client, case = door(moderator), opened(moderator)
    press(client, case, "tick:together", message="Half a", note="I rang")
    form = client.get(page(case)).context["form"]
    assert (form["message"].value(), form["note"].value()) == ("Half a", "I rang")
    press(client, case, "note", message="Half a", note="I rang")
    form = client.get(page(case)).context["form"]
    assert (form["message"].value(), form["note"].value()) == ("Half a", None)
    assert [note.body for note in CaseNote.objects.all()] == ["I rang"]


def test_what_is_missing_is_said_beside_its_field(moderator):
    client, case = door(moderator), opened(moderator)
    for do, field in (("reach_out", "message"), ("note", "note"), ("propose", "outcome")):
        answer = press(client, case, do, message="", note="", outcome="")
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [field]


def test_somebody_who_was_too_late_is_told_and_loses_no_words(moderator, lead):
    client, case = door(moderator), opened(moderator)
    safeguarding.propose(case.pk, Outcome.REACHED, by=actors.team(moderator))
    safeguarding.confirm(case.pk, by=actors.team(lead))
    answer = press(client, case, "note", note="One more thing.")
    assert answer.status_code == 409
    assert "Perhaps somebody was faster." in words(answer)


def test_nobody_from_outside_sees_a_case(moderator):
    case = opened(moderator)
    assert Client().get(page(case)).status_code == 302
    assert door(person("ruth@example.org")).get(page(case)).status_code == 403
    assert door(person("organiser@example.org", "organiser")).get(page(case)).status_code == 403


def test_ones_own_story_is_looked_after_by_others(moderator, moderator2):
    kept = contribution(by=actors.contributor(moderator))
    case = safeguarding.open_case(kept.pk, because=Because.REPORT)
    assert door(moderator).get(page(case)).status_code == 403
    url = reverse("desk:open_case", args=[kept.pk])
    assert door(moderator).post(url).status_code == 403
    assert door(moderator2).get(page(case)).status_code == 200


def test_no_page_of_the_team_shows_the_address_and_its_reveal_is_told_in_the_case(moderator, lead):
    case = opened(moderator)
    Contribution.objects.update(email=ADDRESS, email_confirmed_at=timezone.now())
    url = reverse("desk:address", args=[case.contribution_id])
    for user in (moderator, lead):
        shown = door(user).get(page(case)).content.decode()
        assert url in shown
        assert ADDRESS not in shown
        assert door(user).get(url).status_code == 403
    client = door(person("organiser@example.org", "organiser"))
    assert ADDRESS not in client.get(url).content.decode()
    assert case.events.filter(action="reveal").count() == 0
    assert ADDRESS in client.post(url, {"reason": "danger"}).content.decode()
    assert case.events.filter(action="reveal").count() == 1
    assert "An organizer (organiser) looked up the address" in words(door(lead).get(page(case)))


def test_the_api_says_that_somebody_is_looked_after_and_no_more(moderator):
    case = opened(moderator, title="In a case")
    submission_in(State.IN_REVIEW, title="In none")
    safeguarding.note(case.pk, "SECRET-NOTE", by=actors.team(moderator))
    token = AuthToken.objects.create(moderator)[1]
    answer = Client().get("/api/v1/queue/", headers={"authorization": f"Token {token}"})
    found = {row["title"]: row["safeguarding"] for row in answer.json()["results"]}
    assert found == {"In a case": True, "In none": False}
    assert "SECRET-NOTE" not in answer.content.decode()
    one = Client().get(
        f"/api/v1/submissions/{case.contribution_id}/", headers={"authorization": f"Token {token}"}
    )
    assert one.json()["actions"] == ["claim", "relabel", "escalate"]
    assert "SECRET-NOTE" not in one.content.decode()


# What its person sees


def test_its_person_reads_kind_words_and_of_no_case(client, moderator):
    kept = contribution(by=actors.contributor(person("ruth@example.org")))
    workflow.screen(kept.submissions.get().pk, [CRISIS])
    case = Case.objects.get()
    by = actors.team(moderator)
    safeguarding.note(case.pk, "SECRET-NOTE", by=by)
    safeguarding.reach_out(case.pk, "I am thinking of you.", by=by)
    client.force_login(kept.contributor)
    shown = client.get(reverse("your-story", args=[kept.pk]))
    text = words(shown)
    assert "A person reads every story, with care." in text
    assert "I am thinking of you." in text
    assert "This is no decision about your story." in text
    for wrong in ("SECRET-NOTE", "not publish", "declined", "escalated", "safeguarding", " case "):
        assert wrong not in text
    answer = client.post(
        reverse("your-story-answer", args=[kept.pk]), {"answer": "I am all right."}
    )
    assert answer.status_code == 302
    assert "I am all right." in words(door(moderator).get(page(case)))


def test_it_does_not_take_the_place_of_what_was_asked(client):
    ruth = person("ruth@example.org")
    submission = submission_in(State.CHANGES_REQUESTED, by=actors.contributor(ruth))
    Submission.objects.update(settled_at=timezone.now())
    by = actors.team(person("moderator@example.org", "moderator"))
    case = safeguarding.open_case(submission.contribution_id, because=Because.TEAM, by=by)
    safeguarding.reach_out(case.pk, "I am thinking of you.", by=by)
    assert tracker.asked(submission.contribution).body == "With thanks."
    bodies = [one.body for one in tracker.letters(submission.contribution)]
    assert bodies == ["With thanks.", "I am thinking of you."]
    desk = door(person("moderator2@example.org", "moderator"))
    shown = desk.get(reverse("desk:review", args=[submission.contribution_id]))
    history = shown.context["opened"].history
    said = [(one.words, one.did) for one in history.thread]
    assert said == [
        ("With thanks.", "A moderator asked for changes"),
        ("I am thinking of you.", ""),
    ]
    assert [item.text for item in history.timeline][-1] == (
        "Somebody of the team wrote to them, with no decision"
    )


# The rota


def test_leads_put_each_other_on_call(lead, moderator):
    client, today = door(lead), timezone.localdate()
    week = {"person": lead.pk, "first": today, "last": today + timedelta(days=6)}
    assert client.post(reverse("desk:put_on_call"), week).status_code == 302
    row = OnCall.objects.get()
    shown = words(client.get(reverse("desk:rota")))
    assert "Today it is lead." in shown
    again = client.post(reverse("desk:put_on_call"), week)
    assert list(again.context["form"].errors) == ["first"]
    wrong = client.post(reverse("desk:put_on_call"), {**week, "last": today - timedelta(days=1)})
    assert list(wrong.context["form"].errors) == ["last"]
    assert "Today it is lead." in words(door(moderator).get(reverse("desk:rota")))
    refused = door(moderator).post(reverse("desk:take_off_call", args=[row.pk]))
    assert refused.status_code == 403
    assert client.post(reverse("desk:take_off_call", args=[row.pk])).status_code == 302
    assert "Today it is nobody, so all leads are told." in words(client.get(reverse("desk:rota")))


def test_an_empty_form_of_the_rota_is_refused(lead):
    answer = door(lead).post(reverse("desk:put_on_call"), {})
    assert list(answer.context["form"].errors) == ["person", "first", "last"]
