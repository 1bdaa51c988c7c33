"""Drafts are sent once, and forgotten after a month."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from contributors import drafts
from contributors.models import Draft
from moderation import actors, workflow
from moderation.errors import Conflict
from moderation.models import Contribution, Submission
from moderation.states import State
from tests.contributors.walking import ANSWERS
from tests.factories import contribution, run_jobs, submission_in

pytestmark = pytest.mark.django_db
WHOLE = {key: value for step in ANSWERS.values() for key, value in step.items()}


def whole(**changes) -> Draft:
    return drafts.begin(**{**WHOLE, **changes})


def test_a_whole_draft_has_no_problems():
    assert drafts.problems(whole()) == {}


def test_an_empty_draft_has_all_of_them():
    assert set(drafts.problems(drafts.begin())) == {
        "title",
        "body",
        "display_name",
        "language",
        "relation",
        "diagnoses",
        "consents",
    }


def test_sending_is_all_or_nothing(monkeypatch):
    draft = whole()

    def break_off(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(drafts.Draft.objects.filter().__class__, "update", break_off)
    with pytest.raises(RuntimeError), transaction.atomic():
        drafts.send(draft, by=actors.contributor())
    monkeypatch.undo()
    assert Contribution.objects.count() == 0
    assert Draft.objects.get().answers == draft.answers


def test_sent_again_it_is_the_same_story():
    draft = whole()
    first = drafts.send(draft, by=actors.contributor())
    assert drafts.send(draft, by=actors.contributor()) == first
    assert Contribution.objects.count() == 1


def test_late_typing_never_brings_words_back():
    draft = whole()
    drafts.send(draft, by=actors.contributor())
    drafts.keep(draft, {"body": "late"})
    assert Draft.objects.get().answers == {}


def test_forgetting_what_was_declined_forgets_the_changes_to_it_too():
    kept = submission_in(State.DECLINED).contribution
    run_jobs()
    drafts.revise(kept)
    Submission.objects.update(settled_at=Now() - timedelta(days=91))
    workflow.forget_declined(kept.pk)
    assert Contribution.objects.get().erased_at is not None
    assert Draft.objects.count() == 0


def test_what_was_erased_or_deleted_meanwhile_is_not_sent():
    draft, kept = whole(), contribution()
    change = drafts.revise(kept)
    workflow.withdraw(kept.pk, by=actors.contributor())
    workflow.erase(kept.pk, by=actors.contributor())
    drafts.throw_away(draft)
    for gone in (draft, change):
        with pytest.raises(Conflict):
            drafts.send(gone, by=actors.contributor())


def test_the_database_keeps_no_words_of_what_was_sent():
    draft = whole()
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(sent_at=Now())


def test_an_offer_and_its_answers_are_each_others_mirror():
    offer = drafts.as_offer(WHOLE)
    assert drafts.as_offer(drafts.as_answers(offer)) == offer
    hidden = drafts.as_offer({**WHOLE, "named": "anonymous"})
    assert hidden.display_name == "Anonymous"
    assert drafts.as_offer(drafts.as_answers(hidden)) == hidden


def test_who_was_anonymous_in_the_old_word_still_is():
    old = drafts.as_offer({**WHOLE, "language": "es", "named": "other", "name": "Anónimo"})
    answers = drafts.as_answers(old)
    assert (answers["named"], answers["name"]) == ("anonymous", "")
    assert drafts.as_offer(answers).display_name == "Sin nombre"


@pytest.mark.parametrize("field", ["title", "body", "name", "relation", "email", "consents"])
def test_the_fingerprint_sees_every_change(field):
    changed = {**WHOLE, field: ["website"] if field == "consents" else "other"}
    assert drafts.fingerprint(changed) != drafts.fingerprint(WHOLE)
