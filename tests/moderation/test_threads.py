"""What a contributor answers to the team: kept, shown to both, and no change of any state."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from moderation import actors, threads, transition, workflow
from moderation.checks import Remark, Severity
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Message
from moderation.offers import Passage
from moderation.queue import Lane
from moderation.states import State
from tests.factories import offer, run_jobs, submission_in
from tests.moderation.desk import door, page, waiting, words
from tests.moderation.programs import token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
C = actors.contributor()


@pytest.fixture
def asked() -> Contribution:
    """A story to which the team wrote "With thanks."."""
    kept = submission_in(State.CHANGES_REQUESTED).contribution
    run_jobs()
    kept.refresh_from_db()
    return kept


def told(kept: Contribution) -> list[tuple[str, str]]:
    messages = Message.objects.filter(submission__contribution=kept).told()
    return [(one.party, one.body) for one in messages]


def test_an_answer_is_kept_and_changes_nothing_else(asked):
    before = (asked.version, transition.seen_version(asked, C), Event.objects.count())
    said = threads.answer(asked.pk, "Twice,\r\nI think.", by=C)
    asked.refresh_from_db()
    assert (asked.version, transition.seen_version(asked, C), Event.objects.count()) == before
    assert asked.submissions.get().state == State.CHANGES_REQUESTED
    assert (said.body, said.internal, said.party) == ("Twice,\nI think.", False, "contributor")
    assert told(asked) == [("moderator", "With thanks."), ("contributor", "Twice,\nI think.")]


def test_their_own_words_are_theirs_to_read_before_anything_is_decided(moderator):
    kept = submission_in(State.IN_REVIEW).contribution
    threads.answer(kept.pk, "One thing more.", by=C)
    workflow.decline(kept.pk, by=actors.team(moderator), message="No.", note="Sad.", reason="other")
    assert told(kept) == [("contributor", "One thing more.")]
    run_jobs()
    assert told(kept) == [("contributor", "One thing more."), ("moderator", "No.")]


def test_taking_a_decision_back_leaves_what_the_contributor_said(moderator):
    kept = submission_in(State.IN_REVIEW).contribution
    workflow.request_changes(kept.pk, by=actors.team(moderator), message="Which?")
    threads.answer(kept.pk, "One thing more.", by=C)
    workflow.take_back(kept.pk, by=actors.team(moderator))
    assert told(kept) == [("contributor", "One thing more.")]


def test_it_goes_with_the_words_that_were_sent_last(asked):
    workflow.replace(asked.pk, offer(title="Another title"), by=C)
    assert threads.answer(asked.pk, "Like this?", by=C).submission.number == 2


@pytest.mark.parametrize("nothing", ["", " \n ", "\0", "x" * 4001])
def test_what_cannot_be_kept_is_refused(asked, nothing):
    with pytest.raises(ValidationError) as refused:
        threads.answer(asked.pk, nothing, by=C)
    assert list(refused.value.error_dict) == ["answer"]
    assert Message.objects.answers().count() == 0
    threads.answer(asked.pk, "x" * 4000, by=C)


def test_not_for_the_team_and_not_once_it_is_taken_back(asked, moderator):
    with pytest.raises(Forbidden):
        threads.answer(asked.pk, "Me again.", by=actors.team(moderator))
    workflow.withdraw(asked.pk, by=C)
    with pytest.raises(Conflict):
        threads.answer(asked.pk, "Too late.", by=C)
    assert Message.objects.answers().count() == 0


def test_erasing_takes_it_along(asked):
    threads.answer(asked.pk, "Twice.", by=C)
    workflow.withdraw(asked.pk, by=C)
    workflow.erase(asked.pk, by=C)
    assert set(Message.objects.values_list("body", flat=True)) == {""}


# --- the desk ------------------------------------------------------------------------------------


def test_the_desk_reads_both_sides_in_order_of_time(asked, moderator2):
    threads.answer(asked.pk, "Twice, I think.", by=C)
    answer = door(moderator2).get(page(asked.submissions.get()))
    history = answer.context["opened"].history
    assert [item.text for item in history.timeline] == [
        "The contributor sent these words",
        "Marrow ran the checks",
        "A moderator asked for changes",
        "The contributor answered",
    ]
    assert [(said.who, said.did, said.words) for said in history.thread] == [
        ("A moderator", "A moderator asked for changes", "With thanks."),
        ("The contributor", "", "Twice, I think."),
    ]


def test_what_is_taken_back_is_not_read_any_more(asked, moderator2):
    threads.answer(asked.pk, "Twice, I think.", by=C)
    workflow.withdraw(asked.pk, by=C)
    assert "Twice" not in words(door(moderator2).get(page(asked.submissions.get())))
    seen = token(moderator2).get(f"/api/v1/submissions/{asked.pk}/").json()
    assert [one["body"] for one in seen["messages"]] == ["With thanks."]


def test_programs_read_it_with_who_said_it(asked, moderator2):
    threads.answer(asked.pk, "Twice, I think.", by=C)
    seen = token(moderator2).get(f"/api/v1/submissions/{asked.pk}/").json()
    assert [(one["by"], one["body"]) for one in seen["messages"]] == told(asked)


def test_the_queue_marks_where_the_last_word_is_the_contributors(asked, moderator, moderator2):
    desk = door(moderator2)

    def marked(lane: Lane) -> list[bool]:
        answer = desk.get(reverse("desk:queue"), {"lane": lane.value})
        rows = ["wrote to us" in row.why for row in answer.context["rows"]]
        assert words(answer).count("wrote to us") == sum(rows)
        return rows

    assert marked(Lane.CONTRIBUTOR) == [False]
    threads.answer(asked.pk, "Twice, I think.", by=C)
    assert marked(Lane.CONTRIBUTOR) == [True]
    fresh = waiting()
    threads.answer(fresh.contribution_id, "One thing more.", by=C)
    workflow.request_changes(fresh.contribution_id, by=actors.team(moderator), message="Which?")
    assert marked(Lane.DECIDED) == [False]


def test_dated_passages_are_told_apart_and_notes_stay_beside_their_words(moderator):
    live = submission_in(State.PUBLISHED, body="I was ill.\n\nThen not.")
    news = Passage("Dr Example helped.\n\nI am well.", date(2027, 3, 5))
    longer = replace(live.offer, passages=(*live.offer.passages, news))
    workflow.replace(live.contribution_id, longer, by=C)
    newest = live.contribution.submissions.order_by("-number")[0]
    start = newest.offer.body.index("Dr Example")
    remark = Remark("names", Severity.WARN, "body", start, start + 10, "This may be a name.")
    workflow.screen(newest.pk, [remark])
    text = door(moderator).get(page(newest)).content.decode()
    before, after = text.split('<h2 class="passage__date">')
    assert text.count('class="passage__date"') == 1
    assert (before.count('class="reviewed__words"'), after.count('class="reviewed__words"')) == (
        2,
        2,
    )
    assert '<time datetime="2027-03-05">5 March 2027</time>' in after
    assert '<a href="#finding-1">Dr Example</a>' in after
