"""The private room's door for programs: sending, following, deciding. It only translates."""

from moderation.api.queue import QueueViewSet
from moderation.api.submissions import ConsentViewSet, SubmissionViewSet
from moderation.api.told import as_data

__all__ = ["ConsentViewSet", "QueueViewSet", "SubmissionViewSet", "as_data"]
