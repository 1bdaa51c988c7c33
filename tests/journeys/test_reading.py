"""A story read as its reader likes: kept in their browser alone, and there before it is shown.

And hard stories left out: by the address, by what the browser keeps, and without scripts.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.house import WORDS

pytestmark = pytest.mark.browser

VOICE = """
window.spoken = [];
const voices = [{ lang: "en-GB", localService: true, name: "Here" }];
const speech = new EventTarget();
Object.assign(speech, {
    getVoices: () => voices,
    speak: (one) => { spoken.push(one.text); setTimeout(() => one.onend && one.onend(), 300); },
    cancel: () => {},
});
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) sum += one.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 400);
})"""


@pytest.fixture(scope="module")
def told(house):
    """The addresses of a story that anybody may meet, and of one by somebody who lost someone."""
    found = []
    for title, relation in (("A spring of soup", "patient"), ("His garlic", "bereaved")):
        contribution = house.submit(title=title, relation=relation, body=WORDS)[0]
        house.decide(contribution, "approve")
        found.append(house.story(contribution))
    return found


def style(page, name: str) -> str:
    return page.evaluate(f"getComputedStyle(document.body)['{name}']")


def test_it_reads_as_chosen_and_stays_so(told, someone):
    reader = someone()
    page = reader.page
    reader.go(told[0])
    before = page.locator(".prose").evaluate("(one) => getComputedStyle(one).fontSize")
    page.get_by_text("Bigger letters, dark, calm").click()
    page.locator("[name=reading-text][value=larger]").check()
    page.locator("[name=reading-colours][value=dark]").check()
    reader.look("A spring of soup")
    page.reload()
    after = page.locator(".prose").evaluate("(one) => getComputedStyle(one).fontSize")
    assert float(after[:-2]) == pytest.approx(float(before[:-2]) * 1.45)
    assert style(page, "backgroundColor") == "rgb(25, 23, 21)"
    assert page.evaluate(SHIFT) == 0
    reader.go("/about/")
    assert style(page, "backgroundColor") == "rgb(25, 23, 21)"
    reader.go(told[0])
    page.get_by_text("Bigger letters, dark, calm").click()
    page.locator("[name=reading-colours][value=calm]").check()
    reader.look("A spring of soup")
    for name in ("text", "colours"):
        page.locator(f"[name=reading-{name}][value='']").check()
    assert page.evaluate("localStorage.length") == 0
    assert style(page, "backgroundColor") == "rgb(251, 250, 246)"
    assert page.context.cookies() == []


def test_hard_stories_are_left_out_as_the_browser_remembers(told, someone):
    reader = someone()
    page = reader.page
    page.add_init_script(VOICE)
    garlic = page.get_by_role("link", name="His garlic")
    reader.go("/stories/")
    page.get_by_role("link", name="Leave them out for now").click()
    expect(page).to_have_url(re.compile(r"/stories/\?veil=on#veil$"))
    expect(page.locator("#veil")).to_be_focused()  # where its answer is
    expect(garlic).to_have_count(0)
    reader.look("Stories")
    for url in ("/stories/", "/stories/?veil=&relation=bereaved"):  # as from somewhere else
        reader.go(url)
        expect(page).to_have_url(re.compile(r"veil=on$"))
        expect(garlic).to_have_count(0)
    reader.go(told[1])
    for seen in (page.locator(".story"), page.get_by_role("button", name="Listen")):
        expect(seen).to_be_hidden()
    reader.look()
    page.emulate_media(media="print")
    expect(page.get_by_text("This story can wait")).to_be_visible()
    for unseen in (page.locator(".prose"), page.get_by_text("Read it", exact=True)):
        expect(unseen).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_text("Read it", exact=True).press("Enter")
    title = page.get_by_role("heading", name="His garlic")
    expect(title).to_be_focused()
    expect(title).to_have_css("font-weight", "500")  # as every other story's
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".prose")).to_be_visible()
    expect(page.get_by_text("This story can wait")).to_be_hidden()
    page.emulate_media(media="screen")
    reader.go("/diagnoses/")
    page.get_by_role("link", name="Show them").click()
    expect(page).to_have_url(re.compile(r"/diagnoses/#veil$"))
    reader.go("/stories/")
    expect(garlic).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_the_veil_without_scripts(told, someone):
    reader = someone(scripts=False)
    page = reader.page
    reader.go("/help/")
    reader.follow("Leave them out for now")
    page.locator(".nav a[href*=share]").click()
    page.locator(".nav a").first.click()  # back from a room of one's own
    expect(page.get_by_role("link", name="A spring of soup")).to_be_visible()
    expect(page.get_by_role("link", name="His garlic")).to_have_count(0)
    reader.go(f"{told[1]}?veil=on")
    expect(page.locator(".story")).to_be_hidden()
    page.get_by_text("Read it", exact=True).click()
    expect(page.locator(".story .prose")).to_be_visible()


def test_it_is_read_aloud_by_the_browser_itself(told, someone):
    listener = someone()
    page = listener.page
    page.add_init_script(VOICE)
    listener.go(told[0])
    listener.press("Listen")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_timeout(800)
    listener.press("Pause")
    heard = page.evaluate("spoken.length")
    assert heard > 1
    listener.press("Go on listening")
    assert page.evaluate("spoken")[heard] == page.evaluate("spoken")[heard - 1]
    assert WORDS.startswith(page.evaluate("spoken")[0].strip())
    listener.look("A spring of soup")
    stranger = someone()
    stranger.go(told[0])
    expect(stranger.page.locator("[data-listen]")).to_be_hidden()  # this browser has no voice


ARTICLE = "/information/bone-marrow-tests/"
TOP = "document.querySelector('main .prose').getBoundingClientRect().top"


def test_one_goes_on_where_one_stopped(someone):
    reader = someone()
    page = reader.page
    more = page.get_by_role("button", name="Go on where you were")
    reader.go(ARTICLE)
    expect(more).to_be_hidden()
    page.evaluate("scrollTo(0, 4000)")
    reader.go("/about/")
    reader.go(ARTICLE)
    more.click()
    expect(page.locator(".prose :focus")).to_be_in_viewport()
    assert page.evaluate(TOP) < -2000
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # read to its end
    reader.go("/about/")
    assert page.evaluate("localStorage.length") == 0


def test_where_one_stopped_is_forgotten_when_asked_and_in_time(someone):
    reader = someone()
    page = reader.page
    more = page.get_by_role("button", name="Go on where you were")
    for days, seen in ((29, True), (31, False)):
        reader.go("/about/")
        page.evaluate(
            "([path, days]) => localStorage.setItem('marrow-places',"
            " JSON.stringify({ [path]: [9, Math.floor(Date.now() / 864e5) - days] }))",
            [ARTICLE, days],
        )
        reader.go(ARTICLE)
        expect(more).to_be_visible(visible=seen)
        page.get_by_text("Bigger letters, dark, calm").click()
        page.get_by_role("button", name="Forget it").click()
        expect(page.get_by_text("It is forgotten.")).to_be_visible()
        expect(more).to_be_hidden()
        page.evaluate("scrollTo(0, 4000)")
        reader.go("/about/")
        assert page.evaluate("localStorage.length") == 0


def test_an_article_is_read_aloud_without_the_numbers_of_its_sources(someone):
    listener = someone()
    page = listener.page
    page.add_init_script(VOICE.replace("300", "0"))
    listener.go(f"/es{ARTICLE}")
    expect(page.get_by_role("button", name="Escuchar")).to_be_hidden()  # no Spanish voice here
    listener.go(ARTICLE)
    listener.press("Listen")
    page.wait_for_timeout(500)
    assert len(page.evaluate("spoken")) > 12
    assert [one for one in page.evaluate("spoken") if re.search(r"[a-z][.,]\d", one)] == []


def test_calm_reaches_an_example_and_what_is_pictured(someone):
    reader = someone()
    page = reader.page
    reader.go(ARTICLE)
    page.get_by_text("Bigger letters, dark, calm").click()
    page.locator("[name=reading-colours][value=calm]").check()
    careful = "getComputedStyle(document.documentElement).getPropertyValue('--careful').trim()"
    ink = careful.replace("--careful", "--ink")
    assert page.evaluate(careful) == page.evaluate(ink)
    reader.look()


@pytest.mark.parametrize(
    ("scripts", "words"), [(True, "Turn it in 3D (about"), (False, "Look at the steps")]
)
def test_what_a_picture_leads_to_is_told_as_it_is(someone, scripts, words):
    reader = someone(scripts=scripts)
    reader.go(ARTICLE)
    assert reader.page.locator(".exhibit .button").inner_text().startswith(words)


def test_a_picture_is_printed_though_nobody_saw_it(someone):
    reader = someone(phone=False)
    reader.go(ARTICLE)
    reader.page.wait_for_load_state("networkidle")
    picture = reader.page.locator(".exhibit img")
    assert picture.evaluate("(one) => one.complete && one.naturalWidth") == 720
    reader.page.emulate_media(media="print")
    assert 200 < picture.bounding_box()["height"] < 320
