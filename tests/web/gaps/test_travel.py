"""Minutes by the table of travel times on the page, in the API and by command."""

import json

import pytest
from click.testing import CliRunner

from directory.cli import main
from tests.directory_builders import HOME, NEWCASTLE, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.domain.coverage.test_travel import AT_QUAY, MOOR, QUAY, TOWN, table, whole
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database

PATH = "/gaps/recommendation/ng76:1.7.4"
ASKED = "miles=3&minutes=20"
COUNTED = {"children": 180, "reached": 60, "maybe": 60, "nobody": 60}


@pytest.fixture
def homes(directory: Directory) -> Directory:
    people(directory, area(TOWN, HOME), area(QUAY, AT_QUAY), area(MOOR, "DH1 1AA"))
    directory.take(entry("a", venue(HOME), **whole(name="Near by")))
    return directory


@pytest.fixture
def timed(homes: Directory) -> Directory:
    table(homes, {(TOWN, HOME): 20})
    return homes


def test_minutes_are_offered_only_where_there_is_a_table(
    page_client: PageClient, homes: Directory
) -> None:
    assert not page_client.get("/gaps/").all("select[name=minutes]")

    table(homes, {(TOWN, HOME): 20})

    assert page_client.get("/gaps/").all("select[name=minutes]")


def test_the_page_says_what_minutes_mean_and_by_which_table(
    page_client: PageClient, timed: Directory
) -> None:
    page = page_client.get(f"{PATH}?{ASKED}")

    assert (
        "has a venue within 20 minutes by the table of travel times, or within 3 miles where the"
        " table says nothing, which counts as “we cannot tell”"
    ) in page.text
    assert "within 20 minutes by the table of travel times or at home, for this" in page.text
    assert "Times of travel: Drive times, 1 March 2026. Ours." in page.text
    assert "The table has no time from 2 of the 3 areas here." in page.text
    assert "in a straight line; the way by road" not in page.text


def test_without_a_table_an_address_that_asks_for_minutes_counts_miles_and_says_so(
    page_client: PageClient, homes: Directory
) -> None:
    page = page_client.get(f"{PATH}?{ASKED}")

    assert "There is no table of travel times: ask in miles" in page.text
    assert "within 3 miles or at home, for this" in page.text


def test_what_is_too_long_a_way_is_said_of_the_service(
    page_client: PageClient, timed: Directory
) -> None:
    table(timed, {(TOWN, HOME): 35, (QUAY, HOME): 50, (MOOR, HOME): 70})

    page = page_client.get(f"{PATH}?{ASKED}")

    assert "35 minutes from the nearest homes by the table of travel times: over 20" in page.text


def test_the_api_and_the_command_count_as_the_page_does(
    page_client: PageClient, timed: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", timed.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(timed.settings.places))

    api = page_client.raw.get(f"/api/v1/gaps?{ASKED}").get_json()
    words = ["gaps", "show", "--miles", "3", "--minutes", "20", "--format", "json"]
    told = json.loads(CliRunner().invoke(main, words, catch_exceptions=False).stdout)

    for found in (api, told):
        [row] = [each for each in found["rows"] if each["id"] == "ng76:1.7.4"]
        assert {name: row["total"][name] for name in COUNTED} == COUNTED
        assert "Times of travel: Drive times, 1 March 2026. Ours." in found["to_bear_in_mind"]


def test_without_a_table_the_api_and_the_command_refuse_minutes(
    page_client: PageClient, homes: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", homes.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(homes.settings.places))

    api = page_client.raw.get(f"/api/v1/gaps?{ASKED}")
    done = CliRunner().invoke(main, ["gaps", "show", "--minutes", "20"], catch_exceptions=False)

    assert (api.status_code, "no table of travel times" in api.get_data(as_text=True)) == (
        422,
        True,
    )
    assert done.exit_code == 2
    assert done.stderr.startswith("--minutes: There is no table of travel times: ask in miles")


def test_a_new_site_is_counted_by_miles_and_that_is_said(
    timed: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", timed.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(timed.settings.places))
    words = ["gaps", "site", "--recommendation", "ng76:1.7.4", "--from", "venues"]
    words += ["--minutes", "20", "--miles", "3", "--authority", NEWCASTLE, "--authority"]

    done = CliRunner().invoke(main, [*words, "E08000037"], catch_exceptions=False)

    assert "With 1 new site, 60 more of 120 children" in done.stdout
    assert "New sites are counted within 3 miles in a straight line" in done.stdout
