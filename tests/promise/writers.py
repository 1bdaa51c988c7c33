"""People who write in the share form with a browser: page by page, each answer kept at once."""

import re
import time
from functools import cache
from html import unescape
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from PIL import Image

from tests.promise.clients import Contributor, Life
from tests.promise.door import Answer, NoAnswer
from tests.promise.words import ADDRESS

SKIP = {"go": "skip"}
BOUNDARY = "a-line-that-no-photo-has"
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
        for use in sorted(self.story.uses):
            if self.rng.random() < 0.3:
                yield self.rng.uniform(0, 2)
                self.end(use)
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
            if step == "photo" and self.story.photo:
                self.upload()
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
        photo = {"photo_alt": "Me on a bench", "photo_by": "me", "photo_agreed": "yes"}
        return {
            "diagnosis": {"diagnoses": offer["diagnoses"]},
            "who": {"relation": offer["relation"]},
            "whose": {"about": "me"},
            "story": {name: offer[name] for name in ("language", "title", "body")},
            "you": {"named": "first", "name": offer["display_name"]},
            "photo": photo if self.story.photo else SKIP,
            "address": {"email": self.story.email} if self.story.email else SKIP,
            "consent": {"consents": ["website", "search-engines", *sorted(self.story.uses)]},
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

    def end(self, use: str) -> None:
        """Let others no longer show the story; the rest stays as it was agreed."""
        story = self.story
        left = {"search-engines", *story.uses} - {use, *story.ended}
        place = self.post(f"/your-stories/{story.id}/agreements/", {"uses": sorted(left)})
        if place.endswith("?ended"):
            story.ended[use] = time.time()
            self.book.suspects.append(story.n)

    def upload(self) -> None:
        """Choose a photo; its mark stands beside the pixels, where none may come from."""
        mark = self.book.words.mark(self.story.n, ADDRESS)
        parts = [f'form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.cookies["csrf"]}'.encode()]
        kind = f'form-data; name="file"; filename="{mark}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(kind.encode() + photo_with(mark))
        body = b"".join(
            f"--{BOUNDARY}\r\nContent-Disposition: ".encode() + part + b"\r\n" for part in parts
        )
        place = self.sent_as(
            f"multipart/form-data; boundary={BOUNDARY}",
            "/share/photo/",
            body + f"--{BOUNDARY}--\r\n".encode(),
        )
        if place != "/share/photo/":
            raise NoAnswer(f"the photo of story {self.story.n} led to {place}")

    def page(self, path: str) -> Answer:
        return self.open("GET", path)

    def post(self, path: str, fields: dict[str, Any]) -> str:
        """Send a form until it is answered by another page, and say which."""
        while "csrf" not in self.cookies:
            self.page("/your-stories/")
        fields = {**fields, "csrfmiddlewaretoken": self.cookies["csrf"]}
        body = urlencode(fields, doseq=True).encode()
        return self.sent_as("application/x-www-form-urlencoded", path, body)

    def sent_as(self, kind: str, path: str, body: bytes) -> str:
        answer = self.open("POST", path, body, kind=kind)
        if answer.status != 302:
            raise NoAnswer(f"{path} was answered {answer.status}")
        return answer.location

    def open(self, method: str, path: str, body: bytes | None = None, *, kind: str = "") -> Answer:
        """Ask as a browser does, with its cookies; those that come back are kept."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        answer, _lost = self.door.insist(method, path, body, headers=headers)
        for line in answer.cookies:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if answer.status not in (200, 302):
            raise NoAnswer(f"{method} {path} was answered {answer.status}")
        return answer


@cache
def pixels() -> Image.Image:
    return Image.radial_gradient("L").resize((320, 240)).convert("RGB")


def photo_with(mark: str) -> bytes:
    """A photo that says more than it shows: an EXIF block, a comment, and bytes behind its end."""
    exif, file = Image.Exif(), BytesIO()
    exif[0x010E] = mark  # ImageDescription
    pixels().save(file, "JPEG", exif=exif, comment=mark.encode())
    return file.getvalue() + mark.encode()
