"""Nothing that is not public is on any surface, however a story left it: pages, feeds, map of the
site, search, the pages of stories beside it, API, photos, and every mail that is sent later.
"""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from jobs import work
from jobs.models import Periodic
from mail.models import Mail
from moderation import actors, duties, thanks, workflow
from moderation.actors import SYSTEM
from moderation.models import Consent, Contribution, DeskSettings, Submission
from moderation.states import State
from stories.models import Portrait, Story, StoryTopic, Tombstone
from tests import surfaces
from tests.factories import offer, person, run_jobs, submission_in
from tests.snapshots import ALT, picture

pytestmark = pytest.mark.django_db
C = actors.contributor()
TITLE, NAME = "A quietly remarkable garden", "Marigoldtorch"
EVERYWHERE = ("website", "search-engines", "embed", "social")
LISTS = surfaces.lists(diagnosis="mcl", family="lymphoma", relation="survivor", word="remarkable")
LISTS[f"/stories/?q={NAME}"] = "stories"
# These tell only how many there are; the page of a search says what was searched for.
SILENT = {url for url, route in LISTS.items() if route in surfaces.COUNTS}


def take_down(pk) -> None:
    lead = actors.team(person("lead@example.org", "lead"))
    workflow.take_down(pk, by=lead, message="A name is in it.", reason="names")


def runs_out(pk) -> None:
    Consent.objects.filter(contribution=pk).update(expires_at=Now())
    workflow.run_out(pk)


ENDS = {
    "withdraw": lambda pk: workflow.withdraw(pk, by=C),
    "erase": lambda pk: workflow.erase_all(pk, by=C),
    "pause": lambda pk: workflow.pause(pk, by=C),
    "hold": lambda pk: workflow.hold(pk, by=SYSTEM, reason="others"),
    "take down": take_down,
    "run out": runs_out,
}


def served(urls) -> dict[str, tuple[int, str]]:
    client = Client()
    answers = {url: client.get(url) for url in urls}
    return {
        url: (one.status_code, f"{one.content.decode('latin-1')} {dict(one.headers)}")
        for url, one in answers.items()
    }


def tells(text: str, story: Story) -> bool:
    return any(one in text for one in (TITLE, ALT, str(story.pk), story.slug))


@pytest.mark.parametrize("end", ENDS)
def test_it_is_gone_from_every_surface_in_the_same_transaction(end):
    words = replace(offer(title=TITLE, display_name=NAME), picture=picture())
    submission = submission_in(State.PUBLISHED, offer=words, uses=EVERYWHERE)
    story = Story.objects.get()
    other = submission_in(State.PUBLISHED, uses=("website", "search-engines")).story
    beside = f"/stories/{other.pk}/{other.slug}/"
    own = f"/stories/{story.pk}/{story.slug}/"
    page = Client().get(own).content.decode()
    photos = sorted(set(re.findall(r"/stories/photos/[\w-]+\.\w+", page)))
    everywhere = [*LISTS, beside, f"/es{beside}", f"/api/v1/stories/{other.pk}/"]
    routes = surfaces.own(story=str(story.pk), words=story.slug, origin="http://testserver")
    mine = [*routes, *photos]
    asked = [url for url, route in routes.items() if route == "oembed"]
    before = served([*everywhere, *mine])
    assert len(photos) > 3
    assert {before[url][0] for url in mine} == {200, 301}
    silent = {url for url in everywhere if not tells(before[url][1], story)}
    assert silent == SILENT | {f"/api/v1/stories/{other.pk}/"}

    ENDS[end](submission.contribution_id)
    after = served([*everywhere, *mine])
    for url, (status, text) in after.items():
        assert TITLE not in text, url
        assert ALT not in text, url
        assert NAME not in text or NAME in url, url
        assert not tells(text, story) or url in mine, url
        assert status < 500, url
    gone = {url: after[url][0] for url in mine}
    api = f"/api/v1/stories/{story.pk}/"
    assert gone == {
        **dict.fromkeys(mine, 410),
        api: gone[api],
        **dict.fromkeys([*photos, *asked], 404),
    }
    assert gone[api] in (404, 410)
    assert Client().get(f"/thanks/{story.pk}/").status_code == 404
    assert list(Story.objects.values_list("pk", flat=True)) == [other.pk]
    assert set(StoryTopic.objects.values_list("story", flat=True)) == {other.pk}
    assert Portrait.objects.count() == 0
    assert Tombstone.objects.filter(pk=story.pk).exists()


@pytest.mark.parametrize("state", [one for one in State if one is not State.PUBLISHED])
def test_no_photo_has_an_address_before_its_story_is_public_or_after(state):
    submission = submission_in(state, offer=replace(offer(title=TITLE), picture=picture()))
    assert Portrait.objects.count() == 0
    client = Client()
    photo = submission.photo
    for name in filter(None, (photo and photo.pk, submission.contribution.story_id)):
        assert client.get(f"/stories/photos/{name}.jpg").status_code == 404
        assert client.get(f"/share/photo/{name}/whole.jpg").status_code == 404


def all_that_comes_round() -> None:
    """Every job that comes round, as if its time had come, and all that it owes."""
    work.plan_periodic()
    Periodic.objects.update(next_run_at=Now())
    work.owe_periodic()
    run_jobs()


def test_no_mail_that_is_sent_later_names_what_is_in_a_story(settings):
    """Neither to the team, nor to its contributor: digests, reminders, thanks, alarms."""
    moderator = person("moderator@example.org", "moderator")
    lead = person("lead@example.org", "lead")
    settings.MARROW_DESK_MAIL_HOUR = 0
    duties.give(timezone.localdate(), to=moderator, by=actors.team(lead))
    DeskSettings.objects.create(user=moderator, daily_mail=True)
    words = {"title": TITLE, "body": f"{TITLE}. " * 40, "display_name": NAME}
    first = (State.TAKEN_DOWN, State.HELD, State.PAUSED, State.PUBLISHED)
    for state in sorted(State, key=lambda state: state not in first):
        submission_in(state, email=f"{state}@example.net", **words)
    live = Contribution.objects.get(submissions__state=State.PUBLISHED)
    workflow.want_thanks(live.pk, True, by_mail=True)
    thanks.count(live.story_id)
    long_ago = timezone.now() - timedelta(days=400)
    Contribution.objects.update(email_confirmed_at=long_ago, asked_at=long_ago)
    run_jobs()
    days = timezone.now() - timedelta(days=84)
    Submission.objects.filter(state=State.DECLINED).update(settled_at=days)
    Mail.objects.all().delete()
    mail.outbox.clear()
    all_that_comes_round()
    kinds = set(Mail.objects.values_list("kind", flat=True))
    assert {"desk_day", "thanks", "check_in", "declined_ends"} <= kinds
    assert len(mail.outbox) == Mail.objects.count()
    for one in mail.outbox:
        text = " ".join([one.subject, one.body, *(str(part[0]) for part in one.alternatives)])
        assert TITLE not in text, one.subject
        assert NAME not in text, one.subject
