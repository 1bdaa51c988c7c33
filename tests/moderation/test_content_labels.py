"""What a story tells of that may weigh on its reader: found by words, mended by the team."""

import pytest
from django.test import Client
from knox.models import AuthToken

from accounts.models import AuditEntry
from benchmarks.checks.content import read
from moderation import actors, content_labels, workflow
from moderation.checks import Draft, run
from moderation.content_labels import HEAVY, Label, heavy, of
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Subject
from moderation.states import Action, State
from moderation.workflow import relabel
from stories import veil
from stories.models import Facet, Relation, Story
from tests.factories import contribution, offer, person, run_jobs, submission_in
from tests.moderation.desk import door, page, words


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
        ("Me dieron un jugo, y luego un suero hecho de caballo.", []),
        ("Le dieron dos meses. Le quedan semanas.", ["dying"]),
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
    assert relabel(submission.contribution_id, ["relapse", "death"], by=by) == ["death", "relapse"]
    submission.refresh_from_db()
    submission.contribution.refresh_from_db()
    assert submission.labels == ["death", "relapse"]
    [done] = Event.objects.filter(action=Action.RELABEL)
    assert (submission.contribution.version, done.version) == (version, version)
    assert (done.from_state, done.to_state, done.actor) == ("in_review", "in_review", by.id)
    noted = AuditEntry.objects.get(kind="labels")
    assert (noted.actor, noted.about) == (by.id, str(submission.contribution_id))
    assert noted.facts == {"before": [], "after": ["death", "relapse"]}
    relabel(submission.contribution_id, ["death", "relapse"], by=by)  # again, nothing is new
    assert AuditEntry.objects.filter(kind="labels").count() == 1
    assert Event.objects.filter(action=Action.RELABEL).count() == 1


@pytest.mark.django_db
def test_only_the_team_mends_them_and_only_with_labels_that_there_are() -> None:
    submission = submission_in(State.IN_REVIEW)
    by = actors.team(person("mod@example.org", "moderator"))
    with pytest.raises(ValueError, match="sad"):
        relabel(submission.contribution_id, ["sad"], by=by)
    with pytest.raises(Forbidden):
        relabel(submission.contribution_id, ["death"], by=actors.contributor())
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    with pytest.raises(Conflict):
        relabel(submission.contribution_id, ["death"], by=by)
    submission.refresh_from_db()
    assert submission.labels == []


@pytest.mark.django_db
def test_erasing_a_story_forgets_them() -> None:
    kept = contribution(body="Dad died in the hospice, with the cricket on. " * 5)
    run_jobs(now=False)
    workflow.erase_all(kept.pk, by=actors.contributor())
    assert kept.submissions.get().labels == []


# ---- After publication


def notes_of(story: Story) -> list[str]:
    """What the API says of it, as everyone is told."""
    told = Client().get(f"/api/v1/stories/{story.pk}/").json()
    return told["content_notes"]


@pytest.mark.django_db
def test_a_public_story_says_at_once_what_it_tells_of_and_its_words_stay() -> None:
    submission = submission_in(State.PUBLISHED)
    by = actors.team(person("mod@example.org", "moderator"))
    before = Story.objects.get()
    kept = Contribution.objects.get()
    assert veil.TAG in before.tags
    assert relabel(kept.pk, ["mind", "relapse"], by=by) == ["relapse", "mind"]
    after = Story.objects.get()
    assert (after.labels, notes_of(after)) == (["relapse", "mind"], ["relapse", "mind"])
    assert set(before.tags) - set(after.tags) == {veil.TAG}
    page = Client().get(f"/stories/{after.pk}/{after.slug}/").content.decode()
    assert "an illness that came back" in page
    assert after.title not in Client().get(f"/stories/?{veil.TAG}").content.decode()
    assert (after.content_hash, after.revised_at, after.passages) == (
        before.content_hash,
        before.revised_at,
        before.passages,
    )
    [done] = Event.objects.filter(action=Action.RELABEL)
    assert (done.to_state, done.actor, done.submission_id) == ("published", by.id, submission.pk)
    assert Contribution.objects.get().version == kept.version
    relabel(kept.pk, [], by=by)
    assert (notes_of(after), Story.objects.get().tags) == ([], before.tags)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.APPROVED, State.PAUSED, State.HELD])
def test_what_is_not_public_now_says_it_when_it_is(state: State) -> None:
    submission = submission_in(state)
    lead = actors.team(person("other-lead@example.org", "lead"))
    relabel(submission.contribution_id, ["death"], by=lead)
    assert not Story.objects.exists()
    if state is State.PAUSED:
        workflow.resume(submission.contribution_id, by=actors.contributor())
    if state is State.HELD:
        workflow.restore(submission.contribution_id, by=lead, reason="other")
    run_jobs()
    assert notes_of(Story.objects.get()) == ["death"]


@pytest.mark.django_db
def test_where_a_revision_waits_its_labels_are_mended_and_those_of_the_public_words_stay() -> None:
    submission = submission_in(State.PUBLISHED)
    by = actors.team(person("mod@example.org", "moderator"))
    new = offer(body="Another spring, and the garlic came up again. " * 9)
    workflow.replace(submission.contribution_id, new, by=actors.contributor())
    run_jobs(now=False)
    relabel(submission.contribution_id, ["mind"], by=by)
    assert notes_of(Story.objects.get()) == []
    newest = submission.contribution.submissions.latest("id")
    assert (newest.state, newest.labels) == (State.IN_REVIEW, ["mind"])


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.HELD, State.ESCALATED])
def test_what_a_lead_looks_at_a_lead_labels(state: State) -> None:
    submission = submission_in(state)
    by = actors.team(person("mod@example.org", "moderator"))
    with pytest.raises(Forbidden):
        relabel(submission.contribution_id, ["death"], by=by)


@pytest.mark.django_db
def test_a_program_of_the_team_sets_them_too() -> None:
    submission = submission_in(State.PUBLISHED)
    token = AuthToken.objects.create(person("mod@example.org", "moderator"))[1]
    url = f"/api/v1/submissions/{submission.contribution_id}/"
    how = {"headers": {"Authorization": f"Token {token}"}, "content_type": "application/json"}
    assert "relabel" in Client().get(url, **how).json()["actions"]
    asked = {"action": "relabel", "labels": ["dying"]}
    told = Client().post(f"{url}decisions/", asked, **how)
    assert (told.status_code, told.json()["labels"]) == (200, ["dying"])
    assert notes_of(Story.objects.get()) == ["dying"]
    asked = {"action": "relabel", "labels": ["sad"]}
    assert Client().post(f"{url}decisions/", asked, **how).status_code == 400


@pytest.mark.django_db
def test_the_desk_has_the_switches_for_a_public_story_too(settings, moderator) -> None:
    settings.MARROW_MFA = False
    submission = submission_in(State.PUBLISHED)
    desk = door(moderator)
    shown = desk.get(f"{page(submission)}?open=1").content.decode()
    assert 'name="on" value="death" aria-pressed="false"' in shown
    assert desk.post(page(submission, "labels"), {"on": "death"}).status_code == 302
    shown = desk.get(f"{page(submission)}?open=1")
    assert 'name="off" value="death" aria-pressed="true"' in shown.content.decode()
    assert "set its content labels" in words(shown)
    assert notes_of(Story.objects.get()) == ["death"]
