"""The pages of the link that somebody hands on, for the day when they have died."""

from django.urls import path

from contributors.views import life

urlpatterns = [
    path("not/<slug:token>/", life.alive, name="in-memory-not"),
    path("<slug:token>/", life.in_memory, name="in-memory"),
]
