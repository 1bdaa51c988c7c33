"""The child process: reads a file from its input, and writes what is made of it, or why nothing is.

It has no environment, no Django, no open file but its three, and limits that it took upon itself.
"""

import io
import os
import resource
import sys
import warnings
from collections.abc import Callable
from typing import Any

from PIL import (  # noqa: F401 - what is not imported now could not be opened later
    AvifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from moderation.photos import (
    COPY,
    FORMATS,
    HEAVIEST,
    LONGEST,
    MOST_PIXELS,
    READY,
    SMALLEST,
    WHOLE,
    WIDTHS,
    Crop,
    Refused,
    Rendition,
    glance,
    reply,
)
from moderation.photos.headers import Header, read

# Measured with 40 megapixels (Pillow 13, x86-64): address space at most, and time of the processor.
# JPEG 256 MB, 0.9 s; progressive and CMYK 506 MB, 1.7 s. PNG 255 MB, 1.1 s; with alpha 402 MB,
# grey with alpha 542 MB. WebP 650 MB, 1.1 s; lossless 690 MB, 1.6 s. Lying on their side, too.
# Writing starts from at most 1280 × 2560 pixels: AVIF of pure noise 148 MB, 1.5 s.
MEMORY = 1024 * 1024 * 1024
SECONDS = 20  # of work; a progressive JPEG with ten thousand scans would take minutes

SAVE = {
    "avif": {"quality": 60, "speed": 6, "max_threads": 1},
    "webp": {"quality": 80, "method": 4},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
}
# How a copy is kept, best first: the first that is light enough to be read again is taken.
COPIES = [
    ("png", {"compress_level": 6}),
    *(("jpeg", {"quality": quality, "subsampling": 0}) for quality in (95, 85, 70, 50)),
]
LEAST = 128  # pixels of a copy's short side: of a strip, a part must still be large enough
# EXIF's eight ways to hold a camera, as the turn that puts the picture upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The modes in which a profile of that colour space is meant.
SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def renditions(data: bytes, crop: Crop = WHOLE) -> list[Rendition]:
    """Decode, turn, crop, make small, and write anew."""
    fresh, _format = _fresh(data, lambda picture: _cut(picture, crop))
    sizes = sorted({_within(width, *fresh.size) for width in WIDTHS})
    return [
        _saved(fresh.resize(size, Image.Resampling.LANCZOS), form, **SAVE[form])
        for size in sizes
        for form in FORMATS
    ]


def copy(data: bytes) -> Rendition:
    """The whole, as large as anybody needs it: a PNG stays one if it is not too heavy for that."""
    fresh, format_ = _fresh(data, _whole)
    kinds = COPIES if format_ == "png" else COPIES[1:]
    tried = (_saved(fresh, form, **how) for form, how in kinds)
    fits = next((one for one in tried if len(one.data) <= HEAVIEST), None)
    if fits is None:
        raise Refused("too-heavy")
    return fits


def _fresh(data: bytes, small: Callable[[Image.Image], Image.Image]) -> tuple[Image.Image, str]:
    """Decode, turn and make small: bare pixels in the colours of the web, and the format it had."""
    glance(data)
    header = read(data)
    picture = _decoded(data, header)
    profile = picture.info.get("icc_profile")
    picture = _upright(picture, header.orientation)
    pixels = _srgb(_on_white(small(_plain(picture))), profile)
    # The new picture is given bytes and a size, and so has nothing else that it could pass on.
    return Image.frombytes("RGB", pixels.size, pixels.tobytes()), header.format


def _decoded(data: bytes, header: Header) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(data), formats=(header.format.upper(),))
        if picture.size != (header.width, header.height):
            raise Refused("broken")  # what was measured is not what would be decoded
        picture.load()
    return picture


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    return picture.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else picture


def _plain(picture: Image.Image) -> Image.Image:
    """One of the four modes that can be made smaller: L, CMYK, RGB, or RGBA."""
    if picture.mode == "I;16":  # Pillow would cut off what is brighter than 255 of 65,535
        return picture.point(lambda grey: grey / 256).convert("L")
    if picture.mode == "LA" or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "CMYK", "RGB", "RGBA") else picture.convert("RGB")


def _cut(picture: Image.Image, crop: Crop) -> Image.Image:
    """The part that was chosen, as large as the largest rendition."""
    across, down = picture.size
    left, top = round(crop.left * across), round(crop.top * down)
    right = min(across, round((crop.left + crop.width) * across))
    bottom = min(down, round((crop.top + crop.height) * down))
    if min(right - left, bottom - top) < SMALLEST:
        raise Refused("too-small")
    return picture.resize(
        _within(WIDTHS[-1], right - left, bottom - top),
        Image.Resampling.LANCZOS,
        box=(left, top, right, bottom),
        reducing_gap=3.0,
    )


def _whole(picture: Image.Image) -> Image.Image:
    long, short = max(picture.size), min(picture.size)
    scale = min(1.0, max(LONGEST / long, LEAST / short))
    size = (round(picture.width * scale), round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _within(widest: int, width: int, height: int) -> tuple[int, int]:
    """A size not wider than asked nor twice as tall, for WebP ends at 16,383; never enlarged."""
    scale = min(1.0, widest / width, 2 * widest / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as every screen knows them; a profile that cannot be read is passed over."""
    try:
        if profile:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = SPACES.get(given.profile.xcolor_space, "")
            if mode and (mode == "CMYK") == (picture.mode == "CMYK"):
                turned = ImageCms.profileToProfile(
                    picture.convert(mode), given, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                assert turned is not None
                return turned
    except (ImageCms.PyCMSError, OSError, ValueError):
        pass
    return picture.convert("RGB")


def _saved(picture: Image.Image, form: str, **how: Any) -> Rendition:
    out = io.BytesIO()
    picture.save(out, form.upper(), **how)
    return Rendition(form, *picture.size, out.getvalue())


def _limit() -> None:
    """Take from this process what it will not need. Done here, not before exec: that may hang."""
    Image.preinit()  # Pillow loads formats when first asked, and later it could open no file
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),  # a picture of somebody is no core dump
    ):
        resource.setrlimit(what, (most, most))
    os.nice(10)


def main() -> None:
    asked = sys.argv[1:]
    _limit()
    out = sys.stdout.buffer
    out.write(READY)
    out.flush()
    try:
        data = sys.stdin.buffer.read()
        made = [copy(data)] if asked == [COPY] else renditions(data, Crop(*map(float, asked)))
    except Refused as refused:
        out.write(b'"%s"\n' % refused.code.encode())
    except Exception:  # noqa: BLE001 - whatever native code says about such a file
        out.write(b'"broken"\n')
    else:
        reply(out, made)
    out.flush()


if __name__ == "__main__":
    main()
