"""Notices what only few people can say of themselves, by which somebody is known without a name.

"The only vet in the village" is a name to everybody who lives there. What stands beside the name of
a story, illness, age and place, is counted where the stories are: see `moderation.screening`.
"""

from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Phrases, Rule, scan

_PLACE = (
    r"(village|lifeboat|crew|fleet|town|hamlet|parish|county|island|isle|"
    r"valley|district|region|school|company|firm|"
    r"country|province|state|city|world|borough|squadron|regiment|orchestra|church|congregation|"
    r"faculty|university|council|parliament|fire brigade|port|archipelago)"
)
_LUGAR = (
    r"(pueblo|aldea|villa|isla|valle|comarca|provincia|region|pais|ciudad|mundo|colegio|instituto|"
    r"empresa|parroquia|barrio|universidad|ayuntamiento|orquesta|puerto|"
    r"municipio|concejo|comunidad)"
)
# What may be the only one of its kind without being a person.
_NO_PERSON = (
    r"(?!(thing|way|place|reason|time|shop|hospital|bus|pub|road|light|clinic|one|word|car|tree|"
    r"question|food|room|window|seat|warm|sound|hope|cafe|house|quiet|school|bank|chemist|drug|"
    r"treatment|machine|scanner|ward|good|cash|bench|people|cosa|forma|manera|sitio|razon|bar|"
    r"tienda|hospital|autobus|palabra|pregunta|medicina|maquina|arbol|farmacia|coche|vez|luz|"
    r"panaderia|libreria|biblioteca|bakery|library|ambulatorio|tratamiento|"
    r"banco|casa|esperanza)s?\b)"
)
_FEW = r"(two|three|four|five|six|seven|eight|nine|ten|a handful of|\d\d?)"
_POCOS = r"(dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|los pocos|\d\d?)"
_OFFICE = (
    r"(mayor(ess)?|head ?(teacher|master|mistress)|vicar|parish priest|rector|postmistress|"
    r"postmaster|lighthouse keeper|ferryman|bishop|rabbi|imam|police chief|fire chief|"
    r"town clerk|harbourmaster|choirmaster)"
)
_CARGO = (
    r"(alcalde(sa)?|parroco|cura|farmaceutic[oa]|director(a)? del (colegio|instituto)|cartero|"
    r"cartera|medico|medica|maestr[oa]|obispo|concejal(a)?|farero|veterinari[oa])"
)

_COUNTRY = (
    r"(spain|mexico|ireland|wales|scotland|england|britain|europe|argentina|"
    r"chile|peru|colombia|portugal|"
    r"canada|australia|espana|my country|mi pais)"
)
_SIZE = (
    r"(\d{2,3}|[1-4],?\d\d\d|(one|two|three|four|five|six|seven|eight|"
    r"nine) hundred|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|cien|(dos|tres|cuatro)cient[oa]s|veinte|treinta|cuarenta|"
    r"cincuenta|sesenta|setenta|ochenta|noventa)"
)
_SOME = (
    r"(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty|dos|tres|cuatro|cinco|"
    r"seis|siete|ocho|nueve|diez|once|doce|quince|veinte|\d\d?)"
)

_ONLY = Phrases(rf"""
    (the )?{_PLACE}'s (only|first|last|youngest|oldest) {_NO_PERSON}[a-z-]{{3,16}}
    the only {_NO_PERSON}([a-z-]{{2,16}} ){{1,3}}?(on|in|of) the (\w{{3,12}} )?(crew|team|fleet|\
        squad)
    (nobody|no one) else (in|on) (our|my|this|the whole|the) ([a-z]{{3,12}} )?{_PLACE} (has|had|\
        have) (ever )?(had|got|heard of|been)
    (in|on) the (papers?|newspapers?|news|telly|television) as the
    {_SOME} of us (with|who have) [^.!?\n]{{0,30}}(in|on) (the|this|our) (country|world|island|\
        county|region)
    (I'm|I am|I was|he was|she was|he is|she is) the (organist|verger|sexton|coroner|coxswain|\
        harbour pilot|bell-?ringer|station ?master|conductor|town crier) (at|of|in|for) (the|our)
    (captained|represented|played for|rowed for|swam for|ran for|boxed for|fenced for|sailed for)
        (the national|{_COUNTRY}|the country)
    (was|is|am|I'm|were) the last {_NO_PERSON}([a-z-]{{3,12}} ){{1,3}}?(in|of|on) (the|our|my|this)
        {_PLACE}
    (island|village|hamlet|town|parish|settlement) (with|where) {_SIZE} (people|souls|inhabitants|\
        houses|families|others)
    (I'm|I am|I was|he was|she was|he is|she is) the first ((person|one|case|patient|woman|man|\
        child) )?((here|there) )(to have|to get|ever|who)
    nadie mas en (nuestr[oa]|mi|este|esta|todo el|toda la) {_LUGAR} (ha|habia|tiene|tuvo)
    (somos|hay) (solo )?{_SOME} ([a-z]{{3,12}} )?en (tod[oa] )?(el|la) (pais|mundo|isla|provincia|\
        comarca|region) con
    (isla|pueblo|aldea|pedania) (con|de|donde) (solo )?{_SIZE} (vecinos|habitantes|almas|personas|\
        casas)
    (fui|era|soy|fue) (capitan|capitana|portero|portera) de (la )?(seleccion|equipo) nacional
    (fue|era|soy|es|fui) (el|la) ultim[oa] {_NO_PERSON}([a-z]{{3,12}} ){{1,3}}?(de|del|en) (la|el|\
        mi|nuestr[oa]|este)? ?{_LUGAR}
    (sali|salio) en los (periodicos|papeles|diarios) como
    (the|their|its) only {_NO_PERSON}([a-z-]{{2,16}} ){{1,4}}?(in|of|on|at|for) (the|our|my|this|\
        that|a) (whole |entire |little |small |tiny |old )?(\w{{2,12}} )?{_PLACE}(?! (who|that)
        makes)
    (the )?first {_NO_PERSON}(person|woman|man|girl|boy|patient|child|adult|human|case|mother|\
        teacher|nurse)( ([a-z]{{2,12}} )?(in|of|on) (the|our|my|this) (\w{{2,12}} )?{_PLACE}| in
        (spain|mexico|ireland|wales|scotland|england|britain|europe|argentina|chile|peru|colombia|\
        portugal|canada|australia)) (to|who|with|ever|that)
    one of (only |just )?{_FEW} ((known|living|such|people|patients|cases|women|men|children|\
        families) ){{1,3}}(in|of|on|worldwide|known)
    (only|just|fewer than|less than) {_FEW} (known |living )?(people|patients|cases|of us) (in|on|\
        worldwide|alive) ?((the|our|my|this|whole) ){{0,2}}(world|country|county|{_PLACE})?
    (village|hamlet|island|town|parish|settlement) of (just |only |about |some |around |barely
        )?(\d{{2,3}}|[1-4],?\d\d\d|(one|two|three|four|five|six|seven|eight|nine) (hundred|\
        thousand)|a (hundred|thousand)|twenty|thirty|forty|fifty|sixty|eighty)( ([a-z]{{3,11}}|and
        \w{{3,8}}))?
    (I'm|I am|I was|he was|she was|he is|she is|my (wife|husband|mother|father|mum|dad) (is|was)|\
        being|as) (the )?{_OFFICE} (of|in|on|at)( (the|our|a|this))? \w+
    (I|we|he|she|I've|we've|have|had|has) (was|were|been|am) (on|in) (the )?(local |national |\
        regional |evening )?(telly|tv|television|news|newspapers?|papers?|radio) (because|for|\
        when|that|about|after|with my)
    (won|win) (the|a|an) (olympic|paralympic|world|national|nobel|european) (medal|gold|silver|\
        bronze|title|championship|prize|record)
    (el|la) (unic[oa]) {_NO_PERSON}([a-z]{{2,16}} ){{1,4}}?(de|del|en|que hay en|con)( (el|la|mi|\
        este|esta|todo el|toda la|nuestro|nuestra|un|una))? (pequen[oa] )?{_LUGAR}
    (el|la) primer[oa]? (persona|mujer|hombre|paciente|nin[oa]|caso|madre|maestr[oa]) (de|en|del)
        ((el|la|mi|este|todo|toda) ){{0,2}}({_LUGAR}|espana|mexico|argentina|chile|peru|colombia|\
        portugal|europa|andalucia|galicia)
    (soy|somos|era|eramos) un[oa] de (los|las|l[oa]s unic[oa]s)? ?{_POCOS} ([a-z]{{3,12}} ){{1,3}}
        (en|de|del)
    (solo|solamente|unicamente) (hay|somos|existen) {_POCOS} ([a-z]{{3,12}} ){{0,2}}(en|de|con)
    (pueblo|aldea|isla|pedania) (de|con) (solo |unos |apenas |menos de )?(\d{{2,3}}|\
        [1-4]\.?\d\d\d|(dos|tres|cuatro|cinco|seis|ocho)cient[oa]s|cien|mil|veinte|treinta|\
        cuarenta|cincuenta|sesenta|ochenta) ?(habitantes|vecinos|almas|personas|casas)?
    (soy|era|fui|mi (madre|padre|mujer|marido) (es|era|fue)) (el |la )?{_CARGO} (de|del|en) ((mi|\
        el|la|un|una) )?\w+
    (sali|salimos|salio|aparecimos|apareci) en (la|el|los|las) (tele(vision)?|periodico|noticias|\
        prensa|radio|diario|telediario|noticiero)
    (gane|gano|ganamos) (el|la|una|un) (medalla|titulo|campeonato|premio nobel|oro|plata)
""")

FEW = gettext_noop("Only few people can say this of themselves, so it may tell who they are.")

_RULES = [Rule(_ONLY, Severity.NOTE, FEW)]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each role, place or feat that few people share."""
    return scan(draft, "rare", _RULES, fields=("title", "body"))
