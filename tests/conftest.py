"""What every test may use: the diagnoses, people of each role, and stories in any state."""

import gc

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from config import guard
from moderation.models.editions import TEAM
from stories import editions
from tests.emptying import Emptier
from tests.factories import person

gc.disable()  # until all is collected: nothing of it is ever thrown away


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The diagnoses are part of every database that Marrow runs on, and stay after every test."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        call_command("load_diagnoses", verbosity=0)
        emptier = Emptier()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: emptier.restore())
        yield


@pytest.fixture(autouse=True)
def _tallied(request):
    """Count stories after each statement in a test whose transaction never comes to its end."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and not marker.kwargs.get("transaction"):
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS story_is_tallied IMMEDIATE")


@pytest.fixture(autouse=True)
def _editions(monkeypatch):
    """What ships holds until a test changes it, and no time that passes asks the database anew."""
    monkeypatch.setattr(editions, "AGE", float("inf"))
    for shelf in (editions.PUBLIC, TEAM):
        shelf.empty()


@pytest.fixture(autouse=True)
def _guarded_pages(monkeypatch):
    """A public page with a label, a left-over or a logo for a person fails the test that met it."""

    def tell(page: str, found: list[str]) -> None:
        pytest.fail(f"{page}: {', '.join(found)}")

    monkeypatch.setattr(guard, "tell", tell)


@pytest.fixture
def moderator(db):
    return person("moderator@example.org", "moderator")


@pytest.fixture
def moderator2(db):
    return person("moderator2@example.org", "moderator")


@pytest.fixture
def one_key(settings):
    """The team signs in with one key: for tests that are about something else."""
    settings.MARROW_MFA = False


@pytest.fixture
def lead(db):
    return person("lead@example.org", "lead")


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    """Say which tests use the servers that are named by URL: they run once more on others."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "house"} & set(item.fixturenames):
            item.add_marker("servers")


def pytest_collection_finish():
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_configure(config):
    """Pages are rendered without collecting static files first."""
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.MARROW_ERASURE_FILE = None  # it would outlive the rows of each test
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is not
