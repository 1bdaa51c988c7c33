"""Notices people named so that others could find them: staff by title, anyone by full name."""

from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import DAYS, MONTHS, ORDINARY, Rule, any_of, pattern, scan, words

# Words with a capital that follow a title, or stand where a surname would, and name nobody.
_NOBODY = words(
    "appointment appointments emeritus google house martens navigator nhs orders pepper "
    "practitioner practitioners seuss specialist specialists strange dolittle doom "
    "anaesthetist consultant doctor dr dra enfermera gp haematologist hematologist hematologo "
    "hematologa mr mrs ms nurse oncologist oncologo oncologa prof professor radiologist registrar "
    "sr sra surgeon team burkitt cancer castleman chemo hodgkin hodgkins leucemia leukaemia "
    "leukemia linfoma lymphoma mieloma myeloma right sezary universe waldenstrom america britain "
    "england english american british canada ireland irish spain spanish mexico thanks thank "
    "african asian australian canadian catholic dutch european greek hindu indian italian jewish "
    "mexican muslim polish portuguese protestant scottish sikh turkish welsh god queen aires "
    "angeles york zealand hampshire orleans africa avenue hospital unit stage type stem cell blood "
    "clinica clinic centro sanatorio instituto hospice infirmary "
    "bone chromosome philadelphia nurses muerte happy birthday hour radio equipo team",
    ORDINARY,
    DAYS,
    MONTHS,
)
# "Dr May" and "Mr Day" are people, where "Doctor Will See You" is not.
_SURNAMES = words("may day will case april june")


def _name(nobody: frozenset[str]) -> str:
    """A capitalised name with its particles, initials and second part: "A. van der Berg"."""
    ordinary = rf"(?:{any_of(nobody)})\b(?!'[A-Z])"
    cap = rf"""(?!{ordinary})(?:[A-Z]'[A-Z]|[A-Z])[A-Za-z]{{0,30}}[a-z]
    (?:-[A-Z][a-z]{{1,20}})?(?![A-Za-z])"""
    particles = r"(?:(?:de|del|la|las|los|van|von|der|den|bin|al|ten|da|dos|di|le)\s){0,3}"
    return rf"(?:(?:[A-HJ-Z]\.?|I\.)\s){{0,2}}{particles}{cap}(?:\s{particles}{cap}){{0,2}}"


_NAME = _name(_NOBODY)
_LOOSE_NAME = rf"(?!(?:May|Will|April|June)\s\d){_name(_NOBODY - _SURNAMES)}"
# Two words are quicker to tell than one that is no name.
_FULL_NAME = (
    rf"(?<![\w'-])(?=[A-Z][\w'-]{{1,30}}\s)(?={_NAME})[A-Z][\w'-]{{1,30}}\s(?:[A-Z]\.\s)?{_NAME}"
)

_ABBREVIATED = pattern(
    rf"""\b(?:Drs?|Doctors|Dras?|Prof|Profa|Mr|Mrs|Ms|Mx|Sra?|Srta|Rev) (?:\.\s{{0,2}}|\s{{1,2}})
    (?:(?:Dr|Dra|Prof)\.?\s)? (?:{_LOOSE_NAME} | (?!(?:NHS|ICU|BMT|AND|THE)\b)[A-Z]{{3,20}}\b)""",
    case=True,
)
_ROLE = (
    r"(?:[Nn]urse\s[Pp]ractitioner|[Dd]octora?|[Mm]edic[oa]|[Ss]pecialist|[Mm]anager|[Pp]orter|"
    r"[Dd]ieti[ct]ian|[Pp]harmacist|"
    r"[Aa]ssistant|HCA|[Pp]sychologist|[Cc]ounsellor|[Rr]adiographer|[Pp]hlebotomist|[Pp]aramedic|"
    r"[Rr]eceptionist|[Cc]o-?ordinator|[Aa]naesthetist|[Cc]leaner|[Cc]lerk|[Vv]olunteer|"
    r"[Ss]ecretary|[Pp]sicolog[oa]|[Cc]elador[a]?|"
    r"[Aa]uxiliar|[Ss]upervisora?|[Ff]isio(?:terapeuta)?|[Cc]apellan|[Ff]armaceutic[oa]|"
    r"[Aa]nestesista|"
    r"[Nn]utricionista|[Tt]rabajadora?\ssocial|[Mm]atrona|[Rr]ecepcionista|[Cc]oordinadora?|"
    r"[Nn]urse|[Pp]rofesora?|[Pp]rofessor|[Cc]onsultant|[Ss]urgeon|[Mm]atron|"
    r"[Oo]ncologist|[Hh]a?ematologist|[Rr]egistrar|[Rr]adiologist|[Ee]nfermer[oa]|[Oo]ncolog[oa]|"
    r"[Hh]ematolog[oa]|[Cc]irujan[oa]|[Tt]herapist|[Pp]hysio(?:therapist)?|[Ss]ocial\sworker|"
    r"[Cc]haplain|GP|CNS|[Mm]idwife|[Ss]enorita|(?<!Nuestra\s)[Ss]enora?|[Dd]ona|don)"
)
# How a name is led in: "a nurse called Bea".
_CALLED = (
    r"(?:(?:is\s|was\s|'s\s)?(?:called|named)|(?:whose\s)?name\s(?:is|was)|llamad[oa]|"
    r"(?:que\s)?se\sllama(?:ba)?)"
)
_ADVERB = (
    r"(?:\w{2,14}ly|Again|Meanwhile|Afterwards?|However|Perhaps|Maybe|Instead|Otherwise|Later|Soon|"
    r"Sometimes|Often|Outside|Inside|Upstairs|Downstairs|Opposite|Behind|Above|Besides?|Strangely|"
    r"Across|Beyond|Nearby|Anyway|Please|Sorry|Weeks|Hours|Months|Years|Entretanto|Mientras|"
    r"Quizas?|"
    r"Ademas|Enfrente|Arriba|Abajo|Fuera|Dentro|Gracias|\w{2,14}mente)\b"
)
_TITLED = pattern(
    rf"""\b{_ROLE} (?: \s(?:{_CALLED}\s)? {_NAME} | 's\sname\s(?:is|was)\s{_NAME}
    | \s(?:is|was|es|era|fue)\s{_FULL_NAME}
    | (?:\s(?:favorit[oa]|jef[ea]|principal|de\s\w{{3,12}}))?,\s{_NAME}(?=[,.]|\Z) )""",
    case=True,
)
# "Harriet, the dietician, wept": set apart on both sides, or else "Later, the nurse came" would do.
_ROLE_AFTER = pattern(
    rf"""(?<![\w'-])(?<!\b[IiAa][nt]\s)(?<!\b[Ee]n\s)(?<!\b[Tt]o\s)(?<!\b[Dd]e\s)(?<!\b[Nn]ear\s)(?<!\b[Ff]rom\s)
    (?P<it>(?!{_ADVERB}) {_NAME}),\s (?:the|my|our|his|her|a|mi|la|el|nuestr[oa]|una?|su)\s
    (?:[a-z]{{2,14}}\s){{0,2}} (?-i:{_ROLE}) (?=[,.;:!)]|\swho\b|\sque\b|\Z)""",
    case=True,
)
_MISS = pattern(rf"(?<!\bI\s)(?<!\b[Yy]ou\s)(?<!\b[Ww]e\s)\b(?:Miss|Sister)\s{_NAME}", case=True)
_END = r"(?=\s?(?:[,.;:!?)\"-]|\n|\Z)|\s(?:and|y|e|from|here|de|desde|writing|but|pero)\b)"
_OWN = pattern(
    rf"""\b(?:(?:[Mm]y|[Tt]he|[Hh]is|[Hh]er|[Tt]heir)\s(?:(?:full|real|maiden|birth|married)\s)?name
      (?:'s|\sis|\swas)
    |[Mm]e\sllam(?:o|an)|[Mm]i\snombre(?:\scompleto|\sreal)?\ses
    |[Ii]\sgo\sby|[Ii]'m\scalled|[Mm]y\sname\?|\b(?:[Mm]e|[Yy]o)[:,]|[Kk]nown\sas|[Cc]all\sme|[Ss]igned,?|[Ff]irmado:?|[Aa]qui|[Ss]e\sllama(?:ba)?
    |[Ss]u\snombre\s(?:es|era)|[Qq]uien\s(?:os\s)?escribe\ses
    |[Ii]\swas\s(?:baptised|baptized|christened|born)|[Oo]s\s(?:escribe|saluda|habla))\s
    (?P<it>{_FULL_NAME})""",
    case=True,
)
_I_AM = pattern(
    rf"\b(?:I'm|I\sam|[Tt]his\sis|[Ii]t's|[Ss]oy)\s(?P<it>{_FULL_NAME}){_END}", case=True
)
# "Ida Lindgren here", "As Rosamund Keys I was a teacher", "I, Delphine Marsh, write this".
_HERE = (
    pattern(rf"(?P<it>{_FULL_NAME})(?=\shere\b[,.!:])", case=True),
    pattern(rf"\bAs\s(?P<it>{_FULL_NAME})(?=\sI\b)", case=True),
    pattern(rf"\bI,\s(?P<it>{_FULL_NAME})(?=,)", case=True),
)
_AGED = pattern(
    rf"(?<![Cc]alle\s)(?P<it>{_FULL_NAME})(?=,\s(?:aged\s)?\d\d(?:,|\sanos\b|\syears\b))", case=True
)
# The last line of a letter.
_SIGNED = pattern(
    rf"""(?:\b(?:[Yy]ours(?:\s\w{{4,12}})?|[Ll]ove|[Rr]egards|[Tt]hanks|[Tt]hank\syou|[Ww]ishes
    |[Aa]brazos?|[Bb]esos|[Aa]tentamente|[Ss]aludos|[Cc]arino|[Gg]racias)[,.!]{{0,2}}\s
    | \n[\s~-]{{0,3}}) (?P<it>{_FULL_NAME}) \s{{0,3}}\.?\s{{0,3}}\Z""",
    case=True,
)
# As others wrote or called it.
_WRITTEN = pattern(
    rf"""\b(?:wr[io]te|written|reads?|sa(?:y|ys|id)|call(?:s|ed)?(?:\sout)?|shout(?:s|ed)?|llam(?:o|an|aron)|
    pon(?:e|ia)|escribi(?:o|eron)|grit(?:o|aron))[,:]?\s["'](?P<it>{_FULL_NAME})["']""",
    case=True,
)
_PERSON = (
    r"(?:husband|wife|partner|son|daughter|mother|father|mum|mom|dad|brother|sister|friend|donor|"
    r"aunt|"
    r"uncle|cousin|nephew|niece|boss|neighbou?r|teacher|colleague|girlfriend|boyfriend|fiancee?|ex|"
    r"ex-(?:husband|wife)|grand(?:son|daughter|mother|father|ma|pa|child)|gran|nan|twin|"
    r"step-?(?:son|"
    r"daughter|mother|father)|baby|boy|girl|man|woman|lady|gentleman|bloke|lad|guy|kid|child|"
    r"patient|"
    r"stranger|mate|landlord|landlady|marido|esposo|esposa|mujer|pareja|novi[oa]|eldest|youngest|"
    r"oldest|hij[oa]|madre|"
    r"padre|"
    r"herman[oa]|amig[oa]|donante|ti[oa]|prim[oa]|sobrin[oa]|suegr[oa]|niet[oa]|abuel[oa]|"
    r"cunad[oa]|"
    r"vecin[oa]|maestr[oa]|companer[oa]|jef[ea]|senora?|chic[oa]|nin[oa]|hombre|paciente|exmarido|"
    r"exmujer)"
)
_RELATIVE = pattern(
    rf"""\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Mm]i|[Nn]uestr[oa]|[Ss]u)\s(?:[\w-]{{3,12}}\s){{0,2}}
    {_PERSON}s?(?:\s(?:de|del|at|from)\s\w{{2,12}})?,?(?:'s)?\s (?:{_CALLED}\s)?
    (?P<it>(?:[A-Z][a-z]{{1,20}}\s(?:and|&|y)\s)? {_FULL_NAME})""",
    case=True,
)
# "The man in the next bed, Leonard Stubbs," and "a girl at school called Nora Finch".
_SOMEBODY = rf"""\b(?:[Tt]he|[Aa]n?|[Aa]nother|[Tt]hat|[Mm]y|[Oo]ur|[Ee]l|[Ll]a|[Uu]na?|[Oo]tr[oa]
    |[Mm]i)\s (?:[\w-]{{3,12}}\s){{0,2}} {_PERSON}\b (?:\s[\w'-]{{1,12}}){{0,6}}?"""
_CALLED_SO = pattern(rf"{_SOMEBODY} \s{_CALLED}\s (?P<it>{_FULL_NAME})", case=True)
_ASIDE = pattern(rf"{_SOMEBODY} ,\s (?P<it>{_FULL_NAME}) (?=[,.;]|\s(?:and|y)\b)", case=True)

_MET = pattern(
    rf"""\b(?:sat\swith|met|knew|lost|remember|miss|married|[Cc]onoci\sa|[Pp]erdi(?:mos)?\sa|[Rr]ecuerdo\sa)\s
    (?P<it>{_FULL_NAME}) (?!\s(?:General|Hospital|Centre|Center|Park|Road|Street|Club)\b)""",
    case=True,
)
# "Stefan Albrecht, my donor".
_AFTER = pattern(
    rf"""(?P<it>{_FULL_NAME}),\s(?:my|our|his|her|mi|nuestr[oa]|su)\s(?:[\w-]{{3,12}}\s){{0,2}}{_PERSON}\b""",
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
    Rule(_ROLE_AFTER, Severity.WARN, _TITLE),
    *(
        Rule(pattern, Severity.WARN, FULL)
        for pattern in (
            _OWN,
            _I_AM,
            *_HERE,
            _AGED,
            _SIGNED,
            _WRITTEN,
            _RELATIVE,
            _CALLED_SO,
            _ASIDE,
            _AFTER,
            _MET,
        )
    ),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each titled or full name; how the contributor is named is theirs to choose."""
    return scan(draft, "names", _RULES, fields=("title", "body", "photo_alt"))
