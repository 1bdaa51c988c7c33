"""Reports: kept, told to every lead without a word of them, looked at, answered, forgotten."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from jobs.models import Job
from jobs.work import run
from mail.models import Mail
from moderation import actors, workflow
from moderation.models import Case
from moderation.states import State
from readers.models import ALPHABET, Report
from tests.contributors.walking import said, title
from tests.factories import person, submission_in
from tests.readers.reporting import FORM, WORDS, answered, outcome, send, signed_in, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


def test_a_report_is_kept_and_every_lead_is_told(client, lead, moderator):
    other = person("lea@example.org", "lead")
    other.language = "es"
    other.save()
    page = send(client)
    assert page.status_code == 200
    kept = Report.objects.get()
    assert (kept.page, kept.reason, kept.words, kept.email) == tuple(FORM.values())
    assert (kept.language, kept.named, kept.story_id) == ("en", False, None)
    assert kept.shown_reference in said(page)
    mails = Mail.objects.filter(kind="report").order_by("to")
    assert [mail.to for mail in mails] == [other.email, lead.email]
    assert all("Ottoline" not in mail.text + mail.subject + mail.html for mail in mails)
    assert "/es/desk/reports/" in mails[0].text
    assert "/desk/reports/" in mails[1].text


def test_where_nobody_leads_the_organisers_are_told(client, moderator):
    former = person("former@example.org", "lead")
    former.is_active = False
    former.save()
    organiser = person("organiser@example.org", "organiser")
    send(client, email="")
    assert [mail.to for mail in Mail.objects.all()] == [organiser.email]


def test_a_flood_is_one_mail_an_hour_to_each_lead_and_a_grave_one_is_told_at_once(client, lead):
    for _ in range(4):
        send(client, email="")
    assert Mail.objects.count() == 1
    for _ in range(2):
        send(client, email="", reason="crisis")
    assert Mail.objects.count() == 3


def test_that_somebody_may_be_in_danger_opens_one_case_beside_the_story(client, lead):
    submission = submission_in(State.PUBLISHED)
    page = f"/stories/{submission.story_id}/x/"
    send(client, page=page, reason="selling")
    send(client, page="/help/", reason="crisis")
    assert Case.objects.count() == 0
    for _ in range(2):
        send(client, page=page, reason="crisis")
    case = Case.objects.get()
    assert (case.contribution_id, case.because) == (submission.contribution_id, "report")
    assert Mail.objects.filter(kind="case", to=lead.email).count() == 1
    assert all("Ottoline" not in mail.text for mail in Mail.objects.all())


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
        ("email", "niece@example.org\nBcc: everybody@example.org"),
        ("email", "niece@example.org, everybody@example.org"),
        ("page", "p" * 301),
    ],
)
def test_an_error_keeps_what_was_typed(client, field, value):
    page = send(client, **{field: value})
    assert title(page).startswith("Error: ")
    assert list(page.context["form"].errors) == [field]
    assert Report.objects.count() == Mail.objects.count() == 0
    others = {name: text for name, text in FORM.items() if name != field}
    for name, text in others.items():
        assert page.context["form"][name].value() == text


def test_nothing_that_was_typed_is_in_the_head_of_a_mail(client, lead):
    send(client, page="/stories/x/\r\nBcc: everybody@example.org", words="\r\nBcc: a@example.org")
    for mail in Mail.objects.all():
        assert "Bcc" not in mail.subject + mail.to + mail.text


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


def test_the_pages_are_public():
    """They set no cookie, ask for none, and work without a token."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/report/?page=/stories/x/")
    assert page.context["form"]["page"].value() == "/stories/x/"
    assert send(client).status_code == 200
    kept = Report.objects.get()
    sent = client.post("/report/find/", {"reference": kept.shown_reference.lower()})
    answer = client.get(sent.url)
    assert client.post(f"/report/{kept.reference}/").status_code == 302
    assert not client.cookies
    assert "csrfmiddlewaretoken" not in page.content.decode() + answer.content.decode()
    assert client.post("/report/find/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_story_leads_to_its_report_and_the_report_knows_it(client):
    story = submission_in(State.PUBLISHED).story
    page = client.get(f"/stories/{story.pk}/{story.slug}/").content.decode()
    link = re.search(r'href="(/report/\?page=[^"]+)"', page)
    form = client.get(link[1]).context["form"]
    assert told(client, page=form["page"].value()).story_id == story.pk
    assert told(client, page=f"https://x.org/es/stories/{story.pk}/?a").story_id == story.pk
    assert told(client, page=f"/stories/{str(story.pk).upper()}").story_id == story.pk
    assert told(client, page="/stories/0a2b5a0e/").story_id is None


def test_a_reference_is_easy_to_say():
    assert not set("0O1IL2Z5S8BUV") & set(ALPHABET)
    found = {Report().reference for _ in range(200)}
    assert len(found) == 200
    assert {len(one) for one in found} == {8}
    assert set("".join(found)) <= set(ALPHABET)


def test_its_page_says_where_it_is_and_nothing_else(client, lead):
    kept = told(client)
    reader = signed_in(lead)
    assert "We have it" in said(outcome(kept))
    reader.post(f"/desk/reports/{kept.pk}/look/")
    assert "Somebody is looking at it" in said(outcome(kept))
    answered(reader, kept)
    page = outcome(kept)
    assert "the story was changed" in said(page)
    assert page.headers["Cache-Control"] == "private, no-store"
    for private in ("Ottoline", "niece", "/stories/x/", "lead", "private about somebody"):
        assert private not in page.content.decode()


@pytest.mark.parametrize("typed", ["k7qm", "XXXX-XXXX", "none", "'--", "ＡＢＣ", "x" * 300])
def test_a_wrong_one_is_told_kindly(client, typed):
    told(client)
    sent = client.post("/report/find/", {"reference": typed})
    page = client.get(sent.url)
    assert (page.status_code, title(page)) == (404, "We do not know this reference · Marrow")


def test_guessing_comes_to_an_end_also_for_a_right_guess(client, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "reference": (3, 3600)}
    kept = told(client)
    found = [client.get(f"/report/AAAA-AAA{letter}/").status_code for letter in "ACD"]
    assert found == [404, 404, 404]
    late = outcome(kept, client)
    assert (late.status_code, int(late.headers["Retry-After"]) > 0) == (429, True)
    assert outcome(kept, Client(REMOTE_ADDR="198.51.100.7")).status_code == 200


def test_an_address_gets_two_mails_and_none_says_anything(client, lead):
    kept = told(client, page="/stories/x/")
    answered(signed_in(lead), kept, answer="Aunt Ottoline is out of it.")
    mails = list(Mail.objects.filter(to="niece@example.org").order_by("id"))
    assert [mail.kind for mail in mails] == ["report_received", "report_answered"]
    for mail in mails:
        assert f"/report/{kept.shown_reference}/" in mail.text
        for private in ("Ottoline", "/stories/", "private about"):
            assert private not in mail.text + mail.subject + mail.html
    assert "Ottoline" in said(outcome(kept))


def test_a_strangers_mailbox_is_not_filled(client):
    for number in range(6):
        send(client, email=f"niece+{number}@example.org")
    assert Mail.objects.count() == 4
    assert Report.objects.count() == 6


def test_the_address_is_forgotten_some_time_after_the_answer(client, lead, settings):
    kept, open_ = told(client), told(client)
    answered(signed_in(lead), kept)
    settings.MARROW_KEEP_REPORTERS = timedelta(days=30)
    for days, expected in ((29, "niece@example.org"), (31, "")):
        closed = timezone.now() - timedelta(days=days)
        Report.objects.filter(pk=kept.pk).update(closed_at=closed)
        Report.objects.filter(pk=open_.pk).update(created_at=closed)
        sweep()
        kept.refresh_from_db()
        open_.refresh_from_db()
        assert (kept.email, kept.words) == (expected, WORDS)
        assert open_.email == "niece@example.org"
    assert (kept.network_mark, open_.network_mark) != ("", "")
    assert open_.address_mark == ""  # too old to be told apart by


def sweep() -> None:
    job = Job.objects.create(kind="forget-reporters", subject="", key=f"sweep:{timezone.now()}")
    run(job.pk, by="worker")


def test_marks_name_nobody_and_are_forgotten(client, settings):
    client = Client(REMOTE_ADDR="203.0.113.77")
    kept = told(client)
    row = " ".join(map(str, Report.objects.values_list().get()))
    assert "203.0.113" not in row
    assert len(kept.network_mark) == len(kept.address_mark) == 64
    Report.objects.update(created_at=timezone.now() - timedelta(days=31))
    sweep()
    kept.refresh_from_db()
    assert (kept.network_mark, kept.address_mark, kept.email) == ("", "", "niece@example.org")


def test_who_told_us_erases_it_with_their_reference(client, lead):
    kept = told(client)
    client.post(f"/report/{kept.reference}/")
    kept.refresh_from_db()
    assert (kept.words, kept.page, kept.email) == ("", "", "")
    assert "What you told us is erased" in said(outcome(kept))
    text = said(signed_in(lead).get("/desk/reports/"))
    assert "These words are erased." in text
    answered(signed_in(lead), kept)
    assert "the story was changed" in said(outcome(kept))
    assert list(AuditEntry.objects.values_list("kind", "actor").order_by("id")) == [
        ("report-erased", None),
        ("report-closed", lead.pk),
    ]


def test_a_lead_erases_what_must_not_be_kept(client, lead):
    kept = told(client)
    signed_in(lead).post(f"/desk/reports/{kept.pk}/erase/")
    kept.refresh_from_db()
    assert (kept.words, kept.page, kept.email) == ("", "", "")


def test_with_a_story_goes_what_was_told_about_it(client):
    submission = submission_in(State.PUBLISHED)
    kept = told(client, page=f"/stories/{submission.story_id}/x/")
    other = told(client)
    workflow.erase_all(submission.contribution_id, by=actors.contributor())
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.words, kept.page, kept.outcome, other.words) == ("", "", "off", WORDS)
    assert "not on the site any more" in said(outcome(kept))
