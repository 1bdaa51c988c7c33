"""What is made of Lighthouse's answers: what missed, and the middle of three where one did."""

import pytest

from benchmarks import lighthouse

PERFECT = {"performance": 1, "accessibility": 1, "best-practices": 1, "seo": 1}


def answer(**scores: float) -> dict:
    """An answer in Lighthouse's form, in which one audit brought everything down."""
    refs = [{"id": "link-text", "weight": 1}, {"id": "canonical", "weight": 1}]
    refs.append({"id": "a-hint", "weight": 0})
    given = {name.replace("_", "-"): score for name, score in scores.items()}
    return {
        "categories": {
            name: {"score": score, "auditRefs": refs}
            for name, score in {**PERFECT, **given}.items()
        },
        "audits": {
            "link-text": {"score": 0},
            "canonical": {"score": 1},
            "a-hint": {"score": 0},
            **{name: {"displayValue": "1.1\xa0s"} for name in lighthouse.SEEN},
        },
    }


def test_what_is_below_its_limit_is_told_with_what_brought_it_there():
    assert lighthouse.faults(answer(performance=0.98)) == []
    assert lighthouse.faults(answer(performance=0.97, seo=0.99)) == [
        "**performance is 97**, at least 98 is wanted: link-text",
        "**seo is 99**, at least 100 is wanted: link-text",
    ]


def test_a_page_that_misses_is_asked_again_and_the_middle_counts(monkeypatch):
    given = iter([answer(performance=one) for one in (0.97, 1, 0.99, 1)])
    monkeypatch.setattr(lighthouse, "audited", lambda url: next(given))
    assert lighthouse.scores(lighthouse.asked("/"))["performance"] == 99
    assert lighthouse.scores(lighthouse.asked("/"))["performance"] == 100


def broken() -> dict:
    """How Lighthouse tells that it broke off itself: without a score."""
    return {"runtimeError": {"code": "NO_NAVSTART", "message": "Something went wrong."}}


def test_where_lighthouse_itself_fails_it_is_asked_once_more(monkeypatch, capsys):
    given = iter([broken(), answer(performance=0.5), answer(performance=1)])
    monkeypatch.setattr(lighthouse, "answered", lambda url: next(given))
    assert lighthouse.scores(lighthouse.audited("/"))["performance"] == 50
    assert "NO_NAVSTART" in capsys.readouterr().out
    assert lighthouse.scores(lighthouse.audited("/"))["performance"] == 100


def test_where_it_fails_twice_that_is_the_end(monkeypatch):
    monkeypatch.setattr(lighthouse, "answered", lambda url: broken())
    with pytest.raises(RuntimeError, match="broke off twice"):
        lighthouse.audited("/")


def test_the_table_reads_well():
    rows = [lighthouse.HEAD, lighthouse.cells("home", answer())]
    assert lighthouse.table(rows).splitlines()[2].split("|")[1:7] == [
        *(
            " home ",
            " 100         ",
            " 100           ",
            " 100            ",
            " 100 ",
            " 1.1 s       ",
        ),
    ]
