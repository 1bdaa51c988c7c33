"""What a visitor may do: tell us about a problem, and see what came of it."""

from django.urls import path

from readers import views

urlpatterns = [
    path("", views.report, name="report"),
    path("find/", views.find, name="report-find"),
    path("<str:reference>/", views.outcome, name="report-outcome"),
]
