"""The pages on which the team works together: cards, colleagues, presence, settings, days."""

import re
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from moderation import actors, claims, duties
from moderation.models import Card, DeskSettings, Look, Submission
from moderation.states import State
from moderation.views.shown import Opened
from tests.factories import person, submission_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
QUEUE = reverse("desk:queue")


def door(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def page(kept, name="review") -> str:
    return reverse(f"desk:{name}", args=[kept])


@pytest.fixture
def story():
    return submission_in(State.IN_REVIEW, title="The wards").contribution_id


def test_a_question_is_asked_answered_and_put_away(story, moderator, moderator2, lead):
    mine, theirs = door(moderator), door(moderator2)
    where = page(story, "ask")
    sent = {"ask-to": moderator2.pk, "ask-words": "Is this\r\na ward?"}
    assert mine.post(where, sent).headers["Location"] == page(story)
    assert "You asked moderator2" in words(mine.get(page(story)))
    for shown in (theirs.get(QUEUE), theirs.get(page(story))):
        assert "moderator asks you Is this a ward?" in words(shown)
    other = words(door(lead).get(page(story)))
    assert "moderator asks moderator2 Is this a ward?" in other
    assert "Your answer" not in other
    card = reverse("desk:card", args=[Card.objects.get().pk])
    assert theirs.post(card, {"words": " "}).status_code == 409
    assert theirs.post(card, {"words": "It is."}).headers["Location"] == page(story)
    told = words(mine.get(QUEUE))
    assert "moderator2 answered you It is." in told
    assert "asks you" not in words(theirs.get(QUEUE))
    assert theirs.post(card, {"words": "Again."}).status_code == 409
    answer = reverse("desk:card", args=[Card.objects.get(kind="answer").pk])
    assert mine.post(answer, {"away": "1"}).headers["Location"] == QUEUE
    assert "answered you" not in words(mine.get(QUEUE))
    read = words(mine.get(f"{page(story)}?open=1")).split("What was said")[1]
    assert read.index("Is this a ward?") < read.index("It is.")
    assert theirs.post(reverse("desk:card", args=[99]), {"words": "No."}).status_code == 404


def test_a_story_is_handed_over(story, moderator, moderator2, lead):
    mine, theirs = door(moderator), door(moderator2)
    where = page(story, "hand_over")
    assert "Hand it over" not in words(mine.get(page(story)))
    claims.claim(story, by=actors.team(moderator))
    assert "Hand it over" in words(mine.get(page(story)))
    missing = mine.post(where, {"hand-to": "", "hand-words": "Please read on."})
    assert missing.status_code == 409
    assert "Please choose somebody of the team." in words(missing)
    assert "Please read on." in words(missing)
    how = {"hand-to": moderator2.pk, "hand-words": "Please read on."}
    assert mine.post(where, how, follow=True).status_code == 200
    assert "moderator hands a story over to you Please read on." in words(theirs.get(QUEUE))
    assert "You are reading this since" in words(theirs.get(page(story))).replace(" ,", ",")
    assert "moderator2 is reading this since" in words(mine.get(page(story)))
    late = mine.post(where, how)
    assert late.status_code == 409
    assert "Somebody else is reading this story now." in words(late)


def test_who_knows_its_person_takes_it_out_of_sight(story, moderator, lead):
    mine = door(moderator)
    answer = mine.post(page(story, "recuse"), follow=True)
    assert "It is out of your sight." in words(answer)
    assert "The wards" not in words(answer)
    for method, name in (
        ("get", "review"),
        ("post", "review"),
        ("post", "claim"),
        ("post", "look"),
    ):
        assert getattr(mine, method)(page(story, name)).status_code == 403
    assert "They know its person, and stay away: moderator" in words(door(lead).get(page(story)))
    token = AuthToken.objects.create(user=moderator)[1]
    api = Client(headers={"Authorization": f"Token {token}"})
    assert api.get(f"/api/v1/submissions/{story}/").status_code == 403
    assert api.get("/api/v1/queue/").json()["results"] == []


def test_what_is_out_of_reach_is_not_named_beside_another_story(moderator, moderator2):
    teller = actors.contributor(person("teller@example.org"))
    away, _spanish, here = (
        submission_in(State.IN_REVIEW, by=teller, **words).contribution_id
        for words in ({"title": "Known"}, {"title": "Spanish", "language": "es"}, {})
    )
    claims.recuse(away, by=actors.team(moderator))
    DeskSettings.objects.update_or_create(user=moderator, defaults={"scope_languages": ["en"]})
    told = [
        [one.title for one in Opened(here, by=actors.team(user)).others.stories]
        for user in (moderator, moderator2)
    ]
    assert told == [[], ["Spanish", "Known"]]


def test_who_stays_away_is_for_leads(story, moderator, moderator2):
    claims.recuse(story, by=actors.team(moderator))
    assert "stay away:" not in words(door(moderator2).get(page(story)))


def test_out_of_scope_is_out_of_reach(story, moderator):
    DeskSettings.objects.create(user=moderator, scope_diagnoses=["leukemia"])
    mine = door(moderator)
    assert mine.get(page(story)).status_code == 403
    assert "The wards" not in words(mine.get(QUEUE))
    assert mine.post(page(story), {"action": "approve", "version": 1}).status_code == 403


def test_who_else_looks_is_shown_and_kept_fresh(story, moderator, moderator2):
    mine, theirs = door(moderator), door(moderator2)
    assert "has this open too" not in words(mine.get(page(story)))
    assert "moderator has this open too." in words(theirs.get(page(story)))
    assert "moderator2 has this open too." in words(mine.get(page(story)))
    Look.objects.filter(user=moderator2).update(until=Now())
    assert "has this open" not in words(mine.get(page(story)))
    answer = theirs.post(page(story, "look"))
    assert (answer.status_code, answer.content.decode()) == (200, "moderator has this open too.")
    assert mine.post(page(story, "look"), {"gone": "1"}).status_code == 204
    assert theirs.post(page(story, "look")).content == b""


def test_a_warning_comes_first_where_one_avoids_it(story, moderator):
    Submission.objects.update(labels=["death", "relapse"])
    DeskSettings.objects.create(user=moderator, avoids=["death"], avoids_on=timezone.localdate())
    read = words(door(moderator).get(f"{page(story)}?open=1"))
    assert "You would rather not read about this today Somebody dies." in read
    assert read.index("You would rather not") < read.index("I was planting garlic")


def test_a_break_is_suggested_after_three_heavy_ones(moderator):
    mine, by = door(moderator), actors.team(moderator)
    for number in range(3):
        kept = submission_in(State.IN_REVIEW)
        Submission.objects.filter(pk=kept.pk).update(labels=["death"])
        assert "Time for a break?" not in words(mine.get(QUEUE)), number
        claims.claim(kept.contribution_id, by=by)
    read = words(mine.get(QUEUE))
    assert "You opened 3 stories today, 3 heavy." in read
    assert "You have read 3 heavy stories in this sitting." in read
    assert "Time for a break?" in words(mine.get(page(kept.contribution_id)))
    assert "Time for a break?" not in words(mine.get(f"{QUEUE}?nothing=1"))
    # Who reads the gist first reads it there, and not once more above the words.
    assert "Time for a break?" not in words(mine.get(f"{page(kept.contribution_id)}?open=1"))
    assert "heavy." not in words(door(submission_in_lead()).get(QUEUE)).split("Story")[0]


def submission_in_lead():
    from tests.factories import person

    return person("another@example.org", "lead")


def test_heavy_ones_left_for_a_colleague_are_said_so(moderator, moderator2, monkeypatch):
    heavy = submission_in(State.IN_REVIEW)
    Submission.objects.update(labels=["death"])
    mine = door(moderator)
    claims.claim(submission_in(State.IN_REVIEW).contribution_id, by=actors.team(moderator2))
    first = submission_in(State.IN_REVIEW)
    Submission.objects.filter(pk=first.pk).update(labels=["death"])
    claims.claim(first.contribution_id, by=actors.team(moderator))
    Submission.objects.filter(pk=first.pk).update(claimed_by=moderator2)
    answer = mine.post(reverse("desk:next"), follow=True)
    assert "What is left is heavy, and you have had your share." in words(answer)
    anyway = mine.post(reverse("desk:next"), {"anyway": "1"})
    assert anyway.headers["Location"] == page(heavy.contribution_id)


def test_a_row_says_why_it_is_there_and_what_weighs(moderator):
    kept = submission_in(State.IN_REVIEW)
    Submission.objects.filter(pk=kept.pk).update(labels=["relapse", "death"], number=2)
    [row] = door(moderator).get(QUEUE).context["rows"]
    assert (row.labels, row.heavy, row.why) == (
        ["Somebody dies", "The illness comes back"],
        True,
        ["new words"],
    )


# --- how one works -------------------------------------------------------------------------------

SETTINGS = reverse("desk:settings")


def test_looking_at_ones_settings_writes_nothing(moderator):
    assert door(moderator).get(SETTINGS).status_code == 200
    assert not DeskSettings.objects.exists()


def test_how_one_works_is_kept(moderator):
    mine = door(moderator)
    sent = {"avoids": ["death", "abuse"], "languages": ["es"], "keys": "on", "daily_mail": "on"}
    assert "Kept." in words(mine.post(SETTINGS, sent, follow=True))
    kept = DeskSettings.objects.get()
    assert (kept.user, kept.avoids, kept.avoids_on, kept.languages) == (
        moderator,
        ["death", "abuse"],
        timezone.localdate(),
        ["es"],
    )
    assert (kept.ready_first, kept.photos_veiled, kept.keys, kept.daily_mail) == (
        False,
        False,
        True,
        True,
    )
    shown = mine.get(SETTINGS).context["form"]
    assert shown["avoids"].value() == ["death", "abuse"]
    DeskSettings.objects.update(avoids_on=timezone.localdate() - timedelta(days=1))
    assert mine.get(SETTINGS).context["form"]["avoids"].value() == []
    mine.post(SETTINGS, {"languages": ["es"]})
    kept.refresh_from_db()
    assert (kept.avoids, kept.avoids_on) == ([], None)


def test_nobody_widens_their_own_scope(moderator):
    DeskSettings.objects.create(user=moderator, scope_diagnoses=["leukemia"])
    mine = door(moderator)
    assert "You were given these to read: Leukemia" in words(mine.get(SETTINGS))
    mine.post(SETTINGS, {"scope_diagnoses": "", "languages": ["en"]})
    assert DeskSettings.objects.get().scope_diagnoses == ["leukemia"]


def test_what_is_not_there_to_choose_is_refused(moderator):
    answer = door(moderator).post(SETTINGS, {"avoids": ["everything"]})
    assert answer.context["form"].errors
    assert not DeskSettings.objects.exists()


def test_a_lead_gives_a_day_and_the_desk_shows_it(moderator, moderator2, lead):
    leading, where = door(lead), reverse("desk:duty")
    today = timezone.localdate()
    leading.post(where, {"day-day": today.isoformat(), "day-to": moderator.pk})
    assert duties.of(today) == moderator
    assert "It is moderator’s day: turn to them first." in words(door(moderator2).get(QUEUE))
    assert "Today is your day" in words(door(moderator).get(QUEUE))
    late = (today + timedelta(days=29)).isoformat()
    shown = leading.post(where, {"day-day": late, "day-to": moderator.pk})
    assert "Please choose a day of the next four weeks." in words(shown)
    leading.post(where, {"day-day": today.isoformat(), "day-to": ""})
    assert duties.of(today) is None


def test_no_moderator_gives_a_day(moderator):
    mine, today = door(moderator), timezone.localdate().isoformat()
    assert "Give this day" not in words(mine.get(SETTINGS))
    answer = mine.post(reverse("desk:duty"), {"day-day": today, "day-to": moderator.pk})
    assert answer.status_code == 403
    assert duties.of(timezone.localdate()) is None


def test_the_api_takes_the_pages_words(moderator):
    token = AuthToken.objects.create(user=moderator)[1]
    api = Client(headers={"Authorization": f"Token {token}"})
    for state, title, language in (
        (State.IN_REVIEW, "One", "en"),
        (State.IN_REVIEW, "Uno", "es"),
        (State.ESCALATED, "Two", "en"),
    ):
        submission_in(state, title=title, language=language)

    def titles(**asked) -> list[str]:
        answer = api.get("/api/v1/queue/", asked).json()
        return [row["title"] for row in answer["results"]]

    assert titles() == ["Two", "One", "Uno"]
    assert titles(lane="review", language="es") == ["Uno"]
    assert titles(lane="escalated") == titles(lane="attention") == ["Two"]
    assert titles(lane="decided") == []
    assert titles(diagnosis="leukemia") == []
    for wrong in ({"lane": "nowhere"}, {"older": "soon"}, {"check": "nothing"}):
        assert api.get("/api/v1/queue/", wrong).status_code == 400
