"""The message catalogue: what Marrow says in other languages than English."""

import re
import shutil
import string
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.commands import makemessages

LANGUAGE = "es"
ELSEWHERE = ("tests", "benchmarks", "docs", "static", "requirements", "dev")  # never translated
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
    "Project-Id-Version": "Marrow",
}
PLACE = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%%|%[sdif]")


class Extraction(makemessages.Command):
    """Django's own, which guesses no translation from a sentence that looks alike."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


class Command(BaseCommand):
    help = (
        "Collect every string for people into config/locale and compile what is translated; "
        "with --check, only say whether the catalogue is whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; needs no gettext")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        if not check:
            collect()
        if wrong := list(faults()):
            raise CommandError("\n".join([*wrong, f"{len(wrong)} to mend in {catalogue()}."]))
        self.stdout.write("Every string is translated, and the compiled catalogue is up to date.")


def catalogue() -> Path:
    """The file that translators write, from the folder of the project."""
    folder = Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES"
    return (folder / "django.po").relative_to(settings.BASE_DIR)


def collect() -> None:
    """Write the catalogue and its compiled form anew; translations that exist are kept."""
    if not shutil.which("xgettext"):
        raise CommandError(
            "To collect strings, please install gettext first (on Debian: apt-get install gettext)."
        )
    path = settings.BASE_DIR / catalogue()
    with chdir(settings.BASE_DIR):
        call_command(
            Extraction(),
            locale=[LANGUAGE],
            ignore_patterns=list(ELSEWHERE),
            add_location="file",
            no_obsolete=True,
            no_wrap=True,
            verbosity=0,
        )
    entries = read(path)
    entries.header, entries.metadata, entries.metadata_is_fuzzy = "", HEADER, False
    entries.wrapwidth = 99
    entries.sort(key=lambda entry: (entry.occurrences, entry.msgid))
    entries.save(str(path))
    entries.save_as_mofile(str(path.with_suffix(".mo")))


def read(path: Path):
    """A catalogue as polib reads it: that is a tool of development, like gettext."""
    try:
        import polib
    except ImportError:
        raise CommandError(
            "To read the catalogue, please install requirements/dev.txt first."
        ) from None
    return (polib.mofile if path.suffix == ".mo" else polib.pofile)(str(path))


def faults() -> Iterator[str]:
    """What keeps the catalogue from being whole, one line each."""
    path = settings.BASE_DIR / catalogue()
    written = read(path)
    for entry in written:
        asked, answers = [entry.msgid], [entry.msgstr]
        if entry.msgid_plural:
            asked, answers = [entry.msgid, entry.msgid_plural], list(entry.msgstr_plural.values())
        if entry.fuzzy:
            yield f"Only guessed: {entry.msgid!r}"
        if not answers or not all(answers):
            yield f"Not translated: {entry.msgid!r}"
        elif not same_places(asked, answers):
            yield f"Another placeholder than in English: {entry.msgid!r}"
    mo = path.with_suffix(".mo")
    if not mo.exists() or words(read(mo)) != words(written):
        yield f"{mo.name} was not compiled from {path.name}: run `manage.py messages`."


def words(entries) -> dict:
    """What a catalogue answers, without the notes to translators."""
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in entries
        if not entry.obsolete and (entry.msgstr or any(entry.msgstr_plural.values()))
    }


def places(text: str) -> set[str]:
    """The placeholders of a string: `%(name)s`, `%s`, `{name}`."""
    try:
        braces = {f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:  # a brace that opens nothing
        braces = set()
    return braces | set(PLACE.findall(text))


def same_places(asked: list[str], answers: list[str]) -> bool:
    """Whether each answer fills the places of its string; a singular may spell its number out."""
    if len(asked) == 1:
        return places(answers[0]) == places(asked[0])
    return places(answers[0]) <= places(asked[1]) and places(answers[-1]) == places(asked[-1])
