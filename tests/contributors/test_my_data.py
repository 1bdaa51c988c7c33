"""The copy of all that is kept about one story: all of it, and nothing of anybody else's."""

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from contributors import my_data
from mail.models import Mail
from moderation import actors, claims, findings, notifications, workflow
from moderation.checks import Remark, Severity
from moderation.models import Contribution, Event, Finding, Message
from moderation.reasons import Dismissal
from moderation.states import Action, State
from stories.models import Story
from tests.contributors.test_stories import opened, queries
from tests.factories import contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db

FILES = ["story.json", "story.html", "agreements.txt", "certificate.json", "certificate.txt"]


def address(kept: Contribution) -> str:
    return f"/your-stories/{kept.pk}/my-data.zip"


def copied(kept: Contribution, root: str = "") -> dict[str, str]:
    """The files of the copy, as somebody with the receipt gets it."""
    answer = opened(kept).get(root + address(kept))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    with ZipFile(io.BytesIO(answer.content)) as pack:
        assert pack.namelist() == FILES
        return {name: pack.read(name).decode() for name in FILES}


def data(kept: Contribution) -> dict:
    return json.loads(copied(kept)["story.json"])


def actions(kept: Contribution) -> list[tuple[str, str]]:
    return [(one["action"], one["by"]) for one in data(kept)["happened"]]


def test_it_is_a_file_that_no_cache_keeps():
    kept = contribution()
    answer = opened(kept).get(address(kept))
    assert answer["Content-Disposition"] == 'attachment; filename="marrow-my-data.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    page = opened(kept).get(f"/your-stories/{kept.pk}/").content.decode()
    assert f'href="{address(kept)}"' in page


def test_nobody_else_gets_it(moderator):
    kept = contribution()
    for user in (None, person("other@example.org"), moderator):
        client = Client()
        if user is not None:
            client.force_login(user)
        assert client.get(address(kept)).status_code == 404
    assert opened(contribution()).get(address(kept)).status_code == 404
    assert opened(kept).post(address(kept)).status_code == 405


def test_all_of_a_live_story_and_its_revision(moderator):
    first = submission_in(
        State.PUBLISHED,
        uses=["website", "press"],
        email="ruth@example.org",
        facets=["in-treatment"],
    )
    kept = first.contribution
    Contribution.objects.filter(pk=kept.pk).update(email_confirmed_at=timezone.now())
    workflow.replace(kept.pk, offer(title="Second title"), by=actors.contributor())
    second = kept.submissions.get(number=2)
    workflow.screen(second.pk, [])
    workflow.request_changes(kept.pk, by=actors.team(moderator), message="Which <garden>?")
    run_jobs()
    second.refresh_from_db()
    told = data(kept)
    story = Story.objects.get()
    assert (told["story"]["email"], told["story"]["public_address"]) == (
        "ruth@example.org",
        f"{settings.SITE_URL}/stories/{story.pk}/{story.slug}/",
    )
    assert [
        (one["number"], one["title"], one["state"], one["name"], one["sha256"])
        for one in told["sent"]
    ] == [
        (1, "The garlic was in by noon", "published", "Ruth", first.content_hash),
        (2, "Second title", "changes_requested", "Ruth", second.content_hash),
    ]
    assert told["sent"][0]["passages"] == first.passages
    assert [one["id"] for one in told["sent"][0]["diagnoses"]] == ["mcl"]
    assert [one["id"] for one in told["sent"][0]["facets"]] == ["in-treatment"]
    assert [(one["about"], one["by"], one["text"]) for one in told["messages"]] == [
        (1, "team", "With thanks."),
        (2, "team", "Which <garden>?"),
    ]
    assert [(one["about"], one["action"], one["by"]) for one in told["happened"]] == [
        (1, "submit", "contributor"),
        (1, "approve", "team"),
        (1, "publish", "system"),
        (2, "submit", "contributor"),
        (2, "request_changes", "team"),
    ]
    assert told["happened"][-1]["at"] == told["sent"][1]["answered_at"]
    assert [one["use"] for one in told["agreements"]] == ["website", "press"]
    assert [(one["kind"], one["to"]) for one in told["mails"]] == [
        ("confirm", ""),
        ("decision", ""),
    ]
    page = copied(kept)["story.html"]
    assert [page.count(words) for words in ("Which &lt;garden&gt;?", "<script", "<garden>")] == [
        1,
        0,
        0,
    ]
    assert "SHA-256: " in copied(kept)["agreements.txt"]


def test_in_spanish():
    kept = submission_in(State.PUBLISHED).contribution
    files = copied(kept, "/es")
    assert '<html lang="es">' in files["story.html"]
    assert "La historia se envió" in files["story.html"]
    assert "/es/stories/" in files["story.json"]
    assert "Lo que aceptaste" in files["agreements.txt"]


# --- what must not be in it ----------------------------------------------------------------------


def test_nothing_of_the_teams_and_nothing_of_anybody_elses(moderator, lead):
    """Everything that could leak is there, each with words or numbers of its own."""
    first = contribution(email="ruth@example.org")
    [submission] = first.submissions.all()
    remark = Remark("CHECK-ID", Severity.SEVERE, "body", 3, 9, "REASON-OF-A-CHECK")
    workflow.screen(submission.pk, [remark])  # an alarm
    [finding] = Finding.objects.all()
    findings.dismiss(first.pk, finding.pk, by=actors.team(lead), because=Dismissal.MISTAKEN)
    claims.claim(first.pk, by=actors.team(lead))
    claims.release(first.pk, by=actors.team(lead))
    workflow.return_to_queue(
        first.pk, by=actors.team(lead), reason="other", message="WORDS-IN-THE-TEAM"
    )
    workflow.decline(
        first.pk, by=actors.team(moderator), reason="selling", message="TAKEN-BACK", note="A-NOTE"
    )
    workflow.take_back(first.pk, by=actors.team(moderator))
    workflow.escalate(first.pk, by=actors.team(moderator), reason="crisis", message="SEE-THIS")
    claims.claim(first.pk, by=actors.team(lead))
    workflow.decline(first.pk, by=actors.team(lead), reason="names", message="IN-ITS-GRACE")
    other = contribution(email="eve@example.org", title="Eve's own")
    notifications.owe("published", Contribution.objects.get(pk=other.pk), about=1)

    told = copied(first)
    text = "\n".join(told.values())
    actors_seen = {row.actor for row in Event.objects.exclude(actor=None)}
    assert actors_seen == {moderator.pk, lead.pk}
    assert Message.objects.filter(internal=True).count() == 3
    assert finding.reason == "REASON-OF-A-CHECK"
    for secret in (
        "REASON-OF-A-CHECK", "CHECK-ID", Dismissal.MISTAKEN.value, "WORDS-IN-THE-TEAM",
        "TAKEN-BACK", "A-NOTE", "SEE-THIS", "IN-ITS-GRACE", "severe", "escalat", "claim",
        "decline", "take_back", "screen", "selling", "crisis", "names",
        moderator.email, lead.email, '"lead"', '"version"', "eve@example.org",
        "Eve's own", str(other.pk), str(other.story_id),
    ):  # fmt: skip
        assert secret not in text, secret
    [sent], [event] = data(first)["sent"], data(first)["happened"]
    assert (sent["state"], sent["answered_at"], sent["published_at"]) == ("in_review", None, None)
    assert [*event] == ["at", "about", "action", "in_words", "by", "by_in_words"]
    assert (event["action"], event["by"]) == ("submit", "contributor")
    assert data(first)["messages"] == []
    assert [one["kind"] for one in data(first)["mails"]] == ["confirm"]
    [code] = Mail.objects.filter(key__startswith=f"confirm:{first.pk}")
    # Not sent yet: its code would prove an address to whoever holds the receipt.
    [digits] = re.findall(r"\b\d{4}-\d{4}\b", code.text)
    first.refresh_from_db()
    for secret in (digits, first.code_digest, first.code_digest[:16], first.receipt_digest):
        assert secret not in text


@pytest.mark.parametrize("state", [State.ESCALATED, State.APPROVED, State.DECLINED])
def test_an_alarm_and_a_decision_in_its_grace_read_like_waiting(state):
    def without_what_differs(kept: Contribution) -> dict:
        told = data(kept)
        told.pop("copied_at")
        for part in ("story", "sent", "happened", "agreements"):
            for one in [told[part]] if part == "story" else told[part]:
                for name in [name for name in one if name.endswith("_at") or name == "at"]:
                    one[name] = one[name] and "set"
        told["story"].update(id="", public_id="")
        return told

    waiting = submission_in(State.IN_REVIEW).contribution
    decided = submission_in(state).contribution
    assert without_what_differs(decided) == without_what_differs(waiting)


def test_a_decision_that_was_taken_back_never_was(moderator):
    kept = submission_in(State.DECLINED).contribution
    by = actors.team(person("factory-moderator@example.org", "moderator"))
    workflow.take_back(kept.pk, by=by)
    workflow.approve(kept.pk, by=by)
    run_jobs()
    workflow.take_down(kept.pk, by=actors.team(moderator), reason="other", message="We looked.")
    assert actions(kept) == [
        ("submit", "contributor"),
        ("approve", "team"),
        ("publish", "system"),
        ("take_down", "team"),
    ]
    assert data(kept)["story"]["public_address"] == ""


def test_that_a_lead_decided_is_not_told(lead):
    kept = submission_in(State.ESCALATED).contribution
    workflow.decline(kept.pk, by=actors.team(lead), reason="other", message="Not like this.")
    run_jobs()
    assert actions(kept) == [("submit", "contributor"), ("decline", "team")]
    assert [one["by"] for one in data(kept)["messages"]] == ["team"]


def test_what_is_published_while_paused_is_not_said_to_be_on_the_site(moderator):
    kept = submission_in(State.PAUSED).contribution
    workflow.replace(kept.pk, offer(title="Second title"), by=actors.contributor())
    workflow.screen(kept.submissions.get(number=2).pk, [])
    workflow.approve(kept.pk, by=actors.team(moderator))
    run_jobs()
    last = next(
        one for one in data(kept)["happened"] if one["about"] == 2 and one["by"] == "system"
    )
    assert (last["action"], last["in_words"]) == ("publish", "The story was paused")


def test_after_erasing_there_is_nothing_to_copy():
    kept = submission_in(State.WITHDRAWN).contribution
    assert actions(kept) == [("submit", "contributor"), ("withdraw", "contributor")]
    workflow.erase(kept.pk, by=actors.contributor())
    answer = opened(kept).get(address(kept))
    assert (answer.status_code, answer.url) == (302, f"/your-stories/{kept.pk}/")


# --- the rest ------------------------------------------------------------------------------------


def test_the_same_number_of_queries_for_one_and_three_texts():
    kept = contribution()
    client = opened(kept)
    one = queries(client, address(kept))
    for number in range(2):
        workflow.replace(kept.pk, offer(title=f"Again {number}"), by=actors.contributor())
    assert queries(client, address(kept)) == one
    assert len(data(kept)["sent"]) == 3


def test_every_action_is_told_or_kept_back_on_purpose():
    kept_back = set(Action) - set(my_data.TOLD)
    assert kept_back == {
        Action.SCREEN, Action.CLAIM, Action.RELEASE, Action.ESCALATE, Action.RETURN_TO_QUEUE,
        Action.TAKE_BACK,
        Action.RELABEL,  # a note of the team's, beside the words
        Action.ERASE,  # after it there is no copy
    }  # fmt: skip


def test_every_kind_of_mail_about_a_story_is_found():
    folder = settings.BASE_DIR / "templates" / "mail"
    # To the team, or of no story yet.
    others = {"report", "escalated", "appealed", "wish", "draft_waits", "draft_ends", "draft_held"}
    others |= {"asked", "audit_head", "case", "case_late", "desk_day", "read_again"}
    others |= {"reported", "report_received", "report_answered", "alert", "alert_confirm"}
    kinds = {path.stem for path in folder.glob("*.txt")} - others
    assert set(notifications.KINDS) == kinds
    kept = contribution(email="ruth@example.org")
    Contribution.objects.filter(pk=kept.pk).update(email_confirmed_at=timezone.now())
    kept.refresh_from_db()
    for kind in notifications.KINDS[1:]:
        notifications.owe(kind, kept, about=1)
    assert [mail.kind for mail in notifications.mailed(kept)] == list(notifications.KINDS)


def test_every_mail_to_a_confirmed_address_can_take_a_story_off():
    """All but those before the address is known, of the proof itself, and after the end."""
    folder = settings.BASE_DIR / "templates" / "mail"
    link = re.compile(r"{{ site_url }}{{ (take_down|check_in) }}")
    with_link = {path.stem for path in folder.glob("*.txt") if link.search(path.read_text())}
    assert with_link == {*notifications.KINDS} - {"confirm", "erase", "withdrawn"}
