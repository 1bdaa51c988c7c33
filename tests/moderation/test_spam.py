"""Several advertisements declined in one go, and nothing but those."""

import pytest

from benchmarks.checks import spam as advertising
from benchmarks.checks.corpus import passages
from moderation import actors, claims, safeguarding, spam_batch, workflow
from moderation.case_states import Because
from moderation.checks import CHECKS, Draft, run
from moderation.models import DeskSettings, Event, Finding, Message
from moderation.spam import spam
from moderation.states import State
from tests.factories import contribution, person, run_jobs

SELLS = "Play slots and win, sign up today at www.slots-example.com for a 200% bonus"


@pytest.mark.parametrize(("half", "recall"), [("dev", 0.95), ("held-out", 0.8)])
def test_an_advertisement_is_one_and_a_story_with_a_link_is_none(half: str, recall: float) -> None:
    tally = advertising.read(half)
    assert tally.wrong == 0
    assert tally.recall >= recall


def test_no_passage_of_the_corpus_is_one() -> None:
    only = ("moderation.checks.links.find", "moderation.checks.phone.find")
    known = [one.draft for half in ("dev", "held-out") for one in passages(half)]
    assert [draft.body for draft in known if spam(draft, run(draft, checks=only))] == []


@pytest.mark.parametrize("words", ["My dad died.", "I have leukaemia.", "Tengo un linfoma."])
def test_a_word_of_illness_speaks_against_it(words: str) -> None:
    draft = Draft(body=f"{SELLS} {words}")
    assert spam(Draft(body=SELLS), run(Draft(body=SELLS), checks=CHECKS))
    assert not spam(draft, run(draft, checks=CHECKS))


@pytest.fixture
def adverts(db):
    kept = [contribution(title=f"Bonus {n}", body=f"{SELLS} {n}") for n in range(3)]
    run_jobs(now=False)
    return kept


@pytest.fixture
def moderator(db):
    return person("mod@example.org", "moderator")


@pytest.fixture
def desk(client, moderator, settings):
    settings.MARROW_MFA = False
    client.force_login(moderator)
    return client


def picks(kept) -> list[str]:
    return [f"{one.pk}:{type(one).objects.get(pk=one.pk).version}" for one in kept]


def states(kept) -> list[str]:
    return [one.submissions.get().state for one in kept]


def test_they_are_listed_and_a_story_is_not(desk, adverts) -> None:
    contribution(title="My soup", body="I was planting garlic. " * 20)
    run_jobs(now=False)
    html = desk.get("/desk/spam/").content.decode()
    assert "3 texts wait" in html
    assert "My soup" not in html


def test_all_are_declined_after_one_more_question_and_taken_back_by_one_press(
    desk, adverts
) -> None:
    asked = desk.post("/desk/spam/decline/", {"story": picks(adverts)}).content.decode()
    assert "Decline 3 texts as advertising?" in asked
    assert states(adverts) == [State.IN_REVIEW] * 3
    done = desk.post("/desk/spam/decline/", {"story": picks(adverts), "sure": "1"}, follow=True)
    assert "3 were declined." in done.content.decode()
    assert states(adverts) == [State.DECLINED] * 3
    assert {one.submissions.get().in_grace for one in adverts} == {True}
    assert set(Event.objects.filter(action="decline").values_list("reason", flat=True)) == {
        "selling"
    }
    back = desk.post("/desk/spam/take-back/", follow=True)
    assert "3 were taken back." in back.content.decode()
    assert states(adverts) == [State.IN_REVIEW] * 3
    assert not Message.objects.exists()


def test_what_changed_meanwhile_is_left_alone_and_said(desk, adverts) -> None:
    chosen = picks(adverts)
    workflow.escalate(adverts[0].pk, by=lead(), reason="other")
    colleague = actors.team(person("other@example.org", "moderator"))
    claims.claim(adverts[1].pk, by=colleague)
    done = desk.post("/desk/spam/decline/", {"story": chosen, "sure": "1"}, follow=True)
    assert "1 was declined. 2 changed meanwhile, and were left alone." in done.content.decode()
    assert states(adverts) == [State.ESCALATED, State.IN_REVIEW, State.DECLINED]


def lead():
    return actors.team(person("lead@example.org", "lead"))


def test_a_story_cannot_be_put_in_by_hand(desk, adverts) -> None:
    story = contribution(body="I was planting garlic when it rang. " * 20)
    run_jobs(now=False)
    sent = {"story": [*picks(adverts), *picks([story])], "sure": "1"}
    assert desk.post("/desk/spam/decline/", sent).status_code == 403
    assert states([*adverts, story]) == [State.IN_REVIEW] * 4
    assert desk.post("/desk/spam/decline/", {"story": ["x:1"], "sure": "1"}).status_code == 400


def test_what_somebody_dismissed_is_read_like_everything_else(adverts, moderator) -> None:
    by = actors.team(moderator)
    Finding.objects.filter(submission__contribution=adverts[0], check_id="spam").update(
        dismissed_by=moderator, dismissed_at="2026-01-01T00:00Z", dismissed_because="mistaken"
    )
    assert {one.contribution_id for one in spam_batch.waiting(by)} == {
        adverts[1].pk,
        adverts[2].pk,
    }
    outcome = spam_batch.decline_all({adverts[0].pk: adverts[0].version}, by=by)
    assert (outcome.done, outcome.left) == ([], 1)


def test_after_the_grace_nothing_is_taken_back(desk, adverts) -> None:
    desk.post("/desk/spam/decline/", {"story": picks(adverts), "sure": "1"})
    run_jobs()
    back = desk.post("/desk/spam/take-back/", follow=True).content.decode()
    assert "3 could not be taken back any more." in back
    assert states(adverts) == [State.DECLINED] * 3


def test_only_the_team_comes_here(client, db, settings) -> None:
    settings.MARROW_MFA = False
    client.force_login(person("someone@example.org"))
    assert client.get("/desk/spam/").status_code == 403
    client.logout()
    assert client.get("/desk/spam/").status_code == 302


def test_nobody_declines_what_others_were_given_to_read(adverts, moderator) -> None:
    by = actors.team(moderator)
    DeskSettings.objects.create(user=moderator, scope_languages=["es"])
    assert list(spam_batch.waiting(by)) == []
    outcome = spam_batch.decline_all({one.pk: one.version for one in adverts}, by=by)
    assert (outcome.done, outcome.left) == ([], 3)
    assert states(adverts) == [State.IN_REVIEW] * 3


def test_of_more_than_a_page_it_is_said_that_there_are_more(desk, adverts, monkeypatch) -> None:
    assert "3 texts look like advertising" in desk.get("/desk/").content.decode()
    monkeypatch.setattr(spam_batch, "MOST", 2)
    assert "More than 2 texts look like advertising" in desk.get("/desk/").content.decode()
    page = desk.get("/desk/spam/")
    assert "More than 2 texts wait" in page.content.decode()
    assert [one.contribution_id for one in page.context["rows"]] == [one.pk for one in adverts[:2]]


def test_nothing_is_offered_whose_person_is_looked_after(adverts, moderator):
    by = actors.team(moderator)
    safeguarding.open_case(adverts[0].pk, because=Because.TEAM, by=by)
    found = {one.contribution_id for one in spam_batch.waiting(by)}
    assert found == {one.pk for one in adverts[1:]}
