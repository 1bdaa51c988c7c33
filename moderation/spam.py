"""What is plainly an advertisement: so plainly that several may be declined in one go.

It errs on one side: somebody who is ill and also asks for money is no spam, whatever they link to,
and is read like everybody else. So any word of illness, care or grief speaks against it.
"""

import re
from collections.abc import Iterable

from moderation.checks import Draft, Remark, Severity, gettext_noop, links
from moderation.checks._text import Phrases, folded

SPAM = gettext_noop("This looks like an advertisement, and not like somebody's story.")

# One of these, and it is somebody's story, or may be.
_ILLNESS = Phrases(r"""
    (cancer|leuk(a)?emias?|lymphomas?|myelomas?|tumou?rs?|blood|marrow|chemo\w*|transplant\w*|\
        transfusion\w*|remission|relaps\w*|diagnos\w+|biopsy|scan|scans|platelets|hospital|\
        hospice|ward|oncolog\w+|ha?ematolog\w+|nurses?|consultant|patients?|symptoms?|illness|ill|\
        disease|aml|cml|cll|mds|mcl|dlbcl|hodgkin\w*|steroids?|radiotherapy|immunotherapy|died|\
        funeral|grief|caregiver|carer)
    my (mum|mom|mother|dad|father|wife|husband|son|daughter|brother|sister|partner|friend|doctor)
    (cancer|leucemia|linfoma|mieloma|tumor|sangre|medula|quimio\w*|trasplante|transfusion\w*|\
        remision|recaida|diagnostic\w+|biopsia|plaquetas|hospital|planta|oncolog\w+|hematolog\w+|\
        enfermer[oa]s?|pacientes?|sintomas?|enfermedad|enferm[oa]|radioterapia|murio|duelo|\
        cuidador[oa]?)
    mi (madre|padre|mama|papa|mujer|marido|hij[oa]|herman[oa]|pareja|amig[oa]|medic[oa])
""")
# What sellers say: do it now; it is cheap; and what people with a story seldom trade in.
_CALLS = Phrases(r"""
    (contact us|get in touch with us|write to us) (at|on|via|for|today|now|by)
    (buy|order|shop|purchase|get yours|subscribe|sign up|click|call|whatsapp|contact us|visit)
        ((it|now|today|here|our|us|the|online|this|below|link|on|at|via|for|more|my) ){0,3}(now|\
        today|here|online|website|site|shop|store|link|below|prices?|details|offers?)
    (compra|pide|consigue|haz clic|visita|contacta|escribenos|llama) ((ya|hoy|ahora|aqui|el|la|\
        nuestra|tu|en|nos|con) ){0,3}(ya|hoy|ahora|aqui|web|tienda|enlace|mismo|whatsapp)
""")
_LURES = Phrases(r"""
    \d{1,2} ?% (off|discount|de descuento|bonus|return\w*|rabatt)
    (free|fast|worldwide|discreet) (shipping|delivery|trial|bonus|spins)
    (limited[ -]time|special|exclusive|today's) (offers?|deals?|price)
    (best|lowest|cheapest|affordable) (prices?|rates?|quality)
    (money[ -]back|100 ?%) guaranteed?
    (\d{1,2}|two|three|one) ([a-z]{3,9} )?for the price of (\d|one|two)
    (back|now|new) in stock
    only \d{1,3} ([a-z]{3,9} )?(left|remaining)
    (money back|save up to|free quote|free trial|free sample|happy customers|feel the difference)
    (best|top|low|lowest|great|cheap) (prices?|interest|rates?|quality|offers?)
    (from|only|just) [$£€]\d{1,5}
    100 ?%
    use code \w{3,12}
    (before midnight|while stocks last|today only|in (24|48) hours|in (two|five|ten) minutes)
    (\d|dos|tres) ([a-z]{4,9} )?por el precio de \d
    resultados (garantizados|al 100)
    (bajo|mejor|buen) (interes|precio)
    (prueba|muestra) gratis
    (miles de client[ea]s|aprobacion en \d\d horas)
    (envio gratis|en oferta|oferta (limitada|especial)|precios? (bajos?|unicos?)|garantia de
        devolucion)
""")
_TRADES = Phrases(r"""
    (casino|betting|slots|poker|jackpot|forex|crypto ?(currency|trading)|bitcoin|nft|binary
        options|payday loans?|quick loans?|seo (services?|expert|agency)|backlinks?|guest posts?|\
        web ?site traffic|essay writing|escorts?|replica (watches|bags)|followers|viagra|cialis|\
        weight[ -]loss pills|male enhancement|hack(er|ing) services?)
    (apuestas|tragaperras|prestamos? (rapidos?|personales?)|criptomonedas?|inversion segura|gana
        dinero|seguidores|posicionamiento web|trabaja desde casa)
    (miracle|herbal|detox|slimming|cleansing) ([a-z]{3,9} )?(drops|capsules|pills|patches|tea|oil|\
        powder)
    (car|life|home) insurance
    (need a|a|cheap|fast|personal) loan
    (belly fat|love spells?|lottery numbers|horoscope|hot singles|old gold|wholesale|moq)
    (professional|cheap) websites?
    (secret|magic|ancient) (oil|formula|remedy|recipe)
    (amarres de amor|numeros de loteria|videncia|tarot|compramos oro|adelgaza\w{0,3})
    (necesitas un|pide tu) (credito|prestamo)
    gotas (naturales|milagrosas)
    (guaranteed|risk-free|tax-free) (profit|returns?|income|winnings)
    (earn|make|win) ([$£€]?\d[\d,.]* |money |cash )((a|per|every|in|from|online|fast) ){0,2}(day|\
        week|month|hour|home|online|fast)
""")
# Where somebody is told to go, once nobody speaks of themselves.
_BIDS = Phrases(r"""
    (order|buy|shop|visit|apply|call|click|contact|e-?mail|message|write to|join|claim|compare|\
        reserve|add to|get|sign up|book|whatsapp|start) ([a-z]{1,9} ){0,4}?(at|via|on|us|now|\
        today|here|free|yours?|basket|cart|https?|www|whatsapp|\d)
    (pide|pidelas|pidelo|compra|visita|llama|escribe|solicitalo|solicita|contacta|entra|reserva|\
        prueba) ([a-z]{1,9} ){0,3}?(a|al|en|ya|hoy|aqui|tu|gratis|https?|www|\d)
""")
_I = Phrases(r"""
    (i|i'm|i've|i'd|me|my|mine|myself|yo|mi|mis|conmigo)
    (me|fui|tuve|estuve|tenia|escribi)
""")
_SHOUTED = re.compile(r"[!]{2,}|[$€£]{2,}|\b[A-Z]{4,}(?:\s[A-Z]{4,}){2}|(?:🔥|💰|👉|✅|🎁){1,}")


def spam(draft: Draft, remarks: Iterable[Remark]) -> bool:
    """Whether a text is plainly an advertisement: a link or a price, a seller's words, no illness.

    `remarks`: what the checks noticed in it.
    """
    plain = " ".join(folded(draft, field).plain for field in ("title", "body"))
    if _ILLNESS.search(plain):
        return False
    noticed = list(remarks)
    if any(remark.check == "crisis" for remark in noticed):
        return False
    leads = any(
        one.check in ("phone", "email") or (one.check == "links" and one.reason != links.MONEY)
        for one in noticed
    )
    calls, lures, trades = (bool(kind.search(plain)) for kind in (_CALLS, _LURES, _TRADES))
    loud = bool(_SHOUTED.search(f"{draft.title} {draft.body}"))
    if leads and ((trades and (calls or lures or loud)) or (calls and lures)):
        return True
    bids = bool(_BIDS.search(plain))
    return leads and not _I.search(plain) and trades + lures + loud + bids >= 2


def remark(draft: Draft) -> Remark:
    """What to say of an advertisement."""
    return Remark("spam", Severity.WARN, "body", 0, len(draft.body), SPAM)
