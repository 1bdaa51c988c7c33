"""Reports: kept, told to every lead without a word of them, looked at, answered, forgotten."""

import re
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from jobs.models import Job
from jobs.work import run
from mail.models import Mail
from moderation import actors, claims, safeguarding, workflow
from moderation.case_states import Because
from moderation.errors import Conflict
from moderation.models import Case
from moderation.states import State
from readers import reports
from readers.models import ALPHABET, Report
from tests.contributors.walking import said, title
from tests.factories import approve, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
WORDS = "The third sentence names my aunt Ottoline."
FORM = {"page": "/stories/x/", "reason": "others", "words": WORDS, "email": "niece@example.org"}
ANSWER = {"outcome": "changed", "reason": "others"}


@pytest.fixture(autouse=True)
def _without_a_second_key(settings):
    settings.MARROW_MFA = False


def send(client: Client, **changes: str):
    return client.post("/report/", {**FORM, **changes})


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(client: Client, **changes: str) -> Report:
    """What somebody told us, as it is kept."""
    before = set(Report.objects.values_list("pk", flat=True))
    send(client, **changes)
    return Report.objects.exclude(pk__in=before).get()


def answered(reader: Client, report: Report, **changes):
    """Show what would be answered, then answer exactly that."""
    page = reader.post(f"/desk/reports/{report.pk}/", {**ANSWER, **changes})
    shown = re.search(r'name="shown" value="(\w+)"', page.content.decode())
    assert shown, said(page)
    sent = {**ANSWER, **changes, "answer": page.context["preview"], "shown": shown[1], "send": "1"}
    return reader.post(f"/desk/reports/{report.pk}/", sent)


def outcome(report: Report, client: Client | None = None):
    return (client or Client()).get(f"/report/{report.reference}/")


# --- telling us -----------------------------------------------------------------------------------


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


# --- the reference --------------------------------------------------------------------------------


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


# --- the address ----------------------------------------------------------------------------------


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


# --- erasing --------------------------------------------------------------------------------------


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


# --- looking and answering ------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["lead", "organiser"])
def test_leads_and_organisers_read_and_answer(client, role):
    kept = told(client)
    reader = signed_in(person("reader@example.org", role))
    assert WORDS in said(reader.get("/desk/reports/"))
    assert reader.post(f"/desk/reports/{kept.pk}/look/").url == f"/desk/reports/{kept.pk}/"
    assert answered(reader, kept).url == "/desk/reports/"
    kept.refresh_from_db()
    assert (kept.outcome, kept.closed_at is None) == ("changed", False)
    assert "No open reports" in said(reader.get("/desk/reports/"))
    by = reader.get("/desk/reports/").wsgi_request.user.pk
    log = [(one.kind, one.actor, one.about, one.facts) for one in AuditEntry.objects.order_by("id")]
    assert log == [
        ("report-looked-at", by, str(kept.pk), {}),
        ("report-closed", by, str(kept.pk), {"outcome": "changed", "reason": "others"}),
    ]


def test_answered_twice_the_first_answer_stays(client, lead):
    kept = told(client)
    by = {"by": lead, "reason": "other"}
    assert reports.close(kept, outcome="stays", answer="Once.", **by)
    assert not reports.close(kept, outcome="off", answer="Twice.", **by)
    kept.refresh_from_db()
    assert (kept.outcome, kept.answer) == ("stays", "Once.")
    assert AuditEntry.objects.count() == 1
    assert Mail.objects.filter(kind="report_answered").count() == 1


def test_what_they_will_read_is_shown_in_their_language_before_it_is_sent(client, lead):
    client.post("/es/report/", FORM)
    kept = Report.objects.get()
    reader = signed_in(lead)
    page = reader.post(f"/desk/reports/{kept.pk}/", {**ANSWER, "send": "1"})
    usual = reports.words_for("changed", "es")
    assert usual != reports.words_for("changed", "en")
    assert page.context["preview"] == usual
    assert '<blockquote lang="es">' in page.content.decode()
    # What was changed after it was shown is shown once more, and not sent.
    shown = re.search(r'name="shown" value="(\w+)"', page.content.decode())
    changed = {**ANSWER, "answer": "Otra cosa.", "shown": shown[1], "send": "1"}
    again = reader.post(f"/desk/reports/{kept.pk}/", changed)
    assert (again.status_code, again.context["preview"]) == (200, "Otra cosa.")
    kept.refresh_from_db()
    assert kept.closed_at is None


def test_another_outcome_takes_the_usual_words_of_the_one_before_away(client, lead):
    """They stand in the form once they were shown, as if somebody had written them."""
    kept = told(client, page="/help/")
    reader, page = signed_in(lead), f"/desk/reports/{kept.pk}/"
    shown = reader.post(page, {**ANSWER, "outcome": "stays"}).context["preview"]
    again = reader.post(page, {**ANSWER, "outcome": "mended", "answer": shown})
    assert again.context["preview"] == reports.words_for("mended", "en") != shown


def test_nobody_is_told_that_a_story_is_off_the_site_while_all_can_read_it(client, lead):
    submission = submission_in(State.PUBLISHED)
    kept = told(client, page=f"/stories/{submission.story_id}/x/")
    reader, page = signed_in(lead), f"/desk/reports/{kept.pk}/"
    refused = reader.post(page, {**ANSWER, "outcome": "off"})
    assert (list(refused.context["form"].errors), refused.context["preview"]) == (["outcome"], "")
    assert "Please take it down first." in said(refused)
    by = actors.team(lead)
    workflow.take_down(submission.contribution_id, by=by, reason="others", message="We are sorry.")
    answered(reader, kept, outcome="off")
    kept.refresh_from_db()
    assert kept.outcome == "off"


@pytest.mark.parametrize("outcome", ["stays", "groundless"])
def test_nobody_is_told_that_a_story_may_stay_while_it_rests(client, lead, outcome):
    submission = submission_in(State.HELD)
    kept = told(client, page=f"/stories/{submission.contribution.story_id}/x/")
    reader, page = signed_in(lead), f"/desk/reports/{kept.pk}/"
    refused = reader.post(page, {**ANSWER, "outcome": outcome})
    assert (list(refused.context["form"].errors), refused.context["preview"]) == (["outcome"], "")
    assert "Please put it back first." in said(refused)
    workflow.restore(submission.contribution_id, by=actors.team(lead), reason="others")
    answered(reader, kept, outcome=outcome)
    kept.refresh_from_db()
    assert kept.outcome == outcome


@pytest.mark.parametrize("missing", ["outcome", "reason"])
def test_an_answer_needs_an_outcome_and_a_reason(client, lead, missing):
    kept = told(client)
    sent = {name: value for name, value in ANSWER.items() if name != missing}
    page = signed_in(lead).post(f"/desk/reports/{kept.pk}/", sent)
    assert list(page.context["form"].errors) == [missing]
    assert title(page).startswith("Error: ")


def test_nobody_is_told_that_a_story_was_changed_which_was_not(client, lead):
    """Nor of a change that came before they told us."""
    kept = submission_in(State.PUBLISHED, display_name="Ruth Garlick").contribution
    page = f"/stories/{kept.story_id}/x/"
    early = told(client, page=page)
    workflow.hide_name(kept.pk, by=actors.contributor(), how="initial")
    late = told(client, page=page)
    reader = signed_in(lead)
    refused = reader.post(f"/desk/reports/{late.pk}/", ANSWER)
    assert list(refused.context["form"].errors) == ["outcome"]
    assert "Nothing that readers see was changed since this report came." in said(refused)
    both = reader.post(f"/desk/reports/{early.pk}/", {**ANSWER, "others": [str(late.pk)]})
    assert list(both.context["form"].errors) == ["others"]
    assert f"Not of report {late.shown_reference}: Nothing that readers" in said(both)
    how = {"reason": "other", "answer": "It was changed."}
    with pytest.raises(Conflict):
        reports.close(late, by=lead, outcome="changed", **how)
    answered(reader, early)
    workflow.replace(kept.pk, offer(title="Other words"), by=actors.contributor())
    run_jobs(now=False)
    approve(kept, actors.team(lead))
    run_jobs()
    answered(reader, late)
    assert set(Report.objects.values_list("outcome", flat=True)) == {"changed"}


def test_nobody_is_told_that_somebody_cares_where_nobody_does(client, lead):
    kept = submission_in(State.PUBLISHED).contribution
    report = told(client, page=f"/stories/{kept.story_id}/x/")
    reader, cared = signed_in(lead), {**ANSWER, "outcome": "cared"}
    refused = reader.post(f"/desk/reports/{report.pk}/", cared)
    assert list(refused.context["form"].errors) == ["outcome"]
    safeguarding.open_case(kept.pk, because=Because.TEAM)
    answered(reader, report, outcome="cared")


def test_that_there_was_nothing_in_it_is_said_to_nobody():
    for language in ("en", "es"):
        assert reports.words_for("groundless", language) == reports.words_for("stays", language)


def test_all_about_one_story_are_answered_at_once_each_in_its_language(client, lead):
    story = submission_in(State.PUBLISHED).story
    page = f"/stories/{story.pk}/x/"
    first, other = told(client, page=page), told(client)
    left = told(client, page=page, words="Something else altogether.")
    client.post("/es/report/", {**FORM, "page": page, "reason": "treatment"})
    spanish = Report.objects.latest("created_at")
    reader = signed_in(lead)
    form = reader.get(f"/desk/reports/{first.pk}/").context["form"]
    assert [key for key, _name in form.fields["others"].choices] == [str(left.pk), str(spanish.pk)]
    how = {"outcome": "stays", "answer": "It may stay, we think."}
    shown = reader.post(f"/desk/reports/{first.pk}/", {**ANSWER, **how, "others": [spanish.pk]})
    assert f"in our usual words: {spanish.shown_reference}" in said(shown)
    assert other.shown_reference not in said(shown)
    answered(reader, first, others=[str(spanish.pk)], **how)
    left.refresh_from_db()
    assert left.closed_at is None
    closed = Report.objects.exclude(closed_at=None).order_by("created_at")
    assert [one.answer for one in closed] == [
        "It may stay, we think.",
        reports.words_for("stays", "es"),
    ]
    other.refresh_from_db()
    assert other.closed_at is None


def test_what_rests_comes_first_then_the_gravest(client, lead):
    rests, public = submission_in(State.PUBLISHED).story, submission_in(State.PUBLISHED).story
    for story, reason in ((public, "crisis"), (rests, "selling"), (public, "other"), (rests, "me")):
        send(client, page=f"/stories/{story.pk}/x/", reason=reason)
    send(client, page="/help/", reason="access")
    reader = signed_in(lead)
    groups = reader.get("/desk/reports/").context["groups"]
    assert [[one.reason for one in group.told] for group in groups] == [
        ["me", "selling"],
        ["crisis", "other"],
        ["access"],
    ]
    text = reader.get("/desk/reports/").content.decode()
    assert text.count("Open this story on the desk") == 2
    assert f'href="/desk/stories/{rests.pk}/"' in text
    organiser = signed_in(person("organiser@example.org", "organiser"))
    assert "/desk/stories/" not in organiser.get("/desk/reports/").content.decode()


def test_a_title_that_nobody_can_read_is_not_on_the_list(client):
    submission = submission_in(State.PUBLISHED, title="A quiet title")
    send(client, page=f"/stories/{submission.story_id}/x/")
    organiser = signed_in(person("organiser@example.org", "organiser"))
    assert "A quiet title" in said(organiser.get("/desk/reports/"))
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    assert "A quiet title" not in said(organiser.get("/desk/reports/"))


def test_nobody_reads_what_was_told_about_their_own_story(client, lead):
    story = submission_in(State.PUBLISHED, by=actors.contributor(lead)).story
    kept = told(client, page=f"/stories/{story.pk}/x/")
    reader = signed_in(lead)
    assert "Ottoline" not in said(reader.get("/desk/reports/"))
    for path in ("", "look/", "erase/"):
        answer = reader.post(f"/desk/reports/{kept.pk}/{path}", ANSWER)
        assert (answer.status_code, "Ottoline" in said(answer)) == (403, False)
    kept.refresh_from_db()
    assert (kept.seen_at, kept.closed_at, kept.words) == (None, None, WORDS)


def test_nobody_reads_what_was_told_about_somebody_whom_they_know(client, lead):
    text = submission_in(State.PUBLISHED)
    kept = told(client, page=f"/stories/{text.story_id}/x/")
    elsewhere = told(client, page="/about/")
    claims.recuse(text.contribution_id, by=actors.team(lead))
    assert list(reports.readable(lead)) == [elsewhere]
    answer = signed_in(lead).get(f"/desk/reports/{kept.pk}/")
    assert (answer.status_code, "Ottoline" in said(answer)) == (403, False)
    assert "Somebody else looks at it." in said(answer)


def test_no_address_is_on_the_desk(client, lead):
    kept = told(client)
    reader = signed_in(lead)
    for path in ("", f"{kept.pk}/"):
        assert "niece@" not in reader.get(f"/desk/reports/{path}").content.decode()


@pytest.mark.parametrize(
    ("told_of", "path"),
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
def test_a_link_to_what_was_told_of_stays_on_this_site(told_of, path):
    assert Report(page=told_of).path == path


def test_who_may_not_read_them_is_told_who_they_are(client, moderator):
    client.force_login(moderator)
    page = client.get("/desk/reports/")
    assert "You are signed in as moderator@example.org." in said(page)
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'href="([^"]*)"', main) == ["/desk/", "/your-stories/", "/"]


@pytest.mark.parametrize("role", ["contributor", "moderator"])
def test_nobody_else_does(client, role):
    kept = told(client)
    reader = signed_in(person("somebody@example.org", role))
    for path in ("", f"{kept.pk}/"):
        page = reader.get(f"/desk/reports/{path}")
        assert (page.status_code, "Ottoline" in said(page)) == (403, False)
    for path in ("", "look/", "erase/"):
        assert reader.post(f"/desk/reports/{kept.pk}/{path}").status_code == 403
    kept.refresh_from_db()
    assert (kept.closed_at, kept.seen_at, kept.words) == (None, None, WORDS)


def test_visitors_are_asked_to_sign_in(client):
    assert client.get("/desk/reports/").url == "/accounts/login/?next=/desk/reports/"


def test_the_desk_says_that_and_why_a_story_is_reported_and_not_who(client, moderator, lead):
    submission = submission_in(State.PUBLISHED)
    for reason in ("selling", "selling", "other"):
        send(client, page=f"/stories/{submission.story_id}/x/", reason=reason)
    page = f"/desk/{submission.contribution_id}/"
    text = said(signed_in(moderator).get(page))
    assert "Readers reported this story." in text
    assert "It sells something, or asks for money (2×)" in text
    assert "Ottoline" not in text
    assert "Read the reports" not in text
    assert "Read the reports" in said(signed_in(lead).get(page))
    Report.objects.update(closed_at=Now(), outcome="stays")
    assert "Readers reported" not in said(signed_in(moderator).get(page))


def test_the_mails_about_a_held_story(client, lead):
    submission = submission_in(State.PUBLISHED, email="ruth@example.org")
    kept = submission.contribution
    type(kept).objects.filter(pk=kept.pk).update(email_confirmed_at=Now())
    Mail.objects.all().delete()
    send(client, page=f"/stories/{submission.story_id}/x/", reason="me", email="")
    run_jobs(now=False)
    sent = list(Mail.objects.values_list("kind", flat=True).order_by("kind"))
    leads = Mail.objects.filter(kind="reported").count()
    assert sent == ["held", "report", "report", *["reported"] * leads]
    assert leads == 2
