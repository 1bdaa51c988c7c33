"""Feeds as a program reads them: Atom with a real reader's library, JSON Feed by its rules."""

import json
from datetime import datetime
from urllib.parse import urljoin

import feedparser
import pytest

from moderation import actors, workflow
from moderation.states import State
from stories import veil
from stories.models import Story
from tests.factories import offer, run_jobs, submission_in

pytestmark = pytest.mark.django_db
PLACES = ("/stories/", "/diagnoses/mcl/", "/diagnoses/aml/")  # the last is empty
ADDRESSES = [
    f"{root}{place}feed.{kind}{asked}"
    for root in ("", "/es")
    for place in PLACES
    for kind in ("atom", "json")
    for asked in ("", f"?{veil.TAG}")
]
ATOMS = [one for one in ADDRESSES if ".atom" in one]
JSONS = [one for one in ADDRESSES if ".json" in one]
AWKWARD = (
    "Salt & <b>vinegar</b> ]]>",
    "“It has a name,” she said — 100 %",
    "שלום \U0001f9c4\U0001f468\u200d\U0001f33e &amp; &#8212;",
    "Café pa\u0301n \u202etrap",
)


def story(**changes) -> Story:
    return Story.objects.get(pk=submission_in(State.PUBLISHED, **changes).story_id)


@pytest.fixture
def told() -> list[Story]:
    """Stories with what readers of feeds have stumbled over, newest first."""
    rows = [story(title=title, body=f"{title} {'It began. ' * 30}") for title in AWKWARD]
    rows.append(story(title="After", relation="bereaved", language="es"))
    return rows[::-1]


def shown(rows: list[Story], address: str) -> list[Story]:
    """Those of them that a feed holds."""
    if "/aml/" in address:
        return []
    return [one for one in rows if veil.TAG not in address or not one.outcomes]


@pytest.mark.parametrize("address", ATOMS)
def test_atom_in_a_real_reader(client, told, address):
    feed = feedparser.parse(client.get(address).content)
    assert (bool(feed.bozo), feed.version, feed.encoding) == (False, "atom10", "utf-8")
    mine = shown(told, address)
    assert [entry.id for entry in feed.entries] == [f"urn:uuid:{one.pk}" for one in mine]
    assert [entry.title_detail.value for entry in feed.entries] == [one.title for one in mine]
    assert {entry.title_detail.type for entry in feed.entries} <= {"text/plain"}
    assert [entry.title_detail.language for entry in feed.entries] == [one.language for one in mine]
    for entry, one in zip(feed.entries, mine, strict=True):
        assert entry.link == f"http://testserver/stories/{one.pk}/{one.slug}/".replace(
            "/stories/", "/es/stories/" if address.startswith("/es") else "/stories/"
        )
        assert entry.author == one.display_name
        assert datetime.fromisoformat(entry.updated) == one.revised_at
    head = feed.feed
    assert head.language == ("es" if address.startswith("/es") else "en")
    assert urljoin("http://testserver", address) in [
        link.href for link in head.links if link.rel == "self"
    ]
    assert [link for link in head.links if link.rel == "hub"] == []
    assert head.id
    assert head.title
    assert head.updated_parsed


@pytest.mark.parametrize("address", JSONS)
def test_json_by_the_rules_of_its_version(client, told, address):
    """https://www.jsonfeed.org/version/1.1/: what must be there, and of which kind."""
    feed = client.get(address).json()
    mine = shown(told, address)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"] == urljoin("http://testserver", address)
    assert "hubs" not in feed
    assert [item["id"] for item in feed["items"]] == [f"urn:uuid:{one.pk}" for one in mine]
    for item, one in zip(feed["items"], mine, strict=True):
        assert item["title"] == one.title
        assert item["content_text"]
        assert "content_html" not in item
        assert item["authors"] == [{"name": one.display_name}]
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo is not None
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert [name for name in item if name.startswith("_")] == ["_marrow"]


@pytest.mark.parametrize("address", ["/stories/feed.atom", "/stories/feed.json"])
def test_an_address_stays_when_words_change_and_a_reader_asks_again_in_vain(client, address):
    submission = submission_in(State.PUBLISHED, title="First")
    first = client.get(address)
    tag = first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    by = actors.contributor()
    workflow.replace(submission.contribution_id, offer(title="Second"), by=by)
    run_jobs(now=False)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    moderator = actors.team(submission.contribution.submissions.first().decided_by)
    workflow.approve(submission.contribution_id, by=moderator)
    run_jobs()
    second = client.get(address, headers={"If-None-Match": tag})
    assert second.status_code == 200
    before, after = (entry_of(one.content, address) for one in (first, second))
    assert (before["id"], before["published"]) == (after["id"], after["published"])
    assert (before["title"], after["title"]) == ("First", "Second")
    assert before["updated"] < after["updated"]
    workflow.withdraw(submission.contribution_id, by=by)
    gone = client.get(address, headers={"If-None-Match": second.headers["ETag"]})
    assert (gone.status_code, b"Second" in gone.content) == (200, False)
    assert "Last-Modified" not in gone.headers  # it would be older than what a reader has


def entry_of(content: bytes, address: str) -> dict[str, str]:
    """The one entry of a feed, in the words of Atom."""
    if address.endswith(".atom"):
        [entry] = feedparser.parse(content).entries
        return {name: entry[name] for name in ("id", "title", "published", "updated")}
    [item] = json.loads(content)["items"]
    return {
        "id": item["id"],
        "title": item["title"],
        "published": item["date_published"],
        "updated": item["date_modified"],
    }


def test_a_feed_without_a_story_does_not_seem_new_at_each_look(client):
    first = client.get("/diagnoses/aml/feed.atom")
    assert client.get("/diagnoses/aml/feed.atom").content == first.content
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/diagnoses/aml/feed.atom", headers=known).status_code == 304


@pytest.mark.parametrize("address", ["/stories/feed.atom", "/es/diagnoses/mcl/feed.json"])
def test_of_a_name_a_feed_tells_what_its_person_lets_be_shown(client, address):
    submission = submission_in(State.PUBLISHED, display_name="Marigoldtorch Quince")
    assert "Marigoldtorch" in client.get(address).content.decode()
    workflow.hide_name(submission.contribution_id, how="anonymous", by=actors.contributor())
    assert "Marigoldtorch" not in client.get(address).content.decode()


@pytest.mark.parametrize(("root", "words"), [("", "a death"), ("/es", "una muerte")])
def test_what_a_story_tells_of_stands_beside_it_as_code_and_in_words(client, root, words):
    story(relation="bereaved", title="After")
    [entry] = feedparser.parse(client.get(f"{root}/stories/feed.atom").content).entries
    notes = [one for one in entry.tags if one.scheme == "urn:marrow:content-notes"]
    assert [(one.term, one.label) for one in notes] == [("death", words)]
    [item] = client.get(f"{root}/stories/feed.json").json()["items"]
    assert item["_marrow"] == {"content_notes": {"death": words}}
