"""The pages of one's own stories."""

from django.urls import path

from contributors.views import asking, leaving, life, ownership, record, stories

urlpatterns = [
    path("", stories.mine, name="your-stories"),
    path("leave/", stories.leave, name="your-stories-leave"),
    path("account/", leaving.account, name="your-account"),
    path("erased/", leaving.erased, name="your-stories-erased"),
    path("<uuid:pk>/", stories.story, name="your-story"),
    path("<uuid:pk>/answer/", stories.answer, name="your-story-answer"),
    path("<uuid:pk>/appeal/", asking.appeal, name="your-story-appeal"),
    path("<uuid:pk>/keep/", asking.keep, name="your-story-keep"),
    path("<uuid:pk>/suggestion/", asking.use, name="your-story-use"),
    path("<uuid:pk>/suggestion/change/", asking.change, name="your-story-use-changed"),
    path("<uuid:pk>/address/", stories.address, name="your-story-address"),
    path("<uuid:pk>/address/code/", stories.code, name="your-story-code"),
    path("<uuid:pk>/change/", stories.change, name="your-story-change"),
    path("<uuid:pk>/go-on/", stories.go_on, name="your-story-go-on"),
    path("<uuid:pk>/update/", stories.update, name="your-story-update"),
    path("<uuid:pk>/address/new/", ownership.new_address, name="your-story-new-address"),
    path("<uuid:pk>/address/stop/", ownership.stop_mail, name="your-story-stop-mail"),
    path("<uuid:pk>/agreements/", ownership.agreements, name="your-story-agreements"),
    path("<uuid:pk>/agreements.txt", ownership.agreements_text, name="your-story-agreements-text"),
    path("<uuid:pk>/certificate/", record.page, name="your-story-certificate"),
    path("<uuid:pk>/certificate.txt", record.as_text, name="your-story-certificate-text"),
    path("<uuid:pk>/certificate.json", record.as_json, name="your-story-certificate-json"),
    path("<uuid:pk>/my-data.zip", ownership.everything, name="your-story-my-data"),
    path("<uuid:pk>/name/", ownership.name, name="your-story-name"),
    path("<uuid:pk>/pause/", ownership.pause, name="your-story-pause"),
    path("<uuid:pk>/resume/", ownership.resume, name="your-story-resume"),
    path("<uuid:pk>/withdraw/", stories.withdraw, name="your-story-withdraw"),
    path("<uuid:pk>/withdrawn/", ownership.withdrawn, name="your-story-withdrawn"),
    path("<uuid:pk>/wish/", life.wish, name="your-story-wish"),
    path("<uuid:pk>/helped/", life.helped, name="your-story-helped"),
    path("<uuid:pk>/erase/", leaving.erase, name="your-story-erase"),
    path("<uuid:pk>/story.txt", stories.download, name="your-story-download"),
]
