"""A story that is sent: kept once, whole, with what was agreed to."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobs.models import Job
from moderation import actors, consents, workflow
from moderation.errors import Conflict
from moderation.models import Contribution, Event, Submission
from tests.factories import contribution, offer

pytestmark = pytest.mark.django_db

C = actors.contributor()


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


class TestSubmit:
    def test_keeps_every_character(self):
        kept_text = "  Line one\nline two\nline three\n\n  \u00e9 e\u0301 \U0001f9e1\u200d end  "
        body = "  Line one\r\nline two\rline three\n\n  \u00e9 e\u0301 \U0001f9e1\u200d end  "
        kept = contribution(body=body)
        assert kept.submissions.get().passages == [{"text": kept_text, "dated": "2026-11-01"}]

    def test_owes_its_screening(self):
        kept = contribution()
        assert list(Job.objects.values_list("kind", "subject")) == [
            ("screen", str(kept.submissions.get().pk))
        ]

    def test_same_key_same_words_is_the_same_story(self):
        first, new = workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        again, renewed = workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        assert (first.pk, new, renewed) == (again.pk, True, False)
        assert (Submission.objects.count(), Event.objects.count()) == (1, 1)

    def test_same_key_on_another_day_is_the_same_story(self):
        from datetime import date

        first, _ = workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        later = offer(dated=date(2027, 1, 1))
        again, _ = workflow.submit(later, key="k" * 22, by=C, uses=["website"])
        assert first.pk == again.pk

    def test_an_offer_without_a_date_has_the_hash_that_it_always_had(self):
        known = "d03494adcae3c064478b1379de517b03a035f2378b8770135c52cc06a1afd8bd"
        assert offer().hash == known
        assert offer(diagnosed="2021").hash != known
        assert offer(diagnosed="2021").differs_from(offer())

    def test_same_key_other_words_is_refused(self):
        workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        with pytest.raises(Conflict):
            workflow.submit(offer(title="Other"), key="k" * 22, by=C, uses=["website"])

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", " "),
            ("title", "two\nlines"),
            ("title", "x" * 141),
            ("body", ""),
            ("body", "a\0b"),
            ("body", "a\ud800b"),
            ("body", "x" * 20_001),
            ("display_name", ""),
            ("language", "fr"),
            ("relation", "friend"),
            ("diagnoses", []),
            ("diagnoses", ["mcl", "no-such"]),
            ("facets", ["no-such"]),
            ("diagnosed", "last spring"),
            ("diagnosed", "1929"),
            ("diagnosed", "2021-Spring"),
            ("diagnosed", f"{timezone.now().year + 1}"),
        ],
    )
    def test_refuses_by_field(self, field, value):
        with pytest.raises(ValidationError) as refused:
            contribution(**{field: value})
        assert list(refused.value.message_dict) == [field]
        assert Contribution.objects.count() == 0

    @pytest.mark.parametrize("uses", [(), ("embed",), ("website", "everything")])
    def test_needs_consent_to_the_website(self, uses):
        with pytest.raises(ValidationError) as refused:
            contribution(uses=uses)
        assert list(refused.value.message_dict) == ["consents"]

    def test_keeps_the_text_that_was_agreed_to(self):
        kept = contribution(uses=("website", "embed"), language="es")
        shown = {text.use: text.hash for text in consents.current("es")}
        assert {row.use: row.text_hash for row in kept.consents.all()} == {
            "website": shown["website"],
            "embed": shown["embed"],
        }
