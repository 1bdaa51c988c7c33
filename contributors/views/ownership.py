"""What somebody may do with their own story at any time, without a reason and without waiting."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import limits
from accounts.network import cookieless, network_of, render_or_wait
from contributors import afterwards, fresh, my_data, packing, visits
from contributors.forms import AddressForm, MoveForm
from contributors.views import leaving
from contributors.views.stories import done, masked, newest, opened
from moderation import actors, addresses, checkins, consents, subjects, workflow
from moderation.models import Contribution
from moderation.offers import AGE, ANONYMOUS, DIAGNOSED, INITIAL, PHOTO, PLACE, veiled
from moderation.receipts import opened_by, receipt_digest
from moderation.states import FINAL, RULES, Action, State
from stories import told
from stories.models import Facet

BESIDE = {
    AGE: _("The age"),
    PLACE: _("The place"),
    DIAGNOSED: _("When the diagnosis was"),
    PHOTO: _("The photo"),
}
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class UsesForm(forms.Form):
    """The uses besides the website's own: that one ends by taking the story back."""

    uses = forms.MultipleChoiceField(
        label=_("You may also agree to"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, language: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        texts = [text for text in consents.current(language) if not text.required]
        self.fields["uses"].choices = [(text.use, text.text) for text in texts]  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """How much of somebody is shown; only less than now is offered."""

    use_required_attribute = False
    how = forms.ChoiceField(
        label=_("What should be shown in place of your name?"),
        required=False,
        widget=forms.RadioSelect,
    )
    hide = forms.MultipleChoiceField(
        label=_("What else should be hidden?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, contribution: Contribution, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        submission = newest(contribution)
        name, language = submission.shown_name, submission.language
        shown = {how: veiled(name, how=how, language=language) for how in (INITIAL, ANONYMOUS)}
        less = [(how, less) for how, less in shown.items() if less != name]
        self._offer("how", [("", name), *less] if less else [])
        self._offer("hide", told_beside(contribution))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Ask only what there is a choice in."""
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("how") or data.get("hide")):
            text = _("Please choose what should be hidden, or go back.")
            self.add_error(next(iter(self.fields)), text)
        return data


def told_beside(contribution: Contribution) -> list[tuple[str, str]]:
    """What beside the name is told of somebody in any text that may be shown, and can be hidden."""
    texts = [
        one
        for one in contribution.submissions.order_by("-id")
        if (State(one.state), Action.HIDE_NAME) in RULES
    ]
    slugs = {slug for one in texts for slug in one.shown_facets}
    found: dict[str, str] = {}
    for facet in Facet.objects.filter(slug__in=slugs, kind__in=BESIDE):
        found.setdefault(facet.kind, f"{BESIDE[facet.kind]} ({facet.name})")
    when = next(filter(None, (told.when(one.shown_diagnosed) for one in texts)), "")
    if when:
        found[DIAGNOSED] = f"{BESIDE[DIAGNOSED]} ({when})"
    if any(one.shown_photo for one in texts):
        found[PHOTO] = str(BESIDE[PHOTO])
    return list(found.items())


def allowed(action: Action, contribution: Contribution) -> bool:
    by = actors.contributor()
    return action in workflow.actions_of(contribution.submissions.order_by("-id"), by)


@get_or_post
@opened
def agreements(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Show what was agreed to, use by use, and let each be given or taken back on its own."""
    if newest(contribution).state in FINAL:
        return redirect("your-story", contribution.pk)
    live = consents.live(contribution.pk)
    posted = request.POST if request.method == "POST" else None
    form = UsesForm(posted, language=contribution.language, initial={"uses": sorted(live)})
    if form.is_valid():
        by = visits.actor_of(request)
        workflow.agree(contribution.pk, form.cleaned_data["uses"], by=by)
        mark = "kept" if live <= consents.live(contribution.pk) else "ended"
        return redirect(f"{request.path}?{mark}")
    context = {
        "contribution": contribution,
        "form": form,
        "website": consents.current(contribution.language)[0],
        "agreed": consents.publishable(live),
        "for_child": subjects.agreed_for(contribution),
        "kept": "kept" in request.GET or "ended" in request.GET,
        "ended": "ended" in request.GET,
    }
    return render(request, "your_stories/agreements.html", context)


@require_GET
@opened
def agreements_text(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Give somebody the record of all they agreed to, with the day and hour of each."""
    text = my_data.agreements(contribution)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="marrow-agreements.txt"'
    return response


@require_GET
@opened
def everything(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Give somebody a copy of all that is kept about their story."""
    if contribution.erased_at:
        return redirect("your-story", contribution.pk)
    if wait := limits.take("copy", str(contribution.pk)):  # photos make it heavy
        return render_or_wait(request, "429.html", {}, wait=wait)
    response = HttpResponse(packing.packed(contribution), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="marrow-my-data.zip"'
    return response


@get_or_post
@opened
def new_address(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Take an address that proves itself by a code, after a fresh proof that the story is theirs.

    Whoever reads the mail about a story owns it. So a browser that is open is not enough, except
    where it shows the receipt itself just now.
    """
    if contribution.email_confirmed_at or newest(contribution).state in FINAL:
        return redirect("your-story", contribution.pk)
    asked = visits.just_sent(request) != contribution
    row = fresh.proven_by(contribution) if asked else None
    if request.method == "POST" and "mail" in request.POST and row is not None:
        return leaving.mailed(request, row, moves=True)
    form, wait = address_form(request, asked, row is not None), 0
    if form.is_valid():
        email = form.cleaned_data["email"]
        wait = limits.take("code", str(contribution.pk)) or limits.take("submit-address", email)
        proven = not asked
        if asked and not wait:
            proven, wait = fresh.shown(contribution, form.cleaned_data["code"])
        if proven and not wait:
            mailed = addresses.ask_again(contribution.pk, email=email, proven=True)
            page = reverse("your-story-address", args=[contribution.pk])
            return redirect(f"{page}?{'mailed' if mailed else 'enough'}")
        if not wait:
            form.add_error("code", leaving.unfit(row is not None))
    context = {
        "contribution": contribution,
        "form": form,
        "asked": asked,
        "masked": masked(row.email) if row else "",
        "mailed": "mailed" in request.GET,
    }
    return render_or_wait(request, "your_stories/new_address.html", context, wait=wait)


def address_form(request: HttpRequest, asked: bool, by_mail: bool) -> forms.Form:
    posted = request.POST if request.method == "POST" else None
    return MoveForm(posted, by_mail=by_mail) if asked else AddressForm(posted)


@require_POST
@opened
def stop_mail(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Forget the address, and write no more; whose story it is stays as it is."""
    addresses.stop(contribution.pk)
    return redirect("your-story", contribution.pk)


@get_or_post
@opened
def name(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Hide more of a name, and of what stands beside it, at once; the photo too."""
    posted = request.POST if request.method == "POST" else None
    form = NameForm(posted, contribution=contribution)
    able = allowed(Action.HIDE_NAME, contribution) and form.fields
    if able and form.is_valid():
        less = {name: form.cleaned_data.get(name) or "" for name in ("how", "hide")}
        workflow.hide_name(contribution.pk, by=visits.actor_of(request), **less)
        return done(contribution, "name")
    if not able:
        return redirect("your-story", contribution.pk)
    public = contribution.submissions.filter(state=State.PUBLISHED).exists()
    context = {"contribution": contribution, "form": form, "public": public}
    return render(request, "your_stories/name.html", context)


@get_or_post
@opened
def pause(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Take a story off the site for a while."""
    able = allowed(Action.PAUSE, contribution)
    if able and request.method == "POST":
        workflow.pause(contribution.pk, by=visits.actor_of(request))
    if not able or request.method == "POST":
        return redirect("your-story", contribution.pk)
    return render(request, "your_stories/pause.html", {"contribution": contribution})


@get_or_post
@opened
def resume(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Put a paused story back on the site, as its person agrees to with this press."""
    able = allowed(Action.RESUME, contribution)
    if able and request.method == "POST":
        workflow.resume(contribution.pk, by=visits.actor_of(request))
        return done(contribution, "back")
    if not able:
        return redirect("your-story", contribution.pk)
    website = consents.current(contribution.language)[0]
    context = {"contribution": contribution, "website": website}
    return render(request, "your_stories/resume.html", context)


@require_GET
@opened
def withdrawn(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Say from where a story is gone, since when, and what nobody can call back."""
    found = afterwards.gone(contribution)
    if found is None:
        return redirect("your-story", contribution.pk)
    context = {"contribution": contribution, "gone": found}
    return render(request, "your_stories/withdrawn.html", context)


# --- by the link in every mail -------------------------------------------------------------------


def by_link(request: HttpRequest, token: str) -> tuple[Contribution | None, int]:
    """The story whose link this is, or none and the seconds to wait after too many wrong ones."""
    return opened_by(network=network_of(request), take_down_digest=receipt_digest(token))


@cookieless  # the link is all it takes
@get_or_post
def take_down(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: the story is gone before the answer is sent. A look does nothing."""
    contribution, wait = by_link(request, token)
    if contribution is None:
        return unknown(request, wait)
    if request.method == "POST":
        workflow.withdraw(contribution.pk, by=actors.contributor())
    context = {
        "token": token,
        "contribution": contribution,
        "gone": afterwards.gone(contribution),
        "pausable": allowed(Action.PAUSE, contribution),
    }
    return render(request, "take_down/page.html", context)


@cookieless  # the link is all it takes
@get_or_post
def still(request: HttpRequest, token: str) -> HttpResponse:
    """Is it still right? Keep, change, pause or remove it; nothing here makes anything public."""
    contribution, wait = by_link(request, token)
    if contribution is None:
        return unknown(request, wait)
    if newest(contribution).state in FINAL:
        return redirect("take-down", token)
    go = request.POST.get("go", "")
    pausable = allowed(Action.PAUSE, contribution)
    if go == "keep":
        checkins.keep(contribution.pk)
    elif go == "pause" and pausable:
        workflow.pause(contribution.pk, by=actors.contributor())
    context = {
        "token": token,
        "contribution": contribution,
        "done": go,
        "pausable": pausable and go != "pause",
        "texts": agreed(contribution),
    }
    return render(request, "take_down/still.html", context)


def agreed(contribution: Contribution) -> list[consents.Text]:
    """What is agreed to now, in today's words."""
    live = consents.live(contribution.pk)
    return [text for text in consents.current(contribution.language) if text.use in live]


def unknown(request: HttpRequest, wait: int) -> HttpResponse:
    """No story has this link: the same answer for every wrong one."""
    response = render_or_wait(request, "take_down/unknown.html", {}, wait=wait)
    if not wait:
        response.status_code = 404
    return response
