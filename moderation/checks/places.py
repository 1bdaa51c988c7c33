"""Notices hospitals, clinics, wards and units by name, but not "the hospital" or "Ward rounds"."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import DAYS, MONTHS, ORDINARY, Rule, any_of, pattern, scan, words

# Words beside "Hospital", "Clinic" or "Ward" that say what it is for, not which one it is.
_GENERIC = words(
    ORDINARY,
    DAYS,
    MONTHS,
    "being coming dying entering finding going living losing missing surviving visiting "
    "waiting walking accident acute admission admissions adult ambulatory apheresis "
    "assessment back blood bone breast busy cancer cell centre center chemo chemotherapy "
    "child children's childrens children city clinic clinical college community county covid "
    "critical dear dental department dependency district doctor dr emergency eye family "
    "fertility field follow general haematology hello hematology high hospice hospital "
    "hospitals immunology infusion inpatient intensive isolation leaving leukaemia leukemia "
    "local lymphoma marrow maternity medical mental myeloma neutropenic nhs nurse oncology "
    "open other outpatient outpatients pain paediatric palliative patient pediatric post "
    "private prof psychiatric public pre radiotherapy recovery regional rehab rehabilitation "
    "research specialist stay stem support surgery surgical survivorship teaching teenage "
    "transfusion transplant transplantation treatment trust university virtual walk women's "
    "young dia dialisis fertilidad urgencias trasplante trasplantes transfusiones oncologia "
    "hematologia onco quimioterapia referencia campana maternidad mama clinico universitario "
    "infantil provincial comarcal nacional privada privado publico publica central dra sra "
    "senor abdominal mr mrs ms miss sister bed beds board chaplain corridor diaries diary "
    "drama food gown notes number pass pharmacy porridge radio room staff staycation time "
    "times wards window windows surgery brain heart spinal keyhole plastic laser gp practice "
    "nursing care home homes",
)

_KINDS = words(
    "garden shopping leisure sports town civic visitor visitors arts job call science data"
)

_CAP = r"(?:St\.|(?:Mc|O'|D')?[A-Z][a-z'&A-Z-]{0,30})"
_LINKS = r"(?!of\sthe\s)(?:(?:of|and|&|the|for|de|la|del|y)\s){0,2}"
# A name begins at its own first word, not at the "At" or "The" before it.
_ORDINARY = any_of(words(ORDINARY, DAYS, MONTHS))
_NAMED = rf"(?P<name>(?!(?:{_ORDINARY})\b){_CAP}(?:\s{_LINKS}{_CAP}){{0,5}})"
_KIND = (
    r"(?:(?:Cancer|Medical|Health|Haematology|Hematology|Transplant|Treatment)\s"
    r"(?:Cent(?:er|re)|Institute|Unit|Campus|College)|(?:Hospitals?\s)?NHS\s(?:Foundation\s)?Trust|"
    r"Hospitals?|Infirmary|Hospice|Clinic|Day\sUnit|Unit|Ward|(?:Medical\s)?Practice|"
    r"Health\sSystem|"
    r"Surgery|(?:Care|Nursing)\sHome|Health\sCent(?:er|re))"
)
_UPPER = pattern(rf"(?<![\w-]) {_NAMED} \s {_KIND} (?![\w-])", case=True)
# A capital in the middle of a sentence is a name, also before a small "hospital" or "ward".
_LOWER = pattern(
    rf"(?<=[a-z,]\s) (?P<it>{_NAMED} \s (?:hospital|infirmary|hospice|clinic|ward)) (?![\w-])",
    case=True,
)
_POSSESSIVE = pattern(
    r"(?<![\w-]) (?P<name>(?:St\.?|Saint|Our\sLady(?:\sof\s\w+)?)\s[A-Z][a-z]{1,20}(?:'?s)?)\s"
    r"(?:hospital|infirmary|hospice|clinic)\b",
    case=True,
)

# "At St Thomas'": saints who lend their name to a herb, a church or a school aside.
_SAINT = pattern(
    r"""\b(?:at|to|from|in)\s(?P<it>(?:St\.?|Saint)\s[A-Z][a-z]{1,20}(?:'s|s'))(?!\w|\s?
    (?:wort|[Cc]hurch|[Ss]chool|[Cc]athedral|[Cc]ollege|[Dd]ay|[Nn]ight|[Ee]ve|[Pp]ark|[Rr]oad|at\b))""",
    case=True,
)

_SHORT_LINKS = r"(?:de|del|la|las|los|el|y|i)"
_KIND_OF = (
    r"(?:[Uu]niversitari[oa]|[Gg]eneral|[Cc]linico|[Ii]nfantil|[Mm]aterno|[Rr]egional|[Cc]omarcal|"
    r"[Pp]rovincial|[Nn]acional|[Mm]ilitar|[Cc]entral|[Mm]etropolitano)"
)
_SPANISH = pattern(
    rf"""\b(?:[Hh]ospital|[Cc]linica|[Pp]oliclinica|[Ss]anatorio|[Ii]nstituto|[Aa]mbulatorio
      |[Cc]entro\sde\s[Ss]alud|[Cc]entro\s[Mm]edico)\s
    (?P<name>(?: (?:{_KIND_OF}\s|{_SHORT_LINKS}\s|\d{{1,2}}\s){{1,6}}
      |(?=San(?:t[ao]?)?\s|Virgen|Nuestra|La\s)|(?<=[Ss]alud\s)(?:L[aeo]s?\s|El\s)? )
    {_CAP} (?:\s(?:{_SHORT_LINKS}\s){{0,2}}{_CAP}){{0,4}})""",
    case=True,
)
_SPANISH_FREE = pattern(
    rf"""(?<=[a-z,]\s)(?P<it>(?:Hospital|Clinica|Sanatorio)\s
    (?P<name>{_CAP}(?:\s(?:{_SHORT_LINKS}\s){{0,2}}{_CAP}){{0,4}}))""",
    case=True,
)
_FAMOUS = pattern(
    r"\b(?:Mayo\sClinic|(?:Memorial\s)?Sloan[\s-]Kettering|MD\sAnderson|Dana[\s-]Farber|"
    r"Royal\sMarsden|"
    r"City\sof\sHope|Great\sOrmond\sStreet|Fred\sHutch(?:inson)?|Vall\sd'Hebron|Gregorio\sMaranon|Johns\sHopkins)\b",
    case=True,
)

# "At Thornhill General", "at the Royal Wansbeck", "at the Beacon Centre": the word is left out.
_SHORT = pattern(
    r"""\b(?:at|to|in|from|by|under)\s (?P<it>
      (?P<name>(?!(?:Attorney|Surgeon|Director|Governor|Postmaster|The)\b)[A-Z][a-z]{2,20})\s
      (?:General|Memorial|Regional|Royal|Infirmary)\b(?!\s[A-Z])
    | the\s(?:Royal|Queen|King|Prince|Princess)\s(?!Mail|Famil|Academy|Albert|Navy|Air|Opera|Societ|
      College|Wedding|Mother|of\b)[A-Z][a-z]{3,20}(?:'s)?\b
    | the\s(?:[A-Z][a-z]{2,20}\s){1,2}(?:Cent(?:re|er)|Institute)\b)""",
    case=True,
)
_ONES = r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)"
_COUNTED = (
    r"(?!\s?(?:times|days|weeks|hours|nights|months|years|minutes|people|of\sus|other|beds|"
    r"patients|"
    r"veces|dias|semanas|horas|meses|personas|[ap]m\b|o'clock))"
)
_WARD = pattern(
    rf"\b(?:[Ww]ard|WARD)\s(?:[A-Z]{{0,2}}\d{{1,3}}[A-Za-z]?\b|"
    rf"(?<=W...\s)[B-HJ-Z]\b(?!')){_COUNTED}"
    rf"|\b[Ww]ard\s{_ONES}\b|\b(?:[A-Z][a-z]{{2,15}}\s){{1,2}}(?:House|Lodge)"
    r"(?=,\s(?:the|a|our)\shospice\b)|\b\d{1,2}[A-Z]\s[Ww]ard\b|\bUnit\s\d{1,2}[A-Z]\b"
    r"|\b(?:(?:[Ww]ard|[Ll]evel|[Ff]loor)\s|(?<=\b[io]n\s))\d{1,2}\s?(?:North|South|East|West)\b"
    r"|(?:(?<=[.!?]\s)|\A)\d{1,2}\s(?:North|South|East|West)(?=\s(?:is|was|has|had)\b)"
    r"|\b[A-Z]\d{1,2}(?=,?\s(?:(?:that's|which\s(?:is|was))\s)?(?:the\s|my\s|our\s)?ward\b)",
    case=True,
)
# "Oncology 4B", "Paliativos 2": a department with a number is one floor of one building.
_DEPARTMENT = pattern(
    r"\b(?:Oncology|Ha?ematology|P(?:a)?ediatrics|Transplant|Surgery|Oncologia|Hematologia|"
    r"Pediatria|"
    r"Paliativos|Trasplantes|Cirugia|(?:Medicina\s)?Interna)\s(?:\d{1,2}\s?[A-Z]|[A-Z]?\d{1,2})\b"
    rf"(?!\.?\d){_COUNTED}",
    case=True,
)
_PLANTA = pattern(
    rf"""\bplanta\s(?:numero\s|no\.?\s)?\d{{1,2}}\s?(?:[a-z]\b)?(?!\w){_COUNTED}
    (?!\sdel?l?\s?(?:\w{{1,12}}\s)?
      (?:aparcamiento|parking|garaje|edificio|casa|piso|centro\scomercial|bloque))
    | (?<!una\s)\b(?:primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena)\splanta\b
      (?!\sdel?l?\s(?:aparcamiento|parking|garaje|edificio|casa|piso|centro\scomercial|bloque))
    | \b\d{{1,2}}[ao]\.?\splanta(?=\s(?:de|del)\s(?:la\s)?(?:hospital|hematolog|oncolog|clinica))
    | \bpabellon\s(?:\d{{1,2}}|[a-z])\b"""
)


def _is_generic(match: re.Match[str]) -> bool:
    """No word of the name says which place: "Oncology Ward", "Day Hospital", "Leaving Hospital"."""
    if match["name"][0].isdigit():  # "12 de Octubre"
        return False
    names = [name.strip(".'").removesuffix("'s") for name in match["name"].split()]
    telling = [
        name for name in names if name[:1].isupper() and not (name.isupper() and len(name) < 5)
    ]
    return all(name.lower() in _GENERIC for name in telling)


def _is_a_kind(match: re.Match[str]) -> bool:
    """ "The Cancer Centre", "the Garden Centre": any of them."""
    named = {word.lower() for word in match["it"].split()[1:-1] or [match["name"]]}
    return named <= _GENERIC | _KINDS and match["it"].startswith("the ")


_PLACE = gettext_noop(
    "This looks like the name of a hospital or clinic, which helps people work out who this is."
)
_ROOM = gettext_noop("This looks like the name of a ward or unit. “The ward” is enough.")

_NAMES = [
    Rule(_SPANISH, Severity.WARN, _PLACE, unless=_is_generic),
    Rule(_UPPER, Severity.WARN, _PLACE, unless=_is_generic),
    Rule(_POSSESSIVE, Severity.WARN, _PLACE),
    Rule(_SAINT, Severity.WARN, _PLACE),
    Rule(_WARD, Severity.WARN, _ROOM),
    Rule(_DEPARTMENT, Severity.WARN, _ROOM),
    Rule(_SHORT, Severity.WARN, _PLACE, unless=_is_a_kind),
    Rule(_PLANTA, Severity.WARN, _ROOM),
    Rule(_FAMOUS, Severity.WARN, _PLACE),
]
_IN_SENTENCES = [
    Rule(_LOWER, Severity.WARN, _PLACE, unless=_is_generic),
    Rule(_SPANISH_FREE, Severity.WARN, _PLACE, unless=_is_generic),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each hospital, clinic, ward or unit by name."""
    yield from scan(draft, "places", _NAMES, fields=("title", "photo_alt"))
    yield from scan(draft, "places", [*_NAMES, *_IN_SENTENCES], fields=("body",))
