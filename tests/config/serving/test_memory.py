"""Pages in memory: their spellings, what is known of them, and how much room they take."""

import gzip
from functools import partial

import brotli
import pytest

from config.serving import memory
from config.serving.memory import Pages, coding, made

WORDS = b"<p>One person's experience.</p>" * 100
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=60")]
page = partial(made, "200 OK", HTML)


@pytest.mark.parametrize(
    ("accepted", "spelling"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, gzip;q=0", ""),
        ("gzip;q=1.0", "gzip"),
        ("identity", ""),
        ("*", ""),
    ],
)
def test_the_spelling_is_one_that_is_taken(accepted, spelling):
    assert coding(accepted) == spelling


def test_every_spelling_holds_the_same_words_under_a_mark_of_its_own():
    plain = page(WORDS)
    packed, small = plain.spelt("gzip"), plain.spelt("br")
    assert gzip.decompress(packed.body) == brotli.decompress(small.body) == WORDS
    assert plain.spelt("") is plain
    assert len({plain.etag, packed.etag, small.etag}) == 3
    for answer, encoding in ((plain, None), (packed, "gzip"), (small, "br")):
        told = dict(answer.headers)
        assert len(told) == len(answer.headers)  # none twice
        assert told["Content-Length"] == str(len(answer.body))
        assert told["Vary"] == "Accept-Encoding"
        assert told.get("Content-Encoding") == encoding


def test_what_is_small_or_packed_already_stays_as_it_is():
    few = page(b"few words")
    photo = made("200 OK", [("Content-Type", "image/avif")], bytes(5000))
    assert few.spelt("br") is few
    assert photo.spelt("br") is photo


def test_the_same_bytes_have_the_same_mark_in_every_process():
    assert page(WORDS).etag == page(WORDS).etag != page(WORDS + b" ").etag


@pytest.mark.parametrize(
    ("asked", "known"),
    [("{}", True), ("W/{}", True), ('"x", W/{}', True), ("*", True), ('"x"', False), ("", False)],
)
def test_who_has_these_bytes_is_known(asked, known):
    answer = page(WORDS)
    assert answer.is_known(asked.format(answer.etag)) is known


def test_what_nobody_asked_for_makes_room_first():
    size = page(WORDS).size
    pages = Pages(size * memory.LARGEST)
    for number in range(memory.LARGEST):
        pages.keep((str(number),), page(WORDS))
    pages["0",].used = True
    pages.keep(("new",), page(WORDS))
    assert ("0",) in pages
    assert ("1",) not in pages
    assert ("new",) in pages
    assert pages.taken == sum(one.size for one in pages.values()) <= pages.room


def test_a_page_that_would_take_the_room_of_many_is_not_kept():
    pages = Pages(page(WORDS).size * memory.LARGEST - 1)
    pages.keep(("large",), page(WORDS))
    assert pages == {}
