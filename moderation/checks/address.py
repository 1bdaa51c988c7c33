"""Notices street addresses and postcodes."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import DAYS, MONTHS, Numbered, Rule, before, pattern, scan, words

_NAME = r"[A-Z][A-Za-z'.-]{0,30}"
_STREET = r"(?:Street|Road|Avenue|Lane|Drive|Boulevard|Crescent|Terrace)"
_KIND = (
    rf"(?:{_STREET}|St|Rd|Ave|Ln|Blvd|Cres|Close|Court|Ct|Place|Pl|Way|Gardens|Grove|Square|"
    r"Hill|Row|Mews|Walk|Park|Highway|Dr)\b(?!\.?\s[A-Z][a-z])"
)
_OFTEN = r"(?!\s*(?:veces|anos|meses|semanas|dias|horas|km|kilometros|personas|euros|minutos))"
_LINK = r"(?:(?:de|del|la|las|los|el|y|i)\s){0,3}"

_NUMBERED = Numbered(
    pattern(
        rf"""(?<![\w.,/]) (?P<number>\d{{1,5}}[A-Za-z]?(?:/\d{{1,3}})?) ,?\s
    (?:{_NAME}\s){{1,3}} {_KIND}""",
        case=True,
    ),
    before=12,
    after=170,
)
_HOME = (
    r"(?:[Ll]iv(?:e|es|ed|ing)|[Mm]oved?|[Hh]ouse|[Hh]ome|[Aa]ddress|[Ff]lat|[Aa]partment|[Pp]lace|"
    r"[Gg]ate|[Dd]oor|[Ff]ind\s(?:me|us)|[Gg]r[eo]w\sup|[Bb]rought\sup|[Ss]end|[Ll]etters|"
    r"[Pp]arcels)"
)
_LIVED_IN = pattern(
    rf"""\b{_HOME}\b [^.\n]{{0,20}}? \b(?:on|in|at|to|is)\s
    (?P<it>(?:{_NAME}\s){{1,3}} (?:{_STREET}|Close|Grove|Gardens|Mews)\b)""",
    case=True,
)
# "9 Wren's Nest": any name behind a number, where somebody says that it is a home.
_LIVED_AT = pattern(
    rf"""\b{_HOME}\b [^.\n]{{0,20}}? \b(?:at|to|is)\s
    (?P<it>(?P<number>\d{{1,4}}[A-Za-z]?) ,?\s (?:{_NAME}\s){{0,3}} [A-Z][a-z][A-Za-z'-]{{1,30}}
    (?:,\s(?:{_NAME}\s)?[A-Z][a-z]{{2,20}})?)\b""",
    case=True,
)
_AT_NUMBER = Numbered(
    pattern(
        rf"\b(?:at|to)\s(?:number|no\.)\s(?P<it>\d{{1,4}}[A-Za-z]?\s{_NAME}(?:\s{_NAME}){{0,2}})",
        case=True,
    ),
    before=16,
    after=120,
)
_NUMBERED_STREET = Numbered(
    pattern(
        r"\b(?:North|South|East|West|[NSEW]\.?)\s\d{1,3}(?:st|nd|rd|th)\s(?:Street|St|Avenue|Ave)\b",
        case=True,
    ),
    before=20,
    after=30,
)
_NAMED_HOUSE = pattern(
    rf"""\b (?:{_NAME}\s){{0,3}} (?:Cottage|House|Farm|Lodge|Barn|Mill|Forge|Villa|Court|Manor|Hall|
    Croft|Rectory|Vicarage|Bungalow) ,\s (?:{_NAME}\s){{1,2}} {_STREET}\b""",
    case=True,
)
_CALLE = pattern(
    rf"""\b(?: [Cc]alle|C/|c/|[Aa]v(?:da|enida)?\.?|[Pp]laza|[Pp]za\.?|[Pp]aseo|[Cc]amino|
    [Cc]arretera|[Rr]onda|[Tt]ravesia|[Gg]lorieta|[Rr]ambla|[Uu]rbanizacion|[Pp]asaje
    | Cuesta | Costanilla | [Cc]allejon | [Bb]ulevar )
    \s{{0,2}} {_LINK} {_NAME} (?:\s{_LINK}{_NAME}){{0,4}}
    ,?\s{{0,2}} (?:(?:no|num|numero|n)\.?\s?)? (?!(?:19|20)\d\d\b) \d{{1,4}}\b {_OFTEN}""",
    case=True,
)
_CARRERA = pattern(
    r"\b(?:calle|carrera|cra|diagonal|transversal)\.?\s\d{1,3}[a-z]?\s?(?:\#|no\.?)\s?\d{1,3}[a-z]?"
    r"(?:\s?-\s?\d{1,3})?"
)
_VIVO_EN = pattern(
    rf"""\b(?:[Vv]iv(?:o|imos|ia|iamos|e|ian|i)|(?:[Mm]e|[Nn]os)\s(?:cri|mud)\w{{1,6}}|[Cc]reci|[Cc]asa|
    [Pp]iso|[Dd]omicilio|[Dd]ireccion)\b [^.\n]{{0,20}}? \b(?:en|a|es)\s
    (?P<it>(?:la\s|el\s)?(?:[Cc]alle|[Aa]venida|[Pp]laza|[Pp]aseo|C/|c/)\s{{0,2}}
    {_LINK}{_NAME}(?:\s{_LINK}{_NAME}){{0,3}})""",
    case=True,
)
_BOX = pattern(r"\b(?:p\.?\s?o\.?\sbox|apartado(?:\sde\scorreos|\spostal))\s(?:no\.?\s)?\d{1,6}\b")

_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|"
    "E|EC|EH|EN|EX|FK|FY|G|GL|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|"
    "LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|"
    "SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
# B1, B6 and B12 are vitamins; letters that no postcode ends in (5MG, 5ML) are left out.
_POSTCODE = rf"(?!B(?:1|6|12)\s)(?:{_AREAS})\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{{2}}"
_BRITISH = Numbered(pattern(rf"(?<![\w-]) {_POSTCODE} (?![\w-])", case=True), before=12, after=14)
_NAMED_CODE = Numbered(
    pattern(
        rf"""\b(?:post\s?code|zip(?:\scode)?|eircode|codigo\spostal|c\.?p\.?)\b
    (?:\s(?:is|es|de))?\s?:?\s? (?P<it>{_POSTCODE}|\d{{5}}(?:-\d{{4}})?|[A-Z]\d\w\s?\w{{4}})\b"""
    ),
    before=40,
    after=24,
)
_STATES = (
    "AK|AR|AZ|CA|CT|DC|FL|GA|IA|IL|KS|KY|MD|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|RI|SC|SD|TN|TX|"
    "UT|VA|VT|WA|WI|WV|WY"
)
# States whose letters are also words, and states in full, need the comma of an address.
_WORDLIKE = "AL|CO|DE|HI|ID|IN|LA|MA|ME|OH|OK|OR|PA"
_FULL = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New\\sHampshire|"
    "New\\sJersey|New\\sMexico|New\\sYork|North\\sCarolina|North\\sDakota|Ohio|Oklahoma|Oregon|"
    "Pennsylvania|Rhode\\sIsland|South\\sCarolina|South\\sDakota|Tennessee|Texas|Utah|Vermont|"
    "Virginia|Washington|West\\sVirginia|Wisconsin|Wyoming"
)
_ZIP = Numbered(
    pattern(
        rf"""(?: \b(?:{_STATES}),?\s | (?<=[a-z],\s)(?:{_WORDLIKE}|{_FULL}),?\s )
    \d{{5}}(?:-\d{{4}})?(?![\w,]\d|\d)""",
        case=True,
    ),
    before=40,
    after=24,
)
_SPANISH = Numbered(
    pattern(
        r"(?<![\w.,]) (?:0[1-9]|[1-4]\d|5[0-2])\d{3}\s (?:Madrid|Barcelona|Valencia|Sevilla|"
        r"Zaragoza|"
        r"Malaga|Murcia|Palma|Bilbao|Alicante|Cordoba|Valladolid|Vigo|Gijon|Granada|Oviedo|Pamplona|"
        r"Almeria|San\sSebastian|Burgos|Albacete|Santander|Salamanca|Huelva|Logrono|Badajoz|Leon|"
        r"Cadiz|Jaen|Lleida|Girona|Tarragona|Toledo|Caceres)\b",
        case=True,
    ),
    before=12,
    after=40,
)
_IRISH = Numbered(
    pattern(
        r"(?<!\w)(?:[AC-FHKNPRTV-Y]\d\d|D6W)\s(?=\d?[A-Z])(?=[A-Z]{0,3}\d)[0-9AC-FHKNPRTV-Y]{4}(?!\w)",
        case=True,
    ),
    before=12,
    after=14,
)
_CANADIAN = Numbered(
    pattern(
        r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][\s-]\d[ABCEGHJ-NPRSTV-Z]\d(?!\w)", case=True
    ),
    before=12,
    after=14,
)

_CALENDAR = words(DAYS, MONTHS)


def _is_no_house(match: re.Match[str]) -> bool:
    """A year, a day count or a month before what looks like a street."""
    if _CALENDAR & set(match["it" if "it" in match.re.groupindex else 0].lower().split()):
        return True
    year = re.fullmatch(r"(?:19|20)\d\d", match["number"])
    if year and (not re.search(rf"{_STREET}$", match[0]) or _IN.search(before(match, letters=8))):
        return True
    return bool(_DAY.search(before(match, letters=8)))


_IN = re.compile(r"\b(?:in|since|from|by|until|the)\s$", re.IGNORECASE)
_DAY = re.compile(r"\b(?:day|cycle|week|round|stage|grade|month)\s\+?$", re.IGNORECASE)

_REASON = gettext_noop("This looks like a street address, which tells where someone lives.")
_CODE = gettext_noop("This looks like a postcode, which tells where someone lives.")

_RULES = [
    Rule(_NAMED_HOUSE, Severity.WARN, _REASON),
    Rule(_NUMBERED, Severity.WARN, _REASON, unless=_is_no_house),
    Rule(_LIVED_AT, Severity.WARN, _REASON, unless=_is_no_house),
    *(
        Rule(p, Severity.WARN, _REASON)
        for p in (_AT_NUMBER, _NUMBERED_STREET, _LIVED_IN, _CALLE, _CARRERA, _VIVO_EN, _BOX)
    ),
    *(
        Rule(pattern, Severity.WARN, _CODE)
        for pattern in (_NAMED_CODE, _BRITISH, _ZIP, _SPANISH, _IRISH, _CANADIAN)
    ),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each street address, post box or postcode."""
    return scan(draft, "address", _RULES)
