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
    particles = (
        r"(?:(?:de|del|la|las|los|van|von|der|den|bin|bint|ibn|al|el|ten|da|dos|di|le)\s){0,3}"
        r"(?:(?:al|el|bin)-)?"
    )
    return rf"(?:(?:[A-HJ-Z]\.?|I\.)\s){{0,2}}{particles}{cap}(?:\s{particles}{cap}){{0,2}}"


_NAME = _name(_NOBODY)
_LOOSE_NAME = rf"(?!(?:May|Will|April|June)\s\d){_name(_NOBODY - _SURNAMES)}"
# Two words with capitals are quicker to tell than one that is no name.
_TWO = (
    r"(?=[A-Z][\w'-]{1,30}\s(?:(?:[A-Z]\.?|de|del|la|las|los|van|von|der|den|bin|bint|ibn|al|el|ten|"
    r"da|dos|di|le)\s){0,9}(?:(?:al|el|bin)-)?[A-Z])"
)
_FULL_NAME = rf"{_TWO}(?<![\w'-])(?={_NAME})[A-Z][\w'-]{{1,30}}\s(?:[A-Z]\.\s)?{_NAME}"

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
    | \n[\s~-]{{0,3}}(?=[^.]{{0,60}}\Z)) (?P<it>{_FULL_NAME}) \s{{0,3}}\.?\s{{0,3}}\Z""",
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

# What has two capitals and is no neighbour: books, films, clubs, saints, charities, feasts.
_WORLD = words(
    "airways alps anthony austen beach bible books bowie capsules castle cathedral charles charity "
    "choir christie chronicles church claus club coast college council creek cross curie darcy "
    "dick dickens don elvis facebook festival football forest foundation fund gandhi gatsby google "
    "green group guardian helpline hill house island jesus jones juego king lake lancet leukaemia "
    "lunch macmillan madrid maggie's marathon marie mary mercury moby mount mountain news nolan "
    "olympic palace park place pleasant poppins pope potter presley prince princess radio railway "
    "real red register ribbon rings river road rovers sagrada saint samaritans san santa semana "
    "services shakespeare society spider star street sunday support tablets teresa theatre times "
    "trek trial trust twitter united university valley village virgen wars wood zoo cruz caritas "
    "quijote tronos familia follicular folicular mantle diffuse large grade"
)
_STRANGER = (
    rf"{_TWO}(?<![\w'-])(?!(?:\w+\s){{0,3}}(?:{any_of(_WORLD)})\b)"
    rf"(?={_NAME})[A-Z][\w'-]{{1,30}}\s(?:[A-Z]\.\s)?{_NAME}"
)
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)"
    r"(?:-\w{3,5})?)"
)
_KIN = (
    r"(?:mum|mom|mother|father|dad|wife|husband|partner|daughter|son|family|parents|sister|brother|"
    r"gran|boy|girl|kids|children|funeral|bed|hand|hair|voice|marrow|cells|smile|laugh)"
)
# What only people do or are, said right after a name, or before it.
_SHOWN = (
    pattern(
        rf"""(?P<it>{_STRANGER})(?=
      ,\s(?:who|whose|que|quien|cuy[oa])\s
    | ,\s(?:aged\s|just\s)?{_NUMBER}(?:\syears|,|\sand\s)
    | ,?\s(?:from|in|of)\s(?:the|my|our)\s(?:\w{{2,10}}\s)?(?:bed|bay|class|street|choir|office|
      chair|corner|ward|room|shop|course|support\sgroup)\b
    | ,\s(?:el|la)\sde\s(?:la|mi|el)\s(?:cama|sala|clase|calle|habitacion|planta|coro|tienda)\b
    | \s(?:told|asked|hugged|rang|phoned|drove|visited|held|helped|taught|lent|gave|brought|showed|
      wrote|promised|warned|kissed|married|carried|texted|fed|washed|saved)\s(?:me|us|my|him|her)\b
    | \s(?:laughed|smiled|cried|wept|nodded|shrugged|whispered|snored|sighed|winked|waved|grinned|
      giggled|blushed|coughed|knitted)\b
    | \s(?:sat|stood|lay|knelt|slept)\s(?:down|with|beside|next|by|across)\b
    | \s(?:died|passed\saway|murio|fallecio)\b
    | \s(?:and\sI|y\syo)\b
    | 's\s{_KIN}\b
    | \s(?:is|was|es|era|fue)\s(?:my|our|mi|nuestr[oa])\s
    | \s(?:me|nos)\s(?:dijo|conto|pregunto|llevo|enseno|trajo|dio|presto|escribio|llamo|abrazo|
      regalo|acompano|cogio|dejo|ayudo|cuido)\b
    )""",
        case=True,
    ),
    pattern(
        rf"""\b(?:I\s(?:still\s|often\s|never\s)?(?:write|wrote|spoke|speak|talk|talked|sing|sang)\s
      (?:to|with)|(?:shared?|sharing)\s(?:\w{{1,8}}\s){{1,3}}with|(?:marrow|cells|donation|platelets|
      letter|card)\s(?:(?:came|is|was)\s)?from|[Mm]urio|[Ff]allecio|[Ee]nterramos\sa|
      (?:madre|padre|hij[oa]|mujer|marido|herman[oa]|viud[oa]|familia|cama)\sde|
      (?:mother|father|parents|widow|widower|funeral|bed)\sof)\s(?P<it>{_STRANGER})""",
        case=True,
    ),
)

# Beside a story stands what its person chose: "Old Walter", "Tired Teacher" name nobody.
_CHOSEN = words(
    "abuela abuelo angry aunt auntie best big brave captain chica chico dad daddy deals don dona "
    "donor fighter friend girl gran grandad grandma grandpa granny grateful happy hermana hermano "
    "hope "
    "hopeful husband lady little lucky mad mam mama mother mum mummy nan nana natural old papa "
    "patient proud quiet sad senora seeker shop silent sister brother small strong success "
    "survivor team teacher tia tio tired truth uncle volunteer ward warrior wife young health "
    "caregiver carer madre padre hija hijo seven six one two three"
)
_BESIDE = pattern(
    rf"\A\s?(?P<it>(?!(?:\w+\s){{0,4}}(?:{any_of(_CHOSEN)})\b){_FULL_NAME})\s?\Z", case=True
)

_TITLE = gettext_noop(
    "This looks like a person named with a title. “My doctor” or “a nurse” is enough."
)
FULL = gettext_noop("This looks like somebody's full name. A first name or another name is enough.")
WHOLE = gettext_noop("Readers see this whole name. A first name is enough.")

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


_IN_SENTENCES = [Rule(pattern, Severity.WARN, FULL) for pattern in _SHOWN]
# How the contributor is named is theirs to choose; a whole name may not be what they meant.
_SHOWN_AS = [Rule(_BESIDE, Severity.NOTE, WHOLE)]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each titled or full name, also where it is to stand beside the story."""
    yield from scan(draft, "names", _RULES, fields=("title", "photo_alt"))
    yield from scan(draft, "names", [*_RULES, *_IN_SENTENCES], fields=("body",))
    yield from scan(draft, "names", _SHOWN_AS, fields=("display_name",))
