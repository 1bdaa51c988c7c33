"""Rules of the house that a machine can hold."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import resolve
from django.utils.translation import override

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["jobs", "mail", "accounts", "stories", "library", "moderation", "contributors", "readers"]
HANDLERS = r"click|load|submit|change|input|error|focus|key\w+"
EDGE = {
    "views",
    "api",
    "serializers",
    "urls",
    "admin",
    "forms",
    "middleware",
    "adapter",
    "network",
    "feeds",
}

# Every field of every room, by what it is. A new field must be put in one of the three.
PUBLIC = {
    "stories.Diagnosis": "slug abbreviation abbreviation_es code group position name_en "
    "name_es description_en description_es parents",
    "stories.DiagnosisTerm": "diagnosis language kind text folded",
    "stories.DiagnosisPath": "above below",
    "stories.Facet": "kind slug name_en name_es within since until position",
    "stories.Story": "slug content_hash title passages lead words language relation display_name "
    "facets diagnosed labels tags group photo searchable embeddable social example in_memory "
    "thanks published_at revised_at search",
    "stories.Tally": "one other stories",
    "stories.Pick": "story position",
    "stories.Portrait": "story name format data",
    "stories.StoryTopic": "story diagnosis direct position published_at",
    "stories.Tombstone": "story_id gone_at",
    "stories.PublicEdition": "kind part number content at",
    "stories.Figure": "quarter kind code number",
    "library.PictureFile": "name width format data at",
}
PERSONAL = {
    "accounts.User": "email language groups user_permissions last_login password code_digest",
    "mail.Mail": "to subject text html key",
    "moderation.Contribution": "contributor email code_digest language receipt_digest "
    "take_down_digest",
    "moderation.Submission": "title passages language diagnoses relation facets display_name "
    "shown_as hidden diagnosed recognisable photo photo_alt photo_by photo_credit labels",
    "moderation.Photo": "original digest format width height left top across down",
    "moderation.PhotoFile": "format width height data",
    "moderation.DeskSettings": "user languages avoids avoids_on",
    "moderation.Recusal": "user",
    "moderation.Look": "user",
    "moderation.Card": "to by",
    "moderation.Duty": "user",
    "moderation.Message": "author body",
    "moderation.Suggestion": "title passages display_name",
    "moderation.CaseNote": "body",
    "moderation.OnCall": "person first_day last_day",
    "moderation.DrillAnswer": "person drill choice guideline",
    "moderation.Consent": "use text_version text_hash language given_at expires_at withdrawn_at",
    "moderation.Subject": "kind born link_digest",
    "moderation.SubjectAnswer": "by said text_version text_hash language at",
    "moderation.Sketch": "bands",
    "moderation.Finding": "dismissed_by dismissed_because",
    "moderation.Thanks": "wanted by_mail readers",
    "contributors.Draft": "answers owner code_digest receipt_digest",
    "contributors.Wish": "what contact_digest alive_digest told_at",
    "readers.Report": "page words email named language answer network_mark address_mark",
    "readers.Follower": "email language stop_digest",
    "readers.Alert": "follower diagnosis link_digest",
}
OPERATIONAL = {
    "jobs.Job": "kind subject key created_at not_before sent_at lease_until lease_token attempts "
    "last_error done_at done_by dead_at",
    "jobs.Periodic": "every next_run_at",
    "jobs.Heartbeat": "at",
    "mail.Mail": "message_id kind state created_at sent_at",
    "accounts.User": "is_staff is_active is_superuser joined_at code_sent_at code_tries",
    "accounts.Count": "times until",
    "accounts.AuditEntry": "at kind actor about facts salt seq prev hash",
    "accounts.AuditHead": "seq hash entries at",
    "moderation.DeskSettings": "ready_first keys photos_veiled scope_diagnoses scope_languages "
    "daily_mail",
    "moderation.Recusal": "contribution at",
    "moderation.Look": "contribution until",
    "moderation.Card": "kind contribution message created_at done_at",
    "moderation.Duty": "day",
    "moderation.Contribution": "story_id key_digest sent_digest email_confirmed_at code_sent_at "
    "code_tries version example created_at erased_at asked_at in_memory",
    "moderation.Submission": "contribution number content_hash created_at state due_at claimed_by "
    "claimed_until decided_from decided_by settles_at settled_at story published_at "
    "erased_at first_by publish_at "
    "not_by appealed_at claimed_since checks noticed",
    "moderation.Photo": "draft contribution bare turn developed_at refused created_at",
    "moderation.PhotoFile": "photo cut",
    "moderation.Consent": "contribution",
    "moderation.Subject": "contribution asked_at",
    "moderation.SubjectAnswer": "subject content_hash",
    "moderation.Sketch": "contribution",
    "moderation.Finding": "submission check_id severity field start end reason dismissed_at",
    "moderation.Event": "submission version action from_state to_state party actor reason "
    "content_hash at",
    "moderation.Message": "submission party version internal created_at guideline quotes case",
    "moderation.Case": "contribution because opened_at due_at passed_on_at taken_by taken_at "
    "outcome proposed_by proposed_at closed_by closed_at",
    "moderation.CaseEvent": "case action role actor code at",
    "moderation.CaseNote": "case author created_at",
    "moderation.DrillAnswer": "answered_at",
    "moderation.Suggestion": "message became",
    "contributors.Draft": "key contribution version created_at updated_at sent_at reminders "
    "send_at promised",
    "contributors.Wish": "contribution paused confirmed_at confirmed_by done_at spent",
    "moderation.Edition": "kind part number content at by why",
    "moderation.Reckoning": "at figures",
    "moderation.Deed": "kind subject at written_at",
    "moderation.Thanks": "contribution told told_at",
    "readers.Report": "reference story_id reason grave created_at seen_at closed_at outcome "
    "erased_at",
    "readers.Follower": "number mailed_at",
    "readers.Alert": "asked_at confirmed_at counted_from counted_to",
}


def fields(model) -> set[str]:
    return {
        field.name
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not (field.primary_key and field.name in ("id", "kind", "process", "key"))
    }


@pytest.mark.parametrize(
    "model", [model for room in ROOMS for model in apps.get_app_config(room).get_models()], ids=str
)
def test_every_field_is_public_personal_or_operational(model):
    label = model._meta.label
    named = [
        name for kind in (PUBLIC, PERSONAL, OPERATIONAL) for name in kind.get(label, "").split()
    ]
    assert sorted(named) == sorted(fields(model)), label


def test_the_public_room_holds_only_public_fields():
    rooms = (apps.get_app_config(room) for room in ("stories", "library"))
    labels = {model._meta.label for room in rooms for model in room.get_models()}
    assert labels == set(PUBLIC)


def modules(*rooms: str):
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_http_stays_at_the_edge():
    """Forms, views and APIs know requests; verbs, models and jobs do not."""
    for path, tree in modules("jobs", "mail", "stories", "library", "moderation"):
        if EDGE & {*path.relative_to(ROOT).with_suffix("").parts}:
            continue
        if path.name in ("about.py", "sitemaps.py", "paging.py", "filters.py"):
            continue  # translators of the public room
        found = {
            name
            for name in imported(tree)
            if name.startswith(("django.http", "rest_framework", "django.shortcuts"))
        }
        assert not found, f"{path}: a module of the domain imports {found}"


def test_only_the_workflow_changes_a_state():
    for path, tree in modules(*ROOMS):
        if path.name == "transition.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    state = isinstance(target, ast.Attribute) and target.attr == "state"
                    assert not state, f"{path}:{node.lineno}: only a transition changes a state"


def test_only_the_relay_talks_to_the_broker():
    for path, tree in modules(*ROOMS, "config"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("delay", "apply_async"):
                assert path.name == "relay.py", f"{path}:{node.lineno}: owe a job instead"


def test_nothing_is_marked_safe():
    """Stories are plain text; only portraits are made by us and are markup."""
    for path, tree in modules(*ROOMS, "config"):
        names = imported(tree)
        if "django.utils.safestring.mark_safe" in names:
            assert path.name in ("portraits.py", "marrow.py"), path
    for path in (ROOT / "templates").rglob("*.html"):
        ours = path.read_text().replace(".help_text|safe", "")  # help texts are in our code
        assert "|safe" not in ours, path


def test_no_page_carries_its_own_script_or_style():
    """The content security policy would stop it; say so here first."""
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        wrong = re.findall(rf"<style|\sstyle=|\son(?:{HANDLERS})=|javascript:", text)
        assert not wrong, f"{path}: {wrong}"
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or 'type="application/json"' in script, f"{path}: {script}"


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_drawing_of_the_workflow_is_fresh():
    call_command("workflow_diagram", check=True)


def test_every_address_of_the_promise_is_served():
    """Links, feeds and other people's programs rely on these."""
    story = "00000000-0000-4000-8000-000000000000"
    for url in [
        "/",
        "/diagnoses/",
        "/diagnoses/mcl/",
        "/stories/",
        f"/stories/{story}/a-title/",
        "/diagnoses/mcl/feed.atom",
        "/stories/feed.atom",
        "/sitemap.xml",
        "/about/",
        "/help/",
        "/privacy/",
        "/guidelines/",
        "/accessibility/",
        "/information/",
        "/information/bone-marrow-tests/",
        "/information/models/",
        "/information/models/bone-marrow-test/",
        "/report/",
        "/report/ABCD-EFGH/",
        "/about/figures/",
        "/about/embed/",
        "/embed/",
        "/embed/marrow.js",
        "/card.png",
        "/diagnoses/mcl/card.png",
        "/information/bone-marrow-tests/card.png",
        "/information/pictures/abcdefghijklmnopqrstuv-640.avif",
        f"/embed/{story}/",
        f"/stories/{story}/card.png",
        "/oembed/",
        "/share/",
        "/your-stories/",
        f"/your-stories/{story}/",
        "/in-memory/abcdefghij/",
        f"/thanks/{story}/",
        "/alerts/",
        "/alerts/abcdefghij/",
        "/alerts/stop/abcdefghij/",
        "/accounts/login/",
        "/desk/",
        "/desk/next/",
        f"/desk/{story}/",
        "/admin/",
        "/api/v1/stories/",
        "/api/v1/diagnoses/",
        "/api/v1/consents/",
        "/api/v1/submissions/",
        f"/api/v1/submissions/{story}/",
        f"/api/v1/submissions/{story}/decisions/",
        f"/api/v1/submissions/{story}/confirm-email/",
        "/api/v1/queue/",
        "/api/v1/schema/",
        "/api/v1/docs/",
        "/health/live",
        "/health/ready",
        "/es/",
        "/es/share/",
        "/es/diagnoses/mcl/",
    ]:
        with override("es" if url.startswith("/es/") else "en"):
            assert resolve(url), url
