"""What a contributor does with their own story, except ending it."""

import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from moderation import (
    addresses,
    album,
    consents,
    deadlines,
    ledger,
    notifications,
    reported,
    subjects,
    suggestions,
)
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Submission
from moderation.offers import DIAGNOSED, PHOTO, Offer, digest, undated, veiled
from moderation.receipts import receipt_digest, receipt_for, take_down_token
from moderation.signals import acted
from moderation.states import LIVE, OPEN, RULES, Action, Party, State
from moderation.transition import Step, locked, release, transition
from moderation.workflow.ending import run_out
from moderation.workflow.showing import make_public, rest
from stories import publishing
from stories.models import Facet


def submit(
    offer: Offer,
    *,
    key: str,
    by: Actor,
    uses: Sequence[str],
    email: str = "",
    example: bool = False,
    about: subjects.About | None = None,
    pk: uuid.UUID | None = None,
) -> tuple[Contribution, bool]:
    """Keep a story and owe its screening. Sent again under the same key, it is the same story.

    `about`: whose story it is, where it is not the teller's own. `pk`: its number, where that was
    promised before. Returns the contribution, and whether it is new. Raises ValidationError for
    what cannot be kept, Conflict where the key was used for other words.
    """
    offer.validate()
    consents.validate(uses)
    whose = [about.kind, str(about.born)] if about else []
    mine = Contribution(
        key_digest=digest("key", key),
        sent_digest=digest(*undated(offer), email.casefold(), sorted(uses), *whose),
        email=email,
        id=pk or uuid.uuid4(),
        contributor_id=by.id,
        language=offer.language,
        example=example,
    )
    mine.receipt_digest = receipt_digest(receipt_for(mine.id))
    mine.take_down_digest = receipt_digest(take_down_token(mine.id))
    with transaction.atomic():
        Contribution.objects.bulk_create([mine], ignore_conflicts=True)
        kept = locked(key_digest=mine.key_digest)
        if kept.pk != mine.pk or (pk and kept.submissions.exists()):
            if kept.sent_digest != mine.sent_digest:
                raise Conflict(_("Another story was already sent with this key."))
            return kept, False
        consents.give(kept, uses, language=offer.language)
        if about is not None:
            subjects.keep(kept, about)
        step = Step(kept, by, reason="", version=kept.version)
        album.bind(offer.picture, kept)
        step.started = offered(kept, offer, number=1)
        step.write()
        addresses.ask(kept)
    return kept, True


def was_sent(key: str) -> bool:
    """Whether a story was kept under this key; sent again, it is the same one."""
    return bool(key) and Contribution.objects.filter(key_digest=digest("key", key)).exists()


def offered(contribution: Contribution, offer: Offer, *, number: int) -> Submission:
    """The row of an offer, not yet written."""
    picture = offer.picture
    return Submission(
        contribution=contribution,
        number=number,
        content_hash=offer.hash,
        title=offer.title,
        passages=[passage.as_row() for passage in offer.passages],
        language=offer.language,
        diagnoses=list(offer.diagnoses),
        relation=offer.relation,
        facets=list(offer.facets),
        display_name=offer.display_name,
        diagnosed=offer.diagnosed,
        recognisable=offer.recognisable,
        photo_id=picture.photo if picture else None,
        photo_alt=picture.alt if picture else "",
        photo_by=picture.taken_by if picture else "",
        photo_credit=picture.credit if picture else "",
        state=State.SUBMITTED,
    )


def replace(
    contribution_id: uuid.UUID, offer: Offer, *, by: Actor, version: int | None = None
) -> tuple[Contribution, bool]:
    """Offer new words in place of the last. A live story stays until these are published.

    Words without a change change nothing. Returns the contribution, and whether they were new.
    Raises ValidationError, Conflict.
    """
    offer.validate()
    with transition(contribution_id, Action.REPLACE, by=by, version=version) as step:
        last = step.submission
        step.void = not offer.differs_from(last.shown_offer)
        step.stays = last.state in LIVE
        release(last)
        if not step.void:
            album.bind(offer.picture, step.contribution)
        number = step.submissions[0].number + 1
        step.started = offered(step.contribution, offer, number=number)
        suggestion = suggestions.open_for(last)
        if suggestion is not None and not offer.differs_from(suggestion.offer):
            step.accepted = suggestion
    return step.contribution, not step.void


def use_suggestion(contribution_id: uuid.UUID, *, by: Actor, agreed: str) -> Contribution:
    """Send exactly the suggested words, in place of the last; `agreed`: the hash of what was shown.

    Sent again, it changes nothing more. Raises Conflict where the suggestion is another one now.
    """
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        newest = contribution.submissions.order_by("-number")[0]
        if newest.content_hash == agreed and hasattr(newest, "came_of"):
            return contribution
        suggestion = suggestions.open_for(newest)
        if suggestion is None or suggestion.offer.hash != agreed:
            raise Conflict(
                _(
                    "The wording that you saw is not open any more, because your story has changed "
                    "since. Nothing was sent."
                )
            )
        return replace(contribution_id, suggestion.offer, by=by)[0]


def hide_name(
    contribution_id: uuid.UUID, *, by: Actor, how: str = "", hide: Collection[str] = ()
) -> Contribution:
    """Show less of the contributor at once, in all their texts.

    `how`: INITIAL or ANONYMOUS in place of the name, "" to leave it as it is. `hide`: any of AGE,
    PLACE, DIAGNOSED, PHOTO. It shows nothing that nobody has read, so it waits for nobody.
    """
    run_out(contribution_id)
    slugs = set(Facet.objects.filter(kind__in=hide).values_list("slug", flat=True))
    with transition(contribution_id, Action.HIDE_NAME, by=by) as step:
        before = [(one.shown_as, one.hidden) for one in step.submissions]
        for submission in step.submissions:
            if (State(submission.state), Action.HIDE_NAME) not in RULES:
                continue
            _veil(submission, how=how, hidden=slugs | ({DIAGNOSED, PHOTO} & set(hide)))
            if submission is not step.submission:
                step.moves.append((submission, Action.HIDE_NAME, State(submission.state)))
            if submission.state == State.PUBLISHED:
                publishing.hide(
                    step.contribution.story_id,
                    display_name=submission.shown_name,
                    facets=submission.shown_facets,
                    diagnosed=submission.shown_diagnosed,
                    photo=submission.shown_photo is not None,
                )
        step.to = State(step.submission.state)
        step.void = before == [(one.shown_as, one.hidden) for one in step.submissions]
        if not step.void:
            names = [f"{ledger.NAME}{how}"] if how else []
            ledger.note(contribution_id, names + [f"{ledger.BESIDE}{kind}" for kind in hide])
    return step.contribution


def _veil(submission: Submission, *, how: str, hidden: set[str]) -> None:
    """Show less of its person beside this text; what is hidden already stays so."""
    if how:
        name, language = submission.shown_name, submission.language
        submission.shown_as = veiled(name, how=how, language=language)
    told = [*submission.facets, *([DIAGNOSED] if submission.diagnosed else [])]
    told += [PHOTO] if submission.photo_id else []
    submission.hidden = [one for one in told if one in hidden or one in submission.hidden]


def resume(contribution_id: uuid.UUID, *, by: Actor, reason: str = "") -> Contribution:
    """Put a paused story back, as its contributor agrees to anew, or the one it is about does.

    Where readers told us something grave of it while it was paused, it rests until a lead has
    looked, and its contributor has nothing more to press.
    `reason`: reasons.WISH where somebody had told us that its contributor died, and it is not so.
    """
    with transition(contribution_id, Action.RESUME, by=by, reason=reason) as step:
        if by.party is Party.CONTRIBUTOR and not consents.publishable(
            consents.live(contribution_id)
        ):
            consents.renew(step.contribution, consents.REQUIRED)
        step.submission.published_at = step.submission.published_at or step.now
        if reported.wants_rest(step.contribution.story_id):
            rest(step, step.now + deadlines.current().severe)
            step.owe("tell-leads", step.submission)
            return step.contribution
        make_public(step, step.submission, consents.live(contribution_id), again=True)
        if by.party is Party.SYSTEM:
            notifications.owe("published", step.contribution, about=step.version)
    return step.contribution


def agree(contribution_id: uuid.UUID, uses: Sequence[str], *, by: Actor) -> None:
    """Agree to the website and to exactly these uses from now on; the others end at once."""
    if by.party is not Party.CONTRIBUTOR:
        raise Forbidden(_("Only the person whose story it is may do this."))
    consents.validate({*uses, consents.Use.WEBSITE})
    run_out(contribution_id)
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        if not contribution.submissions.filter(state__in=[*OPEN, *LIVE, State.DECLINED]).exists():
            raise Conflict(_("This story is taken back already."))
        before = consents.live(contribution_id)
        consents.only(contribution, uses)
        ended = sorted(before - {consents.Use.WEBSITE, *uses})
        ledger.note(contribution_id, (f"{ledger.ENDED}{use}" for use in ended))
        uses_now = consents.elsewhere(consents.live(contribution.pk))
        publishing.allow(contribution.story_id, **uses_now)
        acted.send(Contribution, contribution_id=contribution_id, withdrew=False)
