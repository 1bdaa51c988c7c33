"""Your stories: where they are, and everything that their person may do with them."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import limits
from accounts.network import network_of, render_or_wait
from contributors import begun, behalf, drafts, picker, preview, tracker, unsent, visits, wishes
from contributors.forms import AnswerForm, CodeForm, ReceiptForm, typed
from contributors.models import Draft
from moderation import (
    actors,
    addresses,
    consents,
    declined,
    receipts,
    subjects,
    suggestions,
    thanks,
    threads,
    workflow,
)
from moderation.errors import Conflict
from moderation.models import Contribution, Submission
from moderation.offers import AGE, PLACE, Offer
from moderation.receipts import receipt_digest
from moderation.states import FINAL, LIVE, Action, State
from stories import told
from stories.models import Facet, Relation

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
Answer = Callable[..., HttpResponse]
UPDATABLE = (State.PUBLISHED, State.PAUSED, State.SUBMITTED, State.IN_REVIEW)


def opened(view: Answer) -> Answer:
    """Give the view a story that this browser may open; for all others the same 404."""

    @wraps(view)
    def found(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        try:
            return view(request, visits.story_of(request, pk))
        except Http404:
            context = {"form": ReceiptForm(), "typed": typed(request.POST)}
            return render(request, "your_stories/closed.html", context, status=404)

    return found


def newest(contribution: Contribution) -> Submission:
    return contribution.submissions.order_by("-number")[0]


@get_or_post
def mine(request: HttpRequest) -> HttpResponse:
    """List the stories that are open here, and open one with its receipt code."""
    form, wait = ReceiptForm(request.POST or None), 0
    if form.is_valid():
        digest = receipt_digest(form.cleaned_data["code"])
        if draft := unsent.by_code(digest):
            request.session.cycle_key()
            visits.write_in(request, draft)
            return redirect("share")
        if gone := unsent.sent_since(digest):
            form.add_error("code", was_sent(gone))
        else:
            kept, wait = receipts.opened_by(network=network_of(request), receipt_digest=digest)
            if kept is not None:
                visits.remember(request, kept)
                return redirect("your-story", kept.pk)
            if not wait:
                text = _("We do not know this code. Please compare it letter by letter.")
                form.add_error("code", text)
    words = Prefetch("submissions", Submission.objects.order_by("-number"))
    kept_stories = visits.stories_of(request).filter(erased_at=None).prefetch_related(words)
    changes = {draft.contribution: draft for draft in visits.changes(request).reverse()}
    stories = [card(kept, changes.get(kept.pk)) for kept in kept_stories]
    context = {"form": form, "stories": stories}
    return render_or_wait(request, "your_stories/list.html", context, wait=wait)


def was_sent(draft: Draft) -> str:
    """What a code answers whose draft was sent: the day, and what opens the story now."""
    assert draft.sent_at is not None
    day = date_format(localtime(draft.sent_at), "MONTH_DAY_FORMAT")
    text = _(
        "This was sent on %(day)s. Use the receipt code that you got then, or sign in by e-mail if "
        "you confirmed your address."
    )
    return text % {"day": day}


def card(contribution: Contribution, draft: Draft | None) -> dict[str, object]:
    """A story in the list; `draft`: the change to it that was begun last."""
    submission, *before = contribution.submissions.all()
    headline = tracker.headline(submission, live=is_live(before))
    title = submission.title
    return {"pk": contribution.pk, "title": title, "headline": headline, "draft": draft}


def is_live(texts: Iterable[Submission]) -> bool:
    """Whether one of these is on the site, or paused there."""
    return any(one.state in LIVE for one in texts)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close what was opened by receipt, as one does on somebody else's telephone."""
    visits.forget(request)
    return redirect("your-stories")


# What was just done, said once at the top of the page that it leads to.
DONE: dict[str, Promise] = {
    "answered": gettext_lazy("We have your answer. Our team sees it beside your story."),
    "sent": gettext_lazy("Thank you. We have it as you wrote it."),
    "name": gettext_lazy("Readers see less about you now."),
    "used": gettext_lazy("Thank you. We have exactly these words, and somebody reads them soon."),
    "kept": gettext_lazy("Thank you. We read your words again, just as they are."),
    "appealed": gettext_lazy("Thank you. Somebody else will look at it."),
    "back": gettext_lazy("Your story is on the site again."),
}


def done(contribution: Contribution, what: str) -> HttpResponse:
    """To the story's page, which says what was done."""
    return redirect(f"{reverse('your-story', args=[contribution.pk])}?done={what}")


@require_GET
@opened
def story(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Show where a story is, what the team wrote, the words as sent, and what can be done."""
    found = shown(request, contribution)
    what = request.GET.get("done", "")
    over = what == "appealed" and not found["looked_at_again"]
    told = "" if over else DONE.get(what, "")
    return render(request, "your_stories/story.html", {**found, "done": told})


@require_POST
@opened
def answer(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Keep an answer to the team; what cannot be kept stays in its field."""
    form = AnswerForm(request.POST)
    wait = limits.take("answer", str(contribution.pk)) if form.is_valid() else 0
    if form.is_valid() and not wait:
        try:
            words = form.cleaned_data["answer"]
            threads.answer(contribution.pk, words, by=visits.actor_of(request))
            return done(contribution, "answered")
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict as error:
            form.add_error("answer", str(error))
    context = shown(request, contribution) | {"answer_form": form}
    return render_or_wait(request, "your_stories/story.html", context, wait=wait)


def shown(request: HttpRequest, contribution: Contribution) -> dict[str, object]:
    """Everything that the page of one story shows."""
    texts = list(contribution.submissions.order_by("-number"))
    submission = texts[0]
    live = next((one for one in texts if one.state == State.PUBLISHED), None)
    letters = list(tracker.letters(contribution))
    earlier = tracker.before_yes(submission, letters) if live == submission else []
    return {
        "contribution": contribution,
        "submission": submission,
        "place": tracker.place(submission, live=is_live(texts[1:])),
        "looked_at_again": tracker.looked_at_again(submission),
        "begun": begun.rows(visits.changes(request).filter(contribution=contribution.pk)),
        "kept_until": None if is_live(texts) else declined.until(submission),
        "letters": letters,
        "earlier": earlier,
        "recent": [one for one in letters if one not in earlier],
        "suggested": suggested(submission),
        "answer_form": None if submission.state in FINAL else AnswerForm(),
        "on_site": live.story if live else None,
        "on_site_is_older": live is not None and live != submission,
        "was_public": any(one.published_at for one in texts),
        "paused": any(one.state == State.PAUSED for one in texts[1:]),
        "rests": any(one.state == State.HELD for one in texts[1:]),
        "actions": workflow.actions_of(texts, actors.contributor()),
        "may_appeal": any(one.appealable for one in texts),
        "helped": thanks.of(contribution),
        "wish": wishes.of(contribution),
        "may_update": may_update(contribution, submission),
        "beside": beside(submission),
        "about": behalf.yes(contribution),
        "whose": behalf.whose(contribution),
        "agreements": agreed(contribution),
        "code_form": CodeForm(),
        "masked": masked(contribution.email),
    }


def suggested(submission: Submission) -> dict[str, object] | None:
    """The wording that the team suggests for this, as what it would take out and put in."""
    suggestion = suggestions.open_for(submission)
    if suggestion is None:
        return None
    offer = suggestion.offer
    told = suggestions.difference(submission.shown_offer, offer)
    return {"hash": offer.hash, "lines": told.lines, "words": told.words}


def beside(submission: Submission) -> dict[str, Any]:
    """What was sent beside the words, in words."""
    if submission.erased_at:
        return {}
    chosen = picker.chosen(submission.diagnoses)
    facets = Facet.objects.filter(slug__in=submission.shown_facets)
    when = told.when(submission.shown_diagnosed)
    return {
        "diagnoses": ", ".join(row.label for row in chosen),
        "group": chosen[0].group if chosen else "",
        "relation": str(Relation(submission.relation).label),
        "about": ", ".join([*told.about(facets), *([when] if when else [])]),
        "facets": ", ".join(facet.name for facet in facets if facet.kind not in (AGE, PLACE)),
        "photograph": preview.photograph(submission.shown_offer.picture),
    }


def agreed(contribution: Contribution) -> list[dict[str, object]]:
    """What was agreed to and still is, in the words that were shown where we still have them."""
    texts = {text.hash: text.text for text in consents.current(contribution.language)}
    rows = contribution.consents.filter(withdrawn_at=None).order_by("id")
    mine = [{"text": texts.get(row.text_hash, row.use), "given_at": row.given_at} for row in rows]
    child = subjects.agreed_for(contribution)
    return [*mine, *({"text": one["text"], "given_at": one["at"]} for one in child)]


def masked(email: str) -> str:
    """Enough of an address to know it by."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}…{at}{domain}" if email else ""


@get_or_post
@opened
def address(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Take the mailed code as proof of an address."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    notice = next((word for word in ("mailed", "enough") if word in request.GET), "")
    wait = limits.take("code", str(contribution.pk)) if form.is_bound else 0
    if not wait and form.is_valid():
        if addresses.confirm(contribution.pk, form.cleaned_data["code"]):
            return back(request, contribution)
        text = _("This code does not fit, or it is too old. We can send a new one.")
        form.add_error("code", text)
    return code_page(request, contribution, form, wait=wait, notice=notice)


@get_or_post
@opened
def code(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Mail a new code, but not often: the address may be a stranger's."""
    marks = ["sent"] if from_sent(request) else []
    if request.method == "POST":
        if wait := limits.take("code", str(contribution.pk)):
            return code_page(request, contribution, CodeForm(), wait=wait)
        marks.append("mailed" if addresses.ask_again(contribution.pk) else "enough")
    page = reverse("your-story-address", args=[contribution.pk])
    return redirect(page + ("?" + "&".join(marks) if marks else ""))


def from_sent(request: HttpRequest) -> bool:
    """Whether somebody came here from the page with the receipt."""
    return "sent" in request.POST or "sent" in request.GET


def code_page(
    request: HttpRequest, contribution: Contribution, form: CodeForm, *, wait: int, notice: str = ""
) -> HttpResponse:
    context = {
        "contribution": contribution,
        "form": form,
        "notice": notice,
        "from_sent": from_sent(request),
        "masked": masked(contribution.email),
    }
    return render_or_wait(request, "your_stories/address.html", context, wait=wait)


def back(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Where the code was asked for: beside the receipt, or on the story's page."""
    if from_sent(request):
        return redirect("share-sent")
    return redirect("your-story", contribution.pk)


@require_POST
@opened
def change(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Open the words in the share form; go on with changes begun before, and not yet sent."""
    submission = newest(contribution)
    if Action.REPLACE not in workflow.actions_for(submission, actors.contributor()):
        return redirect("your-story", contribution.pk)
    return write(request, contribution, drafts.revise)


@require_POST
@opened
def update(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Ask what has happened since; go on with an update begun before, and not yet sent."""
    if not may_update(contribution, newest(contribution)):
        return redirect("your-story", contribution.pk)
    return write(request, contribution, drafts.update)


@require_POST
@opened
def go_on(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Go on with exactly this change or update, though other words were sent meanwhile."""
    draft = visits.open_draft(request, request.POST.get("draft", ""))
    mine = draft is not None and draft.revises and draft.contribution == contribution.pk
    able = Action.REPLACE in workflow.actions_for(newest(contribution), actors.contributor())
    if draft is None or draft.sent_at or not (mine and able):
        return redirect("your-story", contribution.pk)
    drafts.go_on(draft)
    visits.write_in(request, draft)
    return redirect("share-step", "story")


def write(
    request: HttpRequest,
    contribution: Contribution,
    begin: Callable[..., Draft],
    *,
    offer: Offer | None = None,
) -> HttpResponse:
    """Open the share form with a draft of this kind, a begun one before a new one.

    `offer`: words that are suggested, for a draft that begins with them.
    """
    open_drafts = visits.changes(request).filter(contribution=contribution.pk)
    kind = (begin is drafts.update, offer is not None)
    same = [one for one in open_drafts if (one.updates, one.takes_up) == kind]
    if offer is not None:  # an older one took up what was suggested before
        now = drafts.known_version(contribution)
        same = [one for one in same if one.version == now]
        begin = partial(begin, offer=offer)
    draft = next(iter(same), None)
    if draft is None:
        draft = begin(contribution, owner=visits.user_of(request))
    else:
        drafts.go_on(draft)
    visits.write_in(request, draft)
    return redirect("share-step", "story")


def may_update(contribution: Contribution, submission: Submission) -> bool:
    """A story that is live has a later part, and not while we ask for other words first."""
    live = contribution.submissions.filter(state__in=[State.PUBLISHED, State.PAUSED])
    return submission.seen_state in UPDATABLE and live.exists()


@get_or_post
@opened
def withdraw(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Take a story back: one page, one button, no reason asked."""
    able = Action.WITHDRAW in workflow.actions_for(newest(contribution), actors.contributor())
    if able and request.method == "POST":
        workflow.withdraw(contribution.pk, by=visits.actor_of(request))
        return redirect("your-story-withdrawn", contribution.pk)
    if not able:
        return redirect("your-story", contribution.pk)
    live = newest(contribution).state == State.PUBLISHED
    context = {"contribution": contribution, "pausable": live}
    return render(request, "your_stories/withdraw.html", context)


@require_GET
@opened
def download(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Give a story back to its person, as a text file."""
    submission = newest(contribution)
    context = {
        "submission": submission,
        "agreements": agreed(contribution),
        "beside": beside(submission),
    }
    text = render_to_string("your_stories/story.txt", context)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="marrow-story.txt"'
    return response
