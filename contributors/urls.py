"""The pages of one's own stories."""

from django.urls import path

from contributors.views import stories

urlpatterns = [
    path("", stories.mine, name="your-stories"),
    path("leave/", stories.leave, name="your-stories-leave"),
    path("erased/", stories.erased, name="your-stories-erased"),
    path("<uuid:pk>/", stories.story, name="your-story"),
    path("<uuid:pk>/address/", stories.address, name="your-story-address"),
    path("<uuid:pk>/address/code/", stories.code, name="your-story-code"),
    path("<uuid:pk>/change/", stories.change, name="your-story-change"),
    path("<uuid:pk>/withdraw/", stories.withdraw, name="your-story-withdraw"),
    path("<uuid:pk>/erase/", stories.erase, name="your-story-erase"),
    path("<uuid:pk>/story.txt", stories.download, name="your-story-download"),
]
