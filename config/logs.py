"""Structured logs: one JSON object a line, with names, numbers and times, and nobody's words."""

import logging
import sys
from typing import Any

import structlog

# When a line cannot be written, Python would print the values that stood in it instead.
logging.raiseExceptions = False

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_values(logger: object, method: str, event: dict) -> dict:
    """Keep of an exception its type and its place, for its message may quote what someone wrote."""
    info = event.pop("exc_info", None)
    if info is True:  # structlog's way of saying "the one that is being told of"
        info = sys.exc_info()
    if isinstance(info, tuple) and info[0] is not None:
        event["exception"] = info[0].__name__
        event["where"] = [
            f"{'/'.join(code.co_filename.split('/')[-2:])}:{line}"
            for code, line in _frames(info[2])
        ][-6:]
    event.pop("stack_info", None)
    return event


def without_address(logger: object, method: str, event: dict) -> dict:
    """Keep of Django's "Not Found: /stories/…/title-of-a-story/" what it is, and not where.

    The line `request` with the same number names the page; a title would outlive its withdrawal.
    """
    if event.get("logger", "").startswith(("django.request", "django.security.csrf")):
        event["event"] = event["event"].partition(":")[0]
    return event


def _frames(traceback):
    while traceback is not None:
        yield traceback.tb_frame.f_code, traceback.tb_lineno
        traceback = traceback.tb_next


structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder(allow=["status_code"])],
            "processors": [
                without_values,
                without_address,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        # These two write addresses of pages with what was searched for; `request` says it better.
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
    },
}
