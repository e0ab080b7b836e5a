"""Where would one more do most good: asked and answered in the browser and by command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from directory.cli.gaps_site import site
from directory.geo import Places
from directory.web.base_form import error_list
from directory.web.gaps.siting_form import SitingForm
from tests.directory_builders import (  # fmt: skip
    DURHAM,
    HOME,
    NEWCASTLE,
    PROGRAMME,
    RECOMMENDATION,
    Directory,
    entry,
    hidden,
    venue,
)
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.rulebook import knowledge

pytestmark = pytest.mark.database
PATH, FORM = "/gaps/siting", "form[method=post]"
ASKED = {"target": f"recommendation:{RECOMMENDATION}"}
QUAY, SOUTH, MOOR = "NE8 1AA", "NE8 4AA", "DH1 1AA"
PREMISES = {"sort": "postcodes", "postcodes": f"{HOME}\n\n{SOUTH}\n{MOOR}"}
Run = Callable[..., Result]


@pytest.fixture
def laid(directory: Directory) -> Directory:
    """Town has 60 children under 5, South 180 and Moor 60."""
    people(directory, area("town", HOME), area("south", SOUTH, (36,) * 18), area("moor", MOOR))
    directory.take(
        entry("a", venue(QUAY, name="Quay Rooms"), name="Play", organisation="Quay Trust"),
        entry("refuge", hidden(SOUTH, name="Secret House", address="1 Secret Road"), position=1),
    )
    return directory


@pytest.fixture
def run(laid: Directory, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", laid.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(laid.settings.places))

    def said(*given: object) -> Result:
        return CliRunner().invoke(site, list(map(str, given)), catch_exceptions=False)

    return said


def ask(client: PageClient, query: str = "?miles=1", status: int = 200, **typed: Any) -> Page:
    return client.submit(client.get(PATH + query), {**ASKED, **typed}, FORM, status)


def sites(page: Page) -> list[list[str]]:
    table = page.one("[aria-label='The new sites']")
    return [[words(cell) for cell in row.select("td, th")] for row in table.select("tbody tr")]


def test_the_form_begins_with_the_terms_of_the_address(
    page_client: PageClient, laid: Directory
) -> None:
    page = page_client.get(f"{PATH}?miles=3&trained=1&area={DURHAM}")

    assert "within 3 miles, and it has trained staff" in page.text
    assert "Counted for County Durham" in page.text
    action = str(page.one(FORM)["action"])
    assert all(part in action for part in ("miles=3", "trained=1", f"area={DURHAM}"))


def test_what_would_be_there_can_be_named_by_a_link(
    page_client: PageClient, laid: Directory
) -> None:
    page = page_client.get(f"{PATH}?target=programme:{PROGRAMME}")
    assert page.form_values(FORM)["target"] == [f"programme:{PROGRAMME}"]
    page = page_client.get(f"{PATH}?target=programme:none")
    assert "target" not in page.form_values(FORM)


def test_the_answer_says_what_is_chosen_what_it_adds_and_how_good_it_is(
    page_client: PageClient, laid: Directory
) -> None:
    page = ask(page_client, **PREMISES, sites="2")

    assert sites(page) == [
        ["1", f"{SOUTH} Gateshead", "180", "180"],
        ["2", f"{HOME} Newcastle upon Tyne", "60", "60"],
    ]
    assert "With 2 new sites, 240 more of 300 children under 5 years" in page.text
    assert "That is 80% in place of 0%" in page.text
    assert "No other choice of 2 of the 3 reaches more children: proven." in page.text
    assert "and so on, reaches as many" in page.text
    shares = page.one("[aria-label='Reached before and after, by authority']")
    assert "Gateshead 180 0 180 0% 100%" in words(shares)
    assert "A new site takes every child who is meant" in page.text


def test_the_new_sites_are_numbered_on_the_map(page_client: PageClient, laid: Directory) -> None:
    page = ask(page_client, **PREMISES, sites="2")
    numbers = page.all(".waymark-gaps__picture .waymark-siting__number")
    assert [words(each) for each in numbers] == ["1", "2"]


def test_no_postcode_gets_into_an_address(page_client: PageClient, laid: Directory) -> None:
    page = ask(page_client, **PREMISES)
    for tag in page.all("[href], [action]"):
        address = str(tag.get("href") or tag.get("action"))
        assert "NE8" not in address
        assert "postcode" not in address
    assert page.form_values(FORM)["postcodes"][0].split() == PREMISES["postcodes"].split()


def test_venues_of_the_directory_are_named_with_who_is_there_and_hidden_ones_never(
    page_client: PageClient, laid: Directory
) -> None:
    page = ask(page_client, "?miles=5", sort="venues")
    assert sites(page) == [["1", "Quay Rooms Play, Quay Trust", "240", "240"]]
    assert "Secret" not in page.response.get_data(as_text=True)


def test_anywhere_names_places_by_half_a_postcode_and_a_grid_reference(
    page_client: PageClient, laid: Directory
) -> None:
    [[_, name, adds, _]] = sites(ask(page_client, sort="anywhere"))
    assert name.startswith("Near NE")
    assert "grid reference NZ 265 605" in name
    assert adds == "180"


def test_teams_are_named_by_their_districts(page_client: PageClient, laid: Directory) -> None:
    [[_, name, *_]] = sites(ask(page_client, sort="teams"))
    assert name == "A team for Gateshead visits homes in all of it"


def test_the_fewest_that_reach_a_share_are_found(page_client: PageClient, laid: Directory) -> None:
    page = ask(page_client, **PREMISES, way="share", share="90")
    assert len(sites(page)) == 3
    assert "No choice of fewer than 3 reaches the share: proven." in page.text


def test_a_share_out_of_reach_is_said(page_client: PageClient, laid: Directory) -> None:
    page = ask(page_client, sort="postcodes", postcodes=HOME, way="share", share="90%")
    assert "90% cannot be reached: all that were looked at together would bring the share" in (
        page.text
    )
    assert page.all("[aria-label='The new sites']") == []


def test_a_share_that_is_reached_already_needs_nothing(
    page_client: PageClient, laid: Directory
) -> None:
    laid.take(
        entry(
            "team", programme=PROGRAMME, delivery=("home",), areas_served=(NEWCASTLE,),
            age_from_months=0, age_under_months=60,
        )
    )  # fmt: skip
    page = ask(page_client, **PREMISES, way="share", share="10")
    assert "Nothing more is needed: 20% are reached now" in page.text
    page = ask(page_client, f"?area={NEWCASTLE}", **PREMISES)
    assert "All 60 children under 5 years in Newcastle upon Tyne have a service" in page.text


def test_what_cannot_be_asked_is_said_beside_its_field(
    page_client: PageClient, laid: Directory
) -> None:
    page = ask(page_client, status=422, target="", sites="0")
    assert page.errors == [
        "Choose a recommendation or a programme",
        "Number of new sites must be 1 to 10",
    ]
    assert words(page.one("#sites-error")).endswith(page.errors[1])


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"target": ""}, "target", "Choose a recommendation or a programme"),
        ({"target": "kind:other"}, "target", "Choose a recommendation or a programme"),
        ({"sites": "0"}, "sites", "Number of new sites must be 1 to 10"),
        ({"sites": "many"}, "sites", "Number of new sites must be 1 to 10"),
        ({"sites": "1000000"}, "sites", "Number of new sites must be 1 to 10"),
        ({"way": "share", "share": ""}, "share", "percentage from 1 to 100, such as 80"),
        ({"way": "share", "share": "101"}, "share", "percentage from 1 to 100, such as 80"),
        ({"sort": "moon"}, "sort", "Choose where they could be"),
        ({"sort": "postcodes"}, "postcodes", "Enter a postcode of premises on each line"),
        ({"sort": "postcodes", "postcodes": "NE1 4ST\n" * 301}, "postcodes", "at most 300"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_of_its_field(
    app: Flask, places: Places, typed: dict[str, str], field: str, says: str
) -> None:
    with app.test_request_context(method="POST", data=ASKED | typed):
        form = SitingForm(knowledge(), places, meta={"csrf": False})
        assert not form.validate()
        [problem] = error_list(form)
    assert problem["href"] == f"#{field}"
    assert says in problem["text"]


def test_each_postcode_that_cannot_be_placed_is_listed_with_its_line_and_nothing_is_lost(
    page_client: PageClient, laid: Directory
) -> None:
    typed = "NE1 4ST\nrubbish\n\nBT1 1AA"
    page = ask(page_client, status=422, sort="postcodes", postcodes=typed, sites="4")
    assert [error.split(":")[0] for error in page.errors] == [
        "Line 2",
        "Line 4",
    ]
    values = page.form_values(FORM)
    assert values["postcodes"][0].split() == typed.split()
    assert (values["sites"], values["sort"], values["target"]) == (
        ["4"],
        ["postcodes"],
        [ASKED["target"]],
    )


def test_ages_that_are_none_are_said_and_not_counted(
    page_client: PageClient, laid: Directory
) -> None:
    page = ask(page_client, "?from_years=5&under_years=5", 422, **PREMISES)
    assert page.errors == ["The youngest age must be below the oldest"]


def test_without_any_figures_the_page_says_so(
    page_client: PageClient, directory: Directory
) -> None:
    page = ask(page_client, sort="anywhere")
    assert "are meant by this" in page.text
    assert "waymark population import" in page.text


def test_the_command_says_what_the_page_says(
    run: Run, page_client: PageClient, tmp_path: Path
) -> None:
    file = tmp_path / "premises.txt"
    file.write_text(PREMISES["postcodes"])
    options = ("--recommendation", RECOMMENDATION, "--from", file, "--miles", 1, "--sites", 2)
    text, found = run(*options).stdout, json.loads(run(*options, "--format", "json").stdout)

    page = ask(page_client, **PREMISES, sites="2")
    assert found["headline"] in page.text
    assert found["headline"] in text
    assert [[each["name"], str(each["adds"])] for each in found["sites"]] == [
        [name.rsplit(" ", len(name.split()) - 2)[0], adds] for _, name, adds, _ in sites(page)
    ]
    assert (found["is_proven_best"], found["most_that_any_choice_adds"]) == (True, 240)
    assert all(line in page.text for line in found["proof"])


def test_the_command_finds_the_fewest(run: Run) -> None:
    said = run("--recommendation", RECOMMENDATION, "--from", "teams", "--share", 75,
               "--format", "json")  # fmt: skip
    found = json.loads(said.stdout)
    assert len(found["sites"]) == found["fewest_that_any_choice_needs"] == 2


def test_the_command_names_every_postcode_that_cannot_be_placed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "premises.txt"
    file.write_text("NE1 4ST\nrubbish\nBT1 1AA\n")
    done = run("--programme", PROGRAMME, "--from", file)
    assert done.exit_code == 1
    lines = [line.partition("premises.txt")[2] for line in done.stderr.splitlines()]
    assert [line.split(":")[0] for line in lines] == [", line 2", ", line 3"]


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        ((), 2, "give --recommendation or --programme"),
        (("--recommendation", "x"), 2, "there is none of this id"),
        (("--programme", "x"), 2, "there is none of this id"),
        (("--programme", PROGRAMME, "--sites", 1, "--share", 5), 2, "give one of the two"),
        (("--programme", PROGRAMME, "--from", "moon"), 1, "is none of venues, anywhere, teams"),
        (("--programme", PROGRAMME, "--authority", "E1"), 2, "no figures of children for"),
        (
            ("--programme", PROGRAMME, "--abuse", "x"),
            2,
            "should be a fact that can be asked about: x",
        ),
    ],
)
def test_the_command_says_what_it_cannot_be_asked(
    run: Run, options: tuple[object, ...], status: int, says: str
) -> None:
    done = run(*options)
    assert (done.exit_code, says in done.stderr) == (status, True)
