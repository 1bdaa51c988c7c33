"""The development mailbox as pages, served only where MARROW_DEMO is 1."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mail import folder

# What a mail asks a person to type: 1234-5678, or a receipt in groups of four.
CODE = re.compile(r"(?<![\w-])(?:\d{4}-\d{4}|[A-Z2-7]{4}(?:-[A-Z2-7]{4}){4})(?![\w-])")


@dataclass(frozen=True)
class Letter:
    """One mail as the pages show it."""

    name: str
    to: str
    sender: str
    subject: str
    sent_at: datetime | None
    text: str

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys(CODE.findall(self.text)))


def read(name: str, mail: EmailMessage) -> Letter:
    """The letter in a parsed mail: its plain text, whatever else it carries."""
    plain = mail.get_body(("plain",))
    date = mail["Date"]
    return Letter(
        name=name,
        to=str(mail["To"] or ""),
        sender=str(mail["From"] or ""),
        subject=str(mail["Subject"] or ""),
        sent_at=date.datetime if date is not None else None,
        text=plain.get_content().strip() if plain is not None else "",
    )


def mailbox(request: HttpRequest) -> HttpResponse:
    """Lists the newest mails, newest first."""
    letters = [read(name, mail) for name, mail in folder.newest()]
    return render(request, "dev/mail.html", {"letters": letters, "alternates": ()})


def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Shows the text of one mail, and the code in it on its own."""
    try:
        found = read(name, folder.read(name))
    except FileNotFoundError:
        raise Http404 from None
    return render(request, "dev/mail_one.html", {"letter": found, "alternates": ()})
