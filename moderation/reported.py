"""What readers told us of a story, as far as the desk may know it: why, and never who or in which
words. The reports themselves are in a room above this one, which answers when it is asked.
"""

import uuid
from collections import Counter

from moderation.signals import reports_wanted, rest_wanted


def open_about(story_id: uuid.UUID) -> Counter[str]:
    """How many open reports there are about a story, by the reason that readers chose, in words."""
    found: Counter[str] = Counter()
    for _receiver, told in reports_wanted.send(Counter, story_id=story_id):
        found.update(told)
    return found


def wants_rest(story_id: uuid.UUID) -> bool:
    """Whether readers told us something grave about a story that nobody could see, and nobody has
    looked at that yet."""
    return any(answer for _receiver, answer in rest_wanted.send(bool, story_id=story_id))
