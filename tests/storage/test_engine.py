"""How the database is reached, and what it keeps to."""

from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from directory.storage import Service, Venue
from directory.storage.base import WordList
from directory.storage.engine import engine_for
from tests.directory_builders import Directory, entry


def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'new' / 'folder' / 'a.sqlite'}")

    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    engine.dispose()


@pytest.mark.database
def test_a_venue_without_its_service_is_refused(directory: Directory) -> None:
    lost = insert(Venue).values(service_id="nobody", position=0)

    with pytest.raises(IntegrityError), directory.session() as session:
        session.execute(lost)


@pytest.mark.database
def test_a_service_brings_its_parts_in_their_order(directory: Directory) -> None:
    directory.take(entry("a", areas_served=("E08000037", "E08000021"), requires=("child.missing",)))

    with directory.session() as session:
        service = session.get_one(Service, "a")
        assert service.organisation.name == "Made up"
        assert [area.code for area in service.areas] == ["E08000037", "E08000021"]
        assert [each.fact for each in service.criteria] == ["child.missing"]
        assert service.venues == []


@pytest.mark.parametrize(
    ("words", "kept"), [((), ""), (("home",), "home"), (("home", "venue"), "home;venue")]
)
def test_words_are_kept_as_the_file_writes_them(words: tuple[str, ...], kept: str) -> None:
    dialect = engine_for("sqlite://").dialect

    assert WordList().process_bind_param(words, dialect) == kept
    assert WordList().process_result_value(kept, dialect) == words
