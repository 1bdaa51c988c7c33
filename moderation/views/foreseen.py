"""A message as its contributor will read it, before it goes, with the ways on that they have."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.endings import ENDINGS, Words, for_a_day
from moderation.forms import DecisionForm
from moderation.reasons import about
from moderation.states import RULES, Action, Party, State, actions_from
from moderation.suggestions import Difference, difference
from moderation.views.shown import Opened
from stories import guidelines

# What their page offers after it, in the words of its buttons.
NEXT: dict[Action, Promise] = {
    Action.REPLACE: _("Change my story"),
    Action.KEEP: _("Keep my own words"),
    Action.APPEAL: _("Ask somebody else to look"),
    Action.PAUSE: _("Pause it"),
    Action.WITHDRAW: _("Take it back"),
}


@dataclass(frozen=True)
class Foreseen:
    """What their page will say, and the language that it is in."""

    language: str
    headline: Words
    next: Words
    letter: SimpleNamespace | None
    suggested: Difference | None
    can: list[str]


def foreseen(opened: Opened, form: DecisionForm) -> Foreseen:
    """What this decision will look like on its contributor's page, once it takes effect."""
    action, how = form.verb()
    state = _after(opened, form, action)
    with translation.override(opened.contribution.language):
        headline, text, _last = for_a_day(how["at"]) if how.get("at") else ENDINGS[state]
        can = [str(NEXT[one]) for one in _can(opened, state) if one in NEXT]
        return Foreseen(
            language=opened.contribution.language,
            headline=str(headline),
            next=str(text),
            letter=_letter(opened, form, how) if how["message"] else None,
            can=can,
            suggested=difference(form.offer, form.suggested)
            if form.offer and form.suggested
            else None,
        )


def _after(opened: Opened, form: DecisionForm, action: Action) -> State:
    """Where its contributor sees it afterwards; an approval is seen once it is public."""
    to = RULES[State(form.found[action].state), action].to[0]
    known = {State.APPROVED: State.PUBLISHED}
    return known.get(to, to)


def _can(opened: Opened, state: State) -> list[Action]:
    found = actions_from(state, Party.CONTRIBUTOR)
    asked_before = opened.current.appealed_at is not None
    return [one for one in found if not (one is Action.APPEAL and asked_before)]


def _letter(opened: Opened, form: DecisionForm, how: dict) -> SimpleNamespace:
    """The message in the shape that their page shows a kept one in."""
    return SimpleNamespace(
        body=how["message"],
        guideline=about(how["reason"]),
        guideline_title=guidelines.titles().get(about(how["reason"]), ""),
        quoted=[one.of(opened.current.offer).strip() for one in how.get("quotes", [])],
        submission=opened.current,
        party=opened.by.party,
        created_at=timezone.now(),
    )
