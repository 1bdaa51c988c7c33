"""How much is told beside a name: seen while choosing, warned of where few share it."""

import pytest
from django.db import ProgrammingError, transaction

from contributors import dials, drafts
from contributors.models import Draft
from moderation import actors, workflow
from moderation.models import Submission
from moderation.states import State
from stories.models import Story
from tests.contributors.test_ownership import opened
from tests.contributors.walking import answer, fill, said, send, share, start
from tests.factories import offer, person, run_jobs, submission_in
from tests.stories.pages import story

pytestmark = pytest.mark.django_db
ABOUT = {"age": "45-59", "place": "pt", "when": "season", "season": "spring", "year": "2021"}
LINE = (
    "Ruth Mantle cell lymphoma, diagnosed spring 2021 Survivor 45 to 59 at the diagnosis Portugal"
)


def answers() -> dict:
    return Draft.objects.get(sent_at=None).answers


def line(page) -> str:
    """The part of a page that shows what readers will see."""
    return said(page).replace("\xa0", " ").replace(" ,", ",")


def test_nothing_is_told_unless_it_is_chosen(client):
    kept = share(client, about={"age": "", "place": "", "when": ""}, more={"treatment": []})
    sent = kept.submissions.get()
    assert (sent.facets, sent.diagnosed, sent.recognisable) == ([], "", "")
    start(client)
    page = client.get("/share/about/").content.decode()
    assert page.count(" checked") == 2  # leave out the age, leave out the day
    assert "selected" not in page.partition('name="place"')[2].partition("</select>")[0].replace(
        '<option value="" selected>Leave it out</option>', ""
    )


def test_what_is_chosen_is_sent_and_shown_as_it_was_seen(client):
    kept = share(client, about=ABOUT, others={"recognisable": "unsure"})
    sent = kept.submissions.get()
    assert sent.facets == ["chemotherapy", "45-59", "pt"]
    assert (sent.diagnosed, sent.recognisable) == ("2021-spring", "unsure")


def test_the_line_is_the_one_that_readers_see(client):
    fill(client, about=ABOUT)
    for address in ("/share/about/", "/share/you/", "/share/line/", "/share/check/"):
        assert LINE in line(client.get(address)), address
    public = submission_in(State.PUBLISHED, facets=["45-59", "pt"], diagnosed="2021-spring")
    page = client.get(f"/stories/{public.story_id}/{Story.objects.get().slug}/")
    assert LINE in line(page)


def test_show_me_keeps_what_is_chosen_and_shows_it(client):
    fill(client, about={"age": "", "place": "", "when": ""})
    shown = client.post("/share/about/", {**ABOUT, "go": "show"})
    assert shown.url == "/share/about/#line"
    assert LINE in line(client.get("/share/about/"))
    wrong = client.post("/share/about/", {**ABOUT, "year": "21", "go": "show"})
    assert wrong.url == "/share/about/?again#line"
    assert list(client.get(wrong.url).context["form"].errors) == ["year"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": ""}, "year"),
        ({"year": "1929"}, "year"),
        ({"year": "21"}, "year"),
        ({"when": "year", "year": "soon"}, "year"),
        ({"when": "since", "year": "2199"}, "year"),
        ({"season": ""}, "season"),
        ({"season": "may"}, "season"),
    ],
)
def test_a_date_that_is_none_is_asked_for_again(client, changes, field):
    start(client)
    page = client.post("/share/about/", {**ABOUT, **changes}, follow=True)
    assert list(page.context["form"].errors) == [field]
    assert page.redirect_chain == [("/share/about/?again", 302)]
    fill(client, about={"age": "", "place": "", "when": ""})
    client.post("/share/about/", {**ABOUT, **changes, "go": "stop"})
    assert client.get("/share/check/").url == "/share/about/?change&again"


def test_what_is_on_no_list_is_not_kept(client):
    start(client)
    client.post("/share/about/", {**ABOUT, "place": "atlantis", "age": "52"})
    assert (answers()["place"], answers()["age"]) == ("", "")


@pytest.mark.parametrize("diagnosed", ["", "2021", "2021-spring", "since-2021"])
def test_a_date_and_its_answers_are_each_others_mirror(diagnosed):
    assert dials.diagnosed(dials.as_answers(diagnosed)) == diagnosed


def test_a_change_begins_with_what_readers_see(client):
    kept = submission_in(State.PUBLISHED, facets=["45-59", "pt"], diagnosed="2021").contribution
    owner = opened(kept)
    owner.post(f"/your-stories/{kept.pk}/name/", {"hide": ["place"]})
    owner.post(f"/your-stories/{kept.pk}/change/")
    found = drafts.as_offer(answers())
    assert (found.facets, found.diagnosed) == (("45-59",), "2021")


def test_several_ages_of_an_older_story_stay_until_one_is_chosen(client):
    kept = submission_in(State.PUBLISHED, facets=["18-29", "45-59"]).contribution
    owner = opened(kept)
    owner.post(f"/your-stories/{kept.pk}/change/")
    assert drafts.as_offer(answers()).facets == ("18-29", "45-59")
    assert owner.get("/share/about/").status_code == 200
    owner.post("/share/about/", {"age": "45-59"})
    assert drafts.as_offer(answers()).facets == ("45-59",)


class TestRare:
    def test_is_said_and_one_press_leaves_one_out(self, client, settings):
        settings.MARROW_RARE = 1
        fill(client, about=ABOUT)
        page = client.get("/share/about/")
        assert "Only a few stories here share this illness, age and place." in said(page)
        gone = client.post("/share/about/", {**ABOUT, "omit": "age"})
        assert gone.url == "/share/about/#line"
        assert (answers()["age"], answers()["place"]) == ("", "pt")
        page = client.get("/share/about/")
        assert "Only a few stories here share this illness and place." in said(page)
        assert 'value="age">' not in page.content.decode()
        client.post("/share/about/", {**ABOUT, "age": "", "omit": "place"})
        assert "Only a few stories" not in said(client.get("/share/about/"))

    def test_is_not_said_where_enough_share_it_nor_without_a_place(self, client, settings):
        settings.MARROW_RARE = 1
        story(diagnoses=["mcl"], facets=["45-59", "pt"])
        fill(client, about=ABOUT)
        assert "Only a few stories" not in said(client.get("/share/about/"))
        answer(client, "about", **{**ABOUT, "place": ""})
        assert "Only a few stories" not in said(client.get("/share/about/"))

    def test_stands_in_nobodys_way(self, client):
        fill(client, about=ABOUT)
        assert "Only a few stories" in said(client.get("/share/about/"))
        assert send(client).url == "/share/sent/"
        assert Submission.objects.get().facets == ["chemotherapy", "45-59", "pt"]

    def test_ones_own_story_counts_for_nothing(self, settings):
        settings.MARROW_RARE = 1
        kept = submission_in(State.PUBLISHED, facets=["45-59", "pt"]).contribution
        owner = opened(kept)
        owner.post(f"/your-stories/{kept.pk}/change/")
        assert "Only a few stories" in said(owner.get("/share/about/"))


class TestOthers:
    def test_the_answer_is_the_teams_alone(self, client):
        kept = share(client, others={"recognisable": "yes"})
        assert kept.submissions.get().recognisable == "yes"
        assert (
            kept.submissions.get().offer.hash
            == drafts.as_offer(
                drafts.as_answers(kept.submissions.get().offer) | {"recognisable": "no"}
            ).hash
        )

    def test_is_skipped_and_asked_once(self, client):
        start(client)
        for step in ("diagnosis", "who", "story"):
            answer(client, step)
        draft = str(Draft.objects.get().pk)
        assert client.post("/share/", {"draft": draft}).url == "/share/others/"
        skipped = client.post("/share/others/", {"recognisable": "yes", "go": "skip"})
        assert (skipped.url, answers()["recognisable"]) == ("/share/you/", "")
        assert client.post("/share/", {"draft": draft}).url == "/share/you/"

    def test_an_answer_that_is_none_is_asked_again(self, client):
        start(client)
        page = client.post("/share/others/", {"recognisable": "x" * 99}, follow=True)
        assert list(page.context["form"].errors) == ["recognisable"]

    def test_no_reader_and_no_program_learns_of_it(self, client, settings):
        settings.MARROW_MFA = False
        kept = share(client, others={"recognisable": "unsure"})
        moderator = person("moderator@example.org", "moderator")
        run_jobs()
        client.force_login(moderator)
        desk = said(client.get(f"/desk/{kept.pk}/?open=1"))
        assert "Somebody else could be recognized I am not sure so its contributor says" in desk
        workflow.approve(kept.pk, by=actors.team(moderator))
        run_jobs()
        public = Story.objects.get()
        for address in (f"/stories/{public.pk}/{public.slug}/", f"/api/v1/stories/{public.pk}/"):
            page = client.get(address).content.decode().lower()
            assert ("recognis" in page, "not sure" in page) == (False, False)


def test_the_database_keeps_the_date_that_was_approved():
    sent = submission_in(State.PUBLISHED, diagnosed="2021")
    for change in ({"diagnosed": "2020"}, {"diagnosed": ""}):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            Submission.objects.filter(pk=sent.pk).update(**change)
    Submission.objects.filter(pk=sent.pk).update(hidden=["diagnosed"], recognisable="yes")


def test_a_revision_that_changes_the_date_alone_is_new_and_shown_to_the_desk(client, settings):
    settings.MARROW_MFA = False
    kept = submission_in(State.PUBLISHED, diagnosed="2021").contribution
    _kept, new = workflow.replace(kept.pk, offer(diagnosed="2021-spring"), by=actors.contributor())
    run_jobs()
    client.force_login(person("moderator@example.org", "moderator"))
    page = said(client.get(f"/desk/{kept.pk}/?open=1"))
    assert (new, "diagnosed spring 2021" in page) == (True, True)


def test_erasing_takes_all_of_it():
    kept = submission_in(State.PUBLISHED, facets=["pt"], diagnosed="2021").contribution
    less = {"how": "initial", "hide": ["place", "diagnosed"]}
    workflow.hide_name(kept.pk, by=actors.contributor(), **less)
    Submission.objects.update(recognisable="yes")
    workflow.withdraw(kept.pk, by=actors.contributor())
    workflow.erase(kept.pk, by=actors.contributor())
    fields = ("facets", "diagnosed", "recognisable", "hidden", "shown_as")
    assert Submission.objects.values_list(*fields).get() == ([], "", "", [], "")
