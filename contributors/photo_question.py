"""The question of the share form that asks for a photo."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors import pictures
from contributors.forms import CHOOSE, TYPED, WRITE, Question
from moderation import album
from moderation.pictures import ALT, KIN, MYSELF, OTHER

EVERYONE = _(
    "Everyone who can be seen in it agrees to be on this site. Nobody's name badge, letter or "
    "address can be read."
)
LIVING = _(
    "Everyone who is living and can be seen in it agrees to be on this site. For someone who has "
    "died I agree. Nobody's name badge, letter or address can be read."
)


class Photo(Question):
    """A file, and once it is there, what is said of it. The file itself is no answer of a draft."""

    asks: ClassVar = {"photo": "file"}
    ticks: ClassVar = (pictures.AGREED,)

    photo_crop = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, label=_("How shall we show it?")
    )
    photo_alt = forms.CharField(
        label=TYPED["photo_alt"],
        help_text=_(
            "In a few plain words, for people who cannot see it, such as “Me on a bench by the "
            "sea, with a gray scarf”."
        ),
        error_messages=WRITE,
        widget=forms.Textarea(attrs={"rows": 2, "data-limit": ALT, "spellcheck": "true"}),
    )
    photo_by = forms.ChoiceField(
        label=_("Who took it?"),
        choices=[
            (MYSELF, _("I took it myself")),
            (OTHER, _("Somebody else, and they agree that it is shown here")),
            (KIN, _("I do not know: it is an old family photo")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    photo_credit = forms.CharField(
        label=TYPED["photo_credit"],
        help_text=_("Readers see it. Leave it empty if nobody wants to be named."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    photo_agreed = forms.MultipleChoiceField(
        label=_("Before we show it"),
        choices=[("yes", EVERYONE)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": pictures.EVERYONE_AGREES},
    )
    file = forms.FileField(
        label=_("Choose a photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def adapt(self) -> None:
        """Ask what is on a photo only where there is one."""
        self.photo = pictures.photo_of(self.answers)
        if self.photo is None or self.photo.refused:
            for name in (*pictures.FIELDS, pictures.AGREED):
                del self.fields[name]
            self.fields["file"].help_text = _("JPEG, PNG or WebP, up to 10 MB.")
            return
        self.fields["file"].label = _("Use another photo instead")
        if pictures.mourns(self.answers):
            agreed = self.fields["photo_agreed"]
            agreed.choices = [("yes", LIVING)]  # type: ignore[attr-defined]
            agreed.error_messages["required"] = pictures.LIVING_AGREE
        self.fields["photo_crop"].choices = list(pictures.ways(self.photo).items())  # type: ignore[attr-defined]

    def raw(self) -> dict[str, Any]:
        kept = super().raw()
        kept.pop("file", None)
        return kept

    def blank(self) -> dict[str, Any]:
        return {**dict.fromkeys(pictures.FIELDS, ""), pictures.AGREED: []}

    def add_problems(self, problems: dict[str, list[Any]]) -> None:
        """Say why a file was refused, or that there is none yet."""
        super().add_problems(problems)
        if code := self.answers.get("photo_refused"):
            self.add_error("file", str(album.WHY[code]))
        elif self.photo is None:
            self.add_error("file", _("Please choose a photo, or skip this."))
