"""A draft's life: begun, kept at each step, sent once and blanked, or deleted when forgotten."""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Now
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributors import dials, pictures, prompts, windows
from contributors.forms import ANONYMOUS, AS_GUARDIAN, EARLIER, OTHER, earlier
from contributors.models import Draft
from moderation import album, consents, ledger, subjects, transition, workflow
from moderation.actors import Actor, contributor
from moderation.errors import Conflict
from moderation.models import Contribution
from moderation.offers import NAMELESS, NOBODY, Offer, Passage, digest, normalised, undated
from moderation.signals import erased
from stories.models import Facet

WHOSE = ("born_month", "born_year", "guardian")
FACETS = ("phase", "treatment", "topic", dials.AGE, dials.PLACE)
MOST = 200_000  # characters of all answers: ten stories of the longest kind
ASKS = {
    "name": "display_name",
    "year": "diagnosed",
}  # where a question and the offer have another name for it


class TooMuch(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """More was typed than a draft has room for."""


def begin(owner: User | None = None, **answers: Any) -> Draft:
    """Open an empty draft."""
    return Draft.objects.create(owner=owner, answers=answers)


def revise(contribution: Contribution, *, owner: User | None = None) -> Draft:
    """Open a draft with the words that were sent last, to send others in their place."""
    return _revision(contribution, owner, as_answers)


def take_up(contribution: Contribution, *, offer: Offer, owner: User | None = None) -> Draft:
    """Open a draft with words that the team suggests, to change them further."""
    return _revision(contribution, owner, lambda _last: {**as_answers(offer), "suggested": True})


def update(contribution: Contribution, *, owner: User | None = None) -> Draft:
    """Open a draft that adds a passage to the words that were sent last."""
    return _revision(contribution, owner, _to_add_to)


def _revision(
    contribution: Contribution, owner: User | None, answering: Callable[[Offer], dict[str, Any]]
) -> Draft:
    version = known_version(contribution)  # before the words, so that newer ones are a conflict
    return Draft.objects.create(
        owner=owner,
        contribution=contribution.pk,
        version=version,
        answers=answering(_last(contribution)),
    )


def go_on(draft: Draft) -> None:
    """Let changes that were begun before be changes to the story as it is now.

    An update takes over all that was told meanwhile; its own words stay.
    """
    story = story_of(draft)
    version = known_version(story)
    if draft.updates:
        _change(draft, lambda now: {**now, **_to_add_to(_last(story))})
    Draft.objects.filter(pk=draft.pk, sent_at=None).update(version=version)


def _last(contribution: Contribution) -> Offer:
    """The words that were sent last, under the name that is shown."""
    return contribution.submissions.order_by("-number")[0].shown_offer


def _to_add_to(offer: Offer) -> dict[str, Any]:
    """The answers of an update to this: all its passages are earlier ones, and stay."""
    whole = as_answers(offer)
    del whole["body"], whole["dated"]
    return {**whole, **_before(offer.passages), "update": True}


def known_version(contribution: Contribution) -> int:
    """The version as its contributor sees it now."""
    return transition.seen_version(contribution, contributor())


def story_of(draft: Draft) -> Contribution:
    """The story that this draft became, or revises."""
    assert draft.contribution is not None
    return Contribution.objects.get(pk=draft.contribution)


def keep(draft: Draft, answers: dict[str, Any], *, page: windows.Page | None = None) -> None:
    """Keep what was typed, right or wrong; what was answered elsewhere stays. Raises TooMuch."""
    _change(draft, partial(windows.merged, typed=answers, page=page))


def answer(draft: Draft, **answers: Any) -> None:
    """Keep answers that no window shows as a field."""
    _change(draft, lambda now: {**now, **answers})


def choose(draft: Draft, which: str, *, use: bool) -> None:
    """Put a text from another window in the place of the first, or leave it out."""
    _change(draft, partial(windows.chosen, which=which, use=use))


def write_as(draft: Draft, way: str) -> None:
    """Write the story along questions, or in one box where all that was written stands together."""
    _change(draft, partial(prompts.written, way=way))


def rewrite(draft: Draft, name: str, old: str, new: str) -> None:
    """Put a new text in the place of the one that was read, if nobody changed it meanwhile."""

    def change(answers: dict[str, Any]) -> dict[str, Any]:
        same = normalised(answers.get(name, "")) == old
        return windows.rewritten(answers, name, new) if same else answers

    _change(draft, change)


def _change(draft: Draft, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change the answers as they are now; those of what was sent stay blank. Raises TooMuch."""
    with transaction.atomic():
        now = Draft.objects.select_for_update().get(pk=draft.pk)
        if now.sent_at is None:
            now.answers = change(now.answers)
            if len(json.dumps(now.answers, ensure_ascii=False)) > MOST:
                raise TooMuch
            now.updated_at, now.reminders = timezone.now(), 0
            now.save(update_fields=["answers", "updated_at", "reminders"])
            draft.answers, draft.updated_at = now.answers, now.updated_at


def begun(draft: Draft) -> bool:
    """Whether anything was answered yet; the language comes with the start."""
    beside = ("language", prompts.WAY, windows.OTHERS, windows.WRITERS)
    return any(answer for name, answer in draft.answers.items() if name not in beside)


def throw_away(draft: Draft | None) -> None:
    """Delete what was begun, if it was not sent."""
    if draft is None:
        return
    with transaction.atomic():
        mine = Draft.objects.filter(pk=draft.pk, sent_at=None)
        if mine.exclude(send_at=None).exists():
            ledger.note(draft.pk, [ledger.WOKEN])
        mine.delete()


def display_name(answers: dict[str, Any]) -> str:
    """The name as readers will see it."""
    if answers.get("named") == ANONYMOUS:
        return NOBODY.get(answers.get("language", ""), NOBODY["en"])
    return answers.get("name", "")


def as_offer(answers: dict[str, Any]) -> Offer:
    """The answers as an offer, which may be one that cannot be kept."""
    passages = as_passages(answers)
    offer = Offer.of(
        {
            "title": answers.get("title", ""),
            "body": "",
            "language": answers.get("language", ""),
            "diagnoses": answers.get("diagnoses", []),
            "relation": answers.get("relation", ""),
            "display_name": display_name(answers),
            "facets": [slug for kind in FACETS for slug in dials.chosen(answers, kind)],
            "diagnosed": dials.diagnosed(answers),
        },
        dated=passages[0].dated,
    )
    return replace(
        offer,
        passages=passages,
        recognisable=answers.get("recognisable", ""),
        picture=pictures.as_picture(answers),
    )


def as_passages(answers: dict[str, Any]) -> tuple[Passage, ...]:
    """The passages in their order; one that was emptied is taken out, unless nothing is left."""
    today = timezone.localdate().isoformat()
    days = [*answers.get("days", []), answers.get("dated") or today]
    before = [normalised(answers.get(name, "")) for name in earlier(answers)]
    told = [
        Passage(text, date.fromisoformat(day))
        for text, day in zip([*before, prompts.story(answers)], days, strict=True)
    ]
    full = told if answers.get("update") else [one for one in told if one.text.strip()]
    return tuple(full or told[-1:])


def as_answers(offer: Offer) -> dict[str, Any]:
    """An offer as the answers that make it."""
    kinds = dict(Facet.objects.filter(slug__in=offer.facets).values_list("slug", "kind"))
    anonymous = offer.display_name in NAMELESS
    *before, last = offer.passages
    return {
        "title": offer.title,
        **_before(before),
        "body": last.text,
        "dated": last.dated.isoformat(),
        "language": offer.language,
        "diagnoses": list(offer.diagnoses),
        "relation": offer.relation,
        "named": ANONYMOUS if anonymous else OTHER,
        "name": "" if anonymous else offer.display_name,
        **{kind: dials.answer(kind, offer.facets, kinds) for kind in FACETS},
        **dials.as_answers(offer.diagnosed),
        "recognisable": offer.recognisable,
        **pictures.as_answers(offer.picture),
    }


def _before(passages: Sequence[Passage]) -> dict[str, Any]:
    """The answers that make the passages before the last."""
    return {
        "days": [passage.dated.isoformat() for passage in passages],
        **{f"{EARLIER}{number}": passage.text for number, passage in enumerate(passages)},
    }


def fingerprint(answers: dict[str, Any]) -> str:
    """Changes whenever a reader, or the law, would see a difference."""
    offer, uses = as_offer(answers), answers.get("consents", [])
    texts = [text.hash for text in consents.current(offer.language) if text.use in uses]
    whose = [subjects.named(answers), *(answers.get(name, "") for name in WHOSE)]
    return digest(*undated(offer), answers.get("email", ""), texts, whose)


def about(answers: dict[str, Any]) -> subjects.About | None:
    """Whose story it is, where it is not their own. Raises ValidationError."""
    month, year = answers.get("born_month", ""), answers.get("born_year", "").strip()
    return subjects.read(subjects.named(answers), month=month, year=year)


def problems(draft: Draft) -> dict[str, list[Any]]:
    """What keeps this from being sent, by field; empty when it is ready."""
    found: dict[str, list[Any]] = {}
    for judge in JUDGES:
        try:
            judge(draft)
        except ValidationError as error:
            found.update(error.error_dict)
    return found


def _judge_offer(draft: Draft) -> None:
    as_offer(draft.answers).validate()


def _judge_subject(draft: Draft) -> None:
    whose = None if draft.revises else about(draft.answers)
    if whose and whose.kind == subjects.Kind.CHILD and not draft.answers.get("guardian"):
        raise ValidationError({"guardian": AS_GUARDIAN})


def _judge_photo(draft: Draft) -> None:
    if found := pictures.problems(draft.answers):
        raise ValidationError(found)


def _judge_agreement(draft: Draft) -> None:
    if not draft.revises:
        consents.validate(draft.answers.get("consents", []))


def _judge_address(draft: Draft) -> None:
    email = draft.answers.get("email", "").strip()
    if email and not draft.revises:
        try:
            validate_email(email)
        except ValidationError:
            text = _("This does not look like an e-mail address. Please look at it again.")
            raise ValidationError({"email": text}) from None


def _judge_windows(draft: Draft) -> None:
    text = _("You wrote this in another window too. Both are kept: please choose.")
    twice = draft.answers.get(windows.OTHERS, {})
    if twice:
        raise ValidationError({ASKS.get(name, name): text for name in twice})


JUDGES = (
    _judge_offer,
    _judge_subject,
    _judge_photo,
    _judge_agreement,
    _judge_address,
    _judge_windows,
)


def send(draft: Draft, *, by: Actor) -> Contribution:
    """Send a draft and blank its words, in one transaction; sent again, it is the same story.

    Raises ValidationError, and Conflict where a story changed since its revision was begun.
    """
    with transaction.atomic():
        if draft.revises:  # a story before its drafts, in the order in which erasing locks them
            transition.locked(pk=draft.contribution)
        now = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if now is None:
            raise Conflict
        if now.sent_at is not None:
            return story_of(now)
        offer = as_offer(now.answers)
        if now.revises:
            kept, _new = workflow.replace(story_of(now).pk, offer, by=by, version=now.version)
        else:
            kept, _new = workflow.submit(
                offer,
                key=now.key,
                by=by,
                uses=now.answers.get("consents", []),
                email=now.answers.get("email", "").strip(),
                about=about(now.answers),
                pk=now.contribution,
            )
        Draft.objects.filter(pk=now.pk).update(
            answers={}, contribution=kept.pk, sent_at=Now(), updated_at=Now()
        )
        album.discard(now.pk)  # a photo that changes nothing
    return kept


@receiver(erased)
def forget_changes(contribution_id: uuid.UUID, **_signal: object) -> None:
    """Delete the changes to a story that is being erased, which were never sent, and its codes."""
    its = Draft.objects.filter(contribution=contribution_id)
    its.filter(sent_at=None).delete()
    its.update(code_digest=None, receipt_digest=None)


@receiver(post_delete, sender=Draft)
def forget_photo(instance: Draft, **_signal: object) -> None:
    """Delete the photo that only this draft had."""
    album.discard(instance.pk)
