"""A copy of everything that is kept about one story, for its person to read and to take elsewhere.

It tells what they may know and nothing nearer the desk: `seen_state`, messages that were told,
decisions once they took effect. Nobody of the team is in it but as "team", also where a lead
decided, because that would tell of an alarm. What the checks noticed are the team's notes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contributors import picker, tracker, wishes
from moderation import consents, notifications, subjects, thanks
from moderation.models import Contribution, Event, Message, Photo, Submission
from moderation.pictures import KIN, MYSELF, OTHER
from moderation.reasons import WISH
from moderation.states import DECISIONS, Action, Party, State
from stories.models import Facet, Relation
from stories.photographs import KINDS

TEAM = "team"
TAKEN_BY = {MYSELF: "you", OTHER: "somebody else", KIN: "not known"}
# What its person did themselves, or can see from outside, by the words that tell of it. A decision
# is told when it takes effect, and only the one that did.
TOLD: dict[Action, Promise] = {
    Action.SUBMIT: _("The story was sent"),
    Action.APPROVE: _("We said yes to it"),
    Action.REQUEST_CHANGES: _("We asked for a change"),
    Action.DECLINE: _("We said that we would not publish it as it is"),
    Action.PUBLISH: _("The story went on the site"),
    Action.HIDE_NAME: _("More of the name was hidden"),
    Action.PAUSE: _("The story was paused"),
    Action.RESUME: _("The story was put back on the site"),
    Action.WITHDRAW: _("The story was taken back"),
    Action.REPLACE: _("Other words took the place of these"),
    Action.HOLD: _("The story rested off the site while we looked at what readers told us"),
    Action.TAKE_DOWN: _("We took the story off the site"),
    Action.RESTORE: _("We put the story back on the site"),
    Action.KEEP: _("You asked us to read the same words again"),
    Action.APPEAL: _("You asked that somebody else looks"),
    Action.UPHOLD: _("Somebody looked again, and we left it off the site"),
    Action.REOPEN: _("We began to read the same words once more"),
    Action.CORRECT: _("We wrote to you again about it"),
}
# What came of the link that somebody handed on for after their death: not what they did.
BY_WISH: dict[Action, Promise] = {
    Action.PAUSE: _("Somebody with your link told us that you have died, so we paused the story"),
    Action.RESUME: _("That was not so, so we put the story back on the site"),
}
UNSEEN = {State.PAUSED: Action.PAUSE, State.HELD: Action.HOLD}
BY: dict[str, Promise] = {
    Party.CONTRIBUTOR: _("by you"),
    TEAM: _("by our team"),
    Party.SYSTEM: _("by our computer"),
}


def agreements(contribution: Contribution) -> str:
    """The record of all that was ever agreed to, with the day and hour of each."""
    context = {
        "contribution": contribution,
        "entries": consents.ledger(contribution),
        "for_child": subjects.agreed_for(contribution),
    }
    return render_to_string("your_stories/agreements.txt", context)


def everything(contribution: Contribution) -> dict[str, Any]:
    """All that is kept, as plain values, in as many queries whatever there is of it."""
    submissions = list(contribution.submissions.select_related("story").order_by("number"))
    numbers = {one.pk: one.number for one in submissions}
    slugs = {slug for one in submissions for slug in one.diagnoses}
    diagnoses = {row.slug: row.label for row in picker.chosen(slugs)}
    facets = {row.slug: row.name for row in Facet.objects.all()}
    photos = {row.pk: row for row in contribution.photos.all()}
    return {
        "copied_at": timezone.now(),
        "story": about(contribution, submissions),
        "sent": [
            {**offered(one, diagnoses, facets), "photo": pictured(one, photos)}
            for one in submissions
        ],
        "messages": [
            {
                "about": numbers[letter.submission_id],
                "by": role(letter.party),
                "at": letter.created_at,
                "text": letter.body,
                "guideline": letter.guideline,
                "guideline_in_words": letter.guideline_title,
                "quoted": letter.quoted,
                "suggested": suggested(letter),
            }
            for letter in tracker.letters(contribution)
        ],
        "happened": happened(submissions),
        "about": behalf(contribution),
        "agreements": [agreement(entry) for entry in consents.ledger(contribution)],
        "wish": wished(contribution),
        "thanks": thanked(contribution),
        "mails": list(
            notifications.mailed(contribution).values(
                "kind", "subject", "to", "created_at", "sent_at"
            )
        ),
    }


def about(contribution: Contribution, submissions: Iterable[Submission]) -> dict[str, Any]:
    """What is kept once, whatever was sent."""
    live = next((one.story for one in submissions if one.story), None)
    page = reverse("story", args=[live.pk, live.slug]) if live else ""
    return {
        "id": contribution.pk,
        "public_id": contribution.story_id,
        "public_address": settings.SITE_URL + page if page else "",
        "begun_at": contribution.created_at,
        "language_of_mails": contribution.language,
        "email": contribution.email,
        "email_confirmed_at": contribution.email_confirmed_at,
        "last_asked_whether_it_is_right_at": contribution.asked_at,
    }


def wished(contribution: Contribution) -> dict[str, Any] | None:
    """What shall become of the story after its person's death; the link itself is a key."""
    wish = wishes.of(contribution)
    if wish is None:
        return None
    return {
        "what": wish.what,
        "in_words": str(wishes.WORDS[wish.what]),
        "told_at": wish.told_at,
        "in_memory": contribution.in_memory,
    }


def thanked(contribution: Contribution) -> dict[str, Any]:
    row = thanks.of(contribution)
    return {
        "wanted": row.wanted,
        "by_mail": row.by_mail,
        "readers": row.readers,
        "told_at": row.told_at,
    }


def behalf(contribution: Contribution) -> dict[str, Any] | None:
    """Whose story it is, where that is another person, and what they or a guardian said."""
    subject = subjects.of(contribution)
    if subject is None:
        return None
    return {
        "kind": subject.kind,
        "born": f"{subject.born:%Y-%m}" if subject.born else None,
        "asked_at": subject.asked_at,
        "answers": subjects.told(subject),
    }


def offered(
    submission: Submission, diagnoses: dict[str, str], facets: dict[str, str]
) -> dict[str, Any]:
    """One text as it was sent, and where it is."""
    return {
        "number": submission.number,
        "sent_at": submission.created_at,
        "title": submission.title,
        "passages": submission.passages,
        "language": submission.language,
        "name": submission.display_name,
        "name_shown": submission.shown_name,
        "diagnoses": named(submission.diagnoses, diagnoses),
        "relation": named([submission.relation], dict(Relation.choices))[0],
        "facets": named(submission.facets, facets),
        "diagnosed": submission.diagnosed,
        "hidden": submission.hidden,
        "somebody_else_recognisable": submission.recognisable,
        "state": submission.seen_state,
        "state_in_words": str(tracker.headline(submission)),
        "answered_at": submission.settled_at,
        "public_from": submission.publish_at if tracker.on_its_day(submission) else None,
        "published_at": submission.published_at,
        "sha256": submission.content_hash,
    }


def suggested(letter: Message) -> dict[str, Any] | None:
    """The wording that came with a message, and the number of the text that was sent with it."""
    one = letter.suggested
    if one is None:
        return None
    return {
        "title": one.title,
        "passages": one.passages,
        "name": one.display_name,
        "sent_as": one.became.number if one.became else None,
    }


def pictured(submission: Submission, photos: Mapping[Any, Photo]) -> dict[str, Any] | None:
    """The photo that was sent with a text: its file beside this, and what was said of it.

    The file is the copy without what a camera wrote; `sha256` is of the one that came.
    """
    if submission.photo_id is None:
        return None
    photo = photos[submission.photo_id]
    crop = photo.crop
    return {
        "file": file_of(photo) if photo.bare and not photo.refused else None,
        "sha256": photo.digest,
        "shown_part": [crop.left, crop.top, crop.width, crop.height],
        "described_as": submission.photo_alt,
        "taken_by": TAKEN_BY[submission.photo_by],
        "thanks_to": submission.photo_credit,
    }


def file_of(photo: Photo) -> str:
    """The name of its file in the copy; the name that it came with was never kept."""
    return f"photo-{photo.digest[:12]}.{KINDS.get(photo.format, photo.format)}"


def named(slugs: Iterable[str], names: Mapping[str, Any]) -> list[dict[str, str]]:
    """Each with its name; one that was renamed or dropped since then with itself."""
    return [{"id": slug, "name": str(names.get(slug, slug))} for slug in slugs]


def happened(submissions: Iterable[Submission]) -> list[dict[str, Any]]:
    """What was done and its person may know, by whose role and when, oldest first."""
    return [entry(event, about=sent.number, at=at) for at, event, sent in known(submissions)]


def known(submissions: Iterable[Submission]) -> list[tuple[datetime, Event, Submission]]:
    """The events that a contributor may know of, each with when they could and its text."""
    sent = {one.pk: one for one in submissions}
    events = list(Event.objects.filter(submission__in=sent, action__in=TOLD).order_by("id"))
    last = {event.submission_id: event.pk for event in events if event.action in DECISIONS}
    told = []
    for event in events:
        submission, decision = sent[event.submission_id], event.action in DECISIONS
        at = submission.settled_at if decision else event.at
        if at is not None and (not decision or last[submission.pk] == event.pk):
            told.append((at, event, submission))
    return sorted(told, key=lambda row: (row[0], row[1].pk))


def entry(event: Event, *, about: int, at: datetime) -> dict[str, Any]:
    # What is published, or put back, while the story is paused or rests is not on the site.
    shown = event.action in (Action.PUBLISH, Action.RESTORE, Action.RESUME)
    action = UNSEEN.get(State(event.to_state)) if shown else None
    by = role(event.party)
    told = {**TOLD, **BY_WISH} if event.reason == WISH else TOLD
    return {
        "at": at,
        "about": about,
        "action": event.action,
        "in_words": str(told[action or Action(event.action)]),
        "by": by,
        "by_in_words": str(BY[by]),
    }


def role(party: str) -> str:
    """Whose role it was: that a lead decided would tell of an alarm."""
    return party if party in (Party.CONTRIBUTOR, Party.SYSTEM) else TEAM


def agreement(entry: consents.Entry) -> dict[str, Any]:
    row = entry.row
    return {
        "use": row.use,
        "text": entry.text,
        "text_version": row.text_version,
        "text_sha256": row.text_hash,
        "language": row.language,
        "given_at": row.given_at,
        "runs_out_at": row.expires_at,
        "ended_at": row.withdrawn_at,
    }
