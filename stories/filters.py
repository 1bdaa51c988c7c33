"""What narrows a list of stories: the same words in the address of a page and of the API."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from stories.forms import FilterForm, WordsField
from stories.models import LANGUAGES, PUBLIC_RELATION, Diagnosis, Facet, Story, StoryQuerySet
from stories.search import Understood
from stories.vocabulary import vocabulary


class WordsFilter(CharFilter):
    field_class = WordsField


class StoryFilter(FilterSet):
    """Stories that answer `q`, `diagnosis`, `relation`, `language` and facets, in any order.

    A value that we do not know is an error of `form`; `qs` leaves it out and narrows by the others.
    """

    q = WordsFilter(
        method="by_words",
        label=_("Words"),
        help_text="Words to look for; names of diagnoses are understood, also misspelt. Where no "
        "story about them holds the other words, all stories about them answer; where no story "
        "holds words of grief, those by people who lost someone do.",
    )
    diagnosis = CharFilter(
        method="by_diagnosis",
        label=_("Diagnosis"),
        help_text="Slug of a diagnosis, or another word for it; those below it are included.",
    )
    relation = ChoiceFilter(choices=list(PUBLIC_RELATION.items()), label=_("Told by"))
    language = ChoiceFilter(choices=LANGUAGES, label=_("Language"))
    phase = CharFilter(method="by_facet", label=Facet.Kind.PHASE.label)
    treatment = CharFilter(method="by_facet", label=Facet.Kind.TREATMENT.label)
    topic = CharFilter(method="by_facet", label=Facet.Kind.TOPIC.label)
    age = CharFilter(method="by_facet", label=Facet.Kind.AGE.label)
    place = CharFilter(
        method="by_place",
        label=Facet.Kind.PLACE.label,
        help_text="Two letters of a country (ISO 3166-1, in lower case), or a part of the world, "
        "which includes its countries.",
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
        found = super().filter_queryset(stories)
        meant = self.form.cleaned_data.get("q") or Understood("")
        for wider in meant.wider:
            if found.exists():
                break
            self.form.cleaned_data["q"] = wider
            found = super().filter_queryset(stories)
        return found

    def by_words(self, stories: StoryQuerySet, name: str, value: Understood) -> StoryQuerySet:
        return stories.meaning(value)

    def by_diagnosis(self, stories: StoryQuerySet, name: str, value: Diagnosis) -> StoryQuerySet:
        return stories.about(value)

    def by_facet(self, stories: StoryQuerySet, name: str, value: str) -> StoryQuerySet:
        return stories.filter(facets__contains=[value])

    def by_place(self, stories: StoryQuerySet, name: str, value: str) -> StoryQuerySet:
        return stories.filter(facets__overlap=vocabulary().covers(value))
