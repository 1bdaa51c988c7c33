"""Whose a story is at the desk: taken, left for others, set free."""

import pytest
from django.urls import reverse

from moderation import actors, claims
from moderation.models import Event, Submission
from tests.moderation.desk import WARN, decide, door, page, waiting, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


def test_next_claims_and_leads_there(desk, moderator):
    submission = waiting()
    assert desk.post(reverse("desk:next")).headers["Location"] == page(submission)
    submission.refresh_from_db()
    assert submission.claimed_by == moderator
    assert "You are reading this" in words(desk.get(page(submission)))


def test_next_with_nothing_left_is_kind(desk):
    answer = desk.post(reverse("desk:next"), follow=True)
    assert "Nothing waits for you. Thank you." in words(answer)


def test_looking_changes_nothing(desk):
    submission = waiting(WARN)
    before = (Submission.objects.filter(pk=submission.pk).values().get(), Event.objects.count())
    desk.get(reverse("desk:queue"))
    answer = desk.get(page(submission))
    assert "Keep it for me" in words(answer)
    assert before == (
        Submission.objects.filter(pk=submission.pk).values().get(),
        Event.objects.count(),
    )


def test_a_story_left_for_others_comes_not_back_until_asked_for(desk, moderator):
    first, second = waiting(hours=1), waiting(hours=2)
    desk.post(reverse("desk:next"))
    after = desk.post(reverse("desk:next"), {"skip": str(first.contribution_id)})
    assert after.headers["Location"] == page(second)
    first.refresh_from_db()
    assert first.claimed_by is None
    none = desk.post(reverse("desk:next"), {"skip": str(second.contribution_id)}, follow=True)
    assert "You left 2 stories for somebody else." in words(none)
    again = desk.post(reverse("desk:next"), {"again": "1"})
    assert again.headers["Location"] == page(first)
    assert desk.post(reverse("desk:next"), {"skip": "nonsense"}).status_code == 302


def test_claim_release_and_stop(desk, moderator):
    submission = waiting()
    assert desk.post(page(submission, "claim")).headers["Location"] == page(submission)
    assert desk.post(page(submission, "claim"), {"quiet": "1"}).status_code == 204
    assert desk.post(page(submission, "release"), {"quiet": "1"}).status_code == 204
    submission.refresh_from_db()
    assert submission.claimed_by is None
    assert desk.post(page(submission, "release")).headers["Location"] == reverse("desk:queue")


def test_only_posts_change_anything(desk):
    submission = waiting()
    for name in ("claim", "release", "take_back"):
        assert desk.get(page(submission, name)).status_code == 405
    assert desk.get(reverse("desk:next")).status_code == 405


def test_somebody_elses_story_can_be_looked_at_but_not_decided(desk, moderator2):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator2))
    answer = desk.get(page(submission))
    assert "moderator2 is reading this" in words(answer)
    assert answer.context["buttons"] == []
    assert "Keep it for me" not in words(answer)
    refused = decide(desk, submission, "decline", message="A long answer.", reason="other")
    assert refused.status_code == 409
    assert "moderator2 is reading this" in words(refused)
    assert "A long answer." in words(refused)
    assert desk.post(page(submission, "claim"), {"quiet": "1"}).status_code == 409
    assert desk.post(page(submission, "claim")).status_code == 409


def test_a_lead_sets_a_story_free(lead, moderator):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    client = door(lead)
    assert "Set it free" in words(client.get(page(submission)))
    answer = client.post(page(submission, "release"), {"stay": "1"}, follow=True)
    assert "Keep it for me" in words(answer)
