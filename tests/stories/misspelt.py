"""How people write the names of their illnesses: slips made by a seed, and some that people make.

Every name of every diagnosis, in both languages, is misspelt in each way: one slip in each of its
words that is long enough to have one, its words run together or torn apart, its accents lost, its
letters with dots between them.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

from stories import taxonomy

SEED = 20261126
LONG = 5  # letters of a word in which somebody slips; one letter parts AML from APL
VOWELS = "aeiou"
HEARD = [  # what is written for what is heard
    ("ph", "f"),
    ("y", "i"),
    ("c", "k"),
    ("mm", "m"),
    ("ll", "l"),
    ("ae", "e"),
    ("h", ""),
    ("qu", "k"),
    ("z", "s"),
    ("ci", "si"),
    ("ce", "se"),
    ("v", "b"),
    ("i", "y"),
    ("f", "ph"),
]

# What people do type, with the diagnosis that they look for.
BY_HAND = {
    "mantle celll": "mcl",
    "mantle cel": "mcl",
    "mantel cel": "mcl",
    "mantel celll": "mcl",
    "mantelcell": "mcl",
    "mantle sell": "mcl",
    "mantle cells": "mcl",
    "mantle lymphoma": "mcl",
    "mental cell lymphoma": "mcl",
    "mantle celll lymphoma": "mcl",
    "M.C.L.": "mcl",
    "m c l": "mcl",
    "linfoma manto": "mcl",
    "linfoma celulas manto": "mcl",
    "linfoma del mando": "mcl",
    "polycythemia": "pv",
    "polycytemia": "pv",
    "policytemia vera": "pv",
    "policitemia bera": "pv",
    "thrombocythemia": "et",
    "trombocytemia": "et",
    "essential trombocitosis": "et",
    "trombositemia esencial": "et",
    "A.M.L.": "aml",
    "acute mylo leukemia": "aml",
    "acute myeloid leukiemia": "aml",
    "leusemia mieloide aguda": "aml",
    "leucemia mieloide ajuda": "aml",
    "accute lymphoblastic lukemia": "all",
    "acute limfoblastic leukemia": "all",
    "leusemia linfoblastica aguda": "all",
    "cronic lymphocitic leukemia": "cll-sll",
    "chronic lymphatic lukemia": "cll-sll",
    "leucemia linfositica cronica": "cll-sll",
    "cronic myeloid leukemia": "cml",
    "leucemia mieloyde cronika": "cml",
    "hary cell lukemia": "hcl",
    "hairycell": "hcl",
    "leucemia celulas peludas": "hcl",
    "acute pro myelocytic leukemia": "apl",
    "limphoma": "lymphoma",
    "lymphona": "lymphoma",
    "lymfoma": "lymphoma",
    "limfoma": "lymphoma",
    "lukemia": "leukemia",
    "lukimia": "leukemia",
    "leukimia": "leukemia",
    "luekemia": "leukemia",
    "lucemia": "leukemia",
    "hodgekins": "hodgkin-lymphoma",
    "hodkins lymphoma": "hodgkin-lymphoma",
    "hodgkins": "hodgkin-lymphoma",
    "hotchkins": "hodgkin-lymphoma",
    "jodkin": "hodgkin-lymphoma",
    "linfoma de hodking": "hodgkin-lymphoma",
    "non hodgekins": "non-hodgkin-lymphoma",
    "no hodking": "non-hodgkin-lymphoma",
    "linfoma no jodgkin": "non-hodgkin-lymphoma",
    "difuse large b cell": "dlbcl",
    "diffuse large bcell lymphoma": "dlbcl",
    "D.L.B.C.L.": "dlbcl",
    "DLBLC": "dlbcl",
    "linfoma difuso celulas b grandes": "dlbcl",
    "folicular lymphoma": "fl",
    "follicullar": "fl",
    "linfoma foliculár": "fl",
    "burkits lymphoma": "burkitt-lymphoma",
    "berkitt lymphoma": "burkitt-lymphoma",
    "linfoma burquit": "burkitt-lymphoma",
    "marginal zone": "mzl",
    "waldenstroms": "wm",
    "waldenstrum": "wm",
    "valdenstrom": "wm",
    "waldestrom": "wm",
    "macroglobulinemia": "wm",
    "mycosis fungoidis": "mycosis-fungoides",
    "micosis fungoides": "mycosis-fungoides",
    "sezari": "sezary-syndrome",
    "multiple mieloma": "myeloma",
    "multipel myloma": "myeloma",
    "myaloma": "myeloma",
    "miloma multiple": "myeloma",
    "mielomas": "myeloma",
    "smoldering mieloma": "smm",
    "M.G.U.S.": "mgus",
    "monoclonal gamopathy": "mgus",
    "gamapatia monoclonal": "mgus",
    "amiloydosis": "amyloidosis",
    "amyliodosis": "amyloidosis",
    "amiloidosis al": "al-amyloidosis",
    "mielodisplastic": "mds",
    "mylodysplastic syndrome": "mds",
    "mielodisplasia": "mds",
    "mielodisplasico": "mds",
    "myleofibrosis": "mf",
    "mielofibrosys": "mf",
    "aplastic anaemia": "aplastic-anemia",
    "aplasic anemia": "aplastic-anemia",
    "anemia aplastica": "aplastic-anemia",
    "anemia aplacica": "aplastic-anemia",
    "fanconis anemia": "fanconi-anemia",
    "langerhan": "lch",
    "langerhands": "lch",
    "histiositosis": "histiocytic-disorders",
    "mastositosis": "mastocytosis",
    "systemic mastocitosis": "sm",
}


def written(text: str) -> str:
    """Without accents, as on a phone in a hurry."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def names() -> Iterator[tuple[str, str]]:
    """Each diagnosis with each of its names, synonyms and older names."""
    for node in taxonomy.read("diagnoses.toml")["diagnosis"]:
        terms = [
            node["terms"][kind][code] for kind in ("synonyms", "older") for code in ("en", "es")
        ]
        own = [*node["name"].values(), *(text for kind in terms for text in kind)]
        yield from ((node["slug"], text) for text in dict.fromkeys(own))


def letters() -> Iterator[tuple[str, str]]:
    for node in taxonomy.read("diagnoses.toml")["diagnosis"]:
        for key in ("abbreviation", "abbreviation_es"):
            if re.fullmatch("[A-Za-z]{2,}", node.get(key, "")):
                yield node["slug"], node[key]


def slip(word: str, chance: random.Random) -> str:
    """The word with one slip of the finger or of the ear in it, never in its first letter."""
    at = chance.randrange(1, len(word))
    heard = [word.replace(right, wrong, 1) for right, wrong in HEARD if right in word[1:]]
    ways = [
        word[:at] + word[at + 1 :],  # left out
        word[: at + 1] + word[at:],  # twice
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],  # in the wrong order
        word[:at]
        + chance.choice(VOWELS if word[at] in VOWELS else "bcdfglmnprst")
        + word[at + 1 :],
        *heard,
    ]
    return chance.choice([one for one in ways if one != word] or [word + word[-1]])


def with_slips(text: str, chance: random.Random) -> str:
    """One slip in every word that is long enough for one."""
    return re.sub(rf"[a-z]{{{LONG},}}", lambda word: slip(word[0], chance), written(text))


def joined(text: str, chance: random.Random) -> str:
    """Two of its words run together."""
    words = written(text).split()
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def torn(text: str, chance: random.Random) -> str:
    """Its longest word in two."""
    words = written(text).split()
    at = max(range(len(words)), key=lambda one: len(words[one]))
    cut = chance.randrange(3, len(words[at]) - 2)
    return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])


def corpus() -> dict[str, list[tuple[str, str]]]:
    """Every way of misspelling, with what was typed and which diagnosis was meant."""
    chance = random.Random(SEED)
    long = [
        (slug, text) for slug, text in names() if re.search(rf"[a-z]{{{LONG},}}", written(text))
    ]
    several = [(slug, text) for slug, text in long if len(text.split()) > 1]
    tall = [(slug, text) for slug, text in long if max(map(len, text.split())) > 6]
    return {
        "slips": [(with_slips(text, chance), slug) for slug, text in long for _ in range(3)],
        "joined": [(joined(text, chance), slug) for slug, text in several],
        "torn": [(torn(text, chance), slug) for slug, text in tall],
        "bare": [(written(text), slug) for slug, text in names()],
        "dots": [(".".join(text) + ".", slug) for slug, text in letters()],
        "by hand": list(BY_HAND.items()),
    }
