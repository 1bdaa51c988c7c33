"""What somebody sees before they send: the answers, the page as readers see it, and nudges."""

import uuid
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contributors import drafts, picker, pictures
from contributors.forms import Whose
from contributors.models import Draft
from moderation import album, consents, subjects
from moderation.models import Contribution, Photo
from moderation.offers import AGE, PLACE, RECOGNISABLE, Offer
from moderation.pictures import Picture
from stories import told
from stories.models import LANGUAGES, Facet, Relation
from stories.text import minutes


@dataclass(frozen=True)
class Row:
    label: str | Promise
    value: str
    url: str


def rows(draft: Draft) -> list[Row]:
    """Every answer with the way to change it."""
    answers = draft.answers
    offer = drafts.as_offer(answers)
    words = len(offer.body.split())
    names = [one.name for one in chosen_facets(offer) if one.kind not in (AGE, PLACE)]
    if draft.updates:
        count = len(offer.passages[-1].text.split())
        return [Row(_("Your new words"), _in_words(count), change("story"))]
    found = [
        Row(_("Illness"), "\n".join(d.label for d in picker.chosen(offer.diagnoses)), "diagnosis"),
        Row(_("How you know it"), str(Relation(offer.relation).label), "who"),
        *_whose(answers),
        Row(_("Language"), str(dict(LANGUAGES)[offer.language]), "story"),
        Row(_("Title"), offer.title, "story"),
        Row(
            _("Your story"),
            _in_words(words),
            "story",
        ),
        Row(_("Could somebody else be recognized?"), _others(offer), "others"),
        Row(_("Your name on the page"), offer.display_name, "you"),
        Row(_("Readers also see"), "\n".join(beside_name(offer)) or gettext("Nothing"), "about"),
        Row(_("To help people find it"), "\n".join(names) or gettext("Nothing chosen"), "more"),
        Row(_("Photo"), offer.picture.alt if offer.picture else gettext("No photo"), "photo"),
    ]
    if not draft.revises:
        uses = set(answers.get("consents", []))
        agreed = [text.text for text in consents.current(offer.language) if text.use in uses]
        email = answers.get("email", "").strip() or gettext("None")
        found += [
            Row(_("E-mail address"), email, "address"),
            Row(_("You agree"), "\n".join(agreed), "consent"),
        ]
    return [Row(row.label, row.value, change(row.url)) for row in found]


def _whose(answers: dict[str, Any]) -> list[Row]:
    """Whose story it is, for who was asked that."""
    said = dict(Whose.base_fields["about"].choices).get(answers.get("about", ""))  # type: ignore[attr-defined]
    if said is None or answers.get("relation") not in subjects.TELLERS:
        return []
    about = drafts.about(answers)
    born = date_format(about.born, "YEAR_MONTH_FORMAT") if about and about.born else ""
    return [Row(_("Whose story it is"), "\n".join(filter(None, [str(said), born])), "whose")]


def _in_words(count: int) -> str:
    return ngettext("%(count)d word", "%(count)d words", count) % {"count": count}


def change(step: str) -> str:
    """The address of a question, coming back to the check page afterwards."""
    place = reverse("share-step", args=[step])
    return f"{place}?change"


def as_readers_see(draft: Draft, contribution: Contribution | None = None) -> Any:
    """The story as a reader's page would show it."""
    number = contribution.story_id if contribution else draft.pk
    return shown(drafts.as_offer(draft.answers), number)


def shown(offer: Offer, number: uuid.UUID) -> Any:
    """An offer as a reader's page would show it; `number` makes the portrait."""
    chosen = picker.chosen(offer.diagnoses)
    facets = chosen_facets(offer)
    return SimpleNamespace(
        id=number,
        title=offer.title,
        told=offer.told,
        language=offer.language,
        display_name=offer.display_name,
        relation=offer.relation,
        diagnoses=chosen,
        group=chosen[0].group if chosen else "",
        facets=[facet.name for facet in facets],
        about=told.about(facets),
        diagnosed=offer.diagnosed,
        minutes=minutes(len(offer.body.split())),
        photograph=photograph(offer.picture),
    )


def photograph(picture: Picture | None) -> Any:
    """A photo as its own person sees it on a page; None without one, and before it is made."""
    photo = Photo.objects.filter(pk=picture.photo).first() if picture else None
    file = album.preview(photo) if photo else None
    if picture is None or photo is None or file is None:
        return None
    return SimpleNamespace(
        src=pictures.address(photo.pk, "part"),
        width=file.width,
        height=file.height,
        alt=picture.alt,
        credit=picture.credit,
    )


def chosen_facets(offer: Offer) -> list[Facet]:
    """What was chosen to stand beside the story, or to help people find it."""
    return list(Facet.objects.filter(slug__in=offer.facets))


def beside_name(offer: Offer) -> list[str]:
    """What is told of a person beside their name."""
    return [*told.about(chosen_facets(offer)), *filter(None, [told.when(offer.diagnosed)])]


def _others(offer: Offer) -> str:
    return str(RECOGNISABLE.get(offer.recognisable) or gettext("Not answered"))
