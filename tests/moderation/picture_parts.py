"""What stands in a picture file, read by ourselves: a test of what is left must not ask the writer.

Each function walks the whole file, and fails where a byte belongs to nothing.
"""

import struct
from collections.abc import Iterator


def jpeg(data: bytes) -> list[tuple[str, bytes]]:
    """The segments; what is compressed is one part, named `pixels`."""
    assert data[:2] == b"\xff\xd8"
    parts, at = [], 2
    while data[at : at + 2] != b"\xff\xd9":
        assert data[at] == 0xFF, f"no marker at {at}"
        marker = data[at + 1]
        (length,) = struct.unpack_from(">H", data, at + 2)
        parts.append((f"{marker:02X}", data[at + 4 : at + 2 + length]))
        at += 2 + length
        if marker == 0xDA:
            start = at
            while not (data[at] == 0xFF and data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7):
                at += 1
            parts.append(("pixels", data[start:at]))
    assert at + 2 == len(data), "bytes after the end"
    return parts


def png(data: bytes) -> list[tuple[str, bytes]]:
    """The chunks."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    parts, at = [], 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        parts.append((kind.decode("latin-1"), data[at + 8 : at + 8 + length]))
        at += 12 + length
    assert at == len(data)
    assert parts[-1] == ("IEND", b"")
    return parts


def webp(data: bytes) -> list[tuple[str, bytes]]:
    """The chunks."""
    riff, length, name = struct.unpack_from("<4sI4s", data)
    assert (riff, length + 8, name) == (b"RIFF", len(data), b"WEBP")
    parts, at = [], 12
    while at < len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        parts.append((kind.decode("latin-1"), data[at + 8 : at + 8 + length]))
        assert set(data[at + 8 + length : at + 8 + length + length % 2]) <= {0}, "no padding"
        at += 8 + length + length % 2
    assert at == len(data)
    return parts


# Boxes that hold boxes, and how many bytes come before those.
HOLDERS = {"meta": 4, "iprp": 0, "ipco": 0, "iinf": 6}


def avif(data: bytes) -> list[tuple[str, bytes]]:
    """The boxes, those inside others by their path, and the units of AV1 in `mdat`."""
    parts = list(_boxes(data, ""))
    pixels = [body for path, body in parts if path == "mdat"]
    assert len(pixels) == 1
    return [*parts, *_units(pixels[0])]


def _boxes(data: bytes, above: str) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        name = kind.decode("latin-1")
        path, body = above + name, data[at + 8 : at + length]
        assert length >= 8
        assert at + length <= len(data)
        yield path, body
        if name in HOLDERS:
            yield from _boxes(body[HOLDERS[name] :], path + "/")
        at += length


def _units(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(data):
        head = data[at]
        assert head & 0b10, "a unit without a length"
        at += 2 if head & 0b100 else 1
        length, shift = 0, 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield f"av1 {head >> 3 & 15}", data[at : at + length]
        at += length
    assert at == len(data)
