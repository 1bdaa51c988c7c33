"""A photo in the share form: optional, private until it is sent, and never in the way of words."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contributors import pictures
from contributors.models import Draft
from moderation.models import Photo, PhotoFile, Submission
from moderation.photos import Crop
from tests.contributors.walking import ANSWERS, answer, fill, said, send, start, title
from tests.factories import person
from tests.snapshots import ALT, WHERE, develop, kept, snapshot

pytestmark = pytest.mark.django_db
PAGE = "/share/photo/"
DESCRIBED = {
    "photo_alt": ALT,
    "photo_by": "other",
    "photo_credit": "Ana",
    "photo_agreed": ["yes"],
    "photo_crop": "",
}


def upload(client: Client, data: bytes | None = None, **typed):
    """Choose a file and press the button."""
    file = SimpleUploadedFile("maria-hernandez.jpg", data or snapshot())
    return client.post(PAGE, {"file": file, **typed})


def ready(client: Client, **changes) -> Photo:
    """A story but for its last page, with a photo that was made and described."""
    fill(client)
    upload(client)
    develop()
    answer(client, "photo", go="", **{**DESCRIBED, **changes})
    return Photo.objects.get()


def draft() -> Draft:
    return Draft.objects.get()


class TestUploading:
    def test_it_is_asked_after_more_with_a_way_past_it(self, client):
        fill(client)
        page = client.get(PAGE)
        assert title(page) == "A photo, if you like · Marrow"
        assert 'enctype="multipart/form-data"' in page.content.decode()
        assert "Skip this" in said(page)
        assert "A logo is not a portrait" in said(page)

    def test_it_is_kept_at_once_and_a_worker_is_owed(self, client):
        start(client)
        response = upload(client)
        photo = Photo.objects.get()
        assert response.url == PAGE
        assert (photo.draft, photo.format, photo.waits) == (draft().pk, "jpeg", True)
        assert bytes(photo.original) == snapshot()
        assert "We are preparing your photo" in said(client.get(PAGE))

    def test_then_it_can_be_seen_and_cut(self, client):
        start(client)
        upload(client)
        develop()
        html = client.get(PAGE).content.decode()
        photo = Photo.objects.get()
        assert html.count(f'src="/share/photo/{photo.pk}/whole.jpg"') == 5
        assert 'value="whole" id="cut-whole" checked' in html
        assert "left side" in html

    def test_a_script_may_look_again(self, client):
        start(client)
        upload(client)
        assert "data-waits" in client.get("/share/photo/preview/").content.decode()
        develop()
        part = client.get("/share/photo/preview/").content.decode()
        assert ("data-waits" in part, "<html" in part, "cut-middle" in part) == (False, False, True)

    def test_the_name_of_the_file_is_nowhere(self, client, caplog):
        start(client)
        upload(client)
        develop()
        stored = str(list(Draft.objects.values())) + str(list(Photo.objects.values()))
        assert "maria-hernandez" not in stored + caplog.text + client.get(PAGE).content.decode()

    def test_another_takes_its_place(self, client):
        start(client)
        upload(client)
        upload(client, snapshot(seed=1), **DESCRIBED)
        assert bytes(Photo.objects.get().original) == snapshot(seed=1)
        assert draft().answers["photo"] == str(Photo.objects.get().pk)
        assert draft().answers["photo_alt"] == ALT
        assert draft().answers["photo_agreed"] == []  # that was said of another picture

    def test_taking_it_out_deletes_it(self, client):
        ready(client)
        assert client.post(PAGE, {"go": "remove"}).url == PAGE
        assert Photo.objects.count() == 0
        assert draft().answers["photo_alt"] == ""
        send(client)
        assert Submission.objects.get().photo is None

    def test_back_keeps_it(self, client):
        start(client)
        response = client.post(PAGE, {"file": SimpleUploadedFile("a", snapshot()), "go": "back"})
        assert response.url == "/share/more/"
        assert Photo.objects.count() == 1


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"%PDF-1.7" + bytes(100), "no photo that we can read"),
            (snapshot() + bytes(10 * 1024 * 1024), "larger than 10 MB"),
            (snapshot(width=40, height=40), "too small"),
        ],
        ids=["kind", "weight", "size"],
    )
    def test_it_says_why_and_all_else_is_there(self, client, data, why):
        fill(client)
        upload(client)
        before = Photo.objects.get().pk
        response = upload(client, data, **DESCRIBED)
        assert response.url == f"{PAGE}?again"
        page = client.get(response.url)
        assert title(page).startswith("Error: ")
        assert why in said(page)
        assert draft().answers["photo_alt"] == ALT
        assert draft().answers["photo_agreed"] == ["yes"]
        assert draft().answers["title"] == ANSWERS["story"]["title"]
        assert Photo.objects.get().pk == before  # the one before stays

    def test_what_the_worker_cannot_open_is_told_here(self, client):
        fill(client)
        upload(client, snapshot()[:9000])
        develop()
        assert client.get(PAGE).url == f"{PAGE}?again"
        assert "something in the file is broken" in said(client.get(f"{PAGE}?again"))
        assert client.get("/share/check/").url == f"{PAGE}?change&again"
        answer(client, "photo", go="skip")
        assert client.get("/share/check/").status_code == 200

    def test_continue_without_a_file_asks_for_one(self, client):
        start(client)
        page = client.post(PAGE, {"go": ""}, follow=True)
        assert "Please choose a photo, or skip this." in said(page)

    def test_too_many_say_when_to_come_back(self, client, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "photo": (1, 3600)}
        start(client)
        upload(client)
        response = upload(client, snapshot(seed=1), photo_alt=ALT)
        assert (response.status_code, "Retry-After" in response.headers) == (429, True)
        assert "Please wait a little" in said(response)
        assert draft().answers["photo_alt"] == ALT
        assert bytes(Photo.objects.get().original) == snapshot()

    def test_two_files_at_once_are_one_too_many(self, client):
        start(client)
        files = [SimpleUploadedFile("a", snapshot()), SimpleUploadedFile("b", snapshot())]
        assert client.post(PAGE, {"file": files}).status_code == 400


class TestDescribing:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"photo_alt": " "}, "Please write something here."),
            ({"photo_alt": "IMG_4711.jpg"}, "looks like the name of a file"),
            ({"photo_alt": "Admin Use Approval Required"}, "looks like the name of a file"),
            ({"photo_alt": "logo"}, "Please say what is on it"),
            ({"photo_by": ""}, "Please choose one of these."),
            ({"photo_agreed": []}, "if everyone on it agrees"),
            ({"photo_credit": "x" * 81}, "room for 80 characters"),
        ],
    )
    def test_what_is_missing_is_asked_for(self, client, changes, words):
        fill(client)
        upload(client)
        response = client.post(PAGE, {**DESCRIBED, **changes})
        assert response.url == f"{PAGE}?again"
        assert words in said(client.get(response.url))
        assert client.get("/share/check/").url == f"{PAGE}?change&again"

    def test_it_may_be_described_before_it_is_made(self, client):
        fill(client)
        upload(client)
        assert client.post(PAGE, DESCRIBED).url == "/share/address/"
        assert client.get("/share/check/").status_code == 200
        assert send(client).url == "/share/sent/"
        assert Submission.objects.get().photo.waits

    @pytest.mark.parametrize(
        ("way", "size", "part"),
        [
            ("whole", (640, 480), Crop()),
            ("middle", (600, 600), Crop(0.125, 0, 0.75, 1)),
            ("first", (600, 600), Crop(0, 0, 0.75, 1)),
            ("last", (600, 600), Crop(0.25, 0, 0.75, 1)),
            ("closer", (480, 360), Crop(0.2, 0.1, 0.6, 0.6)),
        ],
    )
    def test_each_way_to_cut_it(self, client, way, size, part):
        photo = ready(client, photo_crop=way)
        develop()
        assert photo.crop == part
        html = client.get("/share/check/").content.decode()
        assert f'width="{size[0]}" height="{size[1]}" alt="{ALT}"' in html
        assert f"/share/photo/{photo.pk}/part.jpg" in html

    def test_a_tall_one_is_cut_above_and_below(self):
        photo = kept(snapshot(width=600, height=800))
        assert [str(label) for label in pictures.ways(photo).values()][2:4] == [
            "A square, the upper part",
            "A square, the lower part",
        ]
        assert pictures.cut("first", photo) == Crop(0, 0, 1, 0.75)

    def test_a_square_one_needs_no_square(self):
        photo = kept(snapshot(width=600, height=600))
        assert list(pictures.ways(photo)) == ["whole", "closer"]


class TestSending:
    def test_photo_and_words_are_one(self, client):
        photo = ready(client)
        assert send(client).url == "/share/sent/"
        submission = Submission.objects.get()
        photo.refresh_from_db()
        assert submission.photo == photo
        assert (photo.draft, photo.contribution_id) == (None, submission.contribution_id)
        assert (submission.photo_alt, submission.photo_by, submission.photo_credit) == (
            ALT,
            "other",
            "Ana",
        )

    def test_another_cut_after_the_check_page_is_shown_again_first(self, client):
        from tests.contributors.walking import send_form

        ready(client)
        form = send_form(client)
        answer(client, "photo", go="", **{**DESCRIBED, "photo_crop": "middle"})
        page = client.post("/share/check/", form)
        assert "Something in it changed" in said(page)
        assert Submission.objects.count() == 0

    def test_a_draft_that_is_thrown_away_takes_it_along(self, client):
        ready(client)
        client.post(f"/share/delete/{draft().pk}/")
        assert (Draft.objects.count(), Photo.objects.count(), PhotoFile.objects.count()) == (
            0,
            0,
            0,
        )

    def test_a_person_who_is_removed_takes_it_along(self):
        user = person("ruth@example.org")
        own = Draft.objects.create(owner=user)
        kept(draft=own.pk)
        user.delete()
        assert Photo.objects.count() == 0


class TestWhoSees:
    def test_only_who_has_the_draft(self, client):
        photo = ready(client)
        where = f"/share/photo/{photo.pk}/whole.jpg"
        response = client.get(where)
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
        assert "no-store" in response.headers["Cache-Control"]
        assert WHERE not in response.content
        assert Client().get(where).status_code == 404
        staff = Client()
        staff.force_login(person("m@example.org", "moderator"))
        assert staff.get(where).status_code == 404

    def test_and_who_has_the_story_once_it_is_sent(self, client):
        photo = ready(client)
        send(client)
        where = f"/share/photo/{photo.pk}/part.jpg"
        assert client.get(where).status_code == 200
        client.post("/your-stories/leave/")
        assert client.get(where).status_code == 404

    @pytest.mark.parametrize("path", [f"{uuid.uuid4()}/whole.jpg", "other.jpg"])
    def test_all_else_is_nothing(self, client, path):
        ready(client)
        assert client.get(f"/share/photo/{path}").status_code == 404

    def test_there_is_no_third_part(self, client):
        photo = ready(client)
        assert client.get(f"/share/photo/{photo.pk}/original.jpg").status_code == 404
