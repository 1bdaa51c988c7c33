"""Whatever file is sent: it is made anew or refused by name, and nothing dies of it.

Most of the corpus is developed in two processes that stay; some of it, and what kills a process,
goes through `rebuild` with its own child and its real limits.
"""

import inspect
import io
import json
import multiprocessing
import random
import struct
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

import pytest
from PIL import Image, features

from moderation import photos
from moderation.photos import CODES, Crop, Look, Refused, copied, darkroom, glance, rebuild
from moderation.photos.headers import Header
from tests.moderation import picture_parts
from tests.moderation.photo_corpus import (
    HEIGHT,
    MADE,
    PLANTED,
    QUARTERS,
    WIDTH,
    Case,
    corpus,
    exif,
    picture,
    png_of,
    with_segment,
    written,
    zeros,
)

# The parts without which a picture is none. Of these, only JFIF's 14 bytes are not pixels.
NEEDED = {
    "jpeg": {"E0", "DB", "C2", "C4", "DA", "pixels"},
    "webp": {"VP8 "},
    "avif": {
        *("ftyp", "meta", "meta/hdlr", "meta/pitm", "meta/iloc", "meta/iinf", "meta/iinf/infe"),
        *("meta/iprp", "meta/iprp/ipco", "meta/iprp/ipco/ispe", "meta/iprp/ipco/pixi"),
        *("meta/iprp/ipco/av1C", "meta/iprp/ipco/colr", "meta/iprp/ipma", "mdat"),
        *("av1 2", "av1 1", "av1 6"),
    },
}
JFIF = b"JFIF\0\1\1\0\0\1\0\1\0\0"  # version 1.1, no unit, one to one, no small copy


def developed(data: bytes) -> str | list[tuple[str, int, int, bytes]]:
    """What the darkroom makes of a file, in a process of the pool."""
    try:
        return [astuple(each) for each in darkroom.renditions(data)]
    except Refused as refused:
        return refused.code
    except Exception:
        return "broken"


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return corpus()


@pytest.fixture(scope="module")
def outcomes(cases):
    """Every case developed; the pool would say so if one of its processes had died."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        made = pool.map(developed, (case.data for case in cases.values()), chunksize=8)
        return dict(zip(cases, made, strict=True))


@pytest.fixture(scope="module")
def all_made(outcomes):
    """The name of each case that became pictures, with each of them."""
    return [
        (name, *each) for name, made in outcomes.items() if not isinstance(made, str)
        for each in made
    ]  # fmt: skip


def answer(data: bytes, **chosen: Crop) -> str:
    try:
        rebuild(data, **chosen)
    except Refused as refused:
        return refused.code
    return MADE


def children() -> set[str]:
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has just ended
            found |= set((task / "children").read_text().split())
    return found


def near(image: Image.Image, corners: tuple[tuple[int, int, int], ...]) -> bool:
    width, height = image.size
    seen = [
        image.getpixel((width * x // 4, height * y // 4)) for y in (1, 3) for x in (1, 3)
    ]  # fmt: skip
    return all(
        abs(one - other) <= 24
        for found, wanted in zip(seen, corners, strict=True)
        for one, other in zip(found, wanted, strict=True)
    )


# The corpus.


def test_there_are_many_and_they_could_leak(cases):
    assert len(cases) >= 200
    planted = [case for case in cases.values() if case.planted]
    assert len(planted) >= 100
    assert [case for case in planted if not any(plant in case.data for plant in PLANTED)] == []
    kinds = {name for name, _ in picture_parts.png(cases["png exif"].data)}
    assert kinds == {"IHDR", "eXIf", "IDAT", "IEND"}


def test_it_is_the_same_at_each_run(cases):
    assert corpus() == cases


def test_each_is_made_or_refused_as_it_should_be(cases, outcomes):
    became = {name: made if isinstance(made, str) else MADE for name, made in outcomes.items()}
    assert {name: end for name, end in became.items() if end not in cases[name].may} == {}
    assert set(became.values()) == CODES | {MADE}


def test_no_planted_word_or_place_survives(all_made):
    assert [
        (name, form) for name, form, _, _, data in all_made
        if any(plant in data for plant in PLANTED)
    ] == []  # fmt: skip


def test_nothing_but_pixels_is_in_a_rendition(all_made):
    assert features.check("avif")
    for name, form, width, height, data in all_made:
        parts = getattr(picture_parts, form)(data)
        assert {part for part, _ in parts} <= NEEDED[form], (name, form)
        known = dict(parts)
        if form == "jpeg":
            assert [body for part, body in parts if part == "E0"] == [JFIF], name
            assert known["C2"][1:5] == struct.pack(">HH", height, width), name
        elif form == "webp":
            assert known["VP8 "][6:10] == struct.pack("<HH", width, height), name
        else:
            assert known["meta/iprp/ipco/ispe"][4:] == struct.pack(">II", width, height), name
            assert known["meta/iprp/ipco/colr"][:4] == b"nclx", name
            assert known["meta/iinf/infe"] == b"\2\0\0\0\0\1\0\0av01Color\0", name
            whole = struct.pack(">II", len(data) - len(known["mdat"]), len(known["mdat"]))
            assert known["meta/iloc"][-8:] == whole, name


def test_every_rendition_shows_the_picture_upright_in_its_colours(cases, all_made):
    for name, form, width, height, data in all_made:
        with Image.open(io.BytesIO(data), formats=(form.upper(),)) as image:
            image.load()
            assert (image.mode, image.size) == ("RGB", (width, height)), name
            size, corners = cases[name].size, cases[name].corners
            assert size in (None, image.size), name
            assert corners is None or near(image, corners), (name, form)


def test_what_stands_beside_the_pixels_changes_no_byte(cases, outcomes):
    like = {name: case.like for name, case in cases.items() if case.like}
    assert len(like) >= 80
    assert [name for name in like if outcomes[name] != outcomes[like[name]]] == []


def looked(data: bytes) -> str | Look:
    try:
        return glance(data)
    except Refused as refused:
        return refused.code


def test_a_look_at_the_headers_says_what_will_be_made(cases, outcomes):
    for name, case in cases.items():
        began = time.perf_counter()
        look, made = looked(case.data), outcomes[name]
        assert time.perf_counter() - began < 1, name
        if isinstance(look, str):
            assert made == look, name
        else:
            assert case.size in (None, (look.width, look.height)), name
            assert made == "broken" or made[0][1] <= look.width, name


# The copy that is kept.


@pytest.mark.parametrize(
    ("width", "height", "kind", "size"),
    [
        (5000, 400, "JPEG", (4096, 328)),
        (300, 200, "PNG", (300, 200)),
        (300, 200, "WEBP", (300, 200)),
        (200, 9000, "PNG", (128, 5760)),
    ],
)
def test_a_copy_is_whole_and_bare(width, height, kind, size):
    made = copied(written(picture(width, height), kind))
    with Image.open(io.BytesIO(made.data)) as image:
        assert (image.format, image.size) == ("PNG" if kind == "PNG" else "JPEG", size)
    parts = getattr(picture_parts, made.format)(made.data)
    needed = {"png": {"IHDR", "IDAT", "IEND"}, "jpeg": {"E0", "DB", "C0", "C4", "DA", "pixels"}}
    assert {part for part, _ in parts} <= needed[made.format]
    assert not any(plant in made.data for plant in PLANTED)


def test_no_planted_word_is_in_a_copy(cases):
    for name in ("jpeg exif", "png exif", "webp exif", "jpeg of two", "png and zip"):
        made = darkroom.copy(cases[name].data)
        assert not any(plant in made.data for plant in PLANTED), name


def test_a_png_is_copied_as_it_looked():
    data = written(picture(300, 200), "PNG")
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(copied(data).data))
    assert before.convert("RGB").tobytes() == after.tobytes()


def test_a_copy_that_would_be_too_heavy_is_a_lighter_one(monkeypatch):
    monkeypatch.setattr(darkroom, "HEAVIEST", 60_000)
    noise = Image.frombytes("RGB", (200, 200), random.Random(1).randbytes(120_000))
    made = darkroom.copy(written(noise, "PNG"))
    assert (made.format, len(made.data) <= 60_000) == ("jpeg", True)


# The child and its limits.

THROUGH_A_CHILD = [
    *("jpeg exif", "jpeg held 6", "jpeg of two", "png and zip", "png exif", "webp exif"),
    *("jpeg cut at 5", "png flipped 7", "bomb png of one colour", "bomb png inside"),
    *("bomb png text", "bomb png profile last", "bomb png short of data", "bomb jpeg scans"),
    *("bomb jpeg header", "bomb webp two sizes", "moving WEBP", "stranger eps", "too heavy"),
]


def test_a_child_makes_the_same(cases, outcomes):
    before = children()

    def made(name: str) -> object:
        try:
            return [astuple(each) for each in rebuild(cases[name].data)]
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(2) as pool:
        through = dict(zip(THROUGH_A_CHILD, pool.map(made, THROUGH_A_CHILD), strict=True))
    assert through == {name: outcomes[name] for name in THROUGH_A_CHILD}
    assert children() == before


def test_the_largest_picture_that_is_allowed_is_made():
    header = struct.pack(">IIBBBBB", 8000, 5000, 8, 0, 0, 0, 0)
    png = png_of(header, zeros(40 << 20))  # a little more than is asked for
    sizes = [(each.width, each.height) for each in rebuild(png)]
    assert sizes == [(320, 200)] * 3 + [(640, 400)] * 3 + [(1280, 800)] * 3
    copy = copied(png)
    assert (copy.format, copy.width, copy.height) == ("png", 4096, 2560)


def test_three_widths_in_three_formats_and_the_same_bytes_again():
    data = with_segment(written(picture(1600, 1200), "JPEG"), 0xE1, b"Exif\0\0" + exif(6))
    crop = Crop(left=0.0, top=0.5, width=1.0, height=0.5)
    made = rebuild(data, crop=crop)
    assert [(each.format, each.width, each.height) for each in made] == [
        (form, *size) for size in ((320, 213), (640, 427), (1200, 800))
        for form in ("avif", "webp", "jpeg")
    ]  # fmt: skip
    assert rebuild(data, crop=crop) == made
    below = Image.open(io.BytesIO(made[2].data))
    assert near(below, (QUARTERS[3], QUARTERS[1]) * 2)


def test_a_file_has_no_name_here():
    assert list(inspect.signature(rebuild).parameters) == ["data", "crop"]
    assert list(inspect.signature(copied).parameters) == ["data"]
    assert list(inspect.signature(glance).parameters) == ["data"]


def test_a_crop_of_too_little_is_refused():
    data = written(picture(), "PNG")
    assert answer(data, crop=Crop(left=0.5, width=0.25)) == "too-small"


@pytest.mark.parametrize(
    "crop",
    [(0, 0, 0, 1), (0, 0, 1, -1), (-0.1, 0, 1, 1), (0.5, 0, 0.6, 1), (0, 0, float("nan"), 1)],
)
def test_a_crop_outside_of_the_picture_is_a_mistake(crop):
    with pytest.raises(ValueError, match="within the picture"):
        Crop(*crop)


def test_a_strip_is_made_less_wide():
    made = rebuild(written(picture(100, 3000), "JPEG"))
    assert [(each.width, each.height) for each in made[::3]] == [(21, 640), (42, 1280), (85, 2560)]


HEAVY = written(picture(), "PNG") + bytes(9 << 20)
ENDS = {
    "dies before it reads": "print('ready', flush=True); os.close(0); os.abort()",
    "dies when it has read": "print('ready', flush=True); sys.stdin.buffer.read(); os.abort()",
    "says nothing": "print('ready', flush=True); sys.stdin.buffer.read()",
    "says nonsense": "print('ready\\n{\"a\": [', flush=True); sys.stdin.buffer.read()",
    "says half": "print('ready\\n[[\"webp\", 1, 1, 9]]\\nxx', flush=True); sys.stdin.buffer.read()",
    "invents": "print('ready\\n\"<script>\"', flush=True); sys.stdin.buffer.read()",
    "promises nothing": "print('ready\\n[]', flush=True); sys.stdin.buffer.read()",
    "never stops": "print('ready', flush=True); sys.stdin.buffer.read(); time.sleep(20)",
    "babbles": "print('ready', flush=True); sys.stdin.buffer.read()\nwhile 1: print('x' * 99999)",
    "needs too much": "darkroom.renditions = lambda *a: bytearray(2 << 30) and real(*a); run()",
    "opens a file": "darkroom.renditions = lambda *a: open('/dev/null') and real(*a); run()",
    "ends in C": "darkroom.renditions = lambda *_: ctypes.string_at(0); run()",
}


@pytest.mark.parametrize("end", ENDS)
def test_a_child_that_fails_is_a_broken_picture_and_no_more(end, monkeypatch):
    script = (
        "import ctypes, os, sys, time\nfrom moderation.photos import darkroom\n"
        "real, run = darkroom.renditions, darkroom.main\n" + ENDS[end]
    )
    monkeypatch.setattr(photos, "_DARKROOM", (sys.executable, "-c", script))
    monkeypatch.setattr(photos, "_SECONDS", 3)
    before, began = children(), time.perf_counter()
    assert answer(HEAVY) == "broken"
    assert time.perf_counter() - began < 15
    assert children() == before


def test_an_answer_is_read_only_so_far(monkeypatch):
    monkeypatch.setattr(photos, "_LARGEST_ANSWER", 1000)
    assert answer(written(picture(), "PNG")) == "broken"


def test_no_child_is_left_when_the_worker_is_interrupted(monkeypatch):
    def interrupted(child: "subprocess.Popen[bytes]", data: bytes) -> bytes:
        asked(child, b"")
        raise TimeoutError("Celery's time for a task is over")

    asked = photos._asked
    script = "import os, time; print('ready', flush=True); os.close(1); time.sleep(20)"
    monkeypatch.setattr(photos, "_DARKROOM", (sys.executable, "-c", script))
    monkeypatch.setattr(photos, "_asked", interrupted)
    before, began = children(), time.perf_counter()
    with pytest.raises(TimeoutError):
        rebuild(HEAVY)
    assert time.perf_counter() - began < 10
    assert children() == before


def test_what_is_decoded_is_what_was_measured(monkeypatch):
    lie = Header("png", WIDTH, HEIGHT - 1)
    monkeypatch.setattr(darkroom, "read", lambda data: lie)
    with pytest.raises(Refused, match="broken"):
        darkroom.renditions(written(picture(), "PNG"))


def test_a_machine_that_cannot_start_it_is_not_a_broken_picture(monkeypatch):
    monkeypatch.setattr(photos, "_DARKROOM", (sys.executable, "-c", "import nothing_of_ours"))
    with pytest.raises(RuntimeError, match="did not start"):
        rebuild(HEAVY)


def test_the_child_is_poor_and_has_heard_of_no_django():
    with photos._child(photos.COPY) as child:
        assert child.stdout.readline() == photos.READY
        proc = Path(f"/proc/{child.pid}")
        assert (proc / "environ").read_bytes() == b""
        assert {link.name for link in (proc / "fd").iterdir()} == {"0", "1", "2"}
        limits = {
            line[:26].strip(): line[26:67].split()
            for line in (proc / "limits").read_text().splitlines()
        }
        assert {name: limits[name] for name in (
            "Max cpu time", "Max file size", "Max core file size", "Max processes",
            "Max open files", "Max address space",
        )} == {
            "Max cpu time": ["20"] * 2,
            "Max file size": ["0"] * 2,
            "Max core file size": ["0"] * 2,
            "Max processes": ["0"] * 2,
            "Max open files": ["3"] * 2,
            "Max address space": [str(1 << 30)] * 2,
        }  # fmt: skip
        child.kill()
    script = "import json, sys, moderation.photos.darkroom; print(json.dumps(list(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=True)
    modules = {name.split(".")[0] for name in json.loads(loaded.stdout)}
    assert modules & {"django", "celery", "config", "psycopg", "socket"} == set()


def daemonic(data: bytes) -> None:
    assert multiprocessing.current_process().daemon
    assert len(rebuild(data)) == 3


def test_it_works_in_a_process_that_may_have_no_children():
    """As Celery's are."""
    worker = multiprocessing.get_context("spawn").Process(
        target=daemonic, args=(written(picture(), "PNG"),), daemon=True
    )
    worker.start()
    worker.join(30)
    assert worker.exitcode == 0
