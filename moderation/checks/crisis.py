"""Notices that someone may be in danger now, but not the dark idioms of illness.

Missing a person in danger costs more than a needless look, so words of danger are severe unless
they are plainly told as past; then they are only worth a look. A negation or an idiom is silent.
"""

import re
from collections.abc import Iterator

from moderation.checks import (
    Draft,
    Remark,
    Severity,
    _crisis_deeds,
    _crisis_leaving,
    _crisis_means,
    _crisis_signs,
    _crisis_wishes,
    gettext_noop,
)
from moderation.checks._crisis import DEED, DESPAIR, NOW, THEN, TOPIC
from moderation.checks._text import Phrases, Rule, after, before, scan

_HELPLINE = Phrases(r"""
    suicid\w{1,5} (prevention|helpline|hotline|lifeline|line|awareness|gene|inhibitor)
    suicid\w{1,5} (&|and) (crisis|self)\w*
    (poster|leaflet|sign|training|film|book|cell|programmed|assisted)s? (\w{2,6} )?(about|on|of|\
        for)? ?suicid\w{1,4}
    cells? commit (a sort of |a kind of )?suicide
    suicide to (?!escape|end|stop|get)
    (cartel|folleto|pelicula|libro|charla)(es|s)? (sobre|de|contra) (el )?suicidio
    celulas se suicidan
    (era|es|seria|fue) un suicidio
    (prevencion del?|contra el|conducta) suicid\w{1,3}
    (if|when) you (\w{1,12} )?(feel|are|have|need)\b[^.\n]{0,30}suicid\w{1,3}
    si (tienes|piensas|sientes)\b[^.\n]{0,30}suicid\w{1,3}
""")
_NEGATED = re.compile(
    r"(?:n't|\b(?:dont|not|never|nobody|no one|who|without|no|nunca|jamas|nadie|sin|ni|quien))\s"
    r"(?:(?:really|ever|actually|yet|once|feel|me|he|habia|se)\s)?\Z",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:never|not once|nobody|nunca|jamas)\s(?:(?:really|once|even|actually|seriously|have|had|"
    r"has|felt|been|considered|would|wanted|tried|try|to|thought|of|about|me|he|se|habia|pensado|"
    r"pense|en|quise|quiso)\s){0,4}\Z",
    re.IGNORECASE,
)
# To die somewhere, some way, or for shame: a wish about how, or a figure of speech.
_MANNER = Phrases(r"""
    at home
    in (my|his|her|a|their|peace|hospital|that)
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
_TURNED = Phrases(r"""
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
    until (the )?\w{2,9} (needs|wants) doing
    before (the )?\w{2,9} (needs|want|wants|need) (doing|painting|mending|replacing)
    when the (bag|line|pump|tube|wig|drip|cannula) \w+
    (was|is) all i could think (during|at|when|in|of)
    (i said|said|he said|she said),? (in|to) (this|the) (queue|line|counter|desk|mirror|wig)
    con (el|la|un|una|las|los) (bote|caja|bolsa|tarro|helado|tarta|bandeja|resto|postre)
    with the (headphone|tv|telephone|charger)
""")
_RECENT = Phrases(r"""
    tonight
    yesterday
    lately
    recently
    these days
    right now
    last (night|week|month)
    on (mon|tues|wednes|thurs|fri|satur|sun)day
    the other (day|night)
    el (otro dia|lunes|martes|miercoles|jueves|viernes|sabado|domingo)( pasado)?
    this (morning|week|evening|month)
    still (do|am|want|feel|think|have)
    anoche
    ayer
    ultimamente
    estos dias
    ahora mismo
    esta (noche|manana|semana)
    sigo (pensando|queriendo|igual)
    todavia (lo|quiero|pienso)
""")
_PAST = Phrases(r"""
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(thought|considered|felt|was|were|had)
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(tried|planned|wanted|contemplated|used
        to)
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(imagined|dreamed|attempted|came|nearly)
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(told|asked|almost)
    (pense|pensaba|intente|intento|queria|quise|planee|considere|estuve|llegue|habia)
    (dijo|decia|quiso|trato|trate)
    (years?|months?) ago
    hace \w{2,9} (anos|meses)
""")
_PRESENT = Phrases(r"""
    I'm
    (I|he|she) (am|is)
    (I|he|she|they)('ve|'ll)
    have (\w{1,12} )?(been|thought|considered)
    keeps?
    will
    (?<!was )(?<!were )going to
    wants? to
    plan to
    thinks? (of|about)
    quiero
    voy a
    pienso
    estoy
    he pensado
""")


def _sentence(match: re.Match[str]) -> str:
    """The sentence up to the end of the match."""
    return re.split(r"[.!?\n]", before(match, letters=100))[-1] + match[0]


def _is_recent(match: re.Match[str]) -> bool:
    return bool(_RECENT.search(_sentence(match) + after(match, letters=70)))


def _is_idiom(match: re.Match[str]) -> bool:
    """A wish denied, a wish about how to die, or advice to others."""
    earlier = before(match, letters=60)
    if _TURNED.match(after(match, letters=50).lstrip(" ,:-'")):
        return True
    if _NEVER.search(earlier) or _HELPLINE.search(earlier + match[0] + after(match, letters=20)):
        return True
    wish = re.match(r"wan|wish|me q|qui|que|des|gan|(?:\w+\s)?suicidal", match[0], re.IGNORECASE)
    if wish and _NEGATED.search(earlier):
        return True
    dying = re.search(r"(?:die|morir|morirme)$", match[0], re.IGNORECASE)
    if not dying:
        return False
    where = re.search(r"\b(?:where|how|donde|como)\s(?:I\s)?\Z", earlier, re.IGNORECASE)
    return bool(where or _MANNER.match(after(match, letters=25).lstrip()))


def _is_past_or_idiom(match: re.Match[str]) -> bool:
    sentence = _sentence(match)
    past = _PAST.search(sentence) and not _PRESENT.search(sentence) and not _is_recent(match)
    return bool(past or _NEGATED.search(before(match, letters=60))) or _is_idiom(match)


def _is_over_or_idiom(match: re.Match[str]) -> bool:
    return not _is_recent(match) or _is_idiom(match)


def _is_alone(match: re.Match[str]) -> bool:
    """Nothing beside an act tells what would be done, or all of it tells of an ordinary day."""
    beside = f"{before(match, letters=110)} . {after(match, letters=110)}"
    return not _crisis_signs.BESIDE.search(beside) or bool(_crisis_signs.ORDINARY.search(beside))


_DANGER = gettext_noop(
    "Someone may be thinking of ending their life or hurting themselves. Please read this first."
)
_WAS = gettext_noop(
    "This tells of suicide, self-harm or a wish to die. Please check how the person is now."
)

_LOST = gettext_noop("This may be despair. Please read it with the person's safety in mind.")

_RULES = [
    Rule(NOW, Severity.SEVERE, _DANGER, unless=_is_idiom),
    Rule(DEED, Severity.SEVERE, _DANGER, unless=_is_past_or_idiom),
    Rule(THEN, Severity.SEVERE, _DANGER, unless=_is_over_or_idiom),
    Rule(_crisis_wishes.NOW, Severity.SEVERE, _DANGER, unless=_is_idiom),
    Rule(_crisis_deeds.NOW, Severity.SEVERE, _DANGER, unless=_is_idiom),
    Rule(_crisis_deeds.DEED, Severity.SEVERE, _DANGER, unless=_is_past_or_idiom),
    Rule(_crisis_deeds.THEN, Severity.SEVERE, _DANGER, unless=_is_over_or_idiom),
    *(
        Rule(one, Severity.SEVERE, _DANGER, unless=_is_idiom)
        for one in (_crisis_wishes.OTHERWISE, _crisis_means.NOW, _crisis_leaving.NOW)
    ),
    Rule(DEED, Severity.WARN, _WAS, unless=_is_idiom),
    Rule(THEN, Severity.WARN, _WAS, unless=_is_idiom),
    Rule(_crisis_deeds.DEED, Severity.WARN, _WAS, unless=_is_idiom),
    Rule(_crisis_deeds.THEN, Severity.WARN, _WAS, unless=_is_idiom),
    Rule(DESPAIR, Severity.WARN, _LOST, unless=_is_idiom),
    Rule(_crisis_wishes.DESPAIR, Severity.WARN, _LOST, unless=_is_idiom),
    Rule(_crisis_signs.ACT, Severity.SEVERE, _DANGER, unless=_is_alone),
    Rule(TOPIC, Severity.WARN, _WAS, unless=_is_idiom),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each sign that someone is, or was, in danger from themselves."""
    return scan(draft, "crisis", _RULES)
