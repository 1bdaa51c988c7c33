"""What narrows a list of stories: the same words in the address of a page and of the API."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from stories.counting import Counts, Number, Sample, Tallies, first_with_any, lengths, seen
from stories.forms import VEIL, FilterForm, WordsField
from stories.models import LANGUAGES, PUBLIC_RELATION, Diagnosis, Facet, Story, StoryQuerySet
from stories.search import Understood
from stories.tags import Length, tag
from stories.vocabulary import Vocabulary


class WordsFilter(CharFilter):
    field_class = WordsField


class StoryFilter(FilterSet):
    """Stories that answer `q`, `diagnosis`, `relation`, `language`, `length` and facets.

    A value that we do not know is an error of `form`; `qs` leaves it out and narrows by the others.
    """

    q = WordsFilter(
        label=_("Words"),
        help_text="Words to look for; names of diagnoses are understood, also misspelt. Where no "
        "story about them holds the other words, all stories about them answer; where no story "
        "holds words of grief, those by people who lost someone do; and where none holds the name "
        "of a medicine or a topic, those marked with that treatment or topic.",
    )
    diagnosis = CharFilter(
        label=_("Diagnosis"),
        help_text="Slug of a diagnosis, or another word for it; those below it are included.",
    )
    relation = ChoiceFilter(choices=list(PUBLIC_RELATION.items()), label=_("Told by"))
    phase = CharFilter(label=Facet.Kind.PHASE.label)
    treatment = CharFilter(label=Facet.Kind.TREATMENT.label)
    topic = CharFilter(label=Facet.Kind.TOPIC.label)
    age = CharFilter(label=Facet.Kind.AGE.label)
    language = ChoiceFilter(choices=LANGUAGES, label=_("Language"))
    length = ChoiceFilter(
        choices=Length.choices,
        label=_("Length"),
        help_text="By the minutes that a slow reader needs, at 200 words a minute.",
    )
    place = CharFilter(
        label=Facet.Kind.PLACE.label,
        help_text="Two letters of a country (ISO 3166-1, in lower case), or a part of the world, "
        "which includes its countries.",
    )
    veil = ChoiceFilter(
        choices=VEIL,
        label=_("How it went"),
        help_text="`on` leaves out stories about a death or an illness that came back.",
    )

    class Meta:
        model = Story
        fields: list[str] = []
        form = FilterForm

    def filter_queryset(self, stories: StoryQuerySet) -> StoryQuerySet:
        """Narrow by all that is asked; where no story holds the words, by what is near to them.

        The form then says what was looked for. It is decided before pages are cut, so that each
        page goes on from the one before.
        """
        meanings = [self.meant, *self.meant.wider]
        found = [self.narrowed(stories, meant=one) for one in meanings]
        place = first_with_any(found)
        if place:
            self.form.cleaned_data["q"] = meanings[place]
        return found[place]

    @property
    def known(self) -> Vocabulary:
        return self.form.vocabulary

    @property
    def meant(self) -> Understood:
        return self.form.cleaned_data.get("q") or Understood("")

    @property
    def chosen(self) -> dict[str, str]:
        """The tag of each field in use."""
        asked = {name: value for name, value in self.form.cleaned_data.items() if name != "q"}
        return {
            name: tag(name, value.slug if isinstance(value, Diagnosis) else value)
            for name, value in asked.items()
            if value
        }

    def narrowed(
        self, stories: StoryQuerySet, *, meant: Understood, without: str = ""
    ) -> StoryQuerySet:
        """The stories that have every tag and hold the words; `without` one field."""
        tags = [one for name, one in self.chosen.items() if name != without] + meant.tags
        if not (without or meant.rest) and (alone := self._alone(set(tags), meant)):
            return stories.about(alone)
        if len(tags) < 2 and not meant.rest:
            return stories.tagged(tags)
        return stories.meeting(tags, meant.rest)

    def _alone(self, tags: set[str], meant: Understood) -> Diagnosis | None:
        """The diagnosis, where it is all that is asked for."""
        asked = [self.form.cleaned_data.get("diagnosis"), *meant.diagnoses]
        return next((one for one in asked if one and tags == {tag("diagnosis", one.slug)}), None)

    # ---- How many there are

    @cached_property
    def tallies(self) -> Tallies:
        """What was counted of all tags that the form and the words ask for."""
        return Tallies.read({*self.chosen.values(), *self.meant.tags})

    def counts(self, sample: Sample | None = None) -> Counts:
        """The numbers beside the list; `sample`: what a search for words looked at."""
        fixed = self.meant.tags
        if sample is not None:
            return Counts(self.chosen, fixed, Tallies(), sample)
        if len(fixed) + len(self.chosen) > 1:
            sample = seen(self.narrowed(Story.objects.all(), meant=self.meant))
        return Counts(self.chosen, fixed, self.tallies, sample)

    def ways_on(self) -> dict[str, Number]:
        """How many stories there are without one field, for each in use: where none answers."""
        return lengths({name: self._without(name) for name in self.form.chosen})

    def _without(self, name: str) -> StoryQuerySet:
        meant = Understood("") if name == "q" else self.meant
        return self.narrowed(Story.objects.all(), meant=meant, without=name)
