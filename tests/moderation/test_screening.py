"""What is noticed of a story beside its words."""

from dataclasses import replace

import pytest

from moderation.checks import FIELDS, Draft, run
from moderation.models import Finding
from moderation.photos import Crop
from moderation.pictures import Picture
from moderation.screening import FEW_SHARE, FEW_SHARE_ALL
from stories.models import Facet
from tests.factories import contribution, offer, person, run_jobs
from tests.moderation.test_sketches import prose

pytestmark = pytest.mark.django_db


def reasons(kept, check: str = "rare") -> list[str]:
    found = Finding.objects.filter(submission__contribution=kept, check_id=check)
    return list(found.values_list("reason", flat=True))


def slug(kind: str) -> str:
    return Facet.objects.filter(kind=kind).order_by("position").values_list("slug", flat=True)[0]


def test_that_few_share_illness_age_and_place_is_a_note(settings) -> None:
    place, age = slug("place"), slug("age")
    kept = contribution(facets=[place, age])
    only_place, only_age = contribution(facets=[place]), contribution(facets=[age])
    run_jobs(now=False)
    assert [reasons(one) for one in (kept, only_place, only_age)] == [
        [FEW_SHARE_ALL],
        [FEW_SHARE],
        [],
    ]
    settings.MARROW_RARE = 0
    many = contribution(facets=[place, age], title="Another")
    run_jobs(now=False)
    assert reasons(many) == []


def test_an_advertisement_is_noticed_as_one() -> None:
    spam = contribution(
        title="Best casino bonus", body="Play slots and win, sign up today at www.slots-example.com"
    )
    story = contribution(body="My blog about soup is at www.soup-example.com, with love. " * 4)
    run_jobs(now=False)
    assert (len(reasons(spam, "spam")), reasons(story, "spam")) == (1, [])


def test_what_is_said_of_a_photo_is_read_too() -> None:
    draft = Draft(photo_alt="Me with Dr Halloran on Ward 7B", photo_credit="ruth@example.org")
    assert [(one.check, one.field) for one in run(draft) if one.field.startswith("photo")] == [
        ("names", "photo_alt"),
        ("places", "photo_alt"),
        ("email", "photo_credit"),
    ]
    picture = Picture(None, "", Crop(0, 0, 1, 1), "A hat", "me", "Ana")  # type: ignore[arg-type]
    with_photo = replace(offer(), picture=picture).as_draft()
    assert (with_photo.photo_alt, with_photo.photo_credit) == ("A hat", "Ana")
    assert offer().as_draft().photo_alt == ""
    assert FIELDS[-2:] == ("photo_alt", "photo_credit")


def test_the_desk_leads_to_the_story_that_it_is_like(client, settings) -> None:
    settings.MARROW_MFA = False
    first = contribution(body=prose(1), title="First of two")
    copy = contribution(body=prose(1), title="Second of two")
    run_jobs(now=False)
    client.force_login(person("mod@example.org", "moderator"))
    html = client.get(f"/desk/{copy.pk}/?open=1").content.decode()
    assert f'<a href="/desk/{first.pk}/">story 1</a>' in html
    assert "Very like it" not in client.get(f"/desk/{first.pk}/?open=1").content.decode()
