"""Pages for the people who build Marrow, served only where MARROW_DEMO is 1."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Example
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from moderation.changes import changes, pieces
from stories import helplines, listing, paging
from stories.counting import Number

GROUPS = {
    "leukemia": "Acute myeloid leukemia",
    "lymphoma": "Mantle cell lymphoma",
    "hodgkin": "Hodgkin lymphoma",
    "myeloma": "Multiple myeloma",
    "mds": "Myelodysplastic syndromes",
    "mpn": "Polycythemia vera",
    "histiocytic": "Langerhans cell histiocytosis",
    "amyloidosis": "AL amyloidosis",
    "marrow-failure": "Aplastic anemia",
}
NAMES = ["Ruth Okafor", "J.", "Anonymous", "Marta Ruiz", "Li", "Sam", "Ida Berg", "Tomás", "A. N."]
TEXT = (
    "The doctor said a word I had never heard. I wrote it on my hand, so that I could look it up "
    "in the car.\n\nDr. Alvarez at Saint Anne's told us the plan on a Tuesday. You can ring me on "
    "555 0100 if you are where I was.\n\nSome days I did not want to go on. Then my neighbour came "
    "with soup, and stayed."
)


def components(request: HttpRequest) -> HttpResponse:
    """Shows every component of templates/components/ in all its states."""
    now = datetime.now(UTC)
    country = helplines.countries()[0]
    bound = Question({"name": "", "how": "", "story": TEXT, "treatments": []})
    return render(
        request,
        "dev/components.html",
        {
            "alternates": (),  # in one language only
            "stories": [_story(number, group) for number, group in enumerate(GROUPS)],
            "photo": Example(
                src=static("icons/marrow.svg"),
                width=320,
                height=320,
                alt="Cells side by side, as a drawing",
                credit="Ana",
            ),
            "diagnoses": [_diagnosis(group) for group in GROUPS],
            "about": ["45 to 59 at the diagnosis", "Portugal"],
            "plain_form": Question(),
            "error_form": bound,
            "in_our_language": listing.OneLanguage(Number(5), "#"),
            "middle": paging.Page([], newer="a", older="b"),
            "lines": [country.emergency, *country.lines[:2]],
            "chips": [("Mantle cell lymphoma", "?"), ("Caregiver", "?")],
            "crumb_list": [("Diagnoses", "/diagnoses/"), ("Lymphoma", "/diagnoses/lymphoma/")],
            "rows": [
                Example(label="Your title", value="The word on my hand", url="#"),
                Example(label="How you want to be named", value="Ruth", url="#"),
            ],
            "steps": [
                Example(label="Received", text="3 March", now="done"),
                Example(label="Being read", text="Someone from the team is reading it.", now="now"),
                Example(label="Published", text="", now="later"),
            ],
            "events": [
                Example(time=now - timedelta(days=2), text="Received", quote=""),
                Example(time=now, text="The team wrote", quote="Shall we leave out the number?"),
            ],
            "told": [(now.date() - timedelta(days=400), TEXT), (now.date(), "I am well.")],
            "text": TEXT,
            "findings": [
                _finding("Saint Anne's", "note", "Names a hospital."),
                _finding("Dr. Alvarez", "warn", "Names a doctor."),
                _finding("555 0100", "warn", "A phone number.", dismissed=True),
                _finding("did not want to go on", "severe", "May need help soon."),
            ],
            "actions": [
                Example(value="approve", label="Approve", key="a", kind=""),
                Example(value="request_changes", label="Ask for changes", key="c", kind="quiet"),
                Example(value="escalate", label="Escalate", key="e", kind="quiet"),
                Example(value="decline", label="Decline", key="d", kind="danger"),
            ],
            "pieces": pieces("I was ill in May.", "I was very ill in spring."),
            "difference": Example(
                lines=[("Title", pieces("In May", "In spring"))],
                words=changes("I was ill in May.", "I was very ill in spring."),
            ),
            "typed": [("A title for it", "The word on my hand"), ("Your story", TEXT)],
            "in_two_hours": now + timedelta(hours=2),
            "in_two_days": now + timedelta(days=2),
            "just_late": now - timedelta(minutes=40),
        },
    )


class Question(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="How would you like to be named?", help_text="Any name is fine.")
    where = forms.EmailField(label="Your e-mail address", required=False)
    how = forms.ChoiceField(
        label="How do you know this illness?",
        choices=[("patient", "I have it now"), ("family", "Someone in my family has it")],
        widget=forms.RadioSelect,
    )
    treatments = forms.MultipleChoiceField(
        label="Treatments",
        choices=[("chemo", "Chemotherapy"), ("transplant", "Transplant")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    story = forms.CharField(label="Your story", widget=forms.Textarea(attrs={"data-limit": 300}))
    agreed = forms.BooleanField(label="Show it on this website", help_text="You can change it.")


def _diagnosis(group: str) -> Example:
    name = GROUPS[group]
    below = [Example(name=name, abbreviation="MCL", url="#", count=12)]
    return Example(
        group=group,
        name=name,
        short=name,
        slug=group,
        children=below,
        description="A cancer of cells that should have grown up to fight infection.",
    )


def _story(number: int, group: str) -> Example:
    return Example(
        id=UUID(int=2**120 + number * 7919),
        slug="the-word-on-my-hand",
        group=group,
        display_name=NAMES[number],
        relation="patient",
        diagnoses=[_diagnosis(group)],
        diagnosed="2024-spring",
        title="The word on my hand",
        lead=TEXT[:150],
        language="en",
        minutes=4,
        published_at=datetime(2026, 3, 3, tzinfo=UTC),
    )


def _finding(words: str, severity: str, reason: str, *, dismissed: bool = False) -> Example:
    start = TEXT.index(words)
    return Example(
        pk=start,
        field="body",
        start=start,
        end=start + len(words),
        severity=severity,
        reason=reason,
        dismissed=dismissed,
    )
