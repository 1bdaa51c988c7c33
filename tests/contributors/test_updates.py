"""A story that goes on: dated passages, added one by one, and changed without being joined."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contributors import drafts
from contributors.models import Draft
from moderation import actors, workflow
from moderation.models import Contribution, Submission
from moderation.states import State
from stories.models import Story
from tests.contributors.test_stories import opened, page_of
from tests.contributors.walking import hidden, said, send, send_form, title
from tests.contributors.walking import opened as open_page
from tests.factories import BODY, contribution, run_jobs, submission_in

pytestmark = pytest.mark.django_db
FIRST, NEWS = date(2026, 11, 1), "A year on, the garlic is in again, and so am I."
STORY = "/share/story/"


@pytest.fixture
def kept():
    return submission_in(State.PUBLISHED, body=BODY.strip()).contribution


@pytest.fixture
def writer(kept):
    return opened(kept)


def begin(client: Client, kept: Contribution):
    return client.post(f"/your-stories/{kept.pk}/update/")


def add(client: Client, kept: Contribution, words: str = NEWS) -> None:
    """Write an update and send it."""
    assert begin(client, kept).url == STORY
    assert client.post(STORY, {"body": words}).url == "/share/check/"
    assert send(client).url == f"/your-stories/{kept.pk}/?done=sent"


def decide(kept: Contribution, moderator, verb=workflow.approve, **how) -> None:
    run_jobs()
    verb(kept.pk, by=actors.team(moderator), **how)
    run_jobs()


def newest(kept: Contribution) -> Submission:
    return kept.submissions.order_by("-number")[0]


def today() -> date:
    return timezone.localdate()


# --- an update -----------------------------------------------------------------------------------


def test_an_update_adds_one_passage_and_leaves_the_rest(kept, writer, moderator):
    add(writer, kept)
    first, second = kept.submissions.order_by("number")
    assert second.offer.told == [*first.offer.told, (today(), NEWS)]
    assert second.content_hash != first.content_hash
    for same in ("title", "display_name", "diagnoses", "relation", "facets", "language"):
        assert getattr(second, same) == getattr(first, same)
    assert Story.objects.get().told == [(FIRST, BODY.strip())]
    assert "It stays there as it was" in said(page_of(kept, writer))
    decide(kept, moderator)
    assert Story.objects.get().told == [(FIRST, BODY.strip()), (today(), NEWS)]


def test_what_is_read_then_are_the_new_words(kept, writer):
    loud = 'class="button" type="submit">Add an update'
    assert loud in page_of(kept, writer).content.decode()
    add(writer, kept)
    page = page_of(kept, writer)
    assert str(page.context["place"].headline) == "We are reading your new words"
    assert "We are reading your new words" in said(writer.get("/your-stories/"))
    assert loud not in page.content.decode()
    assert "Add an update" in said(page)
    assert "If it has been a hard day" in said(page)


def test_only_the_new_words_are_asked_for(kept, writer):
    begin(writer, kept)
    page = writer.get(STORY)
    assert list(page.context["form"].fields) == ["body"]
    assert "What has happened since?" in said(page)
    assert "Step 1 of 2" not in said(page)
    assert BODY[:40] not in said(page)
    for step in ("diagnosis", "who", "you", "more", "photo", "address", "consent"):
        assert writer.get(f"/share/{step}/").status_code == 404


def test_the_check_page_shows_the_whole_story_as_its_readers_will_see_it(kept, writer):
    begin(writer, kept)
    writer.post(STORY, {"body": f"{NEWS}\n\nWrite to me at ruth@example.org."})
    page = writer.get("/share/check/")
    assert BODY[:40] in said(page)
    months = re.findall(r'class="passage__date".*?<time[^>]*>(.*?)</time>', page.content.decode())
    assert months == [f"{today():%B %Y}"]
    assert "Send my update" in said(page)
    assert [row.label for row in page.context["rows"]] == ["Your new words"]
    assert [nudge.words for nudge in page.context["nudges"]] == ["ruth@example.org"]


def test_a_second_look_is_at_the_new_words_only():
    body = f"I want to kill myself tonight. Write to me at ruth@example.org. {BODY}"
    kept = submission_in(State.PUBLISHED, body=body).contribution
    client = opened(kept)
    begin(client, kept)
    client.post(STORY, {"body": "Better now."})
    page = client.get("/share/check/")
    assert (page.context["nudges"], page.context["lines"]) == ([], [])


def test_no_new_words_are_no_update(kept, writer):
    begin(writer, kept)
    assert writer.get("/share/check/").url == f"{STORY}?change&again"
    assert writer.post(STORY, {"body": " \n "}).url == f"{STORY}?again"
    page = writer.get(f"{STORY}?again")
    assert title(page).startswith("Error: ")
    assert "Please write something here." in said(page)
    drafts.keep(draft := Draft.objects.get(), {"body": " "})
    assert set(drafts.problems(draft)) == {"body"}
    assert kept.submissions.count() == 1


def test_the_limit_is_for_all_parts_together_and_says_so(kept, writer, settings):
    settings.MARROW_MAX_CHARACTERS = len(BODY.strip()) + 2 + 10
    begin(writer, kept)
    page = writer.get(STORY)
    assert "there is room for 10 more characters" in said(page)
    assert 'data-limit="10"' in page.content.decode()
    assert writer.post(STORY, {"body": "x" * 11}).url == f"{STORY}?again"
    assert writer.get("/share/check/").url == f"{STORY}?change&again"
    page = writer.get(f"{STORY}?change&again")
    assert "With all its parts, your story is longer than we can take" in said(page)
    assert "x" * 11 in said(page)
    writer.post(STORY, {"body": "x" * 10})
    assert send(writer).url == f"/your-stories/{kept.pk}/?done=sent"


def test_declined_it_leaves_the_live_story_as_it_is(kept, writer, moderator):
    add(writer, kept)
    decide(kept, moderator, workflow.decline, message="A name is in it.", reason="names")
    assert Story.objects.get().told == [(FIRST, BODY.strip())]
    page = page_of(kept, writer)
    assert "We will not publish this story as it is" in said(page)
    assert "Add an update" not in said(page)
    writer.post(f"/your-stories/{kept.pk}/change/")
    form = writer.get(STORY).context["form"]
    assert form["body"].value() == NEWS
    assert form["earlier_0"].value() == BODY.strip()


def test_a_paused_story_stays_paused(kept, writer, moderator):
    workflow.pause(kept.pk, by=actors.contributor())
    add(writer, kept)
    decide(kept, moderator)
    assert (newest(kept).state, Story.objects.count()) == (State.PAUSED, 0)
    workflow.resume(kept.pk, by=actors.contributor())
    assert Story.objects.get().told[1:] == [(today(), NEWS)]


@pytest.mark.parametrize(
    "state", [s for s in State if s not in (State.PUBLISHED, State.PAUSED, State.SUPERSEDED)]
)
def test_only_what_is_live_goes_on(state):
    kept = submission_in(state).contribution
    client = opened(kept)
    assert "Add an update" not in said(page_of(kept, client))
    assert begin(client, kept).url == f"/your-stories/{kept.pk}/"
    assert Draft.objects.count() == 0
    assert client.get(f"/your-stories/{kept.pk}/update/").status_code == 405


def test_nobody_else_adds_to_it(kept):
    assert begin(Client(), kept).status_code == 404
    assert Draft.objects.count() == 0


def test_words_that_are_being_read_are_gone_on_from(kept, writer, moderator):
    writer.post(f"/your-stories/{kept.pk}/change/")
    writer.post(STORY, {"language": "en", "body": "All new.", "title": "Another title"})
    send(writer)
    add(writer, kept)
    decide(kept, moderator)
    story = Story.objects.get()
    assert (story.title, story.told) == ("Another title", [(FIRST, "All new."), (today(), NEWS)])


def test_an_update_and_a_change_begun_are_kept_apart(kept, writer):
    begin(writer, kept)
    writer.post(STORY, {"body": NEWS, "go": "stop"})
    assert "an update to a story you sent" in said(writer.get("/share/"))
    writer.post(f"/your-stories/{kept.pk}/change/")
    assert writer.get(STORY).context["form"]["body"].value() == BODY.strip()
    begin(writer, kept)
    assert writer.get(STORY).context["form"]["body"].value() == NEWS
    assert Draft.objects.count() == 2


def test_an_update_begun_before_takes_over_what_was_told_meanwhile(kept, writer, moderator):
    begin(writer, kept)
    writer.post(STORY, {"body": NEWS})
    form = send_form(writer)
    writer.post(f"/your-stories/{kept.pk}/change/")
    writer.post(STORY, {"language": "en", "body": "Told anew.", "title": "Another title"})
    send(writer)
    decide(kept, moderator)
    page = writer.post("/share/check/", form)
    assert page.status_code == 409
    begin(writer, kept)
    send(writer)
    assert newest(kept).offer.told == [(FIRST, "Told anew."), (today(), NEWS)]
    assert newest(kept).title == "Another title"


def test_the_day_is_the_one_it_is_sent_on(kept, writer):
    begin(writer, kept)
    Draft.objects.update(created_at=timezone.now() - timedelta(days=20))
    writer.post(STORY, {"body": NEWS})
    send(writer)
    assert newest(kept).passages[1]["dated"] == today().isoformat()


# --- two windows ---------------------------------------------------------------------------------


def test_two_windows_keep_both_updates(kept, writer):
    begin(writer, kept)
    one, other = open_page(writer, "story"), open_page(writer, "story")
    writer.post(STORY, {**one, "body": NEWS})
    assert writer.post(STORY, {**other, "body": "Another end."}).url == f"{STORY}?again"
    page = writer.get(f"{STORY}?again")
    assert "You wrote this in another window" in said(page)
    assert NEWS in said(page)
    assert "Another end." in said(page)


def test_words_typed_after_an_update_was_sent_are_kept_beside_it(kept, writer):
    begin(writer, kept)
    late = open_page(writer, "story")
    writer.post(STORY, {"body": NEWS})
    send(writer)
    assert writer.post(STORY, {**late, "body": "More news."}).url == f"{STORY}?again"
    page = writer.get(f"{STORY}?again")
    form = page.context["form"]
    assert (form["earlier_0"].value(), form["body"].value()) == (BODY.strip(), NEWS)
    assert form["language"].value() == "en"
    assert "More news." in said(page)


def test_each_window_goes_on_with_its_own_draft(kept, writer):
    writer.post(f"/your-stories/{kept.pk}/change/")
    change = open_page(writer, "story")
    begin(writer, kept)
    words = {"language": "en", "body": "All new.", "title": "Another title"}
    assert writer.post(STORY, {**change, **words}).url == "/share/others/"
    assert writer.get("/share/others/").status_code == 200
    assert hidden(writer.get("/share/others/"), "draft") == change["draft"]


# --- a change of a story with several passages ---------------------------------------------------


@pytest.fixture
def told(kept, writer, moderator):
    """A live story with three passages."""
    add(writer, kept)
    decide(kept, moderator)
    add(writer, kept, "And on.")
    decide(kept, moderator)
    return kept


PARTS = {
    "language": "en",
    "title": "The garlic was in by noon",
    "earlier_0": BODY.strip(),
    "earlier_1": NEWS,
    "body": "And on.",
}


def test_each_passage_has_its_own_field_with_its_day(told, writer):
    writer.post(f"/your-stories/{told.pk}/change/")
    form = writer.get(STORY).context["form"]
    assert list(form.fields) == ["earlier_0", "earlier_1", "body", "title", "language"]
    assert {name: form[name].value() for name in PARTS} == PARTS
    labels = [form[name].label for name in ("earlier_0", "earlier_1", "body")]
    assert labels[0] == "Your story, written on 1 November 2026"
    assert all(label.startswith("Added on ") for label in labels[1:])


def test_saving_without_a_change_changes_nothing(told, writer):
    writer.post(f"/your-stories/{told.pk}/change/")
    assert writer.post(STORY, PARTS).url == "/share/others/"
    assert send(writer).url == f"/your-stories/{told.pk}/?done=sent"
    assert told.submissions.count() == 3


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({"earlier_1": "Other."}, [BODY.strip(), "Other.", "And on."]),
        ({"body": "Other."}, [BODY.strip(), NEWS, "Other."]),
        ({"earlier_1": " "}, [BODY.strip(), "And on."]),
        ({"body": ""}, [BODY.strip(), NEWS]),
    ],
)
def test_any_passage_is_changed_or_taken_out_alone(told, writer, changes, texts):
    writer.post(f"/your-stories/{told.pk}/change/")
    assert writer.post(STORY, {**PARTS, **changes}).url == "/share/others/"
    send(writer)
    assert [text for _day, text in newest(told).offer.told] == texts
    assert newest(told).offer.told[0][0] == FIRST


def test_a_story_without_any_passage_is_none(told, writer):
    writer.post(f"/your-stories/{told.pk}/change/")
    empty = {**PARTS, "earlier_0": "", "earlier_1": "", "body": ""}
    writer.post(STORY, empty)
    assert writer.get("/share/check/").url == f"{STORY}?change&again"
    assert "Please write something here." in said(writer.get(f"{STORY}?change&again"))


def test_a_part_that_there_is_no_room_for_is_given_back(told, writer):
    writer.post(f"/your-stories/{told.pk}/change/")
    page = writer.post(STORY, {**PARTS, "earlier_0": "x" * 200_001})
    assert page.status_code == 413
    assert "x" * 200_001 in said(page)
    assert NEWS in said(page)


def test_two_windows_on_an_earlier_passage_keep_both(told, writer):
    writer.post(f"/your-stories/{told.pk}/change/")
    one, other = open_page(writer, "story"), open_page(writer, "story")
    writer.post(STORY, {**PARTS, **one, "earlier_0": "One."})
    answer = writer.post(STORY, {**PARTS, **other, "earlier_0": "Two."})
    assert answer.url == f"{STORY}?again"
    assert writer.get("/share/check/").url == f"{STORY}?change&again"
    page = writer.get(f"{STORY}?again")
    assert [(name, text) for _field, name, text in page.context["others"]] == [
        (f"earlier_0:{other['page'].split('-')[0]}", "Two.")
    ]
    assert newest(told).number == 3


def test_its_person_reads_it_with_its_months_and_takes_it_along(told, writer):
    page = page_of(told, writer).content.decode()
    assert page.count('class="passage__date"') == 2
    text = writer.get(f"/your-stories/{told.pk}/story.txt").content.decode()
    assert f"{BODY.strip()}\n\nLater, " in text
    assert f"\n\n{NEWS}\n\nLater, " in text


# --- the pure parts ------------------------------------------------------------------------------


def test_an_offer_with_passages_and_its_answers_are_each_others_mirror(told):
    offer = newest(told).offer
    assert len(offer.passages) == 3
    assert drafts.as_offer(drafts.as_answers(offer)) == offer


def test_the_fingerprint_sees_a_change_in_any_passage(told):
    answers = drafts.as_answers(newest(told).offer)
    for name in ("earlier_0", "earlier_1", "body"):
        changed = {**answers, name: "Other."}
        assert drafts.fingerprint(changed) != drafts.fingerprint(answers)


def test_where_later_passages_begin(told):
    offer = newest(told).offer
    assert [offer.body[at:] for at, _day in offer.later] == [f"{NEWS}\n\nAnd on.", "And on."]
    assert contribution(body="One.").submissions.get().offer.later == []


# --- in Spanish ----------------------------------------------------------------------------------


def test_in_spanish(told):
    client = opened(told)
    page = client.get(f"/es/your-stories/{told.pk}/")
    assert "Añadir una actualización" in said(page)
    begun = client.post(f"/es/your-stories/{told.pk}/update/")
    assert begun.url == "/es/share/story/"
    assert "¿Qué ha pasado desde entonces?" in said(client.get(begun.url))
    client.post(begun.url, {"body": "Sigo aquí."})
    check = client.get("/es/share/check/")
    assert said(check).count("Más adelante,") == 3
    assert "Enviar mi actualización" in said(check)
