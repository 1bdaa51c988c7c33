"""Parts that are past the day by which somebody was to read them again: their organisers hear."""

from datetime import timedelta

from django.utils import timezone

from accounts.roles import holders
from jobs.work import Lease, handler
from mail import outbox
from moderation import house


@handler("read_again", every=timedelta(days=1))
def tell(lease: Lease) -> None:
    """Owe each organiser one mail a month while something is past its day."""
    now = timezone.localtime()
    kinds = [kind for kind in house.KINDS.values() if house.overdue(kind)]
    for user in holders("organise") if kinds else ():
        where = kinds[0].name if len(kinds) == 1 else ""
        path = f"{outbox.root_of(user.language)}admin/moderation/edition/"
        outbox.owe_template(
            "read_again",
            to=user.email,
            key=f"read_again:{now:%Y-%m}:{user.pk}",
            language=user.language,
            context={
                "count": sum(len(house.overdue(kind)) for kind in kinds),
                "path": f"{path}{where}/" if where else path,
            },
        )
