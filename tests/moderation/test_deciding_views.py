"""The decision on the page: saved replies, the message seen before, a day, a second person."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.urls import reverse
from django.utils import formats, timezone

from moderation import actors, workflow
from moderation.checks import Remark, Severity
from moderation.models import Event, Finding, Message, Submission
from moderation.states import State
from tests.factories import NAMED, offer, person, run_jobs, submission_in
from tests.moderation.desk import decide, dismiss, door, page, version, waiting, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(settings):
    settings.MARROW_MFA = False
    return person("moderator@example.org", "moderator")


@pytest.fixture
def moderator2(settings):
    settings.MARROW_MFA = False
    return person("moderator2@example.org", "moderator")


def ask(client, submission, **data):
    """Send the form by another button than a decision's."""
    return client.post(page(submission), {"version": version(submission), **data})


# --- saved replies ------------------------------------------------------------------------------


def test_a_saved_reply_is_put_in_and_nothing_that_was_typed_is_lost(desk):
    submission = waiting(body="One telephone rang. " * 40)
    typed = {"message": "Hello.", "quoted": "telephone", "note": "", "day": "2999-01-01"}
    answer = ask(desk, submission, put_in="treatment", suggested_title="Better", **typed)
    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (200, {})
    assert (
        form["message"].value().startswith("Hello.\n\nThank you for “The garlic was in by noon”.")
    )
    assert "“telephone”" in form["message"].value()
    assert form["reason"].value() == "treatment"
    shown = [form[name].value() for name in ("quoted", "day", "suggested_title")]
    assert shown == ["telephone", "2999-01-01", "Better"]
    assert not Event.objects.filter(action="approve").exists()


def test_a_reason_that_was_chosen_stays(desk):
    form = ask(desk, waiting(), put_in="names", reason="others").context["form"]
    assert form["reason"].value() == "others"


def test_replies_are_in_the_language_of_the_contributor(desk):
    submission = waiting(language="es")
    shown = {one.code: text for one, text in desk.get(page(submission)).context["replies"]}
    assert shown["names"].startswith("Gracias por «The garlic was in by noon».")


def test_a_gap_stops_the_message_and_is_named(desk):
    submission = waiting()
    answer = decide(desk, submission, "approve", message="Dear {name}, {…}")
    assert answer.status_code == 200
    assert "Please fill in {name}, {…} in your message" in words(answer)
    assert answer.context["form"]["message"].value() == "Dear {name}, {…}"
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


# --- seen before --------------------------------------------------------------------------------


def test_a_message_is_seen_as_its_contributor_will_read_it(desk):
    submission = waiting(body="I rang the bell. I rang it twice.", language="es")
    how = {"message": "Una cosa más.", "reason": "names", "quoted": "the bell"}
    answer = ask(desk, submission, preview_request_changes="1", suggested_title="Anew", **how)
    html = answer.content.decode()
    shown = html[html.index('id="as-read"') : html.index('id="decide"')]
    read = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    for part in (
        "con un cambio",
        "Una cosa más.",
        "the bell",
        "Sobre nuestra",
        "Nombres",
        "Cambiar mi historia",
    ):
        assert part in read, part
    assert re.search(r"<ins>.*?Anew", shown)
    assert "The mail only says that there is news" in read
    assert not Message.objects.exists()
    assert answer.context["form"]["message"].value() == "Una cosa más."
    run_jobs()
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


def test_what_would_be_refused_is_said_instead(desk):
    answer = ask(desk, waiting(), preview_decline="1", message="No.")
    assert answer.context["preview"] is None
    assert list(answer.context["form"].errors) == ["reason"]


def test_an_approval_is_seen_with_its_day(desk):
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    answer = ask(desk, waiting(), preview_approve="1", day=day)
    assert answer.context["preview"].headline.startswith("We say yes. It will be on the site on")
    plain = ask(desk, waiting(), preview_approve="1")
    assert plain.context["preview"].headline == "Your story is on the site"


def test_no_preview_is_made_of_what_is_not_offered(desk):
    for action in ("publish", "take_back", "restore", "nonsense"):
        data = {f"preview_{action}": "1"}
        assert ask(desk, waiting(), **data).context["preview"] is None


# --- a day --------------------------------------------------------------------------------------


def test_a_day_is_chosen_and_told_on_the_next_page(desk):
    submission = waiting()
    day = timezone.localdate() + timedelta(days=9)
    answer = decide(desk, submission, "approve", day=day.isoformat(), hour="09:30")
    submission.refresh_from_db()
    local = timezone.localtime(submission.publish_at)
    assert (local.date(), f"{local:%H:%M}") == (day, "09:30")
    after = desk.get(answer.headers["Location"])
    assert "Approved. It becomes public on" in words(after)
    assert "Take back" in words(after)
    queue = desk.get(reverse("desk:queue"), {"lane": "scheduled"})
    assert [row.submission for row in queue.context["rows"]] == [submission]
    shown = desk.get(page(submission)).context["opened"].state
    assert shown == f"approved, public from {formats.date_format(local, 'SHORT_DATETIME_FORMAT')}"
    back = desk.post(page(submission, "take_back"), follow=True)
    assert str(back.context["form"]["day"].value()) == day.isoformat()


@pytest.mark.parametrize(
    ("day", "wrong"), [("2020-01-01", "has passed"), ("2999-01-01", "more than a year away")]
)
def test_another_day_is_refused_and_all_that_was_typed_stays(desk, day, wrong):
    submission = waiting()
    answer = decide(desk, submission, "approve", day=day, message="With thanks.")
    assert wrong in words(answer)
    form = answer.context["form"]
    assert (form["day"].value(), form["message"].value()) == (day, "With thanks.")
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


def undoing(client, submission) -> str:
    """What the page of a decided story says may still be done about it."""
    found = re.findall(r'<div class="tidings">(.*?)<aside', content(client, submission), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0].partition('<div id="story"')[0]).split())


def content(client, submission) -> str:
    return client.get(page(submission)).content.decode()


def test_a_decision_can_be_taken_back_from_its_own_page(desk, moderator2):
    submission = waiting()
    assert undoing(desk, submission) == ""
    decide(desk, submission, "decline", message="No.", reason="other")
    told = undoing(desk, submission)
    assert re.fullmatch(
        r"This decision takes effect in \d+ (seconds|minutes)\. Until then nobody outside the desk "
        r"knows of it\. Take back u",
        told,
    )
    assert undoing(door(moderator2), submission) == told.replace(
        "Take back u", "Whoever decided it, or a lead, can take it back until then."
    )
    run_jobs()
    assert undoing(desk, submission) == ""


def test_a_day_that_was_set_says_how_it_is_changed(desk, moderator2):
    """In the grace it is taken back; after that its contributor knows it, and is written to."""
    submission = waiting()
    day = timezone.localdate() + timedelta(days=9)
    decide(desk, submission, "approve", day=day.isoformat(), hour="09:30")
    told = undoing(desk, submission)
    assert told.endswith("Then its contributor reads which day it will be. Take back u")
    Submission.objects.update(settles_at=timezone.now() - timedelta(seconds=1))
    workflow.settle(submission.pk)
    told = undoing(desk, submission)
    chosen = timezone.localtime(Submission.objects.get().publish_at)
    begun = (
        f"Approved, public from {formats.date_format(chosen, 'SHORT_DATETIME_FORMAT')}. "
        "Its contributor knows the day. "
    )
    assert told == begun + (
        "For another day, or to stop it, there is “Read it once more”: your message goes to "
        "them at once, and the same words wait here to be read and approved again."
    )
    assert "Read it once more" in [str(one.label) for one in buttons(desk, submission)]
    assert undoing(door(moderator2), submission) == begun + (
        "Whoever approved it, or a lead, can still stop it with “Read it once more”."
    )


def buttons(client, submission) -> list:
    return client.get(page(submission)).context["buttons"]


# --- a second person ----------------------------------------------------------------------------


def test_the_button_says_why_a_second_person_reads_it(desk):
    told = "A second person reads this before it is public, because it may hold somebody"
    assert told in words(desk.get(page(waiting(NAMED))))
    assert "A second person" not in words(desk.get(page(waiting())))


def test_the_second_reads_it_as_if_nobody_had(desk, moderator, moderator2):
    submission = waiting(Remark("crisis", Severity.WARN, "body", 0, 4, "Was it so?"))
    dismiss(desk, submission, Finding.objects.get())
    decide(desk, submission, "approve", message="WE-LOVE-IT", reason="respect")
    theirs = door(moderator2).get(page(submission))
    text = words(theirs)
    assert "You are the second person to read this." in text
    for hidden in ("WE-LOVE-IT", "moderator@", "Respect for others\n", "Take back"):
        assert hidden not in text
    assert [one.dismissed for one in theirs.context["opened"].margin.notes] == [False]
    mine = desk.get(page(submission))
    assert "You approved this. A second person reads it" in words(mine)
    assert "WE-LOVE-IT" in words(mine)
    assert mine.context["buttons"] == []
    api = door(moderator2)
    decide(api, submission, "approve")
    assert "WE-LOVE-IT" in words(api.get(page(submission)))


def test_a_stale_page_says_that_it_waits_for_a_second_without_saying_who(desk, moderator2):
    submission = waiting(NAMED)
    old = version(submission)
    decide(door(moderator2), submission, "approve", message="WE-LOVE-IT")
    data = {"action": "decline", "version": old, "message": "No.", "reason": "names"}
    answer = desk.post(page(submission), data)
    assert answer.status_code == 409
    assert "A moderator approved it at" in words(answer)
    assert "moderator2" not in words(answer)
    assert "No." in words(answer)


def test_a_stale_page_shows_which_words_changed(desk):
    submission = waiting(body="I rang the bell.")
    old = version(submission)
    workflow.replace(
        submission.contribution_id, offer(body="I rang the small bell."), by=actors.contributor()
    )
    run_jobs(now=False)
    answer = desk.post(page(submission), {"action": "approve", "version": old})
    assert answer.status_code == 409
    assert "The words changed" in words(answer)
    assert re.search(r"<ins><span[^>]*>put in: </span>small ", answer.content.decode())


def test_the_first_takes_it_back_from_the_page_and_from_the_lane(desk):
    submission = waiting(NAMED)
    told = desk.get(decide(desk, submission, "approve").headers["Location"])
    assert "A second person reads it before it is public; you can take it back" in words(told)
    lane = desk.get(reverse("desk:queue"), {"lane": "second"})
    assert [row.take_back for row in lane.context["rows"]] == [True]
    assert desk.post(page(submission, "take_back")).status_code == 302
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


def test_undo_stands_on_the_page_for_the_whole_grace(desk):
    assert timedelta(seconds=10) <= site.MARROW_GRACE
    submission = waiting()
    told = desk.get(decide(desk, submission, "approve").headers["Location"])
    assert page(submission, "take_back") in told.content.decode()
    lane = desk.get(reverse("desk:queue"), {"lane": "decided"})
    assert [row.take_back for row in lane.context["rows"]] == [True]


def test_one_key_takes_it_back_wherever_that_is_offered(desk):
    submission, key = waiting(), 'data-key="u"'
    decide(desk, submission, "approve")
    told = {"done": submission.contribution_id}
    just = desk.get(page(submission), told).content.decode()
    assert (just.count(page(submission, "take_back")), just.count(key)) == (2, 1)
    assert content(desk, submission).count(key) == 1


def test_the_contributor_sees_nothing_of_it():
    submission = submission_in(State.SECOND_REVIEW)
    assert Submission.objects.get(pk=submission.pk).seen_state == State.IN_REVIEW


def test_words_of_a_decision_taken_back_wait_for_one_page_alone(desk):
    """They may quote a story, and are not kept where its erasure does not reach."""
    submission, other = waiting(), waiting()
    decide(desk, submission, "approve", message="QUOTED")
    desk.post(page(submission, "take_back"))
    assert "QUOTED" in str(dict(desk.session))
    assert "QUOTED" not in desk.get(page(other)).content.decode()
    assert "QUOTED" not in str(dict(desk.session))
