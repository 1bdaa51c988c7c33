"""The pages that the link in every mail leads to."""

from django.urls import path

from contributors.views import ownership

urlpatterns = [
    path("<slug:token>/", ownership.take_down, name="take-down"),
    path("<slug:token>/still/", ownership.still, name="take-down-still"),
]
