"""What every page of the share form has in common.

Nothing here is cut, stripped or lost: `raw` is what the person typed, right or wrong, and it is
kept before anybody judges it.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.offers import normalised

CHOOSE = {"required": _("Please choose one of these."), "invalid_choice": _("Please choose again.")}
WRITE = {"required": _("Please write something here.")}


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
