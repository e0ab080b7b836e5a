"""What a council added, and what it set aside, is marked on the pages and in the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.infrastructure.settings import DEVELOPMENT, DEVELOPMENT_KEY, Settings
from directory.storage.engine import engine_for
from directory.storage.migrations import upgrade
from directory.web.app import create_app
from tests.web.choose.journey import see_options
from tests.web.choose.people import NEGLECTED
from tests.web.knowledge.test_pages import CHANGES, RULE
from tests.web.page import words
from tests.web.page_client import PageClient
from tests.web.rulebook import RULEBOOK

SAID = "Set aside here: Nobody is trained in it (Head of early help, 1 November 2026)"


@pytest.fixture
def local(tmp_path: Path) -> Iterator[PageClient]:
    own = tmp_path / "own"
    (own / "rules").mkdir(parents=True)
    (own / "rules" / "northmore.yaml").write_text(RULE, "utf-8")
    (own / "changes.yaml").write_text(CHANGES, "utf-8")
    url = f"sqlite:///{tmp_path / 'waymark.sqlite'}"
    engine = engine_for(url)
    upgrade(engine)
    engine.dispose()
    app = create_app(
        Settings(
            environment=DEVELOPMENT,
            secret_key=DEVELOPMENT_KEY,
            database_url=url,
            places=tmp_path / "none.bin",
            data=RULEBOOK,
            local_knowledge=own,
        )
    )
    yield PageClient(app.test_client())
    app.extensions["engine"].dispose()


def test_both_stand_among_the_options_and_in_the_record(local: PageClient) -> None:
    page = words(see_options(local, NEGLECTED.values).one("main"))
    record = words(local.get("/choose/record/full").one("main"))
    note = words(local.get("/choose/record").one("textarea"))
    plain = " ".join(local.raw.get("/choose/record.txt").text.split())

    assert "Local: A family worker" in page
    assert SAID in page
    assert SAID in note
    for told in (record, plain):
        assert "Local: A family worker" in told
        assert "Nobody is trained in it (Head of early help, 1 November 2026)" in told
