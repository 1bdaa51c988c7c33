"""The questions of the share form. They collect; what may be kept is for Offer and consents to say.

Nothing here is cut, stripped or lost: `raw` is what the person typed, right or wrong, and it is
kept before anybody judges it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contributors import prompts
from moderation import consents, subjects, threads
from moderation.offers import BETWEEN, RECOGNISABLE, normalised
from stories import told
from stories.models import LANGUAGES, Facet, Relation
from stories.text import fold

EARLIER = "earlier_"  # with a number: the passages before the last
FIRST, OTHER, ANONYMOUS = "first", "other", "anonymous"
NAMED = [
    (FIRST, _("By my first name")),
    (OTHER, _("By another name that I choose")),
    (ANONYMOUS, _("I stay anonymous")),
]
CHOOSE = {"required": _("Please choose one of these."), "invalid_choice": _("Please choose again.")}
AS_GUARDIAN = _("For a child's story we need this yes of a parent or guardian.")
WRITE = {"required": _("Please write something here.")}
LEAVE_OUT = _("Leave it out")


def earlier(answers: Mapping[str, Any]) -> list[str]:
    """The names of the passages before the last."""
    return [f"{EARLIER}{number}" for number in range(len(answers.get("days", [])))]


class Question(forms.Form):
    """One page of the share form. `problems` of an offer appear at the field that asks for it."""

    use_required_attribute = False
    asks: ClassVar[dict[str, str]] = {}  # an offer's field that has another name here
    ticks: ClassVar[tuple[str, ...]] = ()  # fields with several answers

    def __init__(self, *args: Any, answers: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.adapt()

    def adapt(self) -> None:
        """Fit the question to what was answered before."""

    def raw(self) -> dict[str, Any]:
        """What was typed and ticked; a field that was not sent at all is left as it was.

        But no browser sends a group of buttons of which none is pressed.
        """
        kept: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name in self.ticks:
                ticked = self.data.getlist(name)  # type: ignore[attr-defined]
                kept[name] = [one.replace("\0", "") for one in ticked]
            elif name in self.data or isinstance(field.widget, forms.RadioSelect):
                # PostgreSQL's JSON has no room for NUL, and no keyboard types it.
                kept[name] = normalised(self.data.get(name, "")).replace("\0", "")
        return kept

    def blank(self) -> dict[str, Any]:
        """No answer at all, as one gives by skipping."""
        return {name: [] if name in self.ticks else "" for name in self.fields}

    def add_problems(self, problems: dict[str, list[Any]]) -> None:
        """Show what is wrong with the offer at the fields asked here, each once."""
        for name, errors in problems.items():
            asked = self.asks.get(name, name)
            if asked in self.fields and asked not in self.errors:
                self.add_error(asked, errors)


class Who(Question):
    relation = forms.ChoiceField(
        label=_("How do you know this illness?"),
        help_text=_("Readers see it in one word beside your name, such as “Patient” or “Family”."),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class Whose(Question):
    asks: ClassVar = {"born": "born_month"}

    about = forms.ChoiceField(
        label=_("Whose story is it?"),
        help_text=_(
            "Readers do not see this. In your own story too, others should not be recognisable: "
            "leave out their names, and what only they could be known by."
        ),
        choices=[
            (subjects.ME, _("My own: what it was like for me")),
            (subjects.Kind.ADULT, _("The story of an adult who is living")),
            (subjects.Kind.CHILD, _("The story of my child, who is under 18")),
            (subjects.Kind.DIED, _("The story of someone who has died")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    born_month = forms.ChoiceField(
        label=_("In which month was your child born?"),
        help_text=_(
            "So that we can ask them when they are grown up. Nobody sees it, and we need no day."
        ),
        choices=[("", ""), *((str(number), name) for number, name in MONTHS.items())],
        error_messages=CHOOSE
        | {"required": _("Please write the month and the year in which your child was born.")},
    )
    born_year = forms.CharField(
        label=_("In which year?"),
        error_messages={"required": _("Please write the year.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def adapt(self) -> None:
        """Ask for the month of a child alone."""
        if self.is_bound and self.data.get("about") != subjects.Kind.CHILD:
            self.fields["born_month"].required = self.fields["born_year"].required = False


class Words(Question):
    language = forms.ChoiceField(
        label=_("Which language do you write in?"), choices=LANGUAGES, error_messages=CHOOSE
    )
    body = forms.CharField(
        label=_("Your story"),
        help_text=_(
            "Most people write one or two pages, but a few lines are fine, and so is much more. "
            "There is room for 20,000 characters, about ten pages. Nothing is ever cut."
        ),
        error_messages={"required": _("Please write your story here.")},
        widget=forms.Textarea(
            attrs={"rows": 18, "data-limit": settings.MARROW_MAX_CHARACTERS, "spellcheck": "true"}
        ),
    )
    title = forms.CharField(
        label=_("A title for it"),
        help_text=_("A few words, perhaps a line from your story. Please leave out full names."),
        error_messages={"required": _("Please give it a title.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def adapt(self) -> None:
        """Give each passage of a story with several its own field, named by its day."""
        names = earlier(self.answers)
        self.boxes()
        if not names:
            return
        first, added = _("Your story, written on %(day)s"), _("Added on %(day)s")
        days = [*self.answers["days"], self.answers["dated"]]
        for name, day in zip([*names, "body"], days, strict=True):
            label = added if self.fields.keys() & names else first
            self.fields[name] = forms.CharField(
                label=label % {"day": date_format(date.fromisoformat(day))},
                required=False,
                widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true"}),
            )
        self.fields[names[0]].help_text = _(
            "To take a part out, empty its field. There is room for %(limit)s characters in "
            "all parts together. Nothing is ever cut."
        ) % {"limit": number_format(settings.MARROW_MAX_CHARACTERS, force_grouping=True)}
        self.order_fields(["language", *names, "body", *prompts.BOXES, "title"])

    def boxes(self) -> None:
        """Give each question its box, where it is written along questions or holds words.

        What a page sends is kept in any case: it may show boxes that another window put together.
        """
        asked = self.answers.get(prompts.WAY) == prompts.QUESTIONS
        wanted = prompts.BOXES if asked else prompts.filled(self.answers)
        sent = () if self.data is self.answers else self.data
        names = [name for name in prompts.BOXES if name in wanted or name in sent]
        for name in names:
            label, help_text = prompts.of(self.answers)[name]
            self.fields[name] = forms.CharField(
                label=label, help_text=help_text, required=False, widget=box()
            )
        if not names:
            return
        body = self.fields["body"]
        body.required, body.widget.attrs["data-together"] = False, ""
        body.label, body.help_text = _("What you wrote so far"), ""
        if asked and "body" not in sent and not self.answers.get("body", "").strip():
            del self.fields["body"]
        self.order_fields(["language", "body", *names, "title"])

    def add_problems(self, problems: dict[str, list[Any]]) -> None:
        """Say of a story that it is empty at the first question, where there is no one box."""
        if "body" in problems and "body" not in self.fields:
            problems = {**problems, prompts.BOXES[0]: problems["body"]}
        super().add_problems(problems)


def box() -> forms.Textarea:
    """The room for an answer to one question; the limit is for all boxes together."""
    limit = settings.MARROW_MAX_CHARACTERS
    attrs = {"rows": 7, "data-limit": limit, "data-together": "", "spellcheck": "true"}
    return forms.Textarea(attrs=attrs)


class Recognisable(Question):
    recognisable = forms.ChoiceField(
        label=_("Could somebody else be recognised in your story?"),
        help_text=_("Only our team sees your answer."),
        choices=list(RECOGNISABLE.items()),
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class Update(Question):
    """Only the new words; all that a reader knows already stays as it is."""

    body = forms.CharField(
        label=_("Your new words"),
        error_messages=WRITE,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
    )

    def adapt(self) -> None:
        told = [self.answers[name] for name in earlier(self.answers)]
        left = max(0, settings.MARROW_MAX_CHARACTERS - len(BETWEEN.join([*told, ""])))
        self.fields["body"].widget.attrs["data-limit"] = left
        self.fields["body"].help_text = _(
            "A few lines are enough. With all that you told before, there is room for %(limit)s "
            "more characters. Nothing is ever cut."
        ) % {"limit": number_format(left, force_grouping=True)}


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
        "phase": _("Where in it are you, or is the person you write about?"),
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


class ReceiptForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("Your receipt code"),
        help_text=_("20 letters and figures. Capitals, spaces and dashes do not matter."),
        error_messages={"required": _("Please write the code here.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class AddressForm(forms.Form):
    """An address in place of one that was mistyped, or where there was none."""

    use_required_attribute = False
    email = address_field(required=True)


class CodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("The code from the mail"),
        help_text=_("8 figures."),
        error_messages={"required": _("Please write the code here.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AnswerForm(forms.Form):
    use_required_attribute = False
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Only our team can read it. It is never shown on the site."),
        strip=False,
        error_messages=WRITE,
        widget=forms.Textarea(
            attrs={"rows": 6, "data-limit": threads.LONGEST, "spellcheck": "true"}
        ),
    )


class KeepForm(AnswerForm):
    """A few words, if they like, to a team that is asked to read the same story again."""

    answer = forms.CharField(
        label=_("Is there something that we should know?"),
        help_text=_("You need not say anything. Only our team can read it."),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 6, "data-limit": threads.LONGEST, "spellcheck": "true"}
        ),
    )


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


# What people type, by its name in a form; the rest of a form is not theirs to copy.
TYPED: dict[str, Any] = {
    name: form.base_fields[name].label
    for form, names in (
        (Words, ("body", "title")),
        (Naming, ("name",)),
        (Address, ("email",)),
        (AnswerForm, ("answer",)),
    )
    for name in names
} | {
    **{name: label for name, (label, _help) in prompts.of({}).items()},
    "photo_alt": _("What is on it?"),
    "photo_credit": _("A name to thank below it"),
}


def typed(data: Mapping[str, str], labels: Mapping[str, Any] = TYPED) -> list[tuple[Any, str]]:
    """What was typed, with its label, to give it back on a page that could not keep it."""
    parts = {name: labels["body"] for name in data if name.startswith(EARLIER)}
    every = {**parts, **labels}
    return [(label, data[name]) for name, label in every.items() if data.get(name, "").strip()]
