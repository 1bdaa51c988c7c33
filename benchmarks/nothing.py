"""A Celery task and an owed job that do nothing: what remains is the way there and back."""

from celery import shared_task

from jobs.work import Lease, handler

KIND = "nothing"


@shared_task(name="benchmarks.nothing")
def nothing(number: int) -> None:
    """Do nothing, with a number to carry as `jobs.do` has."""


@handler(KIND)
def owed_nothing(lease: Lease) -> None:
    """Do nothing, claimed and finished like any job."""
