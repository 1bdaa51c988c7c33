"""The guidelines by their codes: each is a section of the page, and what a message points to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django import forms
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from stories.editions import Content, Kind, Shape
from stories.words import LANGUAGES, Words, in_words, together, validate_markup

DECLINED = "declined"  # the end of the page: no message is about it

# In the order of the page: the title, then its paragraphs. A code, once given, is not renamed:
# messages and addresses hold it. The organisation may put other words in place of these.
SHIPPED: dict[str, tuple[Promise, ...]] = {
    "own-words": (
        _("It is your own story"),
        _(
            "Tell what happened to you, or to someone you love or care for. Use your own words. "
            "Say how you are part of it: as a patient, a wife, a son, a donor, a nurse."
        ),
        _(
            "Someone may help you to write. That is fine. Please do not send us a text that "
            "someone else wrote or published. If a file name, a note or a heading from somewhere "
            "else slipped in, we will ask you about it."
        ),
    ),
    "names": (
        _("Names"),
        _(
            "You choose the name above your story. It can be your first name, a name you made up, "
            "or only letters. We suggest that you leave out your family name. Once many people "
            "have read a name, nobody can take it back."
        ),
        _("Later on you can always hide more of your name. That works at once."),
    ),
    "contact": (
        _("Ways to find you"),
        _(
            "Please leave out phone numbers, e-mail and home addresses, your date of birth, and "
            "hospital or insurance numbers. Strangers read this site too, and some of them look "
            "for exactly that."
        ),
        _("“In spring”, “I was about forty”, “a town by the sea” tell as much as a reader needs."),
    ),
    "staff": (
        _("Doctors, nurses and hospitals"),
        _(
            "Please write “my doctor” or “the nurse on nights” and not their names, in praise as "
            "well as in anger. They cannot answer here. The name of a hospital or ward can also "
            "show who you are."
        ),
        _(
            "You may say that something went wrong. If you want it looked into, the hospital has "
            "people for complaints, and they must answer you. We cannot do that part."
        ),
    ),
    "others": (
        _("Other people in your story"),
        _(
            "Your story has other people in it. They did not choose to be on this page. “My "
            "sister” is enough. If you tell about someone who is ill now, please ask them first. "
            "Be most careful with children: one day they will be able to read it."
        ),
        _(
            "If someone has died, you may tell your own grief. Think of what they would have "
            "wanted, and of the others who miss them."
        ),
    ),
    "treatment": (
        _("Treatment"),
        _(
            "Tell us what you were given, how it felt, and what helped you. Please tell it as "
            "your own experience and not as advice. “It helped me” is a story. “You should take "
            "it” can hurt someone whose illness is not like yours."
        ),
        _(
            "Please leave out exact doses. We do not publish that something cures cancer when "
            "that is not known, or that anyone should stop a treatment."
        ),
    ),
    "selling": (
        _("Selling and links"),
        _(
            "Nothing is sold here and no money is collected here. So we leave out links, shops, "
            "fundraising pages and accounts on other sites. You may say that you ran for charity. "
            "The story is about you and not the collecting box."
        ),
    ),
    "crisis": (
        _("When it is too much"),
        _(
            "You may write about fear, despair, and not wanting to go on. Many people here have "
            "felt it. It is not a reason to decline a story."
        ),
        _(
            "If your words sound as if you need someone now, we look at them sooner and with more "
            "than one person, and we may write to you if you gave us an address. But we are not "
            "always here, so please do not wait for us. [Here is who you can call.](/help/)"
        ),
        _(
            "We leave out descriptions of how someone hurt themselves, because reading it can be "
            "dangerous for others."
        ),
    ),
    "respect": (
        _("Respect"),
        _(
            "Be as angry as you are. Please do not put down other people for who they are, what "
            "they believe, where they come from, or how they choose to live with their illness. "
            "Everyone here is somebody's next page."
        ),
    ),
    "declined": (
        _("If we decline a story"),
        _(
            "Most of the time we do not decline. We ask you to change a sentence, and you send it "
            "again."
        ),
        _(
            "Sometimes we cannot publish a story. Then a person, never a machine, tells you why "
            "and which point on this page it is about. It is about the story. It is never about "
            "you, and it does not mean that what happened to you matters less."
        ),
        _(
            "You can change it and send it again, as often as you like. If you think we got it "
            "wrong, you can ask [on the page of your story](/your-stories/) that somebody else "
            "looks. They decide anew."
        ),
    ),
}


def _title_now(code: str) -> str:
    return SECTIONS.current()[code].title


_title = lazy(_title_now, str)
# Those that messages can be about, each with its title as it is when it is shown.
GUIDELINES = {code: _title(code) for code in SHIPPED if code != DECLINED}


@dataclass(frozen=True)
class Section:
    """One point of the page. One that rests is on no page; old messages are still about it."""

    code: str
    titles: Words
    texts: Words
    position: int
    rests: bool = False

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_words(self.titles)

    @property
    def text(self) -> str:
        return in_words(self.texts)


class SectionForm(Shape):
    title_en = forms.CharField(label=_("Title (English)"), max_length=80)
    title_es = forms.CharField(label=_("Title (Spanish)"), max_length=80)
    text_en = forms.CharField(
        label=_("Words (English)"),
        help_text=_(
            "An empty line begins a new paragraph. A link is [words](/help/) or "
            "[words](https://www.example.org/). Nothing else is markup."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
        validators=[validate_markup],
    )
    text_es = forms.CharField(
        label=_("Words (Spanish)"),
        widget=forms.Textarea(attrs={"rows": 8, "lang": "es"}),
        max_length=4000,
        validators=[validate_markup],
    )
    position = forms.IntegerField(
        label=_("Place on the page"),
        help_text=_("Smaller numbers come first; those that ship are 10, 20, 30, …"),
        min_value=0,
        max_value=999,
    )
    rests = forms.BooleanField(
        label=_("It rests"),
        help_text=_(
            "It is taken off the page, and no new message can be about it. What was said "
            "before keeps its title. A code is never given away again."
        ),
        required=False,
    )

    def clean_rests(self) -> bool:
        if self.cleaned_data["rests"] and self.part == DECLINED:
            raise forms.ValidationError(
                gettext("People must always find what happens when we decline.")
            )
        return self.cleaned_data["rests"]


@cache
def shipped() -> dict[str, Content]:
    found = {}
    for position, (code, words) in enumerate(SHIPPED.items(), start=1):
        content: Content = {"position": 10 * position, "rests": False}
        for language in LANGUAGES:
            with override(language):
                title, *paragraphs = map(str, words)
            content |= {f"title_{language}": title, f"text_{language}": "\n\n".join(paragraphs)}
        found[code] = content
    return found


def value(code: str, content: Content) -> Section:
    titles, texts = together("title", content), together("text", content)
    return Section(code, titles, texts, content["position"], content["rests"])


SECTIONS = Kind(
    name="guidelines",
    title=_("Guidelines"),
    help=_(
        "Each is a section of the page /guidelines/, and what a message to a contributor points to."
    ),
    form=SectionForm,
    shipped=shipped,
    value=value,
    grows=True,
    preview=("about/_guideline.html", "section"),
)


def page() -> list[Section]:
    """The sections that readers see, in order; what happens to a declined story comes last."""
    shown = [one for one in SECTIONS.current().values() if not one.rests]
    return sorted(shown, key=lambda one: (one.code == DECLINED, one.position, one.code))


def titles() -> dict[str, str]:
    """What a message can be about: the titles by their codes, in the order of the page."""
    return {one.code: one.title for one in page() if one.code != DECLINED}


def title(code: str, *, at: datetime) -> str:
    """What this guideline was called then, which is what its reader was told; "" for none."""
    found = SECTIONS.at(at).get(code)
    return found.title if found else ""
