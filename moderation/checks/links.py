"""Notices web addresses, social media names, and ways to send money."""

from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Rule, pattern, phrases, scan

_TAIL = r"(?:[^\s<>\"']{0,2000}[^\s<>\"'.,;:!?)\]}])?"
_MONEY_HOST = (
    r"(?:gofundme\.com|gofund\.me|justgiving\.com|paypal\.(?:com|me)|venmo\.com|cash\.app|ko-fi\.com|"
    r"patreon\.com|givesendgo\.com|donorbox\.org|leetchi\.com|crowdfunder\.\w{2,3}|buymeacoffee\.com|"
    r"mercadopago\.com|teaming\.net|migranodearena\.org|verkami\.com|goteo\.org|spotfund\.com)"
)
_MONEY_LINK = pattern(
    rf"(?<![\w@.-])(?:https?://)?(?:[\w-]{{1,40}}\.){{0,2}}{_MONEY_HOST}(?:\.\w\w)?\b(?:/{_TAIL})?"
)
_MONEY_WORDS = phrases(r"""
    (my|our|his|her|their|a|the) (go ?fund ?me|just ?giving|paypal|venmo|cash ?app)( (page|link))?
    (mi|su|nuestro|un|el) (gofundme|paypal|bizum|crowdfunding)
    (venmo|cash ?app|paypal|zelle|bizum) (me|us|to|at|al|a)
    (please|kindly) (\w{1,10} )?(send|give|donate|wire|transfer) ((us|me) )?(money|cash)
    (please|kindly) (\w{1,10} )?(send|give|donate) ((us|me) )?[$£€]?\d[\d.,]{0,9}
    send (me|us|him|her) money
    (want|like|wish|please|can|could) (to )?sponsor (me|us|him|her)
    donate (here|online|now|at)
    donate to (my|our|his|her|this) (\w{1,15} )?(page|fund|fundraiser|appeal|campaign|cause|account)
    (sponsor|donat\w{1,3}|give) (\w{1,8} )?(via|through|using) (my|our|the) \w{1,20}
    (my|our) (fund-?raising|donation|sponsorship) (page|link|account)
    bank transfer to (my|our|this)
    (donativos?|donaciones|aportaciones|transferencias?) (a|en) (mi|nuestra|esta) (cuenta|pagina)
    (envi|mand)(a|ad|en|e|ar)(me|nos)? (tu )?(dinero|donativo|donacion)
    (haz|haced|hagan|haga) (un|una|tu|vuestra) (donativo|donacion|aportacion|transferencia|bizum)
""")
_CASH_NAME = pattern(r"(?<!\w)\$[a-z][\w-]{2,19}\b")
_WALLET = pattern(r"(?<!\w)(?:bc1[a-z0-9]{20,60}|0x[0-9a-f]{40})(?!\w)")

# Lower case only, or capitals only: "home.It" and "hospital.Es" are missing spaces.
_ENDING = (
    r"(?:(?:com|org|net|info|edu|gov|charity|foundation|health|blog|eu|uk|ie|es|mx|ca|au|de|fr|"
    r"cat|ar|nz)|(?:co|org|nhs|ac|gov)\.uk|(?:com|org|gob|edu|net|gov)\.(?:mx|ar|es|au|co|pe|cl|uy))"
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
    rf"""\b{_NETWORK}(?:\s(?:handle|name|account|page|cuenta|usuario))?
    \s?(?::|\bis\b|\bes\b|\bas\b|\bcomo\b|=)\s?
    (?P<it>@?(?=[a-z_.]{{0,25}}[\d_.@])[a-z][\w.]{{1,28}}\w)"""
)

_MONEY = gettext_noop("This seems to ask for money or to lead to a place to pay.")
_LINK = gettext_noop("This is a link. Please check where it leads and whether readers need it.")
_SOCIAL = gettext_noop("This looks like a name on social media, which leads to a person.")

_RULES = [
    Rule(_MONEY_LINK, Severity.WARN, _MONEY),
    Rule(_MONEY_WORDS, Severity.WARN, _MONEY),
    Rule(_CASH_NAME, Severity.WARN, _MONEY),
    Rule(_WALLET, Severity.WARN, _MONEY),
    Rule(_URL, Severity.NOTE, _LINK),
    Rule(_DOMAIN, Severity.NOTE, _LINK),
    Rule(_HANDLE, Severity.NOTE, _SOCIAL),
    Rule(_ACCOUNT, Severity.NOTE, _SOCIAL),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each link or social name, graver where money is asked for."""
    return scan(draft, "links", _RULES)
