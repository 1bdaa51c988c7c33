"""The page of a story that goes out by itself tomorrow."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from contributors import drafts, sleeping, steps, unsent, visits
from contributors.models import Draft
from contributors.views import share


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Let a story sleep for a night, or send it now, change it, keep it back."""
    draft, go = visits.draft_of(request), request.POST.get("go", "")
    if draft is None or draft.sent_at:
        return redirect("share-sent" if draft else "share")
    if go == "sleep" and not draft.revises:
        return to_bed(request, draft)
    if draft.send_at is None:
        return redirect("share-check")
    if go == "now":
        return share.send(request, draft)
    if go in ("change", "stop"):
        sleeping.wake(draft)
        return redirect("share-check" if go == "change" else "share-stopped")
    context = {
        "section": "share",
        "draft": draft,
        "held": sleeping.held(draft),
        "shown": drafts.fingerprint(draft.answers),
        "code": unsent.code_of(draft),
    }
    return render(request, "share/sleep.html", context)


def to_bed(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Promise to send exactly what was shown, after the same questions as before sending it."""
    if drafts.problems(draft):
        return redirect("share-step", steps.CHECK)
    if request.POST.get("shown") != drafts.fingerprint(draft.answers):
        return share.check_page(request, draft, differs=True)
    if wait := share.must_wait(request, draft.answers.get("email", "").strip()):
        return share.check_page(request, draft, wait=wait)
    sleeping.sleep(draft)
    visits.stay(request)
    return redirect("share-sleep")
