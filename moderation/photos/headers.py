"""What a JPEG, PNG or WebP says about itself, read in Python: no native code sees the file here."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_PARTS = 20_000  # a file of 10 MB in the smallest parts would keep the web process for seconds


class NotOurs(ValueError):  # noqa: N818
    """It does not begin like a JPEG, a PNG or a WebP."""


class Unsound(ValueError):  # noqa: N818
    """It begins like one, and does not go on like one."""


@dataclass(frozen=True)
class Header:
    """The size is the one in the file; `orientation` (EXIF, 1 to 8) says how to turn it."""

    format: str
    width: int
    height: int
    orientation: int = 1
    moving: bool = False

    @property
    def lies(self) -> bool:
        """The picture lies on its side."""
        return self.orientation >= 5


def read(data: bytes) -> Header:
    """Read the header by what the file is, not by what it is called."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            header = _jpeg(data)
        elif data.startswith(b"\x89PNG\r\n\x1a\n"):
            header = _png(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            header = _webp(data)
        else:
            raise NotOurs
    except (struct.error, IndexError):
        raise Unsound from None
    if not (header.width and header.height):
        raise Unsound
    return header


def _jpeg(data: bytes) -> Header:
    size: tuple[int, int] | None = None
    orientation = None
    for marker, body in _segments(data):
        if marker == 0xE1 and body.startswith(b"Exif\0\0") and orientation is None:
            orientation = _orientation(body[6:])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", body, 1)
            size = (width, height)
    if size is None:
        raise Unsound
    return Header("jpeg", *size, orientation=orientation or 1)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a JPEG before its pixels."""
    at = 2
    for _ in range(MOST_PARTS):
        if data[at] != 0xFF:
            raise Unsound
        marker = data[at + 1]
        if marker == 0xFF:  # it may be padded before a marker
            at += 1
            continue
        if marker == 0xDA:
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2 or at + 2 + length > len(data):
            raise Unsound
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length
    raise Unsound


def _png(data: bytes) -> Header:
    size: tuple[int, int] | None = None
    orientation, moving = None, False
    for at, (kind, body) in enumerate(_chunks(data, 8, ">I4s", extra=4, pad=1)):
        if (at == 0) != (kind == b"IHDR"):
            raise Unsound
        if kind == b"IHDR":
            width, height = struct.unpack_from(">II", body)
            size = (width, height)
        elif kind == b"acTL":
            moving = True
        elif kind == b"eXIf" and orientation is None:
            orientation = _orientation(body)
        elif kind == b"IEND":
            break
    else:
        raise Unsound
    assert size is not None
    return Header("png", *size, orientation=orientation or 1, moving=moving)


def _webp(data: bytes) -> Header:
    (length,) = struct.unpack_from("<I", data, 4)
    size: tuple[int, int] | None = None
    orientation, moving = None, False
    for kind, body in _chunks(data[: length + 8], 12, "<4sI", extra=0, pad=2):
        if kind == b"VP8X":
            size = (_three(body, 4) + 1, _three(body, 7) + 1)
            moving = bool(body[0] & 2)
        elif kind in (b"ANIM", b"ANMF"):
            moving = True
        elif kind in (b"VP8 ", b"VP8L") and size is None:
            size = _lossy(body) if kind == b"VP8 " else _lossless(body)
        elif kind == b"EXIF" and orientation is None:
            orientation = _orientation(body.removeprefix(b"Exif\0\0"))
    if size is None:
        raise Unsound
    return Header("webp", *size, orientation=orientation or 1, moving=moving)


def _three(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 3], "little")


def _lossy(body: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    (bits,) = struct.unpack_from("<I", body, 1)
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _chunks(
    data: bytes, at: int, head: str, *, extra: int, pad: int
) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG or WebP: a length and a name, then the body."""
    for _ in range(MOST_PARTS):
        if at >= len(data):
            return
        one, other = struct.unpack_from(head, data, at)
        length, kind = (one, other) if head.startswith(">") else (other, one)
        if at + 8 + length + extra > len(data):
            raise Unsound
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + extra + (-length % pad)
    raise Unsound


def _orientation(exif: bytes) -> int:
    """1 to 8, and 1 where the EXIF block does not say or cannot be read: as browsers do."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, entry)
            if (tag, kind) == (0x0112, 3):
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1
