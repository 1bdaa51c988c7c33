from django.urls import path

from moderation.views import (
    beside,
    drills,
    figures,
    listing,
    photo,
    reading,
    rota,
    safeguarding,
    watching,
)

app_name = "desk"
urlpatterns = [
    path("", listing.queue, name="queue"),
    path("next/", listing.next_story, name="next"),
    path("keys/", beside.keys, name="keys"),
    path("stories/<uuid:story_id>/", reading.of_story, name="story"),
    path("on-call/", rota.page, name="rota"),
    path("on-call/add/", rota.put, name="put_on_call"),
    path("on-call/<int:number>/take-out/", rota.take_out, name="take_off_call"),
    path("safeguarding/<uuid:case_id>/", safeguarding.page, name="case"),
    path("drills/", drills.page, name="drills"),
    path("drills/agreement/", drills.agreement, name="agreement"),
    path("drills/<slug:code>/", drills.told, name="drill"),
    path("audit/", watching.log, name="audit"),
    path("audit/export/", watching.export_log, name="audit-export"),
    path("figures/", figures.figures, name="figures"),
    path("export/", watching.export_decisions, name="export"),
    path("<uuid:contribution_id>/address/", watching.address_of, name="address"),
    path("<uuid:contribution_id>/", reading.review, name="review"),
    path("<uuid:contribution_id>/photo/<int:number>.jpg", photo.photo, name="photo"),
    path("<uuid:contribution_id>/safeguarding/", safeguarding.open_for, name="open_case"),
    path("<uuid:contribution_id>/claim/", reading.claim, name="claim"),
    path("<uuid:contribution_id>/release/", reading.release, name="release"),
    path("<uuid:contribution_id>/take-back/", reading.take_back, name="take_back"),
    path("<uuid:contribution_id>/findings/<int:finding>/", beside.dismiss, name="dismiss"),
    path("<uuid:contribution_id>/labels/", beside.labels, name="labels"),
    path("<uuid:contribution_id>/notes/", beside.note, name="note"),
]
