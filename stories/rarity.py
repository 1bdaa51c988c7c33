"""Whether somebody could be known among the published stories by what stands beside their name."""

import uuid
from collections.abc import Iterable

from django.conf import settings

from stories.models import Story
from stories.tags import tag
from stories.vocabulary import vocabulary


def few(diagnoses: Iterable[str], *, age: str, place: str, but: uuid.UUID | None = None) -> bool:
    """Whether fewer than MARROW_RARE public stories share illness, age and place; one query.

    `but`: a story that is not counted, being their own. Public stories alone are counted: what
    nobody can read hides nobody, and nothing that waits can be guessed from the answer.

    The threshold is the k of k-anonymity. Five is the usual smallest group in health data: K. El
    Emam and F. K. Dankar, "Protecting privacy using k-anonymity", J Am Med Inform Assoc 2008;
    15(5): 627-637, doi:10.1197/jamia.M2716.
    """
    known = vocabulary()
    shared = [tag("place", place), *([tag("age", age)] if age else [])]
    shared += [tag("diagnosis", slug) for slug in diagnoses if slug in known.by_slug]
    alike = Story.objects.filter(tags__contains=shared)
    if but is not None:
        alike = alike.exclude(pk=but)
    found = alike.order_by()[: settings.MARROW_RARE]
    return found.count() < settings.MARROW_RARE
