"""An hour of the evening (evening.py): what comes between three people and their stories."""

import pytest
from playwright.sync_api import expect

from tests.journeys.evening import LAST_WEEKS, Evening, rows
from tests.journeys.house import GRACE
from tests.journeys.pictures import TALL

pytestmark = pytest.mark.browser

BOOTS, DRAWER = "She slept with her boots on", "Two lives, one drawer"
FRIDGE, SOUP, COPY = (
    "Numbers on the fridge",
    "For Samir, who hated soup",
    "The week the tomatoes split",
)


class Hour(Evening):
    """The evening without its pictures, with people whose pages are watched."""

    grace = GRACE

    def __init__(self, house, browser, someone):
        self.someone = someone
        super().__init__(browser, house, None)

    def person(self, size, *, scale=1):
        return self.someone(phone=size is TALL)

    def take(self, page, name):
        pass


def test_an_hour_of_the_evening(house, browser, someone):
    hour = Hour(house, browser, someone)
    hour.gather(rows(BOOTS, DRAWER, FRIDGE, SOUP, COPY))
    boots, drawer, soup = map(hour.named, (BOOTS, DRAWER, SOUP))
    hour.arrive()
    hour.label(soup, LAST_WEEKS)
    hour.start(hour.moderator, boots)
    hour.decide(hour.moderator, boots)
    hour.stop(hour.moderator)
    given = [hour.next(who) for who in hour.team]
    assert "" not in given
    assert len(set(given)) == len(given), "two people were given the same story"
    assert given[0] != boots.id, "somebody was given what they avoid today"
    for who in hour.team:
        hour.stop(who)
    hour.hand_over(drawer)
    hour.compare(hour.expected("copy")[0])
    hour.schedule(hour.named(FRIDGE))
    hour.lead.open(boots.id)
    expect(hour.lead.page.get_by_text("You are the second person to read this.")).to_be_visible()
    assert hour.seen(boots)["state"] == "in_review"
    hour.decide(hour.lead, boots)
    hour.stop(hour.lead)
    hour.moderator.open(soup.id)
    hour.decide(hour.moderator, soup)
    hour.stop(hour.moderator)
    hour.becomes("published", boots)
    hour.rest(drawer)
    hour.take_down(soup)
