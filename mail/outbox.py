"""Owing a mail, and sending it.

`sending` is committed before the network is touched, so a crash leaves a row that says "perhaps".
Such a mail is sent again with the same Message-ID and the same key: never none, and twice only
where plain SMTP gives no way to ask.
"""

import hashlib
from collections.abc import Callable
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.dispatch import Signal
from django.template.loader import render_to_string
from django.utils.translation import override

from jobs import work
from mail.models import Mail

leaving = Signal()  # sent before a mail is: whoever must see something done first takes their time
Writer = Callable[[Mail], bool]
WRITERS: dict[str, Writer] = {}


def owe(kind: str, *, to: str, key: str, subject: str, text: str, html: str = "") -> None:
    """Owe one mail, in the transaction of the deed. A key that is owed already changes nothing."""
    digest = digest_of(key)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    Mail.objects.bulk_create(
        [
            Mail(
                kind=kind,
                key=key,
                message_id=f"<{digest}@{domain}>",
                to=to,
                subject=" ".join(subject.split()),
                text=text,
                html=html,
            )
        ],
        ignore_conflicts=True,
    )
    work.owe("send-mail", key, key=f"mail:{digest}")


def digest_of(key: str) -> str:
    """What stands for a mail's key where others see it: in the Message-ID, and with its job."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def owe_template(kind: str, *, to: str, key: str, language: str, context: dict) -> None:
    """Owe a mail from `templates/mail/<kind>.txt`, whose first line is the subject."""
    owe(kind, to=to, key=key, **words_of(kind, language=language, context=context))


def words_of(kind: str, *, language: str, context: dict) -> dict[str, str]:
    """Subject, text and HTML of a mail from its template."""
    with override(language):
        context = {"site_url": settings.SITE_URL, **context}
        subject, _, text = render_to_string(f"mail/{kind}.txt", context).lstrip().partition("\n")
        html = render_to_string("mail/base.html", {"text": text.strip(), "language": language})
    return {"subject": subject.strip(), "text": text.strip() + "\n", "html": html}


def writes(kind: str) -> Callable[[Writer], Writer]:
    """Register what writes mails of this kind as they leave, address and words.

    For what must be true at that moment. It fills the mail in, and answers False where there is
    nothing to send any more. Such a mail is owed by its key alone, and holds nothing while
    it waits.
    """

    def register(write: Writer) -> Writer:
        WRITERS[kind] = write
        return write

    return register


def root_of(language: str) -> str:
    """Where the pages in this language begin."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


@work.handler("send-mail", atomic=False)
def send(lease: work.Lease) -> None:
    """Send one owed mail, then blank its words and its address."""
    leaving.send(Mail)
    unsent = Mail.objects.filter(key=lease.subject).exclude(state=Mail.State.SENT)
    unsent.update(state=Mail.State.SENDING)
    mail = unsent.first()
    if mail is not None:
        write = WRITERS.get(mail.kind)
        if write is None or write(mail):
            as_message(mail).send()
        else:
            unsent.delete()  # nothing was sent, and nothing says so
    with transaction.atomic():
        unsent.update(state=Mail.State.SENT, sent_at=Now(), to="", text="", html="")
        lease.finish()


def as_message(mail: Mail) -> EmailMultiAlternatives:
    """The mail as Django sends it, with the key for providers that honour one."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if settings.MARROW_MAIL_KEY_HEADER:
        headers[settings.MARROW_MAIL_KEY_HEADER] = mail.message_id.strip("<>")
    if mail.stop_url:  # one press in the mail program itself, RFC 8058
        headers["List-Unsubscribe"] = f"<{mail.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def forget(old: Q) -> None:
    """Delete what is long ago, sent or not. `old`: which that is."""
    Mail.objects.filter(old).delete()
