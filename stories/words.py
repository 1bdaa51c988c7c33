"""Words that the organisation writes: in each language of the site, and hardly any markup."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

Words = dict[str, str]  # in each language of the site
ROOTS = {"en": "/", "es": "/es/"}  # where the pages in each of them begin
LANGUAGES = tuple(ROOTS)

BREAK = re.compile(r"\n\s*\n")
TAG = re.compile(r"</?[a-z!][^>]*>", re.IGNORECASE)
# To a page here, or to somewhere else over https; nothing that leaves the site by a short cut.
LINK = re.compile(
    r"\[([^\[\]\n]+)\]\((/(?:[\w#?=&-][\w/#?=&.-]*)?|https://[\w-]+(?:\.[\w-]+)+(?:/[^\s()\\\"<>]*)?)\)"
)
LOOKS_LIKE_ONE = re.compile(r"\]\(")


def spoken() -> str:
    """The language of this page."""
    return "es" if get_language() == "es" else "en"


def in_words(words: Words) -> str:
    """What the reader of this page understands."""
    return words.get(spoken(), "")


def apart(name: str, words: Words) -> dict[str, str]:
    """The words as fields of a form have them, one for each language: `title_en`, `title_es`."""
    return {f"{name}_{language}": words.get(language, "") for language in LANGUAGES}


def together(name: str, content: Mapping[str, Any]) -> Words:
    """The words that such fields hold."""
    return {language: content[f"{name}_{language}"] for language in LANGUAGES}


def validate_markup(text: str) -> None:
    """Refuse what would not be shown as it was meant. Raises ValidationError."""
    if TAG.search(text):
        raise ValidationError(gettext("HTML would be shown as it stands here. Please take it out."))
    if len(LOOKS_LIKE_ONE.findall(text)) != len(LINK.findall(text)):
        raise ValidationError(
            gettext(
                "A link is [words](/help/), a page of this site, or [words](https://…). "
                "One of these is something else."
            )
        )


def paragraphs(text: str, *, root: str) -> SafeString:
    """The text in paragraphs with its links; all else is escaped. `root`: "/", or "/es/"."""
    pieces = (piece.strip() for piece in BREAK.split(text))
    return format_html_join("\n", "<p>{}</p>", ((linked(one, root),) for one in pieces if one))


def linked(text: str, root: str) -> SafeString:
    """One piece of text with its links; all else is escaped."""
    words, *rest = LINK.split(text)
    found = [format_html("{}", words)]
    for label, address, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        place = root + address[1:] if address.startswith("/") else address
        found.append(format_html('<a href="{}" rel="noreferrer">{}</a>{}', place, label, after))
    return format_html_join("", "{}", ((one,) for one in found))
