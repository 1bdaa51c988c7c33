"""Decisions a minute that one person can make with the keyboard alone, in a real browser.

No time to read is counted: it is what the desk itself asks of somebody between two stories.
"""

import time

from django.conf import settings
from django.db import connections
from playwright.sync_api import Page

from benchmarks import evening
from benchmarks.crowd import moderator
from benchmarks.desk import signed_in
from benchmarks.figures import Figure
from benchmarks.processes import port_of, running
from moderation.models import Event
from moderation.states import Action
from tests.journeys.browser import launched

NUMBER = 99  # of the moderator, beside those who decide all at once


def measure(*, decisions: int) -> list[Figure]:
    """`decisions` approvals and requests for changes in turn, from the first key to the last."""
    evening.at_least(decisions + 1)
    user = moderator(NUMBER)
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    with running("web", "relay", "worker") as children, launched() as browser:
        address = f"http://localhost:{port_of(children['web'])}"
        context = browser.new_context()
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}]
        )
        page = context.new_page()
        page.goto(f"{address}/desk/")
        with page.expect_navigation():
            page.keyboard.press("n")
        start = time.perf_counter()
        for turn in range(decisions):
            decide(page, approve=turn % 2 == 0)
        seconds = time.perf_counter() - start
        context.close()
    connections.close_all()
    deeds = [Action.APPROVE, Action.REQUEST_CHANGES]
    made = Event.objects.filter(actor=user.pk, action__in=deeds).count()
    if made != decisions:
        raise RuntimeError(f"{made} decisions of {decisions} were made")
    return [
        Figure(
            "decisions with the keyboard in a browser, no time to read counted",
            f"{decisions / seconds * 60:.0f} a minute",
        )
    ]


def decide(page: Page, *, approve: bool) -> None:
    """One decision, which leads to the next story by itself."""
    with page.expect_navigation():
        page.keyboard.press("r")  # its gist was read
    if approve:
        with page.expect_navigation():
            page.keyboard.press("a")
        return
    page.keyboard.press("c")  # leads to the message, which it needs
    page.keyboard.type("Thank you. Would you leave the number out?")
    page.keyboard.press("Control+Enter")  # leads to the reason, which it needs too
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
