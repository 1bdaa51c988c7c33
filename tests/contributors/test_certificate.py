"""The sealed record of a story: all its person may know, nothing more, and it can be checked."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.test import Client

from accounts import audit
from accounts.models import AuditEntry, AuditHead
from contributors import certificate
from moderation import actors, claims, workflow
from moderation.models import Contribution, Event, Submission
from moderation.states import Action, State
from tests.accounts.test_audit import TABLE, as_superuser
from tests.contributors.test_stories import opened
from tests.contributors.walking import said
from tests.factories import contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
C = actors.contributor()


def record(kept: Contribution) -> dict:
    answer = opened(kept).get(f"/your-stories/{kept.pk}/certificate.json")
    assert (answer.status_code, answer["Content-Type"]) == (
        200,
        "application/json; charset=utf-8",
    )
    assert answer["Cache-Control"] == "private, no-store"
    return json.loads(answer.content)


def told(kept: Contribution) -> list[tuple[str, str, int, str]]:
    return [
        (one["action"], one["by"], one["text"], one["guideline"]) for one in record(kept)["lines"]
    ]


def screened(kept: Contribution) -> Submission:
    newest = kept.submissions.order_by("-number")[0]
    workflow.screen(newest.pk, [])
    return newest


@pytest.fixture
def whole(moderator, lead) -> Contribution:
    """A story that was declined, changed, published and taken down, with all of it sealed."""
    by, above = actors.team(moderator), actors.team(lead)
    kept = contribution()
    screened(kept)
    workflow.decline(kept.pk, by=by, reason="names", message="There is a name in it.")
    run_jobs()
    workflow.replace(kept.pk, offer(title="Another title"), by=C)
    run_jobs()
    workflow.approve(kept.pk, by=by, reason="crisis")
    run_jobs()
    workflow.take_down(kept.pk, by=above, reason="staff", message="A doctor is named.")
    audit.seal()
    return kept


def test_what_was_sent_what_changed_by_which_role_under_which_guideline(whole):
    one, two = whole.submissions.order_by("number")
    found = record(whole)
    assert [(text["text"], text["sha256"]) for text in found["texts"]] == [
        (1, one.content_hash),
        (2, two.content_hash),
    ]
    assert told(whole) == [
        ("submit", "contributor", 1, ""),
        ("decline", "team", 1, "names"),
        ("replace", "contributor", 1, ""),
        ("submit", "contributor", 2, ""),
        ("approve", "team", 2, ""),
        ("publish", "system", 2, ""),
        ("take_down", "team", 2, "staff"),
    ]
    hashes = {1: one.content_hash, 2: two.content_hash}
    assert all(line["sha256"] == hashes[line["text"]] for line in found["lines"])
    seals = [line["seal"] for line in found["lines"]]
    assert len({*seals}) == 7
    assert {*seals} <= {*AuditEntry.objects.values_list("hash", flat=True)}


def test_no_words_no_names_and_no_numbers_of_people_are_in_it(whole, moderator, lead):
    text = json.dumps(record(whole)) + certificate.as_text(certificate.of(whole))
    page = opened(whole).get(f"/your-stories/{whole.pk}/certificate/").content.decode()
    for word in ("Another title", "garlic", "Ruth", "lead", "moderator", "doctor is named"):
        assert word not in text, word
    for word in ("Another title", "garlic", "Ruth", "moderator@", "doctor is named"):
        assert word not in page, word
    one = record(whole)["lines"][1]
    assert sorted(one) == ["action", "at", "by", "guideline", "seal", "sha256", "text"]


INTERNAL = [Action.SCREEN, Action.CLAIM, Action.RELEASE, Action.ESCALATE, Action.RETURN_TO_QUEUE]


def test_an_alarm_and_its_end_leave_no_line(moderator, lead):
    by, above = actors.team(moderator), actors.team(lead)
    kept = contribution()
    screened(kept)
    claims.claim(kept.pk, by=by)
    workflow.escalate(kept.pk, by=by, reason="crisis", message="Please look.")
    workflow.return_to_queue(kept.pk, by=above, reason="other", message="It is fine.")
    audit.seal()
    done = {*Event.objects.values_list("action", flat=True)}
    assert done >= {"screen", "claim", "escalate", "return_to_queue"}
    assert told(kept) == [("submit", "contributor", 1, "")]


def test_nothing_shows_through_a_grace(moderator):
    """Nor that the end of the chain moved, nor a decision that was taken back."""
    by = actors.team(moderator)
    kept = contribution()
    screened(kept)
    audit.seal()
    AuditHead.objects.create(seq=1, hash=audit.head()[1], entries=1)

    def seen() -> dict:
        return {name: value for name, value in record(kept).items() if name != "issued_at"}

    before = seen()
    workflow.decline(kept.pk, by=by, reason="names", message="No.")
    audit.seal()
    assert audit.head()[0] > 1
    assert seen() == before
    workflow.take_back(kept.pk, by=by)
    audit.seal()
    assert seen() == before
    workflow.approve(kept.pk, by=by)
    audit.seal()
    assert seen() == before
    run_jobs()
    audit.seal()
    assert [line[0] for line in told(kept)] == ["submit", "approve", "publish"]


def test_places_in_the_chain_are_not_told(whole):
    """From the gap between two of one's own somebody could count what was done in between."""
    text = json.dumps(record(whole))
    assert '"seq"' not in text
    assert '"prev"' not in text
    assert '"salt"' not in text


def test_what_is_not_sealed_yet_says_so():
    kept = contribution()
    assert record(kept)["lines"][0]["seal"] == ""
    page = opened(kept).get(f"/your-stories/{kept.pk}/certificate/")
    assert "No seal yet." in said(page)
    audit.seal()
    assert record(kept)["lines"][0]["seal"] == audit.head()[1]
    page = opened(kept).get(f"/your-stories/{kept.pk}/certificate/")
    assert audit.head()[1] in said(page)


def test_it_is_found_from_the_story_and_in_the_copy_of_all(whole):
    page = opened(whole).get(f"/your-stories/{whole.pk}/")
    assert f'href="/your-stories/{whole.pk}/certificate/"' in page.content.decode()
    answer = opened(whole).get(f"/your-stories/{whole.pk}/my-data.zip")
    with ZipFile(io.BytesIO(answer.content)) as pack:
        copied = json.loads(pack.read("certificate.json"))
        assert (
            "We took the story off the site, by our team" in pack.read("certificate.txt").decode()
        )
    assert copied["lines"] == record(whole)["lines"]


def test_nobody_else_gets_it(moderator):
    kept = contribution()
    for user in (None, person("other@example.org"), moderator):
        client = Client()
        if user is not None:
            client.force_login(user)
        for name in ("certificate/", "certificate.txt", "certificate.json"):
            assert client.get(f"/your-stories/{kept.pk}/{name}").status_code == 404


def test_an_erased_story_has_none():
    kept = submission_in(State.PUBLISHED).contribution
    workflow.erase_all(kept.pk, by=C)
    for name in ("certificate/", "certificate.txt", "certificate.json"):
        answer = opened(kept).get(f"/your-stories/{kept.pk}/{name}")
        assert answer.status_code in (302, 404)


# --- checking one --------------------------------------------------------------------------------


def check(tmp_path, found: dict, capsys) -> str:
    """What the command says of it, with "!" before it where it exits with an error."""
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(found))
    try:
        call_command("verify_certificate", str(file))
    except SystemExit:
        return "!" + capsys.readouterr().err.strip()
    return capsys.readouterr().out.strip()


def test_a_whole_one_holds_also_later(whole, tmp_path, capsys, lead):
    AuditHead.objects.create(seq=audit.head()[0], hash=audit.head()[1], entries=9)
    found = record(whole)
    assert found["head"]["seal"] == audit.head()[1]
    assert check(tmp_path, found, capsys).startswith("It holds")
    workflow.restore(whole.pk, by=actors.team(lead), reason="other", message="It is fine.")
    audit.seal()
    assert check(tmp_path, found, capsys).startswith("It holds")
    workflow.erase_all(whole.pk, by=C)
    audit.seal()
    assert check(tmp_path, found, capsys).startswith("It holds")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"action": "approve"}, "!Line 2 is not what happened."),
        ({"by": "contributor"}, "!Line 2 is not what happened."),
        ({"guideline": "staff"}, "!Line 2 is not what happened."),
        ({"sha256": "0" * 64}, "!Line 2 is not what happened."),
        ({"at": "2020-01-01T00:00:00+00:00"}, "!Line 2 is not what happened."),
        ({"seal": "0" * 64}, "!Line 2 has a seal that is not in the log."),
        ({"seal": ""}, "It holds"),
    ],
)
def test_a_changed_line_is_named(whole, tmp_path, capsys, change, says):
    found = record(whole)
    found["lines"][1] |= change
    assert check(tmp_path, found, capsys).startswith(says)


def test_a_line_with_the_seal_of_another_is_named(whole, tmp_path, capsys):
    found = record(whole)
    found["lines"][1]["seal"] = found["lines"][0]["seal"]
    assert check(tmp_path, found, capsys) == "!Line 2 is not what its row of the log tells."


def test_another_text_or_end_is_named(whole, tmp_path, capsys):
    found = record(whole)
    found["texts"][0]["sha256"] = "0" * 64
    found["head"] = {"seal": "0" * 64, "at": found["issued_at"]}
    said_ = check(tmp_path, found, capsys)
    assert said_ == "!Text 1 is not as it was sent.\nThis chain has no such end."


def test_history_that_was_rewritten_does_not_hold(whole, tmp_path, capsys):
    """A row of the log and the event that it is of are changed together, by who owns both."""
    found = record(whole)
    as_superuser(
        f"UPDATE {TABLE} SET facts = facts || '{{\"reason\": \"staff\"}}' WHERE kind = 'decline'"
    )
    broken = "The log itself is broken."
    first = check(tmp_path, found, capsys)
    assert first.startswith("!Line 2 stands on a row of the log that was changed.")
    assert broken in first
    as_superuser("UPDATE moderation_event SET reason = 'staff' WHERE action = 'decline'")
    assert check(tmp_path, found, capsys).startswith("!Line 2 is not what happened.")


def test_what_is_no_certificate(tmp_path):
    file = tmp_path / "soup.json"
    for text in ("soup", "{}", '{"marrow_certificate": 2, "story": "x"}', "[]"):
        file.write_text(text)
        with pytest.raises(CommandError):
            call_command("verify_certificate", str(file))
    with pytest.raises(CommandError):
        call_command("verify_certificate", str(tmp_path / "none.json"))


def test_lines_from_before_the_log_have_no_seal(whole, tmp_path, capsys):
    as_superuser(f"DELETE FROM {TABLE} WHERE seq = 1")
    assert record(whole)["lines"][0]["seal"] == ""
    assert Submission.objects.filter(created_at__gt=Now() - timedelta(minutes=5)).exists()
