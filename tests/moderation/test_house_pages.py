"""The pages in the admin on which an organiser sets what is the organisation's own."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client

from accounts import fresh
from accounts.models import AuditEntry
from moderation import deadlines, hours, house, replies
from moderation.models import Edition
from moderation.models.editions import TEAM
from stories import editions, guidelines, helplines
from tests.factories import person
from tests.moderation.houses import change, spoil

pytestmark = pytest.mark.django_db
ROOT = "/admin/moderation/edition/"
NAMES = f"{ROOT}guidelines/names/"


@pytest.fixture
def user():
    return person("organiser@example.org", "organiser")


@pytest.fixture
def organiser(settings, user):
    settings.MARROW_MFA = False
    client = Client()
    client.force_login(user)
    return client


class Form(HTMLParser):
    """What a browser would send of the first form that saves."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str | list[str]] = {}
        self.inside = self.done = False
        self.area = self.select = ""
        self.feed(html.partition('id="content-main"')[2])

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        name = has.get("name") or ""
        if tag == "form":
            self.inside = True
        if not self.inside or self.done:
            return
        if tag == "textarea":
            self.area, self.sent[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in has:
            self.sent[self.select] = has["value"]
        elif tag == "input" and has.get("type") == "checkbox":
            if "checked" in has:
                self.sent.setdefault(name, []).append(has.get("value") or "on")
        elif tag == "input":
            self.sent[name] = has.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.done = True
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data):
        if self.area and not self.done:
            self.sent[self.area] += data.removeprefix("\n") if not self.sent[self.area] else data


def send(client: Client, address: str, go: str = "save", **typed: object):
    """Open a page, type, press a button, as a browser without scripts does."""
    form = Form(client.get(address).content.decode()).sent
    answer = client.post(address, form | {"why": "Clearer."} | typed | {"go": go})
    for shelf in (editions.PUBLIC, TEAM):
        shelf.forget()
    return answer


def seen(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition('id="content-main"')[2])
    return " ".join(unescape(text).split())


# ---- Who may


@pytest.mark.parametrize("page", [ROOT, f"{ROOT}guidelines/", NAMES])
@pytest.mark.parametrize("role", ["moderator", "lead", "contributor"])
def test_only_an_organiser_opens_and_sends_them(settings, organiser, page, role):
    settings.MARROW_MFA = False
    other = Client()
    other.force_login(person(f"{role}@example.org", role))
    assert other.get(page).status_code == 302
    assert other.post(page, {"go": "again", "number": 0, "seen": 0}).status_code == 302
    assert organiser.get(page).status_code == 200
    assert Edition.objects.count() == 0


def test_who_may_open_the_admin_and_is_no_organiser_is_refused(settings):
    settings.MARROW_MFA = False
    lead = person("lead@example.org", "lead")
    lead.is_staff = True
    lead.save()
    client = Client()
    client.force_login(lead)
    for page in (ROOT, f"{ROOT}guidelines/", NAMES):
        assert client.get(page).status_code == 403
        assert client.post(page, {"go": "again", "number": 0, "seen": 0}).status_code == 403


def test_without_a_second_factor_nobody_does(settings, user):
    settings.MARROW_MFA = True
    client = Client()
    client.force_login(user)
    assert client.get(NAMES).status_code == 302


def test_only_who_showed_their_factor_just_now_changes_something(settings, user, monkeypatch):
    settings.MARROW_MFA = True
    client = Client()
    client.force_login(user)
    monkeypatch.setattr(fresh, "shown", lambda request, *, within=None: within is None)
    assert client.get(ROOT).status_code == 200
    for answer in (client.get(NAMES), client.post(NAMES, {"go": "save"})):
        assert (answer.status_code, answer.url.startswith("/accounts/")) == (302, True)


def test_the_first_page_of_the_admin_says_in_plain_words_what_can_be_set(organiser):
    html = organiser.get("/admin/").content.decode()
    top = html.partition('id="content-main"')[2].partition("house-tables")[0]
    ways = re.findall(r'<li><a href="([^"]+)">([^<]+)</a><p>[^<]+</p>', top)
    kinds = [(f"{ROOT}{kind.name}/", str(kind.title)) for kind in house.KINDS.values()]
    assert ways == [
        ("/admin/accounts/user/", "People and roles"),
        ("/admin/moderation/desksettings/", "Who reads what"),
        *kinds,
    ]
    assert re.findall("desk setting|edition", re.sub('href="[^"]+"', "", top), re.I) == []


@pytest.mark.parametrize(
    ("page", "english", "spanish"),
    [
        ("", "Each change is kept", "Se guarda cada cambio"),
        ("guidelines/", "One more", "Una más"),
        ("guidelines/names/", "Place on the page", "Lugar en la página"),
        ("replies/names/", "The names in braces stay English", "Los nombres entre llaves"),
    ],
)
def test_it_speaks_spanish_too(organiser, page, english, spanish):
    ours, theirs = (seen(organiser.get(f"{root}{ROOT}{page}")) for root in ("", "/es"))
    found = [(words in ours, words in theirs) for words in (english, spanish)]
    assert found == [(True, False), (False, True)]


def test_each_language_of_the_admin_leads_to_the_other(organiser):
    for here, there in (("/admin/", "/es/admin/"), (f"/es{NAMES}", NAMES)):
        tools = organiser.get(here).content.decode().partition('id="user-tools"')[2]
        assert f'href="{there}"' in tools.partition("</div>")[0]


# ---- Every page


def every_part():
    return [(kind.name, part or "all") for kind in house.KINDS.values() for part in kind.shipped()]


@pytest.mark.parametrize(("kind", "part"), every_part())
def test_each_opens_and_sent_as_it_is_changes_nothing(organiser, kind, part):
    address = f"{ROOT}{kind}/{part}/"
    answer = send(organiser, address)
    assert (answer.status_code, answer.get("Location")) == (302, address)
    assert Edition.objects.count() == 0
    assert "nothing was changed" in organiser.get(address).content.decode()


def test_the_first_page_names_every_kind(organiser):
    html = organiser.get(ROOT).content.decode()
    for kind in house.KINDS.values():
        assert str(kind.title) in html
        assert organiser.get(f"{ROOT}{kind.name}/").status_code in (200, 302)


@pytest.mark.parametrize(
    "place",
    ["x/", "guidelines/a b/", "hours/monday/", f"guidelines/{'x' * 21}/", "guidelines/all/"],
)
def test_what_is_not_there(organiser, place):
    assert organiser.get(ROOT + place).status_code == 404


def test_no_page_has_a_script_or_style_of_its_own(organiser, user):
    change(guidelines.SECTIONS, "names", by=user, title_en="Name")
    for page in (ROOT, f"{ROOT}guidelines/", f"{NAMES}?number=1", f"{ROOT}hours/all/"):
        response = organiser.get(page)
        assert not re.findall(
            r"<style|\sstyle=|\son\w+=|<script(?! src)", response.content.decode()
        )
        assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]


# ---- Changing


def test_what_is_saved_holds_and_is_told_with_who_and_why(organiser, client):
    send(organiser, NAMES, title_en="What we call you")
    assert "What we call you" in client.get("/guidelines/").content.decode()
    page = seen(organiser.get(f"{NAMES}?number=1"))
    assert "organiser@example.org Clearer. the newest" in page
    assert "Title (English) taken out: Names end of what was taken out put in: What we call" in page


def test_it_is_looked_at_before_it_holds(organiser):
    answer = send(organiser, NAMES, go="look", text_es="Di [hola](/help/).")
    assert '<p>Di <a href="/es/help/" rel="noreferrer">hola</a>.</p>' in answer.content.decode()
    assert Edition.objects.count() == 0
    again = Form(answer.content.decode()).sent
    assert (again["text_es"], again["why"]) == ("Di [hola](/help/).", "Clearer.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"text_en": "<b>loud</b>"},
        {"title_en": ""},
        {"why": ""},
        {"position": "first"},
        {"text_en": "[x](http://example.org/)"},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(organiser, wrong):
    typed = {"title_es": "Cómo te llamamos", "why": "Clearer."} | wrong
    answer = send(organiser, NAMES, **typed)
    assert answer.status_code == 200
    assert "nothing that you typed is lost" in answer.content.decode()
    assert answer.content.decode().count('class="errorlist"') == 1
    kept = Form(answer.content.decode()).sent
    assert {name: kept[name] for name in typed} == typed
    assert Edition.objects.count() == 0


def test_who_was_slower_is_shown_what_changed_and_keeps_their_words(organiser, user):
    form = Form(organiser.get(NAMES).content.decode()).sent
    change(guidelines.SECTIONS, "names", by=user, title_en="Somebody else's")
    typed = form | {"title_en": "Mine", "why": "Mine is better.", "go": "save"}
    answer = organiser.post(NAMES, typed)
    assert answer.status_code == 409
    assert "put in: Somebody else's end" in seen(answer)
    kept = Form(answer.content.decode()).sent
    assert (kept["title_en"], kept["why"], kept["seen"]) == ("Mine", "Mine is better.", "1")
    assert Edition.objects.count() == 1
    assert organiser.post(NAMES, kept | {"go": "save"}).status_code == 302
    assert Edition.objects.latest("id").content["title_en"] == "Mine"


def test_an_older_one_is_taken_again(organiser, user):
    for title in ("One", "Two"):
        change(guidelines.SECTIONS, "names", by=user, title_en=title)
    organiser.post(NAMES, {"go": "again", "number": "1", "seen": "2"})
    guidelines.SECTIONS.shelf.forget()
    assert guidelines.titles()["names"] == "One"
    organiser.post(NAMES, {"go": "again", "number": "0", "seen": "3"})
    guidelines.SECTIONS.shelf.forget()
    assert guidelines.titles()["names"] == "Names"
    assert [one.why for one in Edition.objects.order_by("number")][2:] == [
        "Number 1 again",
        "What ships with Marrow again",
    ]
    late = organiser.post(NAMES, {"go": "again", "number": "2", "seen": "2"})
    assert (late.status_code, Edition.objects.count()) == (409, 4)
    for wrong in ({"number": "9", "seen": "4"}, {"number": "x", "seen": "4"}, {}):
        assert organiser.post(NAMES, {"go": "again", **wrong}).status_code == 404


def test_a_reply_more_is_put_in_by_its_name_and_can_rest(organiser, user):
    at = f"{ROOT}replies/photos/"
    assert organiser.get(f"{ROOT}replies/?part=photos").url == at
    assert "What it was" not in organiser.get(at).content.decode()  # for it was nothing yet
    words = {"name_en": "Photos", "name_es": "Fotos", "reason": "others"}
    words |= {"body_en": "Dear {name}, {what you ask}", "body_es": "Hola, {name}: {…}"}
    assert send(organiser, at, **words).status_code == 302
    [mine] = [one for one in replies.fitting("en", died=False) if one.code == "photos"]
    assert (mine.label, mine.reason, mine.guideline) == ("Photos", "others", "others")
    edition = Edition.objects.get(kind="replies")
    assert (edition.part, edition.number, edition.by, edition.why) == (
        *("photos", 1, user.pk),
        "Clearer.",
    )
    assert AuditEntry.objects.get(kind="edition").about == "replies/photos"
    send(organiser, at, rests="on")
    assert "photos" not in [one.code for one in replies.fitting("en", died=False)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"body_en": "Dear {naem}, thank you."},
        {"body_es": "Hola, {nombre}."},
        {"name_en": ""},
        {"reason": "nonsense"},
    ],
    ids=str,
)
def test_a_reply_that_nobody_could_fill_or_find_is_refused(organiser, wrong):
    words = {"name_en": "Photos", "name_es": "Fotos", "body_en": "Dear {name}", "body_es": "Hola"}
    answer = send(organiser, f"{ROOT}replies/photos/", **words | wrong)
    assert (answer.status_code, Edition.objects.count()) == (200, 0)
    assert answer.content.decode().count('class="errorlist"') == 1


def test_a_section_more(organiser, client):
    assert organiser.get(f"{ROOT}guidelines/?part=photos").url == f"{ROOT}guidelines/photos/"
    words = {"title_en": "Photos", "title_es": "Fotos", "text_en": "Yours.", "text_es": "Tuyas."}
    assert send(organiser, f"{ROOT}guidelines/photos/", position="55", **words).status_code == 302
    assert '<h2 id="photos">6. Photos</h2>' in client.get("/guidelines/").content.decode()
    assert list(guidelines.titles()).index("photos") == 5
    assert "photos" in seen(organiser.get(f"{ROOT}guidelines/"))


# ---- Lines


def test_a_day_off_more_and_one_less(organiser):
    address = f"{ROOT}hours/all/"
    send(organiser, address, **{"lines-0-day": "2026-12-25"})
    assert sorted(map(str, hours.current().off)) == ["2026-12-25"]
    more = send(organiser, address, go="more", **{"lines-1-day": "2026-12-24"})
    form = Form(more.content.decode()).sent
    assert [form[f"lines-{i}-day"] for i in range(3)] == ["2026-12-25", "2026-12-24", ""]
    organiser.post(address, form | {"go": "save", "lines-2-day": "2026-12-31", "why": "Feasts."})
    hours.HOURS.shelf.forget()
    assert sorted(map(str, hours.current().off)) == ["2026-12-24", "2026-12-25", "2026-12-31"]
    send(organiser, address, **{"lines-0-DELETE": "on"})
    assert sorted(map(str, hours.current().off)) == ["2026-12-24", "2026-12-31"]
    assert "Days off A day on which nobody reads: 2026-12-25" in re.sub(
        "taken out: ", "", seen(organiser.get(f"{address}?number=3"))
    )


def test_a_helpline_is_changed_and_a_wrong_number_is_refused(organiser):
    address = f"{ROOT}helplines/gb/"
    wrong = send(organiser, address, **{"lines-0-phone": "0808 123"})
    assert "Nobody can dial this number" in seen(wrong)
    send(organiser, address, **{"lines-0-name": "The Samaritans"})
    [gb] = [one for one in helplines.countries() if one.code == "gb"]
    assert [line.name for line in gb.lines][:2] == ["The Samaritans", "Blood Cancer UK"]
    look = send(organiser, address, go="look")
    assert look.content.decode().count('href="tel:116123"') == 2


# ---- When a row is broken


@pytest.mark.parametrize("content", [{"grace": "soon"}, {"lines": 3, "due": []}, 7, ["x"]], ids=str)
def test_a_broken_row_is_told_and_mended(organiser, client, content):
    spoil(deadlines.DEADLINES, "", content)
    assert client.get("/health/ready").json()["editions_not_whole"] == ["deadlines/ 1"]
    address = f"{ROOT}deadlines/all/"
    for page in (ROOT, address):
        assert "Not whole, so that what was there before holds: deadlines/ 1" in seen(
            organiser.get(page)
        )
    assert organiser.get(f"{address}?number=1").status_code == 200
    send(organiser, address, due="24")
    assert "editions_not_whole" not in client.get("/health/ready").json()
    answer = organiser.post(address, {"go": "again", "number": "1", "seen": "2"}, follow=True)
    assert "not whole any more" in answer.content.decode()
