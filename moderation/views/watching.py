"""Watching over the team: the log, files that leave the house, and the address of a contributor.

Whoever reads the log reads nothing of any story; whoever takes a file or looks at an address
shows their second factor first, and stands in the log.
"""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import audit, exports, limits
from accounts.fresh import freshly
from accounts.models import AuditEntry
from accounts.network import render_or_wait
from accounts.roles import role_of
from moderation import exports as decided
from moderation import safeguarding
from moderation.models import Case, Contribution
from moderation.views.access import for_roles
from moderation.views.watching_forms import AddressForm, ExportForm, LogFilter, told

PAGE = 50


# --- the log, for auditors -----------------------------------------------------------------------


@require_GET
@for_roles("audit")
def log(request: HttpRequest) -> HttpResponse:
    """Shows a page of the log, newest first; changes nothing."""
    form = LogFilter(request.GET or None)
    rows, places = page(form.narrow(lines_for(request)), request)
    seq, digest = audit.head()
    context = {
        "form": form,
        "rows": [told(row) for row in rows],
        "pages": {name: address(request, **place) for name, place in places.items()},
        "query": kept(request),
        "head": f"{digest}:{seq}" if seq else "",
    }
    return render(request, "desk/audit.html", context)


def lines_for(request: HttpRequest) -> QuerySet[AuditEntry]:
    """The log without what was done about this auditor's own stories.

    Whoever sends a story does not learn that it was escalated; who watches over the team, neither.
    """
    stories = Contribution.objects.filter(contributor=request.user.pk)
    own = list(stories.values_list("pk", flat=True))
    if not own:
        return AuditEntry.objects.all()
    cases = Case.objects.filter(contribution__in=own).values_list("pk", flat=True)
    return AuditEntry.objects.exclude(about__in=[str(pk) for pk in (*own, *cases)])


Places = dict[str, dict[str, int]]


def page(entries: QuerySet[AuditEntry], request: HttpRequest) -> tuple[list[AuditEntry], Places]:
    """Some rows, newest first, and the keys of the pages beside them."""
    before, after = (number(request.GET.get(name, "")) for name in ("before", "after"))
    if after is not None:
        found = list(entries.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        more, rows = len(found) > PAGE, found[:PAGE][::-1]
        places = {"newer": {"after": rows[0].pk}} if more else {}
        return rows, places | ({"older": {"before": rows[-1].pk}} if rows else {})
    older = entries.filter(pk__lt=before) if before is not None else entries
    found = list(older.order_by("-pk")[: PAGE + 1])
    rows = found[:PAGE]
    places = {"newer": {"after": rows[0].pk}} if before is not None and rows else {}
    return rows, places | ({"older": {"before": rows[-1].pk}} if len(found) > PAGE else {})


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def kept(request: HttpRequest) -> str:
    """What narrows the log, as an address says it."""
    names = ("kind", "by", "about", "since", "until")
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


def address(request: HttpRequest, **place: int) -> str:
    return "?" + "&".join(part for part in (kept(request), urlencode(place)) if part)


LOG = ("seq", "time", "kind", "by", "about", "facts", "salt", "prev", "hash")


@require_POST
@for_roles("audit")
@freshly
def export_log(request: HttpRequest) -> HttpResponseBase:
    """Gives the sealed rows that were chosen as a file: CSV, or JSON Lines to check the chain."""
    form = LogFilter(request.POST)
    rows = form.narrow(lines_for(request).exclude(seq=None)).order_by("seq")
    if refused := too_much(request, rows):
        return refused
    kind = "jsonl" if request.POST.get("as") == "jsonl" else "csv"
    lines = (audit.told(row) | {"hash": row.hash} for row in rows.iterator(chunk_size=1000))
    return leaving(request, "log", kind, LOG, lines)


def leaving(
    request: HttpRequest, what: str, kind: str, header: tuple[str, ...], lines: Any, **facts: object
) -> HttpResponseBase:
    """The file as it is streamed, after it was written into the log that it left."""
    role = role_of(request.user)
    audit.note("exported", by=request.user.pk, about=what, role=role, format=kind, **facts)
    if kind == "jsonl":
        text, mime = exports.as_json_lines(lines), "application/x-ndjson"
    else:
        rows = ([line[name] for name in header] for line in lines)
        text, mime = exports.as_csv(header, rows), "text/csv"
    response = StreamingHttpResponse(text, content_type=f"{mime}; charset=utf-8")
    name = f"marrow-{what}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def too_much(request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """A refusal for more than one file may hold, or for too many files in an hour."""
    if wait := limits.take("export", str(request.user.pk)):
        return render_or_wait(request, "429.html", {}, wait=wait)
    if rows[: exports.MOST + 1].count() > exports.MOST:
        return render(request, "desk/too_much.html", {"most": exports.MOST}, status=400)
    return None


# --- what was decided, for leads and organisers --------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("lead", "organise")
@freshly
def export_decisions(request: HttpRequest) -> HttpResponseBase:
    """Gives what the team decided in some days as a file, after a page that says what is in it."""
    form = ExportForm(request.POST or None)
    if not form.is_valid():
        return render(request, "desk/export.html", {"form": form, "header": decided.HEADER})
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    events = decided.decisions(since, until)
    if refused := too_much(request, events):
        return refused
    lines = (dict(zip(decided.HEADER, row, strict=True)) for row in decided.rows(events))
    facts = {"since": f"{since:%Y-%m-%d}", "until": f"{until:%Y-%m-%d}"}
    return leaving(request, "decisions", "csv", decided.HEADER, lines, **facts)


# --- an address, for organisers ------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("organise")
@freshly
def address_of(request: HttpRequest, *, contribution_id: uuid.UUID) -> HttpResponse:
    """Shows a contributor's address once, for a reason, and writes down that it was shown."""
    found = get_object_or_404(Contribution, pk=contribution_id)
    form, context = AddressForm(request.POST or None), {"contribution": found, "shown": False}
    if form.is_valid():
        if wait := limits.take("reveal", str(request.user.pk)):
            return render_or_wait(request, "429.html", {}, wait=wait)
        assert request.user.pk is not None
        with transaction.atomic():
            audit.note(
                "address-revealed",
                by=request.user.pk,
                about=found.pk,
                role=role_of(request.user),
                reason=form.cleaned_data["reason"],
                found=bool(found.email),
            )
            safeguarding.revealed(found.pk, by=request.user.pk)
        context |= {"shown": True, "email": found.email, "proven": found.email_confirmed_at}
    response = render(request, "desk/address.html", context | {"form": form})
    response.headers["Cache-Control"] = "private, no-store"
    return response
