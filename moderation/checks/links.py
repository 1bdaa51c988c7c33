"""Notices web addresses, social media names, and ways to send money."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Phrases, Rule, before, pattern, scan

_TAIL = r"(?:[^\s<>\"']{0,2000}[^\s<>\"'.,;:!?)\]}])?"
_MONEY_HOST = (
    r"(?:gofundme\.com|gofund\.me|justgiving\.com|paypal\.(?:com|me)|venmo\.com|cash\.app|"
    r"ko-fi\.com|"
    r"patreon\.com|givesendgo\.com|donorbox\.org|leetchi\.com|crowdfunder\.\w{2,3}|"
    r"buymeacoffee\.com|"
    r"mercadopago\.com|teaming\.net|migranodearena\.org|verkami\.com|goteo\.org|spotfund\.com)"
)
_MONEY_LINK = pattern(
    rf"(?<![\w@.-])(?:https?://)?(?:[\w-]{{1,40}}\.){{0,2}}{_MONEY_HOST}(?:\.\w\w)?\b(?:/{_TAIL})?"
)
_PRICE = (
    r"([$£€]\d{1,6}|\d ?(euros|dollars|pounds|€)|price|order|website|shop|escrib|pregunt|pedid)"
)
_PAY = r"(pay|raise|fund|cover|afford|reach)"
_SUM = (
    r"([$£€]\d[\d.,]{0,9}|(\d[\d.,]{0,9}|a few|a couple of|two|three|four|"
    r"five|six|eight|ten|twelve|"
    r"fifteen|twenty|thirty|forty|fifty|(two|three|five|ten) thousand|dos|"
    r"tres|cuatro|cinco|seis|ocho|"
    r"diez|doce|quince|veinte|treinta|cuarenta|cincuenta|(dos |tres |cinco |diez )?mil|unos)"
    r" ?(pounds?|dollars?|euros?|quid|pence|pesos|€))"
)
_GOODS = (
    r"(book|cookbook|zine|turbans|guide|journal|memoir|e-?book|novel|pattern|scarf|scarves|headscarves|hats|"
    r"calendar|candles|course|prints|"
    r"cards|soap|bracelets|necklaces|earrings|t-?shirts|paintings|jewellery|"
    r"blankets|cakes|honey|libro|"
    r"novela|calendario|panuelos|velas|curso|gorros|pulseras|laminas|"
    r"tarjetas|jabones|camisetas|miel)"
)
_THOUSANDS = (
    r"([$£€]?\d[\d.,]{0,9}|(a|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|a few|several|some) (hundred|thousand|grand))"
)
_APPS = r"(revolut|monzo|paypal|venmo|wise|bizum|cash ?app|account|zelle|patreon|ko-?fi|page|fund)"
_CAUSE = (
    r"(fund-?raiser|fund-?raising|campaign|appeal|cause|collection|"
    r"challenge|walk|run|ride|swim|climb|"
    r"marathon|head shave|recaudacion|campana|causa|colecta|carrera|caminata|reto)"
)
_MONEY_WORDS = Phrases(rf"""
    (is|are) ((now|all|still) )?(for sale|on sale|sold (on|through) my)
    estan? (ya )?(a la|en) venta
    (spare|unused|second-?hand|nearly new) (\w{{2,12}} ){{1,2}}for sale
    can be (bought|ordered|purchased) (as|from (me|us|my|our)|through (me|us|my)|on (my|our)|here)
    (support|help|back) us (through|via|on|with|at|by) (the|our|my|this|a) [^.!?\n]{{0,12}}(page|\
        link|fund|appeal|donation)
    (i|we) (knit|make|sew|bake|crochet|paint|embroider|carve) [^.!?\n]{{1,30}} to order
    (hago|hacemos|coso|tejo|pinto|bordo) [^.!?\n]{{1,40}} por encargo
    (paypal|venmo|bizum|zelle|revolut|bank transfer) (is|are) (fine|ok|okay|welcome|accepted|best|\
        easiest)
    give generously
    (we|i) (need|are asking for|rely on) (your|more) donations
    (necesitamos|pedimos|agradecemos) (vuestr[oa]s?|tus|sus|mas) (donativos?|donacion(es)?|\
        aportacion(es)?)
    (my|our) paid (programme|program|course|group|newsletter|membership|classes)
    book (a|your|an) \w{{3,14}} with (me|us)(?! (at|on) the)
    pre-?order (my|our)
    (i|we) (make|sew|knit|bake|crochet|paint|print|carve) [^.!?\n]{{1,50}} {_SUM} ?(each|apiece|a
        (pair|box|piece|set|jar)|plus|message|write|,|\.)
    (get|find|buy|order) (my|our) (\w{{2,12}} )?{_GOODS} [^.!?\n]{{0,24}}(on|from|at|in|through)
        (my|our|etsy|amazon|ebay)
    (trying|need|hoping|want|have|left) to raise (another |about )?{_THOUSANDS}
    (send|give|put in|pay) (us |me )?(what(ever)? you can|anything|something|a little) (to|into|\
        through|on|via|by) (my|our|the) {_APPS}
    (offer|do|run) ([a-z-]{{2,12}} ){{0,3}}?(coaching|mentoring|counselling|consultations|readings|\
        sessions|workshops)[^.!?\n]{{0,30}} ((small|modest|reduced|low) fee|per hour|an hour|sliding
        scale)
    ((?<=, )|(?<=please ))buy me a (coffee|ko-?fi)
    tickets (for|to) (my|our) [^.!?\n]{{1,30}} (are|cost) {_SUM}
    vend(o|emos) [^.!?\n]{{1,50}} {_SUM}
    (papeletas|rifas?|boletos|participaciones)[^.!?\n]{{0,25}} (a|por) {_SUM}
    (donate|contribute|chip in|give) ((something|a little|money|what you can) )?(towards|toward)
        (the|my|our|his|her|a)
    (i|we) (take|accept) (paypal|venmo|cash ?app|bank transfers?|bizum|zelle|cards?)\b
    (you|readers|people|anyone|friends) can (buy|order|get|pre-order) (the|my|our|a|one|them|it)
        [^.!?\n]{{0,30}}?({_SUM}|from (me|us|my|our))
    (my|our) ([a-z-]{{2,12}} ){{0,2}}{_GOODS} (is|are|cost|costs|go for|sell for|start at|goes for)
        (only |just )?{_SUM}
    tickets (are|cost) {_SUM}(?![^.!?\n]{{0,30}}(park|bus|train|museum))
    (support|back|boost|share) (my|our|this|his|her) {_CAUSE}
    (?<!that )(we|they|i) ((still|only|urgently|just) )?(need|are short of|lack) (another )?{_SUM}
        (to|more|for (the|his|her|my|our))
    gift aid (it|your|this)
    (i|we) (offer|run|give|do) ([a-z-]{{2,12}} ){{0,3}}?(coaching|consultations|readings|sessions|\
        workshops|classes)[^.!?\n]{{0,50}}(free|{_SUM}|an hour|book (a|your))
    donations? ((are|is) )?((very|always|most) )?(welcome|appreciated|accepted|gratefully|needed)
    sponsor (my|our|his|her|their) ([a-z]{{3,10}} )?{_CAUSE}
    (see|find) (your|their|his|her) way to (giving )?(a few|a couple|some|{_SUM})
    (my|our) (sort code|account number|iban|bank details|paypal) (is|are|:)
    (hemos|he) abierto (un|una) (bizum|paypal|cuenta|hucha|pagina)
    (podeis|puedes|pueden|se puede) (comprar|encargar|pedir) (el|la|los|las|mi|mis|nuestr[oa]s?)
        [^.!?\n]{{0,24}}?(por|a) {_SUM}
    (mis?|nuestr[oa]s?|el|las|los) ([a-z]{{3,12}} ){{0,2}}?{_GOODS} ([a-z]{{1,6}}
        ){{0,3}}?(cuestan?|salen?|valen?) (a |solo )?{_SUM}
    entradas (cuestan|valen|salen|son) (a )?{_SUM}
    (apoy|difund|compart)(a|ad|en|e|is) (mi|nuestra|esta|la) {_CAUSE}
    (nos|me|le|les) (faltan?|hacen falta) {_SUM} (para|y)
    se (aceptan|agradecen|necesitan) (donativos|donaciones|aportaciones)
    (my|our|his|her|their|a|the) (go ?fund ?me|just ?giving|paypal|venmo|cash ?app)( (page|link))?
    (mi|su|nuestro|un|el) (gofundme|paypal|bizum|crowdfunding)
    (venmo|cash ?app|paypal|zelle|bizum) (me|us|to|at|al|a)
    (please|kindly) (\w{{1,10}} )?(send|give|donate|wire|transfer) ((us|me) )?(money|cash)
    (please|kindly) (\w{{1,10}} )?(send|give|donate) ((us|me) )?[$£€]?\d[\d.,]{{0,9}}
    send (me|us|him|her) money
    (want|like|wish|please|can|could) (to )?sponsor (me|us|him|her)
    donate (here|online|now|at)
    donate to (my|our|his|her|this) (\w{{1,15}} )?(page|fund|fundraiser|appeal|campaign|cause|\
        account)
    (sponsor|donat\w{{1,3}}|give) (\w{{1,8}} )?(via|through|using) (my|our|the) \w{{1,20}}
    (my|our) (fund-?raising|donation|sponsorship) (page|link|account)
    (please|can you|could you|will you) (\w{{1,10}} )?help (us|me|him|her|them) (to )?{_PAY}
    help (us|me) (raise|reach|fund)
    (we|I)('re| are|'m| am) (\w{{1,10}} )?(raising|collecting) (money|funds)
    (anything|whatever) you can (give|spare|donate|afford)
    share (my|our|this|his|her|the) (fund-?raiser|fundraising|go ?fund ?me|campaign|appeal)
    click (here|below|the link|on the link) to (donate|buy|order|give|help|support)
    (get in touch|message|contact|write) [^.\n]{{0,25}}to (buy|order)
    (need|trying|hoping|hope|aim|aiming) to raise [$£€]?\d[\d.,]{{0,9}}
    my (\w{{2,12}} )?(book|e-?book|memoir|course|shop|programme) is (available|on sale|for sale|out
        now)
    for sale:? [^.\n]{{1,40}}?{_PRICE}
    every (penny|pound|dollar|cent|euro) (helps|counts)
    (discount|promo|coupon|voucher|affiliate|referral) (codes?|links?)
    use (the|my|our) code
    \d{{1,2}} ?% (off|discount|de descuento)
    (the )?link('s| is)? (in|on) (my|our) (bio|profile|page)
    (DM|PM|message|text|inbox|contact|e-?mail|write to|ask) (me|us) (to order|to buy|for (a |the
        )?prices?)
    \d{{1,4}} euros( cada un[oa])?,? (escrib|pregunt|pedi|cada|la unidad)\w{{0,4}}
    order (\w{{1,8}} )?(through|from|via|on|at) (my|our) (\w{{1,12}} )?(shop|store|site|website|\
        page|etsy)
    donations? (can|may|should) be (made|sent|paid) to (my|our|this|the following)
    chip in (what|whatever|a|for)
    (I'm|I am|we're|we are|I|we) (also |now )?sell(ing)? [^.\n]{{1,40}} ?{_PRICE}
    (buy|order|get|grab|purchase) (\w{{1,12}} ){{0,3}}(from|in|on|at) (my|our) (shop|store|\
        website|page|site)
    (buy|order) (my|our) (own )?\w{{1,15}} [^.\n]{{0,40}}{_PRICE}
    (buy|order) (\w{{1,12}} ){{0,4}}(today|now|online)(?= (with|and|at|for|to)\b)
    (necesitamos|queremos|hay que) (reunir|recaudar|juntar) \d[\d.,]{{0,9}}
    mi libro (ya )?esta (a la venta|disponible)
    (comparte|compartid|compartan) (mi|nuestra|esta|la) (recaudacion|colecta|campana)
    (vend(o|emos)|se venden?) [^.\n]{{1,40}} ?{_PRICE}
    (estoy|estamos) vendiendo
    (compra|comprad|compren|pide|pedid) (ya|hoy|ahora|aqui) (\w{{1,12}} )?
    (compra|comprad|compren|pide|pedid) (mi|nuestr[oa]s?) \w{{1,15}}
    (pregunta|escribe|manda|consulta)(d|me|dme|nos)? (\w{{1,10}} ){{0,3}}(precio|privado)
    codigo de descuento
    (ingres|transfier|deposit)\w{{1,4}} [^.\n]{{0,25}}cuenta
    (estamos|estoy) (recaudando|recogiendo|juntando) (dinero|fondos)
    (el )?enlace (esta )?en (mi|la|nuestra) (bio|perfil|biografia|pagina)
    (colabora|dona|aporta)(d|n|r)? [^.\n]{{0,25}}(enlace|link|cuenta)
    (dona|donad|donen) (aqui|ya|ahora|en|a traves)
    ayud(a|ad|en)(nos|me|dnos) (a pagar|a recaudar|con (un|tu|vuestro) \w{{1,12}})
    (hemos|he) abierto una (recaudacion|colecta|campana|cuenta)
    cada euro (cuenta|suma|ayuda)
    bank transfer to (my|our|this)
    (donativos?|donaciones|aportaciones|transferencias?) (a|en) (mi|nuestra|esta) (cuenta|pagina)
    (envi|mand)(a|ad|en|e|ar)(me|nos)? (tu )?(dinero|donativo|donacion)
    (haz|haced|hagan|haga) (un|una|tu|vuestra) (donativo|donacion|aportacion|transferencia|bizum)
""")
_PRICED = pattern(r"(?<!\w)[$£€]\d{1,5}(?:\.\d\d)?\s(?:each|apiece|a\s(?:box|bottle|pair|piece))\b")
_CASH_NAME = pattern(r"(?<!\w)\$[a-z][\w-]{2,19}\b")
_WALLET = pattern(r"(?<!\w)(?:bc1[a-z0-9]{20,60}|0x[0-9a-f]{40})(?!\w)")

# Lower case only, or capitals only: "home.It" and "hospital.Es" are missing spaces.
_ENDING = (
    r"(?:(?:com|org|net|info|edu|gov|charity|foundation|health|blog|eu|uk|ie|es|mx|ca|au|de|fr|"
    r"cat|ar|nz)|(?:co|org|nhs|ac|gov)\.uk|(?:com|org|gob|edu|net|gov)\.(?:mx|ar|es|au|co|pe|cl|"
    r"uy))"
)
_URL = pattern(rf"(?<!\w)(?:https?://|ftp://|www\d?\.)(?=[\w\[]){_TAIL}")
_DOMAIN = pattern(
    rf"""(?<![\w@./-])(?:[a-zA-Z0-9-]{{1,63}}\.){{1,4}}(?:{_ENDING}|COM|ORG|NET)
    (?![\w@-]|\.\w)(?:/{_TAIL})?""",
    case=True,
)
_HANDLE = pattern(
    r"(?<![\w@./+-])@(?!(?:home|work|the|night|least|all|my|school|hospital|first|about)\b)"
    r"[a-z_][\w.]{1,28}\w"
)
_NETWORK = (
    r"(?:instagram|insta|ig|tik\s?tok|facebook|fb|twitter|snapchat|telegram|youtube|threads|"
    r"bluesky|linkedin)"
)
_ACCOUNT = pattern(
    rf"""\b{_NETWORK}(?:'s)?(?:\s(?:handle|name|account|page|cuenta|usuario))?
    \s?(?::|,|\bis\b|\bes\b|\bas\b|\bcomo\b|\bsoy\b|=|(?<='s))\s?(?:(?:I'm|soy)\s)?
    (?P<it>@?(?=[a-z_]{{0,25}}(?:[\d_@]|\.\w))[a-z][\w.]{{1,28}}\w)"""
)
# The end of an e-mail address that was taken apart; another check tells of the whole.
_MAIL_BEFORE = re.compile(
    r"(?:@|[\[({<]\s?(?:at|arroba)\s?[\])}>]|\barroba|\b(?:e-?mail|correo|mail|"
    r"write)\b[^.\n]{1,40}\sat)"
    r"\s{0,2}$",
    re.IGNORECASE,
)


def _is_mail(match: re.Match[str]) -> bool:
    return bool(_MAIL_BEFORE.search(before(match, letters=60)))


# What one sells when money is short is told, not offered.
_HOME = re.compile(r"\b(?:house|flat|car|boat|home|van|caravan|bungalow|casa|coche|piso)\s\Z")


def _is_home(match: re.Match[str]) -> bool:
    return bool(_HOME.search(before(match, letters=12)))


MONEY = gettext_noop("This seems to ask for money or to lead to a place to pay.")
_LINK = gettext_noop("This is a link. Please check where it leads and whether readers need it.")
_SOCIAL = gettext_noop("This looks like a name on social media, which leads to a person.")

_RULES = [
    Rule(_MONEY_LINK, Severity.WARN, MONEY),
    Rule(_MONEY_WORDS, Severity.WARN, MONEY, unless=_is_home),
    Rule(_PRICED, Severity.WARN, MONEY),
    Rule(_CASH_NAME, Severity.WARN, MONEY),
    Rule(_WALLET, Severity.WARN, MONEY),
    Rule(_URL, Severity.NOTE, _LINK),
    Rule(_DOMAIN, Severity.NOTE, _LINK, unless=_is_mail),
    Rule(_HANDLE, Severity.NOTE, _SOCIAL),
    Rule(_ACCOUNT, Severity.NOTE, _SOCIAL),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each link or social name, graver where money is asked for."""
    return scan(draft, "links", _RULES)
