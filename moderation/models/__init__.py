"""Private rows. The database refuses the impossible ones; `workflow` alone changes a state."""

from moderation.models.agreements import Consent, Subject, SubjectAnswer
from moderation.models.contributions import Contribution
from moderation.models.figures import Reckoning
from moderation.models.people import DeskSettings
from moderation.models.photos import Photo, PhotoFile
from moderation.models.reading import Event, Finding, Message, MessageQuerySet, Suggestion
from moderation.models.records import Deed, Thanks
from moderation.models.submissions import Submission, SubmissionQuerySet, passages

__all__ = [
    "Consent",
    "Contribution",
    "Deed",
    "DeskSettings",
    "Event",
    "Finding",
    "Message",
    "MessageQuerySet",
    "Photo",
    "PhotoFile",
    "Reckoning",
    "Subject",
    "SubjectAnswer",
    "Submission",
    "SubmissionQuerySet",
    "Suggestion",
    "Thanks",
    "passages",
]
