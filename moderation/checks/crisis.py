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
from moderation.checks._crisis_turned import HELPLINE, MANNER, is_turned
from moderation.checks._text import Phrases, Rule, after, before, scan

_NEGATED = re.compile(
    r"(?:n't|\b(?:dont|not|never|nobody|no one|who|without|no|nunca|jamas|nadie|sin|ni|quien))\s"
    r"(?:(?:really|ever|actually|yet|once|feel|me|he|habia|se)\s)?\Z",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:never|not once|nobody|nunca|jamas|"
    r"(?:nobody|no one|nadie)\s(?:in|of|on|de|en)\s\w+\s\w+)\s(?:(?:really|once|even|actually|"
    r"seriously|have|had|has|felt|been|considered|would|wanted|tried|try|to|thought|of|about|me|he|"
    r"se|habia|pensado|pense|en|quise|quiso)\s){0,4}\Z",
    re.IGNORECASE,
)
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
    if is_turned(match):
        return True
    if _NEVER.search(earlier) or HELPLINE.search(earlier + match[0] + after(match, letters=20)):
        return True
    wish = re.match(r"wan|wish|me q|qui|que|des|gan|(?:\w+\s)?suicidal", match[0], re.IGNORECASE)
    if wish and _NEGATED.search(earlier):
        return True
    dying = re.search(r"(?:die|morir|morirme)$", match[0], re.IGNORECASE)
    if not dying:
        return False
    where = re.search(r"\b(?:where|how|donde|como)\s(?:\w{1,9}\s){0,2}\Z", earlier, re.IGNORECASE)
    return bool(where or MANNER.match(after(match, letters=25).lstrip()))


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
