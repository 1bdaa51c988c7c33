"""What leads do with reports; belongs under /desk/reports/."""

from django.urls import path

from readers import views

urlpatterns = [
    path("", views.listing, name="reports"),
    path("<uuid:pk>/close/", views.close, name="report-close"),
]
