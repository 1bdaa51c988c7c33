"""Notices people named so that others could find them: staff by title, anyone by full name."""

from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import DAYS, MONTHS, ORDINARY, Rule, pattern, scan, words

# Words with a capital that follow a title, or stand where a surname would, and name nobody.
_NOBODY = words(
    "appointment appointments emeritus google house martens navigator nhs orders pepper "
    "practitioner practitioners seuss specialist specialists strange dolittle doom "
    "anaesthetist consultant doctor dr dra enfermera gp haematologist hematologist hematologo "
    "hematologa mr mrs ms nurse oncologist oncologo oncologa prof professor radiologist registrar "
    "sr sra surgeon team burkitt cancer castleman chemo hodgkin hodgkins leucemia leukaemia "
    "leukemia linfoma lymphoma mieloma myeloma right sezary universe waldenstrom america britain "
    "england english american british canada ireland irish spain spanish mexico thanks thank",
    ORDINARY,
    DAYS,
    MONTHS,
)
# "Dr May" and "Mr Day" are people, where "Doctor Will See You" is not.
_SURNAMES = words("may day will case april june")


def _name(nobody: frozenset[str]) -> str:
    """A capitalised name with its particles, initials and second part: "A. van der Berg"."""
    ordinary = rf"(?i:{'|'.join(sorted(nobody))})\b(?!'[A-Z])"
    cap = rf"""(?!{ordinary})(?:[A-Z]'[A-Z]|[A-Z])[A-Za-z]{{0,30}}[a-z]
    (?:-[A-Z][a-z]{{1,20}})?(?![A-Za-z])"""
    particles = r"(?:(?:de|del|la|las|los|van|von|der|den|bin|al|ten|da|dos|di|le)\s){0,3}"
    return rf"(?:(?:[A-HJ-Z]\.?|I\.)\s){{0,2}}{particles}{cap}(?:\s{particles}{cap}){{0,2}}"


_NAME = _name(_NOBODY)
_LOOSE_NAME = rf"(?!(?:May|Will|April|June)\s\d){_name(_NOBODY - _SURNAMES)}"
_FULL_NAME = rf"(?={_name(_NOBODY)})[A-Z][\w'-]{{1,30}}\s(?:[A-Z]\.\s)?{_NAME}"

_ABBREVIATED = pattern(
    rf"""\b(?:Drs?|Dras?|Prof|Profa|Mr|Mrs|Ms|Mx|Sra?|Srta|Rev) (?:\.\s{{0,2}}|\s{{1,2}})
    (?:(?:Dr|Dra|Prof)\.?\s)? (?:{_LOOSE_NAME} | (?!(?:NHS|ICU|BMT|AND|THE)\b)[A-Z]{{3,20}}\b)""",
    case=True,
)
_ROLE = (
    r"(?:[Dd]octora?|[Nn]urse|[Pp]rofesora?|[Pp]rofessor|[Cc]onsultant|[Ss]urgeon|[Mm]atron|"
    r"[Oo]ncologist|[Hh]a?ematologist|[Rr]egistrar|[Rr]adiologist|[Ee]nfermer[oa]|[Oo]ncolog[oa]|"
    r"[Hh]ematolog[oa]|[Cc]irujan[oa]|[Tt]herapist|[Pp]hysio(?:therapist)?|[Ss]ocial\sworker|"
    r"[Cc]haplain|GP|CNS|[Mm]idwife|[Ss]enorita|[Ss]enora?|[Dd]ona|don)"
)
_TITLED = pattern(
    rf"""\b{_ROLE} (?: \s(?:(?:(?:is\s|was\s)?(?:called|named)|llamad[oa]|se\sllama)\s)? {_NAME}
    | ,\s{_NAME}(?=,) )""",
    case=True,
)
_MISS = pattern(rf"(?<!\bI\s)(?<!\b[Yy]ou\s)(?<!\b[Ww]e\s)\b(?:Miss|Sister)\s{_NAME}", case=True)
_OWN = pattern(
    rf"""\b(?:[Mm]y\s(?:full\s)?name(?:'s|\sis|\swas)|[Mm]e\sllamo|[Mm]i\snombre(?:\scompleto)?\ses
    |(?:[Hh]i|[Hh]ello|[Hh]ola)[,!.]{{0,2}}\s(?:all[,!.]?\s)?(?:I'm|I\sam|[Tt]his\sis|[Ss]oy)
    |[Ss]igned,?|[Ff]irmado:?)\s (?P<it>{_FULL_NAME})""",
    case=True,
)
_AGED = pattern(rf"\b(?:I'm|I\sam|[Ss]oy)\s(?P<it>{_FULL_NAME})(?=,\s(?:aged\s)?\d\d\b)", case=True)
_RELATIVE = pattern(
    rf"""\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Mm]i|[Nn]uestr[oa]|[Ss]u)\s(?:\w{{3,12}}\s)?
    (?:husband|wife|partner|son|daughter|mother|father|mum|mom|dad|brother|sister|friend|donor|aunt|
    uncle|cousin|nephew|niece|boss|marido|esposo|esposa|mujer|pareja|hij[oa]|madre|padre|herman[oa]|
    amig[oa]|donante|ti[oa]|prim[oa]|suegr[oa]|niet[oa]|abuel[oa]),?\s
    (?:(?:called|named|whose\sname\sis|se\sllama|llamad[oa])\s)? (?P<it>{_FULL_NAME})""",
    case=True,
)

_TITLE = gettext_noop(
    "This looks like a person named with a title. “My doctor” or “a nurse” is enough."
)
FULL = gettext_noop("This looks like somebody's full name. A first name or another name is enough.")

_RULES = [
    Rule(_ABBREVIATED, Severity.WARN, _TITLE),
    Rule(_TITLED, Severity.WARN, _TITLE),
    Rule(_MISS, Severity.WARN, _TITLE),
    Rule(_AGED, Severity.WARN, FULL),
    Rule(_OWN, Severity.WARN, FULL),
    Rule(_RELATIVE, Severity.WARN, FULL),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each titled or full name; how the contributor is named is theirs to choose."""
    return scan(draft, "names", _RULES, fields=("title", "body"))
