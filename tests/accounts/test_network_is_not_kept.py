"""Whoever signs in, the address of their network is nowhere in the database."""

import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db
NETWORK = "203.0.113.77"


def test_after_asking_for_a_code(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "request_login_code": "20/m/ip"}
    client = Client(REMOTE_ADDR=NETWORK)
    answer = client.post("/accounts/login/", {"login": "ruth@example.org"})
    assert answer.status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_cache")
        assert cursor.fetchone()[0] > 0
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            assert NETWORK not in "".join(row for (row,) in cursor.fetchall()), table
