"""What is kept about people, line by line, as the privacy page says it.

A test holds these lines against every field of every model that holds something personal.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stories import retention

Text = str | Promise
DATABASE = _("In the site's own database")
YOU_AND_TEAM = _("You, and the people who read stories before they are public")
ORGANISERS = _("The few people who run the site")


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept, in the words of the page."""

    name: str
    what: Text
    why: Text
    where: Text
    how_long: Text
    who: Text


def kept() -> tuple[Kept, ...]:
    """Every kind, with this host's own times."""
    times = retention.current()
    return (
        Kept(
            "draft",
            _("What you begin and do not send"),
            _("So that no error and no lost connection costs you a word"),
            DATABASE,
            days(times.drafts.days, after=_("after your last word")),
            _("Only you. Nobody on the team looks at it"),
        ),
        Kept(
            "words",
            _("The story you send: words, illness, the name to show, and all you chose with them"),
            _("To read it, to know which words we both agreed to, and to publish it"),
            _("In the site's own database; once it is published, a copy is on the site"),
            _("Until you have it erased. The copy on the site is gone once you take it off"),
            _("You and the team; everyone, once it is published"),
        ),
        Kept(
            "photo",
            _("A photo, if you send one, without what the camera wrote, and what you say of it"),
            _("To show it beside your story. What readers get is made anew from it"),
            _("In the site's own database. Files made from it are on the site with your story"),
            ngettext(
                "Until you have your story erased. One that you did not send goes with its draft, "
                "or after %(days)d day where you did not sign in",
                "Until you have your story erased. One that you did not send goes with its draft, "
                "or after %(days)d days where you did not sign in",
                times.unsent_photos.days,
            )
            % {"days": times.unsent_photos.days},
            _("You and the team. Everyone sees the files made from it, once it is published"),
        ),
        Kept(
            "agreed",
            _("What you agreed to: the sentence, the day, and the day you took it back"),
            _("So that you and we can always prove what you said yes to"),
            DATABASE,
            _("As long as this site runs, without your words and your address"),
            _("You, and the few people who run the site"),
        ),
        Kept(
            "about",
            _(
                "If you tell another person's story: whether they live, the month in which a child "
                "was born, what they or you said for them and when, and a mark of their link"
            ),
            _("So that nothing about them is published without their yes, or yours for a child"),
            DATABASE,
            _("The month until you have all erased; the answers as long as this site runs"),
            _("You, the team (not the month), and the few people who run the site"),
        ),
        Kept(
            "address",
            _("Your e-mail address, if you give one, your language, and a mark of the code sent"),
            _("To write to you about your story, and for nothing else"),
            DATABASE,
            _("7 days if nobody confirms it; else until you take it back or have all erased"),
            _("The few people who run the site. Never the team that reads stories"),
        ),
        Kept(
            "codes",
            _("Marks of your receipt code and of the links in our mails, never these themselves"),
            _("So that only you can open, change and take off your story"),
            DATABASE,
            _("As long as the empty row of your story"),
            _("Nobody can read a code from its mark"),
        ),
        Kept(
            "account",
            _("Your account, once your address is confirmed: address, language, last sign-in"),
            _("So that you can sign in and find your stories"),
            DATABASE,
            _("Until you erase it yourself, or ask us to"),
            ORGANISERS,
        ),
        Kept(
            "desk",
            _("If you are one of the team: how you like to read, and what you would rather not"),
            _("So that nobody is shown what they cannot bear that day"),
            DATABASE,
            _("Until you change it, or leave the team"),
            _("Only you, and the few people who run the site"),
        ),
        Kept(
            "together",
            _(
                "If you are one of the team: which day is yours, what you and others ask, what you "
                "have open, and that you know somebody whose story it is"
            ),
            _("So that you are not alone with a story, and never read one of somebody you know"),
            DATABASE,
            _("What you have open: for minutes. What is about a story: until it is erased"),
            _("The team; that you know somebody: only leads"),
        ),
        Kept(
            "practice",
            _("If you are one of the team: your days on call, and your answers in practice"),
            _("So that the right person is told at once, and we can all learn"),
            DATABASE,
            _("Until you leave the team and your account is deleted"),
            _("The team sees who is on call. Your answers are yours; leads see them all together"),
        ),
        Kept(
            "wish",
            _("What you wish for your story after your death, and that somebody told us of it"),
            _("To do as you wished. Of the person you trust we keep nothing"),
            DATABASE,
            _("Until you take the wish back, or have the story erased"),
            _("You, and whoever you gave the link; our lead moderators, once somebody told us"),
        ),
        Kept(
            "helped",
            _("How many readers said that your story helped them, if you want to know"),
            _("To tell you. Of the readers we keep nothing"),
            DATABASE,
            _("Until you have the story erased"),
            _("Only you, and the few people who run the site"),
        ),
        Kept(
            "talk",
            _("What you and the team write to each other"),
            _("To talk about your story"),
            DATABASE,
            _("Until you have it erased"),
            YOU_AND_TEAM,
        ),
        Kept(
            "care",
            _("Notes of the team, where somebody might be in danger and was looked after"),
            _("So that everyone who looks after them knows what was done"),
            DATABASE,
            _("Until you have the story erased; that there was a case stays, without words"),
            _("The team. They are about care, and no part of any decision"),
        ),
        Kept(
            "done",
            _("What was done with your story and when, and notes where the team looked twice"),
            _("To be answerable for every decision"),
            DATABASE,
            _("As long as this site runs; it holds no words of yours and not your name"),
            _("The team. You see what was done, and not by whom"),
        ),
        Kept(
            "mail",
            _("That we sent you a mail, and when. Its words and your address until it is sent"),
            _("So that you get each mail, and get it once"),
            DATABASE,
            days(times.mail.days),
            ORGANISERS,
        ),
        Kept(
            "report",
            _(
                "A problem you report: the page, your words, your language, whether it is about "
                "you, what we answer, your address if you give it, and a scrambled mark of your "
                "network"
            ),
            _("To put it right, to answer you, and so that nobody counts as many"),
            DATABASE,
            _(
                "Your words until you erase them with your reference. Your address and the mark "
                "are gone earlier: see below"
            ),
            _("The leads of the team, and the few people who run the site. Never your address"),
        ),
        Kept(
            "reporter",
            _("Of that, your address"),
            _("To tell you that there is an answer"),
            DATABASE,
            days(times.reporters.days, after=_("after our answer")),
            _("Nobody reads it: only our computer writes to it, twice"),
        ),
        Kept(
            "alerts",
            _(
                "If you want mail about new stories: your address, your language, the illness you "
                "chose, and marks of the links in our mails"
            ),
            _("To tell you once a week at most what is new, and for nothing else"),
            DATABASE,
            _(
                "7 days if you do not say yes; else for a year after your last yes, or until you "
                "press the button in one of the mails. Then all of it is erased at once"
            ),
            _("Nobody reads it: only our computer writes to it"),
        ),
        Kept(
            "network",
            _("The number of your computer on the internet (IP address)"),
            _("So that nobody can flood the site, we count a scrambled mark of it"),
            _("Only the mark is kept, in the site's own database"),
            _(
                "A few hours; a day, where you said that a story helped you; longer, where you "
                "reported one: %(days)s"
            )
            % {"days": days(times.report_marks.days)},
            _("Nobody: the mark says nothing to anyone"),
        ),
    )


def days(number: int, *, after: Text = "") -> str:
    """A number of days in words, and after what."""
    text = ngettext("%(number)d day", "%(number)d days", number) % {"number": number}
    return f"{text} {after}".strip()
