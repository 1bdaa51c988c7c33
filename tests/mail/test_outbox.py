"""Owed mail: never none, and once at a sink that honours the key."""

import smtplib

import pytest
from django.core import mail as django_mail
from django.db.models.functions import Now

from jobs import work
from jobs.models import Job
from mail import folder, outbox
from mail.models import Mail
from moderation import reactions

pytestmark = pytest.mark.django_db


def owe(key: str = "k", **changes) -> Mail:
    words = {"to": "ruth@example.org", "subject": "News", "text": "There is news."}
    outbox.owe("test", key=key, **{**words, **changes})
    return Mail.objects.get(key=key)


def send(mail: Mail) -> bool:
    Job.objects.filter(subject=mail.key).update(lease_until=None, lease_token=None)
    job = Job.objects.get(subject=mail.key)
    return work.run(job.pk, by="worker")


def test_owing_twice_is_owing_once():
    owe()
    owe()
    assert (Mail.objects.count(), Job.objects.count()) == (1, 1)


def test_the_same_deed_has_the_same_message_id():
    first = owe().message_id
    Mail.objects.all().delete()
    assert owe().message_id == first


def test_sent_and_then_forgotten():
    mail = owe()
    assert send(mail)
    mail.refresh_from_db()
    sent = django_mail.outbox[0]
    assert (sent.body, sent.extra_headers["Message-ID"]) == ("There is news.", mail.message_id)
    assert (mail.state, mail.to, mail.text, mail.html) == ("sent", "", "", "")


def test_long_ago_is_forgotten_sent_or_not(settings):
    send(owe("sent"))
    owe("never sent")
    owe("new")
    Mail.objects.exclude(key="new").update(created_at=Now() - settings.MARROW_KEEP_MAIL)
    reactions.forget_mail(None)
    assert list(Mail.objects.values_list("key", flat=True)) == ["new"]


def test_not_sent_twice():
    mail = owe()
    send(mail)
    Job.objects.update(done_at=None, done_by="")
    send(mail)
    assert len(django_mail.outbox) == 1


def test_a_refused_mail_stays_owed(monkeypatch):
    def refuses(self, messages):
        raise smtplib.SMTPServerDisconnected("ruth@example.org")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuses)
    mail = owe()
    assert not send(mail)
    mail.refresh_from_db()
    job = Job.objects.get()
    assert (mail.state, mail.text, job.done_at) == ("sending", "There is news.", None)
    assert job.last_error == "SMTPServerDisconnected"


def test_sending_is_committed_before_the_network_is_touched(monkeypatch):
    seen = []

    def looks(self, messages):
        seen.append(Mail.objects.get().state)
        return 1

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", looks)
    send(owe())
    assert seen == ["sending"]


def test_header_injection_is_impossible():
    mail = owe(subject="News\r\nBcc: everyone@example.org")
    assert mail.subject == "News Bcc: everyone@example.org"


def test_the_key_goes_along_where_a_provider_honours_one(settings):
    settings.MARROW_MAIL_KEY_HEADER = "Idempotency-Key"
    mail = owe()
    send(mail)
    assert django_mail.outbox[0].extra_headers["Idempotency-Key"] == mail.message_id.strip("<>")


def test_the_folder_keeps_one_file_a_message(settings, tmp_path):
    settings.MARROW_HOME = tmp_path
    message = outbox.as_message(owe())
    backend = folder.FolderBackend()
    backend.send_messages([message])
    backend.send_messages([message])
    [(name, read)] = folder.newest()
    assert read["To"] == "ruth@example.org"
    assert folder.read(name)["Message-ID"] == message.extra_headers["Message-ID"]


@pytest.mark.parametrize("name", ["../secret_key", "a.txt", "", "a/b.eml", "A.eml"])
def test_the_folder_shows_nothing_else(settings, tmp_path, name):
    settings.MARROW_HOME = tmp_path
    with pytest.raises(FileNotFoundError):
        folder.read(name)
