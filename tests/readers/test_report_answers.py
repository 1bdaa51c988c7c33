"""What the team does with what readers told: it reads, answers, and says no more than it knows."""

import re

import pytest
from django.db.models.functions import Now

from accounts.models import AuditEntry
from mail.models import Mail
from moderation import actors, claims, safeguarding, workflow
from moderation.case_states import Because
from moderation.errors import Conflict
from moderation.states import State
from readers import reports
from readers.models import Report
from tests.contributors.walking import said, title
from tests.factories import approve, offer, person, run_jobs, submission_in
from tests.readers.reporting import ANSWER, FORM, WORDS, answered, send, signed_in, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


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
