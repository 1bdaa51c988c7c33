"""A house and a browser for the journeys; the house for all of them, the browser for each file."""

import pytest

from tests.journeys.browser import DESKTOP, PHONE, Witness, chromium, launched
from tests.journeys.house import opened
from tests.journeys.person import Person


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """Real processes with a database of their own."""
    with opened(tmp_path_factory.mktemp("journeys")) as house:
        yield house


@pytest.fixture(scope="session")
def live(house):
    """The addresses of two public stories, one of them in Spanish."""
    told = [
        house.submit(title="Seen by everybody", consents=["website", "embed", "social"])[0],
        house.submit(title="El ajo y el teléfono", language="es", diagnoses=["aml", "mcl"])[0],
    ]
    for contribution in told:
        house.decide(contribution, "approve")
    return [house.story(contribution) for contribution in told]


@pytest.fixture(scope="module")
def browser():
    """One for each file: while Playwright runs, Django's database refuses this thread."""
    if chromium() is None:
        pytest.fail("There is no browser: install chromium, or name one with CHROMIUM=/path.")
    with launched() as browser:
        yield browser


@pytest.fixture
def someone(house, browser):
    """Makes a person with a browser of their own; afterwards no page may have misbehaved."""
    witness, contexts = Witness(house.url), []

    def make(*, phone=True, scripts=True, language="en"):
        context = browser.new_context(
            base_url=house.url,
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale=language,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        witness.watch(page)
        return Person(house, page, witness)

    yield make
    for context in contexts:
        context.close()
    assert witness.complaints == [], "\n".join(witness.complaints)


@pytest.fixture
def moderator(someone):
    """Somebody at the desk."""
    person = someone(phone=False)
    person.sign_in("moderator@example.org")
    return person
