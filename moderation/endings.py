"""Where a story ends up, in its contributor's words: a headline, what it means, the last step."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.models import Submission
from moderation.states import State

Words = str | Promise

ENDINGS: dict[State, tuple[Words, Words, Words]] = {
    State.CHANGES_REQUESTED: (
        _("We would like to publish it, with a change"),
        _(
            "Please read our message below. You decide: you can change your story and send it "
            "again, or leave it, or take it back. There is no hurry."
        ),
        _("We wrote to you"),
    ),
    State.DECLINED: (
        _("We will not publish this story as it is"),
        _(
            "This is about these words on this site, not about you. Our message below says why. "
            "You can change your story and send it again."
        ),
        _("We wrote to you"),
    ),
    State.APPROVED: (
        _("One more yes is needed"),
        _(
            "We have read it, and we say yes. It is about another person, so it waits for their "
            "yes now. As soon as they say it, these words are on the site."
        ),
        _("It waits for one more yes"),
    ),
    State.PUBLISHED: (
        _("Your story is on the site"),
        _("You can change it, or take it off, whenever you like."),
        _("It is published"),
    ),
    State.PAUSED: (
        _("Your story is paused"),
        _("Nobody can read it on the site now. You can put it back whenever you like."),
        _("It is paused"),
    ),
    State.HELD: (
        _("Your story rests while somebody looks"),
        _(
            "Readers told us about something in it. It is off the site while one of us looks, and "
            "nobody can read it there now. You have done nothing wrong by this. We write to you "
            "when we have looked."
        ),
        _("Somebody looks at it"),
    ),
    State.TAKEN_DOWN: (
        _("We took your story off the site"),
        _("Nobody can read it there now. Our message below says why."),
        _("We took it off"),
    ),
    State.WITHDRAWN: (
        _("You took your story back"),
        _("It is not on the site, and nobody reads it any more."),
        _("You took it back"),
    ),
    State.SUPERSEDED: (
        _("You sent other words in its place"),
        _("These words are not read any more."),
        _("You sent other words"),
    ),
}


def on_its_day(submission: Submission) -> tuple[Words, Words, Words] | None:
    """The same of what is approved for a day that was chosen, and told so; None for all else."""
    if not submission.scheduled or submission.in_grace:
        return None
    assert submission.publish_at is not None
    return for_a_day(submission.publish_at)


def for_a_day(moment: datetime) -> tuple[Words, Words, Words]:
    """What is said of a story that is approved and public from this moment."""
    at = timezone.localtime(moment)
    day, hour = formats.date_format(at, "DATE_FORMAT"), formats.date_format(at, "TIME_FORMAT")
    return (
        gettext("We say yes. It will be on the site on %(day)s") % {"day": day},
        gettext(
            "We have read it, and everybody can read it from %(day)s, %(hour)s. You can take it "
            "back, or change it, until then and whenever you like."
        )
        % {"day": day, "hour": hour},
        gettext("It waits for its day"),
    )
