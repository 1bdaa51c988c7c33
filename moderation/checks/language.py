"""Notices a story whose words are in another language than was chosen; two in one are welcome.

By the small words that half of any text is made of, as in W. B. Cavnar and J. M. Trenkle, "N-gram-
based text categorization", 1994, whose commonest n-grams are such words.
"""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import folded, words

LEAST = 40  # words: fewer tell nothing
# Of all words: a text has a third or more of the small words of its language, a quarter of these.
ABSENT = 0.08

# None that French, Portuguese, Catalan or Italian have too: "de la que" is half of Europe.
SMALL = {
    "en": words(
        "the and was were with that this they have had not but for you she his her from would when "
        "what there which been who their them then will could into my we at it is are of to i in "
        "on as by be or did do so if how"
    ),
    "es": words(
        "el los las y una pero sus fue este ya tambien hasta hay donde quien cuando muy ella ellos "
        "nosotros porque entonces yo habia estaba tenia era eran todo nada cada uno eso esto hace "
        "solo siempre nunca despues con sin mas me lo se nos al del"
    ),
}
_WORD = re.compile(r"[a-z']+", re.IGNORECASE)

OTHER = gettext_noop("This seems to be written in another language than was chosen.")


def find(draft: Draft) -> Iterator[Remark]:
    """One remark where hardly any small word of the chosen language is there."""
    found = _WORD.findall(folded(draft, "body").plain.lower())
    small = SMALL.get(draft.language)
    if small is None or len(found) < LEAST:
        return
    if sum(word in small for word in found) < ABSENT * len(found):
        yield Remark("language", Severity.NOTE, "body", 0, len(draft.body), OTHER)
