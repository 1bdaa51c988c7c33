"""Photos between their upload and the public: nothing but pixels, and nothing but what was sent."""

import hashlib
import io
import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from PIL import Image

from jobs import work
from jobs.models import Job
from moderation import actors, album, workflow
from moderation.errors import Conflict
from moderation.models import Photo, PhotoFile, Submission
from moderation.photos import Crop, Refused
from moderation.pictures import alt_problem
from moderation.states import State
from stories.models import Portrait, Story
from tests.factories import contribution, offer, run_jobs, submission_in
from tests.snapshots import ALT, WHERE, develop, developed, kept, picture, snapshot

pytestmark = pytest.mark.django_db
SQUARE = Crop(0.125, 0.0, 0.75, 1.0)


def original(photo: Photo) -> bytes:
    return bytes(Photo.objects.defer(None).get(pk=photo.pk).original)


def sizes(photo: Photo) -> list[tuple[str, int, int]]:
    return sorted((one.format, one.width, one.height) for one in album.shown(photo))


class TestDeveloping:
    def test_the_worker_makes_every_format_and_size(self):
        photo = developed()
        assert photo.developed_at
        assert sizes(photo) == sorted(
            (kind, width, height)
            for kind in ("avif", "webp", "jpeg")
            for width, height in ((320, 240), (640, 480), (800, 600))
        )

    def test_what_came_is_gone_and_its_copy_is_bare(self):
        photo = kept()
        assert WHERE in original(photo)
        develop()
        copy = original(photo)
        assert (WHERE in copy, b"Exif" in copy, b"GPS" in copy) == (False, False, False)
        with Image.open(io.BytesIO(copy)) as image:
            assert (image.format, image.size) == ("JPEG", (800, 600))
        photo.refresh_from_db()
        assert (photo.bare, photo.digest) == (True, hashlib.sha256(snapshot()).hexdigest())

    def test_what_cannot_be_opened_is_not_kept_either(self):
        data = snapshot()
        photo = kept(data[: len(data) // 2])
        develop()
        assert original(photo) == b""

    def test_one_that_was_sent_before_is_copied_all_the_same(self):
        submission = contribution_with_photo(kept())
        develop()
        photo = Photo.objects.get(pk=submission.photo_id)
        assert (photo.bare, photo.waits, WHERE in original(photo)) == (True, False, False)

    def test_one_developed_by_an_older_marrow_loses_what_came_with_it(self):
        photo = developed()
        Photo.objects.filter(pk=photo.pk).update(original=snapshot(), bare=False)
        before = sizes(photo)
        with transaction.atomic():
            work.owe("develop", photo.pk, key="again")
        develop()
        now = Photo.objects.get(pk=photo.pk)
        assert (WHERE in original(photo), now.developed_at) == (False, photo.developed_at)
        assert sizes(photo) == before

    def test_another_cut_is_made_of_the_copy(self, monkeypatch):
        photo = developed()
        monkeypatch.setattr(album.photos, "copied", None)  # nothing came that could be copied
        with transaction.atomic():
            album.recut(photo, SQUARE, draft=photo.draft)
        develop()
        photo.refresh_from_db()
        assert ("jpeg", 600, 600) in sizes(photo)

    def test_nothing_but_the_pixels_comes_through(self):
        developed()
        files = [bytes(one.data) for one in PhotoFile.objects.defer(None)]
        assert len(files) == 9
        assert not any(WHERE in data or b"Exif" in data or b"GPS" in data for data in files)

    def test_the_relay_never_does_it(self):
        assert work.KINDS["develop"].worker_only

    def test_twice_is_once(self):
        photo = developed()
        before = sizes(photo)
        Job.objects.update(done_at=None, done_by="")
        develop()
        assert sizes(photo) == before

    def test_what_is_cut_meanwhile_is_made_anew_as_it_is_now(self, monkeypatch):
        photo = developed()
        with transaction.atomic():
            album.recut(photo, SQUARE, draft=photo.draft)
        made = album.photos.rebuild

        def slowly(data, *, crop):
            now = Photo.objects.get(pk=photo.pk)
            if now.crop == SQUARE:  # its person is faster than the worker
                with transaction.atomic():
                    album.recut(now, Crop(0, 0, 0.5, 0.5), draft=now.draft)
            return made(data, crop=crop)

        monkeypatch.setattr(album.photos, "rebuild", slowly)
        develop()
        assert Photo.objects.get(pk=photo.pk).waits
        develop()
        photo = Photo.objects.get(pk=photo.pk)
        assert {(width, height) for _kind, width, height in sizes(photo)} == {
            (320, 240),
            (400, 300),
        }

    def test_one_photo_is_owed_once_however_often_it_is_cut(self):
        photo = developed()
        for crop in (SQUARE, Crop(), SQUARE, Crop(0, 0, 0.5, 0.5)):
            with transaction.atomic():
                photo = album.recut(photo, crop, draft=photo.draft)
        assert Job.objects.open().count() == 1
        develop()
        assert not Photo.objects.get(pk=photo.pk).waits
        assert ("jpeg", 400, 300) in sizes(photo)

    def test_one_that_is_gone_meanwhile_stays_gone(self, monkeypatch):
        photo = kept()
        made = album.photos.rebuild

        def slowly(data, *, crop):
            album.discard(photo.draft)
            return made(data, crop=crop)

        monkeypatch.setattr(album.photos, "rebuild", slowly)
        develop()
        assert (Photo.objects.count(), PhotoFile.objects.count()) == (0, 0)

    def test_what_cannot_be_opened_says_why(self):
        data = snapshot()
        photo = kept(data[: len(data) // 2])
        develop()
        photo.refresh_from_db()
        assert (photo.refused, photo.waits, PhotoFile.objects.count()) == ("broken", False, 0)

    def test_every_reason_has_words(self):
        codes = {"too-heavy", "not-a-picture", "too-many-pixels", "moving", "broken", "too-small"}
        assert set(album.WHY) == {*codes, "no-room"}

    def test_what_is_none_is_not_kept(self):
        with pytest.raises(Refused):
            kept(b"GIF89a" + bytes(200))
        assert Photo.objects.count() == 0


class TestCutting:
    def test_the_part_is_shown_and_the_whole_stays_to_choose_from(self):
        photo = developed(crop=SQUARE)
        assert {(width, height) for _kind, width, height in sizes(photo)} == {
            (320, 320),
            (600, 600),
        }
        whole, part = album.preview(photo, whole=True), album.preview(photo)
        assert (whole.width, whole.height, part.width, part.height) == (640, 480, 600, 600)

    def test_back_to_the_whole_owes_nothing(self):
        photo = developed(crop=SQUARE)
        with transaction.atomic():
            photo = album.recut(photo, Crop(), draft=photo.draft)
        assert not photo.waits
        assert not Job.objects.open().exists()

    def test_one_that_was_sent_is_cut_in_a_copy(self):
        sent = contribution_with_photo()
        draft = uuid.uuid4()
        with transaction.atomic():
            copy = album.recut(sent.photo, SQUARE, draft=draft)
        develop()
        sent.photo.refresh_from_db()
        copy.refresh_from_db()
        assert (sent.photo.crop, sent.photo.contribution_id) == (Crop(), sent.contribution_id)
        assert (copy.crop, copy.draft, copy.contribution_id) == (SQUARE, draft, None)
        assert copy.digest == sent.photo.digest
        assert copy.developed_at


def contribution_with_photo(photo=None, **changes) -> Submission:
    """A submission with a photo, not yet screened."""
    offered = replace(offer(), picture=picture(photo, **changes))
    return contribution(offer=offered).submissions.get()


def in_state(state: State, **changes) -> Submission:
    return submission_in(state, offer=replace(offer(), picture=picture(**changes)))


class TestWhatIsApproved:
    def test_no_hash_changed_by_photos_being_there(self):
        assert offer().hash == "d03494adcae3c064478b1379de517b03a035f2378b8770135c52cc06a1afd8bd"

    def test_the_hash_covers_picture_part_words_and_who_took_it(self):
        photo = developed()
        mine = picture(photo)
        others = [
            None,
            replace(mine, digest="0" * 64),
            replace(mine, crop=SQUARE),
            replace(mine, alt="Somebody else"),
            replace(mine, taken_by="other"),
            replace(mine, credit="Ana"),
        ]
        hashes = {replace(offer(), picture=one).hash for one in [mine, *others]}
        assert len(hashes) == 1 + len(others)
        same = replace(mine, photo=uuid.uuid4())
        assert replace(offer(), picture=same).hash == replace(offer(), picture=mine).hash

    def test_a_submission_is_what_was_offered(self):
        photo = developed()
        offered = replace(offer(), picture=picture(photo, credit="Ana", taken_by="other"))
        kept = contribution(offer=offered).submissions.get()
        assert kept.offer == offered
        assert kept.content_hash == offered.hash
        assert kept.photo.contribution_id == kept.contribution_id

    @pytest.mark.parametrize("field", ["photo_alt", "photo_by", "photo_credit", "photo"])
    def test_none_of_it_changes_afterwards(self, field):
        submission = contribution_with_photo()
        value = developed() if field == "photo" else "x"
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            Submission.objects.filter(pk=submission.pk).update(**{field: value})

    @pytest.mark.parametrize("field", ["original", "bare", "digest", "left", "contribution"])
    def test_a_photo_that_was_sent_stays_as_it_is(self, field):
        submission = contribution_with_photo()
        other = {
            "original": b"x",
            "bare": False,
            "digest": "x",
            "left": 0.5,
            "contribution": contribution().pk,
        }
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            Photo.objects.filter(pk=submission.photo_id).update(**{field: other[field]})

    def test_a_photo_without_words_is_refused_by_the_database(self):
        second = clone(contribution_with_photo(), photo_alt="")
        with pytest.raises(IntegrityError, match="a_photo_is_described"), transaction.atomic():
            second.save(force_insert=True)

    def test_words_without_a_photo_are_refused_by_the_database(self):
        second = clone(contribution().submissions.get(), photo_alt="Nobody")
        with pytest.raises(IntegrityError, match="a_photo_is_described"), transaction.atomic():
            second.save(force_insert=True)

    def test_a_photo_is_of_a_draft_or_of_a_story(self):
        photo = kept()
        with pytest.raises(IntegrityError, match="of_a_draft"), transaction.atomic():
            Photo.objects.filter(pk=photo.pk).update(draft=None)

    def test_it_waits_for_the_photo_and_says_so(self, moderator):
        submission = contribution_with_photo(kept())
        by = actors.team(moderator)
        workflow.screen(submission.pk, [])
        with pytest.raises(Conflict, match="still being prepared"):
            workflow.approve(submission.contribution_id, by=by)
        develop()
        workflow.approve(submission.contribution_id, by=by)

    def test_it_is_not_approved_with_a_photo_that_cannot_be_opened(self, moderator):
        data = snapshot()
        submission = contribution_with_photo(kept(data[: len(data) // 2]))
        by = actors.team(moderator)
        workflow.screen(submission.pk, [])
        develop()
        with pytest.raises(Conflict, match="cannot be opened"):
            workflow.approve(submission.contribution_id, by=by)
        workflow.request_changes(submission.contribution_id, by=by, message="x", reason="other")

    def test_the_same_words_and_photo_are_no_change(self):
        submission = in_state(State.IN_REVIEW)
        again = kept(draft=uuid.uuid4())
        offered = replace(submission.offer, picture=picture(again))
        by = actors.contributor()
        _kept, new = workflow.replace(submission.contribution_id, offered, by=by)
        again.refresh_from_db()
        assert (new, again.contribution) == (False, None)


def clone(submission: Submission, **changes) -> Submission:
    values: dict = {
        field.attname: getattr(submission, field.attname)
        for field in Submission._meta.local_fields
        if not field.primary_key
    }
    return Submission(**{**values, "number": 2, "state": State.DECLINED, **changes})


class TestDescribing:
    @pytest.mark.parametrize(
        "alt",
        [
            "",
            "  ",
            "IMG_20231105.jpg",
            "IMG_4711",
            "Admin Use Approval Required",
            "photo",
            "My photo.",
            "A logo",
            "Mi foto",
            "untitled",
            "two\nlines",
            "x" * 301,
        ],
    )
    def test_what_says_nothing_of_the_picture(self, alt):
        assert alt_problem(alt)

    @pytest.mark.parametrize("alt", [ALT, "Me, laughing", "Foto de mi jardín", "x" * 300])
    def test_plain_words(self, alt):
        assert alt_problem(alt) is None


def files() -> list[tuple[str, int]]:
    return sorted((one["format"], one["width"]) for one in Story.objects.get().photo["files"])


class TestPublic:
    def test_exactly_the_files_of_the_part_that_was_approved(self):
        photo = developed(crop=SQUARE)
        submission_in(State.PUBLISHED, offer=replace(offer(), picture=picture(photo, credit="Ana")))
        story = Story.objects.get()
        assert files() == sorted((kind, w) for kind in ("avif", "webp", "jpeg") for w in (320, 600))
        assert (story.photo["alt"], story.photo["credit"]) == (ALT, "Ana")
        hung = Portrait.objects.defer(None)
        assert {one.name for one in hung} == {one["name"] for one in story.photo["files"]}
        bytes_of = {bytes(one.data) for one in hung}
        assert bytes_of == {bytes(one.data) for one in album.shown(photo).defer(None)}

    @pytest.mark.parametrize("ending", ["withdraw", "pause", "take_down", "replace", "erase"])
    def test_it_is_gone_with_the_story(self, ending, lead):
        submission = in_state(State.PUBLISHED)
        pk, me, team = submission.contribution_id, actors.contributor(), actors.team(lead)
        assert Portrait.objects.count() == 9
        if ending == "take_down":
            workflow.take_down(pk, by=team, message="x", reason="other")
        elif ending == "replace":
            workflow.replace(pk, offer(title="Without a photo"), by=me)
            assert Portrait.objects.count() == 9  # the live one stays until then
            workflow.screen(Submission.objects.get(state=State.SUBMITTED).pk, [])
            workflow.approve(pk, by=team)
            run_jobs()
            assert Story.objects.get().title == "Without a photo"
        else:
            getattr(workflow, "withdraw" if ending == "erase" else ending)(pk, by=me)
        if ending == "erase":
            workflow.erase(pk, by=me)
        assert Portrait.objects.count() == 0

    def test_it_comes_back_under_other_names(self):
        submission = in_state(State.PUBLISHED)
        before = set(Portrait.objects.values_list("name", flat=True))
        workflow.pause(submission.contribution_id, by=actors.contributor())
        workflow.resume(submission.contribution_id, by=actors.contributor())
        after = set(Portrait.objects.values_list("name", flat=True))
        assert (len(after), after & before) == (9, set())

    def test_withdrawn_while_it_is_developed(self, monkeypatch):
        submission = contribution_with_photo(kept())
        made = album.photos.rebuild

        def slowly(data, *, crop):
            workflow.withdraw(submission.contribution_id, by=actors.contributor())
            workflow.erase(submission.contribution_id, by=actors.contributor())
            return made(data, crop=crop)

        monkeypatch.setattr(album.photos, "rebuild", slowly)
        develop()
        assert [one.objects.count() for one in (Photo, PhotoFile, Portrait)] == [0, 0, 0]


class TestErasing:
    def test_original_files_and_words_are_gone(self):
        submission = in_state(State.PUBLISHED, credit="Ana", taken_by="other")
        by = actors.contributor()
        workflow.withdraw(submission.contribution_id, by=by)
        workflow.erase(submission.contribution_id, by=by)
        assert [one.objects.count() for one in (Photo, PhotoFile)] == [0, 0]
        said = Submission.objects.values_list("photo", "photo_alt", "photo_by", "photo_credit")
        assert list(said) == [(None, "", "", "")]

    def test_that_of_another_story_stays(self):
        other = contribution_with_photo()
        submission = in_state(State.WITHDRAWN)
        workflow.erase(submission.contribution_id, by=actors.contributor())
        assert [one.pk for one in Photo.objects.all()] == [other.photo_id]
