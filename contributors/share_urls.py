"""The pages of the share form."""

from django.urls import path

from contributors.views import photo, share, sleeping

urlpatterns = [
    path("", share.start, name="share"),
    path("sent/", share.sent, name="share-sent"),
    path("stopped/", share.stopped, name="share-stopped"),
    path("diagnosis/", share.diagnosis, name="share-diagnosis"),
    path("sleep/", sleeping.page, name="share-sleep"),
    path("photo/", photo.photo, name="share-photo"),
    path("photo/preview/", photo.preview, name="share-photo-preview"),
    path("photo/<uuid:pk>/<slug:part>.jpg", photo.file, name="share-photo-file"),
    path("check/", share.check, name="share-check"),
    path("delete/<uuid:pk>/", share.delete, name="share-delete"),
    path("line/", share.line, name="share-line"),
    path("<slug:name>/look/", share.look, name="share-look"),
    path("<slug:name>/", share.question, name="share-step"),
]
