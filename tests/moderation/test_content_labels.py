"""What a story tells of that may weigh on its reader: found by words, mended by the team."""

import pytest

from accounts.models import AuditEntry
from benchmarks.checks.content import read
from moderation import actors, content_labels, workflow
from moderation.checks import Draft, run
from moderation.content_labels import HEAVY, Label, adjust, heavy, of
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Subject
from moderation.states import State
from stories.models import Facet, Relation
from tests.factories import contribution, offer, person, run_jobs, submission_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dad died in the hospice, and I wanted to die.", ["death", "dying", "despair"]),
        ("My phone died.", []),
        ("I count them out in the saucer of my late wife's best cup.", ["death"]),
        ("Everyone was either finished or dead.", ["death"]),
        ("La taza de mi difunta esposa.", ["death"]),
        ("My wife was late for the train.", []),
        ("It was dead slow, and everyone yawned.", []),
        ("La perdimos en marzo, antes de los almendros.", ["death"]),
        ("Mi hijo de tres años tiene leucemia.", ["children"]),
        ("My transplant was in May. It never came back.", ["transplant"]),
        ("It came back in the spring.", ["relapse"]),
    ],
)
def test_labels_are_found_in_the_words(text: str, expected: list[str]) -> None:
    assert of(Draft(body=text)) == expected


def test_a_title_counts_and_a_name_does_not() -> None:
    assert of(Draft(title="After the funeral", display_name="Relapse")) == ["death"]


def test_what_the_check_on_crises_noticed_is_used_and_not_looked_for_again(monkeypatch) -> None:
    draft = Draft(body="I want to die.")
    remarks = run(draft)
    monkeypatch.setattr(content_labels.crisis, "find", lambda draft: pytest.fail("ran again"))
    assert of(draft, remarks) == ["despair"]
    assert of(draft, []) == []


def test_what_the_form_was_told_counts_too() -> None:
    told = ["bereaved", "under-18", "stem-cell-transplant-donor", "work", "gb"]
    assert of(Draft(), [], facts=told) == ["death", "children", "transplant"]


def test_what_is_heavy() -> None:
    assert heavy(["relapse", "death"])
    assert not heavy(["relapse", "transplant"])
    assert set(Label) >= HEAVY


@pytest.mark.parametrize(
    ("half", "recall", "precision"), [("dev", 0.95, 0.95), ("held-out", 0.9, 0.9)]
)
def test_most_labels_are_found_and_few_beside(half: str, recall: float, precision: float) -> None:
    below = {
        label: (round(tally.recall, 2), round(tally.precision, 2))
        for label, tally in read(half).items()
        if tally.recall < recall - 0.05 or tally.precision < precision - 0.05
    }
    assert below == {}


@pytest.mark.django_db
def test_they_are_set_when_the_checks_have_read() -> None:
    kept = contribution(body="Dad died in the hospice, with the cricket on. " * 5)
    run_jobs(now=False)
    assert kept.submissions.get().labels == ["death", "dying"]
    assert (
        kept.submissions.get().content_hash
        == offer(body="Dad died in the hospice, with the cricket on. " * 5).hash
    )


@pytest.mark.django_db
def test_the_form_tells_of_a_child_where_the_words_do_not() -> None:
    kept = contribution(body="The boots are red, she says I must write it. " * 5)
    Subject.objects.create(contribution=kept, kind="child", link_digest="x" * 64)
    run_jobs(now=False)
    assert kept.submissions.get().labels == ["children"]


@pytest.mark.django_db
def test_every_fact_is_one_that_somebody_can_tell() -> None:
    told = {*Facet.objects.values_list("slug", flat=True), *Relation.values, *Subject.Kind.values}
    assert set(content_labels.FACTS) <= told


@pytest.mark.django_db
def test_the_team_mends_them_without_a_version_and_the_log_tells() -> None:
    submission = submission_in(State.IN_REVIEW)
    by = actors.team(person("mod@example.org", "moderator"))
    version = Contribution.objects.get(pk=submission.contribution_id).version
    events = Event.objects.count()
    assert adjust(submission.contribution_id, ["relapse", "death"], by=by) == ["death", "relapse"]
    submission.refresh_from_db()
    submission.contribution.refresh_from_db()
    assert submission.labels == ["death", "relapse"]
    assert (submission.contribution.version, Event.objects.count()) == (version, events)
    noted = AuditEntry.objects.get(kind="labels")
    assert (noted.actor, noted.about) == (by.id, str(submission.contribution_id))
    assert noted.facts == {"before": [], "after": ["death", "relapse"]}
    adjust(submission.contribution_id, ["death", "relapse"], by=by)  # again, nothing is new
    assert AuditEntry.objects.filter(kind="labels").count() == 1


@pytest.mark.django_db
def test_only_the_team_mends_them_and_only_with_labels_that_there_are() -> None:
    submission = submission_in(State.IN_REVIEW)
    by = actors.team(person("mod@example.org", "moderator"))
    with pytest.raises(ValueError, match="sad"):
        adjust(submission.contribution_id, ["sad"], by=by)
    with pytest.raises(Forbidden):
        adjust(submission.contribution_id, ["death"], by=actors.contributor())
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    with pytest.raises(Conflict):
        adjust(submission.contribution_id, ["death"], by=by)
    submission.refresh_from_db()
    assert submission.labels == []


@pytest.mark.django_db
def test_erasing_a_story_forgets_them() -> None:
    kept = contribution(body="Dad died in the hospice, with the cricket on. " * 5)
    run_jobs(now=False)
    workflow.erase_all(kept.pk, by=actors.contributor())
    assert kept.submissions.get().labels == []
