"""The pages in the admin on which the organisation sets what is its own."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import fresh
from accounts.models import User
from moderation import house
from moderation.changes import Piece, pieces
from moderation.errors import Conflict
from moderation.models import Edition
from stories.editions import LINES, Content, Kind, Shape, plain
from stories.words import ROOTS

ONE = "all"  # the address of a kind's only part
SHOWN = 50  # editions in a history


class WhyForm(forms.Form):
    """What goes with every change: what its person saw, and their reason."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(
        label=_("Why you change it"),
        help_text=_("For the others, in a few words. It stays, so please name nobody."),
        max_length=200,
    )


class NewPart(forms.Form):
    part = forms.SlugField(max_length=20, label=_("Code"))

    def clean_part(self) -> str:
        if self.cleaned_data["part"] == ONE:
            raise forms.ValidationError(gettext("That one is taken."))
        return self.cleaned_data["part"].lower()


@dataclass(frozen=True)
class Difference:
    label: str
    pieces: tuple[Piece, ...]


def index(request: HttpRequest) -> HttpResponse:
    """Every kind of thing that the organisation sets."""
    may(request)
    kinds = [(kind, address(kind), changed(kind)) for kind in house.KINDS.values()]
    context: dict[str, Any] = {"kinds": kinds, "broken": house.broken()}
    return page(request, "index", title=gettext("What you set yourselves"), **context)


def kind(request: HttpRequest, name: str) -> HttpResponse:
    """The parts of a kind, and the way to one more."""
    may(request)
    found = kind_named(name)
    form = NewPart(request.GET if "part" in request.GET else None)
    if found.grows and form.is_valid():
        return redirect(address(found, form.cleaned_data["part"]))
    if found.parts() == [""]:
        return redirect(address(found, ""))
    values = found.current()
    late = house.overdue(found)
    rows = [(part, values[part], address(found, part), part in late) for part in values]
    rows += [(part, part, address(found, part), False) for part in house.begun(found)]
    last = changed(found)
    return page(request, "kind", kind=found, rows=rows, last=last, form=form, title=found.title)


def part(request: HttpRequest, name: str, place: str) -> HttpResponse:
    """One part: its words now, the form for others, and all that it was."""
    may(request)
    fresh.must_be_fresh(request)  # at the door, so that nothing is typed before it
    found, place = kind_named(name), "" if place == ONE else place
    if place not in found.parts() and not (found.grows and NewPart({"part": place}).is_valid()):
        raise Http404
    if request.method == "POST":
        return changing(request, found, place)
    newest, written = house.newest(found, place), house.held(found, place, drafts=True)
    content = house.content_of(found, place, written)
    form = found.form(initial=content or {}, part=place)
    why = WhyForm(initial={"seen": newest.number if newest else 0})
    return part_page(request, found, place, form=form, why=why)


def changing(request: HttpRequest, found: Kind[Any], place: str) -> HttpResponse:
    """Put what was typed in force, or show it again with what is wrong."""
    go, why = request.POST.get("go", ""), WhyForm(request.POST)
    if go == "again":
        return again(request, found, place)
    if go == "more":
        form = found.form(initial=one_more(request, found), part=place)
        why = WhyForm(initial=request.POST.dict())
        return part_page(request, found, place, form=form, why=why)
    form = found.form(request.POST, request.FILES, part=place)
    whole, told = form.is_valid(), why.is_valid()
    if go == "look" and whole:
        why = WhyForm(initial=request.POST.dict())
        return part_page(request, found, place, form=form, why=why, shown=shown(found, place, form))
    if not (whole and told):
        return part_page(request, found, place, form=form, why=why)
    try:
        return put(request, found, place, plain(form.found), why)
    except Conflict:
        newer = {"seen": newest_number(found, place), "why": why.cleaned_data["why"]}
        return part_page(
            request,
            found,
            place,
            form=form,
            why=WhyForm(initial=newer),
            lost=since(found, place, why.cleaned_data["seen"]),
            status=409,
        )
    except house.ReadByOne as error:
        form.add_error("draft", str(error))
        return part_page(request, found, place, form=form, why=why)


def put(
    request: HttpRequest, found: Kind[Any], place: str, content: Content | None, why: WhyForm
) -> HttpResponse:
    told = why.cleaned_data
    held = house.content_of(found, place, house.held(found, place, drafts=True))
    if content == held and told["seen"] == newest_number(found, place):
        messages.info(request, gettext("This is what holds already, so nothing was changed."))
        return redirect(address(found, place))
    assert isinstance(request.user, User)
    house.put(found, place, content, by=request.user, seen=told["seen"], why=told["why"])
    if house.is_draft(content):
        said = gettext("Kept as a draft. What readers see has not changed.")
    else:
        said = gettext("This holds from now on. Every page shows it within two seconds.")
    messages.success(request, said)
    return redirect(address(found, place))


def again(request: HttpRequest, found: Kind[Any], place: str) -> HttpResponse:
    """Let an older edition hold again; 0 is what ships."""
    try:
        number, seen = int(request.POST["number"]), int(request.POST["seen"])
    except (KeyError, ValueError) as error:
        raise Http404 from error
    content = older(found, place, number)
    assert isinstance(request.user, User)
    words = gettext("What ships with Marrow again")
    if number:
        words = gettext("Number %(number)d again") % {"number": number}
    try:
        house.put(found, place, content, by=request.user, seen=seen, why=words)
    except house.ReadByOne as error:
        messages.error(request, str(error))
    except ValueError:
        messages.error(request, gettext("That one is not whole any more, by the rules of today."))
    else:
        messages.success(request, gettext("%(what)s, from now on.") % {"what": words})
    return redirect(address(found, place))


def older(found: Kind[Any], place: str, number: int) -> Content | None:
    """What this edition holds; None for what ships, which is number 0. Raises Http404."""
    if number:
        return get_object_or_404(Edition, kind=found.name, part=place, number=number).content
    if place not in found.shipped():
        raise Http404
    return None


# ---- What the pages show


def part_page(
    request: HttpRequest,
    found: Kind[Any],
    place: str,
    *,
    form: Shape,
    why: WhyForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    editions = history(found, place)
    value = found.current().get(place)
    return page(
        request,
        "part",
        status=status,
        kind=found,
        place=place,
        form=form,
        why=why,
        value=value,
        up=address(found) if found.grows or len(found.parts()) > 1 else "",
        editions=editions,
        names=names(editions),
        broken=[one for one in house.broken() if one.startswith(f"{found.name}/{place} ")],
        drafted=drafted(request, found, editions[:1]),
        ships=place in found.shipped(),
        compared=compared(request, found, place),
        title=f"{found.title}: {value or place}" if place else found.title,
        **more,
    )


def drafted(request: HttpRequest, found: Kind[Any], newest: list[Edition]) -> str:
    """What comes next for a draft, where two people read it; "" for all else."""
    if not (house.by_two(found) and newest and house.is_draft(newest[0].content)):
        return ""
    if house.writer(newest[0]) == request.user.pk:
        return gettext("You wrote this draft. Please ask another organizer to read it.")
    return gettext(
        "Somebody else wrote this draft. Please read it in both languages, with its sources. To "
        "let it go live, take the tick from “It is a draft” and change nothing else; what you "
        "change is a new draft, for somebody else to read."
    )


def shown(found: Kind[Any], place: str, form: Shape) -> list[tuple[str, SafeString]]:
    """What was typed as its readers will see it, in each language; nothing where none see it."""
    template, name = found.preview
    pages = []
    for language, root in ROOTS.items() if template else ():
        with override(language):
            context = {name: found.value(place, form.found), "root": root}
            pages.append((language, render_to_string(template, context)))
    return pages


def one_more(request: HttpRequest, found: Kind[Any]) -> Content:
    """What was typed, as a form to begin with: it ends in an empty line."""
    form = found.form(request.POST)
    content: Content = {name: form[name].value() for name in form.fields}
    rows = form.lines or ()
    content[LINES] = [
        {name: row[name].value() for name in row.fields if name != "DELETE"}
        for row in rows
        if (row.has_changed() if row.empty_permitted else not row["DELETE"].value())
    ]
    return content


def history(found: Kind[Any], place: str) -> list[Edition]:
    rows = Edition.objects.filter(kind=found.name, part=place).order_by("-number")
    return list(rows[:SHOWN])


def names(editions: list[Edition]) -> dict[int, str]:
    """Who set these, by their numbers, as far as they still have an account."""
    people = {edition.by for edition in editions}
    return dict(User.objects.filter(pk__in=people).values_list("pk", "email"))


def changed(found: Kind[Any]) -> Edition | None:
    """The last change of any part of a kind."""
    return Edition.objects.filter(kind=found.name).order_by("-id").first()


def compared(request: HttpRequest, found: Kind[Any], place: str) -> dict[str, Any] | None:
    """What the edition that was asked for changed."""
    asked = request.GET.get("number", "")
    if not asked.isdecimal() or len(asked) > 9:
        return None
    rows = Edition.objects.filter(kind=found.name, part=place, number__lte=int(asked))
    last = list(rows.order_by("-number")[:2])
    if not last or last[0].number != int(asked):
        return None
    before = last[1] if len(last) > 1 else None
    contents = (house.content_of(found, place, one) for one in (before, last[0]))
    return {"edition": last[0], "differences": differences(found, *contents)}


def since(found: Kind[Any], place: str, seen: int) -> list[Difference]:
    """What others changed since somebody saw this number."""
    old = Edition.objects.filter(kind=found.name, part=place, number=seen).first()
    now = house.newest(found, place)
    contents = (house.content_of(found, place, one) for one in (old, now))
    return differences(found, *contents)


def differences(
    found: Kind[Any], before: Content | None, after: Content | None
) -> list[Difference]:
    """Field by field what changed, in words."""
    form, sides = found.form(), (before or {}, after or {})
    rows = [
        (str(field.label), *(in_words(field, side.get(name)) for side in sides))
        for name, field in form.fields.items()
    ]
    lines = [[told(found, row) for row in side.get(LINES, [])] for side in sides]
    rows += [(str(form.lines_label), old, new) for old, new in paired(*lines)]
    return [Difference(label, pieces(old, new)) for label, old, new in rows if old != new]


def paired(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Lines that changed beside what they became; those that came or went beside nothing."""
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            length = max(b - a, d - c)
            left, right = ([*side, *[""] * length][:length] for side in (old[a:b], new[c:d]))
            found += zip(left, right, strict=True)
    return found


def told(found: Kind[Any], row: Content) -> str:
    """One line as words."""
    assert found.form.line is not None
    fields = found.form.line().fields
    return "; ".join(
        f"{field.label}: {words}"
        for name, field in fields.items()
        if (words := in_words(field, row.get(name)))
    )


def in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return gettext("yes") if value else gettext("no")
    choices = dict(getattr(field, "choices", ()))
    many = value if isinstance(value, list) else [value]
    return ", ".join(str(choices.get(one, one)) for one in many if one not in (None, ""))


# ---- The frame


def may(request: HttpRequest) -> None:
    """Raises PermissionDenied for whoever is no organiser."""
    if not request.user.has_perm("accounts.organise"):
        raise PermissionDenied


def kind_named(name: str) -> Kind[Any]:
    if name not in house.KINDS:
        raise Http404
    return house.KINDS[name]


def newest_number(found: Kind[Any], place: str) -> int:
    newest = house.newest(found, place)
    return newest.number if newest else 0


def address(found: Kind[Any], place: str | None = None) -> str:
    if place is None:
        return reverse("admin:house-kind", args=[found.name])
    return reverse("admin:house-part", args=[found.name, place or ONE])


def page(
    request: HttpRequest, name: str, *, status: int = 200, title: Any = "", **context: Any
) -> HttpResponse:
    frame = admin.site.each_context(request)
    frame |= {"title": title, "opts": Edition._meta, **context}
    return render(request, f"admin/house/{name}.html", frame, status=status)
