"""The diagnoses and facets as data: what must hold before a database ever sees them."""

import datetime
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from stories import taxonomy

DATA = Path(__file__).resolve().parents[2] / "stories" / "data"
DIAGNOSES = tomllib.loads((DATA / "diagnoses.toml").read_text("utf-8"))["diagnosis"]
FACETS = taxonomy.facet_rows()
BY_SLUG = {d["slug"]: d for d in DIAGNOSES}
LANGUAGES = ["en", "es"]


def listed(text: str) -> list[str]:
    return text.split()


GROUPS = set(
    listed("leukemia lymphoma hodgkin myeloma mds mpn histiocytic amyloidosis marrow-failure")
)
# Addresses that links, examples and other rooms count on.
REQUIRED = listed("""
    leukemia aml apl all b-all t-all ph-all cll-sll cml hcl t-lgl t-pll b-pll
    lymphoma hodgkin-lymphoma chl nlphl non-hodgkin-lymphoma b-cell-lymphoma t-cell-lymphoma
    dlbcl pmbcl hgbl burkitt-lymphoma fl mcl mzl malt-lymphoma nmzl smzl lpl wm pcnsl
    ptcl-nos aitl alcl ctcl mycosis-fungoides sezary-syndrome enktl hstcl eatl atll ptld lbl bpdcn
    plasma-cell-disorders myeloma smm mgus plasmacytoma pcl poems light-chain-myeloma
    mds lower-risk-mds higher-risk-mds mds-5q mpn pv et mf cnl cel hes mds-mpn cmml jmml acml
    mastocytosis sm histiocytic-disorders lch ecd rdd hlh amyloidosis al-amyloidosis
    bone-marrow-failure aplastic-anemia pnh fanconi-anemia dba dyskeratosis-congenita
""")
TOP = listed("""
    leukemia lymphoma plasma-cell-disorders amyloidosis mds mpn mastocytosis histiocytic-disorders
    bone-marrow-failure
""")
SEVERAL_PARENTS = {
    "cll-sll": ["leukemia", "b-cell-lymphoma"],
    "cml": ["leukemia", "mpn"],
    "atll": ["t-cell-lymphoma", "leukemia"],
    "lbl": ["non-hodgkin-lymphoma", "all"],
    "bpdcn": ["leukemia", "non-hodgkin-lymphoma"],
    "wm": ["lpl", "plasma-cell-disorders"],
    "pcl": ["myeloma", "leukemia"],
    "al-amyloidosis": ["amyloidosis", "plasma-cell-disorders"],
    "mds-mpn": ["mds", "mpn"],
    "cmml": ["mds-mpn", "leukemia"],
    "jmml": ["mds-mpn", "leukemia"],
    "acml": ["mds-mpn", "leukemia"],
    "cnl": ["mpn", "leukemia"],
    "cel": ["mpn", "leukemia"],
    "mast-cell-leukemia": ["sm", "leukemia"],
}


def folded(text: str) -> str:
    """Without case, accents and doubled spaces, as search compares words."""
    bare = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def slugged(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def terms(diagnosis: dict, language: str) -> list[str]:
    return [term for kind in diagnosis["terms"].values() for term in kind[language]]


def names(diagnosis: dict) -> Iterator[str]:
    yield from diagnosis["name"].values()
    if "abbreviation" in diagnosis:
        yield diagnosis["abbreviation"]


def repeated(values: Iterator[str] | list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.fixture(params=DIAGNOSES, ids=lambda d: d["slug"])
def diagnosis(request: pytest.FixtureRequest) -> dict:
    return request.param


def test_slugs_are_unique_and_fit_an_address() -> None:
    slugs = [d["slug"] for d in DIAGNOSES]
    assert repeated(slugs) == []
    assert [s for s in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s)] == []


def test_the_addresses_others_count_on_exist() -> None:
    assert sorted(set(REQUIRED) - set(BY_SLUG)) == []


def test_keys_are_exactly_the_known_ones(diagnosis: dict) -> None:
    keys = {"slug", "parents", "group", "icd10", "name", "description", "terms"}
    assert set(diagnosis) - {"abbreviation", "abbreviation_es"} == keys
    assert set(diagnosis["terms"]) == {"synonyms", "misspellings", "older"}


def test_slug_is_the_abbreviation_or_the_plain_name(diagnosis: dict) -> None:
    if "abbreviation" in diagnosis:
        assert diagnosis["slug"] == slugged(diagnosis["abbreviation"])
    else:
        words = slugged(diagnosis["name"]["en"]).split("-")
        assert [w for w in diagnosis["slug"].split("-") if w not in words] == []


def test_every_parent_exists_and_is_named_once(diagnosis: dict) -> None:
    assert [p for p in diagnosis["parents"] if p not in BY_SLUG] == []
    assert repeated(diagnosis["parents"]) == []


def test_no_parent_is_also_an_ancestor_of_another_parent(diagnosis: dict) -> None:
    above = [a for parent in diagnosis["parents"] for a in ancestors(parent)]
    assert [p for p in diagnosis["parents"] if p in above] == []


def ancestors(slug: str, path: tuple[str, ...] = ()) -> set[str]:
    """Every page above this one; fails where a page would be above itself."""
    assert slug not in path, f"goes round in a circle: {' > '.join([*path, slug])}"
    parents = BY_SLUG[slug]["parents"]
    return set(parents).union(*(ancestors(p, (*path, slug)) for p in parents))


def test_no_diagnosis_is_above_itself(diagnosis: dict) -> None:
    assert diagnosis["slug"] not in ancestors(diagnosis["slug"])


def test_every_diagnosis_is_reached_from_the_top(diagnosis: dict) -> None:
    assert ({diagnosis["slug"]} | ancestors(diagnosis["slug"])) & set(TOP) != set()


def test_the_top_of_the_tree() -> None:
    assert [d["slug"] for d in DIAGNOSES if not d["parents"]] == TOP


def test_those_with_several_parents() -> None:
    assert {d["slug"]: d["parents"] for d in DIAGNOSES if len(d["parents"]) > 1} == SEVERAL_PARENTS


def test_cll_sll_is_a_leukemia_and_a_non_hodgkin_lymphoma() -> None:
    above = {"leukemia", "b-cell-lymphoma", "non-hodgkin-lymphoma", "lymphoma"}
    assert ancestors("cll-sll") == above


def test_group_is_one_of_the_hues(diagnosis: dict) -> None:
    assert diagnosis["group"] in GROUPS


def test_every_hue_is_worn() -> None:
    assert {d["group"] for d in DIAGNOSES} == GROUPS


def test_icd10_looks_like_a_code(diagnosis: dict) -> None:
    assert re.fullmatch(r"[A-Z][0-9]{2}(\.[0-9])?", diagnosis["icd10"])


def test_nothing_is_longer_than_its_column(diagnosis: dict) -> None:
    assert [n for n in names(diagnosis) if len(n) > 120] == []
    assert len(diagnosis.get("abbreviation", "")) <= 20
    assert len(diagnosis["slug"]) <= 50
    assert [t for language in LANGUAGES for t in terms(diagnosis, language) if len(t) > 120] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_are_there(diagnosis: dict, language: str) -> None:
    assert list(diagnosis["name"]) == LANGUAGES
    assert list(diagnosis["description"]) == LANGUAGES
    assert [list(kind) for kind in diagnosis["terms"].values()] == [LANGUAGES] * 3
    everything = [diagnosis["name"][language], diagnosis["description"][language]]
    everything += terms(diagnosis, language)
    assert [text for text in everything if not text or text != " ".join(text.split())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_description_is_two_sentences_of_bearable_length(diagnosis: dict, language: str) -> None:
    description = diagnosis["description"][language]
    assert re.fullmatch(r"[A-ZÁÉÍÓÚ][^.!?;]+\. [A-ZÁÉÍÓÚ][^.!?;]+\.", description)
    longest = max(len(sentence.split()) for sentence in description.split(". "))
    assert longest <= {"en": 32, "es": 36}[language]


def test_descriptions_give_no_outlook_and_no_advice(diagnosis: dict) -> None:
    frightening = (
        r"\b(surviv|death|die[sd]?\b|fatal|terminal|incurable|cure|prognos|you should|must)"
    )
    espantoso = r"\b(superviven|muert|morir|mortal|fatal|terminal|incurable|pronóstic|debe usted)"
    assert re.findall(frightening, diagnosis["description"]["en"].casefold()) == []
    assert re.findall(espantoso, diagnosis["description"]["es"].casefold()) == []


def test_names_and_abbreviations_belong_to_one_diagnosis() -> None:
    assert repeated([n for d in DIAGNOSES for n in {folded(name) for name in names(d)}]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_belongs_to_one_diagnosis_only(language: str) -> None:
    assert repeated([folded(t) for d in DIAGNOSES for t in terms(d, language)]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_is_a_name_or_abbreviation(language: str) -> None:
    """Not of another diagnosis, and not of its own in that language: that would say nothing new."""
    taken = {folded(n): d["slug"] for d in DIAGNOSES for n in names(d)}
    clashes = [
        (term, d["slug"], taken[folded(term)])
        for d in DIAGNOSES
        for term in terms(d, language)
        if folded(term) in taken
        and (
            taken[folded(term)] != d["slug"]
            or folded(term) in {folded(d["name"][language]), folded(d.get("abbreviation", ""))}
        )
    ]
    assert clashes == []


def test_an_address_made_of_a_term_leads_to_one_diagnosis() -> None:
    """`/diagnoses/cll/` redirects, in any language, so slugs of terms are held to one owner too."""
    owners: dict[str, set[str]] = {}
    for d in DIAGNOSES:
        words = [*names(d), *(t for language in LANGUAGES for t in terms(d, language))]
        for word in [d["slug"], *words]:
            owners.setdefault(slugged(word), set()).add(d["slug"])
    assert {address: sorted(o) for address, o in owners.items() if len(o) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("mantle cell", "mcl"),
        ("mantel cell", "mcl"),
        ("CLL", "cll-sll"),
        ("chronic lymphatic leukaemia", "cll-sll"),
        ("NHL", "non-hodgkin-lymphoma"),
        ("acute myelogenous leukemia", "aml"),
        ("acute nonlymphocytic leukemia", "aml"),
        ("preleukemia", "mds"),
        ("histiocytosis X", "lch"),
        ("agnogenic myeloid metaplasia", "mf"),
        ("lukemia", "leukemia"),
    ],
)
def test_what_people_type_finds_its_page(typed: str, slug: str) -> None:
    found = [d["slug"] for d in DIAGNOSES if folded(typed) in map(folded, terms(d, "en"))]
    assert found == [slug]


def test_facet_slugs_are_unique_over_all_kinds() -> None:
    slugs = [f["slug"] for f in FACETS]
    assert repeated(slugs) == []
    assert [s for s in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s)] == []


def test_what_else_a_facet_is_called_is_said_of_one_alone() -> None:
    asked = [row["terms"] for row in FACETS if "terms" in row]
    assert [list(one) for one in asked if list(one) != LANGUAGES] == []
    owners = [
        (row["slug"], folded(text))
        for row in FACETS
        for language in row.get("terms", {})
        for text in row["terms"][language]
    ]
    assert repeated([text for _slug, text in sorted(set(owners))]) == []
    names = {folded(text) for one in DIAGNOSES for text in names_and_terms(one)}
    assert sorted({text for _slug, text in owners} & names) == []


def test_what_is_near_to_a_facet_is_near_to_one_alone() -> None:
    near = [folded(text) for row in FACETS for text in row.get("near", [])]
    assert {*repeated(near)} == {"transplant", "trasplante"}  # of own cells, of a donor's, or now
    terms = [text for row in FACETS for some in row.get("terms", {}).values() for text in some]
    called = set(map(folded, terms))
    assert sorted({*near} & called) == []
    names = {folded(text) for one in DIAGNOSES for text in names_and_terms(one)}
    assert sorted({*near} & names) == []


def names_and_terms(diagnosis: dict) -> Iterator[str]:
    yield from names(diagnosis)
    for language in LANGUAGES:
        yield from terms(diagnosis, language)


@pytest.mark.parametrize("facet", FACETS, ids=lambda f: f["slug"])
def test_facets_are_whole(facet: dict) -> None:
    place = ["within"] if facet.get("within") else []
    more = [name for name in ("terms", "near") if name in facet]
    assert list(facet) == ["kind", "slug", "name", *more, *place, "since"]
    assert facet["kind"] in {"phase", "treatment", "topic", "age", "place"}
    assert list(facet["name"]) == LANGUAGES
    assert [n for n in facet["name"].values() if n != n.strip() or not 0 < len(n) <= 80] == []
    assert datetime.date.fromisoformat(facet["since"]) >= datetime.date(2026, 11, 22)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facet_names_are_told_apart(language: str) -> None:
    assert repeated([folded(f["name"][language]) for f in FACETS]) == []


def test_phases_and_ages_are_the_agreed_ones_in_order() -> None:
    phases = listed("""newly-diagnosed watch-and-wait in-treatment transplant car-t maintenance
        remission relapse long-term end-of-life bereaved""")
    ages = ["under-18", "18-29", "30-44", "45-59", "60-74", "75-plus"]
    assert [f["slug"] for f in FACETS if f["kind"] == "phase"] == phases
    assert [f["slug"] for f in FACETS if f["kind"] == "age"] == ages


def test_places_are_parts_of_the_world_and_the_countries_in_them() -> None:
    places = [f for f in FACETS if f["kind"] == "place"]
    parts = [f["slug"] for f in places if "within" not in f]
    assert parts == listed("africa asia europe latin-america-caribbean north-america oceania")
    countries = [f for f in places if "within" in f]
    assert {f["within"] for f in countries} == set(parts)
    assert [f["slug"] for f in countries if not re.fullmatch("[a-z]{2}", f["slug"])] == []
    # ISO 3166-1 has 249, six of them without people; Kosovo is not among them.
    assert len(countries) == 249 - 6 + 1


def test_treatments_and_topics_that_others_count_on_exist() -> None:
    treatments = listed("""chemotherapy immunotherapy targeted-therapy radiotherapy
        stem-cell-transplant-own stem-cell-transplant-donor car-t-therapy clinical-trial
        transfusions supportive-care""")
    topics = listed("""children work school fertility money mental-health relationships faith
        exercise late-effects donation""")
    assert set(treatments) - {f["slug"] for f in FACETS if f["kind"] == "treatment"} == set()
    assert set(topics) - {f["slug"] for f in FACETS if f["kind"] == "topic"} == set()
