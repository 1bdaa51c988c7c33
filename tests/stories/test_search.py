"""Finding stories: diagnoses by any of their words, other words in the text, any input safe."""

import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from moderation.states import State
from stories.filters import StoryFilter
from stories.models import Facet, Story
from stories.search import excerpts, tidy, understood
from stories.vocabulary import Vocabulary, core
from tests.factories import submission_in

pytestmark = pytest.mark.django_db


def story(**changes) -> Story:
    kept = submission_in(State.PUBLISHED, **changes).contribution
    return Story.objects.get(pk=kept.story_id)


def titles(words: str) -> list[str]:
    return sorted(Story.objects.search(words).values_list("title", flat=True))


def meant(words: str) -> tuple[list[str], str]:
    found = understood(words)
    return [diagnosis.slug for diagnosis in found.diagnoses], found.rest


@pytest.mark.parametrize(
    ("words", "slugs", "rest"),
    [
        ("mantle cell", ["mcl"], ""),
        ("mantle", ["mcl"], ""),
        ("a clock on the mantle", [], "a clock on the mantle"),
        ("el mantel", [], "el mantel"),
        ("mantel", [], "mantel"),
        ("MCL", ["mcl"], ""),
        ("mcl", ["mcl"], ""),
        ("mantel cell", ["mcl"], ""),
        ("Mantle Cell Lymphoma", ["mcl"], ""),
        ("mantle-cell lymphoma!", ["mcl"], ""),
        ("mantle cell lymphomma", ["mcl"], ""),
        ("linfoma de células del manto", ["mcl"], ""),
        ("linfoma de celulas del manto", ["mcl"], ""),
        ("MCL garden", ["mcl"], "garden"),
        ("garden with mantle cell in spring", ["mcl"], "garden spring"),
        ("stories of mantle cell", ["mcl"], ""),
        ("mantle cell lymphoma stories", ["mcl"], ""),
        ("acute myelogenous leukemia", ["aml"], ""),
        ("acute myelogenus leukemia", ["aml"], ""),
        ("NHL", ["non-hodgkin-lymphoma"], ""),
        ("hodgkin's", ["hodgkin-lymphoma"], ""),
        ("my dad’s Burkitt’s garden", ["burkitt-lymphoma"], "dad’s garden"),
        ("AML's", ["aml"], ""),
        ("preleukemia", ["mds"], ""),
        ("AML and MDS", ["aml", "mds"], ""),
        ("my mum has cll", ["cll-sll"], "mum"),
        ("mi madre murió de mieloma", ["myeloma"], "madre murió"),
        ("my mum", [], "my mum"),
        ('MCL "sat in the garden"', ["mcl"], '"sat in the garden"'),
        # words that are abbreviations as well
        ("ALL", ["all"], ""),
        ("all", ["all"], ""),
        ("ALL school", ["all"], "school"),
        ("all my hair", [], "all my hair"),
        ("she wrote poems", [], "she wrote poems"),
        ("I slept", [], "I slept"),
        ("poets", [], "poets"),
        ("poems", ["poems"], ""),
        ("poema", [], "poema"),
        ("poemas", [], "poemas"),
        ("lost 10 lb", [], "lost 10 lb"),
        ("a lump of 5 mm", [], "a lump of 5 mm"),
        ("8 fl oz of broth", [], "8 fl oz of broth"),
        ("tired af", [], "tired af"),
        ("hes my son", [], "hes my son"),
        ("date tbd", [], "date tbd"),
        ("coffee mugs", [], "coffee mugs"),
        ("el cel de mi hija", [], "el cel de mi hija"),
        ("another ism", [], "another ism"),
        ("ISM itching", ["sm"], "itching"),
        ("tbd", ["dyskeratosis-congenita"], ""),
        # no illness begins in the middle of a word
        ("I can't all the time", [], "I can't all the time"),
        ("I don’t all the time", [], "I don’t all the time"),
        ("T-ALL school", ["t-all"], "school"),
        # quoted and excluded words are left to the text
        ('"mantle cell"', [], '"mantle cell"'),
        ("garden -mcl", [], "garden -mcl"),
        # one letter parts two illnesses
        ("b-cell lymphoma", ["b-cell-lymphoma"], ""),
        ("t-cell lymphoma", ["t-cell-lymphoma"], ""),
        ("acute lymphoid garden", ["all"], "garden"),
        # a family is not said again beside its member
        ("mantel cell limfoma", ["mcl"], ""),
        ("leukemia, AML", ["aml"], ""),
        # nothing that narrows
        ("blood cancer", [], ""),
        ("mi mamá tiene cáncer en la sangre", [], "mamá"),
        ("my mum has blood cancer", [], "mum"),
        ("blood cancer leukemia", ["leukemia"], ""),
        ('"blood cancer"', [], '"blood cancer"'),
        ("%%%", [], ""),
        ("\N{PERSON WITH FOLDED HANDS}", [], ""),
        ("garden", [], "garden"),
        ("", [], ""),
    ],
)
def test_what_someone_means(words, slugs, rest):
    assert meant(words) == (slugs, rest)


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("preleukemia", ["preleukemia"]),
        ("preleukemias", ["preleukemia"]),  # as it is spelt
        ("acute myelogenous leukemia", ["acute myelogenous leukemia"]),
        ("LLC", ["LLC"]),
        ("mds", []),
        ("lymphomas", []),
        ("hodgkins", []),
        ("mantel cell", []),
        ("leucemia", []),
    ],
)
def test_another_name_that_led_there_is_known(words, called):
    assert list(understood(words).called.values()) == called


def test_any_word_for_a_diagnosis_finds_the_same_stories():
    story(title="Mantle", diagnoses=["mcl"])
    story(title="Hairy", diagnoses=["hcl"])
    found = [titles(words) for words in ("mantle cell", "MCL", "mantel cell", "célula manto")]
    assert found == [["Mantle"]] * 4


def test_a_diagnosis_finds_all_below_it_each_once():
    story(title="Both", diagnoses=["mcl", "cll-sll"])
    story(title="Myeloma", diagnoses=["myeloma"])
    assert titles("lymphoma") == ["Both"]
    assert titles("leukemia lymphoma") == ["Both"]


def test_other_words_are_looked_for_in_the_text():
    story(title="One", diagnoses=["mcl"], body="We sat in the garden every evening of that year.")
    story(title="Two", diagnoses=["mcl"], body="We stayed in the kitchen every evening that year.")
    story(title="Three", diagnoses=["aml"], body="The gardens were closed when I came out again.")
    assert titles("MCL garden") == ["One"]
    assert titles("garden") == ["One", "Three"]
    assert titles("evening -garden") == ["Two"]
    assert titles('"sat in the garden"') == ["One"]
    assert titles("kitchen or garden") == ["One", "Three", "Two"]


def asked(query: str) -> list[str]:
    found = StoryFilter(QueryDict(query), queryset=Story.objects.all()).qs
    return sorted(found.values_list("title", flat=True))


def test_words_that_no_story_of_a_diagnosis_holds_are_left_out():
    story(title="One", diagnoses=["cll-sll"], body="We sat in the garden.", relation="family")
    story(title="Two", diagnoses=["cll-sll"], body="We sat in the kitchen.", relation="patient")
    story(title="Three", diagnoses=["aml"], body="My mother sat in the hall.")
    assert asked("q=my+mum+has+cll") == ["One", "Two"]
    assert asked("q=cll+garden") == ["One"]
    assert asked("q=cll+zeppelin+-garden") == ["Two"]  # what is excluded stays out
    assert asked("q=cll+garden&relation=survivor") == []
    assert asked("q=cll+garden&relation=patient") == ["Two"]  # judged among what is asked for
    assert asked("q=zeppelin") == asked("q=zeppelin&diagnosis=aml") == []
    assert titles("cll zeppelin") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ibrutinib", ["Tablets", "Years"]),
        ("does ibrutinib work", ["Tablets", "Years"]),  # of the tablets, and not of a job
        ("back to work", ["Tablets", "Years"]),
        ("trasplante", ["Later"]),  # whatever part of it somebody told of
        (
            "Imbruvica side effects",
            ["Tablets", "Years"],
        ),  # none is marked with both
        ("mcl ibrutinib", ["Own", "Tablets"]),  # none of this illness: then all of the illness
        ("rituximab", ["Own"]),  # a story that names it answers before those of its kind
        ("what is R-CHOP", []),
        ("will I lose my hair", ["Hair"]),
        ("se me va a caer el pelo", ["Hair"]),
        ("remisión", ["Hair"]),
        ("newly diagnosed", []),
        ('"ibrutinib"', []),  # quoted, it is meant as it stands
        ("zeppelin -ibrutinib", []),
    ],
)
def test_where_no_story_holds_the_words_what_they_touch_on_answers(words, found):
    story(title="Own", diagnoses=["mcl"], body="Rituximab was one of six bags that day.")
    story(title="Tablets", diagnoses=["mcl"], facets=["work"], body="I sat down.")
    story(title="Tablets", diagnoses=["cll-sll"], facets=["targeted-therapy"])
    story(title="Years", diagnoses=["cll-sll"], facets=["targeted-therapy", "work"])
    story(title="Later", diagnoses=["aml"], facets=["stem-cell-transplant-donor", "long-term"])
    story(title="Hair", diagnoses=["aml"], facets=["hair-and-looks", "remission"])
    story(title="Antibodies", diagnoses=["dlbcl"], facets=["immunotherapy"])
    assert asked(urlencode({"q": words})) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("grief", ["Aml", "Cll"]),
        ("Bereaved", ["Aml", "Cll"]),
        ("my husband died", ["Aml", "Cll"]),
        ("I lost my wife", ["Aml", "Cll"]),
        ("we lost our baby", ["Aml", "Cll"]),
        ("viuda", ["Aml", "Cll"]),
        ("duelo", ["Aml", "Cll"]),
        ("perdí a mi madre", ["Aml", "Cll"]),
        ("my husband died of aml", ["Aml"]),
        ("I lost my mum to aml", ["Aml"]),  # "my" is little, and says whom
        ("perdí a mi madre, aml", ["Aml"]),
        ("murió de mcl", ["Mcl"]),  # nobody who lost someone tells of it
        ("funeral", ["Mcl"]),  # a story that holds the word answers first
        ("lost my hair", []),
        ("fear of death", []),
        ("-grief zeppelin", []),
        ('"grief zeppelin"', []),
    ],
)
def test_words_of_grief_find_those_who_lost_someone(words, found):
    story(title="Aml", diagnoses=["aml"], relation="bereaved", body="We sat in the garden.")
    story(title="Own", diagnoses=["aml"], relation="patient", body="We sat in the kitchen.")
    story(title="Cll", diagnoses=["cll-sll"], relation="bereaved", body="We sat in the hall.")
    story(title="Mcl", diagnoses=["mcl"], relation="family", body="I sang at the funeral of a dog.")
    assert asked(urlencode({"q": words})) == found


def test_words_of_any_number_may_mean_a_topic():
    long = ("how", "to", "tell", "all", "the", "people", "here")
    known = Vocabulary({}, {"telling-others": Facet(slug="telling-others")})
    known.facet_words = {core(long): ["telling-others"]}
    assert [one.slug for one in known.facets_among(" ".join(long))] == ["telling-others"]


def test_accents_case_and_endings_do_not_matter_in_either_language():
    story(title="Primavera", language="es", body="Volvimos al jardín con las habitaciones vacías.")
    story(title="Café", body="We met at the café near the river, and talked about treatments.")
    assert titles("JARDIN") == titles("jardines") == titles("habitación") == ["Primavera"]
    assert titles("cafe") == titles("CAFÉ treatment") == ["Café"]


def test_a_name_and_a_title_are_found():
    story(title="The long corridor", display_name="James")
    assert titles("james") == titles("corridors") == ["The long corridor"]


def test_little_words_alone_narrow_nothing():
    story(title="One", diagnoses=["mcl"])
    assert titles("MCL and me") == ["One"]


@pytest.mark.parametrize(
    "words",
    [
        "'",
        '"',
        "\\",
        "a'; DROP TABLE stories_story; --",
        "& | ! ( ) <-> :*",
        "-",
        '-"',
        "or or or",
        "\x00garden",
        "garden\x00",
        "\ud800",
        "%",
        "{}",
        "ß" * 300,
        "x" * 10_000,
        "mantle " * 2_000,
        "💊 👩‍⚕️",
        "\u202e",
        "<script>alert(1)</script>",
    ],
)
def test_any_input_is_safe(words):
    kept = story(body="The garden was quiet, and nobody asked.")
    assert set(Story.objects.search(words)) <= {kept}
    excerpts([kept], understood(words).rest)


def test_what_reaches_the_database_is_short_and_plain():
    assert tidy("a\x00b\n\t c\ud800") == "a b c"
    assert len(tidy("x " * 10_000)) <= 200


def test_words_are_marked_where_they_stand():
    kept = story(body="Mamá wrote <b>nothing</b> & kept the Gardén. " + "We waited. " * 60)
    found = excerpts([kept], "garden")[kept.pk]
    assert found.startswith(
        "Mamá wrote &lt;b&gt;nothing&lt;/b&gt; &amp; kept the <mark>Gardén</mark>. We waited."
    )
    assert found.endswith(" …")
    assert len(found) < 260


def test_the_excerpt_is_of_the_place_and_not_of_the_beginning():
    kept = story(body="We waited. " * 60 + "Then the garden came. " + "We rested. " * 60)
    found = excerpts([kept], "garden came")[kept.pk]
    assert "Then the <mark>garden</mark> <mark>came</mark>. We" in found
    assert found.startswith("… ")


@pytest.mark.parametrize(
    ("words", "body", "marked"),
    [
        ("die", "She was dying. They died, and dice fell.", ["dying", "died"]),
        ("habitacion", "La habitación. Dos habitaciones.", ["habitación", "habitaciones"]),
        ('"garden gate" -gone', "Gone: a gate, a garden.", ["gate", "garden"]),
        ('garden -"the gate"', "The gate, the garden.", ["garden"]),
        ("follow-up", "A follow-up came up.", ["follow"]),
        ("night", "At_night: day-night.", ["night", "night"]),
        ("2019", "In 2019, and 20190.", ["2019"]),
        ("[^ ]", "Not a word.", []),
    ],
)
def test_every_form_of_the_words_is_marked_and_no_other(words, body, marked):
    kept = story(body=body, language="es" if "ó" in body else "en")
    shown = excerpts([kept], words).get(kept.pk, "")
    assert re.findall("<mark>(.*?)</mark>", shown) == marked


def test_no_mark_where_the_text_does_not_hold_the_words():
    kept = story(title="A garden")
    assert excerpts([kept], "garden") == {}
    assert excerpts([kept], "") == {}


def test_odd_things_in_a_text_do_not_move_the_marks():
    body = (
        "See http://example.org/a/b?c=d and me@example.org/x-y, 3.5e10 \ue000-7 don't: the garden."
    )
    kept = story(body=body)
    assert "the <mark>garden</mark>." in excerpts([kept], "garden")[kept.pk]


def test_searching_costs_one_question_for_the_vocabulary(django_assert_num_queries):
    story()
    understood("mcl")
    with django_assert_num_queries(2):
        list(Story.objects.search("mantle cell telephone"))
