"""All settings. Every variable of the environment read here is explained in docs/operating.md."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from config import email_url
from config.logs import LOGGING  # noqa: F401 - a setting of Django's
from moderation.checks import CHECKS

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(eager=True)

MARROW_DEMO = env.bool("MARROW_DEMO", default=False)
MARROW_HOME = Path(env.str("MARROW_HOME", default=str(BASE_DIR / ".marrow"))).absolute()
MARROW_ORGANISATION = env.str("MARROW_ORGANISATION", default="")
MARROW_GRACE = timedelta(seconds=env.int("MARROW_GRACE", default=12 if MARROW_DEMO else 600))
# Which stories two people read before they are public: codes of `moderation.two_people.RULES`.
MARROW_TWO_PEOPLE = env.list(
    "MARROW_TWO_PEOPLE", default=["minors", "names", "crisis", "legal", "severe"]
)
# Whether an information article goes live only when somebody else than its writer lets it.
MARROW_ARTICLES_BY_TWO = env.bool("MARROW_ARTICLES_BY_TWO", default=False)
MARROW_CLAIM = timedelta(minutes=env.int("MARROW_CLAIM_MINUTES", default=15))
MARROW_DUE_SEVERE = timedelta(hours=env.int("MARROW_DUE_SEVERE_HOURS", default=4))
MARROW_DUE = timedelta(hours=env.int("MARROW_DUE_HOURS", default=72))
# The weekdays on which somebody reads, 1 for Monday: what is promised skips the others.
MARROW_TEAM_DAYS = frozenset(
    int(day) for day in env.list("MARROW_TEAM_DAYS", default=["1", "2", "3", "4", "5", "6", "7"])
)
if not MARROW_TEAM_DAYS or not set(range(1, 8)) >= MARROW_TEAM_DAYS:
    raise ImproperlyConfigured("MARROW_TEAM_DAYS: some of 1 (Monday) to 7 (Sunday), as 1,2,3,4,5.")
# From which hour on the team hears, once a day and if they want to, how many wait.
MARROW_DESK_MAIL_HOUR = env.int("MARROW_DESK_MAIL_HOUR", default=8)
# By when a case where somebody may be in danger should be closed; round the clock.
MARROW_SAFEGUARDING = timedelta(hours=env.int("MARROW_SAFEGUARDING_HOURS", default=4))
MARROW_KEEP_DECLINED = timedelta(days=env.int("MARROW_KEEP_DECLINED_DAYS", default=90))
# How long an agreement holds until it has to be given again, and when we ask if it still fits.
MARROW_CONSENT = timedelta(days=env.int("MARROW_CONSENT_DAYS", default=0))  # 0: until taken back
MARROW_CHECK_IN = timedelta(days=env.int("MARROW_CHECK_IN_DAYS", default=365))
MARROW_ASK_GUARDIAN = timedelta(days=env.int("MARROW_ASK_GUARDIAN_DAYS", default=30))
MARROW_COMING_OF_AGE = timedelta(days=env.int("MARROW_COMING_OF_AGE_DAYS", default=90))
MARROW_KEEP_DRAFTS = timedelta(days=env.int("MARROW_KEEP_DRAFTS_DAYS", default=30))
# Photos of those who neither sent their story nor signed in: their room together, and their time.
MARROW_UNSENT_PHOTOS = env.int("MARROW_UNSENT_PHOTOS_MB", default=2000) * 1024 * 1024
MARROW_KEEP_UNSENT_PHOTOS = timedelta(days=env.int("MARROW_KEEP_UNSENT_PHOTOS_DAYS", default=7))
MARROW_MEMORY_WAIT = timedelta(days=env.int("MARROW_MEMORY_WAIT_DAYS", default=14))
MARROW_THANKS_MAIL = timedelta(days=env.int("MARROW_THANKS_MAIL_DAYS", default=7))
# Reports from so many sources within this time let a story rest until a lead has looked; for the
# time after that look, more of the same do not. How long an address is kept after its answer, and
# the marks by which sources are told apart.
MARROW_REPORTS = env.int("MARROW_REPORTS", default=3)
MARROW_REPORT_WINDOW = timedelta(days=env.int("MARROW_REPORT_WINDOW_DAYS", default=7))
MARROW_REPORT_REST = timedelta(days=env.int("MARROW_REPORT_REST_DAYS", default=30))
MARROW_KEEP_REPORTERS = timedelta(days=env.int("MARROW_KEEP_REPORTERS_DAYS", default=30))
MARROW_KEEP_REPORT_MARKS = timedelta(days=env.int("MARROW_KEEP_REPORT_MARKS_DAYS", default=30))
# Beside the database and in none of its backups: what must be hidden again after one came back.
MARROW_ERASURE_FILE: Path | None = Path(
    env.str("MARROW_ERASURE_FILE", default=str(MARROW_HOME / "erasures.jsonl"))
)
MARROW_KEEP_MAIL = timedelta(days=env.int("MARROW_KEEP_MAIL_DAYS", default=90))
# Characters of one story: a limit against floods, not a length to aim for.
MARROW_MAX_CHARACTERS = 20_000
# Of public pages, ready to be handed over, in each web process; 0: every page is made anew.
MARROW_MEMORY = env.int("MARROW_MEMORY_MB", default=64) * 1024 * 1024
# Stories that share illness, age and place: where there are fewer, their person is told in time.
MARROW_RARE = env.int("MARROW_RARE", default=5)
MARROW_MAIL_KEY_HEADER = env.str("MARROW_MAIL_KEY_HEADER", default="")
# Where the end of the log's chain is mailed to every day, besides organisers and auditors.
MARROW_AUDIT_MAIL: list[str] = env.list("MARROW_AUDIT_MAIL", default=[])
MARROW_MFA = not MARROW_DEMO or env.bool("MARROW_MFA", default=False)

# How much one network or address may do: scope -> (times, per how many seconds).
MARROW_LIMITS_ON = not (MARROW_DEMO and env.str("MARROW_LIMITS", default="on") == "off")
MARROW_LIMITS = {
    "submit": (env.int("MARROW_LIMIT_SUBMIT", default=20), 3600),
    "submit-address": (env.int("MARROW_LIMIT_SUBMIT_ADDRESS", default=5), 3600),
    "draft": (env.int("MARROW_LIMIT_DRAFT", default=60), 3600),
    "receipt": (env.int("MARROW_LIMIT_RECEIPT", default=10), 3600),
    "answer": (env.int("MARROW_LIMIT_ANSWER", default=20), 3600),
    "code": (env.int("MARROW_LIMIT_CODE", default=10), 3600),
    "sign-in": (5, 3600),  # tries of one mailed code, which is worthless long before the hour is up
    "search": (env.int("MARROW_LIMIT_SEARCH", default=120), 60),
    "photo": (env.int("MARROW_LIMIT_PHOTO", default=30), 3600),
    "cut": (env.int("MARROW_LIMIT_CUT", default=60), 3600),
    "copy": (env.int("MARROW_LIMIT_COPY", default=10), 3600),
    "report": (env.int("MARROW_LIMIT_REPORT", default=10), 3600),
    "reveal": (env.int("MARROW_LIMIT_REVEAL", default=20), 3600),
    "export": (env.int("MARROW_LIMIT_EXPORT", default=20), 3600),
    "reference": (env.int("MARROW_LIMIT_REFERENCE", default=30), 3600),
    "report-mail": (4, 24 * 3600),  # to one address: two reports, and what came of them
    "alert": (env.int("MARROW_LIMIT_ALERT", default=10), 3600),
    "alert-mail": (3, 24 * 3600),  # to one address: mails that ask whether it wants any
    "hold": (3, 24 * 3600),  # stories that rest because one network says that it is named in them
    "thanks": (1, 24 * 3600),  # of one network for one story
    "telling": (3, 24 * 3600),  # of a death, for one story
    "api": (env.int("MARROW_LIMIT_API", default=600), 60),
}

MODERATION_CHECKS = list(CHECKS)  # dotted paths; a host may list others

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="" if not DEBUG else "only-for-debugging")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}")
SECURE = urlsplit(SITE_URL).scheme == "https"

INSTALLED_APPS = [
    "accounts.site.Config",  # django.contrib.admin, without its passwords
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "anymail",
    "pgtrigger",
    "jobs",
    "mail",
    "accounts",
    "stories",
    "library",
    "moderation",
    "contributors",
    "readers",
    "config",
]

MIDDLEWARE = [
    "config.middleware.request_log",
    "config.serving.waiting.answer_when_heard",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.language",
    "config.middleware.replay_first",
    "accounts.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.staff_second_factor",
    "config.middleware.privacy",
    "config.guard.look",
    "config.middleware.search_limit",
    "config.middleware.domain_errors",
    "config.middleware.carry_the_veil",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        env.str("DATABASE_URL", default="postgresql:///marrow"),
        conn_max_age=None,
        conn_health_checks=True,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits of sign-in live in PostgreSQL, so that flushing Redis resets none of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "KEY_FUNCTION": "accounts.limits.cache_key",
        # A full cache drops what still counts, so that a flood would lift the limits of others.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-sid" if SECURE else "sid"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_AGE = SESSION_COOKIE_AGE  # as long as a form's words wait in a browser, and no longer
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES and SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["config.uploads.InMemory"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.NoPassword"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/accounts/home/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignIn",
    "request_login_code": "accounts.forms.AskForCode",
    "confirm_login_code": "accounts.forms.TypeCode",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = env.int("MARROW_FRESH_MINUTES", default=10) * 60
MFA_ADAPTER = "accounts.adapter.SecondKey"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a sign-in code is the proof of the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # WCAG 2.2.1: time to find the mail on another device
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = MARROW_LIMITS["sign-in"][0]
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "60/m/ip",
    "request_login_code": "20/m/ip,5/5m/key",
    "login_failed": "10/m/ip,5/5m/key",
}
if not MARROW_LIMITS_ON:
    ACCOUNT_RATE_LIMITS = False
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Marrow"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = MARROW_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no file is kept on disk
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "webp", "gz", "br", "woff2", "map"]

# Mail: EMAIL_URL (smtp://user:password@host:587/?tls=1) or any backend of Django's or Anymail's.
if url := env.str("EMAIL_URL", default=""):
    vars().update(email_url.settings_from(url))
else:
    EMAIL_BACKEND = env.str(
        "EMAIL_BACKEND",
        default="mail.folder.FolderBackend"
        if MARROW_DEMO
        else "django.core.mail.backends.smtp.EmailBackend",
    )
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Marrow <marrow@example.org>")
ANYMAIL: Any = env.json("ANYMAIL", default={})

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")


def broker_url(redis_url: str) -> str:
    """Celery's spelling of a Redis address: it names unix sockets in its own way."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    number = dict(item.split("=") for item in parts.query.split("&") if "=" in item).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={number}"


CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120  # shorter than a job's lease
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_PUBLISH_RETRY = False  # only the relay publishes, and it comes again anyway
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 20_000
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 25,
}
CELERY_VISIBILITY_TIMEOUT = 300
# Celery closes Django's connections around each task unless told how often they may be used again.
CELERY_DB_REUSE_MAX = 1_000_000_000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["knox.auth.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.Json"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["config.api.Throttle"],
    "EXCEPTION_HANDLER": "config.api.problem",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Token", "TOKEN_TTL": None, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "Marrow",
    "VERSION": "1",
    "DESCRIPTION": "Stories of people affected by blood cancer: read, send, decide.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an address is unique whatever its case: a constraint
    "security.W005",  # HSTS for the names below this one, and
    "security.W021",  # its preload list: only the host knows who else lives there, and for how long
]
