"""Two people at once, on two connections: one succeeds, the other learns who was faster."""

import threading

import pytest
from django.db import connection

from moderation import actors, claims, suggestions, transition, workflow
from moderation.models import Contribution, Event, Message, Submission
from moderation.states import State
from stories import publishing
from stories.models import Story, StoryTopic
from tests.factories import offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db(transaction=True)
C = actors.contributor()
ROUNDS = 12


def at_once(*deeds) -> list[Exception | None]:
    """Do each deed on a connection of its own, all starting together; what each raised."""
    barrier = threading.Barrier(len(deeds))
    ends: list[Exception | None] = [None] * len(deeds)

    def do(place: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            deeds[place]()
        except Exception as error:
            ends[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.fixture
def two():
    return [actors.team(person(f"{name}@example.org", "moderator")) for name in ("one", "two")]


def refused(ends) -> list[str]:
    return sorted(type(end).__name__ for end in ends if end is not None)


def test_decide_and_decide(two):
    for _ in range(ROUNDS):
        submission = submission_in(State.IN_REVIEW)
        pk, version = (
            submission.contribution_id,
            Contribution.objects.get(pk=submission.contribution_id).version,
        )
        ends = at_once(
            lambda: workflow.approve(pk, by=two[0], version=version),
            lambda: workflow.decline(pk, by=two[1], version=version, message="No.", reason="other"),
        )
        assert refused(ends) == ["Conflict"]
        assert Event.objects.filter(submission=submission, version=version + 1).count() == 1


def test_decide_and_decide_without_a_version(two):
    for _ in range(ROUNDS):
        pk = submission_in(State.IN_REVIEW).contribution_id
        ends = at_once(*(lambda by=by: workflow.approve(pk, by=by) for by in two))
        assert refused(ends) == ["Conflict"]


def test_decide_and_withdraw(two):
    for _ in range(ROUNDS):
        submission = submission_in(State.IN_REVIEW)
        pk = submission.contribution_id
        ends = at_once(lambda: workflow.approve(pk, by=two[0]), lambda: workflow.withdraw(pk, by=C))
        assert ends[1] is None
        assert refused(ends) in ([], ["Conflict"])
        run_jobs()
        submission.refresh_from_db()
        assert (submission.state, Story.objects.count()) == (State.WITHDRAWN, 0)


def test_publish_and_withdraw():
    for _ in range(ROUNDS):
        submission = submission_in(State.APPROVED)
        Submission.objects.update(settles_at=submission.created_at)
        ends = at_once(
            lambda: workflow.publish(submission.pk),
            lambda: workflow.withdraw(submission.contribution_id, by=C),
        )
        assert ends[1] is None
        assert Story.objects.count() == 0


def test_decide_and_revise(two):
    """Whoever is first: what is approved is never the words that nobody read."""
    for _ in range(ROUNDS):
        submission = submission_in(State.IN_REVIEW)
        pk = submission.contribution_id
        version = Contribution.objects.get(pk=pk).version
        at_once(
            lambda: workflow.approve(pk, by=two[0], version=version),
            lambda: workflow.replace(pk, offer(title="Unread words"), by=C),
        )
        run_jobs()
        assert not Story.objects.filter(title="Unread words").exists()
        assert Submission.objects.get(contribution=pk, title="Unread words").state == (
            State.IN_REVIEW
        )


def test_claim_and_claim(two):
    for _ in range(ROUNDS):
        submission = submission_in(State.IN_REVIEW)
        pk = submission.contribution_id
        ends = at_once(*(lambda by=by: claims.claim(pk, by=by) for by in two))
        assert refused(ends) == ["Conflict"]
        submission.refresh_from_db()
        assert submission.claimed_by_id == two[ends.index(None)].id


def test_next_and_next_never_give_the_same(two):
    for _ in range(ROUNDS):
        Submission.objects.filter(state=State.IN_REVIEW).update(
            claimed_by=two[0].id, claimed_until="2100-01-01T00:00Z"
        )
        mine = {submission_in(State.IN_REVIEW).contribution_id for _ in range(2)}
        Submission.objects.filter(contribution__in=mine).update(claimed_by=None, claimed_until=None)
        got: list = []
        third = actors.team(person("three@example.org", "moderator"))
        at_once(*(lambda by=by: got.append(claims.next_for(by)) for by in (two[1], third)))
        assert set(got) == mine


def test_send_and_send_again():
    for number in range(ROUNDS):
        how = {"key": f"{number:022d}", "by": C, "uses": ["website"]}
        ends = at_once(*(lambda: workflow.submit(offer(), **how) for _ in range(3)))
        assert ends == [None, None, None]
        assert Contribution.objects.count() == Submission.objects.count() == number + 1


def test_use_a_suggestion_twice(two):
    for _ in range(ROUNDS):
        pk, agreed = suggested(two[0])
        ends = at_once(*[lambda: workflow.use_suggestion(pk, by=C, agreed=agreed)] * 2)
        assert ends == [None, None]
        assert Submission.objects.filter(contribution=pk).count() == 2


def test_use_a_suggestion_and_send_other_words(two):
    for _ in range(ROUNDS):
        pk, agreed = suggested(two[0])
        ends = at_once(
            lambda: workflow.use_suggestion(pk, by=C, agreed=agreed),
            lambda: workflow.replace(pk, offer(title="My own way"), by=C),
        )
        assert ends[1] is None
        assert refused(ends) in ([], ["Conflict"])
        assert Submission.objects.filter(contribution=pk).count() == 3 - len(refused(ends))


def test_use_a_suggestion_and_take_back(two):
    """Before it takes effect there is nothing to use, and afterwards nothing to take back."""
    for _ in range(ROUNDS):
        pk, agreed = suggested(two[0], told=False)
        ends = at_once(
            lambda: workflow.use_suggestion(pk, by=C, agreed=agreed),
            lambda: workflow.take_back(pk, by=two[0]),
        )
        assert (refused(ends), ends[1]) == (["Conflict"], None)
        assert Submission.objects.filter(contribution=pk).count() == 1


def suggested(by, *, told: bool = True):
    """A story with a suggested wording, and the hash of that."""
    submission = submission_in(State.IN_REVIEW)
    pk = submission.contribution_id
    wording = suggestions.reworded(submission.offer, title="The garlic was in early")
    workflow.request_changes(pk, by=by, message="Shorter?", suggested=wording)
    if told:
        run_jobs()
    return pk, wording.hash


def test_appeal_and_appeal(two):
    for _ in range(ROUNDS):
        pk = declined(two[0])
        ends = at_once(*[lambda: workflow.appeal(pk, by=C)] * 2)
        assert refused(ends) == ["Conflict"]
        assert Event.objects.filter(submission__contribution=pk, action="appeal").count() == 1


def test_appeal_and_erase(two):
    for _ in range(ROUNDS):
        pk = declined(two[0])

        def end():
            workflow.withdraw(pk, by=C)
            workflow.erase(pk, by=C)

        ends = at_once(lambda: workflow.appeal(pk, by=C, message="Please."), end)
        assert ends[1] is None
        assert refused(ends) in ([], ["Conflict"])
        words = Submission.objects.filter(contribution=pk).values_list("title", "passages")
        assert set(map(str, words)) == {"('', [])"}
        said = Message.objects.filter(submission__contribution=pk).values_list("body", flat=True)
        assert set(said) == {""}


def declined(by):
    pk = submission_in(State.IN_REVIEW).contribution_id
    workflow.decline(pk, by=by, message="No.", reason="other")
    run_jobs()
    return pk


def test_place_again_and_withdraw():
    """Withdrawing wins, also while the diagnoses are loaded anew."""
    for _ in range(ROUNDS):
        kept = submission_in(State.PUBLISHED).contribution
        ends = at_once(publishing.replace_topics, lambda: workflow.withdraw(kept.pk, by=C))
        assert ends == [None, None]
        assert (Story.objects.count(), StoryTopic.objects.count()) == (0, 0)


def test_forget_and_send_anew():
    """Whoever is first: a story that is sent anew is read, and not blanked unread."""
    for _ in range(ROUNDS):
        submission = submission_in(State.DECLINED)
        run_jobs()
        Submission.objects.filter(pk=submission.pk).update(settled_at="2020-01-01T00:00Z")
        pk = submission.contribution_id
        ends = at_once(
            lambda: workflow.forget_declined(pk),
            lambda: workflow.replace(pk, offer(title="Sent anew"), by=C),
        )
        assert ends[0] is None
        sent = Submission.objects.filter(contribution=pk, title="Sent anew").exists()
        assert (refused(ends), sent) in (([], True), (["Conflict"], False))


def test_revise_and_revise():
    for _ in range(ROUNDS):
        submission = submission_in(State.PUBLISHED)
        pk = submission.contribution_id
        version = transition.seen_version(submission.contribution, C)
        ends = at_once(
            *(
                lambda title=title: workflow.replace(pk, offer(title=title), by=C, version=version)
                for title in ("One", "Two")
            )
        )
        assert refused(ends) == ["Conflict"]
