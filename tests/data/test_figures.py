"""The figures of the sample, and the tables of areas: whole, sound, and each with its source."""

import csv

import pytest
from ruamel.yaml import YAML

from directory.exchange.statistics.authorities import authorities, districts_in, upper_names
from directory.exchange.statistics.lsoa_vintages import ended, is_lsoa
from directory.exchange.statistics.sample import FILE, sample_need, sample_population
from directory.geo.areas import LARGER_AREAS, REPLACED
from directory.infrastructure import paths


@pytest.fixture(scope="module")
def served() -> set[str]:
    """Return every authority that a service of the sample says it serves."""
    with (paths.data() / "services.csv").open(encoding="utf-8", newline="") as file:
        codes = {code for row in csv.DictReader(file) for code in row["areas_served"].split(";")}
    return codes - {"", *LARGER_AREAS}


def test_there_are_children_for_every_authority_that_the_sample_serves(served: set[str]) -> None:
    found = sample_population(paths.data())

    assert {row.authority for row in found.rows} == served
    assert (found.children, found.areas) == (386_140, "authority")


def test_there_is_need_for_every_authority_that_the_sample_serves(served: set[str]) -> None:
    rows = sample_need(paths.data()).rows

    assert {row.authority for row in rows} == served
    measures = {"children_in_need", "children_in_need_year", "child_protection_plans"}
    assert {row.measure for row in rows} == measures
    assert {row.year for row in rows} == {2025}


def test_each_set_names_its_source_its_date_and_its_licence() -> None:
    about = YAML(typ="safe").load((paths.data() / FILE).read_text(encoding="utf-8"))

    for each in about.values():
        assert {*each} == {"file", "title", "publisher", "taken_from", "dated", "licence"}
        assert "Open Government Licence v3.0" in each["licence"]
        assert "https://" in each["taken_from"]


def test_the_table_of_authorities_is_whole() -> None:
    known = authorities()

    assert (len(known), len(upper_names())) == (296, 153)
    assert sum(each.lsoas["lsoa11"] for each in known.values()) == 32_844
    assert sum(each.lsoas["lsoa21"] for each in known.values()) == 33_755
    assert not set(known) & REPLACED
    assert sum(len(districts_in(region)) for region in LARGER_AREAS) == 296


def test_the_lsoas_that_ended_are_lsoas() -> None:
    assert len(ended()) == 1034
    assert all(map(is_lsoa, ended()))
