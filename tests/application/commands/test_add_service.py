"""Adding one entry: after the others, with its first version, under an id of its own."""

import pytest
from sqlalchemy import select

from directory.application.commands.edit_service import (
    ServiceExistsError,
    add_service,
)
from directory.application.commands.service_versions import (
    versions_of,
)
from directory.storage import Service
from tests.application.commands.edit_desk import BY, Desk
from tests.directory_builders import Directory, entry, venue

pytestmark = pytest.mark.database


@pytest.fixture
def desk(directory: Directory) -> Desk:
    directory.take(entry("a", venue("NE1 4ST")), entry("b"))
    return Desk(directory)


def add(desk: Desk, **cells: str) -> str:
    stated = {
        "id": "new-one", "name": "New one", "organisation": "O", "kind": "parenting",
        "status": "active", **cells,
    }  # fmt: skip
    with desk.directory.session() as session:
        made = add_service(session, stated, words=desk.words, locate=desk.locate, by=BY)
        session.commit()
        return made.id


def test_a_new_entry_stands_after_the_others_and_has_its_first_version(desk: Desk) -> None:
    id = add(desk, phone="0191 498 0101")

    with desk.directory.session() as session:
        assert session.scalars(select(Service.id).order_by(Service.position)).all()[-1] == id
        [kept] = versions_of(session, id)
        assert (kept.before, kept.after["phone"]) == ({}, "0191 498 0101")


def test_a_new_entry_takes_no_id_that_is_in_use(desk: Desk) -> None:
    with pytest.raises(ServiceExistsError):
        add(desk, id="a")
