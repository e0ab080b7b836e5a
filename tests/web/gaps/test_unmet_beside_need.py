"""What was asked for and not found, beside the need for it: for planners, and of closed months."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from directory.model.roles import AccountRole
from tests.directory_builders import HOME, NEWCASTLE, RECOMMENDATION, Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.web.gaps.test_unmet_views import ask
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
ELSEWHERE = "E06000047"


def test_the_steps_of_need_say_how_often_it_was_asked_for_here(
    directory: Directory, app: Flask
) -> None:
    people(directory, area("E01-town", HOME), area("E01-moor", "DH1 1AA"))
    ask(directory, 6, found=False)
    ask(directory, 5, found=True)
    ask(directory, 9, found=False, authority=ELSEWHERE)
    ask(directory, 4, found=False, month="2026-10")
    path = f"/gaps/need/{RECOMMENDATION}?area={NEWCASTLE}"

    page = planner_on(app, datetime(2026, 12, 1, 9, tzinfo=UTC), path)
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        shown = PageClient(app.test_client()).get(path)

    assert "at least 11 times in months that are over, and at least 6 times found nothing" in (
        words(page.one("main"))
    )
    assert "Workers asked" not in shown.text
    before = planner_on(app, datetime(2026, 11, 30, 9, tzinfo=UTC), path)
    assert "have not asked for it here five times" in words(before.one("main"))


def planner_on(app: Flask, at: datetime, path: str) -> Page:
    """Return a page as a planner sees it at a time."""
    with time_machine.travel(at):
        planner = PageClient(app.test_client())
        sign_in(planner.raw, AccountRole.COMMISSIONER)
        return planner.get(path)
