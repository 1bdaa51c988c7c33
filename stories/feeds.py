"""Feeds: title, first words and link of the newest stories, never the whole text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from stories import veil
from stories.models import Diagnosis, Story, StoryQuerySet

LENGTH = 30
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # before there was any story
CONTENT_NOTES = "urn:marrow:content-notes"  # the scheme of the categories that are codes of `veil`


class Atom(Atom1Feed):
    """Atom whose entries each name their language, for a Spanish feed holds English stories too,
    and what a reader may want to know before."""

    def latest_post_date(self) -> datetime:
        """When it last changed; one without a story is no other at each look."""
        return super().latest_post_date() if self.items else NEVER

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for code, words in item["notes"].items():
            told = {"scheme": CONTENT_NOTES, "term": code, "label": words}
            handler.addQuickElement("category", attrs=told)


class Json(SyndicationFeed):
    """JSON Feed, version 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        told = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["subtitle"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "items": [self._told(item) for item in self.items],
        }
        outfile.write(json.dumps(told, ensure_ascii=False).encode(encoding))

    def _told(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": item["author_name"]}],
            "tags": item["categories"],
            "language": item["language"],
            "_marrow": {"content_notes": item["notes"]},
        }


class Newest(Feed):
    """The newest stories."""

    feed_type: type[SyndicationFeed] = Atom
    having: Sequence[str] = ()  # tags of every story in it
    feed_url: str | None = None  # where readers ask again; None: its address without a query

    @method_decorator(conditional_page)
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = copy(self)  # one of them answers many at once
        if having := veil.tags_for(request.GET):
            asked.having, asked.feed_url = having, f"{request.path}?{veil.TAG}"
        response = super(Newest, asked).__call__(request, *args, **kwargs)
        # A story that was taken back was often the newest: by its date, nothing would have changed.
        del response.headers["Last-Modified"]
        # Not everyone in it agreed that search engines may list their story.
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def title(self, about: Any) -> str:
        return _("Stories of blood cancer") + " · Marrow"

    def subtitle(self, about: Any) -> str:
        return _("Every story here is one person's experience. It is not medical advice.")

    def link(self, about: Any) -> str:
        return reverse("stories")

    def stories(self, about: Any) -> StoryQuerySet:
        return Story.objects.all()

    def items(self, about: Any) -> StoryQuerySet:
        return self.stories(about).tagged(self.having).newest().in_list()[:LENGTH]

    def item_title(self, item: Story) -> str:
        return marked(item, printable(item.title))

    def item_description(self, item: Story) -> str:
        return escape(self.words(item))  # readers take a summary for HTML

    def words(self, item: Story) -> str:
        return marked(item, printable(item.lead))

    def item_link(self, item: Story) -> str:
        return reverse("story", args=[item.pk, item.slug])

    def item_guid(self, item: Story) -> str:
        return item.pk.urn  # stays when the title or the host changes

    def item_author_name(self, item: Story) -> str:
        return printable(item.display_name)

    def item_categories(self, item: Story) -> list[str]:
        return [diagnosis.name for diagnosis in item.diagnoses]

    def item_pubdate(self, item: Story) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Story) -> datetime:
        return item.revised_at

    def item_extra_kwargs(self, item: Story) -> dict[str, Any]:
        notes = {code: str(veil.NOTES[code]) for code in item.notes}
        return {"language": item.language, "notes": notes}


class AboutDiagnosis(Newest):
    """The newest stories of a diagnosis and of all below it."""

    def get_object(self, request: HttpRequest, slug: str) -> Diagnosis:
        found = Diagnosis.objects.filter(slug=slug).first()
        if found is None:
            raise Http404
        return found

    def title(self, about: Diagnosis) -> str:
        return f"{about.label} · Marrow"

    def link(self, about: Diagnosis) -> str:
        return reverse("diagnosis", args=[about.slug])

    def stories(self, about: Diagnosis) -> StoryQuerySet:
        return Story.objects.about(about)


class NewestInJson(Newest):
    """The newest stories, in JSON, where words are plain text."""

    feed_type = Json

    def item_description(self, item: Story) -> str:
        return self.words(item)


class AboutDiagnosisInJson(NewestInJson, AboutDiagnosis):
    """The newest stories of a diagnosis, in JSON."""


def marked(story: Story, words: str) -> str:
    """The words, and before those of an example that it is one: a feed is read far from here."""
    return f"{_('Example')} · {words}" if story.example else words


def printable(text: str) -> str:
    """The text without control characters and non-characters, which XML may not hold."""
    return "".join(
        " " if unicodedata.category(c) == "Cc" or c in "\ufffe\uffff" else c for c in text
    )
