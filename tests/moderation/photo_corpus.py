"""More than 200 files that somebody might send instead of a photo, made by code from seeds.

What must not come out is planted as CANARY, in text, or as WHERE, in numbers. `picture` is red,
green, blue and yellow in its quarters, so that a turn, a crop or a wrong colour can be seen.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image, ImageCms, ImageOps

from moderation.photos import CODES

CANARY = "Marrow-canary-7361"
WHERE = 52_514_637, 1_000_003
PLANTED = (
    CANARY.encode(),
    CANARY.encode("utf-16-le"),
    CANARY.encode("utf-16-be"),
    struct.pack(">II", *WHERE),
    struct.pack("<II", *WHERE),
)
WIDTH, HEIGHT = 96, 80
QUARTERS = ((200, 30, 40), (30, 160, 60), (40, 60, 190), (220, 200, 40))
MADE = "made"
ANYTHING = CODES | {MADE}


@dataclass(frozen=True)
class Case:
    """A file, and what may become of it; `like` names the case whose very bytes must come out."""

    data: bytes
    may: frozenset[str] = frozenset({MADE})
    size: tuple[int, int] | None = None
    corners: tuple[tuple[int, int, int], ...] | None = None
    like: str = ""
    planted: bool = False


def corpus() -> dict[str, Case]:
    """Every case by its name, the same at each call."""
    cases: dict[str, Case] = {}
    for part in (plain, metadata, appended, turned, coloured, strangers, bombs, small, moving):
        for name, case in part():
            assert name not in cases, name
            cases[name] = case
    cases |= dict(mutated({name: cases[name].data for name in ("jpeg", "png", "webp")}))
    return cases


# Building blocks.


def picture(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    made = Image.new("RGB", (width, height))
    for index, colour in enumerate(QUARTERS):
        left, top = index % 2 * width // 2, index // 2 * height // 2
        made.paste(colour, (left, top, left + width // 2, top + height // 2))
    return made


def written(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    return jpeg[:2] + segment(marker, body) + jpeg[2:]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunk(png: bytes, kind: bytes, body: bytes, *, last: bool = False) -> bytes:
    at = len(png) - 12 if last else 33  # before IEND, or after IHDR
    return png[:at] + chunk(kind, body) + png[at:]


def riff(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def with_riff(webp: bytes, kind: bytes, body: bytes, *, flags: int = 0) -> bytes:
    """The same WebP in its extended form, with one chunk more; a colour profile goes first."""
    old = webp[12:]
    if old.startswith(b"VP8X"):
        flags, old = flags | old[8], old[18:]
    elif old.startswith(b"VP8L"):
        flags |= 0x10
    size = (WIDTH - 1).to_bytes(3, "little") + (HEIGHT - 1).to_bytes(3, "little")
    more = riff(kind, body)
    inner = riff(b"VP8X", bytes([flags, 0, 0, 0]) + size)
    inner += more + old if kind == b"ICCP" else old + more
    return b"RIFF" + struct.pack("<I", len(inner) + 4) + b"WEBP" + inner


def exif(orientation: int = 1, order: str = ">") -> bytes:
    """A camera's EXIF: who, which camera, where, and a small copy of the picture."""
    text = CANARY.encode() + b"\0"
    place = struct.pack(order + "II", *WHERE)
    thumbnail = with_segment(written(picture(32, 24), "JPEG"), 0xFE, text)
    out = bytearray(b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "I", 8)
    heap = bytearray()
    heap_at = 8 + sum(2 + 12 * entries + 4 for entries in (6, 2, 3, 3))

    def far(value: bytes) -> int:
        at = heap_at + len(heap)
        heap.extend(value + b"\0" * (len(value) % 2))
        return at

    def directory(entries: list[tuple[int, int, int, int]], following: int = 0) -> None:
        out.extend(struct.pack(order + "H", len(entries)))
        for tag, kind, count, value in entries:
            out.extend(struct.pack(order + "HHI", tag, kind, count))
            out.extend(
                struct.pack(*(order + "HH", value, 0) if kind == 3 else (order + "I", value))
            )
        out.extend(struct.pack(order + "I", following))

    camera, gps = 8 + 6 + 6 * 12, 8 + 6 + 6 * 12 + 6 + 2 * 12
    copy = gps + 6 + 3 * 12
    directory(
        [
            (0x010F, 2, len(text), far(text)),
            (0x0112, 3, 1, orientation),
            (0x013B, 2, len(text), far(text)),
            (0x8298, 2, len(text), far(text)),
            (0x8769, 4, 1, camera),
            (0x8825, 4, 1, gps),
        ],
        following=copy,
    )
    directory([(0xA431, 2, len(text), far(text)), (0x9286, 7, len(text), far(text))])
    directory(
        [
            (0x0001, 2, 2, int.from_bytes(b"N\0\0\0", "big" if order == ">" else "little")),
            (0x0002, 5, 3, far(place * 3)),
            (0x0004, 5, 3, far(place * 3)),
        ]
    )
    directory(
        [
            (0x0103, 3, 1, 6),
            (0x0201, 4, 1, far(thumbnail)),
            (0x0202, 4, 1, len(thumbnail)),
        ]
    )
    return bytes(out + heap)


def xmp() -> bytes:
    return (
        '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3'
        '.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1'
        f'.1/" dc:creator="{CANARY}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iptc() -> bytes:
    text = CANARY.encode()
    record = b"\x1c\x02\x50" + struct.pack(">H", len(text)) + text
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


def profile(*, swapped: bool = False) -> bytes:
    """sRGB under our name; swapped, its red and green have changed places."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = made[:24] + bytes(12) + made[36:]  # the time when it was made: now
    named = "sRGB built-in".encode("utf-16-be")
    assert made.count(named) == 1
    name = CANARY[: len(named) // 2].encode("utf-16-be")
    made = made.replace(named, name)
    if swapped:
        made = made.replace(b"rXYZ", b"<-->").replace(b"gXYZ", b"rXYZ").replace(b"<-->", b"gXYZ")
    return made


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(zipfile.ZipInfo(CANARY), CANARY)
    return out.getvalue()


# The cases.


def plain() -> Iterator[tuple[str, Case]]:
    """What people send: each must be made."""
    image = picture()
    made = {
        "jpeg": written(image, "JPEG", quality=95, subsampling=0),
        "jpeg progressive": written(image, "JPEG", progressive=True, subsampling=0, quality=95),
        "png": written(image, "PNG"),
        "webp": written(image, "WEBP", quality=90),
        "webp lossless": written(image, "WEBP", lossless=True),
        "webp alpha": written(image.convert("RGBA"), "WEBP", quality=90, exact=True),
    }
    for name, data in made.items():
        yield name, Case(data, size=(WIDTH, HEIGHT), corners=QUARTERS)


def metadata() -> Iterator[tuple[str, Case]]:
    """What cameras, phones and programs put beside the pixels: nothing may change by it."""
    text = CANARY.encode()
    bases = dict(plain())
    segments = {
        "exif": (0xE1, b"Exif\0\0" + exif()),
        "exif intel": (0xE1, b"Exif\0\0" + exif(order="<")),
        "exif nonsense": (0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff" + text),
        "xmp": (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp()),
        "xmp more": (0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40 + xmp()),
        "iptc": (0xED, iptc()),
        "comment": (0xFE, text),
        "comment html": (0xFE, b"<!--" + text + b"--><script>alert(1)</script>"),
        "jfxx": (0xE0, b"JFXX\0\x13\x04\x04" + text * 3),
        "flashpix": (0xE2, b"FPXR\0" + text),
        "ducky": (0xEC, b"Ducky" + text),
        **{f"app{number}": (0xE0 + number, text) for number in (3, 5, 7, 9, 11, 15)},
    }
    for base in ("jpeg", "jpeg progressive"):
        for name, (marker, body) in segments.items():
            data = with_segment(bases[base].data, marker, body)
            yield f"{base} {name}", replace(bases[base], data=data, like=base, planted=True)
    chunks = {
        "text": (b"tEXt", b"Comment\0" + text),
        "text html": (b"tEXt", b"Title\0<script>" + text + b"</script>"),
        "text xmp": (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp()),
        "text international": (b"iTXt", b"Author\0\0\0en\0Author\0" + text),
        "exif": (b"eXIf", exif()),
        "exif intel": (b"eXIf", exif(order="<")),
        "private": (b"teSt", text),
        "private too": (b"caNv", text * 9),
        "palette named": (b"sPLT", text + b"\0\x08" + b"\0" * 6),
    }
    for name, (kind, body) in chunks.items():
        for last in (False, True):
            data = with_chunk(bases["png"].data, kind, body, last=last)
            case = replace(bases["png"], data=data, like="png", planted=True)
            yield f"png {name}{' last' if last else ''}", case
    packed = {
        "text raw exif": (b"tEXt", b"Raw profile type exif\0\nexif\n6\n" + text.hex().encode()),
        "text packed": (b"zTXt", b"Comment\0\0" + zlib.compress(text)),
        "text both": (b"iTXt", b"Author\0\1\0en\0A\0" + zlib.compress(text)),
        "time": (b"tIME", bytes([7, 230, 11, 25, 23, 59, 59])),
        "physical": (b"pHYs", struct.pack(">IIB", 2835, 2835, 1)),
    }
    for name, (kind, body) in packed.items():
        data = with_chunk(bases["png"].data, kind, body)
        yield f"png {name}", replace(bases["png"], data=data, like="png")
    parts = {
        "exif": (b"EXIF", exif(), 0x08),
        "exif with prefix": (b"EXIF", b"Exif\0\0" + exif(), 0x08),
        "exif unannounced": (b"EXIF", exif(order="<"), 0),
        "xmp": (b"XMP ", xmp(), 0x04),
        "private": (b"CNRY", text, 0),
    }
    for base in ("webp", "webp lossless", "webp alpha"):
        for name, (kind, body, flags) in parts.items():
            data = with_riff(bases[base].data, kind, body, flags=flags)
            yield f"{base} {name}", replace(bases[base], data=data, like=base, planted=True)


def appended() -> Iterator[tuple[str, Case]]:
    """A picture, and after its end something else: the picture is made and the rest is not."""
    text = CANARY.encode()
    tails = {
        "zip": archive(),
        "html": b"<!doctype html><script>" + text + b"</script>",
        "php": b"<?php system($_GET['" + text + b"']); ?>",
        "shell": b"\n#!/bin/sh\necho " + text,
        "pdf": b"%PDF-1.4\n%" + text + b"\n%%EOF",
        "rar": b"Rar!\x1a\x07\x01\x00" + text,
        "picture": with_segment(written(picture(), "JPEG"), 0xFE, text),
        "executable": b"MZ" + text + b"\0" * 64,
        "nothing": b"\0" * 999 + text,
    }
    bases = dict(plain())
    for base in ("jpeg", "png", "webp"):
        for name, tail in tails.items():
            data = bases[base].data + tail
            yield f"{base} and {name}", replace(bases[base], data=data, like=base, planted=True)
    second = with_segment(written(picture().transpose(1), "JPEG"), 0xFE, text)
    index = (
        b"MPF\0MM\0*\0\0\0\x08"
        + struct.pack(">H", 3)
        + struct.pack(">HHI4s", 0xB000, 7, 4, b"0100")
        + struct.pack(">HHII", 0xB001, 4, 1, 2)
        + struct.pack(">HHII", 0xB002, 7, 32, 50)
        + struct.pack(">I", 0)
    )
    first = bases["jpeg"].data
    length = len(index) + 32 + 4
    entries = struct.pack(">IIIHH", 0x030000, len(first) + length, 0, 0, 0)
    entries += struct.pack(">IIIHH", 0, len(second), len(first) + length - 10, 0, 0)
    two = with_segment(first, 0xE2, index + entries) + second
    yield "jpeg of two", replace(bases["jpeg"], data=two, like="jpeg", planted=True)
    pair = io.BytesIO()
    picture().save(pair, "MPO", save_all=True, append_images=[picture().transpose(1)])
    yield "jpeg of two by Pillow", Case(pair.getvalue(), size=(WIDTH, HEIGHT), corners=QUARTERS)


# Where the stored corners (0 1 over 2 3) are seen, for each of EXIF's orientations.
SEEN = {1: "0123", 2: "1032", 3: "3210", 4: "2301", 5: "0213", 6: "2031", 7: "3120", 8: "1302"}


def turned() -> Iterator[tuple[str, Case]]:
    """Held in each of the eight ways: it comes out upright, and says so no more."""
    bases = dict(plain())
    for orientation, seen in SEEN.items():
        block = exif(orientation, order="><"[orientation % 2])
        corners = tuple(QUARTERS[int(corner)] for corner in seen)
        size = (WIDTH, HEIGHT) if orientation < 5 else (HEIGHT, WIDTH)
        for base, data in {
            "jpeg": with_segment(bases["jpeg"].data, 0xE1, b"Exif\0\0" + block),
            "png": with_chunk(bases["png"].data, b"eXIf", block, last=True),
            "webp": with_riff(bases["webp"].data, b"EXIF", block, flags=8),
            "webp prefixed": with_riff(bases["webp"].data, b"EXIF", b"Exif\0\0" + block, flags=8),
        }.items():
            case = Case(data, size=size, corners=corners, planted=True)
            yield f"{base} held {orientation}", case
    for odd in (0, 9, 65535):
        data = with_segment(bases["jpeg"].data, 0xE1, b"Exif\0\0" + exif(odd))
        case = Case(data, size=(WIDTH, HEIGHT), corners=QUARTERS, like="jpeg", planted=True)
        yield f"jpeg held {odd}", case


def coloured() -> Iterator[tuple[str, Case]]:
    """Every way to keep colours that the three formats know."""
    image, size = picture(), (WIDTH, HEIGHT)
    grey = tuple(
        (level, level, level)
        for level in (image.convert("L").getpixel((x, y)) for y in (20, 60) for x in (24, 72))
    )
    clear = image.convert("RGBA")
    clear.paste((200, 30, 40, 0), (0, 0, WIDTH // 2, HEIGHT // 2))
    white = ((255, 255, 255), *QUARTERS[1:])
    palette = clear.convert("RGB").quantize(8)
    hidden = palette.getpixel((5, 5))
    ink = image.convert("CMYK")
    swapped = ((30, 200, 40), (160, 30, 60), (60, 40, 190), (200, 220, 40))
    for name, data, corners in (
        ("jpeg grey", written(image.convert("L"), "JPEG", quality=95), grey),
        ("jpeg cmyk", written(ink, "JPEG", quality=95), QUARTERS),
        ("jpeg cmyk progressive", written(ink, "JPEG", quality=95, progressive=True), QUARTERS),
        ("jpeg ycck", ycck(image), QUARTERS),
        ("jpeg 4:2:0", written(image, "JPEG", quality=95, subsampling=2), QUARTERS),
        ("jpeg restarts", written(image, "JPEG", quality=95, restart_marker_rows=1), QUARTERS),
        ("png grey", written(image.convert("L"), "PNG"), grey),
        ("png one bit", written(image.convert("1"), "PNG"), None),
        ("png 16 bits", deep(0, b"\xc8\x00"), ((200,) * 3,) * 4),
        ("png 16 bits alpha", deep(4, b"\x10\x00\x80\x00"), ((135,) * 3,) * 4),
        ("png 16 bits rgb", deep(2, b"\x12\x34\x56\x78\x9a\xbc"), ((18, 86, 154),) * 4),
        ("png 16 bits rgba", deep(6, b"\x12\x34\x56\x78\x9a\xbc\0\0"), ((255,) * 3,) * 4),
        ("png alpha", written(clear, "PNG"), white),
        ("png grey alpha", written(image.convert("LA"), "PNG"), grey),
        ("png palette", written(palette, "PNG"), QUARTERS),
        ("png palette see-through", written(palette, "PNG", transparency=hidden), white),
        ("png one colour see-through", written(image, "PNG", transparency=QUARTERS[0]), white),
        ("webp see-through", written(clear, "WEBP", lossless=True), white),
        ("jpeg icc swapped", written(image, "JPEG", quality=95, icc_profile=profile(swapped=True)),
         swapped),
        ("png icc swapped", written(image, "PNG", icc_profile=profile(swapped=True)), swapped),
        ("webp icc swapped", written(image, "WEBP", icc_profile=profile(swapped=True)), swapped),
        ("jpeg icc", written(image, "JPEG", quality=95, icc_profile=profile()), QUARTERS),
        ("jpeg icc nonsense", written(image, "JPEG", icc_profile=CANARY.encode() * 20), QUARTERS),
        ("jpeg icc cut", written(image, "JPEG", icc_profile=profile()[:300]), QUARTERS),
        ("png icc nonsense", written(image, "PNG", icc_profile=CANARY.encode() * 20), QUARTERS),
        ("jpeg grey icc rgb", written(image.convert("L"), "JPEG", icc_profile=profile()), grey),
        ("jpeg cmyk icc rgb", written(ink, "JPEG", icc_profile=profile(swapped=True)), QUARTERS),
    ):  # fmt: skip
        yield name, Case(data, size=size, corners=corners)


def ycck(image: Image.Image) -> bytes:
    """Adobe's way to keep CMYK: the first three as luminance and colour."""
    ink = ImageOps.invert(image).convert("YCbCr")
    bands = [ImageOps.invert(band) for band in ink.split()]  # Pillow turns them round on writing
    data = written(Image.merge("CMYK", (*bands, Image.new("L", image.size))), "JPEG", quality=95)
    at = data.index(b"Adobe")
    return data[: at + 11] + b"\x02" + data[at + 12 :]


def deep(kind: int, pixel: bytes) -> bytes:
    """A PNG with 16 bits for each colour, all pixels alike."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, kind, 0, 0, 0)
    return png_of(header, zlib.compress((b"\0" + pixel * WIDTH) * HEIGHT))


def png_of(header: bytes, pixels: bytes) -> bytes:
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def strangers() -> Iterator[tuple[str, Case]]:
    """Other things under the name of a picture: we never ask what they are."""
    image, text = picture(), CANARY.encode()
    others = {
        "empty": b"",
        "nulls": b"\0" * 5000,
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "html": b"<!doctype html><title>x</title>" + written(image, "PNG"),
        "php": b"<?php phpinfo(); ?>" + written(image, "JPEG"),
        "pdf": b"%PDF-1.7\n",
        "zip": archive() + written(image, "JPEG"),
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 96 80\n(%pipe%id) (w) file\n",
        "psd": b"8BPS\0\1" + b"\0" * 6 + struct.pack(">HIIHH", 3, HEIGHT, WIDTH, 8, 3),
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "avif": written(image, "AVIF"),
        "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n",
        "jpeg xl": b"\xff\x0a" + text,
        "riff of sound": b"RIFF\x24\0\0\0WAVEfmt ",
        "gifar": written(image, "GIF") + archive(),
        "xpm": b'/* XPM */ static char *x[] = {"96 80 1 1"};',
        "almost jpeg": b"\xff\xd8",
        "almost png": b"\x89PNG\r\n\x1a",
        "png in text mode": b"\x89PNG\n\x1a\n" + text,
        **{form.lower(): written(image, form) for form in ("GIF", "TIFF", "BMP", "ICO", "PPM")},
    }
    for name, data in others.items():
        yield f"stranger {name}", Case(data, may=frozenset({"not-a-picture"}))
    jpeg, png = written(image, "JPEG"), written(image, "PNG")
    begun = {
        "jpeg": b"\xff\xd8\xff",
        "jpeg and php": b"\xff\xd8\xff\xe0<?php " + text + b" ?>",
        "jpeg and html": b"\xff\xd8\xff\xfe\x00\x10<script>" + text + b"</script>",
        "jpeg padded": b"\xff\xd8" + b"\xff" * 100_000,
        "jpeg of tiny parts": jpeg[:2] + b"\xff\xfe\x00\x02" * 100_000 + jpeg[2:],
        "png": b"\x89PNG\r\n\x1a\n",
        "png and js": b"\x89PNG\r\n\x1a\n" + b"=1;alert('" + text + b"')",
        "png of tiny parts": png[:33] + chunk(b"teSt", b"") * 100_000 + png[33:],
        "png without pixels": png_of(struct.pack(">IIBBBBB", 96, 80, 8, 2, 0, 0, 0), b""),
        "png without header": b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        "webp": b"RIFF\x04\0\0\0WEBP",
        "webp without pixels": b"RIFF\x16\0\0\0WEBP" + riff(b"VP8X", b"\0" * 4 + b"\x5f\0\0" * 2),
        "jpeg without pixels": jpeg[:2] + b"\xff\xd9",
    }
    for name, data in begun.items():
        yield f"begun {name}", Case(data, may=frozenset({"broken"}))


def zeros(length: int, head: bytes = b"") -> bytes:
    """What inflates to so many zeros, without deflating them all: one block, again and again."""
    block = 1 << 20
    squeeze = zlib.compressobj(9, wbits=-15)
    first = squeeze.compress(bytes(block)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    assert length % block == 0
    a, b = 1, length % 65521  # Adler's sum, of zeros
    end = zlib.compressobj(9, wbits=-15).flush()
    return head + b"\x78\xda" + first * (length // block) + end + struct.pack(">HH", b, a)


def bombs() -> Iterator[tuple[str, Case]]:
    """Small to send, large to open."""
    image, mega = picture(), 1 << 20

    def png(width: int, height: int, depth: int, kind: int, pixels: bytes) -> bytes:
        return png_of(struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0), pixels)

    many, broken = frozenset({"too-many-pixels"}), frozenset({"broken"})
    yield "bomb png of one colour", Case(png(50_000, 50_000, 1, 0, zeros(300 * mega)), may=many)
    yield "bomb png 12000", Case(png(12_000, 12_000, 8, 0, zeros(138 * mega)), may=many)
    yield "bomb png header", Case(png(2**31 - 1, 2**31 - 1, 8, 6, b""), may=many)
    yield "bomb png short of data", Case(png(6300, 6300, 16, 6, zeros(mega)), may=broken)
    yield "bomb png inside", Case(png(96, 80, 8, 2, zeros(900 * mega)), may=broken | {MADE})
    base = written(image, "PNG")
    for name, kind, head in (
        ("text", b"zTXt", b"Comment\0\0"),
        ("international", b"iTXt", b"A\0\1\0en\0A\0"),
        ("profile", b"iCCP", b"sRGB\0\0"),
    ):
        for last in (False, True):
            data = with_chunk(base, kind, zeros(900 * mega, head), last=last)
            where = " last" if last else ""
            yield f"bomb png {name}{where}", Case(data, may=broken | {MADE})
    jpeg = written(image, "JPEG")
    at = jpeg.index(b"\xff\xc0") + 5
    huge = jpeg[:at] + b"\xff\xff\xff\xff" + jpeg[at + 4 :]
    yield "bomb jpeg header", Case(huge, may=many)
    tall = jpeg[:at] + struct.pack(">HH", 6300, 6300) + jpeg[at + 4 :]
    yield "bomb jpeg short of data", Case(tall, may=broken | {MADE})  # the rest is grey
    long = written(image, "JPEG", progressive=True)
    scan = long[long.rindex(b"\xff\xda") : -2]
    yield "bomb jpeg scans", Case(long[:-2] + scan * 500 + b"\xff\xd9", may=broken | {MADE})
    twice = long.index(b"\xff\xc2")
    frame = long[twice : twice + 19]
    two = long[:twice] + frame[:5] + b"\x20\x00\x20\x00" + frame[9:] + long[twice:]
    yield "bomb jpeg of two sizes", Case(two, may=broken)
    webp = written(image, "WEBP", lossless=True)
    wide = webp[:21] + struct.pack("<I", 0x0FFFFFFF) + webp[25:]
    yield "bomb webp header", Case(wide, may=many)
    canvas = with_riff(webp, b"CNRY", b"")
    canvas = canvas[:24] + b"\xff\xff\xff\xff\xff\xff" + canvas[30:]
    yield "bomb webp canvas", Case(canvas, may=many)
    lying = with_riff(webp, b"CNRY", b"")
    lying = lying[:24] + (6000).to_bytes(3, "little") * 2 + lying[30:]
    yield "bomb webp two sizes", Case(lying, may=broken)
    yield "too heavy", Case(base + bytes(10 * mega), may=frozenset({"too-heavy"}))


def small() -> Iterator[tuple[str, Case]]:
    """Nothing to see; and no size at all."""
    for form in ("JPEG", "PNG", "WEBP"):
        for width, height in ((1, 1), (63, 64), (300, 2)):
            data = written(picture(width, height), form)
            yield f"{form} {width} by {height}", Case(data, may=frozenset({"too-small"}))
    broken = frozenset({"broken"})
    jpeg = written(picture(), "JPEG")
    at = jpeg.index(b"\xff\xc0") + 5
    yield "jpeg no height", Case(jpeg[:at] + b"\0\0" + jpeg[at + 2 :], may=broken)
    yield "jpeg no width", Case(jpeg[: at + 2] + b"\0\0" + jpeg[at + 4 :], may=broken)
    header = struct.pack(">IIBBBBB", 0, 80, 8, 2, 0, 0, 0)
    yield "png no width", Case(png_of(header, zlib.compress(b"")), may=broken)
    webp = written(picture(), "WEBP")
    yield "webp no size", Case(webp[:26] + b"\0\0\0\0" + webp[30:], may=broken)
    png = written(picture(), "PNG")
    for name, place in (("header", 29), ("pixels", len(png) - 14), ("end", len(png) - 2)):
        flipped = png[:place] + bytes([png[place] ^ 1]) + png[place + 1 :]
        yield f"png wrong sum in {name}", Case(flipped, may=broken | {MADE})
    odd = png_of(struct.pack(">IIBBBBB", 96, 80, 3, 7, 9, 9, 9), zlib.compress(bytes(999)))
    yield "png of no known kind", Case(odd, may=broken)


def moving() -> Iterator[tuple[str, Case]]:
    """A photo stands still."""
    frames = [picture(), picture().transpose(1), picture().transpose(0)]
    for form in ("PNG", "WEBP"):
        data = written(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
        yield f"moving {form}", Case(data, may=frozenset({"moving"}))
    still = with_chunk(written(picture(), "PNG"), b"acTL", struct.pack(">II", 2**31, 0))
    yield "moving png of endless frames", Case(still, may=frozenset({"moving"}))


def mutated(bases: dict[str, bytes]) -> Iterator[tuple[str, Case]]:
    """Cut off, flipped, doubled and shuffled, by a seed: anything may happen, but nothing else."""
    for form, data in bases.items():
        chance = random.Random(f"marrow {form}")
        for tenth in range(1, 10):
            cut = data[: len(data) * tenth // 10]
            yield f"{form} cut at {tenth}", Case(cut, may=frozenset({"broken"}))
        for less in (1, 2, 5, 13):
            yield f"{form} less {less}", Case(data[:-less], may=frozenset({"broken", MADE}))
        for number in range(20):
            flipped = bytearray(data)
            for _ in range(1 + number):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield f"{form} flipped {number}", Case(bytes(flipped), may=ANYTHING)
        for number in range(5):
            start = chance.randrange(len(data))
            end = start + chance.randrange(1, 64)
            yield f"{form} hole {number}", Case(data[:start] + data[end:], may=ANYTHING)
            yield f"{form} doubled {number}", Case(data[:end] + data[start:], may=ANYTHING)
            noise = data[:start] + chance.randbytes(end - start) + data[end:]
            yield f"{form} noise {number}", Case(noise, may=ANYTHING)
