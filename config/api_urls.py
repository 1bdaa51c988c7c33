"""The addresses of the API, version 1."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

from moderation import api as moderation
from stories import api as stories

OPEN = {"permission_classes": [AllowAny], "authentication_classes": [], "metadata_class": None}

router = SimpleRouter(use_regex_path=False)
router.register("stories", stories.StoryViewSet, basename="story")
router.register("diagnoses", stories.DiagnosisViewSet, basename="diagnosis")
router.register("submissions", moderation.SubmissionViewSet, basename="submission")
router.register("queue", moderation.QueueViewSet, basename="queue")
router.register("consents", moderation.ConsentViewSet, basename="consent")

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(**OPEN), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema", **OPEN), name="docs"),
    *router.urls,
]
