"""A database of the benchmarks' own on the server at hand, ready for Django."""

import logging
import os
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from django.core.management import call_command
from psycopg import sql

SUFFIX = "_bench"


def prepare() -> None:
    """Make an empty database with the diagnoses in it, and the static files that pages name.

    The database that DATABASE_URL names is never touched: it may hold somebody's stories.
    """
    url = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = afresh(url)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["MARROW_DEMO"] = "0"
    home = Path(os.environ["MARROW_HOME"]) / "bench"
    (home / "log").mkdir(parents=True, exist_ok=True)
    os.environ["MARROW_HOME"] = str(home)
    django.setup()
    logging.disable(logging.INFO)  # of this process alone; web, relay and worker log as ever
    call_command("migrate", verbosity=0)
    call_command("load_diagnoses", stdout=StringIO())
    call_command("collectstatic", "--noinput", verbosity=0)


def afresh(url: str) -> str:
    """Drop and create the database beside the one that `url` names; answers its address."""
    parts = urlsplit(url)
    name = parts.path.lstrip("/") + SUFFIX
    database = sql.Identifier(name)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(database))
    return urlunsplit(parts._replace(path=f"/{name}"))


def drop() -> None:
    """Give the room back: a hundred thousand stories are half a gigabyte."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.close()
    url = urlsplit(os.environ["DATABASE_URL"])
    beside = urlunsplit(url._replace(path="/" + name.removesuffix(SUFFIX)))
    with psycopg.connect(beside, autocommit=True) as other:
        query = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        other.execute(query.format(sql.Identifier(name)))
