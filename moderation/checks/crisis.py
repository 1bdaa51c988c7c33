"""Notices that someone may be in danger now, but not the dark idioms of illness.

Missing a person in danger costs more than a needless look, so words of danger are severe unless
they are plainly told as past; then they are only worth a look. A negation or an idiom is silent.
"""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Rule, after, before, phrases, scan

_SELF = r"(myself|himself|herself|themselves|themself|ourselves)"
_OWN_LIFE = r"(my|his|her|their) (own )?life"
_NOT_TAKEN = r"\b(?! (back|apart|over|seriously|for granted|as it|in (my|his|her) hands|into)\b)"
_MORE = r"any ?(more|longer)"
_STOP = r"(?= ?[.,;!?\n]| (and|but|if|without|y|pero|si)\b|\Z)"
_NOT = r"(don't|dont|do not|doesn't|does not|no longer) (really |even )?"
_DID_NOT = r"(didn't|didnt|did not) (really |even )?"
_PILLS = r"(pills|tablets|morphine|meds|medication|sleeping (pills|tablets)|painkillers)"
_BENT_ON = r"(want|wants|wanted|wanting|going|need|urge|thought|tempted|try|tried|trying) to"
_HIGH = r"(a|the) (bridge|roof|building|balcony|cliff)"
_MOVING = r"(a|the) (train|tube|bus|car|lorry|truck)"
_QUERER = (
    r"(quiero|quisiera|voy a|pens(e|o|aba|ando|ado) en|pienso en|intent(e|o|ado|ar|aba)|"
    r"ganas de|idea de|quise|queria|planeo|decidi)"
)

# Deeds without a tense of their own; the words before them tell whether it is over.
_DEED = phrases(rf"""
    kill(ing)? {_SELF}(?! (laughing|with (work|laughter)|trying|over (it|this)|to (get|make|be)))
    unalive {_SELF}
    commit(ting)? suicide
    hang(ing)? {_SELF}
    shoot(ing)? {_SELF}(?! (up|in the|full|with)\b)
    (end|ending|take|taking) {_OWN_LIFE}{_NOT_TAKEN}
    end(ing)? (it all|it tonight|everything tonight)
    throw(ing)? {_SELF} (under|in front of) {_MOVING}
    throw(ing)? {_SELF} (off {_HIGH}|out of (a|the|my) window)
    jump(ing)? (off|from) {_HIGH}
    jump(ing)? in front of {_MOVING}
    (slit|slitting|cut|cutting) (my|his|her|their) (own )?wrists?
    {_BENT_ON} (hurt|harm|cut) {_SELF}(?! (off|some|a|on|shaving|loose|free)\b)
    (thoughts|thinking|dreaming) (of|about) (hurting|harming|cutting) {_SELF}(?! off)
    (hurt|hurting|cut|cutting|burn|burning) {_SELF} on purpose
    self[ -]?harming
    (take|taking) an overdose(?! by)
    (take|taking|swallow|swallowing) all (of )?(my|the) {_PILLS} (at once|and (end|die|never|not))
    enough (of (my|the) )?{_PILLS} (here )?to (end (it|my|everything|things)|die|never wake)
    enough (of (my|the) )?{_PILLS} (here )?to (kill|finish) (it|me|{_SELF})
    be (all )?better off (dead|without me|if I (was|were) (dead|gone))
    (think|thinking|thought) (of|about) driving (it |the car )?into (a|the) (wall|tree|lorry|river)
    suicidar(me|se|nos)
    quitar(me|se) (la vida|de en medio)
    (acabar|terminar) con (mi|su) (propia )?vida
    acabar con todo(?! (el|la|lo|los|las|este|esto|esta)\b)
    {_QUERER} (matarme|hacerme dano)
    me (quiero|queria|quise|voy a) matar
    tirarme (por (la|el|una) (ventana|balcon)|al? (tren|metro|via|vias)|del? (un )?puente)
    ahorcarme
    cortarme las venas
    hacerme dano a mi mism[oa]
    autolesionarme
    tomarme todas (las|mis) pastillas(?! (de|con|a|cada|que)\b)
""")
# The wish is there now.
_NOW = phrases(rf"""
    want(s|ing)? to (die|be dead|not (be here|exist|wake up))
    ('d|would) rather (be dead|die than (live|go on|carry on))
    wish(es)? (I|he|she|they) ((was|were) (dead|never born|not alive)|had (never been born|died))
    wish(es)? (I|he|she|they) (could (just )?(die|not wake up)|would die|hadn't woken up)
    wish \w{{2,4}} (\w{{3,12}} )?had killed me
    hope I (don't|do not|never) wake up
    {_NOT}want to (live|be alive|be here|exist|wake up|go on|carry on)( {_MORE}|{_STOP})
    {_NOT}want to (go on|carry on|keep|keep on) living
    (I'm|I am|im|he's|he is|she's|she is) ((actively|very|so|really|still|often) )?suicidal
    (feel|feels|feeling|been|become|becoming) ((so|very|really|actively|still) )?suicidal
    suicidal (again|now|today|tonight)
    (have|has|having|get|constant) (\w{{1,12}} )?suicidal (thoughts|ideation)
    (have|has|having|get|constant) (\w{{1,12}} )?thoughts of suicide
    (think|thinking|dream|fantasi[sz]e|fantasi[sz]ing) (of|about) (suicide|ending things{_STOP})
    (am|i'm|im|is|are|they're) (all )?better off (dead|without me|if I (was|were) (dead|gone))
    (have|has|got|is|there's|see) (no reason|nothing) (left )?to live( for)?
    (have|has|got|is|there's|see) no point (left )?(in living|going on{_STOP})
    no will (left )?to live
    (is|isn't|is not|'s not|no longer) worth living
    (tired|done|fed up) (of|with) (living|being alive|life){_STOP}
    enough of (living|being alive){_STOP}
    (can't|cannot|cant) (go|carry) on (living|with (my )?life|{_MORE})
    (I|I've been|I'm|started|keep) self[ -]?harm(ing)?
    (I've been|started|keep) cutting myself(?! (off|on|while|when|shaving|with|a|some)\b)
    (my|a) suicide (note|plan)
    by the time you read this,? I('ll| will) be (gone|dead)
    (saving|saved|stockpil(ed|ing)|hoard(ed|ing)) up (all )?(my|enough|the) {_PILLS}
    (stockpil|hoard)(ed|ing) ((my|the) )?{_PILLS}
    (me quiero|quiero|quisiera|deseo|ganas de) (morir(me)?|estar muert[oa]|dejar de vivir)
    no (quiero|deseo) (ya )?seguir( (viviendo|viva|vivo|aqui|con mi vida)|{_STOP})
    no (quiero|deseo) (ya )?(estar aqui mas|despertar(me)?(?! al? )|vivir( mas|{_STOP}))
    ya no quiero (vivir|estar aqui|seguir aqui)
    (estarian|estaran|estaria|estara|estan) mejor sin mi
    mejor que me muriera
    (ojala|desearia) (me muriera|estuviera muert[oa]|no despertar(a)?|no haber nacido)
    no (merece|vale) la pena (vivir|seguir viviendo)
    (cansad[oa]|hart[oa]) de (vivir|la vida|estar viv[oa]){_STOP}
    no (tengo|hay|encuentro|veo) (\w{{2,9}} )?(motivos?|razones|ganas) (para|de) (seguir )?vivi\w+
    no (tengo|le veo|le encuentro) sentido a (vivir|la vida)
    (pienso|pensando|pensado) en (el )?suicidio
    wish I could (just )?(go to sleep|fall asleep) and (not|never) wake up
    me da igual (vivir o morir|vivir|morir(me)?)
    me (autolesiono|corto los brazos)
    (tengo|tiene) (ideas|pensamientos) suicidas
""")
# Told as something that was.
_THEN = phrases(rf"""
    wanted to (die|be dead|not (be here|exist|wake up))
    wished (I|he|she|they) (was dead|were dead|could die|would die|had died|had never been born)
    wished (I|he|she|they) (would not|wouldn't) wake up
    {_DID_NOT}want to (live|be here|be alive|go on|carry on|exist|wake up) {_MORE}
    {_DID_NOT}want to (be alive|exist|live){_STOP}
    {_DID_NOT}want to (go on|carry on|keep|keep on) living
    (was|were|felt|had been|became|been) ((actively|very|so|really) )?suicidal
    had (\w{{1,12}} )?(suicidal (thoughts|ideation)|thoughts of suicide)
    thought (of|about) suicide
    (attempted|committed) suicide
    suicide attempt
    died by suicide
    lost \w{{1,12}} to suicide
    (took|ended|taken) {_OWN_LIFE}{_NOT_TAKEN}
    (killed|hanged) {_SELF}(?! (laughing|with (work|laughter)|trying))
    self[ -]?harm(ed)?
    (took|taken) an overdose(?! by)
    (were|was|been) (all )?better off (dead|without me)
    had (no reason|nothing) (left )?to live( for)?
    (was|wasn't) (not )?worth living
    (me queria|queria|me quise|quise|deseaba|desee|deseado) morir(me)?
    no (queria|quise) (seguir viviendo|vivir mas|estar aqui mas|despertar(me)?(?! al? ))
    (pense|pensaba) en (el )?suicidio
    intento de suicidio
    se (suicido|quito la vida|mato(?! a\b))
    (tuve|tenia) (ideas|pensamientos) suicidas
""")
# Despair, or only a very bad week: a person has to read it.
_DESPAIR = phrases(rf"""
    (can't|cannot|cant) (do|take|bear|face) (this|it) {_MORE}
    (can't|cannot|don't|do not) see (the|any|a) point( {_MORE}| in (living|going on)|{_STOP})
    (just )?want (it|this) all to (end|stop|be over)
    just want (it|this) to (end|stop|be over){_STOP}
    (think|thinking) (of|about) ending (it|things){_STOP}
    (easier|better) (to be|if I (was|were)) (dead|gone)
    no puedo mas{_STOP}
    quiero desaparecer
    (mejor|preferiria) no (estar|existir|despertar){_STOP}
    no le (veo|encuentro) sentido
""")
_TOPIC = phrases("""
    suicide
    suicidal
    suicidio
    suicidas?
    autolesion(es|arse)?
""")

_HELPLINE = phrases(r"""
    suicid\w{1,5} (prevention|helpline|hotline|lifeline|line|awareness|gene|inhibitor)
    suicid\w{1,5} (&|and) (crisis|self)\w*
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
_MANNER = phrases(r"""
    at home
    in (my|his|her|a|their|peace|hospital|that)
    peacefully
    with (dignity|my|her|his)
    of (shame|embarrassment|laughter|laughing)
    laughing
    for (it|that|a|an)
    young
    first
    surrounded
    before \w+
    from (this|it|cancer)
    en (casa|su|mi|paz|el|un)
    con dignidad
    antes \w+
    de (risa|verguenza|ganas|amor|pena|gusto)
""")
_RECENT = phrases(r"""
    tonight
    yesterday
    lately
    recently
    these days
    right now
    last (night|week|month)
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
_PAST = phrases(r"""
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(thought|considered|felt|was|were|had)
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(tried|planned|wanted|contemplated|used to)
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(imagined|dreamed|attempted|came|nearly)
    (I|he|she|we|they|who|and|that|had) (\w{1,14} ){0,2}?(told|asked|almost)
    (pense|pensaba|intente|intento|queria|quise|planee|considere|estuve|llegue|habia)
    (dijo|decia|quiso|trato|trate)
    (years?|months?) ago
    hace \w{2,9} (anos|meses)
""")
_PRESENT = phrases(r"""
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
    if _NEVER.search(earlier) or _HELPLINE.search(earlier + match[0] + after(match, letters=20)):
        return True
    wish = re.match(r"wan|wish|me q|qui|que|des|gan|(?:\w+\s)?suicidal", match[0], re.IGNORECASE)
    if wish and _NEGATED.search(earlier):
        return True
    dying = re.search(r"(?:die|morir|morirme)$", match[0], re.IGNORECASE)
    return bool(dying and _MANNER.match(after(match, letters=25).lstrip()))


def _is_past_or_idiom(match: re.Match[str]) -> bool:
    sentence = _sentence(match)
    past = _PAST.search(sentence) and not _PRESENT.search(sentence) and not _is_recent(match)
    return bool(past or _NEGATED.search(before(match, letters=60))) or _is_idiom(match)


def _is_over_or_idiom(match: re.Match[str]) -> bool:
    return not _is_recent(match) or _is_idiom(match)


_DANGER = gettext_noop(
    "Someone may be thinking of ending their life or hurting themselves. Please read this first."
)
_WAS = gettext_noop(
    "This tells of suicide, self-harm or a wish to die. Please check how the person is now."
)

_LOST = gettext_noop("This may be despair. Please read it with the person's safety in mind.")

_RULES = [
    Rule(_NOW, Severity.SEVERE, _DANGER, unless=_is_idiom),
    Rule(_DEED, Severity.SEVERE, _DANGER, unless=_is_past_or_idiom),
    Rule(_THEN, Severity.SEVERE, _DANGER, unless=_is_over_or_idiom),
    Rule(_DEED, Severity.WARN, _WAS, unless=_is_idiom),
    Rule(_THEN, Severity.WARN, _WAS, unless=_is_idiom),
    Rule(_DESPAIR, Severity.WARN, _LOST, unless=_is_idiom),
    Rule(_TOPIC, Severity.WARN, _WAS, unless=_is_idiom),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each sign that someone is, or was, in danger from themselves."""
    return scan(draft, "crisis", _RULES)
