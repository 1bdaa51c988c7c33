"""Articles by the organisation: what ships with Marrow, and what was put in its place or added.

Each is an edition (docs/adr/0027): every change is kept, in both languages together, and the newest
that is whole is in force. A draft is kept in the team's own table alone, until it is let go live.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from library import exhibits, pictures, writing
from stories import editions
from stories.diagnoses import Diagnosis
from stories.editions import LINES, Content, Kind, Shape
from stories.helplines import Address
from stories.likeness import telling
from stories.search import Understood
from stories.spelling import like as like_words
from stories.text import minutes
from stories.veil import SAY_THE_SAME
from stories.vocabulary import Vocabulary, phrase, vocabulary
from stories.words import LANGUAGES, ROOTS, Words, in_words, spoken, together

DATA = Path(__file__).parent / "data"
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
SHORT = 4  # letters of a word that must be right
SLUGS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# In the order of the page. A code, once given, is not renamed.
TOPICS: dict[str, Promise] = {
    "tests": _("Tests"),
    "treatment": _("Treatment"),
    "living": _("Living with it"),
    "practical": _("Work, money and rights"),
    "close-to-somebody": _("Close to somebody who is ill"),
}


@dataclass(frozen=True)
class Source:
    """Where a fact is from: what it is called, whose it is, when it was written, and where."""

    number: int
    name: str
    publisher: str
    dated: str
    url: str
    read: date

    def __str__(self) -> str:
        return f"{self.publisher}: {self.name}"


@dataclass(frozen=True)
class Article:
    """One article in its languages. One that rests is on no page."""

    slug: str
    titles: Words
    summaries: Words
    bodies: Words
    topics: tuple[str, ...]
    diagnoses: tuple[str, ...]
    facets: tuple[str, ...]
    exhibit: str
    checked: date
    due: date
    reviewer: str
    sources: tuple[Source, ...]
    rests: bool = False

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_words(self.titles)

    @property
    def summary(self) -> str:
        return in_words(self.summaries)

    @property
    def url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def hard(self) -> bool:
        """Whether it is about an ending, by what its stories tell of."""
        return not SAY_THE_SAME.keys().isdisjoint(self.facets)

    @property
    def minutes(self) -> int:
        return minutes(writing.words(in_words(self.bodies)))

    @property
    def overdue(self) -> bool:
        """Whether the day has passed by which somebody was to read it again."""
        return self.due < date.today()  # noqa: DTZ011 - a day on a calendar

    @cached_property
    def _pieces(self) -> dict[str, list[writing.Block]]:
        found = {}
        for code, text in self.bodies.items():
            with override(code):
                found[code] = writing.blocks(text, root=ROOTS[code])
        return found

    @property
    def blocks(self) -> list[writing.Block]:
        return self._pieces[spoken()]

    @property
    def headings(self) -> list[writing.Block]:
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words of its title, two sentences and headings, and all of its words."""
        heads = [*self.titles.values(), *self.summaries.values()]
        heads += [line for text in self.bodies.values() for line in HEADING.findall(text)]
        short = frozenset(phrase(" ".join(heads)))
        return short, short | frozenset(phrase(" ".join(self.bodies.values())))

    def answers(self, asked: list[str]) -> bool:
        """Whether it has all these words, and one of them where it says what it is about."""
        short, every = self._words
        return any(_has(short, word) for word in asked) and all(_has(every, word) for word in asked)

    @property
    def model(self) -> exhibits.Exhibit | None:
        """The 3D model that belongs to it."""
        return exhibits.named(self.exhibit)

    @property
    def topic_names(self) -> list[Promise]:
        return [TOPICS[code] for code in self.topics]


def _has(words: Iterable[str], word: str) -> bool:
    """Whether this is one of the words, or one of several letters that is hardly unlike it."""
    return word in words or (len(word) > SHORT and bool(like_words(word, words, 1)))


# ---- What the organisation types


def several(text: str) -> list[str]:
    return list(dict.fromkeys(text.replace(",", " ").lower().split()))


class Codes(forms.CharField):
    """Some codes, as they stand in addresses, with spaces between them."""

    def clean(self, value: Any) -> str:
        found = several(super().clean(value))
        if wrong := [one for one in found if not SLUGS.fullmatch(one)]:
            text = gettext("No code is written like this: %(codes)s")
            raise ValidationError(text % {"codes": ", ".join(wrong)})
        return " ".join(found)


class SourceForm(editions.Line):
    called = "name"
    name = forms.CharField(label=_("What it is called"), max_length=200)
    publisher = forms.CharField(label=_("Whose it is"), max_length=120)
    dated = forms.CharField(
        label=_("When it was written"),
        help_text=_("A year or a day. Nothing, where it does not say."),
        max_length=20,
        required=False,
    )
    url = Address(label=_("Where it is"))
    read = forms.DateField(label=_("The day on which you read it"), help_text="As 2026-11-26")


def body(label: Any, **attributes: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 30, **attributes}),
        max_length=30_000,
        validators=[writing.validate],
    )


class ArticleForm(Shape):
    line = SourceForm
    most = 24
    lines_label = _("Sources, in the order of their numbers")
    title_en = forms.CharField(label=_("Title (English)"), max_length=80)
    title_es = forms.CharField(label=_("Title (Spanish)"), max_length=80)
    summary_en = forms.CharField(label=_("Two plain sentences (English)"), max_length=320)
    summary_es = forms.CharField(label=_("Two plain sentences (Spanish)"), max_length=320)
    body_en = body(_("Words (English)"))
    body_es = body(_("Words (Spanish)"), lang="es")
    topics = Codes(label=_("Topics"), help_text=", ".join(TOPICS), max_length=120)
    diagnoses = Codes(
        label=_("Diagnoses"),
        help_text=_(
            "As in the addresses of their pages. It is shown on these pages, and on those of "
            "all kinds below them."
        ),
        max_length=400,
        required=False,
    )
    facets = Codes(
        label=_("What its stories tell of"),
        help_text=format_lazy(
            _(
                "Phases, treatments or topics of stories, as in the addresses of lists. Stories "
                "that have one of these come first beside the text. With any of {codes}, the "
                "article is not put before readers who leave hard stories out; they find it "
                "among all information, and by its words."
            ),
            codes=", ".join(SAY_THE_SAME),
        ),
        max_length=400,
        required=False,
    )
    exhibit = forms.ChoiceField(
        label=_("3D model that belongs to it"),
        choices=[("", _("none")), *((one, one) for one in exhibits.NAMES)],
        required=False,
    )
    checked = forms.DateField(label=_("The day on which it was checked"), help_text="As 2026-11-26")
    due = forms.DateField(label=_("The day by which it is to be checked again"))
    reviewer = forms.CharField(
        label=_("Who checked it"),
        help_text=_(
            "As readers see it, e.g. a name and profession. Nothing, where nobody who treats "
            "people has read it yet: then the page says so."
        ),
        max_length=120,
        required=False,
    )
    draft = forms.BooleanField(
        label=_("It is a draft"),
        help_text=_("It is kept here and shown to nobody else; what was in force stays so."),
        required=False,
    )
    rests = forms.BooleanField(
        label=_("It rests"), help_text=_("It is on no page."), required=False
    )

    def clean_topics(self) -> str:
        return known(self.cleaned_data["topics"], TOPICS)

    def clean_diagnoses(self) -> str:
        return known(self.cleaned_data["diagnoses"], vocabulary().by_slug)

    def clean_facets(self) -> str:
        return known(self.cleaned_data["facets"], vocabulary().facets)

    def clean_body_en(self) -> str:
        return self._with_figures("body_en")

    def clean_body_es(self) -> str:
        return self._with_figures("body_es")

    def _with_figures(self, name: str) -> str:
        text = self.cleaned_data[name]
        known(" ".join(writing.figures(text)), [*exhibits.NAMES, *pictures.PICTURES.parts()])
        return text

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.part in ("models", "pictures"):
            raise ValidationError(gettext("This code is the address of another page."))
        if found.get("checked") and found.get("due") and found["due"] <= found["checked"]:
            self.add_error("due", gettext("It is not after the day on which it was checked."))
        return found

    def is_valid(self) -> bool:
        return super().is_valid() and self._is_sourced()

    def _is_sourced(self) -> bool:
        """Whether every number in the text is that of a source, and no source is for nothing."""
        numbers = set(range(1, len(self.found[LINES]) + 1))
        for name in ("body_en", "body_es"):
            if name not in self.errors and (odd := writing.cited(self.found[name]) ^ numbers):
                text = gettext("Sources and the numbers in the text do not match: %(numbers)s")
                self.add_error(name, text % {"numbers": ", ".join(map(str, sorted(odd)))})
        return not self.errors


def known(codes: str, among: Iterable[str]) -> str:
    if unknown := [one for one in codes.split() if one not in among]:
        raise ValidationError(gettext("We do not know: %(codes)s") % {"codes": ", ".join(unknown)})
    return codes


# ---- What ships


@cache
def shipped() -> dict[str, Content]:
    """The files that come with Marrow, one for each article."""
    return {path.stem: _content(path) for path in sorted(DATA.glob("*.toml"))}


def _content(path: Path) -> Content:
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    apart = {
        f"{name}_{language}": row[name][language].strip()
        for name in ("title", "summary", "body")
        for language in LANGUAGES
    }
    codes = {name: " ".join(row[name]) for name in ("topics", "diagnoses", "facets")}
    alike = {name: row[name] for name in ("exhibit", "checked", "due", "reviewer")}
    return {**apart, **codes, **alike, "draft": False, "rests": False, LINES: row["source"]}


def value(slug: str, content: Content) -> Article:
    codes = {name: tuple(several(content[name])) for name in ("topics", "diagnoses", "facets")}
    sources = (Source(number, **row) for number, row in enumerate(content[LINES], start=1))
    return Article(
        slug=slug,
        titles=together("title", content),
        summaries=together("summary", content),
        bodies=together("body", content),
        exhibit=content["exhibit"],
        checked=content["checked"],
        due=content["due"],
        reviewer=content["reviewer"],
        sources=tuple(sources),
        rests=content["rests"],
        **codes,
    )


ARTICLES = Kind(
    name="articles",
    title=_("Information articles"),
    help=_(
        "The pages under /information/, and what is shown on the pages of their diagnoses. Each "
        "fact has the number of a source behind it, as [2]. How to write: ## begins a heading, - "
        "each of a list, 1. each step, > what must not be missed, [[code]] is a picture or 3D "
        "model; an empty line comes after it."
    ),
    form=ArticleForm,
    shipped=shipped,
    value=value,
    grows=True,
    preview=("library/_preview.html", "article"),
    late=lambda article: article.overdue and not article.rests,
)


# ---- What pages ask for


def live() -> list[Article]:
    """Every article that may be read."""
    return [one for one in ARTICLES.current().values() if not one.rests]


def named(slug: str) -> Article | None:
    return next((one for one in live() if one.slug == slug), None)


def by_topic(articles: Iterable[Article]) -> Iterator[tuple[str, Promise, list[Article]]]:
    """The topics that have an article, in their order, each with its articles by title."""
    rows = sorted(articles, key=lambda one: one.title)
    for code, name in TOPICS.items():
        if found := [one for one in rows if code in one.topics]:
            yield code, name, found


def offered(*, veiled: bool) -> list[Article]:
    """Those that may be put before somebody who did not ask for them by name."""
    return [one for one in live() if not (veiled and one.hard)]


def about(diagnosis: Diagnosis, words: Vocabulary, *, veiled: bool = False) -> list[Article]:
    """The articles for people with this diagnosis: its own, and those of all groups above it."""
    own = set(words.up(diagnosis))
    return [one for one in offered(veiled=veiled) if own & set(one.diagnoses)]


def answering(meant: Understood, words: Vocabulary, *, veiled: bool = False) -> list[Article]:
    """The articles that hold all the words, spelt as people do, or are for the diagnosis meant."""
    asked = telling(phrase(meant.words))
    own = {slug for one in meant.diagnoses for slug in words.up(one)}
    found = [one for one in offered(veiled=veiled) if own & set(one.diagnoses)]
    return [one for one in live() if one in found or (asked and one.answers(asked))]


def like(article: Article, *, veiled: bool = False) -> list[Article]:
    """Others that share a topic or a diagnosis with it, those that share most first."""
    own = {*article.topics, *article.diagnoses}

    def shared(other: Article) -> int:
        return len(own & {*other.topics, *other.diagnoses})

    near = offered(veiled=veiled)
    others = [one for one in near if one.slug != article.slug and shared(one)]
    return sorted(others, key=lambda one: (-shared(one), one.title))[:4]
