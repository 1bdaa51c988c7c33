"""Questions to a colleague: asked, answered once, and read only by who may open the story."""

import pytest
from django.core.exceptions import ValidationError

from mail.models import Mail
from moderation import actors, cards, claims, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Card, DeskSettings, Message, Submission
from moderation.states import State
from tests.factories import contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return submission_in(State.IN_REVIEW).contribution_id


def desk(user) -> list[tuple[str, str]]:
    """What lies on this person's desk."""
    return [(one.kind, one.message.body) for one in cards.on_desk(actors.team(user))]


def test_a_question_to_one_person_lies_on_their_desk_until_they_answer(
    story, moderator, moderator2, lead
):
    before = Submission.objects.values().get()
    asked = cards.ask(story, "Is this a ward?", by=actors.team(moderator), to=moderator2)
    assert Submission.objects.values().get() == before  # it stays where it is
    assert [desk(one) for one in (moderator, moderator2, lead)] == [
        [],
        [("question", "Is this a ward?")],
        [],
    ]
    with pytest.raises(Card.DoesNotExist):
        cards.answer(asked.pk, "It is.", by=actors.team(lead))
    cards.put_away(asked.pk, by=actors.team(moderator2))
    assert desk(moderator2) != []
    cards.answer(asked.pk, "It is.", by=actors.team(moderator2))
    assert [desk(one) for one in (moderator, moderator2, lead)] == [[("answer", "It is.")], [], []]
    assert Mail.objects.get(kind="asked").to == moderator2.email


def test_a_question_to_all_is_answered_by_one_of_them(story, moderator, moderator2, lead):
    asked = cards.ask(story, "Who knows this ward?", by=actors.team(moderator))
    assert [desk(one) for one in (moderator, moderator2, lead)] == [
        [],
        [("question", "Who knows this ward?")],
        [("question", "Who knows this ward?")],
    ]
    cards.answer(asked.pk, "I do.", by=actors.team(lead))
    with pytest.raises(Conflict):
        cards.answer(asked.pk, "So do I.", by=actors.team(moderator2))
    assert [desk(one) for one in (moderator, moderator2, lead)] == [[("answer", "I do.")], [], []]
    assert not Mail.objects.filter(kind="asked").exists()


def test_what_was_asked_or_answered_can_be_put_away(story, moderator, moderator2):
    asked = cards.ask(story, "Is this a ward?", by=actors.team(moderator))
    cards.put_away(asked.pk, by=actors.team(moderator))
    assert desk(moderator2) == []
    again = cards.ask(story, "And this?", by=actors.team(moderator))
    answered = cards.answer(again.pk, "Yes.", by=actors.team(moderator2))
    cards.put_away(answered.pk, by=actors.team(moderator2))
    assert desk(moderator) == [("answer", "Yes.")]
    cards.put_away(answered.pk, by=actors.team(moderator))
    assert desk(moderator) == []


def test_nobody_is_asked_about_what_they_may_not_open(story, moderator, moderator2, lead):
    cards.ask(story, "Who knows this ward?", by=actors.team(moderator))
    claims.recuse(story, by=actors.team(moderator2))
    DeskSettings.objects.create(user=lead, scope_diagnoses=["leukemia"])
    assert [desk(one) for one in (moderator2, lead)] == [[], []]
    own = contribution(by=actors.contributor(moderator2)).pk
    for which, to in ((story, moderator2), (story, lead), (own, moderator2)):
        with pytest.raises(Forbidden, match="This one cannot go to them"):
            cards.ask(which, "And you?", by=actors.team(moderator), to=to)
    with pytest.raises(Forbidden):
        cards.ask(own, "What will you do?", by=actors.team(moderator2))
    with pytest.raises(Forbidden):
        cards.ask(story, "What do you do?", by=actors.contributor())
    with pytest.raises(Forbidden, match="This one cannot go to them"):
        cards.ask(story, "And you?", by=actors.team(moderator), to=person("ruth@example.org"))


@pytest.mark.parametrize("words", ["", " \n", "\0", "x" * 1001])
def test_words_that_cannot_be_kept_ask_nothing(story, moderator, words):
    with pytest.raises(ValidationError):
        cards.ask(story, words, by=actors.team(moderator))
    assert not Card.objects.exists()


def test_a_story_that_is_taken_back_asks_nothing_any_more(story, moderator, moderator2):
    cards.ask(story, "Is this a ward?", by=actors.team(moderator))
    workflow.withdraw(story, by=actors.contributor())
    assert desk(moderator2) == []
    with pytest.raises(Conflict):
        cards.ask(story, "And now?", by=actors.team(moderator))


def test_a_question_goes_on_when_the_words_are_replaced(story, moderator, moderator2):
    cards.ask(story, "Is this a ward?", by=actors.team(moderator))
    workflow.replace(story, offer(title="Other words"), by=actors.contributor())
    run_jobs()
    assert desk(moderator2) == [("question", "Is this a ward?")]


def test_a_card_is_told_to_nobody_outside(story, moderator, moderator2):
    """Its words stay in the team, and are erased with the story."""
    asked = cards.ask(story, "Is this a ward?", by=actors.team(moderator), to=moderator2)
    workflow.request_changes(story, by=actors.team(moderator), message="Which garden?")
    run_jobs()
    assert [one.body for one in Message.objects.told()] == ["Which garden?"]
    workflow.erase_all(story, by=actors.contributor())
    assert set(Message.objects.values_list("body", flat=True)) == {""}
    assert not Card.objects.filter(pk=asked.pk).exists()


def test_no_mail_is_about_an_example(moderator, moderator2):
    kept = contribution(example=True)
    workflow.screen(kept.submissions.get().pk, [])
    cards.ask(kept.pk, "Is this a ward?", by=actors.team(moderator), to=moderator2)
    assert not Mail.objects.filter(kind="asked").exists()
