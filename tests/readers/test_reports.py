"""Reports: kept, told to every lead without a word of them, read by leads and organisers alone."""

import re

import pytest
from django.db.models.functions import Now
from django.test import Client

from mail.models import Mail
from readers.models import Report
from tests.contributors.walking import said, title
from tests.factories import person

pytestmark = pytest.mark.django_db
WORDS = "The third sentence names my aunt Ottoline."
FORM = {"page": "/stories/x/", "reason": "private", "words": WORDS, "email": "niece@example.org"}


@pytest.fixture(autouse=True)
def _without_a_second_key(settings):
    settings.MARROW_MFA = False


def send(client: Client, **changes: str):
    return client.post("/report/", {**FORM, **changes})


def test_a_report_is_kept_and_every_lead_is_told(client, lead, moderator):
    other = person("lea@example.org", "lead")
    other.language = "es"
    other.save()
    page = send(client)
    assert page.status_code == 200
    kept = Report.objects.get()
    assert (kept.page, kept.reason, kept.words, kept.email) == tuple(FORM.values())
    assert str(kept.pk)[:8] in said(page)
    mails = Mail.objects.order_by("to")
    assert [mail.to for mail in mails] == [other.email, lead.email]
    assert all("Ottoline" not in mail.text + mail.subject + mail.html for mail in mails)
    assert "/es/desk/reports/" in mails[0].text
    assert "/desk/reports/" in mails[1].text


def test_where_nobody_leads_the_organisers_are_told(client, moderator):
    former = person("former@example.org", "lead")
    former.is_active = False
    former.save()
    organiser = person("organiser@example.org", "organiser")
    send(client)
    assert [mail.to for mail in Mail.objects.all()] == [organiser.email]


def test_only_the_words_and_the_reason_are_needed(client):
    assert send(client, page="", email="").status_code == 200
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("words", " "),
        ("words", "x" * 4001),
        ("reason", ""),
        ("reason", "boredom"),
        ("email", "niece at example"),
        ("page", "p" * 301),
    ],
)
def test_an_error_keeps_what_was_typed(client, field, value):
    page = send(client, **{field: value})
    assert title(page).startswith("Error: ")
    assert list(page.context["form"].errors) == [field]
    assert Report.objects.count() == 0
    others = {name: text for name, text in FORM.items() if name != field}
    for name, text in others.items():
        assert page.context["form"][name].value() == text


def test_a_program_is_thanked_and_forgotten(client, lead):
    page = send(client, homepage="https://spam.example/")
    assert page.status_code == 200
    assert Report.objects.count() == Mail.objects.count() == 0


def test_too_many_are_asked_to_wait_and_lose_nothing(client, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "report": (1, 3600)}
    send(client)
    page = send(client)
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert WORDS in page.content.decode()
    assert Report.objects.count() == 1


def test_the_page_is_public():
    """It sets no cookie, asks for none, and works without a token."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/report/?page=/stories/x/")
    assert page.context["form"]["page"].value() == "/stories/x/"
    assert send(client).status_code == 200
    assert not client.cookies
    assert "csrfmiddlewaretoken" not in page.content.decode()


@pytest.mark.parametrize("role", ["lead", "organiser"])
def test_leads_and_organisers_read_and_close(client, role):
    send(client)
    client.force_login(person("reader@example.org", role))
    assert WORDS in said(client.get("/desk/reports/"))
    kept = Report.objects.get()
    assert client.post(f"/desk/reports/{kept.pk}/close/").url == "/desk/reports/"
    kept.refresh_from_db()
    closed = kept.closed_at
    assert closed is not None
    assert "No open reports" in said(client.get("/desk/reports/"))
    client.post(f"/desk/reports/{kept.pk}/close/")
    kept.refresh_from_db()
    assert kept.closed_at == closed


def test_a_report_about_a_story_leads_to_it_on_the_desk(client, lead):
    story = "0a2b5a0e-6a3c-4a43-8a7e-3d9b6a1f0c11"
    send(client, page=f"https://example.org/es/stories/{story}/a-word/")
    send(client, page="/stories/0a2b5a0e/")
    client.force_login(lead)
    text = client.get("/desk/reports/").content.decode()
    assert text.count("Open this story on the desk") == 1
    assert f'href="/desk/stories/{story}/"' in text
    client.force_login(person("organiser@example.org", "organiser"))  # may not open the desk
    assert "/desk/stories/" not in client.get("/desk/reports/").content.decode()


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ("/diagnoses/mcl/", "/diagnoses/mcl/"),
        ("https://example.org/es/help/?a=b", "/es/help/"),
        ("//elsewhere.example/x", "/x"),
        ("https://example.org//elsewhere.example", "/elsewhere.example"),
        ("/\\elsewhere.example", "/elsewhere.example"),
        ("javascript:alert(1)", ""),
        ("the page about garlic", ""),
        ("https://[broken/", ""),
    ],
)
def test_a_link_to_what_was_told_of_stays_on_this_site(told, path):
    assert Report(page=told).path == path


def test_what_may_hurt_somebody_is_read_first_and_a_reference_is_found_again(client, lead):
    for reason in ("other", "harm", "wrong", "private"):
        send(client, reason=reason, page="/help/")
    Report.objects.filter(reason="wrong").update(closed_at=Now())
    client.force_login(lead)
    answer = client.get("/desk/reports/")
    assert [one.reason for one in answer.context["open"]] == ["harm", "private", "other"]
    text = answer.content.decode()
    assert text.count('<a href="/help/">/help/</a>') == 4
    for one in Report.objects.all():
        assert f"reference {str(one.pk)[:8]}" in text


def test_who_may_not_read_them_is_told_who_they_are(client, moderator):
    client.force_login(moderator)
    page = client.get("/desk/reports/")
    assert "You are signed in as moderator@example.org." in said(page)
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'href="([^"]*)"', main) == ["/desk/", "/your-stories/", "/"]


@pytest.mark.parametrize("role", ["contributor", "moderator"])
def test_nobody_else_does(client, role):
    send(client)
    client.force_login(person("somebody@example.org", role))
    page = client.get("/desk/reports/")
    assert page.status_code == 403
    assert "Ottoline" not in said(page)
    kept = Report.objects.get()
    assert client.post(f"/desk/reports/{kept.pk}/close/").status_code == 403
    kept.refresh_from_db()
    assert kept.closed_at is None


def test_visitors_are_asked_to_sign_in(client):
    assert client.get("/desk/reports/").url == "/accounts/login/?next=/desk/reports/"
