"""Words under review: marks where the findings point, notes beside their paragraph."""

from datetime import UTC, datetime
from types import SimpleNamespace

from stories.templatetags.marrow import paragraphs, relation_word, roughly, stamp

TEXT = "First <b> words.\n\nDr. Ana Alvarez told us.\n\n\n  Last 😀 line.\n"


def finding(words: str, severity: str = "warn", **more) -> SimpleNamespace:
    start = TEXT.index(words)
    return SimpleNamespace(
        field="body", severity=severity, start=start, end=start + len(words), **more
    )


def words(rows) -> list[str]:
    return [str(row.words) for row in rows]


def test_a_text_without_findings_is_its_escaped_paragraphs():
    assert words(paragraphs(TEXT)) == [
        "First &lt;b&gt; words.",
        "Dr. Ana Alvarez told us.",
        "Last 😀 line.\n",
    ]


def test_a_finding_is_marked_and_noted_in_its_own_paragraph():
    rows = paragraphs(TEXT, [finding("Ana")])
    assert words(rows)[1] == (
        'Dr. <mark class="is-warn" id="mark-1"><a href="#finding-1">Ana</a><sup>1</sup></mark>'
        " Alvarez told us."
    )
    assert [[number for number, _ in row.notes] for row in rows] == [[], [1], []]


def test_offsets_are_code_points():
    assert '<a href="#finding-1">line</a>' in words(paragraphs(TEXT, [finding("line")]))[2]


def test_where_findings_overlap_the_stronger_shows_and_no_word_is_lost_or_said_twice():
    rows = paragraphs(TEXT, [finding("Dr. Ana"), finding("Ana Alvarez", "severe")])
    assert words(rows)[1] == (
        '<mark class="is-warn" id="mark-1"><a href="#finding-1">Dr. </a></mark>'
        '<mark class="is-severe" id="mark-2"><a href="#finding-2">Ana</a><sup>1</sup></mark>'
        '<mark class="is-severe"><a href="#finding-2"> Alvarez</a><sup>2</sup></mark>'
        " told us."
    )


def test_a_dismissed_finding_is_quiet():
    rows = paragraphs(TEXT, [finding("Ana", "severe", dismissed=True)])
    assert '<mark class="is-dismissed"' in words(rows)[1]


def test_findings_of_other_fields_are_left_out():
    other = SimpleNamespace(field="title", severity="warn", start=0, end=5)
    assert words(paragraphs(TEXT, [other])) == words(paragraphs(TEXT))


def test_a_finding_between_paragraphs_still_gets_its_note():
    gap = SimpleNamespace(field="body", severity="note", start=0, end=len(TEXT))
    last = SimpleNamespace(field="body", severity="note", start=len(TEXT), end=len(TEXT))
    rows = paragraphs(TEXT, [gap, last])
    assert [[number for number, _ in row.notes] for row in rows] == [[1], [], [2]]


def test_an_empty_text_is_one_empty_paragraph():
    assert words(paragraphs("")) == [""]


def test_small_words():
    assert str(relation_word("patient")) == "Patient"
    assert relation_word("unknown") == ""
    assert roughly("1 hour, 59 minutes") == "1 hour"


def test_a_moment_is_as_exact_as_html_takes_it():
    moment = datetime(2026, 11, 26, 9, 30, 0, 912345, tzinfo=UTC)
    assert stamp(moment) == "2026-11-26T09:30:00+00:00"
