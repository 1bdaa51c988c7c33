"""The figures of the desk, drawn and as tables: for leads, and to each person their own part."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from moderation import reckoning as reckoned
from moderation.queue import Lane
from moderation.views import drawing
from moderation.views.access import for_roles
from moderation.views.rows import colleague
from moderation.views.words import LANES
from stories.models import Diagnosis

DAY = 24.0  # hours
FEW = 10  # of what a check pointed at: fewer say more about chance than about the check


@require_safe
@for_roles("moderate", "organise")
def figures(request: HttpRequest) -> HttpResponse:
    """Shows the figures; a moderator who is no lead sees their own work alone."""
    user = request.user
    leads = user.has_perm("accounts.lead")
    context: dict[str, Any] = {"all": leads or user.has_perm("accounts.organise")}
    if user.has_perm("accounts.moderate"):
        context["loads"] = people(reckoned.loads(only=None if leads else user.pk))
        context["own"] = not leads
    if context["all"]:
        context |= now() | over_weeks()
    return render(request, "desk/figures.html", context)


def now() -> dict[str, Any]:
    """What waits, by lane and by diagnosis, each with a bar as long as its share of the longest."""
    lanes = reckoned.waiting()
    names = group_names()
    groups = sorted(reckoned.waiting_by_group().items(), key=lambda one: -one[1][0])
    return {
        "waiting": bars([(LANES[one.lane], one.stories, one.oldest) for one in lanes]),
        "waiting_by_group": bars(
            [(names.get(group, group), *held) for group, held in groups if held[0]]
        ),
        "waiting_all": sum(one.stories for one in lanes if one.lane is not Lane.SAFEGUARDING),
        "cases": sum(one.stories for one in lanes if one.lane is Lane.SAFEGUARDING),
    }


def bars(rows: list[tuple[str | Promise, int, datetime | None]]) -> list[dict[str, Any]]:
    most = max((stories for _name, stories, _oldest in rows), default=0) or 1
    at = timezone.now()
    return [
        {
            "name": name,
            "stories": stories,
            "width": drawing.share(stories / most),
            "oldest": length((at - oldest) / timedelta(hours=1)) if oldest else "",
        }
        for name, stories, oldest in rows
    ]


def group_names() -> dict[str, str]:
    """What each group of diagnoses is called: as the one of it that is below no other."""
    names: dict[str, str] = {}
    parents = Diagnosis.parents.through.objects.filter(from_diagnosis=OuterRef("pk"))
    for row in Diagnosis.objects.order_by(Exists(parents), "position"):
        names.setdefault(row.group, row.label)
    return names


def over_weeks() -> dict[str, Any]:
    row = reckoned.kept()
    kept = row.figures
    weeks = [date.fromisoformat(text) for text in kept["weeks"]]
    marks = drawing.months(weeks, lambda monday: formats.date_format(monday, "N"))
    names = group_names()
    lanes = [("all", _("All"), "")] + [
        (lane.value, str(words), "")
        for lane, words in LANES.items()
        if lane.value in kept["answers"]
    ]
    groups = [
        (key, names.get(group, group), group)
        for key in kept["answers"]
        if (group := key.removeprefix("group:")) != key
    ]
    return {
        "at": row.at,
        "old": timezone.now() - row.at > reckoned.OLD,
        "weeks": weeks,
        "by_lane": panels(kept["answers"], lanes, weeks, marks),
        "by_group": [
            one for one in panels(kept["answers"], groups, weeks, marks) if not one["drawn"].empty
        ],
        "checks": [check(one) for one in kept["checks"]],
        "second": kept.get("second"),
        "reversed": turned(kept["reversed"], weeks, marks),
    }


Named = list[tuple[str, str, str]]
Marks = list[tuple[int, str]]


def panels(answers: dict, named: Named, weeks: list[date], marks: Marks) -> list[dict[str, Any]]:
    """One sheet each, all on one scale, with the weeks that its table lists, newest first."""
    slow = [week[2] for key, _name, _hue in named for week in answers[key] if week]
    most = max(slow, default=DAY)
    return [
        {
            "name": name,
            "hue": hue,
            "drawn": drawing.panel(answers[key], most=most, months=marks),
            "most": length(most),
            "last": last(answers[key]),
            "rows": [
                {"week": monday, "answers": week[0], "p50": length(week[1]), "p90": length(week[2])}
                for monday, week in reversed(list(zip(weeks, answers[key], strict=True)))
                if week
            ],
        }
        for key, name, hue in named
    ]


def last(weeks: list) -> dict[str, str] | None:
    """The newest week that had answers, in words."""
    found = next((week for week in reversed(weeks) if week), None)
    return {"p50": length(found[1]), "p90": length(found[2])} if found else None


def length(hours: float) -> str:
    """A time as people say it: hours up to two days, then days; never less than it was."""
    if hours <= 2 * DAY:
        count = max(1, -int(-hours // 1))
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = -int(-hours // DAY)
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def check(row: dict[str, Any]) -> dict[str, Any]:
    """How much of what a check pointed at stood when it was decided on, and how sure that is."""
    right, of = row["noticed"] - row["mistaken"] - row["stayed"], row["noticed"]
    low, high = reckoned.wilson(right, of)
    return {
        **row,
        "few": of < FEW,
        "percent": round(100 * right / of) if of else 0,
        "low": round(100 * low),
        "high": round(100 * high),
        "at": drawing.share(right / of if of else 0),
        "x1": drawing.share(low),
        "x2": drawing.share(high),
    }


def turned(row: dict[str, Any], weeks: list[date], marks: Marks) -> dict[str, Any]:
    bars, sheet = drawing.columns(row["taken_back"], months=marks)
    lines = zip(weeks, row["taken_back"], row["decided"], strict=True)
    return {
        **row,
        "bars": bars,
        "sheet": sheet,
        "most": max(row["taken_back"], default=0),
        "sum": sum(row["taken_back"]),
        "of": sum(row["decided"]),
        "rows": [
            {"week": monday, "taken_back": back, "decided": decided}
            for monday, back, decided in reversed(list(lines))
            if back or decided
        ],
    }


def people(loads: list[reckoned.Load]) -> list[dict[str, Any]]:
    most = max((one.month for one in loads), default=0) or 1
    return [
        {
            "name": colleague(one.user),
            "week": one.week,
            "heavy": one.heavy,
            "month": one.month,
            "holds": one.holds,
            "width": drawing.share(one.month / most),
        }
        for one in loads
    ]
