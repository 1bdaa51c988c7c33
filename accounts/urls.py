from django.urls import include, path

from accounts import views

urlpatterns = [
    path("home/", views.home, name="account_home"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
