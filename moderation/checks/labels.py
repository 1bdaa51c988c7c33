"""Notices office labels, file names and filler where a person's words should be."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Phrases, Rule, pattern, scan

_KIND = (
    r"(?:jpe?g|png|gif|heic|heif|webp|tiff?|bmp|svg|pdf|docx?|odt|rtf|txt|xlsx?|pptx?|mp4|mov|mp3|"
    r"zip)"
)
_FILE_NAME = pattern(
    rf"(?<![\w./@(-])[\w()-]{{1,100}}(?:\.[\w()-]{{1,40}}){{0,3}} \.{_KIND} (?![\w/])"
)
_CAMERA = Phrases(r"""
    (IMG|DSC[NF]?|PXL|MVIMG|VID|SCAN|IMAGE)[_-]?\d{3,}(_\d{1,9}){0,2}
    (screenshot|screen shot|captura de pantalla|whatsapp image)[ _-](at )?\d[\d _.:-]{3,30}\d
""")
_OFFICE = Phrases(r"""
    admin use( only)?([ :,-]{1,3}approval required)?
    (for )?(internal|office|staff) use only
    not for publication
    (please )?do not publish
    (solo )?para uso interno
    de uso interno
    no publicar
    lorem ipsum( dolor sit amet)?
    (placeholder|dummy|filler|sample) (text|title|name|story|photo|image|copy)
    texto de (prueba|relleno|ejemplo)
    (internal|editorial|editor's) notes?(?= ?:)
    notes? (to|for) (the )?(editors?|moderators?|web team|design(er)?s?|comms|legal)(?= ?:)
    (uso|nota) (interno|interna)(?= ?:)
    nota para (el|la) (editora?|equipo|redaccion|web)(?= ?:)
    consent( forms?)? ((not|to be|still|yet)
        ){0,3}(received|pending|missing|outstanding|needed|signed)(?= ?[.:;\n])
    pendiente de (firma|consentimiento|autorizacion|aprobacion)
    (awaiting|waiting for|needs|pending) (sign-?off|legal approval|copy ?edit)
""")
# With capitals only: insurers, too, write that approval is required.
_APPROVAL = pattern(r"\bApproval\sRequired\b|\bAPPROVAL\sREQUIRED\b", case=True)
_BLANKS = pattern(
    r"""\{\{[^{}\n]{0,60}\}\} | <(?:name|title|story|date|insert[^<>\n]{0,40})>
    | \[(?:insert|your|add|name|first\sname|last\sname|full\sname|title|date|diagnosis|hospital
    |nombre|apellidos?|titulo|fecha|insertar?|tu)\b[^\[\]\n]{0,40}\]"""
)
# In capitals only: "todo:" is Spanish for everything.
_LEFT_TO_DO = pattern(r"\b(?:TODO|TBC|TBD|FIXME):", case=True)
_SHOUTED_BLANK = pattern(r"\[[A-Z][A-Z ]{3,40}\]", case=True)

# What is a label only where it is the whole title or name.
_LABELS = Phrases(r"""
    untitled( (story|document|draft))?
    (a )?test(ing|\d{1,4})?( (post|story|title|user|name|submission))?
    testing testing
    testimonial( \d{1,3})?( \(\w{1,12})?
    (testing )?\d( \d){1,5}
    place ?holder
    ((my|new|rough|first|final) )?draft
    new (document|story|post)( ?\(?\d{1,3}\)?)?
    document ?\d{0,3}
    (story )?title( here)?
    ((your|my|full|first|last) )?name( here)?
    (first ?name last ?name|name surname|john doe|jane doe)
    (n/?a|none|null|nil|undefined|tb[cd]|todo|x{2,20}|blah|foo( ?bar)?|abc(123)?)
    (asdf|qwerty)\w{0,9}
    (admin|administrator|moderator|user\d{0,6})
    (approved|pending|in review|for review|needs review|under review)
    (awaiting|pending) approval
    approval (needed|pending|required)
    sin titulo( ?\d{1,3})?
    prueba ?\d{0,3}
    borrador( final| \d{1,3})?
    titulo
    nombre( y apellidos)?
    pendiente( de (aprobacion|revision|firma|consentimiento|publicar|validar|confirmar))?
    documento ?\d{0,3}
    (se )?requiere aprobacion
""")
_ONLY = pattern(r"\A\W{0,5}(?P<it>[\w].{0,60}?)\W{0,5}\Z")
# "APPROVED - web team": an office's word before a dash, or in capitals at the front.
_STAMP = pattern(
    r"""\A\W{0,3}(?P<it>(?:(?:APPROVED|DRAFT|PENDING|REJECTED|INTERNAL|CONFIDENTIAL|TEST|BORRADOR|
    APROBAD[OA]|PENDIENTE|REVISAD[OA]|INTERNO)\b(?![^\n]{0,80}[a-z][^\n]{0,80}[.!?]) .{0,60}
    | (?i:approved|draft|pending|rejected|internal|borrador|aprobad[oa]|pendiente|revisad[oa])
      [^\n-]{0,30}\s-\s?.{0,60}?))\W{0,3}\Z""",
    case=True,
)
_VERSION = Phrases(r"""
    (final|rough|first|second|third|latest)[ _-](draft|copy|version|edit)[ _-]{1,3}v?\d{1,3}(\.\d)?
    (final|rough|first|second|third|latest)[ _-](draft|copy|version|edit)( ?\(\d\)|[ _-]final)
    (draft|copy|version|borrador|rev)[ _-]{1,2}v?\d{1,3}(\.\d{1,2})?(?=\W{0,3}\Z)
    \w{1,60}_(v\d{1,3}|final|draft|edit(ed)?)
    (?<!\w )(final draft|copy of|copia de) .{0,60}v\d{1,2}
    (?<!\w )(copy of|copia de) (document|documento|untitled|sin titulo|draft|borrador)
""")


def _is_more(match: re.Match[str]) -> bool:
    """A title that says more than the label: "Test results day"."""
    return not _LABELS.fullmatch(match["it"])


_FILE_REASON = gettext_noop("This looks like the name of a file, not like a person's words.")
_LABEL = gettext_noop("This looks like a label from an office, not like a person's words.")

_LINES = ("title", "display_name", "photo_alt", "photo_credit")
_ANYWHERE = [
    Rule(_FILE_NAME, Severity.WARN, _FILE_REASON),
    Rule(_CAMERA, Severity.WARN, _FILE_REASON),
    Rule(_OFFICE, Severity.WARN, _LABEL),
    Rule(_APPROVAL, Severity.WARN, _LABEL),
    Rule(_BLANKS, Severity.WARN, _LABEL),
    Rule(_LEFT_TO_DO, Severity.WARN, _LABEL),
    Rule(_SHOUTED_BLANK, Severity.WARN, _LABEL),
]
_SHORT = [
    Rule(_ONLY, Severity.WARN, _LABEL, unless=_is_more),
    Rule(_VERSION, Severity.WARN, _LABEL),
    Rule(_STAMP, Severity.WARN, _LABEL),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each file name or label; in the story itself only the unmistakable ones."""
    yield from scan(draft, "labels", [*_ANYWHERE, *_SHORT], fields=_LINES)
    yield from scan(draft, "labels", _ANYWHERE, fields=("body",))
