"""The questions about its person: what readers may know, and what they agree to."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contributors.forms.question import CHOOSE, Question
from moderation import consents, subjects
from stories import told
from stories.models import Facet
from stories.text import fold

FIRST, OTHER, ANONYMOUS = "first", "other", "anonymous"
NAMED = [
    (FIRST, _("By my first name")),
    (OTHER, _("By another name that I choose")),
    (ANONYMOUS, _("I stay anonymous")),
]
AS_GUARDIAN = _("For a child's story we need this yes of a parent or guardian.")
LEAVE_OUT = _("Leave it out")


class Naming(Question):
    asks: ClassVar = {"display_name": "name"}

    named = forms.ChoiceField(
        label=_("How may we call you beside your story?"),
        help_text=_("Readers see no other name of you. It need not be your real one."),
        choices=NAMED,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    name = forms.CharField(
        label=_("The name to show"),
        help_text=_(
            "A first name or a made-up name is enough. A full name, an age or a birth year can "
            "help strangers find you. Leave it empty if you stay anonymous."
        ),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )

    def adapt(self) -> None:
        self.fields["name"].required = self.data.get("named") in (FIRST, OTHER)
        self.fields["name"].error_messages["required"] = _("Please write the name to show.")

    def add_problems(self, problems: dict[str, list[Any]]) -> None:
        """Ask for the name only once we know that there is to be one."""
        if "named" not in self.errors:
            super().add_problems(problems)


class About(Question):
    """How much is told beside the name; nothing at all is where each dial begins."""

    asks: ClassVar = {"diagnosed": "year"}

    age = forms.ChoiceField(
        label=_("How old were you, or the person you write about, at the diagnosis?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    place = forms.ChoiceField(
        label=_("Which country, or part of the world?"), required=False, error_messages=CHOOSE
    )
    when = forms.ChoiceField(
        label=_("When was the diagnosis?"),
        required=False,
        choices=[
            ("", LEAVE_OUT),
            ("season", _("The season and the year")),
            ("year", _("Only the year")),
            (told.SINCE, _("Only how many years ago it was")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    season = forms.ChoiceField(
        label=_("The season, as you call it where you live"), error_messages=CHOOSE
    )
    year = forms.CharField(
        label=_("The year"),
        help_text=_("Four figures. From it we also count how many years ago it was."),
        error_messages={"required": _("Please write the year with four figures.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def adapt(self) -> None:
        ages = [(one.slug, one.name) for one in facets() if one.kind == Facet.Kind.AGE]
        self.choose("age", [("", LEAVE_OUT), *ages])
        self.choose("place", [("", LEAVE_OUT), *places()])
        seasons = [(name, capfirst(str(word))) for name, word in told.SEASONS.items()]
        self.choose("season", [("", _("Please choose")), *seasons])
        if self.is_bound:  # asked for only once there is to be a date
            self.fields["season"].required = self.data.get("when") == "season"
            self.fields["year"].required = bool(self.data.get("when"))

    def choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def raw(self) -> dict[str, Any]:
        """What was chosen; of age and place nothing but what is on the list."""
        kept = super().raw()
        known = {one.slug for one in facets()} | {""}
        return {
            name: answer if name not in ("age", "place") or answer in known else ""
            for name, answer in kept.items()
        }

    def add_problems(self, problems: dict[str, list[Any]]) -> None:
        """Speak of the year only once there is a season."""
        if "season" not in self.errors:
            super().add_problems(problems)


class More(Question):
    """Facets by kind; each kind is one optional field, and together they are `facets`."""

    asks: ClassVar = {"facets": "phase"}
    ticks: ClassVar = ("phase", "treatment", "topic")
    LABELS: ClassVar = {
        "phase": _("Where are you now, or the person you write about?"),
        "treatment": _("Which treatments does your story tell of?"),
        "topic": _("What else is it about?"),
    }

    def adapt(self) -> None:
        for kind, label in self.LABELS.items():
            self.fields[kind] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=[(f.slug, f.name) for f in facets() if f.kind == kind],
                widget=forms.CheckboxSelectMultiple,
                error_messages=CHOOSE,
            )


def address_field(*, required: bool) -> forms.EmailField:
    """Where somebody writes their own address."""
    return forms.EmailField(
        label=_("Your e-mail address"),
        required=required,
        max_length=254,
        error_messages={
            "required": _("Please write your address here."),
            "invalid": _("This does not look like an e-mail address. Please look at it again."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class Address(Question):
    email = address_field(required=False)


class Agreement(Question):
    ticks: ClassVar = ("consents", "guardian")

    consents = forms.MultipleChoiceField(
        label=_("What do you agree to?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE
        | {
            "required": _(
                "To publish your story we need your yes to the first sentence. If you are not "
                "sure, you can stop here; nothing has been sent."
            )
        },
    )

    def adapt(self) -> None:
        language = self.answers.get("language") or "en"
        if subjects.named(self.answers) == subjects.Kind.CHILD:
            text = subjects.Text(subjects.By.GUARDIAN, language).text
            self.fields["guardian"] = forms.MultipleChoiceField(
                label=_("For your child"),
                choices=[("yes", text)],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": AS_GUARDIAN},
            )
        texts = consents.current(language)
        self.fields["consents"].choices = [(text.use, text.text) for text in texts]  # type: ignore[attr-defined]


def facets() -> list[Facet]:
    """What may be chosen today, in the order of the file."""
    return list(Facet.objects.filter(until=None))


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """The countries by their names under each part of the world, which may be chosen itself."""
    known = [one for one in facets() if one.kind == Facet.Kind.PLACE]
    found = []
    for part in (one for one in known if not one.within):
        within = [(one.slug, one.name) for one in known if one.within == part.slug]
        only = (part.slug, gettext("%(place)s, no country") % {"place": part.name})
        found.append((part.name, [only, *sorted(within, key=lambda row: fold(row[1]))]))
    return found
