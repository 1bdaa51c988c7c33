"""What somebody answers to a decision: take the suggested words, keep theirs, ask somebody else."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import limits
from accounts.network import render_or_wait
from contributors import drafts, visits
from contributors.forms import AnswerForm, KeepForm
from contributors.views.stories import done, get_or_post, newest, opened, shown, write
from moderation import suggestions, workflow
from moderation.errors import Conflict
from moderation.models import Contribution


@require_POST
@opened
def use(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Send exactly the words that were shown as a suggestion, by their hash."""
    try:
        agreed = request.POST.get("agreed", "")
        workflow.use_suggestion(contribution.pk, by=visits.actor_of(request), agreed=agreed)
    except Conflict as error:
        return refused(request, contribution, error)
    return done(contribution, "used")


@require_POST
@opened
def change(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Open the suggested words in the share form, to make them one's own."""
    suggestion = suggestions.open_for(newest(contribution))
    if suggestion is None:
        return refused(request, contribution, Conflict(_("This wording is not open any more.")))
    return write(request, contribution, drafts.take_up, offer=suggestion.offer)


@get_or_post
@opened
def keep(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Keep the words as they are, and have them read once more."""
    return ask(request, contribution, workflow.keep, "your_stories/keep.html", "kept")


@get_or_post
@opened
def appeal(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Ask, once, that somebody else looks at a decision."""
    return ask(request, contribution, workflow.appeal, "your_stories/appeal.html", "appealed")


def ask(
    request: HttpRequest,
    contribution: Contribution,
    verb: Callable[..., Contribution],
    template: str,
    told: str,
) -> HttpResponse:
    """One page with room for a few words, and the verb; what cannot be kept stays in its field."""
    form = KeepForm(request.POST if request.method == "POST" else None)
    wait = limits.take("answer", str(contribution.pk)) if form.is_valid() else 0
    if form.is_valid() and not wait:
        words = form.cleaned_data["answer"]
        try:
            verb(contribution.pk, by=visits.actor_of(request), message=words)
            return done(contribution, told)
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict as error:
            return refused(request, contribution, error, words)
    context = {"contribution": contribution, "form": form, "submission": newest(contribution)}
    return render_or_wait(request, template, context, wait=wait)


def refused(
    request: HttpRequest, contribution: Contribution, error: Conflict, words: str = ""
) -> HttpResponse:
    """The story as it is now, and why nothing was done; the words stay in a field."""
    context = shown(request, contribution) | {"refused": str(error)}
    if words and context["answer_form"]:
        context["answer_form"] = AnswerForm(initial={"answer": words})
    return render(request, "your_stories/story.html", context, status=409)
