"""The library's addresses: promised, so that links keep working."""

from django.urls import path

from library import views

urlpatterns = [
    path("", views.index, name="information"),
    path("models/", views.models, name="models"),
    path("models/<slug:name>/", views.model, name="model"),
    path("pictures/<slug:name>-<int:width>.<slug:kind>", views.picture, name="picture"),
    path("<slug:slug>/card.png", views.card, name="article_card"),
    path("<slug:slug>/", views.article, name="article"),
]
