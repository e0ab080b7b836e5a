"""A copy does not start for others in a state that could hurt them."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from directory.cli.start_checks import is_loopback, start_problems
from directory.infrastructure.serving_settings import weakness_of
from directory.infrastructure.settings import (
    DEVELOPMENT_KEY,
    PRODUCTION,
    Settings,
    SettingsError,
    read,
)
from directory.storage import migrations
from directory.storage.engine import engine_for
from tests.cli.conftest import Run, waymark

HEAD = migrations.head()
KEY = "0f3c9a7e51d84b26a9c0e7715b3d2f48"


@pytest.fixture
def production(settings: Settings) -> Settings:
    """Return settings with which a copy may be served."""
    mail = replace(settings.mail, site="https://waymark.example.org")
    return replace(settings, environment=PRODUCTION, secret_key=KEY, mail=mail)


def test_a_sound_copy_may_be_served(production: Settings) -> None:
    assert start_problems(production, "0.0.0.0") == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.4", "waymark.example.org", ""])
def test_a_copy_in_development_is_for_its_own_machine(settings: Settings, host: str) -> None:
    assert start_problems(settings, "127.0.0.1") == []
    [problem] = start_problems(settings, host)
    assert "WAYMARK_ENV=production" in problem


def test_the_command_refuses_a_public_address_without_an_environment(run: Run) -> None:
    done = run("serve", "--host", "0.0.0.0")

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "can be reached from other machines" in done.stderr


def test_the_key_of_development_is_refused(production: Settings) -> None:
    [problem] = start_problems(replace(production, secret_key=DEVELOPMENT_KEY), "127.0.0.1")

    assert "SECRET_KEY" in problem


def test_an_address_for_links_is_asked_for(production: Settings, settings: Settings) -> None:
    [problem] = start_problems(replace(production, mail=settings.mail), "127.0.0.1")

    assert "WAYMARK_SITE" in problem


def test_a_missing_database_is_refused_and_not_made(production: Settings, tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite"
    [problem] = start_problems(replace(production, database_url=f"sqlite:///{file}"), "127.0.0.1")

    assert "there is no database" in problem
    assert not file.exists()


@pytest.mark.database
def test_a_database_behind_is_refused(production: Settings) -> None:
    engine = engine_for(production.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0009_changed_in'"))
    found = start_problems(production, "127.0.0.1")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
    engine.dispose()

    assert len(found) == 1
    assert "0009_changed_in" in found[0]


def test_a_database_that_does_not_answer_is_refused(production: Settings) -> None:
    url = "postgresql+psycopg://nobody:secret@127.0.0.1:1/nothing"
    [problem] = start_problems(replace(production, database_url=url), "127.0.0.1")

    assert "does not answer" in problem
    assert "secret" not in problem


def test_missing_postcodes_are_refused(production: Settings, tmp_path: Path) -> None:
    [problem] = start_problems(replace(production, places=tmp_path / "none.bin"), "127.0.0.1")

    assert "waymark places build" in problem


def test_unsound_knowledge_is_refused(
    production: Settings, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("WAYMARK_ENV", PRODUCTION)
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("WAYMARK_SITE", "https://waymark.example.org")
    monkeypatch.setenv("WAYMARK_DATA", str(tmp_path / "data"))

    assert waymark("serve").exit_code == 3


@pytest.mark.parametrize(
    "key", ["short", "a" * 40, "changeme" * 5, "secret" * 6, "abababab" * 4, "1234567 " * 4]
)
def test_a_key_that_can_be_guessed_is_refused(key: str) -> None:
    assert weakness_of(key)
    with pytest.raises(SettingsError, match="SECRET_KEY") as raised:
        read({"WAYMARK_ENV": PRODUCTION, "SECRET_KEY": key})
    assert key not in str(raised.value)


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("[::1]", True), ("localhost", True),
     ("0.0.0.0", False), ("192.168.0.1", False), ("localhost.example.org", False)],
)  # fmt: skip
def test_an_address_of_this_machine_is_known(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own
