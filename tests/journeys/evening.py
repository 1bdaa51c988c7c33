"""Plays an evening of the team through in a running demonstration, and takes its pictures.

    python -m tests.journeys.evening --url http://localhost:8000

Forty stories arrive (evening.toml). A moderator on a phone, another one and a lead at their desks
read until nothing waits, and whatever can come between comes between. It takes the pictures of
docs/moderation-guide.md on the way, and stops where something is not as it should be. It needs a
demonstration that nobody else uses: `MARROW_LIMITS=off make run`. Look at what it took.
"""

import json
import re
import tomllib
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.journeys.person import Person
from tests.journeys.pictures import DESK, Tour, walked

STORIES = Path(__file__).with_name("evening.toml")
PLAN = ("expect", "reason", "message", "note")  # ours; the rest of a row is what its person sent
ONE = re.compile(r"/desk/([0-9a-f-]{36})/")
TEAM = ("moderator@example.org", "moderator2@example.org", "lead@example.org")
ILL_CHILD, LAST_WEEKS = "A child is ill", "The last weeks of a life"
BUTTON = {
    "approve": "Approve",
    "second": "Approve",
    "change": "Ask for changes",
    "care": "Ask for changes",
    "copy": "Ask for changes",
    "decline": "Decline",
    "escalate": "Pass to a lead",
}
SENDER = "Thank you. There is one thing that we would like to ask you first."


@dataclass
class Told:
    """A story that somebody sent, and what a good moderator does with it."""

    id: str
    receipt: str
    title: str
    expect: str
    reason: str = ""
    message: str = ""
    note: str = ""


def rows(*titles: str) -> list[dict[str, Any]]:
    """What evening.toml holds; `titles`: only these."""
    found = tomllib.loads(STORIES.read_text())["story"]
    return [row for row in found if not titles or row["title"] in titles]


class Evening(Tour):
    """Two moderators, one of them with a phone, a lead, and the people around them."""

    grace = 12  # seconds until a decision takes effect, and a few more

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.lead = self.person(DESK)
        self.auditor = self.person(DESK)
        self.team = (self.phone, self.moderator, self.lead)
        self.told: dict[str, Told] = {}  # by the id
        self.first: dict[str, Person] = {}  # who decided first, by the story's id
        self.shown: set[str] = set()  # pictures that are taken where something first happens

    # What is true now

    def ask(self, path: str, data: dict | None = None, receipt: str = "") -> dict[str, Any]:
        """What the API answers a program that asks for this, or sends it."""
        headers = {"Content-Type": "application/json"}
        if receipt:
            headers["Authorization"] = f"Receipt {receipt}"
        body = json.dumps(data).encode() if data else None
        where = f"{self.demo.url}/api/v1/submissions/{path}"
        request = urllib.request.Request(where, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def seen(self, one: Told) -> dict[str, Any]:
        """A story as its person sees it."""
        return self.ask(f"{one.id}/", receipt=one.receipt)

    def becomes(self, state: str, *these: Told) -> None:
        """Waits until this is the state of these, for the people who told them."""
        for one in these:

            def there(one: Told = one) -> bool:
                return self.seen(one)["state"] == state

            self.demo.until(there, f"“{one.title}” is {state}")

    def named(self, title: str) -> Told:
        return next(one for one in self.told.values() if one.title == title)

    def expected(self, what: str) -> list[Told]:
        return [one for one in self.told.values() if one.expect == what]

    def page_of(self, one: Told) -> str:
        """Where readers find it, once it is public."""
        self.becomes("published", one)
        return urlsplit(self.seen(one)["story_url"]).path

    def at(self, who: Person) -> str:
        """The id of the story that somebody has open; "" for none."""
        found = ONE.search(who.page.url)
        return found[1] if found else ""

    def holds(self, who: Person) -> bool:
        """Whether they are reading the story that they have open."""
        return who.page.locator(".holding[data-mine=yes]").count() > 0

    # What people do at the desk

    def next(self, who: Person) -> str:
        """Takes the next story; answers its id, "" where nothing is left for them."""
        who.go("/desk/")
        who.press("Read the next story")
        who.page.wait_for_url(lambda url: ONE.search(url) or "nothing" in url)
        if "nothing=heavy" in who.page.url:
            who.press("Read one all the same")
            who.page.wait_for_url(ONE)
        return self.at(who)

    def start(self, who: Person, one: Told) -> None:
        """Opens this very story and holds it."""
        who.open(one.id)
        who.press("Keep it for me")
        who.page.locator(".holding[data-mine=yes]").wait_for()

    def stop(self, who: Person) -> None:
        """Lets go of what came after the last decision."""
        if self.holds(who):
            who.page.get_by_role("button", name="Let go").click()
            who.page.wait_for_url("**/desk/")

    def decide(self, who: Person, one: Told, button: str = "", **words: str) -> None:
        """Decides, as the plan says where nothing else is said, and is led on."""
        button = button or BUTTON[one.expect]
        if button == "Approve":
            self.weigh(who)
        elif button == "Pass to a lead":
            words = {"reason": one.reason, "note": one.note}
        elif not words:
            words = {"reason": one.reason, "message": one.message}
            if not one.message:
                self.reply(who, one.reason)
        before = who.page.url
        who.decide(button, **words)
        who.page.wait_for_url(lambda url: url != before)
        self.first.setdefault(one.id, who)

    def weigh(self, who: Person) -> None:
        """Says of each grave note what it makes of it."""
        grave = who.page.locator(".finding.is-severe")
        while left := grave.count():
            grave.first.locator("summary", has_text="Not a problem").click()
            grave.first.locator("[name=because]").first.click()
            expect(grave).to_have_count(left - 1)

    def reply(self, who: Person, reason: str) -> None:
        """Quotes what the first note is about, and puts the saved reply of this reason in."""
        page = who.page
        for quote in page.locator("[name=quote]").all()[:1]:
            quote.check()
        page.locator("summary", has_text="Saved replies").click()
        page.locator(f"[name=put_in][data-reason={reason}]").first.click()
        message = page.locator("#decide [name=message]")
        message.fill(re.sub(r"\{[^}]*\}", "this", message.input_value()))

    def shot(self, who: Person, name: str, *, at: Locator | None = None) -> None:
        """A picture of what somebody sees: the top of the page, or this at the top."""
        page: Page = who.page
        if at is None:
            page.evaluate("scrollTo(0, 0)")
        else:
            at.evaluate("it => scrollTo(0, it.getBoundingClientRect().top + scrollY - 20)")
        self.take(page, f"evening-{name}")

    def once(self, who: Person, name: str, *, at: Locator | None = None) -> None:
        """The picture of what happens for the first time."""
        if name not in self.shown:
            self.shown.add(name)
            self.shot(who, name, at=at)

    # The evening

    def gather(self, stories: list[dict[str, Any]]) -> None:
        """People press Send, and the checks read along."""
        for row in stories:
            sent = {name: value for name, value in row.items() if name not in PLAN}
            sent |= {"body": row["body"].strip(), "consents": ["website"]}
            got = self.ask("", {"language": "en", **sent})
            plan = {name: row[name].strip() for name in PLAN if name in row}
            self.told[got["id"]] = Told(got["id"], got["receipt"], row["title"], **plan)
        self.becomes("in_review", *self.told.values())

    def arrive(self) -> None:
        """Three people sign in; one would rather not read about ill children today."""
        for who, address in zip(self.team, TEAM, strict=True):
            who.sign_in(address)
        self.moderator.go("/desk/")
        self.shot(self.moderator, "01-desk")
        self.phone.go("/desk/settings/")
        self.phone.page.get_by_label(ILL_CHILD).check()
        self.shot(self.phone, "02-not-today")
        self.phone.press("Keep this")
        expect(self.phone.page.locator(".notice--success")).to_be_visible()

    def label(self, one: Told, words: str) -> None:
        """What the checks did not see, a person says."""
        who = self.moderator
        self.start(who, one)
        who.press(words)
        expect(who.page.get_by_role("button", name=words, pressed=True)).to_be_visible()
        self.stop(who)

    def sweep(self) -> None:
        """What is plainly an advertisement goes in one go; taken back once, and declined again."""
        who, page, spam = self.moderator, self.moderator.page, self.expected("spam")
        for for_good in (False, True):
            who.go("/desk/spam/")
            for one in spam:
                page.locator(f"[name=story][value^='{one.id}:']").check()
            if not for_good:
                self.shot(who, "12-advertising", at=page.locator("main h1"))
            who.press("Decline those I chose")
            who.sees(f"Decline {len(spam)} texts as advertising?")
            who.press(f"Decline all {len(spam)}")
            if not for_good:
                who.press(f"Take all {len(spam)} back")
                page.locator(f"[name=story][value^='{spam[0].id}:']").wait_for()
        expect(page.locator(f"[name=story][value^='{spam[0].id}:']")).to_have_count(0)

    def undo(self, one: Told) -> None:
        """Approved too soon and taken back: nobody outside ever learns of it."""
        who = self.moderator
        who.open(one.id)
        self.decide(who, one, "Approve")
        expect(who.page.locator(".notice--success")).to_contain_text("Approved.")
        self.shot(who, "06-take-back")
        who.press("Take back")
        expect(who.page.locator(".notice--success")).to_contain_text("Taken back.")
        assert self.at(who) == one.id
        who.page.wait_for_timeout((self.grace + 2) * 1000)
        seen = self.seen(one)
        assert (seen["state"], seen["messages"], "story_url" in seen) == ("in_review", [], False)
        self.stop(who)

    def collide(self, one: Told) -> None:
        """Two have it open: the slower one is told who was faster, and loses no word."""
        fast, slow, words = self.lead, self.moderator, "I looked for these words for a long time."
        fast.open(one.id)
        slow.open(one.id)
        expect(slow.page.locator("[data-looking]")).to_contain_text("has this open too")
        self.decide(fast, one, "Approve")
        slow.decide("Decline", message=words, reason="other")
        slow.sees("Somebody was faster")
        expect(slow.page.locator("main textarea").first).to_have_value(words)
        self.shot(slow, "07-faster")
        self.stop(fast)
        self.becomes("published", one)

    def suggest(self, one: Told, said: str, better: str) -> None:
        """One thing stands in the way: it is quoted, other words are offered, and looked at."""
        who, page = self.moderator, self.moderator.page
        self.start(who, one)
        self.shot(who, "04-read", at=page.locator(".holding"))
        self.reply(who, one.reason)
        page.locator("summary", has_text="Suggest a wording").click()
        words = page.locator("[name=suggested_0]")
        assert said in words.input_value()
        words.fill(words.input_value().replace(said, better))
        page.locator("[name=preview_request_changes]").click()
        expect(page.locator("#as-read")).to_contain_text(better)
        self.shot(who, "05-as-they-will", at=page.locator("#as-read"))
        self.decide(who, one, "Ask for changes", reason=one.reason)
        self.stop(who)
        self.becomes("changes_requested", one)
        assert self.seen(one)["messages"][0]["suggestion"]

    def hand_over(self, one: Told) -> None:
        """Whoever cannot read on gives the story to a colleague, with a word."""
        who, to = self.phone, self.moderator
        self.start(who, one)
        who.page.locator("summary", has_text="Hand it over").click()
        who.page.locator("[name=hand-to]").select_option(label="moderator2")
        who.page.locator("[name=hand-words]").fill("This is my aunt's kitchen. Would you?")
        who.page.get_by_role("button", name="Hand it over").click()
        expect(who.page.locator(".notice--success")).to_contain_text("Handed over.")
        to.go("/desk/")
        card = to.page.locator("article", has_text="my aunt's kitchen")
        card.get_by_role("link", name="Open the story").click()
        to.page.locator(".holding[data-mine=yes]").wait_for()
        assert self.at(to) == one.id
        self.read(to)
        self.decide(to, one)
        self.stop(to)

    def compare(self, one: Told) -> None:
        """A note leads to a text that is very like it; a colleague is asked what it may be."""
        who, to = self.moderator, self.lead
        self.start(who, one)
        expect(who.page.locator(".overall")).to_contain_text("Very like it")
        who.page.locator("summary", has_text="Ask a colleague").click()
        who.page.locator("[name=ask-to]").select_option(label="lead")
        who.page.locator("[name=ask-words]").fill("Is it one person twice, or a copy?")
        who.page.get_by_role("button", name="Ask", exact=True).click()
        who.page.get_by_text("You asked lead").wait_for()
        to.go("/desk/")
        self.shot(to, "09-asked")
        to.page.get_by_role("link", name="Read it and answer").first.click()
        to.page.get_by_label("Your answer").fill("Only one year differs. I would ask her.")
        to.press("Answer")
        to.page.wait_for_load_state()
        who.open(one.id)
        expect(who.page.locator("main")).to_contain_text("Only one year differs.")
        self.decide(who, one)
        self.stop(who)
        who.go("/desk/")
        who.press("Put it away")
        who.page.get_by_text("lead answered you").wait_for(state="detached")

    def schedule(self, one: Told) -> None:
        """Approved for a day that its person may look forward to."""
        who, page = self.phone, self.phone.page
        self.start(who, one)
        page.locator("summary", has_text="Public on a later day").click()
        page.locator("[name=day]").fill((datetime.now(UTC) + timedelta(days=3)).date().isoformat())
        self.decide(who, one)
        self.stop(who)
        self.becomes("approved", one)
        assert self.seen(one)["publish_at"]
        who.go("/desk/?lane=scheduled")
        expect(page.get_by_role("link", name=one.title)).to_be_visible()

    def care(self) -> None:
        """Where somebody may be in danger, they come first, and two people close it."""
        lead, page, second = self.lead, self.lead.page, self.phone
        for one in self.expected("care"):
            lead.go("/desk/?lane=safeguarding")
            page.locator("main tbody").get_by_role("link", name=one.title).click()
            lead.sees("Looking after somebody")
            lead.press("I look after this")
            for step in ("together", "danger", "tell"):
                page.locator(f"[value='tick:{step}']").click()
            self.shot(lead, "10-in-danger")
            lead.press("Send this message")
            page.locator(".letters figure").wait_for()
            seen = self.seen(one)
            assert (seen["state"], len(seen["messages"])) == ("in_review", 1)
            for step in ("reach", "write-down"):
                page.locator(f"[value='tick:{step}']").click()
            page.locator("[name=outcome]").select_option("reached")
            lead.press("Ask a second person to close it")
            expect(page.get_by_text("Somebody else has to agree")).to_be_visible()
            expect(page.get_by_role("button", name="I agree: close it")).to_have_count(0)
            second.go(urlsplit(page.url).path)
            self.shot(second, "11-two-people", at=second.page.locator("#close"))
            second.press("I agree: close it")
            expect(second.page.locator(".notice--success").first).to_be_visible()

    def close_examples(self) -> None:
        """The demonstration's own cases are looked after as well."""
        lead, page = self.lead, self.lead.page
        lead.go("/desk/?lane=safeguarding")
        for case in [link.get_attribute("href") for link in page.locator("main tbody a").all()]:
            lead.go(case or "")
            lead.press("I look after this")
            page.locator("[name=outcome]").select_option("no-danger")
            lead.press("Ask a second person to close it")
            self.phone.go(case or "")
            self.phone.press("I agree: close it")
            expect(self.phone.page.locator(".notice--success").first).to_be_visible()

    def work(self) -> None:
        """Each takes the next story, and the next, until nobody is given one."""
        idle = 0
        for who in cycle(self.team):
            if not (self.at(who) and self.holds(who)) and not self.next(who):
                idle += 1
                if idle == len(self.team):
                    return
                continue
            idle = 0
            held = [self.at(one) for one in self.team if one is not who and self.holds(one)]
            assert self.at(who) not in held, "two people were given the same story"
            self.answer(who)

    def read(self, who: Person) -> None:
        """From the few lines before a story to its words."""
        page = who.page
        if who is self.phone:
            expect(page.locator(".weighs", has_text=ILL_CHILD)).to_have_count(0)
        if page.locator(".gist").count():
            if who is self.phone and page.locator(".weighs--heavy").count():
                self.once(who, "03-before-you-read", at=page.locator("main h1"))
            page.locator(".gist [data-key=r]").click()
            page.locator("#story").wait_for()

    def answer(self, who: Person) -> None:
        """Reads what somebody holds, and decides as a good moderator would."""
        page, one = who.page, self.told.get(self.at(who))
        second = page.locator(".notice", has_text="You are the second person to read this.")
        self.read(who)
        if one is None:  # an example of the demonstration, which waited here already
            one = Told(self.at(who), "", "", "change")
            self.decide(who, one, message=SENDER, reason="other")
        elif second.count():
            assert self.first[one.id] is not who, "the first of two was given it again"
            if who is not self.phone:
                self.once(who, "08-second", at=second)
            self.decide(who, one, "Approve")
        elif one.expect == "escalate" and who is self.lead:
            self.decide(who, one, "Ask for changes" if one.message else "Approve")
        else:
            self.decide(who, one)
            if one.expect == "second":
                assert self.seen(one)["state"] == "in_review"

    def appeal(self, one: Told) -> None:
        """Declined, and asked about: somebody else looks, who reads what was said first."""
        self.becomes("declined", one)
        teller, barred = self.teller, self.first[one.id]
        teller.return_with(one.receipt)
        teller.sees("We will not publish this story as it is")
        teller.follow("Ask somebody else to look")
        teller.page.get_by_label("Is there something that we should know?").fill(
            "I took the last part out of my head. I am only angry."
        )
        teller.press("Ask somebody else")
        teller.sees("We are looking at your story again")
        assert self.next(barred) != one.id, "whoever declined it was given it again"
        barred.open(one.id)
        expect(barred.page.get_by_text("You decided on this before.")).to_be_visible()
        expect(barred.page.locator(".decision")).to_have_count(0)
        other = next(who for who in (self.moderator, self.lead) if who is not barred)
        assert self.next(other) == one.id
        self.read(other)
        asked = other.page.locator(".notice", has_text="What was decided first")
        self.shot(other, "13-asked-again", at=asked)
        words = "I read it as if for the first time. I am sorry: we still cannot."
        self.decide(other, one, message=words, reason=one.reason)
        teller.waits_for("We looked again, and we still cannot publish it as it is")

    def report(self, one: Told) -> None:
        """A reader has a question about a public story, and reads what came of it."""
        self.tell_of(one, "others", "I think I know which family this is.")
        reader, lead, page = self.reader, self.lead, self.lead.page
        reference = reader.page.locator("main strong").inner_text()
        lead.go("/desk/reports/")
        page.get_by_role("button", name=f"Look at this report {reference}").click()
        self.outcome(reference, "stays")
        reader.go(f"/report/{reference}/")
        reader.sees("Somebody has looked")
        assert reader.go(self.page_of(one)) == 200

    def tell_of(self, one: Told, reason: str, words: str) -> None:
        reader = self.reader
        reader.go(f"/report/?page={self.page_of(one)}")
        reader.page.locator(f"[name=reason][value={reason}]").check()
        reader.page.locator("[name=words]").fill(words)
        reader.press("Send")
        reader.sees("Thank you. We have it.")

    def outcome(self, reference: str, outcome: str) -> None:
        """A lead answers a report, and sees first what will be read."""
        lead, page = self.lead, self.lead.page
        page.locator(f"[name=outcome][value={outcome}]").check()
        page.locator("[name=reason]").select_option("others")
        lead.press("Show what they will read")
        page.locator("#preview").wait_for()
        lead.press("Answer and close")
        lead.sees("Reports")
        expect(page.get_by_role("link", name=f"Answer this report {reference}")).to_have_count(0)

    def rest(self, one: Told) -> None:
        """Somebody says that it is about them: it rests at once, and a lead puts it back."""
        where = self.page_of(one)
        self.tell_of(one, "me", "That is our kitchen, and I am the one who mows.")
        reference = self.reader.page.locator("main strong").inner_text()
        assert self.reader.go(where) == 410
        lead, page = self.lead, self.lead.page
        lead.go("/desk/?lane=reported")
        lead.follow(one.title)
        self.read(lead)
        self.shot(lead, "14-rests", at=page.locator(".notice--careful"))
        self.decide(lead, one, "Put it back", note="No name, no place. I rang nobody.")
        self.demo.until(lambda: self.reader.go(where) == 200, "it is back on the site")
        lead.go("/desk/reports/")
        page.get_by_role("button", name=f"Look at this report {reference}").click()
        self.outcome(reference, "stays")

    def take_down(self, one: Told) -> None:
        """It must go now, and goes at once."""
        where = self.page_of(one)
        self.lead.open(one.id)
        self.decide(
            self.lead, one, "Take down", message="His sister asked us tonight.", reason="others"
        )
        self.demo.until(lambda: self.reader.go(where) == 410, "it is off the site")
        assert self.seen(one)["state"] == "taken_down"

    def after(self) -> None:
        """What is left when everybody has an answer: an empty desk, figures, and a log."""
        for who in self.team:
            assert not self.next(who)
        expect(self.moderator.page.locator("main")).to_contain_text("Nothing waits for you.")
        self.shot(self.moderator, "17-nothing-waits")
        self.lead.go("/desk/figures/")
        self.shot(self.lead, "15-figures", at=self.lead.page.locator("#loads"))
        self.auditor.sign_in("auditor@example.org", then="/desk/audit/")
        self.auditor.sees("The log")
        log = self.auditor.page.locator("main").inner_text()
        assert any(one.id in log for one in self.told.values())
        assert not [one.title for one in self.told.values() if one.title in log]
        self.shot(self.auditor, "16-the-log")

    def answered(self) -> None:
        """Everybody who wrote to us tonight has an answer, and the right one."""
        ends = {"change": "changes_requested", "decline": "declined", "spam": "declined"}
        ends |= {"care": "changes_requested", "copy": "changes_requested"}
        for one in self.told.values():
            if one.expect in ends:
                self.becomes(ends[one.expect], one)


def walk(tour: Evening) -> None:
    named: Callable[[str], Told] = tour.named
    tour.gather(rows())
    tour.arrive()
    tour.label(named("For Samir, who hated soup"), LAST_WEEKS)
    tour.start(tour.moderator, named("She slept with her boots on"))
    tour.decide(tour.moderator, named("She slept with her boots on"))
    tour.stop(tour.moderator)
    tour.sweep()
    tour.suggest(
        named("What the nurse on nights said"), "Sister Margaret Oyelaran", "The night nurse"
    )
    tour.undo(named("Half a hospital sandwich"))
    tour.collide(named("I used to be a runner"))
    tour.hand_over(named("Two lives, one drawer"))
    tour.compare(tour.expected("copy")[0])
    tour.schedule(named("Numbers on the fridge"))
    tour.care()
    tour.close_examples()
    tour.work()
    tour.answered()
    tour.appeal(named("My ex-wife does not deserve a penny"))
    tour.report(named("What I say to new families"))
    tour.rest(named("Two lives, one drawer"))
    tour.take_down(named("For Samir, who hated soup"))
    tour.after()


if __name__ == "__main__":
    walked(Evening, walk, __doc__)
