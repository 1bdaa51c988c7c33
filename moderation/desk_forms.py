"""What the team asks of one another, and how each wants to work."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import holders
from moderation import cards, duties
from moderation.content_labels import Label
from moderation.models import DeskSettings
from moderation.offers import normalised
from stories.models import LANGUAGES, Diagnosis

SOMEBODY = _("Please choose somebody of the team.")


class OfTheTeam(forms.Form):
    """Chooses one of the team, or nobody."""

    to = forms.ChoiceField(
        label=_("Who"), required=False, error_messages={"invalid_choice": SOMEBODY}
    )

    def __init__(
        self, *args: Any, team: list[tuple[str, str]], nobody: str = "", **kwargs: Any
    ) -> None:
        """`team`: numbers and names; `nobody`: what choosing nobody means, "" where one must."""
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nobody or gettext("Choose somebody")), *team]
        field.required = not nobody
        field.error_messages["required"] = SOMEBODY

    @property
    def colleague(self) -> User | None:
        """Who was chosen."""
        chosen = self.cleaned_data.get("to")
        return User.objects.get(pk=int(chosen)) if chosen else None


class WordField(forms.CharField):
    """A few words within the team."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": 3, "data-limit": cards.LONGEST}
        super().__init__(
            widget=forms.Textarea(attrs=attrs),
            validators=[MaxLengthValidator(cards.LONGEST)],
            strip=False,
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        return super().clean(normalised(value or "").strip())


class HandOverForm(OfTheTeam):
    """Gives a story to a colleague."""

    use_required_attribute = False
    prefix = "hand"
    words = WordField(label=_("A word to them"))


class AskForm(OfTheTeam):
    """Asks a colleague, or everyone."""

    use_required_attribute = False
    prefix = "ask"
    words = WordField(label=_("Your question"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, nobody=gettext("Everyone of the team"), **kwargs)


class AnswerForm(forms.Form):
    """Answers a question."""

    use_required_attribute = False
    words = WordField(label=_("Your answer"))


class DutyForm(OfTheTeam):
    """Gives a day to somebody."""

    use_required_attribute = False
    prefix = "day"
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ("day", "to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, nobody=gettext("Nobody"), **kwargs)
        today = timezone.localdate()
        attrs = self.fields["day"].widget.attrs
        attrs["min"], attrs["max"] = today.isoformat(), (today + duties.AHEAD).isoformat()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not timezone.localdate() <= day <= timezone.localdate() + duties.AHEAD:
            raise forms.ValidationError(gettext("Please choose a day of the next four weeks."))
        return day


class SettingsForm(forms.ModelForm):
    """How one person of the team wants to work. What they avoid holds for today."""

    avoids = forms.MultipleChoiceField(
        label=_("Topics I would rather not read today"),
        choices=Label.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "You are not offered these until midnight. Nobody is told. Only where nobody else "
            "takes a story and its deadline is near, it comes to you too, and says so first."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages I read"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to be offered all."),
    )

    class Meta:
        model = DeskSettings
        fields = ("avoids", "languages", "ready_first", "photos_veiled", "keys", "daily_mail")
        labels = {
            "ready_first": _("Show me what a story is about first, and its words when I am ready"),
            "photos_veiled": _("Show photos gray and blurred until I ask"),
            "keys": _("Letters on the keyboard press buttons"),
            "daily_mail": _("Send me one mail a day: how many wait for me, and since when"),
        }

    def __init__(self, data: Any = None, *, instance: DeskSettings) -> None:
        avoided = instance.avoided(timezone.localdate())
        super().__init__(data, instance=instance, initial={"avoids": avoided})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.avoids_on = timezone.localdate() if data.get("avoids") else None
        return data

    @property
    def scope(self) -> list[str]:
        """What an organiser gave this person to read, in words; nothing where it is all."""
        given = Diagnosis.objects.filter(slug__in=self.instance.scope_diagnoses)
        spoken = [str(name) for code, name in LANGUAGES if code in self.instance.scope_languages]
        return [*(one.label for one in given), *spoken]


class ByAddress(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        return user.email


class ScopeForm(forms.ModelForm):
    """What an organiser gives one of the team to read; nothing chosen is all of it."""

    user = ByAddress(label=_("Who"), queryset=User.objects.none())
    scope_diagnoses = forms.MultipleChoiceField(
        label=_("Diagnoses, each with all below it"), required=False
    )
    scope_languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = DeskSettings
        fields = ("user", "scope_diagnoses", "scope_languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["user"]
        else:  # whoever reads stories and has no row yet
            people = [one.pk for one in holders("moderate")]
            who = self.fields["user"]
            who.queryset = User.objects.filter(pk__in=people, desk=None)  # type: ignore[attr-defined]
        field = self.fields["scope_diagnoses"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sorted((one.slug, one.label) for one in Diagnosis.objects.all())
