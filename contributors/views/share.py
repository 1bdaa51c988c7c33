"""The share form: one question a page, each answer kept before it is judged."""

import re
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from accounts import limits
from accounts.network import network_of, render_or_wait
from contributors import (
    begun,
    behalf,
    dials,
    drafts,
    nudges,
    picker,
    preview,
    prompts,
    steps,
    tracker,
    unsent,
    visits,
    windows,
)
from contributors.forms import Question, typed
from contributors.models import Draft
from contributors.views.stories import done, newest
from moderation import waits
from moderation.errors import Conflict
from moderation.offers import AGE, PLACE, unique
from moderation.receipts import kept_receipt_for
from stories import helplines, retention

Answer = Callable[..., HttpResponse]
SAID = (steps.STORY, "others", steps.CHECK)  # where helplines stand open; elsewhere, folded
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def giving_back(view: Answer) -> Answer:
    """Where words cannot be kept, show them again and say why."""

    @wraps(view)
    def answer(request: HttpRequest, **where: Any) -> HttpResponse:
        try:
            return view(request, **where)
        except (visits.TooMany, drafts.TooMuch) as error:
            context = {"section": "share", "typed": typed(request.POST)}
            wait = getattr(error, "wait", 0)
            response = render_or_wait(request, "share/not_kept.html", context, wait=wait)
            response.status_code = 429 if wait else 413
            return response

    return answer


def writing(view: Answer) -> Answer:
    """Give the view the draft that this browser writes in; what is posted always finds one."""

    @giving_back
    @wraps(view)
    def found(request: HttpRequest, **where: str) -> HttpResponse:
        take = visits.draft_to_write if request.method == "POST" else visits.draft_of
        draft = take(request)
        if draft is None or draft.sent_at:
            return redirect("share-sent" if draft else "share")
        if draft.send_at and request.method != "POST":
            return redirect("share-sleep")
        if request.method == "POST":
            visits.stay(request)
            if request.POST.get("go") != "keep":
                visits.write_on(request, draft)
        return view(request, draft, **where)

    return found


@get_or_post
@giving_back
def start(request: HttpRequest) -> HttpResponse:
    """Say what comes; open a draft when somebody starts, or go on with one they have begun."""
    if request.method != "POST":
        unsent = visits.open_drafts(request).filter(sent_at=None)
        rows = begun.rows(draft for draft in unsent if drafts.begun(draft))
        context = {"section": "share", "begun": rows, **promises()}
        return render(request, "share/start.html", context)
    draft = visits.draft_of(request) if request.POST.get("draft") else None
    if draft is None or draft.sent_at:
        draft = visits.begin(request, language=get_language() or "en")
    visits.write_in(request, draft)
    wanting = steps.wanted(drafts.problems(draft), draft)
    return redirect("share-step", wanting.name if wanting else steps.CHECK)


@get_or_post
def delete(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete what was begun, once its person has said so twice."""
    draft = visits.open_draft(request, str(pk))
    if request.method != "POST" and draft is not None and draft.sent_at is None:
        return render(request, "share/delete.html", {"section": "share", "draft": draft})
    drafts.throw_away(draft)
    story = draft.contribution if draft is not None and draft.revises else None
    if story and visits.stories_of(request).filter(pk=story).exists():
        return redirect("your-story", story)
    return redirect("share")


def promises() -> dict[str, Any]:
    """What we say about time: what answers took of late, or else what the desk is held to."""
    return {"days": waits.days(waits.recent())}


def page(request: HttpRequest, draft: Draft, step: steps.Step, **more: Any) -> dict[str, Any]:
    """What every question's page shows."""
    pages = steps.of(draft)
    return {
        "section": "share",
        "draft": draft,
        "step": step,
        "place": pages.index(step) + 1,
        "places": len(pages),
        "changing": "change" in request.GET,
        "filled": steps.filled(step, draft),
        "lines": somebody(request, nudges.parts(draft)),
        "aside": step.name not in SAID,
        "asks_again": draft.revises and behalf.asks(drafts.story_of(draft)),
        **more,
    }


def somebody(request: HttpRequest, written: list[nudges.Part]) -> list[helplines.Line]:
    """Who can be called now, where the words sound as if somebody should be; near ones first."""
    if not nudges.very_hard(written):
        return []
    region = re.match(r"[a-z]{2,3}-([A-Za-z]{2})\b", request.headers.get("Accept-Language", ""))
    return helplines.crisis(near=region[1] if region else "")


def onward(request: HttpRequest, draft: Draft, step: steps.Step) -> HttpResponse:
    """Where the pressed button leads, the answer being good."""
    before, after = steps.beside(step, draft)
    go = request.POST.get("go", "")
    if go == "stop":
        return redirect("share-stopped")
    if go == "back" and not before:
        return redirect("share")
    if "change" in request.GET:
        return redirect("share-step", steps.CHECK)
    to = before if go == "back" else after
    return redirect("share-step", to.name if to else steps.CHECK)


def once_more(request: HttpRequest, *, again: bool, at: str = "") -> HttpResponse:
    """This question at an address that Back and reload can come to; `again` says what is wrong.

    `at`: the part of the page that the pressed button changed.
    """
    marks = [name for name, on in (("change", "change" in request.GET), ("again", again)) if on]
    query, part = "?" + "&".join(marks) if marks else "", f"#{at}" if at else ""
    return redirect(request.path + query + part)


@get_or_post
@writing
def question(request: HttpRequest, draft: Draft, name: str) -> HttpResponse:
    """Ask one question; keep the answer, then judge it."""
    step = steps.named(name, draft)
    if step is None or step.form is None:
        raise Http404
    form = answered(request, draft, step.form)
    if request.method != "POST":
        return render(request, f"share/{name}.html", question_page(request, draft, step, form))
    if request.POST.get("go") == "keep":
        return kept(request, draft, form)
    if (part := changed(request.POST, draft)) is not None:
        return once_more(request, again=False, at=part)
    if request.POST.get("go") == "show":
        return once_more(request, again=not form.is_valid(), at="line")
    if request.POST.get("go") or form.is_valid():
        return onward(request, draft, step)
    return once_more(request, again=True)


def changed(post: QueryDict, draft: Draft) -> str | None:
    """What a button on the page changed in the answers: the part that shows it, or None."""
    if which := post.get("use") or post.get("drop"):
        drafts.choose(draft, which, use="use" in post)
        return ""
    if which := post.get("leave_out"):
        nudges.leave_out(draft, which)
        return "look"
    if (kind := post.get("omit")) in (AGE, PLACE):
        drafts.keep(draft, {kind: ""})
        return "line"
    if (way := post.get("way")) in (prompts.QUESTIONS, prompts.OWN):
        drafts.write_as(draft, way)
        return ""
    return None


@require_GET
@writing
def look(request: HttpRequest, draft: Draft, name: str) -> HttpResponse:
    """What a program noticed in the words of one page, for a page that somebody is writing in.

    `told`: the page says already who can be called.
    """
    lines = [] if "told" in request.GET else somebody(request, nudges.parts(draft))
    found = {"nudges": nudges.look(draft, step=name), "lines": lines}
    return render(request, "share/look.html", {"draft": draft, "live": True, **found})


@require_GET
@writing
def line(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What readers will see of the person, for a page on which that is being chosen."""
    return render(request, "share/line.html", {"draft": draft, "line": line_of(draft)})


def line_of(draft: Draft) -> dict[str, Any]:
    """The person as readers will see them, and what could be left out where few are like them."""
    return {"story": preview.as_readers_see(draft), "rare": dials.rare(draft)}


def question_page(
    request: HttpRequest, draft: Draft, step: steps.Step, form: Question
) -> dict[str, Any]:
    """The page of a question: what it shows, and what it says that it showed."""
    others = windows.others(draft.answers, form.fields)
    answers = step.name == steps.STORY and draft.revises
    return page(
        request,
        draft,
        step,
        form=form,
        page_name=windows.new_page(),
        built=windows.built(form.fields, draft.answers),
        nudges=nudges.look(draft, step=step.name),
        asked=tracker.asked(drafts.story_of(draft)) if answers else None,
        line=line_of(draft) if step.name in steps.DIALS else None,
        others=[(form[name], f"{name}:{key}", text) for name, key, text in others],
    )


def kept(request: HttpRequest, draft: Draft, form: Question) -> HttpResponse:
    """Tell a page whose words were kept while somebody writes what it has shown now.

    409 where another window goes before: its words are kept beside those.
    """
    now, shown = form.raw(), windows.Page.of(request.POST)
    told = windows.built_after(now, draft.answers, shown)
    behind = windows.behind(now, draft.answers)
    return HttpResponse(told, content_type="text/plain", status=409 if behind else 200)


def answered(request: HttpRequest, draft: Draft, form_class: type[Question]) -> Question:
    """The question with its answer: just typed and by now kept, or kept before."""
    post = request.method == "POST"
    data = request.POST if post else draft.answers if "again" in request.GET else None
    form = form_class(data, initial=draft.answers, answers=draft.answers)
    if post:
        skipped = request.POST.get("go") == "skip"
        now = form.blank() if skipped else form.raw()
        drafts.keep(draft, now, page=windows.Page.of(request.POST))
    if form.is_bound:
        form.add_problems(drafts.problems(draft))
    return form


@get_or_post
@writing
def diagnosis(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Let somebody find and choose their illness, by any of its names, as often as needed."""
    if steps.named(steps.DIAGNOSIS, draft) is None:
        raise Http404
    if request.method == "POST":
        return pick(request, draft)
    chosen = picker.chosen(draft.answers.get("diagnoses", []))
    looked_for = draft.answers.get("looked_for", "")
    matches = picker.find(looked_for)
    context = {
        "wanting": "again" in request.GET and not chosen,
        "chosen": chosen,
        "looked_for": looked_for,
        "matches": matches[: picker.FIRST],
        "more": matches[picker.FIRST :],
        "groups": picker.groups(),
    }
    return render(request, "share/diagnosis.html", page(request, draft, steps.STEPS[0], **context))


def pick(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Keep what was chosen, and go where the button leads, once something is chosen."""
    before = draft.answers.get("looked_for", "")
    drafts.keep(draft, picked(request, draft))
    go = request.POST.get("go", "")
    # Somebody who types a name and presses Continue wants to find it first.
    looks = draft.answers["looked_for"] != before and not request.POST.getlist("diagnoses")
    if go in ("find", "add") or "without" in request.POST or (go == "" and looks):
        return once_more(request, again=False)
    if go or draft.answers["diagnoses"]:
        return onward(request, draft, steps.STEPS[0])
    return once_more(request, again=True)


def picked(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What is chosen now: what was, and what was ticked, without what was removed."""
    ticked = [*draft.answers.get("diagnoses", []), *request.POST.getlist("diagnoses")]
    slugs = [slug for slug in unique(ticked) if slug != request.POST.get("without")]
    added = request.POST.get("go") == "add"  # what was looked for is found
    looked_for = "" if added else request.POST.get("looked_for", "").replace("\0", "")[:120]
    return {"diagnoses": [row.slug for row in picker.chosen(slugs)], "looked_for": looked_for}


@get_or_post
def check(request: HttpRequest) -> HttpResponse:
    """Show everything once more, as readers will see it, and send it when asked to."""
    draft = visits.draft_of(request)
    if draft is None or draft.sent_at:
        return redirect("share-sent" if draft else "share")
    if draft.send_at and request.method != "POST":
        return redirect("share-sleep")
    wanting = steps.asking(drafts.problems(draft), draft)
    if wanting:
        return redirect(preview.change(wanting.name) + "&again")
    if request.method == "POST" and request.POST.get("go") in ("back", "stop"):
        return onward(request, draft, steps.STEPS[-1])
    if which := request.POST.get("leave_out"):
        nudges.leave_out(draft, which)
        return redirect(reverse("share-check") + "#look")
    if request.method == "POST":
        return send(request, draft)
    return check_page(request, draft)


def send(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Send exactly what was shown, unless too much came from here."""
    if request.POST.get("shown") != drafts.fingerprint(draft.answers):
        return check_page(request, draft, differs=True)
    if wait := must_wait(request, draft.answers.get("email", "").strip()):
        return check_page(request, draft, wait=wait)
    try:
        kept = drafts.send(draft, by=visits.actor_of(request))
    except Conflict:
        return render(request, "share/changed.html", {"draft": draft}, status=409)
    except ValidationError:
        return redirect("share-step", steps.CHECK)  # which leads to what has to be put right
    visits.remember(request, kept, sent=not draft.revises)
    return done(kept, "sent") if draft.revises else redirect("share-sent")


def must_wait(request: HttpRequest, email: str) -> int:
    """Seconds until this network, or this address, may send again; 0 for now."""
    wait = limits.take("submit", network_of(request))
    return wait or (limits.take("submit-address", email) if email else 0)


def check_page(
    request: HttpRequest, draft: Draft, *, wait: int = 0, differs: bool = False
) -> HttpResponse:
    """The story as it would be sent, with what a second look may show."""
    revised = drafts.story_of(draft) if draft.revises else None
    context = {
        "rows": preview.rows(draft),
        "story": preview.as_readers_see(draft, revised),
        "shown": drafts.fingerprint(draft.answers),
        "nudges": nudges.look(draft),
        "differs": differs,
        **promises(),
    }
    context = page(request, draft, steps.STEPS[-1], **context)
    return render_or_wait(request, "share/check.html", context, wait=wait)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Show the receipt, and what happens next."""
    kept = visits.just_sent(request)
    if kept is None:
        return redirect("your-stories")
    receipt = kept_receipt_for(kept.pk, kept.receipt_digest)
    context = {"section": "share", "contribution": kept, "receipt": receipt, **promises()}
    context |= {"about": behalf.yes(kept), "grieving": behalf.grieving(kept)}
    context["replaces"] = unsent.replaced(kept)
    context["lines"] = somebody(request, nudges.sent(newest(kept).offer))
    return render(request, "share/sent.html", context)


@require_GET
def stopped(request: HttpRequest) -> HttpResponse:
    """Say that nothing is lost and nothing was sent."""
    draft = visits.draft_of(request)
    if draft is None or draft.sent_at:
        return redirect("share")
    if draft.send_at:
        return redirect("share-sleep")
    visits.stay(request)  # the two weeks begin today
    code = "" if draft.revises else unsent.code_of(draft)
    keep = retention.current()
    context = {"section": "share", "draft": draft, "code": code, "keep": keep.drafts}
    context["keep_photo"] = keep.unsent_photos
    return render(request, "share/stopped.html", context)
