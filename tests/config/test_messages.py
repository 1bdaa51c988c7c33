"""Spanish: everything is translated, and no page, mail or error says an English word."""

import ast
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.template import templatize

from config import errors
from config.management.commands import messages
from contributors import example_stories
from mail.models import Mail
from moderation import notifications, workflow
from moderation.checks import Remark, Severity
from moderation.models import Submission
from moderation.states import State
from moderation.views import words
from readers.models import Report
from stories import about, helplines
from stories.models import PUBLIC_RELATION, Facet, Relation, Tombstone
from tests.contributors.walking import ANSWERS, hidden
from tests.factories import contribution, person, submission_in

ROOT = Path(__file__).parents[2]
ROOMS = ("accounts", "config", "contributors", "jobs", "library", "mail", "moderation", "readers")
ROOMS += ("stories",)
MARKS = re.compile(r"\b(?:n?p?gettext|_)\(")
PLURAL, CONTEXT = "ngettext", "pgettext"
BODY = "Plantaba ajos cuando llamaron, y no contesté. " * 12
SPANISH = {"language": "es", "title": "El ajo", "display_name": "Rut", "body": BODY}


# ---- The catalogue


def whole() -> list[polib.POEntry]:
    found = polib.pofile(ROOT / "config" / "locale" / "es" / "LC_MESSAGES" / "django.po")
    return [one for one in found if not one.obsolete]


def test_the_catalogue_is_whole_and_compiled():
    assert list(messages.faults()) == []


def test_english_is_spelled_as_the_names_of_the_illnesses_are():
    """American throughout: "leukemia" beside "colours" reads as if two sites had been glued."""
    british = re.compile(
        r"\b\w*(?:colour|neighbour|favour|behaviour|organis|recognis|apologis|realis(?:e|ing)"
        r"|leukaem|anaem|haem[ao]|tumour|paediatr|oedema|diarrhoea)\w*"
        r"|\b(?:grey|practis(?:e|ed|ing)|programme|centre|centimetres?|dialled|travell\w+"
        r"|cancell\w+|labell\w+|licence|judgement|sceptical)\b",
        re.IGNORECASE,
    )
    told = [text for one in whole() for text in (one.msgid, one.msgid_plural)]
    assert [text for text in told if british.search(text)] == []


def test_spanish_has_one_kind_of_quotes_and_one_name_for_sign_language():
    told = [text for one in whole() for text in (one.msgstr, *one.msgstr_plural.values())]
    assert [text for text in told if re.search("[“”]|lengua de señas", text)] == []


def test_whoever_reads_is_spoken_to_as_tu():
    told = [text for one in whole() for text in (one.msgstr, *one.msgstr_plural.values())]
    with override("es"):
        lines = [line for country in helplines.countries() for line in country.lines]
        told += [text for line in lines for text in (line.text, line.hours)]
    told.append(example_stories.THANKS["es"])
    formal = re.compile(
        r"\b(usted(es)?|(?<!se )(llame|pregunte)|marque|pida|lo escribió)\b", re.IGNORECASE
    )
    assert [text for text in told if formal.search(text)] == []


def test_the_check_says_what_is_wrong(monkeypatch, tmp_path):
    folder = tmp_path / "config" / "locale" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path / "config" / "locale"])
    catalogue = polib.POFile()
    catalogue.metadata = messages.HEADER
    catalogue += [
        polib.POEntry(msgid="Nothing yet", msgstr=""),
        polib.POEntry(msgid="By %(who)s", msgstr="Por %(quien)s"),
        polib.POEntry(msgid="In {days}", msgstr="En días"),
        polib.POEntry(msgid="A guess", msgstr="Una conjetura", flags=["fuzzy"]),
        polib.POEntry(msgid="A", msgid_plural="%(n)d", msgstr_plural={0: "Una", 1: "Varias"}),
    ]
    catalogue.save(str(folder / "django.po"))
    with pytest.raises(CommandError) as refused:
        call_command("messages", check=True)
    assert str(refused.value).splitlines() == [
        "Not translated: 'Nothing yet'",
        "Another placeholder than in English: 'By %(who)s'",
        "Another placeholder than in English: 'In {days}'",
        "Only guessed: 'A guess'",
        "Another placeholder than in English: 'A'",
        "django.mo was not compiled from django.po: run `manage.py messages`.",
        "6 to mend in config/locale/es/LC_MESSAGES/django.po.",
    ]


def test_it_asks_kindly_for_gettext(monkeypatch):
    monkeypatch.setattr(messages.shutil, "which", lambda name: None)
    with pytest.raises(CommandError, match="please install gettext"):
        call_command("messages")


def marked(call: ast.Call) -> Iterator[tuple[str, str]]:
    """The context and the string of one call that marks something for translation."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name != "_" and "gettext" not in name:
        return
    said = [one.value for one in call.args if isinstance(one, ast.Constant)]
    said = [one for one in said if isinstance(one, str)]
    context = said.pop(0) if said and name.removesuffix("_lazy") == CONTEXT else ""
    if said:
        yield context, said[0]


def in_python(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield from marked(node)


def in_template(path: Path) -> Iterator[tuple[str, str]]:
    code = templatize(path.read_text())
    for found in MARKS.finditer(code):
        for end in re.finditer(r"\)", code[found.start() :]):
            try:
                call = ast.parse(code[found.start() : found.start() + end.end()], mode="eval").body
            except SyntaxError:  # this bracket stood within the words
                continue
            assert isinstance(call, ast.Call)
            yield from marked(call)
            break


def test_every_marked_string_is_in_the_catalogue_and_none_besides():
    """Run `manage.py messages`, translate what is new, and run it again."""
    modules = [p for room in ROOMS for p in (ROOT / room).rglob("*.py")]
    pages = [p for p in (ROOT / "templates").rglob("*.*") if "dev" not in p.parts]
    found = {one for path in modules for one in in_python(path)}
    found |= {one for path in pages for one in in_template(path)}
    kept = polib.pofile(str(ROOT / messages.catalogue()))
    assert {(entry.msgctxt or "", entry.msgid) for entry in kept} == found


@pytest.mark.parametrize(
    "labels",
    [
        Relation.labels,
        PUBLIC_RELATION.values(),
        Facet.Kind.labels,
        [label for state, label in words.STATES.items()],
        words.HAPPENED.values(),
        words.USES.values(),
        [button.label for button in words.BUTTONS],
        Report.Reason.labels,
    ],
)
def test_lists_are_translated_when_they_are_shown(labels):
    with override("en"):
        english = [str(label) for label in labels]
    with override("es"):
        spanish = [str(label) for label in labels]
    assert [one for one in english if one in spanish] == []


# ---- Pages

# Words that no Spanish sentence has.
ENGLISH = re.compile(
    r"\b(the|you|your|and|of|is|are|was|were|this|that|these|they|their|we|our|it|its|to|for|with|"
    r"from|have|not|please|what|which|who|where|when|if|or|by|at|story|stories|diagnosis|"
    r"diagnoses|page|pages|help|read|write|send|sent|back|sign|code|mail|name|choose|chosen|take|"
    r"see|more|all|any|none|about|search|find|report|keep|change|remove|add|approve|decline|"
    r"required|field|error occurred|enter|value|valid|ago|hours?|days?|minutes?|months?|weeks?|"
    r"January|February|March|April|June|July|August|October|December|Mon|Tue|Wed|Thu|Fri)\b",
    re.IGNORECASE,
)
SHOWN = ("aria-label", "placeholder", "alt", "data-copied", "data-lost", "data-wording")
VOID = ("meta", "link", "input", "br", "hr", "img", "wbr")
# Contents in the words of people and of organisations, and what a browser never shows.
ELSEWHERE = ("script", "style", "svg", "textarea", "blockquote")
OTHERS = re.compile(r"\b(story__title|prose|preview|person__name|helpline|entry__who|brand)\b")
NAMED = re.compile(r"\S+@\S+|https?://\S+|“[^”]*”|\b[A-Z]{2,}\b")


class Visible(HTMLParser):
    """What a reader sees or hears in Spanish: the words of stories and foreign names left out."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []

    @property
    def ours(self) -> bool:
        return self.open[-1][1] if self.open else True

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        ours = self.ours if "lang" not in has else has["lang"] == "es"
        story = OTHERS.search(has.get("class") or "") and "prose--plain" not in has["class"]
        ours = ours and tag not in ELSEWHERE and not story
        if ours:
            self.words += [has[name] or "" for name in SHOWN if name in has]
            if tag == "meta" and has.get("name") == "description":
                self.words.append(has["content"] or "")
        if tag not in VOID:
            self.open.append((tag, ours))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.ours:
            self.words.append(data)


def english(html: str) -> list[str]:
    """Each line of a page that has an English word in it."""
    page = Visible()
    page.feed(html)
    lines = [" ".join(line.split()) for line in page.words]
    return [line for line in lines if ENGLISH.search(NAMED.sub(" ", line))]


def see(response, *, status: int = 200) -> None:
    assert response.status_code == status
    assert response.headers["Content-Language"] == "es"
    assert english(response.content.decode()) == []


def test_the_net_catches_english():
    html = (
        '<html lang="es"><p>Hola</p><p>Your stories</p><b lang="en">The end</b>'
        '<a aria-label="Go back">x</a><div class="prose"><p>The story</p></div>'
        '<div class="prose prose--plain">Please wait</div></html>'
    )
    assert english(html) == ["Your stories", "Go back", "Please wait"]


@pytest.fixture
def told(db):
    """A public story, as its submission."""
    return submission_in(State.PUBLISHED, **SPANISH)


@pytest.mark.parametrize("name", about.PAGES)
def test_pages_about_marrow(client, name):
    see(client.get(f"/es/{name}/"))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "diagnoses/",
        "diagnoses/mcl/",
        "diagnoses/dlbcl/",
        "stories/",
        "stories/?q=manto",
        "stories/?q=ajo&diagnosis=mcl&relation=survivor",
        "stories/?q=nadaquever&diagnosis=aml",
        "stories/?diagnosis=nadaquever",
        "report/",
        "report/?page=/es/stories/",
        "accounts/login/",
        "your-stories/",
        "your-stories/erased/",
        "share/",
    ],
)
def test_pages_for_everyone(client, told, address):
    see(client.get(f"/es/{address}"))


def test_a_story_and_its_feed(client, told):
    see(client.get(f"/es/stories/{told.story_id}/{told.story.slug}/"))
    feed = client.get("/es/stories/feed.atom").content.decode()
    assert english(re.sub(r"<(id|link|updated|published).*?>.*?</\1>", "", feed)) == []


def test_a_story_that_is_gone(client, db):
    gone = uuid.uuid4()
    Tombstone.objects.create(story_id=gone, gone_at=Now())
    see(client.get(f"/es/stories/{gone}/"), status=410)


def test_a_report(client, db):
    see(client.post("/es/report/", {}))
    sent = {"reason": Report.Reason.values[0], "words": "Algo no va bien", "email": ""}
    see(client.post("/es/report/", sent))


def test_error_pages(client, db, settings):
    see(client.get("/es/no-such-page/"), status=404)
    see(client.get("/es/your-stories/leave/"), status=405)
    see(client.post("/es/share/story/", {"body": "x" * 200_001}), status=413)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    see(strict.post("/es/your-stories/", {"code": "abc"}), status=403)
    request = RequestFactory().get("/es/desk/")
    with override("es"):
        for view in (errors.server_error, errors.forbidden):
            assert english(view(request).content.decode()) == []
        assert english(errors.conflict(request, Exception()).content.decode()) == []
        assert english(render_to_string("429.html", request=request)) == []


def test_signing_in(client, db):
    person("rut@example.org")
    see(client.post("/es/accounts/login/", {"login": ""}))
    see(client.post("/es/accounts/login/", {"login": "rut"}))
    asked = client.post("/es/accounts/login/", {"login": "rut@example.org"})
    see(client.get(asked.url))
    see(client.post(asked.url, {"code": "0000-0000"}))
    client.force_login(person("ana@example.org"))
    for address in ("accounts/logout/", "your-stories/"):
        see(client.get(f"/es/{address}"))


def test_sharing_a_story(client, db):
    """Every question empty, then answered; the check, the receipt, and the pages after it."""
    client.post("/es/share/")
    for step, answers in ANSWERS.items():
        address = f"/es/share/{step}/"
        see(client.get(address))
        empty = client.post(address, {})
        if empty.status_code == 200:
            see(empty)
        told = SPANISH | {"title": "Ajo, 612 345 678"} if step == "story" else {}
        assert client.post(address, answers | told).url
    check = client.get("/es/share/check/")
    see(check)
    form = {"draft": hidden(check, "draft"), "shown": hidden(check, "shown")}
    assert client.post("/es/share/check/", form).url == "/es/share/sent/"
    see(client.get("/es/share/sent/"))
    see(client.get("/es/share/stopped/", follow=True))
    mine = f"/es/your-stories/{client.session['sent']}/"
    for address in ("", "address/", "withdraw/"):
        see(client.get(mine + address))
    client.post(f"{mine}withdraw/")
    for address in ("", "erase/"):
        see(client.get(mine + address))


@pytest.mark.parametrize("query", ["mantel", "zzzz"])
def test_looking_for_a_diagnosis(client, db, query):
    client.post("/es/share/")
    see(client.post("/es/share/diagnosis/", {"looked_for": query, "go": "find"}, follow=True))


@pytest.mark.parametrize("state", list(State))
def test_where_a_story_is(client, db, state):
    ana = person("ana@example.org")
    submission = submission_in(state, **SPANISH)
    submission.contribution.contributor = ana
    submission.contribution.save()
    client.force_login(ana)
    see(client.get(f"/es/your-stories/{submission.contribution_id}/"))


# ---- The desk


@pytest.fixture
def desk(settings, lead):
    settings.MARROW_MFA = False
    client = Client()
    client.force_login(lead)
    return client


@pytest.mark.parametrize("state", list(State))
def test_the_desk_reads_a_story(desk, state):
    submission = submission_in(state, **SPANISH)
    see(desk.get(f"/es/desk/{submission.contribution_id}/"))
    see(desk.get(f"/es/desk/{submission.contribution_id}/?open=1&diff=side"))


def test_the_desk(desk, lead):
    kept = contribution(**SPANISH)
    submission = kept.submissions.get()
    remarks = [
        Remark(one, severity, "body", 2, 12, "This is a link. Please check where it leads and "
               "whether readers need it.")
        for one, severity in zip(("crisis", "names", "links"), Severity, strict=True)
    ]  # fmt: skip
    workflow.screen(submission.pk, remarks)
    Submission.objects.update(due_at=Now() + timedelta(hours=3))
    address = f"/es/desk/{kept.pk}/"
    see(desk.post(address, {"action": "decline"}))
    for lane in ("review", "attention", "contributor", "appeals", "decided"):
        see(desk.get(f"/es/desk/?lane={lane}"))
    see(desk.get("/es/desk/settings/"))
    see(desk.post(f"{address}ask/", {}), status=409)
    see(desk.post(f"{address}ask/", {"ask-words": "¿Es una planta?"}, follow=True))
    see(desk.post("/es/desk/cards/1/", {"words": ""}), status=409)
    see(desk.post("/es/desk/next/", follow=True))
    kept.refresh_from_db()
    version = kept.version
    see(desk.post(address, {"action": "approve", "version": version}))
    for finding in submission.findings.all():
        see(desk.post(f"{address}findings/{finding.pk}/", {"because": "harmless"}, follow=True))
    decided = desk.post(address, {"action": "approve", "version": version}, follow=True)
    see(decided)
    see(desk.get("/es/desk/?lane=decided"))
    see(desk.get("/es/desk/reports/"))
    late = desk.post(address, {"action": "approve", "version": 0})
    see(late, status=409)


def test_who_may_not_open_the_desk(client, db):
    client.force_login(person("ana@example.org"))
    see(client.get("/es/desk/"), status=403)


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn"])
def test_the_second_key(desk, name):
    with override("es"):
        address = reverse(name)
    page = desk.get(address, follow=True)
    see(page)


# ---- Mails


def test_mails_speak_the_language_of_their_story(client, db):
    kept = contribution(email="rut@example.org", language="es")
    kept.email_confirmed_at = kept.created_at
    kept.save()
    for kind in ("receipt", "decision", "published", "withdrawn"):
        notifications.owe(kind, kept, about=1)
    person("ana@example.org")
    for address in ("nadie@example.org", "ana@example.org"):
        Client().post("/es/accounts/login/", {"login": address})
    mails = list(Mail.objects.all())
    assert len(mails) == 7  # and the one that asks to confirm the address
    assert [english(f"{mail.subject} {mail.text}") for mail in mails] == [[]] * len(mails)
