"""The health pages: what is down, by name, and nothing about anybody."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models.functions import Now

from config import health
from jobs import work
from jobs.models import Heartbeat, Job

READY = "/health/ready"


def beat(process: str, *, ago: timedelta = timedelta(0)) -> None:
    Heartbeat.objects.update_or_create(process=process, defaults={"at": Now() - ago})


@pytest.fixture
def well(db):
    beat("relay")
    beat("worker")


def test_live_asks_no_server(client):
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"live": True})


def test_ready(client, well):
    answer = client.get(READY)
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "down": [],
        "oldest_owed_job_seconds": 0,
        "dead_jobs": 0,
    }


@pytest.mark.parametrize("process", ["relay", "worker"])
def test_a_process_that_was_not_heard_of(client, well, process):
    beat(process, ago=timedelta(minutes=6))
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["down"]) == (503, [f"{process}: silent"])


def test_processes_that_never_spoke(client, db):
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["down"]) == (
        503,
        ["relay: silent", "worker: silent"],
    )


def test_no_redis(client, well, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["down"]) == (503, ["redis"])


def test_no_database(client, monkeypatch, db):
    def gone():
        raise OperationalError("connection to user=marrow password=secret failed")

    monkeypatch.setattr(health, "jobs_facts", gone)
    answer = client.get(READY)
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "down": ["postgresql"]})


def test_owed_and_dead_work_is_counted_and_does_not_close_the_site(client, well):
    for key in ("late", "dead", "later"):
        work.owe("heartbeat", "", key=key)
    Job.objects.filter(key="late").update(not_before=Now() - timedelta(seconds=90))
    Job.objects.filter(key="dead").update(dead_at=Now())
    Job.objects.filter(key="later").update(not_before=Now() + timedelta(hours=1))
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["dead_jobs"]) == (200, 1)
    assert 90 <= answer.json()["oldest_owed_job_seconds"] < 100


@pytest.mark.parametrize("page", ["/health/live", READY])
def test_nobody_keeps_the_answer(client, well, page):
    kept = client.get(page).headers["Cache-Control"]
    assert "no-store" in kept
    assert "no-cache" in kept
