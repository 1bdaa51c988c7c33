"""The page of the person whom a story is about."""

from django.urls import path

from contributors.views import about_you

urlpatterns = [
    path("<slug:token>/", about_you.page, name="about-you"),
    path("<slug:token>/photo.jpg", about_you.photo, name="about-you-photo"),
]
