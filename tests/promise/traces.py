"""What the run left outside its tables: mails, public pages, logs, and what is in Redis."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import redis

from mail.models import Mail
from mail.outbox import digest_of
from moderation.models import Contribution
from moderation.states import Action, State
from readers.alerts import key_of
from readers.models import Follower
from tests.promise.book import Book
from tests.promise.fleet import Fleet
from tests.promise.reader import LISTS, Reader
from tests.promise.sink import handed
from tests.promise.verdict import AFTER, COMMIT, MAIL, MISSING, TROUBLE, WORDS, Verdict
from tests.promise.words import ADDRESS

SOON = timedelta(seconds=2)  # two clocks' readings closer than this are at the same time


def mails(book: Book, home: Path, verdict: Verdict) -> None:
    """One file a row, all of them sent, all that were owed, and nobody's words in any."""
    files = {path.stem: path for path in (home / "mail").glob("*.eml")}
    times, kinds = handed(home), defaultdict(Counter)
    addresses = {str(pk): to for pk, to in Contribution.objects.values_list("pk", "email")}
    for mail in Mail.objects.order_by("pk").iterator():
        about = mail.key.split(":")[1]
        kinds[about][mail.kind] += 1
        path = files.pop(re.sub(r"[^a-z0-9]", "", mail.message_id.partition("@")[0].lower()), None)
        if mail.state == Mail.State.SENT and path is not None:
            if mail.kind in ("alert", "alert_confirm"):
                _read_alert(book, mail, path, verdict)
            if about in addresses:  # and not to the team
                _read_mail(book, mail, addresses[about], path, verdict)
        else:
            verdict.breach(MAIL, f"{mail.kind} {mail.pk} is {mail.state}; a file: {bool(path)}.")
        if addresses.get(about) in book.once and times[mail.message_id] != 1:
            count = times[mail.message_id]
            verdict.breach(MAIL, f"{mail.kind} {mail.pk} was handed over {count} times.")
    for name in files.keys() - _told_again(book, files):
        verdict.breach(MAIL, f"The file {name} has no row.")
    _compare_mails(kinds, verdict)


def _told_again(book: Book, files: Mapping[str, Path]) -> set[str]:
    """Alerts that left in a crash, which nobody noted, and that had no one to go to afterwards.

    A week later another told of their stories, too; or the address had stopped it by then.
    """
    followers = Follower.objects.all()
    before = (Follower(pk=one.pk, number=n) for one in followers for n in range(one.number))
    earlier = {digest_of(key_of(one)) for one in before}
    for name, path in files.items():
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        stopped = book.stopped.get(str(mail["To"]), 0)
        if mail["List-Unsubscribe"] and path.stat().st_mtime <= stopped + COMMIT:  # no other has it
            earlier.add(name)
    return earlier


def _compare_mails(kinds: dict[str, Counter[str]], verdict: Verdict) -> None:
    rows = Contribution.objects.prefetch_related("submissions__events").order_by("pk")
    for contribution in rows.iterator(chunk_size=300):
        for name, least, most in _owed(contribution):
            count = kinds[str(contribution.pk)][name]
            if not least <= count <= most:
                text = f"{name} of {contribution.pk}: {count}, not {least} to {most}."
                verdict.breach(MAIL, text)


def _read_mail(book: Book, mail: Mail, owner: str, path: Path, verdict: Verdict) -> None:
    parsed = message_from_bytes(path.read_bytes(), policy=policy.default)
    to = str(parsed["To"])
    if (
        to != owner
        or mail.to
        or {revision for _n, revision in book.words.marks_in(to)} != {ADDRESS}
    ):
        verdict.breach(MAIL, f"{mail.kind} {mail.pk} went elsewhere.")
    texts = [part for part in parsed.walk() if part.get_content_maintype() == "text"]
    parts = [parsed["Subject"], parsed["From"], *(part.get_content() for part in texts)]
    if any(book.words.marks_in(str(part)) for part in parts):
        verdict.breach(WORDS, f"a mail: {mail.kind} {mail.pk}")


def _read_alert(book: Book, mail: Mail, path: Path, verdict: Verdict) -> None:
    """It tells no word of any story, and nothing to whoever has stopped it."""
    parsed = message_from_bytes(path.read_bytes(), policy=policy.default)
    to, text = str(parsed["To"]), path.read_bytes().decode(errors="replace")
    parts = [part.get_content() for part in parsed.walk() if part.get_content_maintype() == "text"]
    if any(book.words.marks_in(one) for one in (text, *parts)) or mail.to:
        verdict.breach(WORDS, f"a mail: {mail.kind} {mail.pk}")
    stopped = book.stopped.get(to)
    if stopped and mail.sent_at and mail.sent_at.timestamp() > stopped + COMMIT:
        verdict.breach(MAIL, f"{mail.kind} {mail.pk} went to somebody who had stopped it.")


def _owed(contribution: Contribution) -> Iterator[tuple[str, int, int]]:
    """(kind, at least, at most): how many mails of each kind the events of a story owe."""
    since = contribution.email_confirmed_at
    rows = list(contribution.submissions.all())
    events = [event for row in rows for event in row.events.all()]
    published = {
        event.submission_id: event.at for event in events if event.action == Action.PUBLISH
    }
    shown = [event for event in events if event.to_state == State.PUBLISHED]
    back = [event for event in events if event.to_state == State.HELD]
    withdrawals = {event.version: event.at for event in events if event.action == Action.WITHDRAW}
    yield "confirm", *[int(contribution.email != "")] * 2
    yield "receipt", *[int(since is not None)] * 2
    told = (Action.PUBLISH, Action.RESTORE)
    yield "published", *_between(since, (e.at for e in shown if e.action in told))
    rests = (e.at for e in back if e.action in (Action.HOLD, Action.PUBLISH))
    yield "held", *_between(since, rests)
    yield "withdrawn", *_between(since, withdrawals.values())
    # What was approved for a day is told when that takes effect, and once more on its day.
    settled = [row.settled_at for row in rows if row.settled_at and row.pk not in published]
    settled += [event.at for event in events if event.action == Action.TAKE_DOWN]
    dated = [row for row in rows if row.settled_at and row.publish_at and row.pk in published]
    apart = [row.settled_at for row in dated if row.settled_at + SOON < published[row.pk]]
    near = [row.settled_at for row in dated if row.settled_at + SOON >= published[row.pk]]
    least, most = _between(since, settled + apart)
    yield "decision", least, most + len(near)


def _between(since: datetime | None, times: Iterable[datetime]) -> tuple[int, int]:
    """How many of these surely came, and how many may have come, after the confirmation."""
    if since is None:
        return 0, 0
    apart = [time - since for time in times]
    return sum(one > SOON for one in apart), sum(one > -SOON for one in apart)


def pages(book: Book, reader: Reader, verdict: Verdict) -> None:
    """Each story is where its state says, under its own address and in the list."""
    live: set[int] = set()
    rows = Contribution.objects.prefetch_related("submissions").order_by("pk")
    for contribution in rows.iterator(chunk_size=300):
        submissions = list(contribution.submissions.all())
        n = next(iter(book.words.marks_in(submissions[0].title)), (-1, 0))[0]
        answer = reader.read(f"/api/v1/stories/{contribution.story_id}/")
        status = answer.status if answer else 0
        if any(submission.state == State.PUBLISHED for submission in submissions):
            live.add(n)
            if status != 200:
                verdict.breach(MISSING, f"Story {n} has no page: {status}.")
            with_photo = any(one.state == State.PUBLISHED and one.photo_id for one in submissions)
            reader.look_for(n)
            if with_photo != bool(reader.look_at_photos(n)):
                verdict.breach(MISSING, f"The photo of story {n}: {with_photo}.")
        elif reader.look_at_photos(n):
            verdict.breach(AFTER, f"Story {n} still has a photo.")
        elif status not in (404, 410):
            verdict.breach(AFTER, f"Story {n} still has a page: {status}.")
    for n in live ^ set(_listed(book, reader)):
        verdict.breach(MISSING if n in live else AFTER, f"Story {n} and the list disagree.")
    for path in LISTS:
        reader.read(path)
        if path not in reader.answered:
            verdict.breach(TROUBLE, f"The reader never saw {path}.")


def _listed(book: Book, reader: Reader) -> Iterator[int]:
    """Every story in the API's list, page by page."""
    path: str | None = "/api/v1/stories/?page_size=100"
    while path and (answer := reader.read(path)) and answer.status == 200:
        for item in answer.data["results"]:
            yield from (n for n, _revision in book.words.marks_in(item["title"]))
        onward = answer.data["next"]
        path = onward and "/" + onward.split("/", 3)[3]


def leaks(fleet: Fleet, book: Book, tokens: Iterable[str], verdict: Verdict) -> None:
    """Logs and Redis hold no mark, code, receipt or token; lists no address and no message."""
    receipts = {story.receipt for story in book.stories.values() if story.receipt}
    secret = re.compile(r"\b(\d{4}-?\d{4}|[A-Z2-7]{4}(?:-[A-Z2-7]{4}){4})\b")
    tokens = list(tokens)
    for name, text in (*_logs(fleet), *_redis(fleet)):
        found = {word.replace("-", "") for word in secret.findall(text)}
        if book.words.prefix in text.lower():
            verdict.breach(WORDS, f"{name}: words or an address")
        if found & book.codes or found & {receipt.replace("-", "") for receipt in receipts}:
            verdict.breach(WORDS, f"{name}: a code or receipt")
        if any(token in text for token in tokens):
            verdict.breach(WORDS, f"{name}: a token")


def addresses_seen(reader: Reader, verdict: Verdict) -> None:
    """No public page ever showed an address or what the team wrote."""
    for (n, revision), seen in reader.seen.items():
        story = reader.book.stories.get(n)
        if story is None or revision > story.tried:
            verdict.breach(WORDS, f"{seen.where}: an address or a message about story {n}")


def _logs(fleet: Fleet) -> Iterator[tuple[str, str]]:
    """Each log, in pieces of whole lines and of a bounded size."""
    files = [*fleet.home.logs.glob("*.log*")]
    if fleet.servers.redis and fleet.servers.redis.child.folder:
        files += [path for path in fleet.servers.redis.child.folder.rglob("*") if path.is_file()]
    for path in files:
        with path.open(errors="replace") as lines:
            while piece := lines.readlines(5_000_000):
                yield path.name, "".join(piece)


def _redis(fleet: Fleet) -> Iterator[tuple[str, str]]:
    reads = {
        b"string": lambda key: client.get(key),
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": lambda key: client.smembers(key),
        b"hash": lambda key: client.hgetall(key),
        b"zset": lambda key: client.zrange(key, 0, -1),
    }
    with redis.Redis.from_url(fleet.environment["REDIS_URL"], socket_timeout=5) as client:
        for key in client.scan_iter(count=500):
            read = reads.get(client.type(key))
            yield f"Redis {key!r}", f"{key!r} {read(key) if read else ''!r}"
