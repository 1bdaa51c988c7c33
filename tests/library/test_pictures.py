"""Pictures in articles: put in by an organiser, made anew, told in words, gone when they rest."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from PIL import Image

from library import articles, pictures
from library.articles import ARTICLES
from library.models import PictureFile
from library.pictures import PICTURES
from stories.editions import plain
from tests.library.test_articles import ONE, ROOT, organiser, user  # noqa: F401
from tests.moderation.houses import change

pytestmark = pytest.mark.django_db

WHERE = "a garden in Sheffield"
SENT = {
    "alt_en": "A nurse holds a short needle next to a ruler.",
    "alt_es": "Una enfermera sostiene una aguja corta junto a una regla.",
    "caption_en": "As long as a finger.",
    "caption_es": "Tan larga como un dedo.",
    "credit": "Marrow, drawn for this page",
    "why": "For the article.",
    "seen": "0",
    "go": "save",
}


def jpeg(width=900, height=600) -> SimpleUploadedFile:
    """A photo that says where it was taken."""
    image, out = Image.new("RGB", (width, height), "#b04030"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = WHERE
    image.save(out, "JPEG", exif=exif, comment=WHERE.encode())
    assert WHERE.encode() in out.getvalue()
    return SimpleUploadedFile("IMG_2041.jpg", out.getvalue(), content_type="image/jpeg")


def put_in(client, code="needle", **changes):
    sent = {"file": jpeg(), **SENT, **changes}
    sent = {name: value for name, value in sent.items() if value is not None}
    answer = client.post(f"{ROOT}pictures/{code}/", sent)
    PICTURES.shelf.forget()
    return answer


def with_it(user, code="needle"):  # noqa: F811
    body = plain(articles.shipped()[ONE])
    marked = {name: f"{body[name]}\n\n[[{code}]]" for name in ("body_en", "body_es")}
    change(ARTICLES, ONE, by=user, **marked)


def test_it_is_on_the_page_in_the_readers_language(organiser, user, client):  # noqa: F811
    assert put_in(organiser).status_code == 302
    with_it(user)
    for page, alt, below in (
        (f"/information/{ONE}/", SENT["alt_en"], SENT["caption_en"]),
        (f"/es/information/{ONE}/", SENT["alt_es"], SENT["caption_es"]),
    ):
        html = client.get(page).content.decode()
        figure = html.partition('<figure class="pictured">')[2].partition("</figure>")[0]
        assert f'alt="{alt}"' in figure
        assert below in figure
        assert SENT["credit"] in figure
        assert 'width="900" height="600"' in figure
        assert f'src="{pictures.PLACE}/' in figure
        assert 'loading="lazy"' not in figure  # a browser prints such a one blank


def test_its_files_hold_pixels_and_nothing_else_and_may_be_kept(organiser, client):  # noqa: F811
    put_in(organiser)
    picture = pictures.named("needle")
    assert picture.sizes == ((320, 213), (640, 427), (900, 600))
    for one in PictureFile.objects.defer(None):
        assert WHERE.encode() not in bytes(one.data)
        path = f"{pictures.PLACE}/{one.name}-{one.width}.{one.format.replace('jpeg', 'jpg')}"
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (200, bytes(one.data))
        assert answer.headers["Content-Type"] == f"image/{one.format}"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
        assert not answer.cookies
        assert Image.open(io.BytesIO(answer.content)).size[0] == one.width
    assert PictureFile.objects.count() == 9


def test_one_that_rests_is_in_no_article_and_at_no_address(organiser, user, client):  # noqa: F811
    put_in(organiser)
    with_it(user)
    PictureFile.objects.update(at=Now() - timedelta(hours=2))
    address = pictures.named("needle").photograph.src
    assert client.get(address).status_code == 200
    change(PICTURES, "needle", by=user, rests=True)
    assert client.get(address).status_code == 404
    html = client.get(f"/information/{ONE}/").content.decode()
    assert (address in html, SENT["caption_en"] in html) == (False, False)
    assert "Why it is done" in html  # the article stays whole


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"alt_en": ""}, "alt_en"),
        ({"alt_es": ""}, "alt_es"),
        ({"alt_en": "IMG_2041.jpg"}, "alt_en"),
        ({"caption_es": ""}, "caption_es"),
        ({"credit": ""}, "credit"),
        ({"file": None}, "file"),
        ({"file": SimpleUploadedFile("a.jpg", b"GIF89a, or not")}, "file"),
    ],
    ids=lambda one: str(one)[:24],
)
def test_what_is_not_whole_is_not_kept(organiser, changes, field):  # noqa: F811
    answer = put_in(organiser, **changes)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert pictures.live() == {}


def test_a_file_that_was_sent_once_is_not_sent_twice(organiser):  # noqa: F811
    """Something else was wrong, so the form comes again, with the picture in it."""
    html = put_in(organiser, credit="").content.decode()
    made = html.partition('type="hidden" name="file" value="')[2].partition('"')[0]
    assert 'enctype="multipart/form-data"' in html
    assert put_in(organiser, file=made).status_code == 302
    assert pictures.named("needle").name == made.split()[0]


def test_who_puts_it_in_can_look_first_and_what_nobody_kept_goes(
    organiser,  # noqa: F811
    client,
):
    html = put_in(organiser, go="look").content.decode()
    assert SENT["alt_es"] in html
    tried = PictureFile.objects.first()
    path = f"{pictures.PLACE}/{tried.name}-{tried.width}.avif"
    assert client.get(path).headers["Cache-Control"] == "no-store"
    PictureFile.objects.update(at=Now() - timedelta(hours=2))
    assert client.get(path).status_code == 404
    PictureFile.objects.update(at=Now() - timedelta(days=2))
    put_in(organiser)
    assert not PictureFile.objects.filter(name=tried.name).exists()
    kept = pictures.named("needle").name
    PictureFile.objects.update(at=Now() - timedelta(days=2))
    put_in(organiser, code="other")
    assert PictureFile.objects.filter(name=kept).count() == 9


def test_an_article_with_a_figure_that_is_not_there_is_refused(organiser, user):  # noqa: F811
    with pytest.raises(ValueError, match="not whole"):
        with_it(user, "nothing")


def test_a_picture_does_not_take_the_code_of_a_model(organiser):  # noqa: F811
    answer = put_in(organiser, code="bone-marrow-test")
    assert "A 3D model has this code." in answer.content.decode()


def test_only_organisers_put_any_in(client):
    assert client.post(f"{ROOT}pictures/needle/", {"file": jpeg(), **SENT}).status_code == 302
    assert PictureFile.objects.count() == 0
