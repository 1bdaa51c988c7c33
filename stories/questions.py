"""What somebody asks at night that no list of stories can answer: it is met with a kind word."""

import re
from unicodedata import normalize

from stories.ordinary import RELATIVES
from stories.search import EXCLUDED
from stories.text import fold

DANGEROUS = "danger"
# Of ending one's own life. It comes before everything else on the page, so that it must not be said
# to those who want the opposite ("I don't want to die"), nor of other things ("don't want to go on
# chemo").
NOT = r"(?<!n['’]t )(?<!\bdont )(?<!\bnot )(?<!\bnever )(?<!\bnobody )"
ELSE = r"(?! (?:at home|of|somewhere|in (?:my|his|her|our) own)\b)"  # how, and not whether
END = r"(?= any ?more\b| any longer\b| like this\b| without\b| ?[.,;:!?]|\W*$)"
DANGER = re.compile(
    r"\b(?:suicid\w*(?! gene)|(?:kill|harm|hang)(?:ing)? my ?self|self[- ]harm\w*"
    r"|(?:end(?:ing)?|take|taking) my (?:own )?life|end it all"
    rf"|{NOT}(?:want(?:ed|s)? to|wanna) (?:die{ELSE}|be dead)|wish i (?:was|were) dead"
    r"|better off (?:dead|without me)|(?:no reason to|nothing to) live(?: for)?|tired of living"
    r"|(?:don['’]?t|do not|no longer) (?:want to|wanna)"
    rf" (?:go on living|(?:live|be alive|be here|go on){END})"
    r"|(?:want to|going to|gonna|keep) hurt(?:ing)? my ?self"
    rf"|can(?:['’]?t| ?not) go on{END}"
    r"|(?:quiero|voy a|pienso|ganas de) (?:matarme|hacerme dano|suicidarme)"
    r"|me (?:quiero|voy a) matar|quitarme la vida"
    r"|(?<!\bno )(?<!\bno me )(?:quiero|queria) morir(?:me)?(?! de\b)"
    r"|no quiero (?:vivir(?! (?:con|en)\b)|seguir viviendo|seguir\W*$)"
    r"|acabar con (?:mi vida|todo(?! (?:el|la|los|las)\b))"
    r"|(?:sin ganas|no tengo ganas|cansad[oa]) de vivir"
    r"|no puedo mas(?! (?:con|que)\b))(?!\w)"
)
# Of how it will go: asked of a person, not of hair, and not told ("my mum is dying").
WHO = rf"(?:i|we|he|she|they|people|(?:my|our) {RELATIVES})"
OUTLOOK = re.compile(
    rf"\b(?:(?:will|am|are|is|can|do|does) {WHO}(?: going to| gonna)?"
    r" (?:die|dying|survive|make it|live(?= long| through|\W*$))"
    r"|i(?:['’]?m| am) going to die|can you die"
    r"|(?:will|can|does|is|could) (?:\w+ ){1,4}(?:going to )?kill (?:me|you)"
    rf"|how long (?:do|does|will|can|have|has) {WHO}(?: \w+){{0,2}} (?:live|left|got)(?! vaccin)"
    r"|life expectancy|surviv(?:al|e) (?:rates?|chances?|odds|time)|chances? of surviv\w+"
    r"|prognosis|death rates?|mortality|is (?:\w+ ){1,5}(?:terminal|fatal|deadly)|(?:in)?curable"
    r"|(?:there|a|the) cure for|there a cure|(?:be|get|ever) cured|cure rates?"
    r"|(?:voy|va|vamos) a morir(?:me|se)?|(?:me )?morire|se muere (?:uno|la gente)"
    r"|cuanto (?:tiempo )?(?:(?:me|le|nos) queda|se vive|(?:voy|va|vamos) a vivir)"
    r"|esperanza de vida|supervivencia|pronostico|es (?:\w+ ){0,4}mortal|mortalidad"
    r"|(?:tiene|hay|se) cura(?! (?:en|de)\b))(?!\w)"
)


def kind_of(words: str) -> str:
    """What these words ask about: "danger" to oneself, the "outlook", or nothing of that kind."""
    folded = EXCLUDED.sub(" ", fold(normalize("NFC", words))).strip()
    if DANGER.search(folded):
        return DANGEROUS
    return "outlook" if OUTLOOK.search(folded) else ""
