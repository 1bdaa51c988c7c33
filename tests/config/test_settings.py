"""The settings are all explained, and mean what docs/operating.md says."""

import ast
import re
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.email_url import settings_from

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "config" / "settings.py"
GUIDE = ROOT / "docs" / "operating.md"


def read_from_the_environment() -> dict[str, ast.expr | None]:
    """Each variable that settings.py reads, and its default as it is written there."""
    found: dict[str, ast.expr | None] = {}
    for node in ast.walk(ast.parse(SETTINGS.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "env":
            continue
        [name] = [one.value for one in node.args]
        found[name] = next((one.value for one in node.keywords if one.arg == "default"), None)
    return found


def explained() -> dict[str, str]:
    """Each variable of the guide's tables, and its default there."""
    _, _, rest = GUIDE.read_text().partition("\n## Settings\n")
    section, _, _ = rest.partition("\n## ")
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", section, re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return {name: default.strip().strip("`") for name, default in rows}


def as_told(value: object) -> str:
    """A default as the guide writes it."""
    match value:
        case "" | []:
            return "(empty)"
        case bool():
            return str(int(value))
        case list():
            return ",".join(value)
        case _:
            return str(value)


def fresh(monkeypatch, **environment: str) -> dict:
    """The settings as a process with this environment has them."""
    for name in read_from_the_environment():
        monkeypatch.delenv(name, raising=False)
    for name, value in {"SECRET_KEY": "x" * 60, **environment}.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


def test_every_variable_is_explained_and_no_other():
    assert set(explained()) == set(read_from_the_environment())


def test_the_defaults_are_those_of_the_code():
    told = explained()
    literal = {}
    for name, default in read_from_the_environment().items():
        try:
            literal[name] = as_told(ast.literal_eval(default))
        except ValueError:
            continue  # depends on another; see below
    assert {name: told[name] for name in literal} == literal
    assert set(told) - set(literal) == {
        "SECRET_KEY", "SITE_URL", "MARROW_HOME", "MARROW_GRACE", "EMAIL_BACKEND",
        "MARROW_ERASURE_FILE",
    }  # fmt: skip


def test_what_depends_on_another_is_as_told(monkeypatch):
    site = fresh(monkeypatch)
    told = explained()
    assert site["SITE_URL"] == told["SITE_URL"]
    assert site["MARROW_HOME"] == ROOT / told["MARROW_HOME"]
    [name, home] = re.findall(r"[a-z.]+(?=`)|MARROW_HOME", told["MARROW_ERASURE_FILE"])
    assert site["MARROW_ERASURE_FILE"] == site[home] / name
    assert site["MARROW_GRACE"].total_seconds() == int(told["MARROW_GRACE"])
    assert site["EMAIL_BACKEND"] == told["EMAIL_BACKEND"]
    demo = fresh(monkeypatch, MARROW_DEMO="1", PORT="8123")
    assert demo["SITE_URL"] == "http://localhost:8123"
    assert demo["MARROW_GRACE"].total_seconds() == 12
    assert demo["EMAIL_BACKEND"] == "mail.folder.FolderBackend"


def test_without_a_secret_there_is_none(monkeypatch):
    assert fresh(monkeypatch, SECRET_KEY="")["SECRET_KEY"] == ""  # Django refuses to start


def test_the_teams_days_are_weekdays_and_some(monkeypatch):
    assert fresh(monkeypatch, MARROW_TEAM_DAYS="1,2,5")["MARROW_TEAM_DAYS"] == {1, 2, 5}
    for wrong in ("", "0", "1,8"):
        with pytest.raises(ImproperlyConfigured, match="MARROW_TEAM_DAYS"):
            fresh(monkeypatch, MARROW_TEAM_DAYS=wrong)


def test_limits_are_lifted_in_a_demonstration_only(monkeypatch):
    assert fresh(monkeypatch, MARROW_LIMITS="off")["MARROW_LIMITS_ON"] is True
    demo = fresh(monkeypatch, MARROW_LIMITS="off", MARROW_DEMO="1")
    assert demo["MARROW_LIMITS_ON"] is False


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, True),
        ({"MARROW_MFA": "0"}, True),
        ({"MARROW_MFA": "1"}, True),
        ({"MARROW_DEMO": "1"}, False),
        ({"MARROW_DEMO": "1", "MARROW_MFA": "0"}, False),
        ({"MARROW_DEMO": "1", "MARROW_MFA": "1"}, True),
    ],
)
def test_the_second_factor_can_be_left_out_in_a_demonstration_only(monkeypatch, environment, asked):
    assert fresh(monkeypatch, **environment)["MARROW_MFA"] is asked


def test_names_below_ours_are_the_hosts_to_decide(monkeypatch):
    names = ["SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"]
    secure = {"SITE_URL": "https://stories.example.org"}
    site = fresh(monkeypatch, **secure)
    assert [site[name] for name in names] == [False, False]
    asked = fresh(monkeypatch, **secure, **dict.fromkeys(names, "1"))
    assert [asked[name] for name in names] == [True, True]


def test_https_makes_everything_secure(monkeypatch):
    names = [
        "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME",
    ]  # fmt: skip
    site = fresh(monkeypatch, SITE_URL="https://stories.example.org")
    assert [site[name] for name in names] == [True, True, True, "__Host-sid", "__Host-csrf"]
    assert site["SECURE_HSTS_SECONDS"] == 31_536_000
    plain = fresh(monkeypatch)
    assert [plain[name] for name in names] == [False, False, False, "sid", "csrf"]


def test_the_proxy_is_believed_only_where_there_is_one(monkeypatch):
    secure = {"SITE_URL": "https://stories.example.org"}
    assert "SECURE_PROXY_SSL_HEADER" not in fresh(monkeypatch, **secure)
    behind = fresh(monkeypatch, **secure, TRUSTED_PROXIES="1")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert behind["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


@pytest.mark.parametrize(
    ("given", "celery"),
    [
        ("redis://host:6379/3", "redis://host:6379/3"),
        ("unix:///run/redis.sock?db=2", "redis+socket:///run/redis.sock?virtual_host=2"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
    ],
)
def test_the_broker_is_the_redis_that_is_named(monkeypatch, given, celery):
    assert fresh(monkeypatch, REDIS_URL=given)["CELERY_BROKER_URL"] == celery


@pytest.mark.parametrize(
    ("url", "port", "user", "password", "tls", "ssl"),
    [
        ("smtp://localhost", 25, "", "", False, False),
        ("smtp://ana:p%40ss%2F@host:2525/", 2525, "ana", "p@ss/", False, False),
        ("smtp://ana:x@host/?tls=1", 587, "ana", "x", True, False),
        ("smtp://ana:x@host:587/?tls=True", 587, "ana", "x", True, False),
        ("smtps://ana:x@host", 465, "ana", "x", False, True),
        ("smtps://ana:x@host:4650/?tls=1", 4650, "ana", "x", False, True),
    ],
)
def test_a_mail_server_in_one_line(url, port, user, password, tls, ssl):
    found = settings_from(url)
    assert [found[f"EMAIL_{name}"] for name in ("PORT", "HOST_USER", "HOST_PASSWORD")] == [
        port,
        user,
        password,
    ]
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


@pytest.mark.parametrize("url", ["host:587", "http://host", "smtp://", "postmark://key"])
def test_a_mail_server_that_cannot_be_read(url):
    with pytest.raises(ImproperlyConfigured, match="write it like smtp://"):
        settings_from(url)


def test_a_named_mail_server_is_used_in_a_demonstration_too(monkeypatch):
    site = fresh(monkeypatch, EMAIL_URL="smtp://ana:x@host/?tls=1", MARROW_DEMO="1")
    assert (site["EMAIL_BACKEND"], site["EMAIL_HOST"], site["EMAIL_USE_TLS"]) == (
        "django.core.mail.backends.smtp.EmailBackend",
        "host",
        True,
    )
