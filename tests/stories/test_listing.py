"""The list of stories: what is chosen, counted, found, and paged through."""

import re
from urllib.parse import urlencode

import pytest

from moderation import actors, workflow
from stories import counting, listing, paging
from stories.models import Story
from tests.stories.pages import choices, contribution_of, link, page, story, titles

pytestmark = pytest.mark.django_db


class TestListing:
    def test_all_newest_first(self, client):
        for title in ("first", "second", "third"):
            story(title=title)
        assert titles(page(client, "/stories/")) == ["third", "second", "first"]

    def test_each_choice_narrows(self, client):
        story(title="one", diagnoses=["mcl"], relation="patient", facets=["remission", "work"])
        two = {"facets": ["relapse", "45-59", "pt"], "relation": "family"}
        story(title="two", diagnoses=["aml"], **two)
        story(title="tres", diagnoses=["aml"], relation="family", language="es")
        for query, expected in [
            ("diagnosis=lymphoma", ["one"]),
            ("diagnosis=mantle+cell", ["one"]),
            ("relation=family", ["tres", "two"]),
            ("relation=family&language=en", ["two"]),
            ("language=es", ["tres"]),
            ("phase=remission", ["one"]),
            ("topic=work&diagnosis=mcl", ["one"]),
            ("age=45-59", ["two"]),
            ("place=pt", ["two"]),
            ("place=europe", ["two"]),
            ("place=africa", []),
            ("treatment=steroids", []),
            ("q=AML&relation=patient", []),
        ]:
            assert titles(page(client, f"/stories/?{query}")) == expected, query

    @pytest.mark.parametrize(
        "query",
        [
            "diagnosis=nothing",
            "diagnosis=%00",
            "relation=robot",
            "relation=%00",
            "language=fr",
            "phase=work",  # a topic, not a phase
            "treatment=" + "x" * 5000,
            "age=%27%3B--",
            "place=atlantis",
            "place=45-59",
            "topic[]=1",
            "after=nonsense",
            "after=" + "_" * 32,
            "after=AAAA",
            "before=%ff%fe",
            "after=" + "A" * 32,
            "q=%00",
            "q=%ed%a0%80",
            "q=" + "a" * 10000,
            "page=-1&limit=1e9&cursor=1",
        ],
    )
    def test_a_hostile_value_is_left_out(self, client, query):
        story(title="one")
        page(client, f"/stories/?{query}")

    def test_parts_of_the_world_are_offered_and_a_country_that_a_story_led_to(self, client):
        story(facets=["pt"])
        story(facets=["asia"])
        for query, offered in (("", []), ("?place=pt", ["pt"]), ("?place=europe", [])):
            found = choices(page(client, f"/stories/{query}"), "place")
            numbers = {"asia": "Asia (1)", "europe": "Europe (1)", "pt": "Portugal (1)"}
            names = ["asia", "europe", *offered]
            assert found == {"": "Any", **{name: numbers[name] for name in names}}

    def test_what_is_left_out_is_said_and_the_rest_counts(self, client):
        story(title="one", diagnoses=["mcl"])
        story(title="two", diagnoses=["aml"])
        html = page(client, "/stories/?diagnosis=mcl&relation=robot")
        assert titles(html) == ["one"]
        assert "We left out a choice that we do not know:" in html

    def test_the_diagnosis_that_was_meant_stands_at_the_top(self, client):
        html = page(client, "/stories/?q=mantel+cell")
        assert '<h2><a href="/diagnoses/mcl/">Mantle cell lymphoma (MCL)</a></h2>' in html

    def test_another_name_that_was_typed_is_shown(self, client):
        html = page(client, "/stories/?q=preleukemia")
        assert "Also called “preleukemia”." in html
        assert "Also called" not in page(client, "/stories/?q=mds")

    def test_a_diagnosis_by_another_word_is_shown_as_chosen_and_sent_again(self, client):
        story(title="one", diagnoses=["cll-sll"])
        story(title="two", diagnoses=["aml"])
        html = page(client, "/stories/?diagnosis=cll&relation=survivor")
        assert titles(html) == ["one"]
        form = re.search(r'<form class="narrow" action="([^"]*)"', html)
        assert form[1] == "/stories/#results"
        chosen = re.findall(r'<option value="([^"]+)" selected>', html)
        assert chosen == ["cll-sll", "survivor"]
        assert '<a class="chip" href="?diagnosis=cll-sll#results">' in html

    def test_the_answer_says_what_was_understood(self, client):
        story(diagnoses=["mcl"])
        html = page(client, "/stories/?q=mcl+garlic")
        assert "Mantle cell lymphoma: 1 story with the words “garlic”" in html
        assert "<mark>garlic</mark>" in html

    def test_each_chip_leads_to_the_list_without_it(self, client):
        html = page(client, "/stories/?q=garlic&diagnosis=mcl&relation=patient&after=x")
        chips = re.findall(r'<a class="chip" href="([^"]*)">', html)
        assert chips == [
            "?diagnosis=mcl&amp;relation=patient#results",
            "?q=garlic&amp;relation=patient#results",
            "?q=garlic&amp;diagnosis=mcl#results",
        ]

    def test_words_are_escaped_wherever_they_show(self, client):
        story(title="<i>x</i>", display_name="<b>", body="<script>alert(1)</script> garlic " * 9)
        for url in ("/stories/?q=garlic", "/stories/?q=%22%3E%3Cscript%3E1%3C/script%3E", "/"):
            html = page(client, url)
            assert "<script>" not in html
            assert "<i>x" not in html

    def test_a_story_in_another_language_than_the_page_says_which(self, client):
        story(title="uno", language="es")
        story(title="one", language="en")
        for url, expected in [("/stories/", ["", "Spanish"]), ("/es/stories/", ["Inglés", ""])]:
            who = r'<p class="entry__who dots"><b>\w*</b> <span>\w+</span>(?: <span>(\w+)</span>)?'
            metas = re.findall(who, page(client, url))
            assert metas == expected, url

    def test_a_plain_sentence_finds_the_stories_of_its_diagnosis(self, client, monkeypatch):
        monkeypatch.setitem(paging.page.__kwdefaults__, "size", 2)
        for title in ("first", "second", "third"):
            story(title=title, diagnoses=["cll-sll"])
        html = page(client, "/stories/?q=my+mum+has+cll")
        said = (
            '<p role="status">Chronic lymphocytic leukemia / small lymphocytic lymphoma: '
            "3 stories, though not with all your words</p>"
        )
        assert said in html
        assert titles(html) == ["third", "second"]
        older = re.search(r'href="([^"]*after=[^"]*)"', html)[1].replace("&amp;", "&")
        assert titles(page(client, f"/stories/{older}")) == ["first"]
        answer = client.get("/api/v1/stories/?q=my+mum+has+cll").json()
        assert [row["title"] for row in answer["results"]] == ["third", "second", "first"]

    def test_words_of_grief_are_answered_by_those_who_lost_someone(self, client):
        story(diagnoses=["aml"], relation="bereaved")
        for query, said in [
            ("grief", "Here are stories by people who lost someone."),
            (
                "grief+aml",
                "Acute myeloid leukemia: here are stories by people who lost someone.",
            ),
        ]:
            html = page(client, f"/stories/?q={query}")
            assert f'<p role="status">{said}</p>' in html
        html = page(client, "/stories/?q=grief&relation=patient")
        assert '<p role="status">No story</p>' in html

    def test_no_story_at_all_of_a_diagnosis_is_said_without_the_other_words(self, client):
        html = page(client, "/stories/?q=mcl+zeppelin")
        assert '<p role="status">Mantle cell lymphoma: no story yet</p>' in html

    def test_nothing_found_offers_next_steps(self, client):
        html = page(client, "/stories/?q=mcl+zeppelin")
        for where in ("?diagnosis=mcl", "/diagnoses/", "/help/", "/share/"):
            assert f'href="{where}"' in html

    def test_where_we_are_not_sure_we_ask(self, client):
        story(title="one", diagnoses=["mcl"])
        html = page(client, "/stories/?q=mantle+celll")
        assert titles(html) == ["one"]
        name = "Mantle cell lymphoma (MCL)"
        assert f'<a href="/diagnoses/mcl/">Did you mean {name}?</a>' in html
        assert 'href="?q=%22mantle%20celll%22#results">No, look for “mantle celll”' in html
        assert "Did you mean" not in page(client, "/stories/?q=mantle+cell")

    def test_words_that_fit_several_diagnoses_are_a_choice(self, client):
        story(title="one", diagnoses=["aml"])
        for url, which in [
            ("/stories/?q=myeloid+leukemia", "Which of these do you mean?"),
            ("/es/stories/?q=leusemia+mieloide", "¿Cuál de estas buscas?"),
        ]:
            html = page(client, url)
            shown = html.partition(which)[2].partition("</section>")[0]
            assert re.findall(r'diagnoses/([^/"]+)/"', shown) == ["aml", "cml"]
            assert titles(html) == ["one"]

    def test_a_treatment_is_a_filter_and_else_its_words(self, client):
        story(title="marked", facets=["graft-versus-host"])
        story(title="worded", body="The chemo was hard, and the garden green.")
        assert titles(page(client, "/stories/?q=GvHD")) == ["marked"]
        assert titles(page(client, "/es/stories/?q=EICR")) == ["marked"]
        assert titles(page(client, "/stories/?q=chemo")) == ["worded"]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("bone marrow biopsy", 1),
            ("bone marow test", 1),
            ("biopsia de médula", 1),
            ("puncion de medula", 1),
            ("leukemia", 1),
            ("zeppelin", 0),
            ("my garden", 0),
            ("ecd", 0),
        ],
    )
    def test_a_search_shows_the_articles_that_answer(self, client, words, found):
        html = page(client, f"/stories/?{urlencode({'q': words})}")
        shown = html.partition('id="results"')[2].partition('class="entries')[0]
        assert (
            shown.partition('class="empty"')[0].count('href="/information/bone-marrow-tests/"')
            == found
        )

    def test_a_chosen_diagnosis_that_nobody_tells_of_leads_on(self, client):
        html = page(client, "/stories/?diagnosis=mcl&relation=donor")
        shown = html.partition('<div class="empty">')[2].partition("</div>")[0]
        assert '<a href="/diagnoses/mcl/">' in shown
        assert '<a href="/alerts/?diagnosis=mcl">Get a mail when there is one</a>' in shown

    def test_where_some_are_told_by_others_a_mail_is_of_new_ones(self, client):
        story(diagnoses=["mcl"], relation="patient")
        html = page(client, "/stories/?diagnosis=mcl&relation=donor")
        shown = html.partition('<div class="empty">')[2].partition("</div>")[0]
        assert '<a href="/alerts/?diagnosis=mcl">Get a mail when there are new ones</a>' in shown

    def test_who_asks_about_a_medicine_is_not_sent_to_an_illness(self, client):
        for url in (
            "/stories/?q=rituximab+side+effects",
            "/es/stories/?q=quimio+efectos+secundarios",
        ):
            html = page(client, url)
            shown = html.partition('<div class="empty">')[2].partition("</div>")[0]
            assert "/diagnoses/" in shown
            assert re.findall(r'diagnoses/[^/"]+/"', shown) == []

    @pytest.mark.parametrize(
        ("words", "where", "after"),
        [
            ("i want to die", ["/help/#now"], []),
            ("am i going to die", ["/help/"], ["No story with the words: am i going to die"]),
            ("garden", [], ["No story with the words: garden"]),
        ],
    )
    def test_what_no_list_can_answer_is_met_where_the_form_leads_to(
        self, client, words, where, after
    ):
        html = page(client, f"/stories/?{urlencode({'q': words})}")
        shown = html.partition('id="results"')[2].partition("</main>")[0]
        before = shown.partition('<p role="status">')[0]
        assert re.findall(r'<a href="(/help/[^"]*)"', before) == where
        assert re.findall(r'<p role="status">([^<]*)</p>', shown) == after

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("am i going to die", []),
            ("garden", ["We found no story with these words"]),
        ],
    )
    def test_who_asks_what_no_list_can_answer_hears_of_no_failed_search(self, client, words, said):
        html = page(client, f"/stories/?{urlencode({'q': words})}")
        shown = html.partition('<div class="empty">')[2].partition("</div>")[0]
        assert re.findall(r"<h2>([^<]*)</h2>", shown) == said

    @pytest.mark.parametrize("path", ["/stories/", "/es/stories/"])
    def test_who_may_be_in_danger_is_shown_no_list(self, client, path):
        story(title="one", body="I want to live, and the plants die.")
        html = page(client, f"{path}?q=i+want+to+die")
        shown = html.partition('id="results"')[2].partition("</main>")[0]
        assert re.findall(r'<a href="([^"]*)"', shown) == [
            path.replace("stories/", "help/#now"),
            f"{path}?veil=on",
        ]
        assert titles(html) == []
        assert "want to die" not in html.partition("<title>")[2].partition("</title>")[0]
        assert "want to die" not in shown

    def test_who_asks_how_it_will_go_still_finds_stories(self, client):
        story(title="one", body="I asked them: am I going to die?")
        assert titles(page(client, "/stories/?q=am+i+going+to+die")) == ["one"]

    def test_signs_alone_narrow_nothing_and_are_not_said_to_stand_there(self, client):
        story(title="one")
        html = page(client, "/stories/?q=%25%25%25")
        assert titles(html) == ["one"]
        assert '<p role="status">1 story</p>' in html

    def test_long_words_are_said_again_in_short(self, client):
        html = page(client, f"/stories/?q={'ab' * 90}")
        assert f'<p role="status">No story with the words: {("ab" * 90)[:59]}…</p>' in html
        assert f"“{('ab' * 90)[:39]}…”" in html

    def test_near_names_come_first_where_nothing_is_found(self, client):
        html = page(client, "/stories/?q=mantl")
        shown = html.partition('<div class="empty">')[2].partition("</div>")[0]
        steps = re.findall(r'<a href="([^"]*)"', shown)
        assert (steps[0], steps[-1]) == ("/diagnoses/mcl/", "/share/")

    def test_who_looks_for_a_test_is_not_sent_to_an_illness(self, client):
        html = page(client, "/stories/?q=bone+marow+test")
        assert "Did you mean" not in html

    def test_the_readers_language_is_one_press_away(self, client):
        story(title="uno", language="es")
        story(title="one", language="en")
        html = page(client, "/es/stories/")
        assert '<a class="chip" href="?language=es#results">Solo en español (1)</a>' in html
        assert titles(html) == ["one", "uno"]  # newest first
        assert "Solo en" not in page(client, "/es/stories/?language=es")

    def test_a_count_beyond_a_thousand_is_not_counted(self, client, monkeypatch):
        monkeypatch.setattr(counting, "MOST", 1)
        monkeypatch.setattr(listing, "MOST", 1)
        story()
        assert "1 story" in page(client, "/stories/")
        story()
        assert '<p role="status">1+ stories</p>' in page(client, "/stories/")
        assert '<p role="status">1+ historias</p>' in page(client, "/es/stories/")

    def test_each_choice_says_how_many_stories_it_has(self, client):
        story(diagnoses=["mcl"], relation="patient", facets=["work", "remission"])
        story(diagnoses=["mcl"], relation="patient", facets=["remission"])
        story(diagnoses=["fl"], relation="donor", facets=["work"])
        story(diagnoses=["aml"], relation="donor", body="Salt. " * 800)
        html = page(client, "/stories/")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (2)",
            "donor": "Donor (2)",
        }
        assert choices(html, "length") == {
            "": "Any",
            "short": "Short, up to 3 minutes (3)",
            "medium": "Medium, 4 to 8 minutes (1)",
        }
        html = page(client, "/stories/?diagnosis=lymphoma")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (2)",
            "donor": "Donor (1)",
        }
        assert choices(html, "diagnosis")["leukemia"] == "Leukemia (1)"  # in its place
        html = page(client, "/stories/?diagnosis=mcl&relation=patient")
        assert choices(html, "topic") == {"": "Any", "work": "Work (1)"}
        assert choices(html, "relation") == {"": "Anyone", "patient": "Patient (2)"}
        assert '<p role="status">2 stories</p>' in html
        html = page(client, "/stories/?diagnosis=mcl&relation=patient&topic=work")
        assert choices(html, "phase") == {"": "Any", "remission": "In remission (1)"}
        assert choices(html, "relation")["donor"] == "Donor"  # nobody counted that
        assert '<p role="status">1 story</p>' in html
        html = page(client, "/stories/?q=telephone")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (2)",
            "donor": "Donor (1)",
        }

    def test_a_choice_in_use_stays_though_it_has_none(self, client):
        story(relation="patient")
        html = page(client, "/stories/?relation=donor")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (1)",
            "donor": "Donor (0)",
        }
        assert '<p role="status">No story</p>' in html

    def test_where_nothing_is_found_each_choice_says_what_there_is_without_it(self, client):
        story(relation="patient", facets=["work"])
        story(relation="patient")
        story(relation="donor", diagnoses=["aml"])
        html = page(client, "/stories/?diagnosis=mcl&relation=donor&topic=work")
        found = re.findall(r'<a href="([^"]*)#results">Remove: ([^<]*)</a> [^>]*>([^<]*)<', html)
        assert found == [("?diagnosis=mcl&amp;topic=work", "Donor", "1 story")]

    def test_length_narrows_and_is_a_chip(self, client):
        story(title="one")
        story(title="two", body="Salt. " * 800)
        html = page(client, "/stories/?length=medium")
        assert titles(html) == ["two"]
        assert "Medium, 4 to 8 minutes" in html.partition('class="chips"')[2].partition("</a>")[0]
        answer = client.get("/api/v1/stories/?length=short").json()
        assert [row["title"] for row in answer["results"]] == ["one"]

    def test_the_best_answers_come_first_and_the_others_by_age(self, client, monkeypatch):
        monkeypatch.setitem(paging.best.__kwdefaults__, "size", 2)
        monkeypatch.setattr(paging, "RANKED", 3)
        far = "We waited. " * 40
        for title, body in [
            ("fifth", f"A lantern. {far}"),
            ("fourth", f"A lantern. {far}"),
            ("third", f"A lantern. {far}"),
            ("Lantern", f"{far}"),
            ("second", f"A lantern, and a lantern. {far}"),
        ]:
            story(title=title, body=body)
        seen, url = [], "/stories/?q=lantern"
        while url:
            html = page(client, url)
            seen.append(titles(html))
            url = link(html, "next", "/stories/")
            if len(seen) == 1:
                story(title="new", body=f"A lantern. {far}")  # moves nobody out
        assert seen == [["Lantern", "second"], ["new", "third"], ["fourth", "fifth"]]
        assert "The best matches" in html
        assert '<p role="status">4+ stories with the words: lantern</p>' in html

    def test_pages_by_key_neither_repeat_nor_skip(self, client, monkeypatch):
        monkeypatch.setitem(paging.page.__kwdefaults__, "size", 3)
        kept = [story(title=f"t{number}", diagnoses=["mcl"]) for number in range(8)]
        # All of one moment, so that only the id tells them apart.
        moment = kept[0].published_at
        Story.objects.update(published_at=moment)
        for one in kept:
            one.topics.update(published_at=moment)
        order = [one.title for one in sorted(kept, key=lambda one: one.pk, reverse=True)]
        for start in ("/stories/", "/stories/?relation=survivor", "/diagnoses/mcl/"):
            seen, url, newer = [], start, []
            while url:
                html = page(client, url)
                seen.append(titles(html))
                newer.append(link(html, "prev", start))
                url = link(html, "next", start)
            assert [len(one) for one in seen] == [3, 3, 2]
            assert [title for one in seen for title in one] == order
            assert newer[0] is None
            assert titles(page(client, newer[2])) == seen[1]

    def test_a_story_that_goes_moves_nothing(self, client, monkeypatch):
        monkeypatch.setitem(paging.page.__kwdefaults__, "size", 2)
        kept = [story(title=f"t{number}") for number in range(5)]
        older = link(page(client, "/stories/"), "next", "/stories/")
        workflow.withdraw(contribution_of(kept[4]), by=actors.contributor())
        assert titles(page(client, older)) == ["t2", "t1"]

    def test_search_engines_do_not_list_searches(self, client):
        story(uses=("website", "search-engines"))
        assert "noindex" not in page(client, "/stories/")
        assert "noindex" in page(client, "/stories/?q=garlic")
