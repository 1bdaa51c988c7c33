"""The 3D models: what each shows, step by step, in words for those who see it and who do not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VIEWER = "vendor/model-viewer/model-viewer.min.js"
ALWAYS = ("bone", "marrow", "skin")  # what no step hides


@dataclass(frozen=True)
class Step:
    """One thing to look at: from where, what is there then, and where its number stands.

    `orbit`, `target`, `view`: as model-viewer takes them: the way around and how far, the middle of
    the picture, and how wide it is. `place`, `facing`: metres.
    """

    title: Promise
    text: Promise
    orbit: str
    target: str
    place: str
    facing: str
    shows: tuple[str, ...]
    view: str = "30deg"


@dataclass(frozen=True)
class Exhibit:
    """A 3D model and its steps."""

    name: str
    title: Promise
    about: Promise
    alt: Promise  # what is to be seen, for those who do not see it
    true: Promise  # what of it is not as in life
    steps: tuple[Step, ...]
    width: int = 1120  # of its picture
    height: int = 840

    def __str__(self) -> str:
        return str(self.title)

    @property
    def file(self) -> str:
        return f"models/{self.name}.glb"

    @property
    def picture(self) -> str:
        return f"models/{self.name}.webp"

    @property
    def smaller(self) -> str:
        """The same picture for the pages of others, which come whole to print."""
        return f"models/{self.name}-smaller.webp"

    @property
    def kilobytes(self) -> int:
        """About how much is loaded to show it: the model and its viewer, as they are sent."""
        return weight(self.file) + weight(VIEWER)

    @property
    def bytes(self) -> int:
        """How much that is once it has come and is unpacked."""
        return size(self.file) + size(VIEWER)


def where(path: str) -> Path:
    return Path(settings.BASE_DIR) / "static" / path


def size(path: str) -> int:
    return where(path).stat().st_size if where(path).exists() else 0


@cache
def weight(path: str) -> int:
    """Kilobytes of one of our files as a browser gets it; none where it is not there."""
    import brotli

    file = where(path)
    return round(len(brotli.compress(file.read_bytes(), quality=5)) / 1000) if file.exists() else 0


_NEEDLES = "0.058m 0.070m 0.074m"

BONE_MARROW = Exhibit(
    name="bone-marrow-test",
    title=_("A bone marrow test, from behind"),
    about=_(
        "The hip bones of a grown person, seen from the back, with the skin as if of glass. On"
        " the right the bone is cut open, so that you see where the two needles go."
    ),
    alt=_(
        "A model of the pelvis seen from behind: two wide hip bones, the sacrum between them, "
        "and two vertebrae above. See-through skin shows the waist and the seat. At the back "
        "edge of the right hip bone a piece is cut away. Inside is red marrow in a net of fine"
        " bone, with a hard pale rim. Two needles lie next to each other in it: a thin one "
        "with a syringe, and a wider one with a green handle."
    ),
    true=_(
        "Drawn from the usual figures of anatomy books, not from a person. The needles are a "
        "little thicker here than they are, and only one is used at a time."
    ),
    steps=(
        Step(
            title=_("The place"),
            text=_(
                "Feel the two small dimples low on your back. Under each, the hip bone comes "
                "close to the skin and is thick. No organ lies there. Most tests are done at "
                "one of these two places."
            ),
            orbit="0deg 80deg 0.78m",
            target="0m 0.03m 0.02m",
            place="0.046m 0.076m 0.104m",
            facing="0.2m 0.1m 1m",
            shows=("lid",),
        ),
        Step(
            title=_("Numbing"),
            text=_(
                "The skin is cleaned. A fine needle puts a numbing medicine under the skin and"
                " on the surface of the bone. It stings for a moment. Then it is numb."
            ),
            orbit="38deg 68deg 0.5m",
            target="0.03m 0.066m 0.09m",
            place="0.034m 0.073m 0.104m",
            facing="0.3m 0.6m 0.8m",
            shows=("numbing", "lid"),
        ),
        Step(
            title=_("Drawing the liquid part: aspiration"),
            text=_(
                "A thin hollow needle goes through the hard outside of the bone into the "
                "marrow. You feel pressing. Then the syringe draws up a little marrow. This "
                "pulls hard and hurts, for a few seconds: the inside of a bone cannot be "
                "numbed."
            ),
            orbit="44deg 70deg 0.4m",
            target="0.045m 0.070m 0.085m",
            place="0.0m 0.078m 0.136m",
            facing="0.8m 0.3m 0.6m",
            shows=("aspirate",),
        ),
        Step(
            title=_("Taking a core: the trephine"),
            text=_(
                "A wider hollow needle is turned deeper into the bone, back and forth. You "
                "feel strong pressing. It cuts out a thin core of bone with its marrow, one to"
                " two centimeters long."
            ),
            orbit="46deg 74deg 0.3m",
            target="0.042m 0.066m 0.09m",
            place="0.0125m 0.0635m 0.121m",
            facing="0.8m 0m 0.6m",
            shows=("trephine", "core"),
        ),
        Step(
            title=_("Inside the bone"),
            text=_(
                "The pale rim is the hard outside. Inside, fine struts of bone hold the red "
                "marrow, in which blood is made. The body fills the small gaps again by "
                "itself."
            ),
            orbit="52deg 78deg 0.17m",
            target=_NEEDLES,
            place="0.060m 0.052m 0.074m",
            facing="0.8m 0m 0.6m",
            shows=("aspirate", "trephine", "core"),
        ),
        Step(
            title=_("Pressing and a dressing"),
            text=_(
                "The needle is out. Somebody presses on the place for some minutes, and covers"
                " it with a dressing. You lie on it for a while. The dressing stays dry for a "
                "day."
            ),
            orbit="16deg 78deg 0.6m",
            target="0.02m 0.05m 0.05m",
            place="0.034m 0.073m 0.112m",
            facing="0.2m 0.1m 1m",
            shows=("dressing", "lid"),
        ),
    ),
)

EXHIBITS = (BONE_MARROW,)
NAMES = tuple(exhibit.name for exhibit in EXHIBITS)


def named(name: str) -> Exhibit | None:
    return next((one for one in EXHIBITS if one.name == name), None)
