"""The questions about the story: how its teller knows the illness, whose it is, and its words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from contributors import prompts
from contributors.forms.question import CHOOSE, WRITE, Question
from moderation import subjects
from moderation.offers import BETWEEN, RECOGNISABLE
from stories.models import LANGUAGES, Relation

EARLIER = "earlier_"  # with a number: the passages before the last


def earlier(answers: Mapping[str, Any]) -> list[str]:
    """The names of the passages before the last."""
    return [f"{EARLIER}{number}" for number in range(len(answers.get("days", [])))]


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
            (subjects.Kind.CHILD, _("The story of my child, who is living and under 18")),
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
        choices=[("", _("Choose")), *((str(number), name) for number, name in MONTHS.items())],
        error_messages=CHOOSE
        | {"required": _("Please write the month and the year in which your child was born.")},
    )
    born_year = forms.CharField(
        label=_("In which year?"),
        error_messages={"required": _("Please write the year.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def adapt(self) -> None:
        """Ask for the month of a living child alone; who lost someone is met by that first."""
        about, died = self.fields["about"], subjects.Kind.DIED
        others = [one for one in about.choices if one[0] != died]  # type: ignore[attr-defined]
        mine = (died, _("The story of someone who has died, also a daughter or a son"))
        lost = self.answers.get("relation") == Relation.BEREAVED
        about.choices = [mine, *others] if lost else [*others, mine]  # type: ignore[attr-defined]
        if self.is_bound and self.data.get("about") != subjects.Kind.CHILD:
            self.fields["born_month"].required = self.fields["born_year"].required = False


class Words(Question):
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
    language = forms.ChoiceField(
        label=_("Which language do you write in?"), choices=LANGUAGES, error_messages=CHOOSE
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
        self.order_fields([*names, "body", *prompts.BOXES, "title", "language"])

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
        self.order_fields(["body", *names, "title", "language"])

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
