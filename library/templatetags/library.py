"""What pages of other rooms show of the library, without knowing it."""

from __future__ import annotations

from django import template

from library import articles, exhibits, pictures
from stories.diagnoses import Diagnosis
from stories.search import Understood
from stories.vocabulary import Vocabulary

register = template.Library()


@register.simple_tag
def exhibit(name: str) -> exhibits.Exhibit | None:
    """The 3D model of this name."""
    return exhibits.named(name)


@register.simple_tag
def picture(code: str) -> pictures.Picture | None:
    """The picture of this code, where it may be shown."""
    return pictures.named(code)


@register.simple_tag
def articles_about(
    diagnosis: Diagnosis, known: Vocabulary, *, veiled: bool = False
) -> list[articles.Article]:
    """The articles for people with this diagnosis, for no query. `known`: what the page read."""
    return articles.about(diagnosis, known, veiled=veiled)


@register.simple_tag
def articles_for(
    meant: Understood, known: Vocabulary, *, veiled: bool = False
) -> list[articles.Article]:
    """The articles that answer what somebody looked for, for no query beyond their own."""
    return articles.answering(meant, known, veiled=veiled) if meant else []
