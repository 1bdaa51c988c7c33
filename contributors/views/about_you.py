"""The page of the person whom a story is about: read it, say yes or no, take it down again.

The link is all they need, as with the one in every mail: no account, and a look does nothing.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from accounts import limits
from accounts.network import cookieless, network_of, render_or_wait
from contributors import preview, visits
from moderation import album, subjects, workflow
from moderation.errors import Conflict
from moderation.models import Contribution
from moderation.receipts import opened_by, receipt_digest
from moderation.states import State

SAY = {"yes": workflow.say_yes, "no": workflow.say_no}


@cookieless  # the link is all it takes
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the exact words, and take an answer to them; taking them off never waits."""
    digest = receipt_digest(token)
    found, wait = opened_by(network=network_of(request), subject__link_digest=digest)
    if found is None:
        return unknown(request, wait)
    if visits.stories_of(request).filter(pk=found.pk).exists():
        return theirs(request)
    go, language = request.POST.get("go", ""), get_language() or "en"
    if go == "off":
        workflow.take_off(found.pk, language=language)
        return redirect(request.path)
    if go in SAY:
        if wait := limits.take("answer", str(found.pk)):
            return render_or_wait(request, "about_you/page.html", shown(found, token), wait=wait)
        try:
            SAY[go](found.pk, content_hash=request.POST.get("words", ""), language=language)
            return redirect(request.path)
        except Conflict as error:
            context = shown(found, token) | {"changed": str(error)}
            return render(request, "about_you/page.html", context, status=409)
    return render(request, "about_you/page.html", shown(found, token))


def theirs(request: HttpRequest) -> HttpResponse:
    """In the browser of who wrote it nobody says yes for the other: the link is to be passed on."""
    status = 403 if request.method == "POST" else 200
    return render(request, "about_you/theirs.html", status=status)


def shown(contribution: Contribution, token: str) -> dict[str, object]:
    """The words in question as readers would see them, and what was said about them so far."""
    words = subjects.in_question(contribution)
    if words is None:
        return {"words": None}
    subject = contribution.subject
    story = preview.shown(words.shown_offer, contribution.story_id)
    if story.photograph:
        story.photograph.src = reverse("about-you-photo", args=[token])
    live = contribution.submissions.filter(state=State.PUBLISHED).first()
    return {
        "words": words,
        "story": story,
        "unseen": bool(words.shown_photo and not story.photograph),
        "answer": subjects.last_answer(subject, words.content_hash),
        "text": subjects.Text(subjects.By.SUBJECT, get_language() or "en").text,
        "public": live == words,
        "earlier": live is not None and live != words,
        "site": live.story if live else None,
    }


@require_GET
def photo(request: HttpRequest, token: str) -> HttpResponse:
    """Give the photo that stands beside these words, as they would be published with it."""
    digest = receipt_digest(token)
    found, _wait = opened_by(network=network_of(request), subject__link_digest=digest)
    words = subjects.in_question(found) if found else None
    file = album.preview(words.shown_photo) if words and words.shown_photo else None
    if file is None:
        raise Http404
    return HttpResponse(bytes(file.data), content_type="image/jpeg")


def unknown(request: HttpRequest, wait: int) -> HttpResponse:
    """No story has this link: the same answer for every wrong one."""
    response = render_or_wait(request, "about_you/unknown.html", {}, wait=wait)
    if not wait:
        response.status_code = 404
    return response
