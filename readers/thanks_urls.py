"""What a visitor may say of one story: that it helped."""

from django.urls import path

from readers import views

urlpatterns = [path("<uuid:story_id>/", views.thanks, name="thanks")]
