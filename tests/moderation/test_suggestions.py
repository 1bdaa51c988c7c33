"""A suggested wording: told after the grace, taken by its hash, approved like any other words."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from moderation import actors, suggestions, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Message, Submission, Suggestion
from moderation.offers import ANONYMOUS
from moderation.states import Action, State
from stories.models import Story
from tests.factories import offer, person, run_jobs, submission_in
from tests.snapshots import picture

pytestmark = pytest.mark.django_db
C = actors.contributor()
BETTER = {"title": "The garlic was in early", "body": "I was planting garlic when it rang."}


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


def suggested(by, *, told: bool = True, **words: str) -> Submission:
    """A story whose person was asked for changes, with a wording."""
    submission = submission_in(State.IN_REVIEW)
    wording = suggestions.reworded(
        submission.offer,
        title=words.get("title", BETTER["title"]),
        passages=[words.get("body", BETTER["body"])],
        display_name=words.get("display_name"),
    )
    workflow.request_changes(
        submission.contribution_id, by=by, message="Shorter?", suggested=wording
    )
    if told:
        run_jobs()
    submission.refresh_from_db()
    return submission


def newest(submission: Submission) -> Submission:
    return submission.contribution.submissions.order_by("-number")[0]


def use(submission: Submission, agreed: str = "") -> Contribution:
    waiting = suggestions.open_for(submission)
    agreed = agreed or (waiting.offer.hash if waiting else "")
    return workflow.use_suggestion(submission.contribution_id, by=C, agreed=agreed)


def test_exactly_these_words_wait_for_an_approval(by):
    submission = suggested(by)
    use(submission)
    run_jobs(now=False)
    sent = newest(submission)
    assert (sent.title, sent.offer.body) == (BETTER["title"], BETTER["body"])
    assert (sent.state, sent.content_hash) == (State.IN_REVIEW, sent.offer.hash)
    assert sent.came_of == Suggestion.objects.get()
    assert not Story.objects.exists()
    workflow.approve(sent.contribution_id, by=by)
    run_jobs()
    assert Story.objects.get().title == BETTER["title"]


def test_they_are_read_before_what_came_just_before(by):
    submission, other = suggested(by), suggested(by)
    workflow.replace(other.contribution_id, offer(title="My own way"), by=C)
    run_jobs(now=False)
    use(submission)
    run_jobs(now=False)
    waiting = Submission.objects.waiting().filter(number=2)
    assert [one.contribution_id for one in waiting] == [
        submission.contribution_id,
        other.contribution_id,
    ]


def test_nothing_is_told_before_the_decision_takes_effect(by):
    submission = suggested(by, told=False)
    assert suggestions.open_for(submission) is None
    agreed = Suggestion.objects.get().offer.hash
    with pytest.raises(Conflict):
        use(submission, agreed)
    with pytest.raises(Conflict):
        workflow.keep(submission.contribution_id, by=C)
    assert newest(submission) == submission


def test_taken_back_it_is_gone(by):
    submission = suggested(by, told=False)
    workflow.take_back(submission.contribution_id, by=by)
    assert not Suggestion.objects.exists()


def test_words_without_a_change_suggest_nothing(by):
    submission = submission_in(State.IN_REVIEW)
    workflow.request_changes(
        submission.contribution_id, by=by, message="Please.", suggested=submission.offer
    )
    assert Message.objects.get().body == "Please."
    assert not Suggestion.objects.exists()


def test_what_cannot_be_kept_is_not_suggested(by):
    submission = submission_in(State.IN_REVIEW)
    wrong = replace(submission.offer, title=" ")
    with pytest.raises(ValidationError):
        workflow.request_changes(
            submission.contribution_id, by=by, message="Please.", suggested=wrong
        )
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


def test_another_hash_than_the_one_that_is_suggested_sends_nothing(by):
    submission = suggested(by)
    with pytest.raises(Conflict, match="not open any more"):
        use(submission, "0" * 64)
    assert newest(submission) == submission


def test_pressed_twice_it_is_sent_once(by):
    submission = suggested(by)
    agreed = suggestions.open_for(submission).offer.hash
    use(submission, agreed)
    use(submission, agreed)
    assert submission.contribution.submissions.count() == 2


def test_after_other_words_it_is_not_open_any_more(by):
    submission = suggested(by)
    agreed = suggestions.open_for(submission).offer.hash
    workflow.replace(submission.contribution_id, offer(title="My own way"), by=C)
    with pytest.raises(Conflict):
        use(submission, agreed)
    assert not Submission.objects.filter(came_of__isnull=False).exists()


def test_the_same_words_sent_another_way_are_the_suggestion_too(by):
    submission = suggested(by)
    same = suggestions.open_for(submission).offer
    workflow.replace(submission.contribution_id, same, by=C)
    assert newest(submission).came_of == Suggestion.objects.get()


def test_a_name_that_was_hidden_meanwhile_stays_hidden(by):
    submission = suggested(by)
    before = suggestions.open_for(submission).offer.hash
    workflow.hide_name(submission.contribution_id, by=C, how=ANONYMOUS)
    submission.refresh_from_db()
    assert suggestions.open_for(submission).offer.display_name == "Anonymous"
    with pytest.raises(Conflict):
        use(submission, before)
    use(submission)
    assert newest(submission).display_name == "Anonymous"


def test_a_passage_may_be_taken_out_and_none_be_added(by):
    submission = submission_in(State.IN_REVIEW)
    assert suggestions.reworded(submission.offer, passages=["One.", "Two."]).body == "One."
    assert suggestions.reworded(submission.offer, passages=[""]).body == ""


def test_only_its_person_takes_it(by):
    submission = suggested(by)
    agreed = suggestions.open_for(submission).offer.hash
    with pytest.raises(Forbidden):
        workflow.use_suggestion(submission.contribution_id, by=by, agreed=agreed)


def test_erasing_blanks_it(by):
    submission = suggested(by, display_name="R.")
    workflow.withdraw(submission.contribution_id, by=C)
    workflow.erase(submission.contribution_id, by=C)
    kept = Suggestion.objects.get()
    assert (kept.title, kept.passages, kept.display_name) == ("", [], "")


# --- keeping one's own words --------------------------------------------------------------------


def test_kept_words_wait_again_and_all_that_was_said_stays_told(by):
    submission = suggested(by)
    workflow.keep(submission.contribution_id, by=C, message="It is how I talk.")
    run_jobs(now=False)
    submission.refresh_from_db()
    again = newest(submission)
    assert (submission.state, again.state) == (State.SUPERSEDED, State.IN_REVIEW)
    assert again.content_hash == submission.content_hash
    assert [one.body for one in Message.objects.told()] == ["Shorter?", "It is how I talk."]
    assert again.messages.get().body == "It is how I talk."
    workflow.approve(again.contribution_id, by=by)
    assert [one.body for one in Message.objects.told()] == ["Shorter?", "It is how I talk."]
    run_jobs()
    assert Story.objects.get().title == submission.title


def test_words_are_kept_once(by):
    submission = suggested(by)
    workflow.keep(submission.contribution_id, by=C)
    with pytest.raises(Conflict):
        workflow.keep(submission.contribution_id, by=C)
    assert not Message.objects.answers().exists()


def test_nobody_keeps_what_cannot_be_kept(by):
    submission = suggested(by)
    with pytest.raises(ValidationError):
        workflow.keep(submission.contribution_id, by=C, message="x" * 4001)
    assert newest(submission) == submission


@pytest.mark.parametrize("state", list(State))
def test_what_its_contributor_may_know_of(state):
    """In the grace neither of both shows, so that nothing tells that there is a decision."""
    submission = submission_in(state)
    now = {Action.KEEP, Action.APPEAL} & set(workflow.actions_for(submission, C))
    assert now == ({Action.APPEAL} if state is State.TAKEN_DOWN else set())
    Submission.objects.filter(pk=submission.pk).update(settled_at=Now())
    submission.refresh_from_db()
    later = {Action.KEEP, Action.APPEAL} & set(workflow.actions_for(submission, C))
    expected = {
        State.CHANGES_REQUESTED: {Action.KEEP},
        State.DECLINED: {Action.APPEAL},
        State.TAKEN_DOWN: {Action.APPEAL},
    }
    assert later == expected.get(state, set())


def test_another_person_may_read_what_was_suggested(by):
    submission = suggested(by)
    use(submission)
    run_jobs(now=False)
    other = actors.team(person("another@example.org", "moderator"))
    assert Action.APPROVE in workflow.actions_for(newest(submission), other)


def test_the_photo_stays_with_its_words(by):
    submission = submission_in(
        State.IN_REVIEW, offer=replace(offer(), picture=picture(alt="Ruth among beans"))
    )
    wording = suggestions.reworded(submission.offer, title="The garlic was in early")
    workflow.request_changes(submission.contribution_id, by=by, message="So?", suggested=wording)
    run_jobs()
    submission.refresh_from_db()
    use(submission)
    run_jobs(now=False)
    assert (newest(submission).photo_id, newest(submission).photo_alt) == (
        submission.photo_id,
        "Ruth among beans",
    )
    workflow.decline(submission.contribution_id, by=by, message="No.", reason="other")
    run_jobs()
    workflow.appeal(submission.contribution_id, by=C)
    assert newest(submission).photo_id == submission.photo_id
