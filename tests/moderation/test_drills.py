"""Practice stories: whole, apart from every real one, and honest about how far a team agrees."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from moderation import drills, house
from moderation.checks import run
from moderation.drills import Choice
from moderation.drills.agreement import FEWEST, Agreement, by_guideline, fleiss
from moderation.models import Contribution, DeskSettings, DrillAnswer, Submission
from moderation.offers import Offer
from stories import guidelines
from stories.guidelines import GUIDELINES
from stories.models import Diagnosis, Relation, Story
from tests.factories import person
from tests.moderation.houses import change

pytestmark = pytest.mark.usefixtures("one_key")
EVERY = drills.everything()


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def answered(*choices: str, code: str, start: int = 0) -> None:
    """One answer each, by people of their own."""
    for number, choice in enumerate(choices, start=start):
        user = person(f"moderator-{number}@example.org", "moderator")
        drills.answer(code, Choice(choice), by=user.pk)


# The file


def test_there_are_enough_in_both_languages_and_every_choice_is_right_somewhere():
    assert Counter(one.language for one in EVERY.values()) == {"en": 14, "es": 10}
    assert {one.choice for one in EVERY.values()} == set(Choice)
    assert {one.guideline for one in EVERY.values()} == set(GUIDELINES)


@pytest.mark.django_db
@pytest.mark.parametrize("code", EVERY)
def test_each_is_a_story_that_could_have_been_sent(code):
    one = EVERY[code]
    assert set(one.diagnoses) <= set(Diagnosis.objects.values_list("slug", flat=True))
    assert one.relation in Relation.values
    assert one.choice not in one.also
    assert set(one.why) == {"en", "es"}
    assert all(20 < len(why) < 300 for why in one.why.values())
    Offer.of(vars(one), dated=None).validate()  # type: ignore[arg-type]


def test_the_checks_see_danger_where_it_is_and_none_in_a_figure_of_speech():
    severe = {
        code
        for code, one in EVERY.items()
        if any(found.check == "crisis" and found.severity == "severe" for found in run(one.draft))
    }
    assert {"goodbye-note"} <= severe
    assert not severe & {"nearly-killed-me", "me-mata-el-cafe", "wanted-it-to-end"}


def test_two_that_are_nearly_the_same_have_different_answers():
    told, advised = EVERY["ginger-told"], EVERY["ginger-advised"]
    assert (told.title, told.display_name) == (advised.title, advised.display_name)
    assert (told.choice, advised.choice) == (Choice.APPROVE, Choice.REQUEST_CHANGES)


# One after the other


@pytest.mark.django_db
def test_everybody_goes_their_own_way_through_all_of_them(moderator, moderator2):
    mine, theirs = (
        [one.code for one in drills.course(user.pk)] for user in (moderator, moderator2)
    )
    assert sorted(mine) == sorted(theirs) == sorted(EVERY)
    assert mine != theirs
    assert mine == [one.code for one in drills.course(moderator.pk)]


@pytest.mark.django_db
def test_who_reads_one_language_gets_those(moderator):
    DeskSettings.objects.create(user=moderator, languages=["es"])
    assert {one.language for one in drills.course(moderator.pk)} == {"es"}


@pytest.mark.django_db
def test_the_first_answer_stays(moderator):
    drills.answer("plums", Choice.DECLINE, by=moderator.pk, guideline="names")
    again = drills.answer("plums", Choice.APPROVE, by=moderator.pk)
    assert (again.choice, again.guideline) == ("decline", "names")
    assert "plums" not in {one.code for one in drills.open_for(moderator.pk)}


@pytest.mark.django_db
def test_one_is_read_answered_and_explained(moderator):
    client = door(moderator)
    first = drills.open_for(moderator.pk)[0]
    shown = client.get(reverse("desk:drills"))
    assert shown.context["drill"] == first
    offered = re.findall(r'name="action" value="(\w+)"', shown.content.decode())
    assert sorted(offered) == sorted(Choice)
    at = offered.index("approve")
    assert "decline" not in offered[at - 1 : at + 2] or offered.index("decline") == len(offered) - 1
    data = {"code": first.code, "action": first.choice, "guideline": first.guideline}
    told = client.post(reverse("desk:drills"), data, follow=True)
    assert told.redirect_chain[0][0] == reverse("desk:drill", args=[first.code])
    assert "A careful reader would do the same" in words(told)
    assert "Too few people have read it so far." in words(told)
    assert client.get(reverse("desk:drills")).context["drill"] != first


@pytest.mark.django_db
def test_what_is_as_good_counts_as_good(moderator):
    client = door(moderator)
    data = {"code": "throw-it-away", "action": "escalate", "guideline": "treatment"}
    told = client.post(reverse("desk:drills"), data, follow=True)
    assert "A careful reader would do the same" in words(told)
    other = {"code": "plums", "action": "decline", "guideline": "names"}
    told = client.post(reverse("desk:drills"), other, follow=True)
    assert "You chose: Decline (Names)." in words(told)
    assert "A careful reader would do something else" in words(told)
    assert "2 of 24 read. 1 time you chose as a careful reader would." in words(
        client.get(reverse("desk:drills"))
    )


@pytest.mark.django_db
def test_a_guideline_is_asked_for_and_the_same_story_stays(moderator):
    client = door(moderator)
    data = {"code": "juice-code", "action": "decline", "guideline": ""}
    refused = client.post(reverse("desk:drills"), data)
    assert list(refused.context["form"].errors) == ["guideline"]
    assert refused.context["drill"].code == "juice-code"
    assert DrillAnswer.objects.count() == 0
    unknown = client.post(reverse("desk:drills"), {**data, "code": "none", "guideline": "names"})
    assert unknown.status_code == 404


@pytest.mark.django_db
def test_an_answer_is_told_to_nobody_who_has_not_answered(moderator):
    assert door(moderator).get(reverse("desk:drill", args=["plums"])).status_code == 404


@pytest.mark.django_db
def test_what_others_chose_is_told_once_they_are_three(moderator):
    drills.answer("plums", Choice.APPROVE, by=moderator.pk)
    url = reverse("desk:drill", args=["plums"])
    answered("approve", "decline", code="plums")
    assert door(moderator).get(url).context["others"] == []
    answered("approve", code="plums", start=2)
    others = door(moderator).get(url).context["others"]
    assert [(one.label, one.times) for one in others] == [("Approve", 2), ("Decline", 1)]


@pytest.mark.django_db
def test_who_has_read_them_all_is_thanked(moderator):
    for code in EVERY:
        drills.answer(code, Choice.APPROVE, by=moderator.pk)
    assert "You have read them all" in words(door(moderator).get(reverse("desk:drills")))


@pytest.mark.django_db
def test_an_empty_desk_invites_to_practise_until_all_are_read(moderator):
    client, url = door(moderator), reverse("desk:queue")
    assert "Or practice" in words(client.get(f"{url}?nothing=1"))
    for code in EVERY:
        drills.answer(code, Choice.APPROVE, by=moderator.pk)
    assert "Or practice" not in words(client.get(f"{url}?nothing=1"))


@pytest.mark.django_db
def test_only_the_team_practises():
    assert Client().get(reverse("desk:drills")).status_code == 302
    assert door(person("ruth@example.org")).get(reverse("desk:drills")).status_code == 403


# Apart from real stories


@pytest.mark.django_db
def test_no_practice_story_gets_among_the_real_ones(moderator, lead):
    for code in EVERY:
        drills.answer(code, Choice.APPROVE, by=moderator.pk)
    assert [one.objects.count() for one in (Contribution, Submission, Story)] == [0, 0, 0]
    token = AuthToken.objects.create(lead)[1]
    client = door(lead)
    pages = [
        client.get(f"{reverse('desk:queue')}?lane={lane}").content.decode()
        for lane in ("review", "escalated", "safeguarding", "contributor", "decided")
    ]
    pages.append(
        client.get("/api/v1/queue/", headers={"authorization": f"Token {token}"}).content.decode()
    )
    pages += [Client().get(url).content.decode() for url in ("/stories/", "/api/v1/stories/", "/")]
    for one in EVERY.values():
        assert not [page for page in pages if one.title in page], one.code


@pytest.mark.django_db
def test_no_row_of_any_table_holds_the_words_of_one(moderator):
    drills.answer("plums", Choice.APPROVE, by=moderator.pk)
    door(moderator).get(reverse("desk:drills"))
    for model in apps.get_models():
        for row in model._default_manager.values():
            assert "stoning plums" not in str(row), model
            assert "bucket of plums" not in str(row), model


# How far we agree


def test_kappa_of_the_example_in_the_paper():
    """Fleiss (1971), table 1: 30 patients, 6 raters, 5 diagnoses; kappa is 0.430."""
    table = """0 0 0 6 0 | 0 3 0 0 3 | 0 1 4 0 1 | 0 0 0 0 6 | 0 3 0 3 0 | 2 0 4 0 0 | 0 0 4 0 2
        | 2 0 3 1 0 | 2 0 0 4 0 | 0 0 0 0 6 | 1 0 0 5 0 | 1 1 0 4 0 | 0 3 3 0 0 | 1 0 0 5 0
        | 0 2 0 3 1 | 0 0 5 0 1 | 3 0 0 1 2 | 5 1 0 0 0 | 0 2 0 4 0 | 1 0 2 0 3 | 0 0 0 0 6
        | 0 1 0 5 0 | 0 2 0 1 3 | 2 0 0 4 0 | 1 0 0 4 1 | 0 5 0 1 0 | 4 0 0 0 2 | 0 2 0 4 0
        | 1 0 5 0 0 | 0 0 0 0 6"""
    stories = [Counter(dict(enumerate(map(int, row.split())))) for row in table.split("|")]
    found = fleiss(stories)  # type: ignore[arg-type]
    assert found is not None
    agree, kappa = found
    assert (round(agree, 3), round(kappa or 0, 3)) == (0.556, 0.43)


def test_agreement_where_there_is_nothing_to_compare():
    assert fleiss([]) is None
    assert fleiss([Counter(a=1)]) is None
    assert fleiss([Counter(a=3), Counter(b=1)]) == (1.0, None)
    assert fleiss([Counter(a=2), Counter(b=3)]) == (1.0, 1.0)


@pytest.mark.django_db
def test_a_figure_is_told_from_enough_answers_of_enough_people(lead):
    client, url = door(lead), reverse("desk:agreement")
    about = [one.code for one in EVERY.values() if one.guideline == "treatment"]
    for code in about[:3]:
        answered("approve", "approve", "decline", code=code)
    few = next(line for line in by_guideline() if line.guideline == "treatment")
    assert few == Agreement("treatment", len(about), 9)
    assert FEWEST == 10
    answered("approve", code=about[3])
    line = next(line for line in by_guideline() if line.guideline == "treatment")
    assert line.answers == 10
    assert line.agree == pytest.approx(1 / 3)
    assert line.right == pytest.approx(
        sum(
            EVERY[code].right(choice)
            for code in about
            for choice in DrillAnswer.objects.filter(drill=code).values_list("choice", flat=True)
        )
        / 10
    )
    assert "33%" in words(client.get(url))


@pytest.mark.django_db
def test_two_people_are_too_few_however_much_they_answer(lead):
    for code, one in EVERY.items():
        if one.guideline in ("crisis", "names"):
            answered("approve", "decline", code=code)
    assert {line.agree for line in by_guideline()} == {None}


@pytest.mark.django_db
def test_a_guideline_that_the_organisation_added_can_be_chosen_and_is_in_the_list(moderator, lead):
    added = {"title_en": "Photos", "title_es": "Fotos", "text_en": "Yours.", "text_es": "Tuyas."}
    by = person("organiser@example.org", "organiser")
    content = added | {"position": 15, "rests": False}
    house.put(guidelines.SECTIONS, "photos", content, by=by, seen=0, why="New.")
    guidelines.SECTIONS.shelf.forget()
    change(guidelines.SECTIONS, "names", by=by, title_en="What we call you", rests=True)
    client = door(moderator)
    asked = client.get(reverse("desk:drills"))
    offered = re.findall(r'<option value="([\w-]+)"', asked.content.decode())
    assert offered == list(guidelines.titles())
    assert ("photos" in offered, "names" in offered) == (True, False)
    code = re.search(r'name="code" value="([\w-]+)"', asked.content.decode())[1]
    sent = {"code": code, "action": "decline", "guideline": "photos"}
    told = client.post(reverse("desk:drills"), sent, follow=True)
    assert "You chose: Decline (Photos)." in words(told)
    lines = [line.guideline for line in by_guideline()]
    assert lines == [*guidelines.titles(), "names"]
    shown = words(door(lead).get(reverse("desk:agreement")))
    assert "Photos 0 no made-up story is about it yet" in shown
    assert "What we call you" in shown


@pytest.mark.django_db
def test_only_leads_see_how_far_the_team_agrees(moderator, lead):
    assert door(moderator).get(reverse("desk:agreement")).status_code == 403
    shown = door(lead).get(reverse("desk:agreement"))
    assert words(shown).count("too few so far") == len(GUIDELINES)
    assert "moderator" not in words(shown)
