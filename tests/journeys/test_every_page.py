"""Every page in every state: for every eye, hand and ear, on a phone, at a desk and at 400 %.

Nothing may be wrong for axe, wider than 320 pixels, asked of another host, or said in the console.
"""

import json
import uuid

import pytest
from playwright.sync_api import expect

from moderation.receipts import stop_token

pytestmark = pytest.mark.browser

PUBLIC = {
    "/": 200,
    "/diagnoses/": 200,
    "/diagnoses/?q=mantel+cell": 200,
    "/diagnoses/mcl/": 200,
    "/diagnoses/leukemia/": 200,  # with kinds that are folded away
    "/diagnoses/polycythemia-vera/": 200,  # without a story
    "/stories/": 200,
    "/stories/?q=mantel+cell&relation=survivor": 200,
    "/stories/?q=mantle+celll": 200,  # we ask whether it is that
    "/es/stories/?q=leucemia+mieloide": 200,  # one of two
    f"/stories/?q={'ab' * 90}&relation=donor": 200,  # found nothing, and no place to break a line
    "/stories/?q=i+want+to+die": 200,
    "/es/stories/?q=me+voy+a+morir": 200,
    "/stories/?diagnosis=sunburn": 200,  # a choice that we do not know
    "/information/": 200,
    "/information/bone-marrow-tests/": 200,
    "/information/models/": 200,
    "/about/": 200,
    "/about/figures/": 200,
    "/about/embed/?diagnosis=mcl": 200,
    "/about/embed/?n=0": 200,  # a number that we do not show
    "/embed/?diagnosis=mcl": 200,
    "/embed/?diagnosis=aml&layout=list&ink=102030&paper=fff4e0&accent=7a0040": 200,
    "/embed/?diagnosis=sunburn&theme=dark": 404,
    "/help/": 200,
    "/help/gb/": 200,
    "/help/zz/": 404,
    "/privacy/": 200,
    "/guidelines/": 200,
    "/accessibility/": 200,
    "/es/": 200,
    "/es/diagnoses/": 200,  # the longest words
    "/es/diagnoses/mds-mpn/": 200,
    "/es/stories/?q=ajo": 200,
    "/es/help/": 200,
    "/stories/?veil=on": 200,
    "/es/?veil=on": 200,
    "/es/embed/": 200,
    "/es/information/bone-marrow-tests/": 200,
    "/nowhere/": 404,
    "/dev/components/": 200,
    "/dev/mail/": 200,
}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(live, someone, path):
    visitor = someone()
    assert visitor.go(path) == PUBLIC[path]
    visitor.look()
    if not path.startswith("/dev/"):
        assert visitor.page.context.cookies() == []


def test_a_story(live, someone):
    visitor = someone()
    visitor.go(live[0])
    visitor.look("Seen by everybody")
    visitor.go(live[1])
    visitor.look("El ajo y el teléfono")
    assert visitor.page.context.cookies() == []


def test_the_page_of_the_api(someone):
    """Swagger's own page: it must work within our content policy; how it looks is theirs."""
    builder = someone(phone=False)
    builder.go("/api/v1/docs/")
    expect(builder.page.get_by_text("/api/v1/stories/", exact=True)).to_be_visible()
    builder.page.wait_for_load_state("networkidle")


def test_a_report(live, house, someone):
    visitor = someone()
    visitor.go(f"/report/?page={live[0]}")
    visitor.look()
    visitor.press("Send")
    expect(visitor.page.locator(".errors")).to_be_visible()
    visitor.look()
    visitor.page.locator("[name=reason]").first.check()
    visitor.page.locator("[name=words]").fill("The second line hurts.")
    visitor.page.locator("[name=page]").fill("/help/")
    visitor.press("Send")
    expect(visitor.page.locator(".errors")).to_have_count(0)
    visitor.look()
    reference = visitor.page.locator("main strong").inner_text()
    visitor.follow("Here you can see what came of it")
    visitor.look("We have it")
    visitor.go("/report/none/")
    visitor.look("We do not know this reference")
    lead = someone()
    lead.sign_in("lead@example.org")
    lead.go("/desk/reports/")
    lead.look("Reports")
    lead.page.get_by_role("button", name="Look at this report").first.click()
    lead.look()
    lead.press("Show what they will read")
    expect(lead.page.locator(".errors")).to_be_visible()
    lead.look()
    lead.page.locator("[name=outcome][value=mended]").check()
    lead.page.locator("[name=reason]").select_option("other")
    lead.press("Show what they will read")
    lead.look()
    lead.press("Answer and close")
    lead.look("Reports")
    visitor.go(f"/report/{reference}/")
    visitor.look("Somebody has looked")
    assert visitor.page.context.cookies() == []


def test_mail_about_new_stories(house, someone):
    visitor, ruth = someone(), "new-stories@example.org"
    visitor.go("/alerts/")
    visitor.look("New stories by mail")
    visitor.go("/diagnoses/mcl/")
    visitor.follow("Get a mail when there are new ones")
    visitor.look("New stories by mail")
    visitor.press("Send me the link")
    expect(visitor.page.locator(".errors")).to_be_visible()
    visitor.look()
    visitor.page.locator("[name=email]").fill(ruth)
    visitor.press("Send me the link")
    visitor.look("Please look at your mail")
    house.until(lambda: house.mails(ruth), "the mail that asks")
    visitor.go(house.link(ruth, "/alerts/"))
    visitor.look("Do you want mail about new stories?")
    visitor.press("Yes, write to me")
    visitor.look("We write to you when there are new stories")
    [[follower]] = house.rows("SELECT id FROM readers_follower WHERE email = %s", ruth)
    visitor.go(f"/alerts/stop/{stop_token(follower, secret='journeys')}/")
    visitor.look("Your mail about new stories")
    visitor.press("Stop all, and erase my address")
    visitor.look("You get no more of these mails")
    visitor.go("/alerts/stop/abc/")
    visitor.look("This link does not work")
    assert visitor.page.context.cookies() == []


def test_a_story_that_rests(house, someone):
    contribution = house.submit(title="It is told in the garden")[0]
    house.decide(contribution, "approve")
    address = house.story(contribution)
    visitor = someone()
    visitor.go(f"/report/?page={address}")
    visitor.page.locator("[name=reason][value=me]").check()
    visitor.page.locator("[name=words]").fill("That is my garden.")
    visitor.press("Send")
    assert visitor.go(address) == 410
    visitor.look()
    lead = someone(phone=False)
    lead.sign_in("lead@example.org")
    lead.go("/desk/reports/")
    lead.look("Reports")
    lead.go("/desk/?lane=reported")
    lead.look("The desk")
    lead.follow("It is told in the garden")
    lead.look()


def test_a_story_that_helped(house, someone):
    contribution, receipt = house.submit(title="A story that helped")
    house.decide(contribution, "approve")
    story = house.story(contribution)
    teller, reader = someone(), someone()
    teller.return_with(receipt)
    teller.follow("Did my story help?")
    teller.look("Did my story help?")
    teller.page.get_by_label("Ask readers whether my story helped them").check()
    teller.press("Save")
    expect(teller.page.get_by_text("Kept.")).to_be_visible()
    reader.go(story)
    reader.look("A story that helped")
    kind = reader.page.get_by_text("Thank you for saying so.")
    expect(kind).to_be_hidden()
    reader.press("This helped me")
    expect(kind).to_be_in_viewport()
    reader.look("A story that helped")
    assert reader.page.context.cookies() == []
    teller.page.reload()
    expect(
        teller.page.get_by_text("One person told us that your story helped them.")
    ).to_be_visible()
    teller.look("Did my story help?")
    teller.follow("Back to my story")
    teller.look("Your story is on the site")


def test_while_a_backup_is_put_right(house, someone):
    """Everything waits while the database has forgotten what was taken back."""
    file = house.folder / "erasures.jsonl"
    before = file.read_text() if file.exists() else ""
    line = {"id": str(uuid.uuid4()), "kind": "erased", "subject": str(uuid.uuid4())}
    file.write_text(before + json.dumps({**line, "at": "2026-11-25T12:00:00+00:00"}) + "\n")
    try:
        house.web.stop()
        house.open()
        visitor = someone()
        for path in ("/", "/es/stories/"):
            assert visitor.go(path) == 503
            visitor.look()
    finally:
        file.write_text(before)
    assert visitor.go("/") == 200


def test_a_story_that_is_gone(house, someone):
    contribution, receipt = house.submit(title="Here and gone")
    house.decide(contribution, "approve")
    story = house.story(contribution)
    teller = someone()
    teller.return_with(receipt)
    teller.look("Your story is on the site")
    teller.follow("Take it off the site")
    teller.press("Take it back now")
    assert teller.go(story) == 410
    teller.look("This story is no longer here")


def test_no_page_to_open(someone):
    visitor = someone()
    assert visitor.go("/your-stories/leave/") == 405
    visitor.look("There is no page here to open")


def test_a_fault_of_ours(house, someone):
    visitor = someone()
    house.write("ALTER TABLE stories_story RENAME TO stories_lost")
    try:
        assert visitor.go("/stories/") == 500
        visitor.look("Something broke on our side")
    finally:
        house.write("ALTER TABLE stories_lost RENAME TO stories_story")
