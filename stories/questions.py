"""What somebody asks at night that no list of stories can answer: it is met with a kind word."""

import re

from stories.text import fold

# Of ending one's own life. It comes before everything else on the page.
DANGER = re.compile(
    r"\b(?:suicid\w*|kill(?:ing)? my ?self|end(?:ing)? (?:my (?:own )?life|it all)"
    r"|(?:want|wanted|going) to end it|(?:want(?:ed)? to|wanna) (?:die|be dead)"
    r"|(?:don['’]?t|do not) want to (?:live|be alive|be here|go on)|better off dead|self[- ]harm"
    r"|hurt(?:ing)? my ?self|no reason to live|can['’]?t go on(?: like this| any ?more|$)"
    r"|suicidarme|matarme|quitarme la vida|quiero morir(?:me)?|no quiero (?:vivir|seguir viviendo)"
    r"|acabar con (?:mi vida|todo)|hacerme dano|sin ganas de vivir|no puedo mas)\b"
)
# Of how it will go.
OUTLOOK = re.compile(
    r"\b(?:(?:will|am|are|is|going|gonna)(?: \w+){0,2} (?:die|dying)|going to (?:live|survive)"
    r"|how long(?: \w+){1,4} (?:live|left)|how long have (?:i|we) got|life expectancy"
    r"|surviv(?:al|e) (?:rates?|chances?|odds|time)|chances? of surviv\w+|prognosis|death rates?"
    r"|mortality|terminal|fatal|deadly|(?:in)?curable|cured?"
    r"|voy a morir(?:me)?|va a morir(?:se)?|vamos a morir|cuanto (?:tiempo )?(?:me|le|nos) queda"
    r"|cuanto (?:tiempo )?(?:voy|va|vamos) a vivir|esperanza de vida|supervivencia|pronostico"
    r"|mortal|mortalidad|(?:tiene|hay|se) cura|curar(?:se|me)|(?:in)?curable)\b"
)


def kind_of(words: str) -> str:
    """What these words ask about: "danger" to oneself, the "outlook", or nothing of that kind."""
    folded = fold(words)
    if DANGER.search(folded):
        return "danger"
    return "outlook" if OUTLOOK.search(folded) else ""
