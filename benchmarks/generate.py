"""Stories by the hundred thousand, the same ones each time: for measuring, never for reading.

They go in by COPY past the trigger that asks for an approval, into the benchmarks' own database.
Diagnoses, facets, ages and lengths are long-tailed, as they are in life: most stories are about a
few of them. The words of a story are cut to about a hundred, so that a million of them fit on a
small disk; how long it is said to be is what it would be in life.
"""

import json
import random
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from django.db import connection, transaction

from benchmarks.figures import Figure
from stories.models import Facet, Relation
from stories.tags import tags
from stories.text import address_words, first_words
from stories.vocabulary import Vocabulary, vocabulary

SEED = 2026
NEWEST = datetime(2026, 11, 1, 12, tzinfo=UTC)
SPAN = timedelta(days=5 * 365)
USUAL, LONG = 11, 36  # sentences of a story, and of every fiftieth: about 100 and 330 words
COMMON, RARE = "hospital", "heron"  # in most stories, and in one of `SELDOM`
SELDOM = 400  # even the smallest library fills a page with them, as the largest does
NAMES = ["Ruth", "Amir", "Joy", "Tomás", "Wen", "Ada", "Noor", "Piet", "Lucía", "Sam"]
WHO = ["my mother", "our nurse", "the doctor", "a neighbour", "my brother", "the whole ward"]
DID = ["came to", "telephoned from", "waited near", "talked about", "remembered", "walked past"]
WHAT = [
    *("the hospital garden", "the long corridor", "a second opinion", "the blood count"),
    *("the transplant unit", "the kitchen window", "that first winter", "the waiting room"),
    *("an old photograph", "the hospital chapel", "the last infusion", "a bowl of soup"),
    *("the train home", "the clinic door", "somebody else's birthday", "the hospital lift"),
]
WHEN = ["before noon", "after the scan", "on a Tuesday", "in the rain", "once more", "at last"]
SENTENCES = [f"{' '.join(words).capitalize()}." for words in product(WHO, DID, WHAT, WHEN)]
# How many of each kind a story tells: two treatments as often as one, an age seven times in ten.
FACETS = {
    "phase": [1, 8, 1],
    "treatment": [3, 4, 4, 1],
    "topic": [3, 3, 3, 2],
    "age": [3, 7],
    "place": [6, 4],
}
# Of so many stories in a row, how many people said yes: to embeds, and to words in a preview.
EMBEDDABLE, SOCIAL = (3, 7), (5, 11)
SPANISH = "El médico habló despacio. Mi hermana escribió cada palabra. Volvimos a casa en tren. "

STAGE = """
CREATE TEMP TABLE staged (
    id uuid, slug text, content_hash text, title text, passages jsonb, lead text, words int,
    language text, relation text, display_name text, facets text[], "group" text,
    published_at timestamptz, labels text[], tags text[], body text, diagnoses bigint[],
    embeddable boolean, social boolean
)"""
COLUMNS = "id, slug, content_hash, title, passages, lead, words, language, relation,"
COLUMNS += ' display_name, facets, "group", published_at, labels, tags, embeddable, social'
SPREAD = [
    f"""INSERT INTO stories_story ({COLUMNS}, revised_at, searchable, example, search)
        SELECT {COLUMNS}, published_at, true, false,
               setweight(to_tsvector(config, lower(title)), 'A')
               || setweight(to_tsvector(config, lower(display_name)), 'B')
               || setweight(to_tsvector(config, lower(body)), 'C')
          FROM staged, LATERAL (SELECT CASE language WHEN 'es' THEN 'spanish'
                                       ELSE 'english' END::regconfig AS config) AS spoken""",
    """INSERT INTO stories_storytopic (story_id, diagnosis_id, direct, position, published_at)
       SELECT id, above_id, above_id = ANY(diagnoses),
              coalesce(array_position(diagnoses, above_id), 1) - 1, published_at
         FROM staged, LATERAL (SELECT DISTINCT above_id FROM stories_diagnosispath
                                WHERE below_id = ANY(diagnoses)) AS above""",
]
COUNT = ["SELECT stories_retally()"]
TABLES = ["stories_story", "stories_storytopic", "stories_tally"]


def measure(*, stories: int) -> list[Figure]:
    """The same stories as ever, for the parts that need many."""
    start = time.perf_counter()
    load(stories)
    seconds = time.perf_counter() - start
    return [Figure(f"{stories:,} stories made and loaded", f"{seconds:.0f} seconds, seed {SEED}")]


def load(stories: int, *, seed: int = SEED) -> None:
    """Fill the public room with generated stories; nothing private stands behind them."""
    kinds: dict[str, list[str]] = {kind: [] for kind in FACETS}
    for kind, slug in Facet.objects.order_by("position").values_list("kind", "slug"):
        kinds[kind].append(slug)
    made = rows(stories, facets=kinds, known=vocabulary(), chance=random.Random(seed))
    with transaction.atomic(), connection.cursor() as cursor, unwatched(cursor, TABLES):
        cursor.execute(STAGE)
        with cursor.copy("COPY staged FROM STDIN") as copy:
            for row in made:
                copy.write_row(row)
        for statement in [*SPREAD, *COUNT]:
            cursor.execute(statement)
        cursor.execute("DROP TABLE staged")
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


@contextmanager
def unwatched(cursor: Any, tables: list[str]) -> Iterator[None]:
    """Without triggers and checks of keys, and with the second indexes made anew at the end."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
        [tables],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin")
    for _name, definition in indexes:
        cursor.execute(definition)


def rows(
    stories: int,
    *,
    facets: Mapping[str, Sequence[str]],
    known: Vocabulary,
    chance: random.Random,
) -> Iterator[tuple]:
    """The staged rows, newest first."""
    told = {kind: uneven(slugs, chance) for kind, slugs in facets.items()}
    leaves = chance.sample(list(known.diagnoses.values()), len(known.diagnoses))
    above = {one.pk: known.up(one) for one in leaves}
    weights = [1 / place for place in range(1, len(leaves) + 1)]
    chosen = chance.choices(leaves, weights, k=stories)
    relations = chance.choices(Relation.values, [9, 8, 6, 5, 4, 1, 1, 1, 1, 1], k=stories)
    for number in range(stories):
        also = [chance.choice(leaves)] if number % 5 == 0 else []
        diagnoses = list(dict.fromkeys([chosen[number].pk, *(one.pk for one in also)]))
        language = "es" if number % 20 == 7 else "en"
        facts = [slug for kind in FACETS for slug in some(told[kind], FACETS[kind], chance)]
        labels = ["death"] if relations[number] == Relation.BEREAVED else []
        words = max(40, int(chance.lognormvariate(6.2, 0.8)))  # half of them have 500 or more
        body = text(number, chance, spanish=language == "es")
        title = f"{chance.choice(SENTENCES)[:60]} {number}"
        yield (
            uuid.UUID(int=chance.getrandbits(128), version=4),
            address_words(title),
            f"{chance.getrandbits(256):064x}",
            title,
            json.dumps([{"text": body, "dated": "2026-11-01"}]),
            first_words(body),
            words,
            language,
            relations[number],
            chance.choice(NAMES),
            facts,
            chosen[number].group,
            NEWEST - SPAN * (number / stories) - timedelta(microseconds=number),
            labels,
            tags(
                diagnoses={slug for one in diagnoses for slug in above[one]},
                facets=facts,
                relation=relations[number],
                language=language,
                words=words,
                known=known,
                labels=labels,
            ),
            body,
            diagnoses,
            *(number % of < yes for yes, of in (EMBEDDABLE, SOCIAL)),
        )


def uneven(choices: Sequence[str], chance: random.Random) -> tuple[list[str], list[float]]:
    """The choices, and how often each is met: the second half as often as the first, and so on."""
    return chance.sample(choices, len(choices)), [1 / place for place in range(1, len(choices) + 1)]


def some(
    weighted: tuple[list[str], list[float]], often: list[int], chance: random.Random
) -> list[str]:
    """A few of them, each once; `often` says how often none is met, and one, and two."""
    many = chance.choices(range(len(often)), often)[0]
    return list(dict.fromkeys(chance.choices(*weighted, k=many)))


def text(number: int, chance: random.Random, *, spanish: bool) -> str:
    """The words of one story, the rare one among them now and then."""
    if spanish:
        return SPANISH * 6
    sentences = chance.choices(SENTENCES, k=LONG if number % 50 == 0 else USUAL)
    if number % SELDOM == SELDOM // 3:
        sentences.append(f"A {RARE} stood there.")
    return " ".join(sentences)
