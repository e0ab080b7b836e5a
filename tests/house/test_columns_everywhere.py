"""Every column of the directory file is told by every way out, or the table says why it is not."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.infrastructure import paths
from directory.infrastructure.settings import Settings
from directory.model.change_events import NOT_NEWS
from directory.model.columns import COLUMNS, NAMES, OF_SERVICE, Column
from directory.web.app import create_app
from directory.web.find.history import text
from tests.directory_builders import Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.house.column_outlets import OUTLETS, cells_of, fill, told_columns

NOT_IN_THE_ANSWER = (
    "organisation_number", "kind", "description", "starts_on", "age_from_months",
    "age_under_months", "venue_name", "address", "areas_served", "hours", "email", "cost",
    "capacity", "places_per_year", "cost_per_place", "languages",
    "accessibility", "trained_staff", "accreditation", "accreditation_expires", "weeks",
    "sessions", "on_call",
)  # fmt: skip
"""An answer of the API says which services fit and why; docs/api.md says where the rest stands."""
WHO_LOOKED = "says when somebody looked, not that anything is otherwise"
EXCEPTIONS: Mapping[str, Mapping[str, str]] = {
    "Open Referral": {"id": "a service travels under a uuid that is made of its id"},
    "API match": dict.fromkeys(NOT_IN_THE_ANSWER, "stands in record.json, under the id"),
    "change log": {
        "assured_on": WHO_LOOKED,
        "assured_by": WHO_LOOKED,
        "waiting_as_of": WHO_LOOKED,
        "hide_address": "that an address is hidden now would say that it could be found before",
    },
}
"""What an outlet does not tell, by outlet and column, and why."""


@pytest.fixture
def data() -> Path:
    """Return the shipped knowledge, also where no conftest is read."""
    return paths.data()


@pytest.fixture
def client(settings: Settings, directory: Directory) -> Iterator[FlaskClient]:
    fill(directory)
    app = create_app(settings)
    app.testing = True
    yield app.test_client()
    app.extensions["engine"].dispose()


@pytest.mark.database
def test_every_outlet_tells_every_column_but_those_of_the_table(
    directory: Directory, client: FlaskClient
) -> None:
    lost, found = [], []
    for name, tell in OUTLETS.items():
        told, excepted = told_columns(tell(directory, client)), EXCEPTIONS.get(name, {})
        lost += [f"{name}: {column}" for column in NAMES if column not in {*told, *excepted}]
        found += [f"{name}: {column}" for column in NAMES if column in told & excepted.keys()]

    assert lost == [], "told by no words there: mend it, or say why in EXCEPTIONS"
    assert found == [], "told there after all: take it out of EXCEPTIONS"


def test_the_table_names_outlets_and_columns_that_there_are() -> None:
    assert EXCEPTIONS.keys() <= OUTLETS.keys()
    for columns in EXCEPTIONS.values():
        assert columns.keys() <= set(NAMES)
        assert all(columns.values())


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_two_cells_are_made_for_any_column(column: Column) -> None:
    first, other = cells_of(column)

    assert first != other


def test_the_change_log_has_words_for_every_column() -> None:
    """A column without words would be told by its name in the file."""
    expected = {c.name for c in OF_SERVICE} - NOT_NEWS - {"id", "status"} | {"venues", "vendor"}

    assert text.COLUMNS.keys() == expected
