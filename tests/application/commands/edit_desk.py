"""An editor at work on one directory, for tests of edits."""

import json

from sqlalchemy import select

from directory.application.commands.edit_service import (
    EditBy,
    edit_service,
    entry_to_edit,
    hide_addresses,
    restore_version,
)
from directory.application.commands.geocoding import locator
from directory.application.commands.service_versions import (
    cells_of,
    versions_of,
)
from directory.storage import AuditEvent, ServiceChange, ServiceVersion
from tests.directory_builders import NOW, Directory, vocabulary

BY = EditBy(actor="editor 1", source="edit page", now=NOW)


class Desk:
    """An editor at work on one directory."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.words = vocabulary(directory.places)
        self.locate = locator(directory.places)

    def edit(self, based_on: int | None = None, id: str = "a", **changes: str) -> bool:
        with self.directory.session() as session:
            base = self.version(id) if based_on is None else based_on
            done = edit_service(
                session, id, changes, based_on=base, words=self.words, locate=self.locate, by=BY
            )
            session.commit()
            return done

    def hide(self, hide: bool = True) -> bool:
        with self.directory.session() as session:
            done = hide_addresses(session, "a", hide=hide, locate=self.locate, by=BY)
            session.commit()
            return done

    def restore(self, version: int) -> None:
        with self.directory.session() as session:
            restore_version(session, "a", version, words=self.words, locate=self.locate, by=BY)
            session.commit()

    def version(self, id: str = "a") -> int:
        with self.directory.session() as session:
            return entry_to_edit(session, id)[1]

    def cells(self) -> dict[str, str]:
        with self.directory.session() as session:
            return cells_of(entry_to_edit(session, "a")[0])

    def versions(self) -> list[ServiceVersion]:
        with self.directory.session() as session:
            found = versions_of(session, "a")
            session.expunge_all()
            return found

    def everything_kept(self) -> str:
        """Return all that versions, the log and the audit trail hold, as one text."""
        with self.directory.session() as session:
            rows = [
                *((v.before, v.after) for v in session.scalars(select(ServiceVersion))),
                *(c.changed for c in session.scalars(select(ServiceChange))),
                *(e.detail for e in session.scalars(select(AuditEvent))),
            ]
        return json.dumps(rows)
