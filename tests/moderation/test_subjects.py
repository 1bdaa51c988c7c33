"""On behalf of someone: nothing is public without the yes of the adult whom it is about."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from jobs import work
from mail.models import Mail
from moderation import actors, subjects, workflow
from moderation.errors import Conflict
from moderation.models import Contribution, Event, Subject, SubjectAnswer
from moderation.states import Action, State
from moderation.subjects import About
from stories.models import Story
from tests import factories
from tests.factories import contribution, offer, person, run_jobs

pytestmark = pytest.mark.django_db
ME = actors.contributor()


def told_about(kind: str = "adult", born: date | None = None, **changes) -> Contribution:
    """A story about somebody, sent by a teller whose address is confirmed."""
    kept = contribution(email="ruth@example.org", about=About(kind, born), **changes)
    Contribution.objects.update(email_confirmed_at=timezone.now())
    return kept


def approve(kept: Contribution) -> Contribution:
    """Read and approved, and its grace is over."""
    moderator = actors.team(person("m@example.org", "moderator"))
    workflow.screen(newest(kept).pk, [])
    factories.approve(kept, moderator)
    run_jobs()
    return kept


def newest(kept: Contribution):
    return kept.submissions.order_by("-number")[0]


def yes(kept: Contribution, **changes) -> None:
    said = {"content_hash": newest(kept).content_hash, "language": "en", **changes}
    workflow.say_yes(kept.pk, **said)


def no(kept: Contribution) -> None:
    workflow.say_no(kept.pk, content_hash=newest(kept).content_hash, language="en")


def fresh(kept: Contribution) -> Contribution:
    return Contribution.objects.get(pk=kept.pk)


def titles() -> list[str]:
    return list(Story.objects.values_list("title", flat=True))


def states(kept: Contribution) -> list[str]:
    return list(kept.submissions.order_by("number").values_list("state", flat=True))


def mails() -> list[str]:
    return list(Mail.objects.exclude(kind="confirm").order_by("id").values_list("kind", flat=True))


def months_ago(months: int) -> date:
    """The first of a month."""
    whole = timezone.localdate().year * 12 + timezone.localdate().month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


SOON = 18 * 12 - 1  # of age on the first of next month


class TestALivingAdult:
    def test_an_approved_story_waits_and_their_yes_publishes_it(self):
        kept = approve(told_about())
        assert (states(kept), titles(), mails()) == (["approved"], [], ["one_more_yes"])
        assert newest(kept).seen_state == State.APPROVED
        yes(kept)
        assert (states(kept), titles()) == (["published"], ["The garlic was in by noon"])
        assert mails() == ["one_more_yes", "published"]

    def test_a_yes_before_the_approval_is_enough(self):
        kept = told_about()
        yes(kept)
        approve(kept)
        assert (states(kept), mails()) == (["published"], ["published"])

    def test_the_yes_is_kept_with_the_sentence_and_the_words(self):
        kept = told_about()
        yes(kept, language="es")
        answer = SubjectAnswer.objects.get()
        text = subjects.Text("subject", "es")
        assert (answer.by, answer.said, answer.language) == ("subject", "yes", "es")
        assert answer.content_hash == newest(kept).content_hash
        assert (answer.text_hash, answer.text_version) == (text.hash, subjects.VERSION)

    def test_a_no_keeps_it_off_and_its_teller_hears_of_it(self):
        kept = told_about()
        no(kept)
        approve(kept)
        assert (states(kept), titles()) == (["approved"], [])
        assert mails() == ["yes_missing", "one_more_yes"]
        yes(kept)
        assert states(kept) == ["published"]

    def test_taking_it_off_is_effective_at_once_and_only_they_bring_it_back(self):
        kept = approve(told_about())
        yes(kept)
        workflow.take_off(kept.pk, language="en")
        assert (states(kept), titles()) == (["paused"], [])
        assert mails()[-1] == "yes_missing"
        assert "resume" not in workflow.actions_for(newest(kept), ME)
        with pytest.raises(Conflict):
            workflow.resume(kept.pk, by=ME)
        yes(kept)
        assert (states(kept), mails()[-1]) == (["published"], "published")

    def test_their_yes_brings_back_nothing_that_its_teller_paused(self):
        kept = approve(told_about())
        yes(kept)
        workflow.pause(kept.pk, by=ME)
        workflow.take_off(kept.pk, language="en")
        yes(kept)
        assert (states(kept), titles()) == (["paused"], [])
        workflow.resume(kept.pk, by=ME)
        assert titles() == ["The garlic was in by noon"]

    def test_their_yes_brings_back_nothing_whose_consent_ran_out(self):
        kept = approve(told_about())
        yes(kept)
        workflow.take_off(kept.pk, language="en")
        kept.consents.update(expires_at=timezone.now() - timedelta(hours=1))
        workflow.run_out(kept.pk)
        yes(kept)
        assert (states(kept), titles()) == (["paused"], [])

    def test_new_words_want_a_new_yes_and_the_old_stay_till_then(self):
        kept = approve(told_about())
        yes(kept)
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        approve(kept)
        assert states(kept) == ["published", "approved"]
        assert titles() == ["The garlic was in by noon"]
        yes(kept)
        assert (states(kept), titles()) == (["superseded", "published"], ["Other words"])

    def test_their_yes_ends_the_no_to_everything(self):
        kept = approve(told_about())
        yes(kept)
        workflow.take_off(kept.pk, language="en")
        subject, old = subjects.of(fresh(kept)), newest(kept).content_hash
        assert subjects.last_answer(subject, "new words").said == "no"
        yes(kept)
        assert subjects.last_answer(subject, old).said == "yes"
        assert subjects.last_answer(subject, "new words") is None
        assert subjects.missing(fresh(kept), "new words")
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        approve(kept)
        assert (states(kept), titles()) == (
            ["published", "approved"],
            ["The garlic was in by noon"],
        )

    def test_a_yes_to_new_words_brings_no_older_ones_back(self):
        kept = approve(told_about())
        yes(kept)
        old = newest(kept).content_hash
        workflow.take_off(kept.pk, language="en")
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        yes(kept)
        assert subjects.last_answer(subjects.of(fresh(kept)), old) is None
        assert subjects.missing(fresh(kept), old)

    def test_a_no_to_new_words_leaves_the_old(self):
        kept = approve(told_about())
        yes(kept)
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        no(kept)
        approve(kept)
        assert (states(kept), titles()) == (
            ["published", "approved"],
            ["The garlic was in by noon"],
        )
        workflow.take_off(kept.pk, language="en")
        assert (states(kept), titles()) == (["paused", "approved"], [])
        yes(kept)
        assert (states(kept), titles()) == (["superseded", "published"], ["Other words"])

    def test_words_without_a_change_want_no_new_yes(self):
        kept = approve(told_about())
        yes(kept)
        workflow.replace(kept.pk, offer(dated=date(2026, 11, 2)), by=ME)
        assert (states(kept), titles()) == (["published"], ["The garlic was in by noon"])

    def test_hiding_more_of_the_name_wants_no_new_yes(self):
        kept = approve(told_about())
        yes(kept)
        workflow.hide_name(kept.pk, by=ME, how="anonymous")
        workflow.pause(kept.pk, by=ME)
        workflow.resume(kept.pk, by=ME)
        assert Story.objects.get().display_name == "Anonymous"

    def test_a_yes_is_to_the_words_that_were_shown(self):
        kept = told_about()
        before = newest(kept).content_hash
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        with pytest.raises(Conflict):
            yes(kept, content_hash=before)
        assert SubjectAnswer.objects.count() == 0

    def test_after_it_was_taken_back_no_yes_does_anything(self):
        kept = approve(told_about())
        workflow.withdraw(kept.pk, by=ME)
        with pytest.raises(Conflict):
            yes(kept)
        assert (states(kept), titles()) == (["withdrawn"], [])

    def test_said_twice_it_is_said_once(self):
        kept = approve(told_about())
        for _ in range(2):
            yes(kept)
        for _ in range(2):
            workflow.take_off(kept.pk, language="en")
        said = SubjectAnswer.objects.values_list("said", flat=True)
        assert (list(said), mails().count("yes_missing")) == (["yes", "no"], 1)

    def test_no_lead_restores_it_without_their_yes(self):
        kept = approve(told_about())
        yes(kept)
        lead = actors.team(person("lead@example.org", "lead"))
        workflow.take_down(kept.pk, by=lead, reason="other", message="We look again.")
        workflow.take_off(kept.pk, language="en")
        with pytest.raises(Conflict):
            workflow.restore(kept.pk, by=lead, reason="other", message="Again.")
        assert (states(kept), titles()) == (["taken_down"], [])

    def test_what_waits_is_read_again_when_the_live_text_is_taken_down(self):
        kept = approve(told_about())
        yes(kept)
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        approve(kept)
        lead = actors.team(person("lead@example.org", "lead"))
        workflow.take_down(kept.pk, by=lead, reason="other", message="We look again.")
        assert states(kept) == ["taken_down", "in_review"]
        assert newest(kept).settled_at is None  # nobody has been told anything of this reading
        yes(kept)
        assert titles() == []

    def test_the_events_name_nobody(self):
        kept = approve(told_about())
        yes(kept)
        workflow.take_off(kept.pk, language="en")
        last = Event.objects.filter(action=Action.PAUSE).get()
        assert (last.party, last.actor, last.reason) == ("system", None, subjects.REASON)


def committed() -> None:
    """What the database says at the end of a transaction, it says now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class TestTheDatabase:
    def refused(self, verb, *args, **how) -> None:
        """The database refuses what this verb does, at the end of its transaction."""

        def done() -> None:
            with transaction.atomic():
                verb(*args, **how)
                committed()

        with pytest.raises(IntegrityError):
            done()

    def test_it_refuses_a_public_story_without_their_yes(self, monkeypatch):
        monkeypatch.setattr(subjects, "missing", lambda *_: False)
        kept = told_about()
        workflow.screen(newest(kept).pk, [])
        workflow.approve(kept.pk, by=actors.team(person("m@example.org", "moderator")))
        kept.submissions.update(settles_at=timezone.now())
        self.refused(workflow.publish, newest(kept).pk)

    def test_it_refuses_one_that_stays_after_their_no(self):
        kept = approve(told_about())
        yes(kept)
        committed()
        self.refused(subjects.record, Subject.objects.get(), "no", by="subject", language="en")

    def test_an_answer_is_never_changed(self):
        kept = told_about()
        yes(kept)
        with pytest.raises(Exception, match="append_only"), transaction.atomic():
            SubjectAnswer.objects.update(said="no")


class TestTheDead:
    def test_their_story_needs_nobody_else(self):
        kept = approve(told_about("died"))
        assert titles() == ["The garlic was in by noon"]
        assert (Subject.objects.get().link_digest, subjects.link_of(kept)) == (None, "")


class TestAChild:
    def a_day_passes(self) -> None:
        with transaction.atomic():
            work.KINDS["come-of-age"].do(None)
        run_jobs()

    def grown(self, kept: Contribution, *, months: int, asked: int) -> None:
        """So many months over 18; their guardian was asked so many days ago."""
        committed()
        born = months_ago(18 * 12 + months)
        then = timezone.now() - timedelta(days=asked)
        Subject.objects.filter(contribution=kept).update(born=born, asked_at=then)

    def test_the_guardian_agrees_for_them(self):
        kept = approve(told_about("child", months_ago(100)))
        answer = SubjectAnswer.objects.get()
        assert (answer.by, answer.said, answer.content_hash) == ("guardian", "yes", "")
        assert (titles(), subjects.link_of(kept)) == (["The garlic was in by noon"], "")

    def test_the_guardian_is_asked_before_they_are_of_age_and_once(self, settings):
        kept = approve(told_about("child", months_ago(SOON)))
        settings.MARROW_ASK_GUARDIAN = timedelta(days=0)
        self.a_day_passes()
        assert mails() == ["published"]
        settings.MARROW_ASK_GUARDIAN = timedelta(days=31)
        for _ in range(2):
            self.a_day_passes()
        assert mails() == ["published", "comes_of_age"]
        assert "/about-you/" in subjects.link_of(fresh(kept))

    def test_without_an_address_their_page_has_the_link(self, settings):
        settings.MARROW_ASK_GUARDIAN = timedelta(days=31)
        kept = approve(contribution(about=About("child", months_ago(SOON))))
        self.a_day_passes()
        assert (mails(), "/about-you/" in subjects.link_of(fresh(kept))) == ([], True)

    @pytest.mark.parametrize(("months", "asked", "public"), [(4, 89, 1), (2, 91, 1), (4, 91, 0)])
    def test_without_their_own_yes_it_is_paused(self, months, asked, public):
        kept = approve(told_about("child", months_ago(100)))
        self.grown(kept, months=months, asked=asked)
        for _ in range(2):
            self.a_day_passes()
        assert len(titles()) == public
        assert mails() == ["published", *["yes_missing"] * (1 - public)]

    def test_with_it_the_story_stays(self):
        kept = approve(told_about("child", months_ago(100)))
        self.grown(kept, months=0, asked=10)
        yes(kept)
        self.grown(kept, months=4, asked=120)
        self.a_day_passes()
        assert titles() == ["The garlic was in by noon"]

    def test_grown_up_nothing_new_is_public_without_it(self):
        kept = told_about("child", months_ago(100))
        self.grown(kept, months=0, asked=10)
        approve(kept)
        assert (states(kept), titles()) == (["approved"], [])
        yes(kept)
        assert states(kept) == ["published"]

    def test_their_no_counts_before(self):
        kept = approve(told_about("child", months_ago(100)))
        no(kept)
        assert (states(kept), titles()) == (["paused"], [])
        with pytest.raises(Conflict):
            workflow.resume(kept.pk, by=ME)

    def test_who_had_all_taken_down_is_asked_about_new_words(self):
        kept = approve(told_about("child", months_ago(SOON)))
        workflow.take_off(kept.pk, language="en")
        yes(kept)
        assert titles() == ["The garlic was in by noon"]
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        assert subjects.missing(fresh(kept), newest(kept).content_hash)
        approve(kept)
        assert states(kept) == ["published", "approved"]

    def test_nobody_is_asked_about_what_was_taken_back(self, settings):
        settings.MARROW_ASK_GUARDIAN = timedelta(days=31)
        kept = told_about("child", months_ago(SOON))
        workflow.withdraw(kept.pk, by=ME)
        self.a_day_passes()
        assert mails() == ["withdrawn"]

    def test_erasing_blanks_the_month(self):
        kept = told_about("child", months_ago(100))
        workflow.withdraw(kept.pk, by=ME)
        workflow.erase(kept.pk, by=ME)
        assert Subject.objects.get().born is None


class TestReading:
    def test_ones_own(self):
        assert subjects.read("me") is None

    @pytest.mark.parametrize(
        ("about", "month", "year"),
        [
            ("", "", ""),
            ("cat", "", ""),
            ("child", "", ""),
            ("child", "13", "2020"),
            ("child", "5", "20x0"),
            ("child", "5", "1066"),
            ("child", "5", "2090"),
            ("child", "1", str(timezone.localdate().year - 18)),
        ],
    )
    def test_what_cannot_be(self, about, month, year):
        with pytest.raises(ValidationError):
            subjects.read(about, month=month, year=year)

    def test_a_child(self):
        assert subjects.read("child", month="5", year="2020") == About("child", date(2020, 5, 1))

    def test_the_same_key_with_another_about_is_another_story(self):
        kept, _new = workflow.submit(offer(), key="k" * 30, by=ME, uses=["website"])
        with pytest.raises(Conflict):
            workflow.submit(offer(), key="k" * 30, by=ME, uses=["website"], about=About("died"))
        assert workflow.submit(offer(), key="k" * 30, by=ME, uses=["website"]) == (kept, False)
