"""One story on the desk: a few lines first, what was noticed, changed and said."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from moderation import actors, claims, findings, threads, workflow
from moderation.checks import CHECKS, Remark, Severity
from moderation.content_labels import Label
from moderation.errors import Conflict, Forbidden
from moderation.models import DeskSettings, Event, Finding, Message, Submission
from moderation.quotes import Quote
from moderation.states import Action, State
from moderation.views.words import HAPPENED, NOTICED
from stories.guidelines import GUIDELINES
from tests.factories import BODY, offer, person, run_jobs, submission_in
from tests.moderation.desk import (
    IN_TITLE,
    SEVERE,
    WARN,
    decide,
    door,
    page,
    version,
    waiting,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
C = actors.contributor()


@pytest.fixture
def calm(moderator):
    """Somebody who never chose anything: the words come when they are ready."""
    client = door(moderator, ready_first=True)
    DeskSettings.objects.all().delete()
    return client


def label(submission, *labels) -> None:
    Submission.objects.filter(pk=submission.pk).update(labels=list(labels))


def again(submission, *remarks, **changes) -> Submission:
    """The same story with other words, and what the checks noticed in those."""
    workflow.replace(submission.contribution_id, offer(**changes), by=C)
    new = submission.contribution.submissions.order_by("-id").first()
    workflow.screen(new.pk, remarks)
    Submission.objects.filter(pk=new.pk).update(state=State.IN_REVIEW, due_at=Now())
    return new


# --- a few lines first ---------------------------------------------------------------------------


def test_a_story_is_told_in_a_few_lines_before_its_words(calm):
    submission = waiting(WARN, SEVERE, IN_TITLE, relation="caregiver")
    label(submission, Label.TRANSPLANT, Label.DEATH)
    answer = calm.get(page(submission))
    read = words(answer)
    assert BODY[:30] not in answer.content.decode()
    assert answer.context["buttons"] == []
    for told in (
        "What it is about: Somebody dies (heavy) A transplant",
        "Who tells it Caregiver",
        "Illness Mantle cell lymphoma (MCL)",
        "Length 156 words, 1 minute, English",
        "Text the first one",
        "Photo none",
        "Look first: a claim about treatment Take care: a name (2)",
    ):
        assert told in read


def test_the_words_come_when_they_are_asked_for_and_stay_while_it_is_held(calm, moderator):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))

    def shown() -> bool:
        return calm.get(page(submission)).context["open"]

    assert not shown()
    assert calm.get(page(submission) + "?open=1").context["open"]
    assert shown()
    calm.post(page(submission, "release"))
    assert not shown()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    assert not shown()


def test_only_to_look_is_remembered_nowhere(calm):
    submission = waiting()
    assert calm.get(page(submission) + "?open=1").context["open"]
    assert not calm.get(page(submission)).context["open"]


def test_one_press_holds_a_story_and_opens_it(calm, moderator):
    submission = waiting()
    assert "Only look" in words(calm.get(page(submission)))
    answer = calm.post(page(submission, "claim"), {"open": "1"}, follow=True)
    assert answer.context["open"]
    submission.refresh_from_db()
    assert submission.claimed_by == moderator


def test_who_wants_the_words_at_once_has_them(desk):
    assert BODY[:30] in desk.get(page(waiting())).content.decode()


def test_an_answer_that_lacks_something_keeps_the_words_open(calm):
    submission = waiting()
    answer = decide(calm, submission, "decline", message="Words of care.")
    assert answer.context["open"]
    assert "Words of care.</textarea>" in answer.content.decode()


def test_a_withdrawn_story_has_no_gist(calm):
    submission = submission_in(State.WITHDRAWN)
    assert "Before you read" not in words(calm.get(page(submission)))


# --- content labels ------------------------------------------------------------------------------


def test_labels_are_mended_and_the_log_keeps_by_whom(desk, moderator):
    submission = waiting()
    label(submission, Label.RELAPSE, Label.DEATH)
    for press in ({"on": Label.MIND}, {"off": Label.RELAPSE}):
        answer = desk.post(page(submission, "labels"), press)
        assert answer.url == page(submission) + "?open=1#labels"
    submission.refresh_from_db()
    assert submission.labels == [Label.DEATH, Label.MIND]
    noted = AuditEntry.objects.filter(kind="labels").order_by("pk")
    who = (moderator.pk, str(submission.contribution_id))
    assert [(one.actor, one.about, one.facts) for one in noted] == [
        (*who, {"before": ["relapse", "death"], "after": ["death", "relapse", "mind"]}),
        (*who, {"before": ["death", "relapse", "mind"], "after": ["death", "mind"]}),
    ]
    for press in ({"on": Label.MIND}, {"off": Label.RELAPSE}, {"on": "nonsense"}, {}):
        desk.post(page(submission, "labels"), press)
    submission.refresh_from_db()
    assert (submission.labels, noted.count()) == ([Label.DEATH, Label.MIND], 2)


def test_every_label_is_a_switch_that_says_whether_it_is_on(desk):
    submission = waiting()
    label(submission, Label.RELAPSE, Label.DEATH)
    shown = desk.get(page(submission)).content.decode()
    found = re.findall(r'name="(on|off)" value="([a-z-]+)" aria-pressed="(true|false)"', shown)
    on = {Label.RELAPSE, Label.DEATH}
    assert found == [
        ("off", one, "true") if one in on else ("on", one, "false") for one in Label.values
    ]


def test_labels_are_neither_part_of_the_words_nor_make_another_page_stale(desk):
    submission = waiting()
    before = (submission.content_hash, version(submission))
    desk.post(page(submission, "labels"), {"on": Label.MIND})
    submission.refresh_from_db()
    assert (submission.content_hash, version(submission)) == before
    assert decide(desk, submission, "approve").status_code == 302
    submission.refresh_from_db()
    assert (submission.state, submission.labels) == (State.APPROVED, [Label.MIND])


def test_labels_are_mended_by_whoever_may_hold_the_story(desk, moderator2):
    held = waiting()
    claims.claim(held.contribution_id, by=actors.team(moderator2))
    assert desk.post(page(held, "labels"), {"on": Label.DEATH}).status_code == 409
    held.refresh_from_db()
    assert held.labels == []


def test_who_only_looks_sees_the_labels_and_no_switch(desk, moderator2):
    held = waiting()
    label(held, Label.RELAPSE)
    claims.claim(held.contribution_id, by=actors.team(moderator2))
    answer = desk.get(page(held))
    assert "The illness comes back" in words(answer)
    assert "What is it about?" not in words(answer)


# --- what was noticed ----------------------------------------------------------------------------


def test_how_often_such_notes_are_right_is_said_on_each_and_explained_once(desk):
    legend = "of 100 such notes, so many were right when we measured"
    read = words(desk.get(page(waiting(WARN, IN_TITLE))))
    assert (read.count("% right"), read.count(legend)) == (3, 1)
    assert legend not in words(desk.get(page(waiting())))


def test_a_deadline_is_said_once(desk):
    submission = waiting()
    Submission.objects.update(due_at=timezone.now() + timedelta(days=2, minutes=5))
    read = words(desk.get(page(submission)))
    assert re.findall(r"Due (.{9})", read) == ["in 2 days"]


def test_the_foot_of_the_page_signs_out_whoever_signed_in(desk, client):
    foot = desk.get(page(waiting())).content.decode().partition("<footer")[2]
    assert ("accounts/logout/" in foot, "accounts/login/" in foot) == (True, False)
    assert "accounts/login/" in client.get("/").content.decode().partition("<footer")[2]


# --- the rooms -----------------------------------------------------------------------------------

ROOMS = {
    "moderator": {
        *("/desk/", "/desk/?lane=safeguarding", "/desk/on-call/", "/desk/figures/"),
        *("/desk/drills/", "/desk/settings/"),
    },
}
ROOMS["lead"] = ROOMS["moderator"] | {
    *("/desk/reports/", "/desk/in-memory/", "/desk/export/", "/desk/drills/agreement/"),
}


@pytest.mark.parametrize("role", ROOMS)
def test_every_room_leads_to_every_other_and_says_where_one_is(role):
    client = door(person(f"{role}@example.org", role))
    for room in ROOMS[role]:
        html = client.get(room).content.decode().partition('class="signed-in"')[2]
        ways = html.partition("</nav>")[0]
        assert set(re.findall(r'href="([^"]+)"', ways)) == ROOMS[role], room
        current = re.findall(r'href="([^"]+)" aria-current="page"', ways)
        assert current == [room.partition("?")[0]], room


# --- what was noticed, and how it is looked after ------------------------------------------------


def test_every_check_is_named_and_its_guideline_is_known():
    checks = {path.split(".")[-2] for path in CHECKS}
    assert set(findings.GUIDELINE) >= checks
    assert set(NOTICED) >= checks
    guide = (Path(__file__).parents[2] / "docs/moderation-guide.md").read_text()
    assert set(re.findall(r"^\| ([a-z_]+) \|", guide, re.M)) == set(NOTICED)
    assert {code for code in findings.GUIDELINE.values() if code} <= set(GUIDELINES)


def test_the_guideline_stands_beside_what_it_is_about(desk):
    link = Remark("links", Severity.NOTE, "body", 2, 12, "This is a link.")
    text = desk.get(page(waiting(link))).content.decode()
    note = re.findall(r"<article class=\"finding.*?</article>", text, re.DOTALL)[0]
    assert "Selling and links" in note
    assert "Nothing is sold here and no money is collected here." in note


def test_the_list_leads_to_the_notes_and_the_notes_to_the_words(desk):
    text = desk.get(page(waiting(SEVERE, WARN, IN_TITLE))).content.decode()
    listed = re.findall(r'<nav class="noticed.*?</nav>', text, re.DOTALL)[0]
    assert re.findall(r'href="#finding-(\d)"', listed) == ["2", "1", "3"]
    assert re.findall(r'finding__number" href="#mark-(\d)"', text) == ["1", "2", "3"]
    assert sorted(re.findall(r'<mark[^>]*id="mark-(\d)"><a href="#finding-\1"', text)) == [
        "1",
        "2",
        "3",
    ]


def test_a_dismissal_stays_to_be_seen_and_is_taken_back(desk, moderator):
    submission = waiting(SEVERE)
    finding = Finding.objects.get(submission=submission)
    where = reverse("desk:dismiss", args=[submission.contribution_id, finding.pk])
    desk.post(where, {"because": "harmless", "number": "1"})
    shown = desk.get(page(submission))
    assert "It may stay in this story" in words(shown)
    assert shown.context["opened"].margin.grave == 0
    answer = desk.post(where, {"again": "1", "number": "1"})
    assert answer.url == page(submission) + "?open=1#finding-1"
    finding.refresh_from_db()
    assert (finding.dismissed_by, finding.dismissed_at, finding.dismissed_because) == (
        None,
        None,
        "",
    )
    assert desk.get(page(submission)).context["opened"].margin.grave == 1


def test_a_dismissal_never_goes_on_where_the_words_around_it_changed(desk, moderator):
    def name(text: str) -> Remark:
        at = text.index("Ruth Vale")
        return Remark("names", Severity.SEVERE, "body", at, at + 9, "This may be a name.")

    texts = {
        "I met Ruth Vale.\n\nIt was spring.": None,  # the first
        "It rained.\n\nI met Ruth Vale.\n\nIt was autumn.": True,
        "It rained.\n\nI accuse Ruth Vale.\n\nIt was autumn.": False,
    }
    submission = None
    for number, (text, expected) in enumerate(texts.items()):
        if submission is None:
            submission = waiting(name(text), body=text)
        else:
            submission = again(submission, name(text), body=text, title=f"Text {number}")
        shown = desk.get(page(submission))
        note = shown.context["opened"].margin.notes[0]
        assert not note.dismissed
        assert shown.context["opened"].margin.grave == 1
        assert bool(note.last_time) is bool(expected)
        assert ("with the same words around it" in words(shown)) is bool(expected)
        findings.dismiss(
            submission.contribution_id,
            note.pk,
            by=actors.team(moderator),
            because=findings.Dismissal.AGREED,
        )


# --- what changed --------------------------------------------------------------------------------


def test_two_texts_stand_side_by_side_or_in_one_column(desk):
    live = submission_in(State.PUBLISHED, body="I was ill.\n\nNow I plant garlic.")
    workflow.replace(
        live.contribution_id, offer(body="I was ill.\n\nNow I plant red garlic.\n\nNew."), by=C
    )
    run_jobs(now=False)
    inline = desk.get(page(live)).content.decode()
    side = desk.get(page(live), {"diff": "side"}).content.decode()
    assert (inline.count('class="side"'), side.count('class="side"')) == (0, 2)
    row = re.findall(r'<p class="side__(old|new)">(.*?)</p>', side, re.DOTALL)
    plain = [(which, " ".join(re.sub(r"<[^>]+>", " ", part).split())) for which, part in row]
    assert plain == [
        ("old", "Before : Now I plant garlic."),
        ("new", "Now : Now I plant put in: red end of what was put in garlic."),
        ("old", "Before : not there"),
        ("new", "Now : put in: New. end of what was put in"),
    ]
    for text in (inline, side):
        assert "I was ill." in text.partition('id="changes"')[2]  # what stayed can be opened


def test_one_chooses_what_to_compare_with(desk, moderator):
    first = submission_in(State.PUBLISHED, body="One.")
    workflow.replace(first.contribution_id, offer(body="Two."), by=C)
    run_jobs(now=False)
    workflow.request_changes(first.contribution_id, by=actors.team(moderator), message="So?")
    run_jobs()
    workflow.replace(first.contribution_id, offer(body="Three."), by=C)
    run_jobs(now=False)

    def against(**query) -> int:
        return desk.get(page(first), query).context["compared"].before.number

    assert [against(), against(against="1"), against(against="2")] == [1, 1, 2]
    assert against(against="99") == against(against="x") == 1
    assert "Against text 2" in words(desk.get(page(first)))


def test_a_text_that_nobody_decided_on_is_compared_with_the_one_before(desk):
    first = waiting(body="One.")
    assert desk.get(page(first)).context["compared"] is None
    new = again(first, body="Two.")
    assert desk.get(page(new)).context["compared"].before == first
    assert "What changed since text 1" in words(desk.get(page(new)))


def test_a_stale_page_is_told_which_words_changed(desk):
    submission = waiting(body="I planted garlic.", title="Noon")
    seen = version(submission)
    again(submission, body="I planted red garlic.", title="Noon")
    late = desk.post(page(submission), {"action": "approve", "version": seen})
    assert late.status_code == 409
    assert "The words changed" in words(late)
    assert re.search(r"<ins><span[^>]*>put in: </span>red ", late.content.decode())
    workflow.withdraw(submission.contribution_id, by=C)
    gone = desk.post(page(submission), {"action": "approve", "version": seen})
    assert "The words changed" not in words(gone)
    assert "garlic" not in gone.content.decode()


def test_a_stale_page_of_the_same_words_shows_no_difference(desk, moderator2):
    submission = waiting()
    seen = version(submission)
    workflow.approve(submission.contribution_id, by=actors.team(moderator2))
    late = desk.post(page(submission), {"action": "approve", "version": seen})
    assert late.context["compared"] is None


# --- who tells it, and what was said -------------------------------------------------------------


def test_what_else_the_same_person_told_is_in_view(desk):
    told = actors.contributor(person("garlic.planter@example.net"))
    submission = waiting(by=told, title="This one")
    submission_in(State.PUBLISHED, by=told, title="In the open")
    gone = waiting(by=told, title="A quiet title")
    workflow.withdraw(gone.contribution_id, by=told)
    waiting(title="Somebody else's")
    answer = desk.get(page(submission))
    others = answer.context["opened"].others
    assert [(one.title, one.state) for one in others.stories] == [("In the open", "public")]
    assert others.gone == 1
    text = words(answer)
    assert "one taken back" in text
    assert "A quiet title" not in text
    assert "Somebody else's" not in text
    assert "garlic.planter" not in answer.content.decode()


def test_a_story_without_an_account_is_like_no_other(desk):
    waiting(title="Another")
    others = desk.get(page(waiting())).context["opened"].others
    assert (others.stories, others.gone) == ([], 0)


def test_a_note_to_the_team_decides_nothing(desk, moderator, moderator2):
    submission = waiting()
    workflow.escalate(submission.contribution_id, by=actors.team(moderator2), reason="crisis")
    before = version(submission), Event.objects.count()
    answer = desk.post(page(submission, "note"), {"note": " I know this ward.\r\n"})
    assert answer.url == page(submission) + "?open=1#said"
    note = Message.objects.get()
    assert (note.internal, note.author, note.version) == (True, moderator, threads.BESIDE)
    assert (version(submission), Event.objects.count()) == before
    shown = desk.get(answer.url)
    assert [
        (said.who, said.did, said.words) for said in shown.context["opened"].history.thread
    ] == [("You", "", note.body)]
    timeline = [item.text for item in shown.context["opened"].history.timeline]
    assert timeline[-1] == "A moderator passed it to a lead"  # without a note: that one came later
    assert shown.context["opened"].escalation.quote == ""
    other = door(moderator2).get(page(submission)).context["opened"].history.thread
    assert other[0].who == "A moderator"


def test_a_note_needs_words_and_keeps_them_where_they_are_too_many(desk):
    submission = waiting()
    for text in ("  ", "x" * 4001):
        answer = desk.post(page(submission, "note"), {"note": text})
        assert answer.status_code == 200
        assert answer.context["note_form"].errors
        assert answer.context["open"]
    assert "x" * 4001 in answer.content.decode()
    assert not Message.objects.exists()


def test_notes_are_the_teams_and_go_with_the_words(desk, moderator):
    submission = waiting()
    kept, by = submission.contribution_id, actors.team(moderator)
    threads.note(kept, "Ask Ana.", by=by)
    assert list(Message.objects.told()) == []
    with pytest.raises(Forbidden):
        threads.note(kept, "Mine.", by=C)
    own = waiting(by=actors.contributor(moderator))
    with pytest.raises(Forbidden):
        threads.note(own.contribution_id, "Mine.", by=by)
    workflow.withdraw(kept, by=C)
    with pytest.raises(Conflict):
        threads.note(kept, "Too late.", by=by)
    late = desk.post(page(submission, "note"), {"note": "Too late."})
    assert (late.status_code, "Too late." in words(late)) == (409, True)
    workflow.erase(kept, by=C)
    assert set(Message.objects.values_list("body", flat=True)) == {""}
    assert "Ask Ana." not in desk.get(page(submission)).content.decode()


def test_every_verb_has_a_line_in_the_timeline():
    assert set(HAPPENED) == set(Action)


def test_the_same_again_on_one_day_is_one_line(desk):
    live = submission_in(State.PUBLISHED)
    for _ in range(3):
        workflow.pause(live.contribution_id, by=C)
        workflow.resume(live.contribution_id, by=C)
    lines = desk.get(page(live)).context["opened"].history.timeline
    assert [item.times for item in lines][-2:] == [1, 1]
    for how in ("initial", "anonymous"):
        workflow.hide_name(live.contribution_id, by=C, how=how)
    last = desk.get(page(live)).context["opened"].history.timeline[-1]
    assert (last.text, last.times) == ("The contributor hid more of the name", 2)


# --- how it is read ------------------------------------------------------------------------------


def test_keys_are_turned_off_for_a_person_and_stay_so(desk, moderator):
    submission = waiting()
    pages = (page(submission), reverse("desk:queue"))
    for where in pages:
        assert 'data-keys="on"' in desk.get(where).content.decode()
    for sent, kept in (("off", False), ("on", True), ("off", False)):
        assert desk.post(reverse("desk:keys"), {"keys": sent}).status_code == 204
        assert DeskSettings.of(moderator.pk).keys is kept
    for where in pages:
        text = desk.get(where).content.decode()
        assert 'data-keys="off"' in text
        assert "data-switch checked" not in text
    assert not DeskSettings.of(moderator.pk).ready_first  # and nothing else was changed


def test_after_a_decision_the_next_heading_has_the_focus(calm):
    first, second = waiting(hours=1), waiting(hours=2)
    assert "autofocus" not in calm.get(page(first)).content.decode()
    answer = decide(calm, first, "approve")
    assert answer.url.startswith(page(second))
    text = calm.get(answer.url).content.decode()
    assert re.search(r"<h1[^>]* autofocus>", text)
    assert text.count("autofocus") == 1


# --- what it costs -------------------------------------------------------------------------------


def queries(client, where) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(where).status_code == 200
    return len(caught)


def test_thirty_of_everything_cost_as_many_queries_as_one(desk, moderator):
    told = actors.contributor(person("planter@example.net"))
    few, many = (waiting(WARN, by=told, body="Ruth Vale came by.\n\nSo.") for _ in range(2))
    by = actors.team(moderator)
    for submission, times in ((few, 1), (many, 5)):
        for number in range(times):
            text = {"body": f"Ruth Vale came by.\n\nSo {number}.", "title": f"Text {number}"}
            better = offer(**text, display_name="R.")
            how = {"message": "So?", "quotes": [Quote("body", 0, 4)], "suggested": better}
            workflow.request_changes(submission.contribution_id, by=by, **how)
            run_jobs()
            threads.answer(submission.contribution_id, "I think so.", by=told)
            workflow.replace(submission.contribution_id, offer(**text), by=told)
            newest = submission.contribution.submissions.order_by("-id")[0]
            remarks = [WARN] if times == 1 else [SEVERE, *[WARN] * 15, *[IN_TITLE] * 14]
            workflow.screen(newest.pk, remarks[: 1 if times == 1 else 30])
            Submission.objects.filter(pk=newest.pk).update(state=State.IN_REVIEW)
        for _ in range(1 if times == 1 else 30):
            threads.note(submission.contribution_id, "Noted.", by=by)
    for number in range(4):
        waiting(by=told, title=f"Other {number}")
    for query in ("?open=1", "?open=1&diff=side&against=1", ""):
        assert queries(desk, page(many) + query) == queries(desk, page(few) + query)
    assert queries(desk, page(many)) <= 21


def test_nothing_of_a_story_is_said_twice(desk):
    shown = words(desk.get(page(waiting()) + "?open=1"))
    assert shown.count("Mantle cell lymphoma (MCL)") == 1
    assert "Who tells it" not in shown


def test_before_it_is_read_its_version_is_told_once(calm):
    shown = words(calm.get(page(waiting())))
    assert "Text the first one" in shown
    assert "Version" not in shown
