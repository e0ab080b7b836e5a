"""What is taken in comes out again, byte for byte; what is hidden does not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.directory_file.file_writer import write_entries
from directory.geo.paths import packed_file
from directory.infrastructure import paths
from directory.model.cell_types import FORMULA, Vocabulary, is_nothing
from directory.model.columns import DELIVERY, KINDS, ROUTES
from directory.model.service_entry import HELD_BACK, ServiceEntry, VenueEntry, VenueRow
from directory.model.service_status import STATUSES
from directory.storage import reference_data
from tests.directory_builders import (
    SPOTS,
    TODAY,
    Directory,
    entry,
    hidden,
    known_facts,
    venue,
    vocabulary,
)

ENGLISH = [spot[0] for spot in SPOTS if spot[3].startswith("E")]
SHIPPED = paths.data() / "services.csv"


def as_words(drawn: str) -> str:
    """Return what a cell of words may hold: no spaces around it, nothing that would be run."""
    tidy = drawn.strip()
    return f"A{tidy}" if not tidy or tidy.startswith(FORMULA) or is_nothing(tidy) else tidy


def listed(values: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True).map(tuple)


letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff")
words = st.text(letters | st.sampled_from('",;\n é=@'), max_size=12).map(as_words)
maybe = st.none() | words
days = st.dates(max_value=TODAY)
numbers = st.none() | st.integers(0, 300)
values = st.fixed_dictionaries(
    {
        "name": words,
        "organisation": words,
        "kind": st.sampled_from(KINDS),
        "status": st.sampled_from(STATUSES),
        "organisation_number": maybe,
        "programme": st.sampled_from([None, "abc", "keep"]),
        "description": maybe,
        "ends_on": st.none() | days,
        "age_from_months": st.none() | st.integers(-9, 10),
        "age_under_months": st.none() | st.integers(11, 216),
        "accepts_abuse": listed(f for f in known_facts() if f.startswith("abuse.")),
        "requires": listed(known_facts()),
        "delivery": listed(DELIVERY),
        "areas_served": listed(["E08000021", "E92000001", "E10000015"]),
        "referral_routes": listed(ROUTES),
        "languages": listed(["English", "Polish", "British Sign Language, by arrangement"]),
        "waiting_weeks": numbers,
        "sessions": numbers,
        "on_call": st.sampled_from([None, True, False]),
        "assured_on": st.none() | days,
    }
)
venues = st.just(HELD_BACK) | st.builds(
    VenueEntry,
    name=maybe,
    address=maybe,
    postcode=st.none() | st.sampled_from(ENGLISH),
    hide_address=st.sampled_from([None, False]),
)


@st.composite
def canonical_entries(draw: st.DrawFn) -> list[ServiceEntry]:
    """Draw services as a file would state them, their rows mixed as in a sorted sheet."""
    count = draw(st.integers(1, 4))
    made = [
        entry(f"s{n}", *draw(st.lists(venues, min_size=1, max_size=3, unique=True)), **draw(values))
        for n in range(count)
    ]
    places = iter(draw(st.permutations(range(sum(len(each.rows) for each in made)))))
    placed = [
        replace(each, rows=tuple(sorted(
            (VenueRow(position=next(places), venue=row.venue) for row in each.rows),
            key=lambda row: row.position,
        )))
        for each in made
    ]  # fmt: skip
    return sorted(placed, key=lambda each: each.positions[0])


@given(entries=canonical_entries())
@with_settings(max_examples=120, deadline=None, database=None,
               suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
def test_any_entries_are_read_back_as_they_were_written(
    entries: list[ServiceEntry], words: Vocabulary
) -> None:
    content = write_entries(entries)

    assert list(read_entries(content, words)) == entries
    assert write_entries(read_entries(content, words)) == content


@pytest.mark.database
@given(entries=canonical_entries())
@with_settings(max_examples=15, deadline=None, database=None,
               suppress_health_check=list(HealthCheck))  # fmt: skip
def test_any_file_comes_out_of_the_database_as_it_went_in(
    entries: list[ServiceEntry], directory: Directory
) -> None:
    content = write_entries(entries)

    directory.import_(content)

    assert directory.export() == content
    assert directory.import_(content).is_empty


@pytest.mark.database
def test_the_shipped_directory_comes_out_byte_for_byte(directory: Directory) -> None:
    if not packed_file().is_file():
        pytest.skip("needs the packed postcodes that “waymark places build” makes")
    known = reference_data.places_in(packed_file())
    content = SHIPPED.read_bytes()

    directory.take(*read_entries(content, vocabulary(known)), sample=True)

    assert directory.export() == content


SECRET = {"name": "Rose House", "address": "1 Rose Street"}
HIDDEN = (hidden("NE1 4ST", **SECRET), hidden("NE8 1AA", **SECRET), venue("NE3 1AA"))


@pytest.mark.database
def test_a_hidden_address_is_in_no_export(directory: Directory) -> None:
    directory.take(entry("quay", *HIDDEN))

    content = directory.export().decode()

    assert "NE3 1AA" in content
    assert not any(word in content for word in ("Rose", "NE1 4ST", "NE8 1AA"))
    assert content.count(",yes,") == 2


@pytest.mark.database
def test_a_hidden_address_is_kept_when_our_own_export_is_taken_in_again(
    directory: Directory,
) -> None:
    directory.take(entry("quay", *HIDDEN))

    assert directory.import_(directory.export()).is_empty
    directory.import_(directory.export().replace(b"quay,quay", b"quay,Linden"))

    stored = directory.stored()["quay"]
    assert (stored.values["name"], stored.venues) == ("Linden", HIDDEN)


@pytest.mark.database
def test_an_export_keeps_the_order_of_the_last_file(directory: Directory) -> None:
    first = write_entries([entry("b", position=0), entry("a", position=1)])
    second = write_entries([entry("a", position=0), entry("c", position=1), entry("b", position=2)])

    directory.import_(first)
    assert directory.export() == first
    directory.import_(second)

    assert directory.export() == second


@pytest.mark.database
def test_a_service_that_is_no_longer_in_the_file_is_in_no_export(directory: Directory) -> None:
    directory.take(entry("a"), entry("b", position=1))
    directory.take(entry("a"))

    assert b"b,b," not in directory.export()


def test_the_shipped_file_is_written_as_we_write_it() -> None:
    content = Path(SHIPPED).read_bytes()

    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")
