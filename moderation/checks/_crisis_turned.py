"""What turns words of danger into something else: a figure of speech, a ward, an ordinary day."""

import re

from moderation.checks._text import Phrases, after, before

HELPLINE = Phrases(r"""
    suicid\w{1,5} (prevention|helpline|hotline|lifeline|line|awareness|gene|inhibitor)
    suicid\w{1,5} (&|and) (crisis|self)\w*
    (poster|leaflet|sign|training|film|book|cell|programmed|assisted)s? (\w{2,6} )?(about|on|of|\
        for)? ?suicid\w{1,4}
    cells? commit (a sort of |a kind of )?suicide
    suicide to (?!(escape|end|stop|get)\b)\w+
    (cartel|folleto|pelicula|libro|charla)(es|s)? (sobre|de|contra) (el )?suicidio
    celulas se suicidan
    (era|es|seria|fue) un suicidio
    (prevencion del?|contra el|conducta) suicid\w{1,3}
    (if|when) you (\w{1,12} )?(feel|are|have|need)\b[^.\n]{0,30}suicid\w{1,3}
    si (tienes|piensas|sientes)\b[^.\n]{0,30}suicid\w{1,3}
""")

# To die somewhere, some way, or for shame: a wish about how, or a figure of speech.
MANNER = Phrases(r"""
    at home
    in (my|his|her|a|their|peace|hospital|that|this (room|bed|ward|chair|house))
    (somewhere|outdoors|outside|asleep|beside|next to|among|by the (sea|window|fire))
    and then (about|where|who|how)
    peacefully
    with (dignity|my|her|his)
    of (shame|embarrassment|laughter|laughing)
    laughing
    for (it|that|a|an)
    young
    old
    long before
    one day
    quietly
    like (him|her|my)
    when (it|my time)
    first
    surrounded
    before \w+
    from (this|it|cancer)
    en (casa|su|mi|paz|el|un)
    con dignidad
    antes \w+
    viej[oa]
    mucho antes
    tranquil[oa]
    (un|algun) dia
    de (la |pura |puro )?(viej[oa]|pie|risa|verguenza|ganas|amor|pena|gusto)
""")

# What turns it into something else: dead centre, to die rich, "end it, this contract", on Mondays.
TURNED = Phrases(r"""
    (centre|center|to the world|pleased|level|rich|green|blonde|than seen|seen in|happy)
    (so|too) (well|long|near|far|close|fast|cheaply)
    (but |on |but on )?(on )?(toast|bread|rice|benefits|soup|air|coffee|an allowance|a pension|(my
        |his )?(sister|brother|mother|telly|sugar|advice|chocolate)'?s?|my own (money|pension))
    to (talk|write|speak|read|explain|say|describe|live on)
    built\b
    (little|small|own|empty|old) (\w{3,12} )?(bags|boxes|bottles|packets|labels|caps|lids)
    (on|by) (mon|tues|wednes|thurs|fri|satur|sun)days
    (at|in|during|around|by|somewhere around|somewhere between|halfway (down|through)|on|over)
        ((the|page|form|question|number|this|his|her|their) ){1,3}(\w{3,9} )?(machine|queue|form|\
        nine|ten|hold|speech|speeches|quiz|play|film|meeting|counter|desk|two|three|four|five|six|\
        seven|eight|committee|helpdesk|music|traffic)
    to (my|the|his|her) (hair|wig|beard|nurses|ward|line|port|drip|bed|car|job|garden|spleen|\
        neighbours|colleagues|office|eyebrows|team)
    a (mi|las|los|la|el) (pelo|peluca|barba|enfermeras|planta|via|coche|trabajo|bazo|cejas)
    (says|said|said to|i told|told) (the|my) (bank|fern|plant|cat|dog|car|machine|kettle|toaster|\
        wig|tomatoes|phone|computer|fridge)
    (the|this|that|my) ((\w|-){2,14} ){1,4}i mean
    (this|that|the|my) (?!(pain|life|way|thing|time|whole))(\w{3,14} )?(friendship|contract|\
        subscription|diet|argument|game|membership|lease|course|relationship|correspondence|feud)
    (my|her|his|mis|sus|las) (hair|eyebrows|eyelashes|beard|cejas|pelo)
    (dijo|dije|pense|decia),? ((mi|la|el|durante|en) (\w{3,9})) ?,? ?(y (desaparecio|se fue)|en
        esta cola|vals|a la peluca)
    (and|y) (did|desaparecio)\b,? ?:? ?(to|quince|in|a)
    with clean \w+
    (is|are|was) ((very|quite|so|really) )?(common|normal|a symptom|a side effect|more common)
    until (the )?\w{2,9} (needs|wants) doing
    before (the )?\w{2,9} (needs|want|wants|need) (doing|painting|mending|replacing)
    when the (bag|line|pump|tube|wig|drip|cannula) \w+
    (was|is) all i could think (during|at|when|in|of)
    (i said|said|he said|she said),? (in|to) (this|the) (queue|line|counter|desk|mirror|wig)
    con (el|la|un|una|las|los) (bote|caja|bolsa|tarro|helado|tarta|bandeja|resto|postre)
    with the (headphone|tv|telephone|charger)
""")

# What turns only some words: how these end, and what follows then.
_TURNED_AFTER = (
    (
        re.compile(r"(?:here|aqui)\Z"),
        Phrases(r"""
            (when|while|until) (they|he|she|it|the|you|my|\w+s) \w+
            (i|he|she) (said|told) [^.!?\n]{0,24}(ward|nurse|sister|first|doctor|day|admission)
            (le|les) (dije|digo) (a|al)
        """),
    ),
    (
        re.compile(r"(?:him|her|them|(?:con|a) (?:el|ella|ellos))\Z"),
        Phrases(r"""
            (said|says|dijo|dice) (my|our|the|mi|la|el) (\w{3,12} ){0,2}?(son|daughter|boy|girl|\
                child|grand\w+|little \w+|hij[oa]|niet[oa]|nin[oa]|peque\w+)
            (i|he|she) (said|told|asked) [^.!?\n]{0,24}(ward|nurse|sister|porter|glass|ambulance)
            (in|to) (the|an) (ambulance|theatre|lift|scan)
            (en|a) (la|el) (ambulancia|quirofano|ascensor)
        """),
    ),
    (
        re.compile(r"(?:last|last (?:night|day)|ultim[oa]|(?:night|day))\Z"),
        Phrases(r"""
            (for|in) (a (long )?(while|time)|months|years)
            (on|in) (the|this|that|my) (ward|unit|hospital|room|isolation|trial|flat|job)
            of (chemo|chemotherapy|treatment|isolation|radiotherapy|work|the (cycle|trial))
            (tomorrow|my (team|doctor|consultant)) [^.!?\n]{0,30}(line|home|agree|car|taxi|\
                discharge|ward|pick|let)\w*
            (de|en) (la|el|esta|este) (planta|hospital|habitacion|tratamiento|quimio|ciclo)
        """),
    ),
    (
        re.compile(r"myself (?:down|to sleep)\Z"),
        Phrases(r"""
            (for|as|on) (a|an|the|that|this|my|some|it|next|every)
            (by|with|counting|listening|reading|naming|every|each|again)
        """),
    ),
    (
        re.compile(r"\b(?:do it|doing it|finish it|hacer(?:lo)?|acabar?)\Z"),
        Phrases(r"""
            ((without|with) (a|the|any) (nurse|help|district nurse|mirror)|now|myself now)
            all,? [^.!?\n]{0,16}(pages|chapters|pieces|rows)
            (the|this) (book|scarf|jigsaw|blanket|jumper|quilt|soup|crossword)
            (me )?(pincho|inyecto|pongo) [^.!?\n]{0,24}(barriga|muslo|brazo|heparina|insulina)
            (clamp|flush|inject|wash|twist|screw)
        """),
    ),
    (
        re.compile(r"(?:everybody|everyone|them all)\Z"),
        Phrases(r"""
            (their|a) (\w{3,9} )?(summer|holiday|sleep|weekend|fortune|christmas|day off|easter)s?
        """),
    ),
    (
        re.compile(r"\bdeath\Z"),
        Phrases(r"""
            (like|with|over|down to|the way|as) (a|an|the|his|her|their|my|other|some|we|us|he|she)
        """),
    ),
    (
        re.compile(r"(?:follow|looking|search|find|for)\Z"),
        Phrases(r"""
            (i'll )?follow,? but not
            but not (yet|before|until|till|for)
            (in|when) (my|god's|good|due) (own )?(good )?time
            ((for )?me )?(before|until|till|unless) (noon|ten|nine|lunch|breakfast|tea|i|it|you|the)
        """),
    ),
    (
        re.compile(r"\b(?:need|needs|after|christmas|navidad|tomorrow|easter)\b[^.]*\Z"),
        Phrases(r"""
            my (sick note|contract|job|shift|holiday|leave) \w+
        """),
    ),
    (
        re.compile(r"not to (?:look|follow)\Z"),
        Phrases(r"(in|at|under|inside|behind|on) (the|her|his|my|it)"),
    ),
    (
        re.compile(r"\b(?:mano|delante|hand|lap|me|him|her)\Z"),
        Phrases(r"""
            [^.!?\n]{0,50}(tragar|la rosa|las? blancas?|desayuno|enfermera)
            [^.!?\n]{0,30}(paper cup|glass of (squash|juice|milk|water)|pink|breakfast|with lunch)
        """),
    ),
    (
        re.compile(r"\b(?:pastillas|tablets|pills|meds|at once|de golpe)\Z"),
        Phrases(r"""
            (the way|as|like|just as) (they|the \w+|i was|i'd been|he|she) (told|said|showed|taught)
            (como|tal como) me (dijeron|dijo|ensenaron|mandaron)
            with (a|my|some) (banana|yoghurt|yogurt|porridge|toast|squash|tea|jam)
        """),
    ),
    (
        re.compile(r"que me lleve\Z"),
        Phrases(r"(por|a|al|de|en) (\w{2,9})"),
    ),
    (
        re.compile(r"tired of waiting\Z"),
        Phrases(r"(for|on) (the|my|a|an|our|transport|pharmacy)"),
    ),
    (
        re.compile(r"\b(?:alive|living|breathing)\Z"),
        Phrases(
            r"and (not )?(the|my|he|she|they|so|others?) [^.?!\n]{0,40}(not|isn't|gone|died|dead)"
        ),
    ),
    (
        re.compile(r"(?:kill|hang|shoot) (?:myself|himself|herself|themselves)\Z"),
        Phrases(r"""
            if (i|we|you|mum|dad|mam) (ever )?(sang|sing|danced|dance|wore|wear|hummed|joked|\
                kissed (her|him))
        """),
    ),
    (
        re.compile(r"\b(?:stockpil|hoard)\w+ \w+\Z"),
        Phrases(r"""
            (and )?(tinned|toilet|soup|masks|gloves|pasta|rice|tissues|gel|biscuits|tea) ?\w*
        """),
    ),
    (
        re.compile(r"sentido\Z"),
        Phrases(
            r"(a|en|de) (seguir |continuar )?(con )?(la|el|otr[oa]|mas|tant[oa]|hacer|repetir)"
        ),
    ),
)
# The same for what comes before, in the sentence.
_TURNED_BEFORE = (
    (
        re.compile(r"\A"),
        re.compile(
            r"\b(?:ask\w*|preguntar|preguntan|preguntamos|preguntaba|screen\w*)\b[^.!?\n]{0,40}"
            r"\b(?:any(?:one|body)|someone|somebody|every(?:one|body)|patients|people|alguien|"
            r"tod[oa]s|pacientes)\b[^.!?\n]{0,30}\Z"
        ),
    ),
    (
        re.compile(r"\A"),
        re.compile(
            r"\b(?:sin|crime|shame|weakness|pecado|delito)\s(?:to\s(?:be|feel)|estar|ser)\s\Z"
        ),
    ),
    (
        re.compile(r"\A(?:me\s(?:tiro|mato|corto)|jump|throw|kill|shoot|hang)"),
        re.compile(
            r"\bcomo\s(?:me\s|nos\s)?(?:vuelvan|pongan|den|digan|pinchen|toquen|cuenten|manden)\b"
            r"[^.!?\n]{1,60}\Z"
        ),
    ),
    (
        re.compile(r"\b(?:finish|kill)\sme\Z"),
        re.compile(
            r"\b(?:form|bill|stairs|smell|queue|noise|letter|call|hill|menu|porridge)s?\s"
            r"(?:[a-z]{1,9}\s){0,5}\Z"
        ),
    ),
)
# An object, a treatment or a head of hair inside the words that sound like leave-taking.
_INSIDE = re.compile(
    r"(?:hope|pray\w*|prayed|wish)\b[^.]*\b(?:scan|round|cycle|op|operation)\b[^.]*\bthe last\Z|"
    r"\bthis\s(?:cycle|round|chemo|op|scan|treatment|line|transplant|trial)\b[^.]*\bmy last\Z|"
    r"\bneed\s(?:the|my|a|this)\s(?:wig|line|drip|stick|chair|wheelchair|hat|pump|masks?|crutches|"
    r"frame|oxygen|tube|cream|catheter|port)\b|"
    r"\bto\smy\s(?:hair|eyebrows|eyelashes|wig|beard|spleen)\b"
)


def is_turned(match: re.Match[str]) -> bool:
    """What stands around the words makes them something else."""
    later = after(match, letters=90)
    if TURNED.match(later[:50].lstrip(" ,:-'")) or _INSIDE.search(match[0]):
        return True
    later = later.lstrip(" .,:;-'")
    if any(end.search(match[0]) and words.match(later) for end, words in _TURNED_AFTER):
        return True
    earlier = before(match, letters=110)
    return any(end.search(match[0]) and words.search(earlier) for end, words in _TURNED_BEFORE)
