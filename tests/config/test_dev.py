"""The pages for builders: there in a demonstration, and nowhere else."""

import importlib.util
import re
import sys
from html.parser import HTMLParser

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

import config.urls
from tests.factories import person, run_jobs

PAGES = ["/dev/components/", "/dev/mail/"]
LETTER = "\n".join(
    [
        "Somebody asked to sign in.",
        "",
        "Your code: 4821-0937",
        "Your receipt: ABCD-EFGH-IJKL-MNOP-QR27",
        "Call 0800-111-2222 or see http://localhost:8000/help/?a=1&b=2",
        "<script>alert(1)</script>",
    ]
)


@pytest.fixture
def site(settings, tmp_path):
    """Builds the addresses as they are with this value of MARROW_DEMO."""
    made = []

    def build(*, demo: bool) -> None:
        settings.MARROW_DEMO = demo
        settings.MARROW_HOME = tmp_path
        settings.EMAIL_BACKEND = "mail.folder.FolderBackend"
        made.append(f"urls_of_a_test_{len(made)}")
        spec = importlib.util.spec_from_file_location(made[-1], config.urls.__file__)
        sys.modules[made[-1]] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        settings.ROOT_URLCONF = made[-1]

    yield build
    for name in made:
        del sys.modules[name]


@pytest.fixture
def demo(site):
    site(demo=True)


def post(number: int, **changes) -> str:
    """Sends one mail into the folder; returns the name of its file."""
    words = {"subject": f"Mail {number}", "body": LETTER, "to": ["ruth@example.org"], **changes}
    headers = {"Message-ID": f"<n{number:03}@example.org>"}
    mail = EmailMultiAlternatives(**words, headers=headers, connection=get_connection())
    mail.attach_alternative("<p>In HTML</p>", "text/html")
    mail.send()
    return f"n{number:03}.eml"


class Reader(HTMLParser):
    """The texts of some elements."""

    def __init__(self, html: str, *tags: str) -> None:
        super().__init__()
        self.tags, self.inside, self.found = tags, False, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in self.tags:
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag):
        if tag in self.tags:
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def texts(response, *tags: str) -> list[str]:
    return Reader(response.content.decode(), *tags).found


@pytest.mark.django_db
class TestWhere:
    @pytest.mark.parametrize("page", [*PAGES, "/dev/mail/n001.eml"])
    def test_a_real_site_has_none(self, client, site, page):
        site(demo=True)
        post(1)
        assert client.get(page).status_code == 200
        site(demo=False)
        assert client.get(page).status_code == 404

    @pytest.mark.parametrize("page", [*PAGES, "/dev/mail/n001.eml"])
    def test_is_kept_nowhere_and_listed_nowhere(self, client, demo, page):
        post(1)
        answer = client.get(page)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
        assert "hreflang" not in answer.content.decode()  # there is one language


@pytest.mark.django_db
class TestMail:
    def test_empty(self, client, demo):
        answer = client.get("/dev/mail/")
        assert texts(answer, "h1", "h2") == ["Mail", "No mail yet", "Somebody to talk to"]
        assert '<a class="button button--quiet" href="/dev/mail/">' in answer.content.decode()

    def test_newest_first_with_its_codes(self, client, demo, tmp_path):
        import os

        for number in (1, 2, 3):
            name = post(number)
            os.utime(tmp_path / "mail" / name, (1_800_000_000 + number,) * 2)
        answer = client.get("/dev/mail/")
        assert texts(answer, "th")[4:] == ["Mail 3", "Mail 2", "Mail 1"]
        assert texts(answer, "code") == ["4821-0937", "ABCD-EFGH-IJKL-MNOP-QR27"] * 3

    def test_one_mail_its_code_alone_and_its_words_as_text(self, client, demo):
        answer = client.get(f"/dev/mail/{post(1)}")
        html = answer.content.decode()
        assert texts(answer, "h1") == ["Mail 1"]
        assert texts(answer, "output") == ["4821-0937", "ABCD-EFGH-IJKL-MNOP-QR27"]
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert 'href="http://localhost:8000/help/?a=1&amp;b=2"' in html
        assert "In HTML" not in html

    @pytest.mark.parametrize("name", ["none.eml", "..%2Fsecret_key", "N001.EML", ".n001.123"])
    def test_what_is_not_a_mail_is_not_found(self, client, demo, tmp_path, name):
        (tmp_path / "secret_key").write_text("secret")
        assert client.get(f"/dev/mail/{name}").status_code == 404

    def test_a_person_signs_in_with_the_code_that_is_shown(self, client, demo):
        person("moderator@example.org", "moderator")
        asked = client.post("/accounts/login/", {"login": "moderator@example.org"})
        run_jobs()
        answer = client.get("/dev/mail/")
        [code] = texts(answer, "code")
        assert re.fullmatch(r"\d{4}-\d{4}", code)
        client.post(asked.headers["Location"], {"code": code})
        assert client.get("/accounts/home/").headers["Location"] == "/desk/"


@pytest.mark.django_db
def test_components_are_drawn(client, demo):
    assert texts(client.get("/dev/components/"), "h1")[0] == "Components"
