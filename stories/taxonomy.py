"""Reading the diagnoses and vocabularies from their files into the database."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from stories.models import Diagnosis, DiagnosisPath, DiagnosisTerm, Facet
from stories.text import fold

DATA = Path(__file__).parent / "data"
KINDS = {"synonyms": "synonym", "misspellings": "misspelling", "older": "older"}


def read(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


@transaction.atomic
def load() -> tuple[int, bool]:
    """Make the database say what the files say. Returns how many, and whether paths changed.

    A diagnosis that left the file stays, for stories may carry it; its words are updated no more.
    """
    nodes = read("diagnoses.toml")["diagnosis"]
    before = set(DiagnosisPath.objects.values_list("above__slug", "below__slug"))
    rows = [_diagnosis(node, position) for position, node in enumerate(nodes)]
    fields = [field.name for field in Diagnosis._meta.concrete_fields if field.name != "id"]
    Diagnosis.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=[name for name in fields if name != "slug"],
    )
    by_slug = {row.slug: row for row in Diagnosis.objects.all()}
    links = Diagnosis.parents.through
    links.objects.all().delete()
    links.objects.bulk_create(
        links(from_diagnosis=by_slug[node["slug"]], to_diagnosis=by_slug[slug])
        for node in nodes
        for slug in node["parents"]
    )
    DiagnosisTerm.objects.all().delete()
    DiagnosisTerm.objects.bulk_create(
        term for node in nodes for term in _terms(by_slug[node["slug"]], node)
    )
    paths = closure({node["slug"]: node["parents"] for node in nodes})
    DiagnosisPath.objects.all().delete()
    DiagnosisPath.objects.bulk_create(
        DiagnosisPath(above=by_slug[above], below=by_slug[below]) for above, below in sorted(paths)
    )
    _load_facets()
    return len(nodes), paths != before


def _diagnosis(node: dict[str, Any], position: int) -> Diagnosis:
    return Diagnosis(
        slug=node["slug"],
        abbreviation=node.get("abbreviation", ""),
        abbreviation_es=node.get("abbreviation_es", ""),
        code=node.get("icd10", ""),
        group=node["group"],
        position=position,
        name_en=node["name"]["en"],
        name_es=node["name"]["es"],
        description_en=node["description"]["en"],
        description_es=node["description"]["es"],
    )


def _terms(diagnosis: Diagnosis, node: dict[str, Any]) -> list[DiagnosisTerm]:
    """Every word for it, its names and abbreviation first; the same word once a language."""
    found: dict[tuple[str, str], DiagnosisTerm] = {}
    for language in ("en", "es"):
        words = [("name", node["name"][language])]
        letters = {"en": ["abbreviation"], "es": ["abbreviation", "abbreviation_es"]}[language]
        words += [("name", node[key]) for key in letters if node.get(key)]
        for kind, name in KINDS.items():
            terms = node.get("terms", {}).get(kind, {}).get(language, [])
            words += [(name, text) for text in terms]
        for kind, text in words:
            folded = " ".join(fold(text).split())
            term = DiagnosisTerm(
                diagnosis=diagnosis, language=language, kind=kind, text=text, folded=folded
            )
            found.setdefault((language, folded), term)
    return list(found.values())


def closure(parents: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Every pair of a node and one above it, itself included."""
    above: dict[str, set[str]] = defaultdict(set)

    def climb(slug: str) -> set[str]:
        if slug not in above:
            above[slug] = {slug}.union(*(climb(parent) for parent in parents[slug]))
        return above[slug]

    return {(one, slug) for slug in parents for one in climb(slug)}


def facet_rows() -> list[dict[str, Any]]:
    """Every facet of both files: phases, treatments, topics and ages, then the places."""
    return [*read("facets.toml")["facet"], *_places()]


def _places() -> Iterator[dict[str, Any]]:
    """Each part of the world, followed by its countries; a country dates from its part's day."""
    for part in read("places.toml")["part"]:
        yield {"kind": "place", **{key: part[key] for key in ("slug", "name", "since")}}
        for slug, country in part["countries"].items():
            name = {language: country[language] for language in ("en", "es")}
            dated = {key: country[key] for key in ("since", "until") if key in country}
            since = {"since": part["since"], **dated}
            yield {"kind": "place", "slug": slug, "name": name, "within": part["slug"], **since}


def _load_facets() -> None:
    Facet.objects.bulk_create(
        [
            Facet(
                kind=row["kind"],
                slug=row["slug"],
                name_en=row["name"]["en"],
                name_es=row["name"]["es"],
                within=row.get("within", ""),
                since=date.fromisoformat(str(row["since"])),
                until=date.fromisoformat(str(row["until"])) if "until" in row else None,
                position=position,
            )
            for position, row in enumerate(facet_rows())
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["kind", "name_en", "name_es", "within", "since", "until", "position"],
    )
