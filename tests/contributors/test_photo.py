"""A photo in the share form: optional, private until it is sent, and never in the way of words."""

import io
import json
import re
import uuid
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contributors import pictures
from contributors.models import Draft
from moderation import actors, workflow
from moderation.models import Contribution, Photo, PhotoFile, Submission
from moderation.photos import Crop
from moderation.receipts import receipt_for
from stories.models import Story
from tests.contributors.walking import ANSWERS, answer, fill, said, send, send_form, start, title
from tests.factories import person, run_jobs
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

    def test_cutting_it_again_and_again_says_when_to_come_back(self, client, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "cut": (2, 3600)}
        ready(client)
        for way in ("middle", "first", "last"):
            client.post(PAGE, {**DESCRIBED, "photo_crop": way, "go": "keep"})
        assert Photo.objects.get().crop == Crop(0, 0, 0.75, 1)  # the second; the third is kept
        response = client.post(PAGE, {**DESCRIBED, "photo_crop": "last", "go": ""})
        assert (response.status_code, "Retry-After" in response.headers) == (429, True)
        assert draft().answers["photo_crop"] == "last"
        again = client.post(PAGE, {**DESCRIBED, "photo_crop": "first", "go": ""})
        assert again.status_code == 302  # what is cut already costs nothing

    def test_where_there_is_no_room_all_else_goes_on(self, client, settings):
        settings.MARROW_UNSENT_PHOTOS = 2 * len(snapshot()) - 1
        kept(draft=Draft.objects.create().pk)
        fill(client)
        upload(client)
        assert "There is no room for more photos just now" in said(client.get(f"{PAGE}?again"))
        assert Photo.objects.count() == 1
        answer(client, "photo", go="skip")
        assert send(client).url == "/share/sent/"

    def test_there_is_room_for_who_signed_in_and_for_another_in_its_place(self, client, settings):
        settings.MARROW_UNSENT_PHOTOS = len(snapshot())
        kept(draft=Draft.objects.create(owner=person("ruth@example.org")).pk)
        start(client)
        upload(client)
        upload(client, snapshot(seed=1))
        assert Photo.objects.filter(draft=Draft.objects.get(owner=None).pk).count() == 1

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

    @pytest.mark.parametrize(("agreed", "open_"), [([], True), (["yes"], False)])
    def test_the_button_that_takes_it_out_is_there_when_it_is_asked_for(
        self, client, agreed, open_
    ):
        fill(client)
        upload(client)
        client.post(PAGE, {**DESCRIBED, "photo_agreed": agreed})
        html = client.get(f"{PAGE}?again").content.decode()
        assert ('<details class="kind" open>' in html) == open_

    def test_a_photo_of_who_died_can_be_agreed_to(self, client):
        fill(client, who={"relation": "family"})
        client.post("/share/whose/", {"about": "died"})
        upload(client)
        page = said(client.get(PAGE))
        assert ["For someone who has died I agree." in page, "old family photo" in page] == [
            True
        ] * 2
        refused = client.post(PAGE, {**DESCRIBED, "photo_agreed": []})
        assert "everyone on it who is living agrees" in said(client.get(refused.url))
        answer(client, "photo", go="", **{**DESCRIBED, "photo_by": "kin"})
        send(client)
        assert Submission.objects.get().photo_by == "kin"

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


@pytest.fixture
def sent(client, lead) -> Contribution:
    """A live story with a photo, open in this browser."""
    ready(client)
    send(client)
    mine = Contribution.objects.get()
    approved(mine, lead)
    return mine


def approved(mine: Contribution, lead) -> None:
    run_jobs()
    workflow.approve(mine.pk, by=actors.team(lead))
    run_jobs()


def change(client: Client, mine: Contribution, **changes) -> None:
    """Change only what is said of the photo, and send that."""
    client.post(f"/your-stories/{mine.pk}/change/")
    answer(client, "photo", go="", **{**DESCRIBED, **changes})
    send(client)


class TestChanging:
    def test_it_is_there_with_all_that_was_said_of_it(self, client, sent):
        client.post(f"/your-stories/{sent.pk}/change/")
        html = client.get(PAGE).content.decode()
        assert f'/share/photo/{sent.submissions.get().photo_id}/whole.jpg"' in html
        assert ALT in html
        assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["whole", "other", "yes"]

    def test_other_words_for_it_are_a_revision_with_the_same_photo(self, client, sent, lead):
        change(client, sent, photo_alt="A woman who laughs")
        first, second = sent.submissions.order_by("number")
        assert (first.photo_id, first.photo_alt) == (second.photo_id, ALT)
        assert second.photo_alt == "A woman who laughs"
        assert Story.objects.get().photo["alt"] == ALT
        approved(sent, lead)
        assert Story.objects.get().photo["alt"] == "A woman who laughs"

    def test_another_cut_is_a_copy_and_the_live_one_stays(self, client, sent, lead):
        change(client, sent, photo_crop="middle")
        first, second = sent.submissions.order_by("number")
        assert (first.photo.crop, second.photo.crop) == (Crop(), Crop(0.125, 0, 0.75, 1))
        assert first.photo.digest == second.photo.digest
        widest = max(Story.objects.get().photo["files"], key=lambda file: file["width"])
        assert (widest["width"], widest["height"]) == (800, 600)
        approved(sent, lead)
        widest = max(Story.objects.get().photo["files"], key=lambda file: file["width"])
        assert (widest["width"], widest["height"]) == (600, 600)

    def test_taking_it_out_is_a_revision_without(self, client, sent, lead):
        client.post(f"/your-stories/{sent.pk}/change/")
        client.post(PAGE, {"go": "remove"})
        send(client)
        assert sent.submissions.get(number=2).photo is None
        assert sent.submissions.get(number=1).photo is not None
        approved(sent, lead)
        assert Story.objects.get().photo is None

    def test_no_change_is_none_and_leaves_nothing_behind(self, client, sent):
        client.post(f"/your-stories/{sent.pk}/change/")
        upload(client, snapshot())  # the same file again
        answer(client, "photo", go="", **DESCRIBED)
        send(client)
        assert sent.submissions.count() == 1
        assert Photo.objects.get().contribution == sent

    def test_an_update_leaves_it_where_it_is(self, client, sent, lead):
        client.post(f"/your-stories/{sent.pk}/update/")
        client.post("/share/story/", {"body": "The beans are up again."})
        send(client)
        approved(sent, lead)
        assert Story.objects.get().photo["alt"] == ALT
        assert len(Story.objects.get().passages) == 2

    def test_the_page_of_the_story_shows_it(self, client, sent):
        html = client.get(f"/your-stories/{sent.pk}/").content.decode()
        assert f'/share/photo/{sent.photos.get().pk}/part.jpg"' in html
        assert "Photo: Ana" in html

    def test_with_the_receipt_alone_all_of_it_can_be_done(self, sent):
        other = Client()
        other.post("/your-stories/", {"code": receipt_for(sent.pk)})
        change(other, sent, photo_alt="By receipt")
        assert sent.submissions.get(number=2).photo_alt == "By receipt"

    def test_all_of_it_is_in_the_copy_to_take_along(self, client, sent):
        photo = sent.photos.get()
        name = f"photo-{photo.digest[:12]}.jpg"
        answer = client.get(f"/your-stories/{sent.pk}/my-data.zip")
        with ZipFile(io.BytesIO(answer.content)) as pack:
            assert pack.namelist()[3:] == [name]
            assert pack.getinfo(name).compress_type == ZIP_STORED  # a photo grows no smaller
            copy = pack.read(name)
            assert copy.startswith(b"\xff\xd8\xff")
            assert WHERE not in copy  # whoever sits at the telephone learns no place from it
            told = json.loads(pack.read("story.json"))["sent"][0]["photo"]
            assert f'href="{name}"' in pack.read("story.html").decode()
        assert told == {
            "file": name,
            "sha256": photo.digest,
            "shown_part": [0, 0, 1, 1],
            "described_as": ALT,
            "taken_by": "somebody else",
            "thanks_to": "Ana",
        }

    def test_a_new_cut_is_the_same_file_in_it(self, client, sent):
        change(client, sent, photo_crop="middle")
        develop()
        assert Photo.objects.count() == 2
        answer = client.get(f"/your-stories/{sent.pk}/my-data.zip")
        with ZipFile(io.BytesIO(answer.content)) as pack:
            assert len(pack.namelist()[3:]) == 1
            told = json.loads(pack.read("story.json"))["sent"]
        assert {one["photo"]["file"] for one in told} == set(pack.namelist()[3:])

    def test_the_copy_is_given_so_often_in_an_hour(self, client, sent, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "copy": (1, 3600)}
        answers = [client.get(f"/your-stories/{sent.pk}/my-data.zip") for _ in range(2)]
        assert [one.status_code for one in answers] == [200, 429]

    def test_erasing_takes_the_changes_along_too(self, client, sent):
        client.post(f"/your-stories/{sent.pk}/change/")
        upload(client, snapshot(seed=3))
        workflow.withdraw(sent.pk, by=actors.contributor())
        workflow.erase(sent.pk, by=actors.contributor())
        assert (Photo.objects.count(), PhotoFile.objects.count()) == (0, 0)

    def test_taking_it_off_says_that_its_files_are_gone(self, client, sent):
        client.post(f"/your-stories/{sent.pk}/withdraw/")
        page = said(client.get(f"/your-stories/{sent.pk}/withdrawn/"))
        assert "The files of its photo" in page

    def test_it_is_hidden_at_once_with_one_tick(self, client, sent):
        where = f"/your-stories/{sent.pk}/name/"
        page = client.get(where)
        assert 'value="photo"' in page.content.decode()
        assert "for up to a minute more" in said(page)
        response = client.post(where, {"hide": ["photo"]}, follow=True)
        assert "Readers see less about you now." in said(response)
        assert ALT not in response.content.decode()
        assert (Story.objects.get().photo, Story.objects.get().display_name) == (None, "Ruth")
        assert 'value="photo"' not in client.get(where).content.decode()
        archive = client.get(f"/your-stories/{sent.pk}/my-data.zip")
        with ZipFile(io.BytesIO(archive.content)) as pack:
            told = json.loads(pack.read("story.json"))["sent"][0]
        assert (told["hidden"], told["photo"]["described_as"]) == (["photo"], ALT)

    def test_the_next_change_begins_without_what_was_hidden(self, client, sent):
        workflow.hide_name(sent.pk, by=actors.contributor(), hide=["photo"])
        client.post(f"/your-stories/{sent.pk}/change/")
        assert ALT not in client.get(PAGE).content.decode()
        send(client)
        assert sent.submissions.count() == 1


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

    @pytest.mark.parametrize("path", [f"{uuid.UUID(int=7)}/whole.jpg", "other.jpg"])
    def test_all_else_is_nothing(self, client, path):
        ready(client)
        assert client.get(f"/share/photo/{path}").status_code == 404

    def test_there_is_no_third_part(self, client):
        photo = ready(client)
        assert client.get(f"/share/photo/{photo.pk}/original.jpg").status_code == 404
