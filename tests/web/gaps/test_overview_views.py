"""The first page of gaps, its chains, its download and the API say the same numbers."""

import csv
import io
import json
from typing import Any

import pytest
from click.testing import CliRunner

from directory.cli import main
from tests.directory_builders import DURHAM, NEWCASTLE, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.domain.need.test_worked_example import worked  # noqa: F401 (a fixture)
from tests.web.page import words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
ASKED = "miles=3"
ID = "ng76:1.7.4"


@pytest.fixture
def client(page_client: PageClient, worked: Directory) -> PageClient:  # noqa: F811
    return page_client


def rows_in_csv(client: PageClient) -> dict[str, dict[str, str]]:
    content = client.raw.get(f"/gaps/need.csv?{ASKED}").get_data().decode("utf-8-sig")
    return {row["column"]: row for row in csv.DictReader(io.StringIO(content)) if row["id"] == ID}


def row_of(client: PageClient, path: str = "/gaps/") -> Any:
    return next(tr for tr in client.get(f"{path}?{ASKED}").all("tbody tr") if "1.7.4" in words(tr))


def test_the_largest_known_shortfall_comes_first_with_its_range(client: PageClient) -> None:
    page = client.get(f"/gaps/?{ASKED}")

    sentence = words(page.all(".waymark-need__worst li")[0])
    # NG76 1.7.10 is for those under 12: 288, 288 and 144 children, and no category is left out.
    assert sentence.endswith(
        "122 (108 to 223) of the 122 (108 to 223) children likely to need it have no place."
        " No service in this directory delivers it here."
    )


def test_what_nobody_has_a_share_for_is_counted_and_not_called_a_shortfall(
    client: PageClient,
) -> None:
    page = client.get(f"/gaps/?{ASKED}")

    sentences = [words(each) for each in page.all(".waymark-need__worst li")]
    assert not any("at most" in each for each in sentences)
    main = words(page.one("main"))
    assert "nobody has said which share of these children needs them: what to find out" in main


def test_page_csv_and_api_say_the_same(client: PageClient) -> None:
    told = rows_in_csv(client)
    for code, need, short in (
        ("all", ["27", "32", "66"], ["0", "0", "20"]),
        (NEWCASTLE, ["9", "11", "36"], ["0", "0", "8"]),
        ("E08000037", ["15", "15", "15"], ["3", "9", "15"]),
        (DURHAM, ["3", "6", "15"], ["0", "0", "9"]),
    ):
        names = ("least", "likely", "most")
        assert [told[code][f"need_{name}"] for name in names] == need
        assert [told[code][f"short_{name}"] for name in names] == short

    answer = client.raw.get(f"/api/v1/gaps/need?{ASKED}").get_json()
    [row] = [each for each in answer["rows"] if each["id"] == ID]
    assert row["total"]["need"] == {"least": 27, "likely": 32, "most": 66}
    assert [cell["short"]["most"] for cell in row["cells"]] == [9, 15, 8]
    assert answer["to_find_out"][0]["service"] == "silent"
    assert [words(cell) for cell in row_of(client).find_all("td")] == [
        "32 27 to 66", "46", "0 0 to 20", "0 0 to 9", "9 3 to 15", "0 0 to 8",
    ]  # fmt: skip


def test_every_number_leads_to_the_steps_that_made_it(client: PageClient) -> None:
    page = client.get(f"/gaps/?{ASKED}")
    links = [
        str(link["href"]) for link in page.all(".waymark-need__worst a, .waymark-need tbody a")
    ]

    assert links
    for link in dict.fromkeys(link for link in links if ID in link):
        path, _, part = link.partition("#")
        chain = client.get(path)
        assert chain.all("table caption")
        assert not part or chain.one(f"#{part}")


def test_a_chain_shows_each_step_with_its_source(client: PageClient) -> None:
    page = client.get(f"/gaps/need/{ID}?{ASKED}&area={NEWCASTLE}")

    steps = [words(row) for row in page.all("table tbody tr")]
    assert steps[0].startswith("Children under 5 years Children of these ages Made up")
    assert steps[0].endswith("120")
    assert "108 children on a child protection plan at 31 March (2,500)" in steps[1]
    assert steps[1].endswith("30 (30 to 60)")
    assert "75% of 108 children on a child protection plan" in steps[2]
    assert steps[3].endswith("Our audit, 2026 11 (9 to 36)")


def test_what_to_find_out_names_the_services(client: PageClient) -> None:
    text = client.get(f"/gaps/?{ASKED}").text

    assert "If silent says that it takes them: 60 more can reach a service" in text
    assert text.index("If silent") < text.index("If mothers")


def test_the_decay_is_chosen_and_said(client: PageClient) -> None:
    usual = client.get(f"/gaps/need/{ID}?{ASKED}").text
    other = client.get(f"/gaps/need/{ID}?{ASKED}&decay=none").text

    assert "with this decay: 1 in the nearest third of the distance, 0.68 in the next" in usual
    assert "with this decay: 1 anywhere within the distance" in other


def test_a_share_that_nobody_set_is_asked_for(client: PageClient) -> None:
    page = client.get(f"/gaps/need/ng76:1.7.17?{ASKED}")

    assert "Not known. Which share of them has anxiety" in page.text
    assert "at most" in page.text


@pytest.mark.parametrize("path", ["/gaps/", "/gaps/need"])
def test_no_component_or_modifier_is_a_row(client: PageClient, path: str) -> None:
    refs = [words(ref) for ref in client.get(f"{path}?{ASKED}").all(".waymark-matrix__ref")]

    assert refs
    assert not {"NICE NG76 1.5.8", "NICE NG76 1.5.12", "NICE NG76 1.5.4"}.intersection(refs)
    assert path != "/gaps/" or len(refs) <= 14


def test_no_sentence_counts_every_child_as_one_in_need(client: PageClient) -> None:
    page = client.get(f"/gaps/recommendation/{ID}?{ASKED}")

    assert "Most children of these ages do not need it" in page.text
    assert "has a service" not in page.text


def test_an_unknown_chain_is_not_found(client: PageClient) -> None:
    client.get("/gaps/need/ng76:1.5.8", status=404)


def test_a_sample_says_so_in_every_file(page_client: PageClient, directory: Directory) -> None:
    people(directory, area("E01-town", "NE1 4ST"))
    directory.take(entry("a", venue("NE1 4ST"), programme="abc"), sample=True)

    for path in ("need.csv", "matrix.csv", "kinds.csv"):
        reply = page_client.raw.get(f"/gaps/{path}")
        rows = list(csv.DictReader(io.StringIO(reply.get_data().decode("utf-8-sig"))))
        assert rows
        assert {row["sample"] for row in rows} == {"sample"}
        assert "-sample-" in reply.headers["Content-Disposition"]
    for path in ("gaps", "gaps/need"):
        assert page_client.raw.get(f"/api/v1/{path}").get_json()["sample"] is True


def test_a_closed_service_is_not_drawn_and_one_that_ends_is_marked(
    page_client: PageClient, directory: Directory
) -> None:
    people(directory, area("E01-town", "NE1 4ST"), area("E01-quay", "NE8 1AA"))
    directory.take(
        entry("closed", venue("NE8 1AA"), programme="abc", status="closed"),
        entry("ending", venue("NE1 4ST"), programme="abc", status="closing"),
    )

    page = page_client.get(f"/gaps/recommendation/{ID}?{ASKED}")
    drawn = page.all(".waymark-gaps__picture .waymark-gaps__venue")
    assert ["waymark-gaps__venue--ending" in mark["class"] for mark in drawn] == [True]
    assert "one that is to end" in page.text


def test_the_command_says_what_the_api_says(
    client: PageClient,
    worked: Directory,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", worked.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(worked.settings.places))
    monkeypatch.setenv("WAYMARK_DATA", str(worked.settings.data))
    said = CliRunner().invoke(main, ["gaps", "need", "--miles", "3", "--format", "json"])

    told = {row["id"]: row["total"] for row in json.loads(said.stdout)["rows"]}
    answer = client.raw.get(f"/api/v1/gaps/need?{ASKED}").get_json()
    assert told[ID] == next(row["total"] for row in answer["rows"] if row["id"] == ID)
