"""A photo as a page shows it: the same picture in several formats and sizes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

# The formats in the order in which a browser is offered them, each with the end of its names.
KINDS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
PLACE = "/stories/photos"  # in no language: a picture has none


def new_name() -> str:
    """128 random bits: a name tells nothing, and leads to no other."""
    return secrets.token_urlsafe(16)


class Light(models.Manager):
    """Rows without their bytes, which are read where somebody asks for exactly those."""

    def get_queryset(self) -> models.QuerySet:
        fields = self.model._meta.local_fields
        heavy = [one.name for one in fields if isinstance(one, models.BinaryField)]
        return super().get_queryset().defer(*heavy)


@dataclass(frozen=True)
class Photograph:
    """What a `<picture>` needs: its sources, best first, and one file for every browser."""

    alt: str
    credit: str
    sources: list[tuple[str, str]]  # the type and the `srcset` of each format but the last
    srcset: str
    src: str
    width: int
    height: int

    @classmethod
    def of(
        cls, *, alt: str, credit: str, files: Iterable[Mapping[str, Any]], place: str = PLACE
    ) -> Photograph:
        """From what the story says of it; `place`: where its files are."""
        by_kind: dict[str, list[Mapping[str, Any]]] = {kind: [] for kind in KINDS}
        for file in sorted(files, key=lambda file: file["width"]):
            by_kind[file["format"]].append(file)
        sets = {
            kind: ", ".join(f"{_address(file, place)} {file['width']}w" for file in found)
            for kind, found in by_kind.items()
        }
        largest = by_kind["jpeg"][-1]
        return cls(
            alt=alt,
            credit=credit,
            sources=[(f"image/{kind}", sets[kind]) for kind in KINDS if kind != "jpeg"],
            srcset=sets["jpeg"],
            src=_address(largest, place),
            width=largest["width"],
            height=largest["height"],
        )


def _address(file: Mapping[str, Any], place: str) -> str:
    return f"{place}/{file['name']}.{KINDS[file['format']]}"
