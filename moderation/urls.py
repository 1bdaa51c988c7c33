from django.urls import path

from moderation.views import listing, photo, reading, settings, together

app_name = "desk"
urlpatterns = [
    path("", listing.queue, name="queue"),
    path("next/", listing.next_story, name="next"),
    path("settings/", settings.settings, name="settings"),
    path("settings/day/", settings.duty, name="duty"),
    path("cards/<int:card>/", together.card, name="card"),
    path("stories/<uuid:story_id>/", reading.of_story, name="story"),
    path("<uuid:contribution_id>/", reading.review, name="review"),
    path("<uuid:contribution_id>/photo/<int:number>.jpg", photo.photo, name="photo"),
    path("<uuid:contribution_id>/claim/", reading.claim, name="claim"),
    path("<uuid:contribution_id>/release/", reading.release, name="release"),
    path("<uuid:contribution_id>/look/", together.look, name="look"),
    path("<uuid:contribution_id>/ask/", together.ask, name="ask"),
    path("<uuid:contribution_id>/hand-over/", together.hand_over, name="hand_over"),
    path("<uuid:contribution_id>/i-know-them/", together.recuse, name="recuse"),
    path("<uuid:contribution_id>/take-back/", reading.take_back, name="take_back"),
    path("<uuid:contribution_id>/findings/<int:finding>/", reading.dismiss, name="dismiss"),
]
