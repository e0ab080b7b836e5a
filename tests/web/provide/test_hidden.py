"""No check of a file tells where a hidden address is, in the file or in the directory."""

import pytest

from tests.directory_builders import Directory, entry, hidden, row, sheet
from tests.exchange.directory_file.workbooks import workbook
from tests.web.provide.conftest import Check
from tests.web.provide.test_check import changes

pytestmark = pytest.mark.database
SECRET = {"venue_name": "Rose House", "address": "1 Rose Street", "postcode": "NE1 4ST"}
BAD = {"postcode": "NE1 4S", "address": "=1 Rose Street", "venue_name": "@Rose"}
SHOWN = row(id="b", description="At NE1 4ST, 1 Rose Street", **SECRET)
FILES = (
    pytest.param(sheet(row(hide_address="yes", **SECRET)), id="sound"),
    pytest.param(sheet(row(hide_address="yes", kind="x", **SECRET)), id="wrong elsewhere"),
    pytest.param(sheet(row(hide_address="Yes", **SECRET)), id="not quite yes"),
    pytest.param(sheet(row(hide_address="yes", **BAD)), id="wrong itself"),
    pytest.param(sheet(row(hide_address="yes", **SECRET), SHOWN), id="given away"),
    pytest.param(workbook(row(hide_address=True, **SECRET)), id="a workbook"),
)


@pytest.mark.parametrize("content", FILES)
def test_a_hidden_address_is_never_repeated(content: bytes, check: Check) -> None:
    page = check(content)

    said = page.text.replace("as in NE1 4ST", "")
    assert not any(word in said for word in ("Rose", "NE1 4S"))


@pytest.mark.parametrize("guess", ["NE1 4ST", "NE8 1AA"])
def test_a_guess_at_a_hidden_address_is_neither_confirmed_nor_denied(
    guess: str, check: Check, directory: Directory
) -> None:
    directory.take(entry("refuge", hidden("NE1 4ST"), organisation="O"))

    found = changes(
        check(sheet(row(id="refuge", name="refuge", hide_address="yes", postcode=guess)))
    )

    assert found["As it is now"] == "1 service"


def test_hidden_addresses_are_counted(check: Check) -> None:
    page = check(sheet(row(id="a", hide_address="yes"), row(id="b")))

    assert "1 service with a hidden address" in page.text
