"""All addresses. They are promised: links, feeds and other people's programs rely on them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from config import errors, health

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

# What a browser asks for that shows no page of ours: a photo, a feed, an answer of the API.
ICON = lazy(static, str)("icons/marrow.svg")

urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url=ICON), name="icon"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("api/v1/", include("config.api_urls")),
    path("es", RedirectView.as_view(url="/es/", permanent=True)),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        path("admin/", admin.site.urls),
        path("share/", include("contributors.share_urls")),
        path("your-stories/", include("contributors.urls")),
        path("take-down/", include("contributors.take_down_urls")),
        path("in-memory/", include("contributors.in_memory_urls")),
        path("desk/in-memory/", include("contributors.desk_urls")),
        path("about-you/", include("contributors.about_you_urls")),
        path("desk/reports/", include("readers.desk_urls")),
        path("desk/", include("moderation.urls")),
        path("report/", include("readers.urls")),
        path("alerts/", include("readers.alert_urls")),
        path("thanks/", include("readers.thanks_urls")),
        path("information/", include("library.urls")),
        path("", include("stories.urls")),
        prefix_default_language=False,
    ),
]
if settings.MARROW_DEMO:
    urlpatterns.insert(0, path("dev/", include("config.dev_urls")))
