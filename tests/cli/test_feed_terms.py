"""`waymark feed terms`, `map`, `enrich` and `contact`: a feed explained, with a preview."""

import pytest

from tests.application.feeds.served import BASE, Server, record
from tests.cli.conftest import Run
from tests.directory_builders import Directory

pytestmark = pytest.mark.database


@pytest.fixture
def north(run: Run, server: Server) -> Server:
    """Return a feed of three services whose term is not known, added and pulled."""
    tag = [{"taxonomy_term": {"name": "Family help"}}]
    area = [{"service_area": "Outer West"}]
    server.records = [
        record(n, attributes=tag, service_areas=area, email="sunshine99@gmail.com") for n in "abc"
    ]
    run("feed", "add", BASE, "--name", "north")
    run("feed", "pull")
    return server


def test_what_is_not_understood_is_listed_with_its_count(run: Run, north: Server) -> None:
    assert run("feed", "terms", "north").stdout.splitlines() == [
        "terms:", "     3  Family help", "areas:", "     3  Outer West"
    ]  # fmt: skip


def test_a_preview_writes_nothing_and_the_same_without_it_does(
    run: Run, north: Server, directory: Directory
) -> None:
    wish = ("feed", "map", "north", "Family help", "--kind", "practical_help")

    shown = run(*wish, "--dry-run")
    before = run("feed", "terms", "north").stdout
    done = run(*wish)
    area = run("feed", "map", "north", "Outer West", "--area", "Gateshead")

    assert shown.stdout.startswith("Would change: 3 entries")
    assert "Family help" in before
    assert done.stdout.startswith("Changed: 3 entries")
    assert "areas_served from “” to “E08000037”" in area.stdout
    assert run("feed", "terms", "north").stdout == "Every term and area name is understood\n"


def test_an_entry_is_enriched_with_ages_in_words(run: Run, north: Server) -> None:
    done = run("feed", "enrich", "north~a", "north~b", "--ages", "under 5s", "--kind", "parenting")

    assert done.stdout.startswith("Changed: 2 entries")
    assert "age_under_months from “” to “60”" in done.stdout


def test_kinds_and_ages_that_words_name_are_shown_and_taken_for_a_whole_feed(
    run: Run, north: Server
) -> None:
    north.records = [each | {"description": "Counselling for under 5s."} for each in north.records]
    run("feed", "pull", "--refresh")

    shown = run("feed", "suggestions", "north").stdout
    taken = run("feed", "suggestions", "north", "--take").stdout

    assert "north~a: kind therapeutic? description: “Counselling for under 5s.”" in shown
    assert taken.endswith("Taken: 3 entries\n")
    assert run("feed", "suggestions", "north").stdout == ""


def test_addresses_in_doubt_are_listed_by_a_code_and_decided(run: Run, north: Server) -> None:
    [first, *_] = run("feed", "contact", "north").stdout.splitlines()
    code = first.rpartition("(")[2].rstrip(")")

    said = run("feed", "contact", "north", code, "group")

    assert "su… (" in first
    assert "sunshine99" not in first
    assert said.stdout == "Noted. To take it in: waymark feed pull north\n"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("map", "north"), 2, "give a TERM or --whole"),
        (("map", "north", "x", "--area", "Nowhere"), 1, "nor the name of one"),
        (("map", "north", "x", "--programme", "abd"), 1, "is not the id of a programme"),
        (("map", "south", "x", "--kind", "other"), 1, "there is no feed south"),
        (("terms", "south"), 1, "pull it first: waymark feed pull south"),
        (("enrich", "north~a"), 2, "say what holds"),
        (("enrich", "north~a", "--ages", "small"), 1, "should be ages, as in 0-5"),
        (("enrich", "north~z", "--kind", "other"), 1, "is no entry of the feed north"),
    ],
)
def test_what_cannot_be_is_one_plain_line(
    words: tuple[str, ...], status: int, said: str, run: Run, north: Server
) -> None:
    done = run("feed", *words)

    assert (done.exit_code, done.stdout) == (status, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
