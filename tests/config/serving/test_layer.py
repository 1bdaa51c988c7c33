"""What the front of a web process gives from memory, and what it never does."""

import threading
import time
from wsgiref.util import setup_testing_defaults

import pytest

from config.serving import clock, memory
from config.serving.layer import TRIES, Layer
from config.serving.listening import NOTHING, Lease
from config.serving.memory import Pages

ROOM = 1_000_000
PUBLIC = [("Content-Type", "text/html"), ("Cache-Control", "public, max-age=60")]


class Response(list):
    """What Django hands to a server: an iterable of bytes that knows a few things more."""

    for_everyone = True
    closed = False

    def close(self):
        self.closed = True


class House:
    """A Django that counts how often it is asked, and a listener that hears what it is told."""

    def __init__(self):
        self.report = None
        self.asked = []
        self.headers = PUBLIC
        self.words = "some words " * 100
        self.for_everyone = True
        self.meanwhile = lambda: None
        self.hear()
        self.layer = Layer(self.django, self)

    def hear(self, seconds=1.0):
        self.lease = Lease(Pages(ROOM), clock() + seconds)

    def wake(self):
        pass

    def django(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        words = self.words
        self.meanwhile()
        start_response("200 OK", self.headers)
        self.last = Response([words.encode()])
        self.last.for_everyone = self.for_everyone
        return self.last

    def get(self, path="/", **more):
        environ = {"PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "localhost", **more}
        setup_testing_defaults(environ)
        told = []
        body = b"".join(self.layer(environ, lambda *head: told.append(head)))
        status, headers, *_ = told[0]
        return int(status[:3]), dict(headers), body


@pytest.fixture
def house():
    return House()


def test_a_page_is_made_once(house):
    first, second = house.get(), house.get()
    assert first == second == (200, second[1], b"some words " * 100)
    assert house.asked == ["/"]


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/es/"},
        {"QUERY_STRING": "page=2"},
        {"HTTP_HOST": "example.org"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ],
)
def test_whatever_a_page_may_depend_on_is_another_page(house, other):
    house.get()
    house.get(**other)
    assert len(house.asked) == 2


def test_who_asks_is_not_what_a_page_depends_on(house):
    house.get()
    house.get(HTTP_COOKIE="sid=1", HTTP_USER_AGENT="x", HTTP_ACCEPT_LANGUAGE="es")
    assert len(house.asked) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_whoever_does_something_is_always_led_to_django(house, method):
    house.get()
    house.get(REQUEST_METHOD=method)
    house.get()
    assert len(house.asked) == 2


def test_what_is_not_said_to_be_for_everyone_is_not_kept(house):
    house.for_everyone = False
    house.get()
    house.get()
    assert len(house.asked) == 2
    assert not house.last.closed  # the server closes it, once it is sent


@pytest.mark.parametrize("header", [("Set-Cookie", "sid=1"), ("Vary", "Cookie")])
def test_what_would_be_another_for_somebody_else_is_not_kept(house, header):
    house.headers = [*PUBLIC, header]
    assert header[1] in house.get()[1].values()
    house.get()
    assert len(house.asked) == 2


def test_what_is_kept_was_closed(house):
    house.get()
    assert house.last.closed


def test_a_look_at_the_head_is_given_from_memory_without_its_body(house):
    whole = house.get()
    status, headers, body = house.get(REQUEST_METHOD="HEAD")
    assert (status, headers, body) == (200, whole[1], b"")
    assert len(house.asked) == 1


def test_who_has_the_page_is_told_that_it_has_not_changed(house):
    etag = house.get()[1]["ETag"]
    for _made_and_kept in range(2):
        status, headers, body = house.get(HTTP_IF_NONE_MATCH=etag)
        assert (status, body) == (304, b"")
        assert headers == {
            "ETag": etag,
            "Cache-Control": "public, max-age=60",
            "Vary": "Accept-Encoding",
        }
        house.hear()
    house.words = "others"
    house.hear()
    assert house.get(HTTP_IF_NONE_MATCH=etag)[0] == 200


def test_each_spelling_is_made_from_the_one_page(house):
    seen = [house.get(HTTP_ACCEPT_ENCODING=one)[1] for one in ("br", "gzip", "", "br", "gzip")]
    assert [one.get("Content-Encoding") for one in seen] == ["br", "gzip", None, "br", "gzip"]
    assert len(house.asked) == 1


def test_nothing_is_given_a_moment_after_the_lease(house):
    house.get()
    house.lease = house.lease._replace(until=clock())
    house.get()
    assert len(house.asked) == 2


def test_nothing_is_given_after_a_change_was_heard(house):
    house.get()
    house.words = "others"
    house.hear()
    assert house.get()[2] == b"others"


def test_what_was_begun_before_a_change_is_made_again_and_never_kept(house):
    def change():
        house.meanwhile = lambda: None
        house.words = "others"
        house.hear()

    house.meanwhile = change
    assert house.get()[2] == b"others"
    assert house.get()[2] == b"others"
    assert len(house.asked) == 2


def test_where_everything_changes_all_the_time_an_answer_comes_all_the_same(house):
    house.meanwhile = house.hear
    assert house.get()[0] == 200
    assert len(house.asked) == TRIES
    house.meanwhile = lambda: None
    house.get()
    assert len(house.asked) == TRIES + 1


def test_who_cannot_hear_remembers_nothing(house):
    house.lease = NOTHING
    house.get()
    house.get()
    assert len(house.asked) == 2
    assert NOTHING.pages == {}


def test_nothing_is_older_than_a_minute(house, monkeypatch):
    monkeypatch.setattr(memory, "OLDEST", 0.05)
    house.get()
    house.get()
    assert len(house.asked) == 1
    time.sleep(0.06)
    house.get()
    assert len(house.asked) == 2


def test_many_at_once_see_no_word_of_what_was_heard_to_be_gone(house):
    """Each change is heard while others read; whoever begins after it sees it, or what is newer."""
    stop = threading.Event()
    heard, wrong = 0, []
    house.words = "0"

    def read():
        while not stop.is_set():
            before = heard
            seen = int(house.get(HTTP_ACCEPT_ENCODING="gzip")[2])
            if seen < before:
                wrong.append((before, seen))

    readers = [threading.Thread(target=read) for _ in range(6)]
    for one in readers:
        one.start()
    for number in range(1, 300):
        house.words = str(number)
        house.hear()
        heard = number
        time.sleep(0.001)
    stop.set()
    for one in readers:
        one.join()
    assert wrong == []
    assert len(house.asked) >= 200


def test_a_line_in_the_log_tells_how_much_was_given(house, monkeypatch):
    lines = []
    monkeypatch.setattr("config.serving.layer.log.info", lambda *a, **b: lines.append(b))
    for _ in range(4):
        house.get()
    house.report()
    house.report()
    assert [line["given"] for line in lines] == [3, 0]
    assert lines[0]["pages"] == 1
