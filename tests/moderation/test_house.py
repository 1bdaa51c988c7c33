"""What the organisation sets: kept as rows that are only added, whole or passed over."""

import json
import re
from datetime import date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AuditEntry
from moderation import (
    deadlines,
    declined,
    hours,
    house,
    replies,
    two_people,
    waits,
    workflow,
)
from moderation.checks import Remark, Severity
from moderation.errors import Conflict
from moderation.models import Edition, Submission
from moderation.reasons import Reason
from moderation.states import State
from stories import editions, guidelines, helplines, retention
from stories.editions import plain
from stories.models import PublicEdition
from tests.factories import contribution, person, submission_in
from tests.moderation.houses import change, content_of, spoil

DAY = timedelta(days=1)
SHIPPED = {name: kind for name, kind in house.KINDS.items() if kind.shipped()}
BROKEN = {"each": "<b>" * 2000}


@pytest.fixture
def organiser(db):
    return person("organiser@example.org", "organiser")


# ---- Every kind


@pytest.mark.django_db
@pytest.mark.parametrize("kind", house.KINDS.values(), ids=house.KINDS)
def test_what_ships_is_whole_by_the_rules_of_its_own_form(kind):
    for part, content in kind.shipped().items():
        assert kind.read(part, plain(content)) == kind.value(part, content), part


@pytest.mark.parametrize("kind", SHIPPED.values(), ids=SHIPPED)
@pytest.mark.parametrize("content", [[], "x", 7, BROKEN], ids=lambda one: str(one)[:20])
def test_a_row_that_is_not_whole_takes_nothing_down(organiser, kind, content, client):
    part = kind.parts()[0]
    if isinstance(content, dict):  # each field in turn is nothing that its form would take
        content = {name: content["each"] for name in kind.form.base_fields if name != "rests"}
    before = kind.current()[part]
    spoil(kind, part, content)
    assert kind.current()[part] == before
    assert house.broken() == [f"{kind.name}/{part} 1"]
    for page in ("/help/", "/guidelines/", "/privacy/", "/share/"):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "lines", [3, ["x"], [{"day": "soon"}], [{}] * 2000], ids=lambda x: str(x)[:9]
)
def test_lines_that_are_not_whole_take_nothing_down(organiser, lines):
    spoil(hours.HOURS, "", content_of(hours.HOURS) | {"lines": lines})
    assert (hours.current().off, house.broken()) == (frozenset(), ["hours/ 1"])


def test_a_field_that_the_form_got_later_is_as_it_ships(organiser):
    content = content_of(deadlines.DEADLINES)
    del content["severe"]
    spoil(deadlines.DEADLINES, "", content | {"due": 30})
    assert house.broken() == []
    assert deadlines.current().due == timedelta(hours=30)
    assert deadlines.current().severe == timedelta(hours=4)


def test_the_newest_that_is_whole_holds(organiser):
    change(guidelines.SECTIONS, "names", by=organiser, title_en="Your name")
    spoil(guidelines.SECTIONS, "names", {"title_en": ""})
    assert guidelines.titles()["names"] == "Your name"
    assert house.broken() == ["guidelines/names 2"]
    change(guidelines.SECTIONS, "names", by=organiser, title_en="What you are called")
    assert guidelines.titles()["names"] == "What you are called"
    assert house.broken() == []


def test_it_is_written_down_who_set_it_and_the_public_room_is_not_told(organiser):
    edition = change(guidelines.SECTIONS, "names", by=organiser, why="Shorter.", title_en="Name")
    assert (edition.number, edition.by, edition.why) == (1, organiser.pk, "Shorter.")
    [copy] = PublicEdition.objects.all()
    assert (copy.number, copy.content) == (1, edition.content)
    assert {field.name for field in PublicEdition._meta.fields} == {
        "id", "kind", "part", "number", "content", "at",
    }  # fmt: skip
    entry = AuditEntry.objects.get(kind="edition")
    assert (entry.actor, entry.about, entry.facts) == (
        organiser.pk, "guidelines/names", {"number": 1},
    )  # fmt: skip


def test_what_only_the_team_works_by_is_not_in_the_public_room(organiser):
    change(deadlines.DEADLINES, by=organiser, due=24)
    assert list(PublicEdition.objects.all()) == []


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_rows_are_only_added(organiser, deed):
    change(guidelines.SECTIONS, "names", by=organiser, title_en="Name")
    for rows in (Edition.objects.all(), PublicEdition.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(part="x") if deed == "update" else rows.delete()


def test_who_saw_an_older_one_is_refused(organiser):
    change(guidelines.SECTIONS, "names", by=organiser, title_en="Name")
    content = content_of(guidelines.SECTIONS, "names") | {"title_en": "Other"}
    with pytest.raises(Conflict):
        house.put(guidelines.SECTIONS, "names", content, by=organiser, seen=0, why="Late.")
    assert Edition.objects.count() == PublicEdition.objects.count() == 1


def test_nothing_that_is_not_whole_gets_in(organiser):
    with pytest.raises(ValueError):
        house.put(deadlines.DEADLINES, "", {"grace": -1}, by=organiser, seen=0, why="No.")
    assert Edition.objects.count() == 0


def test_what_ships_can_hold_again(organiser):
    shipped = guidelines.titles()
    change(guidelines.SECTIONS, "names", by=organiser, title_en="Name")
    house.put(guidelines.SECTIONS, "names", None, by=organiser, seen=1, why="Back.")
    guidelines.SECTIONS.shelf.forget()
    assert guidelines.titles() == shipped


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_holds_and_the_other_is_told():
    organiser = person("organiser@example.org", "organiser")
    together, ends = Barrier(2), []

    def one(title: str) -> None:
        content = content_of(guidelines.SECTIONS, "names") | {"title_en": title}
        together.wait()
        try:
            house.put(guidelines.SECTIONS, "names", content, by=organiser, seen=0, why="Now.")
            ends.append(title)
        except Conflict:
            ends.append("conflict")
        finally:
            connection.close()

    threads = [Thread(target=one, args=(title,)) for title in ("First", "Second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends)[1:] == ["conflict"]
    assert PublicEdition.objects.get().content["title_en"] in ends


# ---- Reading


def test_reading_costs_one_small_query_a_second_whatever_is_read(
    organiser, monkeypatch, django_assert_num_queries
):
    change(guidelines.SECTIONS, "names", by=organiser, title_en="Name")
    change(helplines.HELPLINES, "gb", by=organiser, name_en="Great Britain")
    with django_assert_num_queries(2):  # the highest number, then the rows above what is known
        guidelines.page()
    with django_assert_num_queries(0):
        guidelines.page(), helplines.countries(), retention.current()
    monkeypatch.setattr(editions, "AGE", 0.0)
    with django_assert_num_queries(1):
        guidelines.titles()


def test_another_process_sees_it_within_a_second(organiser):
    guidelines.SECTIONS.current()
    row = PublicEdition(kind="guidelines", part="names", number=1)
    row.content = content_of(guidelines.SECTIONS, "names") | {"title_en": "Name"}
    row.save()
    assert guidelines.titles()["names"] == "Names"
    editions.PUBLIC._looked -= 1
    editions.AGE, age = 1.0, editions.AGE
    try:
        assert guidelines.titles()["names"] == "Name"
    finally:
        editions.AGE = age


def test_an_older_database_that_came_back_is_believed(organiser):
    change(guidelines.SECTIONS, "names", by=organiser, title_en="Name")
    assert guidelines.titles()["names"] == "Name"
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE stories_publicedition")
    editions.PUBLIC.forget()
    assert guidelines.titles()["names"] == "Names"


# ---- Guidelines


def test_a_section_in_other_words_in_another_place(organiser, client):
    words = {"text_en": "Say [hello](/help/).\n\nThen go.", "text_es": "Di hola.", "position": 1}
    change(guidelines.SECTIONS, "respect", by=organiser, title_en="Kindness", **words)
    html = client.get("/guidelines/").content.decode()
    assert '<h2 id="respect">1. Kindness</h2>' in html
    assert '<p>Say <a href="/help/" rel="noreferrer">hello</a>.</p>\n<p>Then go.</p>' in html
    assert "<p>Di hola.</p>" in client.get("/es/guidelines/").content.decode()


def test_one_that_rests_is_on_no_page_and_declining_always_is(organiser, client):
    change(guidelines.SECTIONS, "respect", by=organiser, rests=True)
    assert 'id="respect"' not in client.get("/guidelines/").content.decode()
    assert "respect" not in guidelines.titles()
    with pytest.raises(ValueError):
        change(guidelines.SECTIONS, "declined", by=organiser, rests=True)


def test_a_message_keeps_the_title_that_its_reader_was_told(organiser):
    told = timezone.now()
    change(guidelines.SECTIONS, "staff", by=organiser, title_en="People who treat you")
    assert guidelines.title("staff", at=told) == "Doctors, nurses and hospitals"
    assert guidelines.title("staff", at=timezone.now()) == "People who treat you"
    assert guidelines.title("no-such", at=told) == ""


@pytest.mark.parametrize("field", ["title_en", "title_es", "text_en", "text_es"])
def test_both_languages_are_needed(organiser, field):
    with pytest.raises(ValueError):
        change(guidelines.SECTIONS, "names", by=organiser, **{field: " "})


# ---- Helplines


def with_line(**fields: object) -> list[dict[str, object]]:
    [first, *others] = content_of(helplines.HELPLINES, "gb")["lines"]
    return [first | fields, *others]


def test_a_number_that_the_organisation_put_there(organiser, client):
    change(helplines.HELPLINES, "gb", by=organiser, lines=with_line(phone="0808 2080 888"))
    html = client.get("/help/gb/").content.decode()
    assert html.count('href="tel:08082080888"') == 2
    assert 'href="tel:116123"' not in html
    assert 'href="tel:116123"' in client.get("/help/ie/").content.decode()
    assert [line.phone for line in helplines.crisis(near="gb")][:1] == ["0808 2080 888"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "0808 2080"},
        {"phone": "call us"},
        {"phone": "+44 808 2080 888"},
        {"url": "http://www.samaritans.org/"},
        {"url": "javascript:alert(1)"},
        {"seen": "ftp://example.org/"},
        {"languages": "xx"},
        {"languages": ""},
        {"kind": "sales"},
        {"checked": "soon"},
        {"text_es": ""},
    ],
    ids=str,
)
def test_a_line_that_would_lead_nowhere_is_refused(organiser, wrong):
    with pytest.raises(ValueError):
        change(helplines.HELPLINES, "gb", by=organiser, lines=with_line(**wrong))


def test_a_country_may_come_and_rest(organiser, client):
    portugal = content_of(helplines.HELPLINES, "es") | {
        "name_en": "Portugal",
        "name_es": "Portugal",
    }
    portugal |= {"emergency": "112", "lines": []}
    house.put(helplines.HELPLINES, "pt", portugal, by=organiser, seen=0, why="New.")
    change(helplines.HELPLINES, "us", by=organiser, rests=True)
    html = client.get("/help/").content.decode()
    assert ('id="country-pt"' in html, 'id="country-us"' in html) == (True, False)
    with pytest.raises(ValueError):
        house.put(helplines.HELPLINES, "zz", portugal, by=organiser, seen=0, why="No.")


# ---- Times


def test_the_privacy_page_says_the_times_that_hold(organiser, client):
    times = {"declined": 120, "drafts": 45, "unsent_photos": 3}
    times |= {"reporters": 9, "report_marks": 11, "mail": 44}
    change(retention.RETENTION, by=organiser, **times)
    html = client.get("/privacy/").content.decode()
    assert re.findall("(9|11|44) days", html) == ["44", "9", "11"]
    assert "9 days after the answer we forget it" in client.get("/report/").content.decode()
    assert "120 days, so that you can change it" in html
    assert "45 days after your last word" in html
    assert "or after 3 days where you did not sign in" in html


@pytest.mark.parametrize(
    "times",
    [
        {"declined": 29},
        {"declined": 731},
        {"drafts": 13},
        {"unsent_photos": 0},
        {"drafts": 20, "unsent_photos": 21},
        {"reporters": 91},
        {"report_marks": 6},
        {"mail": 29},
    ],
    ids=str,
)
def test_times_stay_within_what_is_decent(organiser, times):
    with pytest.raises(ValueError):
        change(retention.RETENTION, by=organiser, **times)


def test_a_shorter_time_is_for_those_who_come_after_it(organiser):
    """Who was told 90 days keeps them; only what is declined from now on ends after 30."""
    early, late = submission_in(State.DECLINED), submission_in(State.DECLINED)
    now = timezone.now()
    Submission.objects.filter(pk=early.pk).update(settled_at=now - 50 * DAY)
    Submission.objects.filter(pk=late.pk).update(settled_at=now - 35 * DAY)
    row = {"kind": "retention", "part": "", "number": 1, "at": now - 40 * DAY}
    content = content_of(retention.RETENTION) | {"declined": 30}
    PublicEdition.objects.create(**row, content=content)
    editions.PUBLIC.forget()
    assert [one.pk for one in workflow.long_declined()] == [late.pk]
    ahead = workflow.long_declined(ahead=41 * DAY)
    assert sorted(one.pk for one in ahead) == sorted([early.pk, late.pk])
    early.refresh_from_db()
    late.refresh_from_db()
    assert declined.until(early) == now + 40 * DAY
    assert declined.until(late) == now - 5 * DAY


def test_a_new_deadline_and_grace_are_for_what_is_sent_and_decided_from_now_on(organiser):
    early = submission_in(State.IN_REVIEW)
    due = early.due_at
    change(deadlines.DEADLINES, by=organiser, due=24, grace=60)
    late = submission_in(State.IN_REVIEW)
    early.refresh_from_db()
    assert early.due_at == due
    assert timedelta(hours=23) < late.due_at - timezone.now() <= timedelta(hours=24)
    assert waits.days(None) == 1
    assert waits.hoped(early.created_at, None) == early.created_at + 3 * DAY
    assert deadlines.current().grace == timedelta(minutes=1)


@pytest.mark.parametrize(
    "wrong", [{"grace": -1}, {"grace": 3601}, {"due": 3}, {"due": 5, "severe": 6}], ids=str
)
def test_deadlines_stay_within_what_is_decent(organiser, wrong):
    with pytest.raises(ValueError):
        change(deadlines.DEADLINES, by=organiser, **wrong)


FRIDAY = datetime(2026, 11, 27, 14, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("set_", "hoped"),
    [
        ({"days": ["1", "2", "3", "4", "5"]}, "2026-12-02 14:00"),
        ({"days": ["1", "2", "3", "4", "5"], "off": ["2026-11-30"]}, "2026-12-03 14:00"),
        ({"closes": "13:00"}, "2026-12-01 09:00"),
        ({"closes": "13:00", "off": ["2026-12-01", "2026-12-02"]}, "2026-12-03 09:00"),
        ({"closes": "17:00"}, "2026-11-30 14:00"),
    ],
    ids=str,
)
def test_nobody_is_told_a_time_at_which_nobody_reads(organiser, set_, hoped):
    days = set_.get("days", list("1234567"))
    lines = [{"day": day} for day in set_.get("off", [])]
    closes = set_.get("closes")
    opens = "09:00" if closes else "00:00"
    change(hours.HOURS, by=organiser, days=days, opens=opens, closes=closes, lines=lines)
    assert f"{waits.hoped(FRIDAY, None):%Y-%m-%d %H:%M}" == hoped


def test_hours_are_what_was_set(organiser):
    change(hours.HOURS, by=organiser, days=["1"], opens="09:00", lines=[{"day": "2026-12-25"}])
    assert hours.current() == hours.Hours(
        frozenset({1}), time(9), None, frozenset({date(2026, 12, 25)})
    )
    for wrong in ({"days": []}, {"days": ["8"]}, {"opens": "17:00", "closes": "09:00"}):
        with pytest.raises(ValueError):
            change(hours.HOURS, by=organiser, **wrong)


def test_json_is_what_it_keeps():
    for kind in house.KINDS.values():
        for content in kind.shipped().values():
            assert json.loads(json.dumps(plain(content))) == plain(content)


def test_spanish_readers_get_spanish_words(organiser):
    change(guidelines.SECTIONS, "names", by=organiser, title_es="Cómo te llamas")
    with override("es"):
        assert guidelines.titles()["names"] == "Cómo te llamas"


# ---- Saved replies and rules for two people


def test_replies_are_in_the_words_of_the_organisation(organiser):
    change(replies.REPLIES, "names", by=organiser, body_en="Dear {name}, {…}", body_es="Hola, {…}")
    change(replies.REPLIES, "thanks", by=organiser, rests=True)
    bodies = {(one.code, one.language): one.body for one in replies.all()}
    assert (bodies["names", "en"], bodies["names", "es"]) == ("Dear {name}, {…}", "Hola, {…}")
    assert ("thanks", "en") not in bodies


def test_what_is_said_of_the_dead_is_changed_by_itself(organiser):
    change(replies.REPLIES, "others-died", by=organiser, body_en="They cannot be asked.")
    bodies = [
        next(one.body for one in replies.fitting("en", died=died) if one.code == "others")
        for died in (False, True)
    ]
    with override("en"):
        assert bodies == [str(replies.WORDING[Reason.OTHERS]), "They cannot be asked."]


@pytest.mark.parametrize("wrong", ["", "Dear {name", "Dear } you", "x" * 2001], ids=lambda x: x[:9])
def test_a_reply_that_could_not_be_filled_is_refused(organiser, wrong):
    with pytest.raises(ValueError):
        change(replies.REPLIES, "names", by=organiser, body_en=wrong)


def test_the_organisation_says_what_two_people_read(organiser):
    submission = contribution().submissions.get()
    workflow.screen(submission.pk, [Remark("address", Severity.SEVERE, "body", 0, 4, "Look.")])
    assert [rule.code for rule in two_people.wanted(submission)] == ["severe"]
    change(two_people.TWO_PEOPLE, by=organiser, rules=["minors"])
    assert two_people.wanted(submission) == ()
    change(two_people.TWO_PEOPLE, by=organiser, rules=[])
    assert two_people.current() == frozenset()
    with pytest.raises(ValueError):
        change(two_people.TWO_PEOPLE, by=organiser, rules=["everything"])
