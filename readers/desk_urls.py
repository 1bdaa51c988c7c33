"""What leads do with reports; belongs under /desk/reports/."""

from django.urls import path

from readers import desk

urlpatterns = [
    path("", desk.listing, name="reports"),
    path("<uuid:pk>/", desk.one, name="report-one"),
    path("<uuid:pk>/look/", desk.look, name="report-look"),
    path("<uuid:pk>/erase/", desk.erase, name="report-erase"),
]
