"""Mail about new stories: to ask for it, to confirm it, to stop it."""

from django.urls import path

from readers import alert_views

urlpatterns = [
    path("", alert_views.ask, name="alerts"),
    path("stop/<slug:token>/", alert_views.stop, name="alerts-stop"),
    path("<slug:token>/", alert_views.confirm, name="alerts-confirm"),
]
