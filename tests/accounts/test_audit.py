"""The log of what the team does: it can be added to, it is sealed, and nothing else."""

import json
import re
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from accounts import audit
from accounts.audit import note
from accounts.models import AuditEntry, AuditHead
from jobs import work
from jobs.models import Job
from mail.models import Mail
from tests.factories import person

pytestmark = pytest.mark.django_db


def test_a_deed_is_written_down_in_codes():
    entry = note("claim-broken", by=7, about="a-story", holder=9)
    entry.refresh_from_db()
    kept = (entry.kind, entry.actor, entry.about, entry.facts)
    assert kept == ("claim-broken", 7, "a-story", {"holder": 9})


@pytest.mark.parametrize("words", ["Ruth", "ruth@example.org", "two words", 1.5, {"a": 1}])
def test_what_looks_like_words_is_refused(words):
    with pytest.raises(ValueError, match="codes, numbers and ids"):
        note("export", by=7, what=words)
    with pytest.raises(ValueError, match="codes, numbers and ids"):
        note("export", by=7, what=["fine", words])
    assert not AuditEntry.objects.exists()


def test_nobody_changes_or_deletes_what_was_written():
    entry = note("export", by=7)
    for seal in (False, True):
        if seal:
            audit.seal()
        for change in ({"kind": "other"}, {"seq": 7, "facts": {"a": 1}}):
            with pytest.raises(DatabaseError), transaction.atomic():
                AuditEntry.objects.filter(pk=entry.pk).update(prev="a", hash="b", **change)
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.filter(pk=entry.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(seq=2)
    assert AuditEntry.objects.get() == entry


# --- the chain -----------------------------------------------------------------------------------


@pytest.fixture
def chain() -> list[AuditEntry]:
    """Five sealed rows."""
    for number in range(5):
        note("approve", by=number, about="a-story", text=number, reason="names")
    assert audit.seal() == 5
    return list(AuditEntry.objects.order_by("seq"))


def as_superuser(sql: str, *values) -> None:
    """What somebody can do who owns the database, and has put its triggers to sleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def verify(capsys, head: str = "") -> str:
    """What the command says, with "!" before it where it exits with an error."""
    try:
        call_command("verify_audit", head=head)
    except SystemExit:
        return "!" + capsys.readouterr().err.strip()
    return capsys.readouterr().out.strip()


def test_a_chain_holds(chain, capsys):
    assert [row.seq for row in chain] == [1, 2, 3, 4, 5]
    assert [row.prev for row in chain] == [audit.START, *[row.hash for row in chain[:4]]]
    told = f"All 5 sealed rows hold. The chain ends with {chain[4].hash}:5."
    assert verify(capsys) == told
    assert verify(capsys, f"{chain[4].hash}:5") == told
    assert verify(capsys, f"{chain[1].hash}:2") == told


def test_what_a_hash_is_of_can_be_written_by_anybody(chain):
    """The words of docs/operating.md, as another program would follow them."""
    row = chain[1]
    told = json.loads(audit.canonical(row))
    assert sorted(told) == ["about", "by", "facts", "kind", "prev", "salt", "seq", "time"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", told["time"])
    assert told | {"time": ""} == {
        "about": "a-story",
        "by": 1,
        "facts": {"text": 1, "reason": "names"},
        "kind": "approve",
        "prev": chain[0].hash,
        "salt": row.salt,
        "seq": 2,
        "time": "",
    }
    assert len({one.salt for one in chain}) == 5


TABLE = "accounts_auditentry"
CHANGES = [
    f"UPDATE {TABLE} SET kind = 'decline' WHERE seq = 3",
    f"UPDATE {TABLE} SET actor = 9 WHERE seq = 3",
    f"UPDATE {TABLE} SET about = 'b-story' WHERE seq = 3",
    f'UPDATE {TABLE} SET facts = facts || \'{{"reason": "other"}}\' WHERE seq = 3',
    f"UPDATE {TABLE} SET at = at + interval '1 microsecond' WHERE seq = 3",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_a_changed_row_is_named(chain, capsys, sql):
    as_superuser(sql)
    told = f"!Row {chain[2].pk}, at place 3, was changed after it was sealed."
    assert verify(capsys) == told


def test_a_changed_row_with_a_new_hash_breaks_the_next(chain, capsys):
    row = chain[2]
    row.kind = "decline"
    as_superuser(
        f"UPDATE {TABLE} SET kind = 'decline', hash = %s WHERE seq = 3", audit.hash_of(row)
    )
    assert verify(capsys) == f"!Row {chain[3].pk}, at place 4, does not follow the row before it."


def test_a_missing_row_is_named(chain, capsys):
    as_superuser(f"DELETE FROM {TABLE} WHERE seq = 3")
    told = f"!Place 3 is missing: the next row there is {chain[3].pk}, at place 4."
    assert verify(capsys) == told
    as_superuser(f"UPDATE {TABLE} SET seq = seq - 1 WHERE seq > 3")
    assert verify(capsys) == f"!Row {chain[3].pk}, at place 3, does not follow the row before it."


def test_an_added_row_is_named(chain, capsys):
    as_superuser(f"UPDATE {TABLE} SET seq = seq + 101 WHERE seq >= 3")
    as_superuser(f"UPDATE {TABLE} SET seq = seq - 100 WHERE seq > 100")
    as_superuser(
        f"INSERT INTO {TABLE} (kind, about, facts, salt, seq, prev, hash)"
        f" VALUES ('approve', 'a-story', '{{}}', 's', 3, %s, %s)",
        chain[1].hash,
        "f" * 64,
    )
    added = AuditEntry.objects.get(seq=3)
    assert verify(capsys) == f"!Row {added.pk}, at place 3, was changed after it was sealed."


def test_swapped_rows_are_named(chain, capsys):
    as_superuser(f"UPDATE {TABLE} SET seq = 99 WHERE seq = 3")
    as_superuser(f"UPDATE {TABLE} SET seq = 3 WHERE seq = 4")
    as_superuser(f"UPDATE {TABLE} SET seq = 4 WHERE seq = 99")
    assert verify(capsys) == f"!Row {chain[3].pk}, at place 3, does not follow the row before it."


def test_a_cut_end_shows_against_a_mailed_head(chain, capsys):
    as_superuser(f"DELETE FROM {TABLE} WHERE seq = 5")
    assert verify(capsys).startswith("All 4 sealed rows hold.")
    told = "!The chain ends at place 4, and a mail told of place 5."
    assert verify(capsys, f"{chain[4].hash}:5") == told
    AuditHead.objects.create(seq=5, hash=chain[4].hash, entries=5)
    assert verify(capsys) == told


def test_a_chain_that_was_written_anew_shows_against_a_mailed_head(chain, capsys):
    head, prev = f"{chain[4].hash}:5", audit.START
    for row in chain:
        row.actor, row.prev = 99, prev
        row.hash = prev = audit.hash_of(row)
        as_superuser(
            f"UPDATE {TABLE} SET actor = 99, prev = %s, hash = %s WHERE seq = %s",
            *(row.prev, row.hash, row.seq),
        )
    assert verify(capsys).startswith("All 5 sealed rows hold.")
    told = f"!Row {chain[4].pk}, at place 5, is not the one that was told of in a mail."
    assert verify(capsys, head) == told


def test_a_head_that_is_none():
    with pytest.raises(CommandError, match="HASH:SEQ"):
        call_command("verify_audit", head="soup")


def test_gaps_in_the_numbers_are_no_break(capsys):
    note("one", by=1)
    with transaction.atomic():
        note("gone", by=1)
        transaction.set_rollback(True)
    note("two", by=1)
    audit.seal()
    pks = list(AuditEntry.objects.order_by("seq").values_list("pk", flat=True))
    assert pks[1] - pks[0] == 2
    assert verify(capsys).startswith("All 2 sealed rows hold.")


def test_rows_that_nobody_seals_are_told_of(capsys):
    entry = note("one", by=1)
    assert "1 more wait for their seal" in verify(capsys)
    as_superuser(f"UPDATE {TABLE} SET at = at - interval '1 hour' WHERE id = %s", entry.pk)
    assert verify(capsys).startswith("!Rows wait for their seal")


@pytest.mark.django_db(transaction=True)
def test_a_row_that_commits_late_is_sealed_late():
    """And whoever writes one waits neither for another writer nor for who seals."""
    written, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                note("slow", by=1)
                written.set()
                assert sealed.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert written.wait(10)
    note("quick", by=2)
    with transaction.atomic():
        assert audit.seal() == 1
    sealed.set()
    writer.join()
    with transaction.atomic():
        assert audit.seal() == 1
    rows = AuditEntry.objects.order_by("seq")
    assert [row.kind for row in rows] == ["quick", "slow"]
    assert rows[0].pk > rows[1].pk
    assert audit.broken() == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_at_once_seal_each_row_once():
    for number in range(3):
        note("one", by=number)
    held, done = threading.Event(), threading.Event()

    def other() -> None:
        try:
            with transaction.atomic():
                assert audit.seal() == 3
                held.set()
                assert done.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert held.wait(10)
    with transaction.atomic():
        assert audit.seal() == 0
    done.set()
    thread.join()
    with transaction.atomic():
        assert audit.seal() == 0
    assert audit.broken() == ""


# --- the head, mailed ----------------------------------------------------------------------------


def mailed(key: str) -> list[Mail]:
    Job.objects.all().delete()
    work.owe("mail-audit-head", "", key=key)
    assert work.run(Job.objects.get(key=key).pk, by="worker")
    return list(Mail.objects.filter(kind="audit_head").order_by("id"))


def test_the_head_goes_out_to_who_keeps_it(settings):
    settings.MARROW_AUDIT_MAIL = ["notary@example.com"]
    for role in ("organiser", "auditor", "moderator", "lead"):
        person(f"{role}@example.org", role)
    assert mailed("none") == []
    note("approve", by=7, about="a-story")
    mails = mailed("now")
    seq, digest = audit.head()
    assert [mail.to for mail in mails] == [
        "notary@example.com",
        "organiser@example.org",
        "auditor@example.org",
    ]
    for mail in mails:
        assert f"\n{digest}:{seq}\nLines: 1\n" in mail.text
        assert "approve" not in mail.text + mail.html
        assert "a-story" not in mail.text + mail.html
    head = AuditHead.objects.get()
    assert (head.seq, head.hash, head.entries) == (seq, digest, 1)


def test_sealing_comes_round():
    assert work.PERIODS["seal-audit"] <= timedelta(seconds=15)
    assert work.PERIODS["mail-audit-head"] == timedelta(days=1)
    note("approve", by=7)
    work.owe("seal-audit", "", key="now")
    assert work.run(Job.objects.get(key="now").pk, by="worker")
    assert AuditEntry.objects.get().seq == 1
    assert AuditEntry.objects.filter(at__lte=Now()).exists()
