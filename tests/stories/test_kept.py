"""What the privacy page says is kept is what the models keep."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.utils.translation import override

from jobs.work import PERIODS
from stories.kept import kept
from tests.architecture.test_house import PERSONAL

DOC = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"

# Each line of the page, and the personal fields that it tells of. A new personal field must be told
# in one of them; a line without any is of what is kept and says nothing of a person.
TOLD = {
    "draft": {"contributors.Draft": "answers owner"},
    "words": {
        "moderation.Submission": "title passages language diagnoses relation facets display_name "
        "shown_as hidden diagnosed recognisable labels",
        "moderation.Sketch": "bands",
    },
    "photo": {
        "moderation.Submission": "photo photo_alt photo_by photo_credit",
        "moderation.Photo": "original digest format width height left top across down",
        "moderation.PhotoFile": "format width height data",
    },
    "agreed": {
        "moderation.Consent": "use text_version text_hash language given_at expires_at withdrawn_at"
    },
    "about": {
        "moderation.Subject": "kind born link_digest",
        "moderation.SubjectAnswer": "by said text_version text_hash language at",
    },
    "address": {"moderation.Contribution": "email code_digest language"},
    "codes": {
        "moderation.Contribution": "receipt_digest take_down_digest",
        "contributors.Draft": "code_digest receipt_digest",
    },
    "account": {
        "accounts.User": "email language groups user_permissions last_login password code_digest",
        "moderation.Contribution": "contributor",
    },
    "desk": {"moderation.DeskSettings": "user languages avoids avoids_on"},
    "together": {
        "moderation.Recusal": "user",
        "moderation.Look": "user",
        "moderation.Card": "to by",
        "moderation.Duty": "user",
    },
    "practice": {
        "moderation.OnCall": "person first_day last_day",
        "moderation.DrillAnswer": "person drill choice guideline",
    },
    "wish": {"contributors.Wish": "what contact_digest alive_digest told_at"},
    "helped": {"moderation.Thanks": "wanted by_mail readers"},
    "talk": {
        "moderation.Message": "author body",
        "moderation.Suggestion": "title passages display_name",
    },
    "care": {"moderation.CaseNote": "body"},
    "done": {"moderation.Finding": "dismissed_by dismissed_because"},
    "mail": {"mail.Mail": "to subject text html key"},
    "report": {"readers.Report": "page words named language answer network_mark address_mark"},
    "reporter": {"readers.Report": "email"},
    "alerts": {
        "readers.Follower": "email language stop_digest",
        "readers.Alert": "follower diagnosis link_digest",
    },
    "network": {},
}


def pairs(lines) -> list[tuple[str, str]]:
    return sorted(
        (label, name) for line in lines for label, names in line.items() for name in names.split()
    )


def test_every_personal_field_is_told_once():
    assert pairs(TOLD.values()) == pairs([PERSONAL])


@pytest.mark.parametrize("root", ["/", "/es/"])
def test_the_page_has_every_line_with_all_of_its_words(client, root):
    html = unescape(client.get(f"{root}privacy/").content.decode())
    assert re.findall(r'id="kept-(\w+)"', html) == list(TOLD)
    with override(root.strip("/") or "en"):
        for line in kept():
            for words in (line.what, line.why, line.where, line.how_long, line.who):
                assert str(words).strip()
                assert str(words) in html


def test_the_inventory_for_engineers_names_every_model_with_something_personal():
    inventory = DOC.read_text().split("## Inventory")[1].split("## What the verbs")[0]
    for label in PERSONAL:
        assert f"{label.split('.')[1]}" in inventory, label


def test_each_time_is_held_by_a_job_that_runs():
    held = re.findall(r"`(forget-\w+)`", DOC.read_text().split("## How long")[1])
    assert sorted(set(held)) == sorted(name for name in PERIODS if name.startswith("forget-"))


def test_the_times_are_those_of_this_host(settings, client):
    settings.MARROW_KEEP_DRAFTS = settings.MARROW_KEEP_MAIL = settings.MARROW_KEEP_DECLINED * 3
    html = client.get("/privacy/").content.decode()
    assert "270 days after your last word" in html
    assert html.count("270 days") == 2
