"""Words that mean no illness, though some stand in the names of one."""

from pathlib import Path

# Terms that are words, units or everyday letters as well ("lost 10 lb", "date tbd", "el cel"):
# they mean the illness alone, or in capitals, and nothing that only looks like them does.
ALSO_WORDS = frozenset(
    {"af", "all", "cel", "et", "fl", "hes", "ism", "lam", "lap", "lb", "malt", "mantle", "mm"}
    | {"mugs", "poems", "she", "tbd", "te"}
)
# Beside a diagnosis these say only that someone wants to read, or hold a sentence together. No
# story in the other language has them: there "and" would be a word to look for.
READING = frozenset({"story", "stories", "historia", "historias", "relato", "relatos"})
LITTLE = frozenset(
    {"i", "me", "my", "we", "our", "he", "she", "they", "his", "her", "am", "is", "are", "was"}
    | {"has", "have", "had", "got", "a", "an", "the", "and", "of", "with", "in", "from", "about"}
    | {"yo", "mi", "mis", "me", "su", "sus", "nuestra", "nuestro", "soy", "es", "esta", "estoy"}
    | {"tengo", "tiene", "tenia", "tuve", "tuvo", "un", "una", "el", "la", "los", "las", "y"}
    | {"de", "del", "con", "en", "sobre"}
)
# What a question is made of, beside its matter.
ASKING = frozenset(
    {"what", "when", "where", "which", "who", "why", "how", "can", "could", "do", "does", "did"}
    | {"will", "would", "should", "to", "for", "it", "if", "now", "still", "this", "that", "not"}
    | {"que", "cual", "cuando", "cuanto", "cuanta", "cuantos", "como", "donde", "quien", "por"}
    | {"para", "se", "si", "no", "lo", "le", "al", "va", "voy", "puedo", "puede", "hago", "queda"}
)
# Those whom people ask about and grieve for; a pattern.
RELATIVES = (
    r"(?:husband|wife|partner|mum|mom|mother|dad|father|son|daughter|child|baby|kid|brother|sister"
    r"|friend|gran\w*)"
)
# Words of names that are words of every day as well, or of all illnesses, or of people and places:
# no part of a name made of these alone means the illness.
ORDINARY = frozenset((Path(__file__).parent / "data" / "ordinary.txt").read_text().split())
