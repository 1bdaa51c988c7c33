"""The cellar's own periodic work."""

from datetime import timedelta

from django.db.models.functions import Now

from jobs.models import Heartbeat, Job
from jobs.work import Lease, handler

KEEP_DONE = timedelta(days=7)


@handler("heartbeat", every=timedelta(seconds=60))
def heartbeat(lease: Lease) -> None:
    """Show that jobs go all the way through the broker to a worker."""
    if lease.by == "worker":
        Heartbeat.objects.update_or_create(process="worker", defaults={"at": Now()})


@handler("forget-jobs", every=timedelta(hours=6))
def forget_done(lease: Lease) -> None:
    """Delete jobs done a week ago; dead ones stay for people to look at."""
    Job.objects.filter(done_at__lt=Now() - KEEP_DONE).delete()
