"""Every mail in both languages: plain words, a way to the page, and nothing about illness."""

import re

import pytest
from django.conf import settings

from mail.models import Mail
from mail.outbox import owe_template
from moderation import notifications
from stories.models import Diagnosis
from tests.factories import contribution

pytestmark = pytest.mark.django_db
KINDS = ["confirm", "receipt", "decision", "published", "withdrawn", "report"]
KINDS += ["one_more_yes", "yes_missing", "comes_of_age", "draft_held", "declined_ends", "address"]
KINDS += ["case", "case_late", "reach_out"]
KINDS += ["held", "reported", "report_received", "report_answered"]
KINDS += ["asked", "desk_day", "alert_confirm", "read_again"]
PATH = "/your-stories/3f2b/"


def mail(kind: str, language: str = "en") -> Mail:
    context = {"path": PATH, "code": "1234-5678", "days": 90, "until": "May 1", "count": 2}
    key = f"{kind}:{language}"
    owe_template(kind, to="ruth@example.org", key=key, language=language, context=context)
    return Mail.objects.get(key=key)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_whole(kind, language):
    row = mail(kind, language)
    assert 5 < len(row.subject) < 60
    assert row.text.rstrip().startswith(row.text[0])
    assert settings.SITE_URL in row.text
    assert ("1234-5678" in row.text) is (kind == "confirm")
    assert (PATH in row.text) is (kind != "confirm")
    assert "{" not in row.text + row.subject
    assert "&" not in row.text
    assert "<html" in row.html
    assert f'lang="{language}"' in row.html


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_names_no_illness_and_no_story(kind, language):
    row = mail(kind, language)
    names = Diagnosis.objects.values_list("name_en", "name_es", "abbreviation")
    words = {name.lower() for row_ in names for name in row_ if len(name) > 3}
    words |= {"cancer", "cáncer", "blood", "sangre", "illness", "enfermedad", "story", "historia"}
    text = f"{row.subject} {row.text} {settings.DEFAULT_FROM_EMAIL}".lower().replace(PATH, "")
    found = [word for word in words if re.search(rf"\b{re.escape(word)}\b", text)]
    assert found == []


@pytest.mark.parametrize(("language", "root"), [("en", "/"), ("es", "/es/")])
def test_the_link_leads_to_the_page_in_their_language(language, root):
    kept = contribution(email="ruth@example.org", language=language)
    kept.email_confirmed_at = kept.created_at
    notifications.owe("decision", kept, about=1)
    row = Mail.objects.get(kind="decision")
    assert f"{settings.SITE_URL}{root}your-stories/{kept.pk}/\n" in row.text


def test_the_mail_after_withdrawing_says_where_to_complain():
    assert f"{settings.SITE_URL}/es/report/" in mail("withdrawn", "es").text
    assert f"{settings.SITE_URL}/report/" in mail("withdrawn", "en").text
