"""Figures for everybody: counted once a quarter, and nothing of few is in them or behind them."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.models import Job
from jobs.work import run
from moderation import actors, figures, house, workflow
from moderation.models import Submission
from moderation.reasons import REASONS
from moderation.states import State
from readers import counting
from readers.models import Report
from stories import figures as page_of_figures
from stories import guidelines
from stories.guidelines import GUIDELINES
from stories.models import Figure
from tests.contributors.walking import said
from tests.factories import offer, person, run_jobs, submission_in
from tests.moderation.houses import change

C = actors.contributor()
DAY = timedelta(days=1)


def now() -> dict[tuple[str, str], int | None]:
    """The figures of these days, whatever quarter it is."""
    today = timezone.now()
    return {
        (kind, code): number for kind, code, number in counting.counted(today - DAY, today + DAY)
    }


def added(by) -> None:
    """The organisation has a guideline more, and "another reason" points to it."""
    words = {"title_en": "Photos", "title_es": "Fotos", "text_en": "Yours.", "text_es": "Tuyas."}
    content = words | {"position": 15, "rests": False}
    house.put(guidelines.SECTIONS, "photos", content, by=by, seen=0, why="New.")
    guidelines.SECTIONS.shelf.forget()
    change(REASONS, "other", by=by, guideline="photos")


def whole() -> dict[str, int]:
    """The same before anything of few is left out."""
    span = timezone.now() - DAY, timezone.now() + DAY
    declined = figures.declined(*span)
    return {
        "received": figures.received(*span),
        "published": figures.published(*span),
        **{f"declined {code}": times for code, times in declined.items() if times},
        **{f"answered {code}": times for code, times in counting.outcomes(*span).items() if times},
    }


@pytest.mark.django_db
class TestWhatCounts:
    def test_each_story_once(self):
        live = submission_in(State.PUBLISHED)
        workflow.replace(live.contribution_id, offer(title="New words"), by=C)
        run_jobs(now=False)
        by = actors.team(person("judge@example.org", "lead"))
        workflow.approve(live.contribution_id, by=by)
        run_jobs()
        workflow.pause(live.contribution_id, by=C)
        workflow.resume(live.contribution_id, by=C)
        workflow.hold(live.contribution_id, by=by, reason="other")
        workflow.restore(live.contribution_id, by=by, reason="other")
        assert whole() == {"received": 1, "published": 1}

    def test_no_example(self):
        submission_in(State.PUBLISHED, example=True)
        assert whole() == {"received": 0, "published": 0}

    def test_a_decline_that_took_effect_and_no_other(self):
        submission_in(State.DECLINED)  # in its grace
        assert whole() == {"received": 1, "published": 0}
        run_jobs()
        assert whole() == {"received": 1, "published": 0, "declined other": 1}
        taken = submission_in(State.IN_REVIEW)
        by = actors.team(person("judge@example.org", "moderator"))
        how = {"by": by, "message": "With thanks."}
        workflow.decline(taken.contribution_id, reason="selling", **how)
        workflow.take_back(taken.contribution_id, by=by)
        workflow.decline(taken.contribution_id, reason="names", **how)
        run_jobs()
        assert whole() == {
            "received": 2,
            "published": 0,
            "declined other": 1,
            "declined names": 1,
        }

    def test_a_reason_that_points_to_a_guideline_of_the_organisation_counts_there(self):
        added(person("organiser@example.org", "organiser"))
        submission_in(State.DECLINED)
        run_jobs()
        assert whole() == {"received": 1, "published": 0, "declined photos": 1}

    def test_they_stay_when_a_story_is_erased(self):
        one = submission_in(State.DECLINED)
        run_jobs()
        workflow.erase_all(one.contribution_id, by=C)
        assert whole() == {"received": 1, "published": 0, "declined other": 1}

    def test_what_came_of_reports(self):
        for outcome in ("off", "stays", "groundless"):
            Report.objects.create(
                reason="other", words="x", outcome=outcome, closed_at=timezone.now()
            )
        Report.objects.create(reason="other", words="x")
        assert whole() == {"received": 0, "published": 0, "answered off": 1, "answered stays": 2}

    def test_many_are_told_and_few_are_not(self):
        for number in range(11):
            submission_in(State.PUBLISHED if number else State.IN_REVIEW)
        found = now()
        assert (found["received", ""], found["published", ""]) == (11, None)
        assert found["waited", ""] is None
        submission_in(State.PUBLISHED)
        found = now()
        assert (found["received", ""], found["published", ""]) == (12, 11)
        assert found["waited", ""] == 1


# --- what is hidden cannot be computed ------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "total", "cells"),
    [
        ({"a": 11, "b": 12}, 23, {"a": 11, "b": 12}),
        ({"a": 11, "b": 10}, None, {"a": 11, "b": None}),
        ({"a": 30, "b": 0}, None, {"a": 30, "b": None}),
        ({"a": 30, "b": 4, "c": 5}, None, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 6, "c": 5}, 41, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 10, "c": 9}, 49, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 10, "c": 10}, None, {"a": 30, "b": None, "c": None}),
        ({"a": 4, "b": 3}, None, {"a": None, "b": None}),
        ({"a": 6, "b": 7}, 13, {"a": None, "b": None}),
        ({}, None, {}),
    ],
)
def test_a_total_tells_of_nothing_hidden(parts, total, cells):
    assert figures.told_in_parts(parts) == (total, cells)


def test_from_what_is_told_no_count_of_few_follows():
    """All small cases: whoever knows the rule and all that is told knows of no part, and of no sum
    of hidden parts, that it is of few more exactly than that it is hidden."""
    numbers = (0, 1, 5, 9, 10, 11, 12, 25)
    for parts in product(numbers, repeat=3):
        total, cells = figures.told_in_parts(dict(zip("abc", parts, strict=True)))
        hidden = [name for name, number in cells.items() if number is None]
        assert all(number is None or number > 10 for number in (total, *cells.values()))
        if total is not None and hidden:
            left = total - sum(number for number in cells.values() if number is not None)
            assert 10 < left < 10 * len(hidden)
            assert len(hidden) > 1


# --- once a quarter -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 11, 26), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_the_quarter_of_a_day(day, first):
    assert counting.of(day) == first
    assert counting.following(first) == {1: date(2026, 4, 1), 10: date(2027, 1, 1)}[first.month]


def count() -> None:
    job = Job.objects.create(kind="count-figures", subject="", key=f"count:{timezone.now()}")
    run(job.pk, by="worker")


@pytest.mark.django_db
class TestQuarters:
    def test_only_what_is_over_is_counted_and_never_again(self):
        submission_in(State.PUBLISHED)
        count()
        assert Figure.objects.count() == 0  # this quarter goes on
        long_ago = timezone.now() - timedelta(days=200)
        Submission.objects.update(created_at=long_ago)
        count()
        quarters = list(Figure.objects.values_list("quarter", flat=True).order_by().distinct())
        assert len(quarters) in (2, 3)
        assert max(quarters) < counting.of(timezone.localdate())
        before = list(Figure.objects.order_by("id").values_list("id", "number"))
        for _ in range(11):
            submission_in(State.IN_REVIEW)
        Submission.objects.update(created_at=long_ago)
        count()
        assert list(Figure.objects.order_by("id").values_list("id", "number")) == before

    def test_what_is_of_few_is_not_in_the_public_table(self):
        submission_in(State.PUBLISHED)
        Submission.objects.update(created_at=timezone.now() - timedelta(days=200))
        count()
        assert set(Figure.objects.values_list("number", flat=True)) == {None}

    def test_a_site_without_stories_has_none(self):
        count()
        assert Figure.objects.count() == 0


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def told(db):
    first = date(2026, 7, 1)
    cells = {
        ("received", ""): 41,
        ("published", ""): 30,
        ("declined", ""): None,
        ("declined", "names"): 12,
        ("declined", "crisis"): None,
        ("waited", ""): 60,
        ("reported", ""): 11,
        ("answered", "stays"): 11,
    }
    for (kind, code), number in cells.items():
        Figure.objects.create(quarter=first, kind=kind, code=code, number=number)
    Figure.objects.create(quarter=date(2026, 4, 1), kind="received", number=None)


def test_the_page_says_it_in_tables_and_a_drawing(client, told):
    page = client.get("/about/figures/")
    words = said(page)
    assert "Q3 2026 Q2 2026" in words
    assert "Stories sent to us 41 not told" in words
    assert "Names 12 not told" in words
    assert "When it is too much" not in words  # nothing of it can be told
    assert "Half of the people had an answer within 3 days not told" in words
    text = page.content.decode()
    assert text.count("<rect ") == 4
    assert "style=" not in text
    assert [bar.height for bar in page.context["told"].bars] == [0, 0, 156, 114]


def test_the_page_asks_one_public_table(client, told):
    client.get("/about/figures/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/about/figures/")
    assert [one["sql"].split(" FROM ")[1].split()[0] for one in asked] == ['"stories_figure"']
    assert not page.cookies
    assert page.headers["Cache-Control"] == "public, max-age=60, must-revalidate"


@pytest.mark.django_db
def test_before_the_first_quarter_it_says_so(client):
    for root in ("/", "/es/"):
        page = client.get(f"{root}about/figures/")
        assert (page.status_code, page.context["told"]) == (200, None)


@pytest.mark.django_db
def test_it_is_found_from_every_page():
    for url in ("/", "/about/", "/es/about/"):
        root = "/es/" if url.startswith("/es") else "/"
        assert f'href="{root}about/figures/"' in Client().get(url).content.decode()


@pytest.mark.django_db
def test_declined_by_guideline_is_told_with_the_words_of_the_organisation(client):
    added(person("organiser@example.org", "organiser"))
    for code in ("legal", "names", "photos", "own-words", "was-there-once"):
        Figure.objects.create(quarter="2026-07-01", kind="declined", code=code, number=20)
    [_all, table, _reports] = client.get("/about/figures/").context["told"].tables
    assert [str(name) for name, _cells in table.rows] == [
        *("It is your own story", "Photos", "Names", "A legal question"),
        "A guideline that we no longer have",
    ]


def test_every_reason_and_outcome_has_words():
    points = {told.guideline or code for code, told in REASONS.current().items()}
    assert points == {*page_of_figures.REASONS, *GUIDELINES}
    assert set(page_of_figures.OUTCOMES) == set(Report.Outcome.values) - {Report.Outcome.GROUNDLESS}
    assert set(page_of_figures.ROWS) == set(Figure.Kind.values)
