"""What every request goes through."""

import uuid

import pytest
from django.test import Client

from moderation.states import State
from tests.factories import submission_in

pytestmark = pytest.mark.django_db


def search(url: str, words: str):
    return Client().get(url, {"q": words})


@pytest.fixture
def two_searches(settings):
    settings.MARROW_LIMITS_ON = True
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "search": (2, 60)}


@pytest.mark.usefixtures("two_searches")
@pytest.mark.parametrize("url", ["/stories/", "/es/stories/"])
def test_a_flood_of_searches_is_refused_and_told_when_to_come_back(url):
    answers = [search(url, "mcl") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1]["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("two_searches")
def test_programs_are_held_to_the_same_number_of_searches():
    answers = [search("/api/v1/stories/", "mcl") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Content-Type"] == "application/problem+json"
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_an_unknown_address_of_the_api_is_told_as_a_problem():
    answer = Client().get("/api/v1/no-such-thing/")
    assert (answer.status_code, answer.json()["status"]) == (404, 404)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("two_searches")
def test_browsing_is_never_refused():
    assert {Client().get("/stories/").status_code for _ in range(5)} == {200}


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/", "public, max-age=60, must-revalidate"),
        ("/diagnoses/mcl/", "public, max-age=60, must-revalidate"),
        ("/api/v1/stories/", "public, max-age=60, must-revalidate"),
        ("/share/", "private, no-store"),
        ("/es/share/", "private, no-store"),
        ("/your-stories/", "private, no-store"),
        ("/accounts/login/", "private, no-store"),
        ("/no-such-page/", "private, no-store"),
    ],
)
def test_what_browsers_and_caches_may_keep(url, kept):
    told = Client().get(url)["Cache-Control"]
    assert told == kept or ("no-store" in told and "no-store" in kept)


def test_a_wrong_method_has_a_page_and_says_what_is_right():
    answer = Client().get("/es/your-stories/leave/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Esta dirección" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_search_engines_list_no_answer_of_the_api():
    assert Client().get("/api/v1/stories/")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in Client().get("/")


@pytest.mark.parametrize("url", ["/", "/share/", "/accounts/login/", "/no-such-page/"])
def test_headers_of_every_page(url):
    answer = Client().get(url)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    ("url", "language"), [("/", "en"), ("/es/", "es"), ("/espresso/", "en"), ("/es/share/", "es")]
)
def test_the_language_comes_from_the_address_alone(url, language):
    answer = Client().get(url, headers={"accept-language": "es"})
    assert answer["Content-Language"] == language
    assert "Accept-Language" not in answer.get("Vary", "")


@pytest.fixture
def story():
    return submission_in(State.PUBLISHED, uses=["website", "embed"]).story


def test_what_may_be_given_from_memory(story):
    """Whatever the public room shows at its address, and nothing of any other room."""
    pages = [
        *("/", "/es/", "/diagnoses/", "/diagnoses/mcl/", "/es/diagnoses/mcl/", "/stories/"),
        *("/stories/?relation=survivor", "/stories/feed.atom", "/diagnoses/mcl/feed.atom"),
        *("/sitemap.xml", "/robots.txt", "/about/", "/about/figures/", "/help/", "/privacy/"),
        *("/embed/", "/es/embed/?diagnosis=mcl&theme=dark", f"/embed/{story.pk}/"),
        *("/embed/marrow.js", "/embed/colours.css?ink=123", "/information/"),
        *(f"/stories/{story.pk}/card.png", f"/oembed/?url=http://testserver/stories/{story.pk}/"),
        f"/stories/{story.pk}/{story.slug}/",
    ]
    answers = {page: Client().get(page) for page in pages}
    assert {page for page, answer in answers.items() if not answer.for_everyone} == set()
    assert {page for page, answer in answers.items() if "Vary" in answer or answer.cookies} == set()


def test_what_is_always_made_anew(story):
    pages = [
        *("/share/", "/your-stories/", "/take-down/x/", "/accounts/login/", "/desk/", "/admin/"),
        *("/health/live", "/health/ready", "/report/", "/dev/mail/", "/no-such-page/"),
        *("/stories/?q=garlic", "/es/stories/?q=", "/diagnoses/nothing/", "/diagnoses/cll/"),
        *("/api/v1/stories/", "/api/v1/queue/", f"/api/v1/stories/{story.pk}/"),
        f"/stories/{story.pk}/another-title/",
        f"/embed/{uuid.uuid4()}/",
        f"/stories/{uuid.uuid4()}/",
    ]
    client = Client(raise_request_exception=False)
    answers = {page: client.get(page) for page in pages}
    kept = {page for page, one in answers.items() if getattr(one, "for_everyone", False)}
    assert kept == set()
    assert not getattr(client.head("/"), "for_everyone", False)
    assert not getattr(client.post("/"), "for_everyone", False)
