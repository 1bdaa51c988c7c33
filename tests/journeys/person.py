"""What people do with their browser, named as they would tell it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.browser import Witness
from tests.journeys.house import WORDS, House

STORY = {
    "find": ("mantle cell",),
    "diagnoses": ("mcl",),
    "relation": "survivor",
    "language": "en",
    "title": "The garlic was in by noon",
    "body": WORDS,
    "name": "Ruth",
    "email": "",
}
ON_THE_PHOTO = "A woman in a green coat among bean poles"

STEPS = ("diagnosis", "who", "story", "others", "you", "about", "more", "photo", "address")
STEPS += ("consent",)


@dataclass
class Person:
    """Somebody with a browser."""

    house: House
    page: Page
    witness: Witness

    def go(self, path: str) -> int:
        """Opens a page; answers its status."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def sees(self, heading: str) -> None:
        """The page's one main heading is this."""
        expect(self.page.locator("main h1")).to_have_text(heading)

    def look(self, heading: str = "") -> None:
        """Holds the page as it is now to the rules for everybody's eyes, hands and ears."""
        if heading:
            self.sees(heading)
        self.witness.look(self.page)

    # The share form

    def tell(self, **changes: Any) -> None:
        """Fills the share form up to its last page."""
        self.begin()
        for step in STEPS:
            self.answer(step, **changes)
        self.sees("Check your story")

    def begin(self) -> None:
        self.go("/share/")
        self.press("Start")
        self.sees("Which illness is your story about?")

    def answer(self, step: str, **changes: Any) -> None:
        """Answers the page that is open and goes on."""
        story = {**STORY, **changes}
        getattr(self, f"_{step}")(story)
        skipped = step in ("others", "about", "more", "photo")
        if not skipped and (step != "address" or story["email"]):
            self.press("Continue")
        else:
            self.press("Skip this")
        self.page.wait_for_url(lambda url: f"/share/{step}/" not in url)

    def _diagnosis(self, story: dict[str, Any]) -> None:
        for words, slug in zip(story["find"], story["diagnoses"], strict=True):
            self.page.locator("#looked-for").fill(words)
            self.page.get_by_role("button", name="Find", exact=True).last.click()
            matches = self.page.get_by_role("group", name=f"What “{words}” may be")
            matches.locator(f"input[value='{slug}']").check()
            self.press("Add what I ticked")
            expect(self.page.locator(".chosen")).to_be_visible()

    def _who(self, story: dict[str, Any]) -> None:
        self.page.locator(f"input[name=relation][value={story['relation']}]").check()

    def _story(self, story: dict[str, Any]) -> None:
        self.page.locator("[name=language]").select_option(story["language"])
        self.page.locator("[name=body]").fill(story["body"])
        self.page.locator("[name=title]").fill(story["title"])

    def _you(self, story: dict[str, Any]) -> None:
        self.page.locator("input[name=named][value=first]").check()
        self.page.locator("[name=name]").fill(story["name"])

    def _others(self, story: dict[str, Any]) -> None:
        pass

    def _about(self, story: dict[str, Any]) -> None:
        pass

    def _more(self, story: dict[str, Any]) -> None:
        pass

    def _photo(self, story: dict[str, Any]) -> None:
        pass

    def _address(self, story: dict[str, Any]) -> None:
        self.page.locator("[name=email]").fill(story["email"])

    def _consent(self, story: dict[str, Any]) -> None:
        self.page.locator("input[name=consents][value=website]").check()

    def choose_photo(self, data: bytes, *, name: str = "maria-hernandez.jpg") -> None:
        """Uploads a file on the page that asks for a photo."""
        file = {"name": name, "mimeType": "image/jpeg", "buffer": data}
        self.page.locator("[name=file]").set_input_files(files=[file])
        self.press("Use this photo")

    def describe_photo(self) -> None:
        self.page.locator("[name=photo_alt]").fill(ON_THE_PHOTO)
        self.page.locator("[name=photo_by][value=other]").check()
        self.page.locator("[name=photo_credit]").fill("Ana")
        self.page.locator("[name=photo_agreed]").check()

    def share(self, **changes: Any) -> str:
        """Tells a story and sends it; answers its id."""
        self.tell(**changes)
        self.press("Send my story")
        self.sees("Thank you. We have your story.")
        return self.sent()

    def sent(self) -> str:
        """The id of the story on the page that thanks for it."""
        address = self.page.get_by_role("link", name="See where it is").get_attribute("href")
        assert address is not None
        contribution = address.strip("/").split("/")[-1]
        self.house.checked(contribution)
        return contribution

    def return_with(self, receipt: str) -> None:
        """Opens a story that was sent before, with its code."""
        self.go("/your-stories/")
        self.page.get_by_label("Your receipt code").fill(receipt)
        self.press("Open my story")
        self.page.wait_for_url(lambda url: not url.endswith("/your-stories/"))

    def waits_for(self, heading: str) -> None:
        """Loads the page again until its heading is this."""

        def there() -> bool:
            self.page.reload()
            return self.page.locator("main h1").inner_text() == heading

        self.house.until(there, heading)

    # The desk

    def sign_in(self, email: str, *, then: str = "") -> None:
        """Signs in with the code from the mail."""
        before = len(self.house.mails(email))
        self.go(f"/accounts/login/?next={then}" if then else "/accounts/login/")
        self.page.get_by_label("Your e-mail address").fill(email)
        self.press("Send me a code")
        self.page.get_by_label("The code").fill(self.house.code(email, after=before))
        self.press("Sign in")
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def open(self, contribution: str) -> None:
        """Opens a story on the desk, with its words."""
        assert self.go(f"/desk/{contribution}/?open=1") == 200

    def decide(self, button: str, *, message: str = "", reason: str = "", note: str = "") -> None:
        """Decides on the story that is open."""
        if message:
            self.page.locator("#decide [name=message]").fill(message)
        if reason:
            self.page.locator("#decide [name=reason]").select_option(reason)
        if note:
            self.page.locator("#decide [name=note]").fill(note)
        self.page.locator(".decision__bar").get_by_role("button", name=button).click()
