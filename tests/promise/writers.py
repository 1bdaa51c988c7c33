"""People who write in the share form with a browser: page by page, each answer kept at once."""

import re
from html import unescape
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from tests.promise.clients import Contributor, Life
from tests.promise.door import Answer, NoAnswer

SKIP = {"go": "skip"}
AREA = re.compile(r"<textarea[^>]*name=\"body\"[^>]*>\r?\n?(.*?)</textarea>", re.DOTALL)
CODE = re.compile(r"<output id=\"receipt-code\"[^>]*>(.*?)</output>", re.DOTALL)


class Writer(Contributor):
    """One person at the form: an answer that was taken is there again, whoever dies meanwhile."""

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.cookies: dict[str, str] = {}

    def live(self) -> Life:
        """Write, perhaps let it lie unsent; send, add to it, and do as the others do."""
        yield from self.write()
        if self.rng.random() < 0.2:
            yield self.rng.uniform(0, 5)
            self.finds_words()
            return
        self.submit()
        yield from self.confirmed()
        if self.rng.random() < 0.6:
            yield from self.wait_for("published", seconds=12)
            self.update()
        yield from self.afterwards()

    def write(self) -> Life:
        """Everything up to the last page; the words are looked for again after a while."""
        place = self.post("/share/", {})
        for _page in range(20):
            step = place.strip("/").split("/")[1].partition("?")[0]
            if step == "check":
                return
            if "again" in place:
                raise NoAnswer(f"story {self.story.n} was not taken at {step}")
            place = self.post(f"/share/{step}/", self.answers().get(step, SKIP))
            if step == "story":
                yield self.rng.uniform(0, 3)
                self.finds_words()
        raise NoAnswer(f"story {self.story.n} came to no last page")

    def finds_words(self) -> None:
        """What was typed is there, to the last sign."""
        page = self.page("/share/story/")
        found = AREA.search(page.text)
        if found is None or unescape(found[1]) != self.book.words.kept(self.story.n, 0)["body"]:
            self.book.losses.append(f"What story {self.story.n} was to say was not kept.")

    def answers(self) -> dict[str, dict[str, Any]]:
        """What this person says on each page; what is not here may be left without an answer."""
        offer = self.book.words.offer(self.story.n, 0)
        return {
            "diagnosis": {"diagnoses": offer["diagnoses"]},
            "who": {"relation": offer["relation"]},
            "story": {name: offer[name] for name in ("language", "title", "body")},
            "you": {"named": "first", "name": offer["display_name"]},
            "address": {"email": self.story.email} if self.story.email else SKIP,
            "consent": {"consents": ["website", "search-engines"]},
        }

    def submit(self) -> None:
        """Press Send until a page says that it is there; what was sent is one story."""
        page = self.send("/share/sent/")
        code, link = CODE.search(page.text), re.search(r"/your-stories/([0-9a-f-]{36})/", page.text)
        if code is None or link is None:
            raise NoAnswer(f"story {self.story.n} was sent, and no receipt came back")
        self.story.id = link[1]
        self.story.receipt = re.sub(r"<[^>]*>|\s", "", code[1])
        self.story.acknowledged.append(0)
        self.book.suspects.append(self.story.n)

    def send(self, after: str) -> Answer:
        """The last page, sent; the page `after` it."""
        shown = self.page("/share/check/")
        if shown.location:  # it was sent, and only the answer was lost
            return self.page(after)
        hidden = dict(re.findall(r'name="(draft|shown)" value="([^"]*)"', shown.text))
        where = self.post("/share/check/", hidden)
        if not where.startswith(after):
            raise NoAnswer(f"story {self.story.n} was sent, and led to {where}")
        return self.page(where)

    def update(self) -> None:
        """Add a passage to a story that is public."""
        story, number = self.story, self.story.parts + 1
        if self.state() != "published":
            return
        place = self.post(f"/your-stories/{story.id}/update/", {})
        if place != "/share/story/":
            return  # decided on meanwhile
        story.adding = number
        body = self.book.words.addition(story.n, story.tried, number)
        if self.post("/share/story/", {"body": body}) != "/share/check/":
            raise NoAnswer(f"an update of story {story.n} was not taken")
        self.send(f"/your-stories/{story.id}/")
        story.parts = number
        self.book.suspects.append(story.n)

    def page(self, path: str) -> Answer:
        return self.open("GET", path)

    def post(self, path: str, fields: dict[str, Any]) -> str:
        """Send a form until it is answered by another page, and say which."""
        answer = self.open("POST", path, fields)
        if answer.status != 302:
            raise NoAnswer(f"{path} was answered {answer.status}")
        return answer.location

    def open(self, method: str, path: str, fields: dict[str, Any] | None = None) -> Answer:
        """Ask as a browser does, with its cookies; those that come back are kept."""
        if fields is not None and "csrf" not in self.cookies:
            self.page("/share/")
            self.page("/your-stories/")  # the first may be served without a form
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            token = self.cookies["csrf"]
            body = urlencode({**fields, "csrfmiddlewaretoken": token}, doseq=True).encode()
        answer, _lost = self.door.insist(method, path, body, headers=headers)
        for line in answer.cookies:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if answer.status not in (200, 302):
            raise NoAnswer(f"{method} {path} was answered {answer.status}")
        return answer
