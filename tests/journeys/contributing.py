"""Takes the pictures of docs/contributing-a-story.md from a running demonstration, by walking it.

    python -m tests.journeys.contributing --url http://localhost:8000

On a phone it tells a story with a photo, is asked to change a line, reads it on the site and takes
it off again; at a desk a moderator reads it. Look at what it took.
"""

import html
import re
import urllib.request
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Locator, expect

from tests.journeys.pictures import Tour, walked

NAMED = "Dr. Amaya Etxebarria rang me herself"
STORY = {
    "find": ("mantel cell",),
    "diagnoses": ("mcl",),
    "relation": "survivor",
    "language": "en",
    "title": "The bench by the harbour",
    "name": "Ruth",
    "email": "ruth@example.org",
    "body": (
        "I had never heard the word. Mantle. I thought of a coat, and of a shelf above a fire.\n\n"
        f"{NAMED}, on a Thursday, and stayed on the line until my brother came in "
        "with the shopping. If you want to talk to someone who has been there, ring me on "
        "020 7946 0958.\n\n"
        "There were six rounds, and a winter, and then my own cells back. I sat on the bench by "
        "the harbour the day I could walk that far. The ferry was late. I never minded less.\n\n"
        "If you were told last Tuesday: eat something. Then ask them to write the word down."
    ),
}
ALT = "A bench above a harbour in the evening, with one small boat."


class Contributing(Tour):
    """One person on a phone, from the first page to the last."""

    def shot(self, name: str, *, at: Locator | None = None) -> None:
        """A picture of the phone, with this at its top."""
        if at is not None:
            at.evaluate("it => scrollTo(0, it.getBoundingClientRect().top + scrollY - 72)")
        self.take(self.teller.page, f"contributing-{name}")

    def write(self) -> None:
        teller, page = self.teller, self.teller.page
        teller.go("/share/")
        self.shot("01-begin")
        teller.begin()
        page.locator("#looked-for").fill(STORY["find"][0])
        page.get_by_role("button", name="Find", exact=True).last.click()
        page.get_by_role("group", name="What “").wait_for()
        self.shot("02-illness")
        for step in ("diagnosis", "who"):
            teller.answer(step, **STORY)
        teller._story(STORY)
        page.locator("[name=body]").press("End")
        page.get_by_role("heading", name="A second look").wait_for(timeout=30_000)
        self.shot("03-second-look", at=page.locator("#look"))
        teller.press("Leave it out (020 7946 0958)")
        expect(page.locator("[name=body]")).not_to_have_value(re.compile("020 7946"))
        teller.press("Continue")
        page.wait_for_url("**/share/others/")
        for step in ("others", "you"):
            teller.answer(step, **STORY)
        page.locator("[name=age][value='45-59']").check()
        page.locator("[name=place]").select_option("ie")
        expect(page.locator("#line")).to_contain_text("Ireland")
        self.shot("04-how-much", at=page.locator("#line"))
        teller.press("Leave out the age")
        expect(page.locator("#line")).not_to_contain_text("45 to 59")
        teller.press("Continue")
        page.wait_for_url("**/share/more/")
        teller.answer("more", **STORY)
        self.photograph()
        teller.answer("address", **STORY)
        teller._consent(STORY)
        self.shot("06-agree")
        teller.press("Continue")
        teller.sees("Check your story")
        self.demo.until(self.photo_is_there, "the photo")
        self.shot("07-check", at=page.locator("article"))

    def photo_is_there(self) -> bool:
        self.teller.page.reload()
        return self.teller.page.locator("article img").count() > 0

    def photograph(self) -> None:
        teller, page = self.teller, self.teller.page
        teller.choose_photo(drawn())
        page.locator(".cuts").wait_for(timeout=60_000)
        page.locator(".cut").nth(1).click()
        page.locator("[name=photo_alt]").fill(ALT)
        page.locator("[name=photo_by][value=me]").check()
        page.locator("[name=photo_agreed]").check()
        self.shot("05-photo", at=page.locator(".cuts"))
        teller.press("Continue")
        page.wait_for_url("**/share/address/")

    def send(self) -> None:
        teller = self.teller
        before = len(self.demo.mails(STORY["email"]))
        teller.press("Send my story")
        teller.sees("Thank you. We have your story.")
        self.shot("08-sent")
        code = self.demo.code(STORY["email"], after=before)
        teller.page.get_by_label("The code from the mail").fill(code)
        teller.press("Confirm")
        expect(teller.page.locator(".notice--success")).to_be_visible()

    def suggest(self, contribution: str) -> None:
        """A moderator quotes the line with the name, and suggests it without."""
        moderator = self.moderator
        moderator.sign_in("moderator@example.org")
        self.demo.until(lambda: self.may_decide(contribution), "the checks ran")
        moderator.press("Keep it for me")
        moderator.page.get_by_text("Suggest a wording").click()
        words = moderator.page.locator("[name=suggested_0]")
        words.fill(words.input_value().replace(NAMED, "My doctor rang me herself"))
        moderator.decide(
            "Ask for changes",
            message="Thank you, Ruth. We would like to leave out your doctor's name: she did not "
            "choose to be here. Would these words be all right for you?",
            reason="staff",
        )
        teller = self.teller
        teller.follow("See where it is")
        teller.waits_for("We would like to publish it, with a change")
        self.shot("09-a-change", at=teller.page.locator("main h1"))
        teller.press("Use this wording")
        teller.sees("We are reading your story")

    def publish(self, contribution: str) -> None:
        self.demo.until(lambda: self.may_decide(contribution), "the checks ran")
        self.moderator.decide("Approve")
        self.teller.waits_for("Your story is on the site")
        self.teller.go(f"/your-stories/{contribution}/")
        self.shot("10-where-it-is")
        self.teller.page.locator("main a[href*='/stories/']").first.click()
        self.teller.sees(STORY["title"])
        self.shot("11-on-the-site")

    def leave(self) -> None:
        """With the link of the mail that said that it is published."""
        self.teller.go(self.link())
        self.shot("12-take-it-off")
        self.teller.press("Take it off now")
        self.teller.sees("Your story is off the site")
        self.shot("13-gone")

    def link(self) -> str:
        """The link in their newest mail that takes the story off."""
        with urllib.request.urlopen(f"{self.demo.url}/dev/mail/", timeout=20) as answer:
            rows = html.unescape(answer.read().decode()).split("<tr>")
        mine = next(row for row in rows if f"<td>{STORY['email']}</td>" in row)
        letter = re.search(r'href="(/dev/mail/[^"]+)"', mine)
        assert letter is not None
        with urllib.request.urlopen(self.demo.url + letter[1], timeout=20) as answer:
            found = re.search(r"/take-down/[^/\s\"]+/", html.unescape(answer.read().decode()))
        assert found is not None, "no link in the newest mail"
        return found[0]


def drawn() -> bytes:
    """An evening by a harbour, as a JPEG: no photo of anybody's."""
    wide, high = 1200, 900
    picture = Image.new("RGB", (wide, high))
    pen = ImageDraw.Draw(picture)
    for row in range(high):
        part = row / high
        sky = (int(238 - 60 * part), int(196 - 40 * part), int(150 + 40 * part))
        sea = (int(70 - 20 * part), int(104 - 20 * part), int(128 - 10 * part))
        pen.line([(0, row), (wide, row)], fill=sky if part < 0.55 else sea)
    pen.ellipse([820, 330, 960, 470], fill=(252, 226, 178))
    pen.polygon([(0, 495), (260, 400), (520, 470), (760, 420), (1200, 495)], fill=(96, 108, 122))
    pen.rectangle([0, 495, wide, 500], fill=(84, 112, 132))
    pen.polygon([(690, 560), (800, 560), (780, 590), (710, 590)], fill=(48, 52, 60))
    pen.polygon([(745, 555), (745, 480), (790, 550)], fill=(236, 228, 214))
    picture = picture.filter(ImageFilter.GaussianBlur(1.2))
    pen = ImageDraw.Draw(picture)
    pen.rectangle([0, 760, wide, high], fill=(58, 62, 54))
    for top in (610, 650, 700):
        pen.rectangle([180, top, 560, top + 22], fill=(70, 48, 34))
    for left in (205, 515):
        pen.rectangle([left, 600, left + 18, 800], fill=(40, 34, 30))
    file = BytesIO()
    picture.save(file, "JPEG", quality=88)
    return file.getvalue()


def walk(tour: Contributing) -> None:
    tour.write()
    tour.send()
    contribution = tour.teller.sent()
    tour.suggest(contribution)
    tour.publish(contribution)
    tour.leave()


if __name__ == "__main__":
    walked(Contributing, walk, __doc__)
