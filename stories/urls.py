"""The visitor's addresses (DESIGN, 7): promised, so that links and feeds keep working."""

from django.urls import path

from stories import about, feeds, sitemaps, views
from stories.embed import views as embed

urlpatterns = [
    path("", views.home, name="home"),
    path("card.png", embed.house_card, name="house_card"),
    path("diagnoses/", views.diagnoses, name="diagnoses"),
    path("diagnoses/<str:slug>/", views.diagnosis, name="diagnosis"),
    path("diagnoses/<slug:slug>/card.png", embed.diagnosis_card, name="diagnosis_card"),
    path("diagnoses/<slug:slug>/feed.atom", feeds.AboutDiagnosis(), name="diagnosis_feed"),
    path("diagnoses/<slug:slug>/feed.json", feeds.AboutDiagnosisInJson(), name="diagnosis_json"),
    path("stories/", views.stories, name="stories"),
    path("stories/feed.atom", feeds.Newest(), name="stories_feed"),
    path("stories/feed.json", feeds.NewestInJson(), name="stories_json"),
    path("stories/photos/<slug:name>.<slug:kind>", views.photo, name="photo"),
    path("stories/<uuid:story_id>/card.png", embed.card, name="card"),
    path("stories/<uuid:story_id>/", views.story, name="story_by_id"),
    path("stories/<uuid:story_id>/<str:slug>/", views.story, name="story"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("embed/", embed.stories, name="embed"),
    path("embed/marrow.js", embed.script, name="embed_script"),
    path("embed/colours.css", embed.colours, name="embed_colours"),
    path("embed/<uuid:story_id>/", embed.story, name="embed_story"),
    path("oembed/", embed.oembed, name="oembed"),
    path("about/embed/", embed.how, name="how_to_embed"),
    path("about/figures/", about.figures, name="figures"),
    *[path(f"{name}/", about.page, {"name": name}, name=name) for name in about.PAGES],
]
