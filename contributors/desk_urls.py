"""What leads do when somebody told us of a death; belongs under /desk/in-memory/."""

from django.urls import path

from contributors.views import life

urlpatterns = [
    path("", life.told, name="in-memory-told"),
    path("<uuid:pk>/", life.decide, name="in-memory-decide"),
]
