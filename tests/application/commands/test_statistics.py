"""A set of figures is replaced whole, once, and a sample never takes the place of a real one."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from directory.application.commands.statistics import take_need, take_population
from directory.exchange.statistics.need import Need, read_need
from directory.exchange.statistics.population import Population, read_population
from directory.exchange.statistics.publication_registry import FileStatement
from directory.storage import AuditEvent, DirectoryVersion, FigureSource, NeedFigure, PopulationArea
from tests.directory_builders import NOW, Directory
from tests.exchange.statistics.builders import CITY, NEWCASTLE, TWO_EACH, city, table

pytestmark = pytest.mark.database

SAID = FileStatement(title="T", dated="2020-06-30", licence="L")
AGES = [f"age_{age}" for age in range(18)]


def population(content: bytes = city()) -> Population:
    return read_population(content, said=SAID)


def authority(number: str = "2") -> Population:
    rows = [NEWCASTLE, *[number] * 18]
    return population(table(["lad25_code", *AGES], rows))


def need(*numbers: Any) -> Need:
    heads = ["authority", "year", "measure", "category", "number"]
    rows = [
        [NEWCASTLE, 2025 - back, "referrals", "all", number] for back, number in enumerate(numbers)
    ]
    return read_need(table(heads, *rows), said=FileStatement(title="N", licence="L"))


def take(directory: Directory, found: Population | Need, *, is_sample: bool = False) -> bool:
    with directory.session() as session:
        if isinstance(found, Need):
            return take_need(session, found, actor="test", now=NOW, is_sample=is_sample)
        return take_population(session, found, actor="test", now=NOW, is_sample=is_sample)


def areas(directory: Directory) -> dict[str, PopulationArea]:
    with directory.session() as session:
        found = {area.code: area for area in session.scalars(select(PopulationArea))}
        session.expunge_all()
    return found


def version(directory: Directory) -> int:
    with directory.session() as session:
        return session.scalars(select(DirectoryVersion.number)).one()


def test_children_are_kept_by_age_with_their_point(directory: Directory) -> None:
    assert take(directory, population())

    kept = areas(directory)
    assert len(kept) == 6
    assert kept["E01000001"].children == tuple(map(int, TWO_EACH))
    assert (kept["E01000001"].easting, kept["E01000001"].authority) == (532_158, CITY)
    assert kept["E01000001"].girls is None
    with directory.session() as session:
        source = session.get_one(FigureSource, "population")
        assert (source.title, source.areas, source.is_sample) == ("T", "lsoa11", False)


def test_a_new_set_leaves_nothing_of_the_old(directory: Directory) -> None:
    take(directory, population())

    assert take(directory, authority())

    assert [*areas(directory)] == [NEWCASTLE]
    assert areas(directory)[NEWCASTLE].easting is None


def test_every_kept_answer_lapses_and_one_event_of_counts_is_left(directory: Directory) -> None:
    before = version(directory)

    take(directory, population())

    assert version(directory) > before
    with directory.session() as session:
        [event] = session.scalars(select(AuditEvent))
        assert (event.actor, event.action) == ("test", "population.import")
        assert json.loads(event.detail) == {"areas": 6, "children": 216, "sample": False}


def test_the_same_set_again_changes_nothing(directory: Directory) -> None:
    take(directory, population())
    take(directory, need(5, "c"))
    before = version(directory)

    assert not take(directory, population())
    assert not take(directory, need(5, "c"))
    assert version(directory) == before


@pytest.mark.parametrize("changed", ["numbers", "source"])
def test_a_set_that_differs_is_taken(directory: Directory, changed: str) -> None:
    take(directory, authority())
    other = authority("3") if changed == "numbers" else authority()
    if changed == "source":
        rows = [NEWCASTLE, *TWO_EACH]
        other = read_population(
            table(["lad25_code", *AGES], rows),
            said=FileStatement(title="U", dated="2021", licence="L"),
        )

    assert take(directory, other)


def test_a_sample_never_takes_the_place_of_real_figures(directory: Directory) -> None:
    take(directory, authority())
    take(directory, need(5))

    assert not take(directory, population(), is_sample=True)
    assert not take(directory, need(6), is_sample=True)

    assert [*areas(directory)] == [NEWCASTLE]


def test_real_figures_take_the_place_of_the_sample(directory: Directory) -> None:
    take(directory, authority(), is_sample=True)

    assert take(directory, authority())

    with directory.session() as session:
        assert not session.get_one(FigureSource, "population").is_sample


def test_what_is_withheld_is_kept_as_such(directory: Directory) -> None:
    take(directory, need(5, "c"))

    with directory.session() as session:
        found = {f.year: (f.number, f.withheld) for f in session.scalars(select(NeedFigure))}
        [detail] = session.scalars(select(AuditEvent.detail))
    assert found == {2025: (5, None), 2024: (None, "c")}
    assert json.loads(detail) == {"figures": 2, "withheld": 1, "sample": False}


def test_a_failure_on_the_way_leaves_what_was_there(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(directory, authority())
    monkeypatch.setattr("directory.application.commands.statistics.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        take(directory, population())

    assert [*areas(directory)] == [NEWCASTLE]
