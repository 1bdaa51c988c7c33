"""What somebody may do with their own story at any time: pause it, hide a name, agree anew."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jobs import work
from mail.models import Mail
from moderation import actors, consents, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Consent, Contribution
from moderation.states import State
from stories.models import Portrait, Story, Tombstone
from tests.factories import contribution, offer, run_jobs, submission_in
from tests.moderation.test_album import in_state
from tests.snapshots import kept as photo_kept
from tests.snapshots import picture

pytestmark = pytest.mark.django_db

C = actors.contributor()


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


class TestPause:
    def test_takes_it_off_until_it_is_wanted_back(self):
        kept = submission_in(State.PUBLISHED).contribution
        first = Story.objects.get()
        workflow.pause(kept.pk, by=C)
        assert (Story.objects.count(), Tombstone.objects.count()) == (0, 1)
        workflow.resume(kept.pk, by=C)
        again = Story.objects.get()
        assert (again.pk, again.published_at) == (first.pk, first.published_at)
        assert Tombstone.objects.count() == 0

    def test_new_words_do_not_end_it(self, by):
        """What was approved while a story is paused is not on the site until it is wanted back."""
        kept = submission_in(State.PAUSED).contribution
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=by)
        run_jobs()
        assert Story.objects.count() == 0
        states = list(kept.submissions.order_by("id").values_list("state", flat=True))
        assert states == [State.SUPERSEDED, State.PAUSED]
        workflow.resume(kept.pk, by=C)
        assert Story.objects.get().title == "Revised"

    def test_the_team_does_not_end_it(self, by, lead):
        kept = submission_in(State.PAUSED).contribution
        with pytest.raises(Forbidden):
            workflow.resume(kept.pk, by=actors.team(lead))

    def test_going_on_agrees_anew_where_the_time_was_over(self):
        kept = submission_in(State.PUBLISHED).contribution
        Consent.objects.update(expires_at=timezone.now())
        workflow.run_out(kept.pk)
        assert kept.submissions.get().state == State.PAUSED
        workflow.resume(kept.pk, by=C)
        assert consents.live(kept.pk) == {"website"}
        assert Story.objects.count() == 1


class TestHideName:
    def test_at_once_and_in_the_words_for_search(self):
        kept = submission_in(State.PUBLISHED, display_name="Ruthanna").contribution
        assert Story.objects.search("ruthanna").count() == 1
        workflow.hide_name(kept.pk, by=C, how="initial")
        assert Story.objects.get().display_name == "R."
        workflow.hide_name(kept.pk, by=C, how="anonymous")
        story = Story.objects.get()
        assert story.display_name == "Anonymous"
        assert Story.objects.search("ruthanna").count() == 0
        assert Story.objects.search("garlic").count() == 1

    @pytest.mark.parametrize("name", ["Anonymous", "\u200b ", " ruth and tom"])
    def test_never_shows_more(self, name):
        submission = submission_in(State.IN_REVIEW, display_name=name)
        workflow.hide_name(submission.contribution_id, by=C, how="initial")
        submission.refresh_from_db()
        shown = "R." if "ruth" in name else "Anonymous"
        assert (submission.shown_name, submission.display_name) == (shown, name)

    def test_in_every_text_that_may_still_be_shown(self, by):
        kept = submission_in(State.PUBLISHED).contribution
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.hide_name(kept.pk, by=C, how="anonymous")
        workflow.approve(kept.pk, by=by)
        run_jobs()
        story = Story.objects.get()
        assert (story.title, story.display_name) == ("Revised", "Anonymous")

    def test_saving_the_same_words_under_it_changes_nothing(self):
        submission = submission_in(State.PUBLISHED)
        kept = workflow.hide_name(submission.contribution_id, by=C, how="anonymous")
        _kept, new = workflow.replace(kept.pk, offer(display_name="Anonymous"), by=C)
        assert not new

    def test_what_stands_beside_it_too_each_on_its_own(self):
        facets = ["remission", "45-59", "pt"]
        kept = submission_in(State.PUBLISHED, facets=facets, diagnosed="2021-spring").contribution
        for hide, left, when in (
            ("age", ["remission", "pt"], "2021-spring"),
            ("diagnosed", ["remission", "pt"], ""),
            ("place", ["remission"], ""),
        ):
            workflow.hide_name(kept.pk, by=C, hide=[hide])
            story = Story.objects.get()
            assert (story.display_name, story.facets, story.diagnosed) == ("Ruth", left, when)
        submission = kept.submissions.get()
        assert (submission.facets, submission.diagnosed) == (facets, "2021-spring")
        assert Story.objects.search("garlic").count() == 1

    def test_what_was_hidden_stays_so_when_the_story_is_made_public_again(self):
        kept = submission_in(State.PUBLISHED, facets=["45-59", "pt"], diagnosed="2021").contribution
        workflow.hide_name(kept.pk, by=C, hide=["place", "diagnosed"])
        workflow.pause(kept.pk, by=C)
        workflow.resume(kept.pk, by=C)
        story = Story.objects.get()
        assert (story.facets, story.diagnosed) == (["45-59"], "")
        same = offer(facets=["45-59"])
        assert workflow.replace(kept.pk, same, by=C)[1] is False

    def test_in_the_words_that_wait_to_be_read_as_well(self, by):
        kept = submission_in(State.PUBLISHED, facets=["pt"]).contribution
        workflow.replace(kept.pk, offer(title="Revised", facets=["es"], diagnosed="2020"), by=C)
        run_jobs()
        workflow.hide_name(kept.pk, by=C, hide=["place", "diagnosed"])
        workflow.approve(kept.pk, by=by)
        run_jobs()
        story = Story.objects.get()
        assert (story.title, story.facets, story.diagnosed) == ("Revised", [], "")

    def test_hiding_what_is_not_told_changes_nothing(self):
        kept = submission_in(State.PUBLISHED).contribution
        kept.refresh_from_db()
        before = kept.version
        for hide in (["age", "place", "diagnosed", "photo"], []):
            workflow.hide_name(kept.pk, by=C, hide=hide)
        kept.refresh_from_db()
        assert (kept.version, Story.objects.get().display_name) == (before, "Ruth")

    def test_the_photo_too_and_no_other_way_back_than_a_revision(self):
        submission = in_state(State.PUBLISHED)
        kept = submission.contribution
        assert (bool(Story.objects.get().photo), Portrait.objects.exists()) == (True, True)
        workflow.hide_name(kept.pk, by=C, hide=["photo"])
        story = Story.objects.get()
        assert (story.display_name, story.photo, Portrait.objects.count()) == ("Ruth", None, 0)
        workflow.hide_name(kept.pk, by=C, how="initial")
        workflow.pause(kept.pk, by=C)
        workflow.resume(kept.pk, by=C)
        assert (Story.objects.get().photo, Portrait.objects.count()) == (None, 0)
        same = replace(submission.offer, display_name="R.", picture=None)
        assert workflow.replace(kept.pk, same, by=C)[1] is False
        assert workflow.replace(kept.pk, submission.offer, by=C)[1] is True

    def test_the_photo_of_words_that_wait_to_be_read_or_are_approved(self, by):
        kept = in_state(State.PUBLISHED).contribution
        workflow.replace(kept.pk, replace(offer(title="Revised"), picture=picture()), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=by)
        workflow.hide_name(kept.pk, by=C, hide=["photo"])
        run_jobs()
        story = Story.objects.get()
        assert (story.title, story.photo, Portrait.objects.count()) == ("Revised", None, 0)

    def test_a_photo_that_is_not_shown_keeps_nothing_from_being_approved(self, by):
        mine = contribution(offer=replace(offer(), picture=picture(photo_kept())))
        workflow.screen(mine.submissions.get().pk, [])
        with pytest.raises(Conflict):
            workflow.approve(mine.pk, by=by)
        workflow.hide_name(mine.pk, by=C, hide=["photo"])
        workflow.approve(mine.pk, by=by)
        run_jobs()
        assert Story.objects.get().photo is None

    def test_the_team_cannot(self, by):
        submission = submission_in(State.PUBLISHED)
        with pytest.raises(Forbidden):
            workflow.hide_name(submission.contribution_id, by=by, how="anonymous")


class TestAgree:
    def test_each_use_on_its_own(self):
        kept = submission_in(State.PUBLISHED, uses=("website", "search-engines")).contribution
        assert Story.objects.get().searchable
        workflow.agree(kept.pk, ["press"], by=C)
        assert consents.live(kept.pk) == {"website", "press"}
        assert not Story.objects.get().searchable
        workflow.agree(kept.pk, ["search-engines"], by=C)
        assert consents.live(kept.pk) == {"website", "search-engines"}
        assert Story.objects.get().searchable

    def test_others_show_it_only_while_its_person_agrees(self):
        uses = ("website", "embed", "social")
        kept = submission_in(State.PUBLISHED, uses=uses).contribution

        def seen() -> tuple[bool, bool, bool]:
            return Story.objects.values_list("searchable", "embeddable", "social").get()

        assert seen() == (False, True, True)
        workflow.agree(kept.pk, ["social"], by=C)
        assert seen() == (False, False, True)
        kept.consents.filter(use="social").update(expires_at=timezone.now())
        workflow.run_out(kept.pk)
        assert seen() == (False, False, False)
        workflow.agree(kept.pk, ["embed"], by=C)
        workflow.pause(kept.pk, by=C)
        workflow.resume(kept.pk, by=C)
        assert seen() == (False, True, False)

    def test_what_was_said_before_stays_on_record(self):
        kept = submission_in(State.PUBLISHED, uses=("website", "press")).contribution
        workflow.agree(kept.pk, [], by=C)
        workflow.agree(kept.pk, ["press"], by=C)
        rows = Consent.objects.filter(contribution=kept, use="press").order_by("id")
        assert [row.withdrawn_at is None for row in rows] == [False, True]

    def test_not_after_it_was_taken_back(self):
        kept = submission_in(State.WITHDRAWN).contribution
        with pytest.raises(Conflict):
            workflow.agree(kept.pk, ["press"], by=C)

    def test_not_by_the_team(self, by):
        kept = submission_in(State.PUBLISHED).contribution
        with pytest.raises(Forbidden):
            workflow.agree(kept.pk, ["press"], by=by)

    def test_an_unknown_use_is_refused(self):
        kept = submission_in(State.PUBLISHED).contribution
        with pytest.raises(ValidationError):
            workflow.agree(kept.pk, ["billboard"], by=C)


class TestRunningOut:
    def later(self, kind: str) -> None:
        with transaction.atomic():
            work.KINDS[kind].do(None)
        run_jobs()

    def test_the_time_a_host_sets_is_kept_with_each(self, settings):
        settings.MARROW_CONSENT = timedelta(days=365)
        kept = contribution()
        row = kept.consents.get()
        assert row.expires_at - row.given_at == timedelta(days=365)

    def test_a_story_is_paused_and_its_contributor_told(self):
        kept = submission_in(State.PUBLISHED, email="ruth@example.org").contribution
        Contribution.objects.update(email_confirmed_at=timezone.now())
        Consent.objects.update(expires_at=timezone.now())
        self.later("run-out")
        assert (kept.submissions.get().state, Story.objects.count()) == (State.PAUSED, 0)
        assert Mail.objects.filter(kind="paused").count() == 1
        self.later("run-out")
        assert Mail.objects.filter(kind="paused").count() == 1

    def test_nothing_breaks_in_the_hour_until_it_is_noticed(self, by):
        """The database refuses to touch a public story without consent; the verbs see it first."""
        kept = submission_in(State.PUBLISHED, uses=("website", "press")).contribution
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=by)
        Consent.objects.filter(use="website").update(expires_at=timezone.now())
        run_jobs()
        states = list(kept.submissions.order_by("id").values_list("state", flat=True))
        assert (states, Story.objects.count()) == ([State.SUPERSEDED, State.PAUSED], 0)

    @pytest.mark.parametrize("verb", ["hide", "agree"])
    def test_a_story_whose_time_is_over_is_paused_by_the_next_verb(self, verb):
        kept = submission_in(State.PUBLISHED).contribution
        Consent.objects.update(expires_at=timezone.now())
        if verb == "hide":
            workflow.hide_name(kept.pk, by=C, how="initial")
        else:
            workflow.agree(kept.pk, ["press"], by=C)
        assert (kept.submissions.get().state, Story.objects.count()) == (State.PAUSED, 0)

    def test_one_use_is_ended_alone(self):
        kept = submission_in(State.PUBLISHED, uses=("website", "search-engines")).contribution
        kept.consents.filter(use="search-engines").update(expires_at=timezone.now())
        self.later("run-out")
        assert consents.live(kept.pk) == {"website"}
        assert not Story.objects.get().searchable

    def test_an_approval_that_comes_too_late_waits_for_its_contributor(self, by):
        submission = submission_in(State.IN_REVIEW)
        Consent.objects.update(expires_at=timezone.now())
        workflow.approve(submission.contribution_id, by=by)
        run_jobs()
        assert Story.objects.count() == 0
        workflow.resume(submission.contribution_id, by=C)
        assert Story.objects.count() == 1
