"""`waymark db`, and every command over a database that is not as it should be."""

from pathlib import Path

import pytest
from sqlalchemy import text

from directory.storage import migrations
from directory.storage.engine import engine_for
from tests.cli.conftest import Run, waymark
from tests.directory_builders import Directory, row, sheet

HEAD = migrations.head()
NOBODY_LISTENS = "postgresql://nobody:secret@127.0.0.1:1/nothing"


@pytest.fixture
def commands(tmp_path: Path) -> list[list[object]]:
    """Return every command that opens the database."""
    (tmp_path / "case.json").write_text("{}")
    (tmp_path / "services.csv").write_bytes(sheet(row()))
    return [
        ["match", tmp_path / "case.json"],
        ["services", "import", tmp_path / "services.csv"],
        ["services", "import", tmp_path / "services.csv", "--dry-run"],
        ["services", "export", tmp_path / "out.csv"],
        ["demo", "load"],
    ]


@pytest.mark.database
def test_an_upgrade_makes_the_database_and_may_be_run_again(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_database_url)

    for _ in range(2):
        done = waymark("db", "upgrade")
        assert (done.exit_code, done.output) == (0, f"The database is at {HEAD}\n")


def test_the_check_says_that_models_and_migrations_agree() -> None:
    done = waymark("db", "check")

    assert (done.exit_code, done.output) == (0, f"Models and migrations agree at {HEAD}\n")


@pytest.mark.database
def test_a_database_without_its_migrations_is_sent_to_the_upgrade(
    empty_database_url: str, run: Run, commands: list[list[object]],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    if empty_database_url.startswith("sqlite"):
        empty_database_url = f"sqlite:///{tmp_path / 'bare.sqlite'}"
    else:
        downgrade(empty_database_url)
    monkeypatch.setenv("DATABASE_URL", empty_database_url)

    for command in commands:
        done = run(*command)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == "the database is not up to date: run “waymark db upgrade” first\n"


def downgrade(url: str) -> None:
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()


@pytest.mark.database
def test_a_server_out_of_reach_is_one_plain_line_without_the_password(
    run: Run, commands: list[list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", NOBODY_LISTENS)

    for command in (*commands, ["db", "upgrade"]):
        done = run(*command)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("the database cannot be used: ")
        assert "secret" not in done.stderr


@pytest.mark.database
def test_a_database_of_a_later_version_is_left_alone(run: Run, directory: Directory) -> None:
    with directory.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))

    done = run("db", "upgrade")
    with directory.engine.begin() as connection:  # tests on PostgreSQL share their tables
        head = text("UPDATE alembic_version SET version_num = :head")
        connection.execute(head, {"head": HEAD})

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "9999_later" in done.stderr


def test_a_file_that_is_not_a_database_is_one_plain_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: list[list[object]]
) -> None:
    file = tmp_path / "notes.sqlite"
    content = b"Not a database, but long enough to be read as one. " * 9
    file.write_bytes(content)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")

    for command in (commands[0], commands[3], ["db", "upgrade"]):
        done = waymark(*command)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "not a database" in done.stderr
    assert file.read_bytes() == content


@pytest.mark.parametrize("command", [["db", "upgrade"], ["services", "export", "-"]])
def test_a_folder_that_cannot_be_made_is_one_plain_line(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'a.sqlite'}")

    done = waymark(*command)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "the database cannot be made there" in done.stderr
