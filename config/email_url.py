"""EMAIL_URL: a mail server in one line, as DATABASE_URL is for a database."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtps": 465}
YES = ("1", "true", "yes")


def settings_from(url: str) -> dict[str, object]:
    """Django's EMAIL_ settings for smtp://user:password@host:587/?tls=1 or smtps://….

    `tls=1` starts encryption after connecting (STARTTLS); smtps is encrypted from the first byte.
    Raises ImproperlyConfigured.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be read: write it like smtp://user:password@host:587/?tls=1 or "
            "smtps://user:password@host/."
        )
    tls = parse_qs(parts.query).get("tls", ["0"])[-1].lower() in YES
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (587 if tls else PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls and parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
