"""What a visitor may do: tell us about a problem."""

from django.urls import path

from readers import views

urlpatterns = [path("", views.report, name="report")]
