"""Pictures in articles: put in by the organisation, made anew from their pixels, told in words.

Each is an edition (docs/adr/0027, 0031), so that its words have versions and both languages. Its
files are made once, when somebody puts them in, and have an address that nobody can guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from library import exhibits
from library.models import PictureFile
from stories.editions import Content, Kind, Shape
from stories.models import PublicEdition
from stories.photographs import KINDS, Photograph, new_name
from stories.words import Words, in_words, together

PLACE = "/information/pictures"  # in no language: a picture has none
HEAVIEST = 10 * 1024 * 1024  # bytes
# What is kept of the files: their name and sizes, as "k3J… 320x213 640x427".
MADE = re.compile(r"([\w-]{16,30})((?: \d{2,4}x\d{1,4}){1,3})", re.ASCII)
FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|webp|gif|heic|tiff?)", re.IGNORECASE)
LOOKED_AT = timedelta(hours=1)  # how long one that is in no article yet can be looked at
TRIED = timedelta(days=1)  # after which one that nobody kept is thrown away


class Rendition(Protocol):
    @property
    def format(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def data(self) -> bytes: ...


def _nobody(data: bytes) -> Iterable[Rendition]:
    raise NotImplementedError


# Who makes the files, from pixels alone: another room does, as for photos of people (config/apps).
# Raises ValidationError for what is no picture.
develop: Callable[[bytes], Iterable[Rendition]] = _nobody


@dataclass(frozen=True)
class Picture:
    """One picture: what is to be seen on it, for those who do not see it, and what stands below."""

    code: str
    name: str
    sizes: tuple[tuple[int, int], ...]
    alts: Words
    captions: Words
    credit: str
    rests: bool = False

    def __str__(self) -> str:
        return self.code

    @property
    def alt(self) -> str:
        return in_words(self.alts)

    @property
    def caption(self) -> str:
        return in_words(self.captions)

    @cached_property
    def _files(self) -> list[dict[str, Any]]:
        return [
            {"name": f"{self.name}-{width}", "format": kind, "width": width, "height": height}
            for width, height in self.sizes
            for kind in KINDS
        ]

    @property
    def photograph(self) -> Photograph:
        """As a page shows it."""
        return Photograph.of(alt=self.alt, credit=self.credit, files=self._files, place=PLACE)


# ---- What the organisation puts in


class PictureInput(forms.FileInput):
    """A file to choose, beside what was chosen before."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(name) or data.get(name)

    def format_value(self, value: Any) -> None:
        return None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        asked = super().render(name, None, {**(attrs or {}), "accept": ACCEPTED}, renderer)
        if not (found := MADE.fullmatch(str(value or ""))):
            return asked
        width = found[2].split()[0].partition("x")[0]
        return format_html(
            '<img class="house-picture" src="{}/{}-{}.jpg" alt="">{}'
            '<input type="hidden" name="{}" value="{}">',
            *(PLACE, found[1], width, asked, name, value),
        )


ACCEPTED = "image/jpeg,image/png,image/webp"


class PictureField(forms.Field):
    widget = PictureInput

    def clean(self, value: Any) -> str:
        if isinstance(value, UploadedFile):
            return kept(value)
        text = str(super().clean(value))
        if not MADE.fullmatch(text):
            raise ValidationError(gettext("Please choose a picture."))
        return text

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the form is shown with again: a file that was sent once is not sent twice."""
        return getattr(data, "made", "") if isinstance(data, UploadedFile) else data


def alternative(label: Any, **attributes: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_(
            "What is to be seen, and what of it matters here, in a sentence or two. It is read "
            "aloud to people who do not see the picture."
        ),
        widget=forms.Textarea(attrs={"rows": 3, **attributes}),
        max_length=400,
        validators=[no_file_name],
    )


def no_file_name(text: str) -> None:
    if FILE_NAME.fullmatch(text.strip()):
        raise ValidationError(gettext("This is the name of a file. Please say what is to be seen."))


class PictureForm(Shape):
    file = PictureField(
        label=_("The picture"),
        help_text=_(
            "JPEG, PNG or WebP, 10 MB at most. We make it anew, so that where and when it was "
            "taken and all else that is hidden in the file is gone."
        ),
    )
    alt_en = alternative(_("In words (English)"))
    alt_es = alternative(_("In words (Spanish)"), lang="es")
    caption_en = forms.CharField(label=_("Below it (English)"), max_length=300, required=False)
    caption_es = forms.CharField(label=_("Below it (Spanish)"), max_length=300, required=False)
    credit = forms.CharField(
        label=_("Whose it is"),
        help_text=_("Who made it, and by which right you show it. It stands below the picture."),
        max_length=160,
    )
    rests = forms.BooleanField(
        label=_("It rests"),
        help_text=_("It is in no article, and its address leads nowhere."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.part in exhibits.NAMES:
            raise ValidationError(gettext("A 3D model has this code."))
        if bool(found.get("caption_en")) != bool(found.get("caption_es")):
            empty = "caption_es" if found.get("caption_en") else "caption_en"
            self.add_error(empty, gettext("The other language has words here, and this one none."))
        return found


def kept(upload: UploadedFile) -> str:
    """Make the files of what was sent, and say what they are called. Raises ValidationError."""
    if (upload.size or 0) > HEAVIEST:
        raise ValidationError(gettext("This file is larger than 10 MB."))
    made = list(develop(upload.read()))
    name = new_name()
    with transaction.atomic():
        tidy()
        PictureFile.objects.bulk_create(
            PictureFile(name=name, width=one.width, format=one.format, data=one.data)
            for one in made
        )
    sizes = sorted({(one.width, one.height) for one in made})
    text = " ".join([name, *(f"{width}x{height}" for width, height in sizes)])
    upload.made = text  # type: ignore[attr-defined]
    return text


def tidy() -> None:
    """Throw away the files of pictures that somebody tried and nobody kept."""
    rows = PublicEdition.objects.filter(kind=PICTURES.name).exclude(content=None)
    texts = rows.values_list("content__file", flat=True)
    names = {str(text).partition(" ")[0] for text in texts}
    PictureFile.objects.filter(at__lt=Now() - TRIED).exclude(name__in=names).delete()


def value(code: str, content: Content) -> Picture:
    name, *sizes = content["file"].split()
    return Picture(
        code=code,
        name=name,
        sizes=tuple((int(a), int(b)) for a, _x, b in (size.partition("x") for size in sizes)),
        alts=together("alt", content),
        captions=together("caption", content),
        credit=content["credit"],
        rests=content["rests"],
    )


PICTURES = Kind(
    name="pictures",
    title=_("Pictures in articles"),
    help=_(
        "Put a picture in here, then write its code in the text of an article, on a line of its "
        "own, as [[code]]. Show no person who has not agreed to exactly this picture here."
    ),
    form=PictureForm,
    shipped=dict,
    value=value,
    grows=True,
    preview=("library/_picture_preview.html", "picture"),
)


# ---- What pages ask for


def live() -> dict[str, Picture]:
    """Every picture that may be shown, by its code."""
    return {code: one for code, one in PICTURES.current().items() if not one.rests}


def named(code: str) -> Picture | None:
    return live().get(code)


def file(name: str, width: int, kind: str) -> tuple[bytes, bool] | None:
    """The bytes of one file, and whether a page shows it; of another only while it is new."""
    shown = any(one.name == name for one in live().values())
    rows = PictureFile.objects.filter(name=name, width=width, format=kind)
    rows = rows if shown else rows.filter(at__gte=Now() - LOOKED_AT)
    data = rows.values_list("data", flat=True).first()
    return None if data is None else (bytes(data), shown)
