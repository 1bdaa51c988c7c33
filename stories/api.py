"""The public room's door for programs: reading only, the same words as the pages use."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.exceptions import APIException, NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from stories import veil
from stories.filters import StoryFilter
from stories.models import Diagnosis, Story, Tombstone


class Gone(APIException):
    status_code = 410
    default_detail = "This story is no longer here. Its contributor or the team took it back."


class DiagnosisRef(serializers.ModelSerializer):
    class Meta:
        model = Diagnosis
        fields = ["slug", "abbreviation", "name_en", "name_es"]


class DiagnosisSerializer(DiagnosisRef):
    parents: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    synonyms = serializers.SerializerMethodField()

    class Meta(DiagnosisRef.Meta):
        fields = [
            *DiagnosisRef.Meta.fields,
            "code",
            "description_en",
            "description_es",
            "parents",
            "synonyms",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_synonyms(self, diagnosis: Diagnosis) -> list[str]:
        kept = (term for term in diagnosis.terms.all() if term.kind != "misspelling")
        return sorted({term.text for term in kept})


class PassageSerializer(serializers.Serializer):
    text = serializers.CharField()
    dated = serializers.DateField()


class StoryListSerializer(serializers.ModelSerializer):
    diagnoses = DiagnosisRef(many=True, read_only=True)
    url = serializers.SerializerMethodField()
    content_notes: Any = serializers.ListField(
        child=serializers.ChoiceField(list(veil.NOTES)),
        source="notes",
        read_only=True,
        help_text="What it tells of that a reader may want to know before, the hardest first. They "
        "may change after it was published; `death`, `dying` and `relapse` are under the veil.",
    )

    class Meta:
        model = Story
        fields = [
            "id",
            "url",
            "title",
            "lead",
            "language",
            "relation",
            "display_name",
            "diagnoses",
            "facets",
            "diagnosed",
            "content_notes",
            "words",
            "example",
            "published_at",
            "revised_at",
        ]

    def get_url(self, story: Story) -> str:
        return self.context["request"].build_absolute_uri(f"/stories/{story.pk}/{story.slug}/")


class StorySerializer(StoryListSerializer):
    passages = PassageSerializer(many=True, read_only=True)

    class Meta(StoryListSerializer.Meta):
        fields = [*StoryListSerializer.Meta.fields, "passages"]


class StoryViewSet(viewsets.ReadOnlyModelViewSet):
    """Published stories, newest first; the parameters are those of the listing page."""

    authentication_classes = ()
    permission_classes = [AllowAny]
    queryset = Story.objects.all()
    filterset_class = StoryFilter
    lookup_value_converter = "uuid"

    def get_queryset(self):
        return Story.objects.in_list() if self.action == "list" else Story.objects.with_diagnoses()

    def get_serializer_class(self):
        return StoryListSerializer if self.action == "list" else StorySerializer

    @extend_schema(responses={200: StorySerializer, 404: None, 410: None})
    def retrieve(self, request: Request, pk: uuid.UUID) -> Response:
        story = self.get_queryset().filter(pk=pk).first()
        if story is None:
            gone = Tombstone.objects.filter(pk=pk).exists()
            raise Gone if gone else NotFound
        return Response(self.get_serializer(story).data)


class DiagnosisViewSet(viewsets.ReadOnlyModelViewSet):
    """The diagnoses: names, what they are, their parents, and the words people use for them."""

    authentication_classes = ()
    permission_classes = [AllowAny]
    pagination_class = None
    filter_backends = ()
    lookup_field = "slug"
    lookup_value_converter = "slug"
    queryset = Diagnosis.objects.prefetch_related("parents", "terms")
    serializer_class = DiagnosisSerializer
