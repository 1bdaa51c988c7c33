"""Private rows. The database refuses the impossible ones; `workflow` alone changes a state."""

from moderation.models.agreements import Consent, Subject, SubjectAnswer
from moderation.models.care import (
    Case,
    CaseEvent,
    CaseNote,
    CaseQuerySet,
    DrillAnswer,
    OnCall,
    has_open_case,
)
from moderation.models.contributions import Contribution
from moderation.models.editions import Edition
from moderation.models.figures import Reckoning
from moderation.models.people import DeskSettings
from moderation.models.photos import Photo, PhotoFile
from moderation.models.reading import Event, Finding, Message, MessageQuerySet, Sketch, Suggestion
from moderation.models.records import Deed, Thanks
from moderation.models.submissions import (
    PLACE,
    Submission,
    SubmissionQuerySet,
    judged_by,
    passages,
)
from moderation.models.together import Card, Duty, Look, Recusal

__all__ = [
    "PLACE",
    "Card",
    "Case",
    "CaseEvent",
    "CaseNote",
    "CaseQuerySet",
    "Consent",
    "Contribution",
    "Deed",
    "DeskSettings",
    "DrillAnswer",
    "Duty",
    "Edition",
    "Event",
    "Finding",
    "Look",
    "Message",
    "MessageQuerySet",
    "OnCall",
    "Photo",
    "PhotoFile",
    "Reckoning",
    "Recusal",
    "Sketch",
    "Subject",
    "SubjectAnswer",
    "Submission",
    "SubmissionQuerySet",
    "Suggestion",
    "Thanks",
    "has_open_case",
    "judged_by",
    "passages",
]
