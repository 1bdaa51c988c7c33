"""The one Celery task."""

from celery import shared_task
from django.db import connection

from jobs import work


@shared_task(name="jobs.do")
def do(job: int) -> None:
    """Do one job. Its number may come late, twice or never; the row knows."""
    connection.close_if_unusable_or_obsolete()
    work.run(job, by="worker")
