"""What the review page shows of a story: its words, its facts, what happened; never an address."""

import uuid
from types import SimpleNamespace
from typing import Any

from django.db.models.functions import Now
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property

from moderation import album, consents, reported, sketches, two_people
from moderation.actors import Actor
from moderation.appeals import barred
from moderation.models import Case, Contribution, Message, Submission
from moderation.queue import actions_on
from moderation.reach import refuse
from moderation.states import DECISIONS, READING, WAITING, Action, Party, State
from moderation.views.gist import Gist, Labelling, Weighs, gist, labelling, weighing
from moderation.views.history import History, Item
from moderation.views.known import Others, others
from moderation.views.margin import Margin, previous
from moderation.views.rows import colleague, public_from, suggested
from moderation.views.words import STATES, USES, soon, whose
from moderation.wording import as_fields
from stories.models import Diagnosis, Facet

NEVER_THE_ADDRESS = ("id", "story_id", "contributor_id", "language", "version", "example")


class Opened:
    """One story on the desk, as one person of the team may see it."""

    def __init__(self, contribution_id: uuid.UUID, *, by: Actor) -> None:
        """Raises Http404, and Forbidden where this person may not open it, as for their own."""
        kept = Contribution.objects.only(*NEVER_THE_ADDRESS, "subject").select_related("subject")
        self.by = by
        self.contribution = get_object_or_404(kept, pk=contribution_id)
        self.submissions: list[Any] = list(
            self.contribution.submissions.select_related(
                "claimed_by", "decided_by", "photo", "story", "came_of__message"
            )
            .defer("photo__original", "story__passages", "story__search")
            .annotate(now=Now())
            .order_by("-id")
        )
        standing = refuse(self.contribution, self.submissions, by)
        self.settings, self.cased = standing.settings, standing.cased
        self.current = self.submissions[0]
        self.actions = actions_on(self.submissions, by, cased=self.cased)

    @property
    def version(self) -> int:
        return self.contribution.version

    @property
    def readable(self) -> bool:
        """Whether the words are still ours to read: not once their person took them back."""
        return self.current.erased_at is None and self.current.state != State.WITHDRAWN

    @property
    def held(self) -> bool:
        until = self.current.claimed_until
        return until is not None and until > self.current.now

    @property
    def mine(self) -> bool:
        return self.held and self.current.claimed_by_id == self.by.id

    @property
    def taken(self) -> bool:
        """Whether somebody else is reading it now."""
        return self.held and not self.mine

    @property
    def holder(self) -> str:
        return colleague(self.current.claimed_by) if self.held else ""

    @property
    def leading(self) -> bool:
        return self.by.party is Party.LEAD

    @property
    def may_hold(self) -> bool:
        """Whether this person may read it for a decision, and dismiss what the checks noticed."""
        return Action.CLAIM in self.actions and not self.taken

    @property
    def may_label(self) -> bool:
        """Whether this person may mend what it is said to be about; a public story's notes too."""
        return Action.RELABEL in self.actions

    @property
    def may_claim(self) -> bool:
        return Action.CLAIM in self.actions and not self.held

    @property
    def may_break(self) -> bool:
        return self.taken and Action.RELEASE in self.actions and self.leading

    @property
    def late(self) -> bool:
        return self.current.due_at is not None and self.current.due_at <= self.current.now

    @property
    def waits(self) -> bool:
        """Whether it waits for a person, and so has a deadline."""
        return self.current.state in WAITING

    @property
    def state(self) -> str:
        state = str(STATES[State(self.current.state)])
        return ", ".join(filter(None, (state, public_from(self.current))))

    @property
    def settles(self) -> str:
        """When the last decision takes effect, in words; "" where it has, or there is none."""
        one = self.current
        if not one.in_grace or one.settles_at is None:
            return ""
        return soon((one.settles_at - one.now).total_seconds())

    @property
    def may_undo(self) -> bool:
        return Action.TAKE_BACK in self.actions

    @property
    def may_reopen(self) -> bool:
        return Action.REOPEN in self.actions

    @property
    def public(self) -> Submission | None:
        """The text that the world can read now."""
        return next((one for one in self.submissions if one.story_id), None)

    @property
    def earlier(self) -> list[tuple[Submission, str]]:
        return [(one, str(STATES[State(one.state)])) for one in self.submissions[1:]]

    @property
    def gist(self) -> Gist:
        return gist(self)

    @property
    def weighs(self) -> list[Weighs]:
        """Its content labels."""
        return weighing(self.current.labels)

    @property
    def labelling(self) -> list[Labelling]:
        """Every label there is, and whether this story has it."""
        return labelling(self.labelled.labels)

    @property
    def labelled(self) -> Submission:
        """The text whose labels this person may mend, else the newest."""
        return self.actions.get(Action.RELABEL, self.current)

    @cached_property
    def margin(self) -> Margin:
        return Margin(self.current, previous(self.submissions), by=self.by)

    @property
    def agreed(self) -> list[tuple[str, bool]]:
        """Each use, and whether the contributor agrees to it now."""
        live = consents.live(self.contribution.pk)
        return [(str(name), use in live) for use, name in USES.items()]

    @cached_property
    def whose(self) -> tuple[str, str]:
        """Whose story it is, where that is another person, and whether they said yes to it."""
        return whose(self.contribution, self.current)

    @cached_property
    def names(self) -> dict[str, Any]:
        """The diagnoses and facets of all its texts."""
        diagnoses = {slug for one in self.submissions for slug in one.diagnoses}
        facets = {slug for one in self.submissions for slug in one.facets}
        found: dict[str, Any] = {
            one.slug: one for one in Diagnosis.objects.filter(slug__in=diagnoses)
        }
        return found | {one.slug: one for one in Facet.objects.filter(slug__in=facets)}

    @property
    def diagnoses(self) -> list[Diagnosis]:
        return [self.names[slug] for slug in self.current.diagnoses if slug in self.names]

    @property
    def facets(self) -> list[Facet]:
        return [self.names[slug] for slug in self.current.facets if slug in self.names]

    @cached_property
    def alike(self) -> list[Contribution]:
        """The stories that this one is very like, where that was noticed; most alike first."""
        if not any(one.check == "duplicates" for one in self.margin.notes):
            return []
        found = sketches.found(self.contribution.pk)
        kept = Contribution.objects.only(*NEVER_THE_ADDRESS).in_bulk(found)
        return [kept[pk] for pk in found if pk in kept]

    @property
    def photograph(self) -> SimpleNamespace | None:
        """The photo as it is to be shown; None before it is made."""
        one = self.current
        file = album.preview(one.shown_photo) if one.shown_photo else None
        if file is None:
            return None
        return SimpleNamespace(
            src=reverse("desk:photo", args=[self.contribution.pk, one.number]),
            width=file.width,
            height=file.height,
            alt=one.photo_alt,
            credit=one.photo_credit,
        )

    @property
    def why_no_photo(self) -> Promise | str:
        photo = self.current.shown_photo
        return album.WHY.get(photo.refused, "") if photo else ""

    @cached_property
    def history(self) -> History:
        return History(self.contribution, self.submissions, by=self.by, readable=self.readable)

    @property
    def escalation(self) -> Item | None:
        """Who put it before a lead, when and why; None where it waits for no lead."""
        return self.history.escalation if self.current.state == State.ESCALATED else None

    @cached_property
    def others(self) -> Others:
        return others(self.contribution, by=self.by, settings=self.settings)

    @cached_property
    def reported(self) -> list[tuple[str, int]]:
        """Why readers reported it, in words, most often first."""
        return reported.open_about(self.contribution.story_id).most_common()

    @property
    def rests(self) -> bool:
        """Whether it is off the site until a lead has looked at what readers told us."""
        return any(one.state == State.HELD for one in self.submissions)

    @property
    def first_decision(self) -> Item | None:
        """What is appealed against: when it was decided, why, and what was said with it."""
        return self.history.declined if self.appealed is not None else None

    @property
    def argued(self) -> list[Item]:
        """What its contributor says to it."""
        return self.history.argued if self.appealed is not None else []

    @property
    def appealed(self) -> Submission | None:
        """The text whose contributor asks that somebody else looks, while nobody has."""
        return next((one for one in self.submissions if one.appeal_waits), None)

    @property
    def barred(self) -> bool:
        """Whether this person decided what is appealed against, and somebody else looks."""
        return self.appealed is not None and barred(self.appealed, Action.CLAIM, self.by)

    @property
    def kept(self) -> bool:
        """Whether its contributor was asked for other words, and would rather keep these."""
        if len(self.submissions) < 2:
            return False
        return self.history.last_of(self.submissions[1]) == Action.KEEP

    @cached_property
    def case(self) -> Case | None:
        """The case that is open beside it: its person is looked after first."""
        return Case.objects.open_on(self.contribution.pk) if self.cased else None

    @property
    def suggested(self) -> str:
        return suggested(self.current, self.by)

    @property
    def said_before(self) -> dict[str, Any]:
        """What went with a decision that can still be taken back, as its form takes it."""
        events = self.current.events.filter(action__in=DECISIONS)
        if (event := events.last()) is None:
            return {}
        message = self.current.messages.filter(version=event.version, internal=False).first()
        said: dict[str, Any] = {"reason": event.reason, **chosen(self.current)}
        if message is not None:
            said |= {"message": message.body, **said_with(message)}
        return said

    @cached_property
    def two(self) -> list[str]:
        """Why a second person reads it before it is public: words that end "…, because"."""
        if self.current.state not in READING:
            return []
        words, happened = self.current.content_hash, self.history.happenings
        events = [event for event, _said in happened if event.content_hash == words]
        rules = two_people.wanted(self.current, self.margin.rows, events)
        return [rule.why for rule in rules]

    @property
    def second(self) -> bool:
        """Whether it waits for a second person now."""
        return self.current.state == State.SECOND_REVIEW

    @property
    def mine_first(self) -> bool:
        """Whether this person approved it first, and so waits for somebody else."""
        return self.second and self.current.first_by_id == self.by.id

    @property
    def nobody_else(self) -> bool:
        return self.second and two_people.alone(self.current)


def chosen(submission: Submission) -> dict[str, Any]:
    """The day and hour that were chosen for it, as the decision's form takes them."""
    if submission.publish_at is None or submission.publish_at <= timezone.now():
        return {}
    at = timezone.localtime(submission.publish_at)
    return {"day": f"{at:%Y-%m-%d}", "hour": f"{at:%H:%M}"}


def said_with(message: Message) -> dict[str, Any]:
    """What a message quotes, and the wording that it suggests, as the decision's form takes them.

    In one field as words, also what was chosen at a note: the words are the same.
    """
    said: dict[str, Any] = {"quoted": "\n".join(" ".join(one.split()) for one in message.quoted)}
    return said | (as_fields(message.suggested.offer) if message.suggested else {})
