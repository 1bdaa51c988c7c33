"""What narrows a list of stories: the same words in the address of a page and of the API."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from stories.counting import EVERY, FEW, MOST, Counts, Number, Sample, Tallies, seen
from stories.forms import VEIL, FilterForm, WordsField
from stories.models import LANGUAGES, PUBLIC_RELATION, Diagnosis, Facet, Story, StoryQuerySet
from stories.search import Understood
from stories.tags import Length, tag

# Where one story in `DENSE` may have all tags, the newest are looked through in their order, or
# else what an index finds in none.
DENSE = 100
NEWEST, ANY = 100, 300  # stories looked at, the one way and the other


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
        "holds words of grief, those by people who lost someone do.",
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
        found = self.narrowed(stories)
        for wider in self.meant.wider:
            if found.exists():
                break
            self.form.cleaned_data["q"] = wider
            self.__dict__.pop("tallies", None)
            found = self.narrowed(stories)
        return found

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

    def narrowed(self, stories: StoryQuerySet, *, without: str = "") -> StoryQuerySet:
        """The stories that have every tag and hold the words; `without` one field."""
        meant = Understood("") if without == "q" else self.meant
        tags = [one for name, one in self.chosen.items() if name != without] + meant.tags
        if not (without or meant.rest) and (alone := self._alone(set(tags))):
            return stories.about(alone)
        if len(tags) > 1 and self.tallies.at_most(tags) <= FEW:
            stories = stories.gathered()
        return stories.tagged(tags).holding(meant.rest)

    def _alone(self, tags: set[str]) -> Diagnosis | None:
        """The diagnosis, where it is all that is asked for."""
        asked = [self.form.cleaned_data.get("diagnosis"), *self.meant.diagnoses]
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
        many = len(fixed) + len(self.chosen)
        return Counts(self.chosen, fixed, self.tallies, self._sample() if many > 1 else None)

    def ways_on(self) -> dict[str, Number]:
        """How many stories there are without one field, for each in use: where none answers."""
        return {name: self._sample(without=name).of(EVERY) for name in self.form.chosen}

    def _sample(self, *, without: str = "") -> Sample:
        """Some stories of the list without one field: the fewer, the harder they are to find."""
        stories = self.narrowed(Story.objects.all(), without=without)
        most = self.tallies.at_most([*self.chosen.values(), *self.meant.tags])
        if most <= FEW:
            return seen(stories.newest(), most=MOST)
        if most * DENSE >= self.tallies.at_most([]):
            return seen(stories.newest(), most=NEWEST)
        return seen(stories.order_by(), most=ANY)
