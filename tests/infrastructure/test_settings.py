"""Settings are checked at the start, every problem at once, and none of their values leak."""

import re
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from directory.cli.settings import settings_page
from directory.infrastructure import paths
from directory.infrastructure.setting_list import LISTED
from directory.infrastructure.settings import DEVELOPMENT_KEY, SettingsError, read

LONG_KEY = "a-key-made-at-random-0123456789abcdef"

NAME = re.compile(r'"(WAYMARK_[A-Z_]+|SECRET_KEY(?:_OLD)?|DATABASE_URL)"')


def test_an_empty_environment_is_development_with_sqlite() -> None:
    settings = read({})

    assert not settings.is_production
    assert settings.secret_key == DEVELOPMENT_KEY
    assert make_url(settings.database_url).database == str(paths.instance() / "waymark.sqlite")
    assert settings.data == paths.data()


def test_every_problem_is_named_at_once() -> None:
    environ = {
        "WAYMARK_ENV": "prod",
        "DATABASE_URL": "mysql://somewhere/name",
        "WAYMARK_DATA": "nowhere",
        "WAYMARK_PROXIES": "one",
    }

    with pytest.raises(SettingsError) as raised:
        read(environ)

    named = [problem.split()[0].rstrip(":") for problem in raised.value.problems]
    assert named == ["WAYMARK_ENV", "SECRET_KEY", "DATABASE_URL", "WAYMARK_DATA", "WAYMARK_PROXIES"]


@pytest.mark.parametrize("key", ["", "short", DEVELOPMENT_KEY])
def test_production_has_no_key_that_can_be_guessed(key: str) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        read({"WAYMARK_ENV": "production", "SECRET_KEY": key})


def test_production_starts_with_a_key_of_its_own() -> None:
    settings = read({"WAYMARK_ENV": "production", "SECRET_KEY": LONG_KEY})

    assert settings.is_production
    assert settings.secret_key == LONG_KEY


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql://u:p@h:5433/n", "postgresql+psycopg://u:p@h:5433/n"),
        ("sqlite:////srv/waymark.sqlite", "sqlite:////srv/waymark.sqlite"),
        ("sqlite://", "sqlite://"),
    ],
)
def test_a_database_is_spoken_to_through_the_driver_we_install(given: str, used: str) -> None:
    assert read({"DATABASE_URL": given}).database_url == used


def test_a_file_of_sqlite_is_taken_from_where_we_run() -> None:
    url = read({"DATABASE_URL": "sqlite:///council.sqlite"}).database_url

    assert make_url(url).database == str(Path.cwd() / "council.sqlite")


@pytest.mark.parametrize("url", ["nonsense with secret", "oracle://u:secret@h/n", "://secret"])
def test_a_wrong_database_url_is_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read({"DATABASE_URL": url})

    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("count", ["-1", "6", "1.5", "many"])
def test_a_wrong_number_of_proxies_is_refused(count: str) -> None:
    with pytest.raises(SettingsError, match="whole number, 0 to 5"):
        read({"WAYMARK_PROXIES": count})


def test_the_page_of_settings_is_current() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "settings.md"

    assert page.read_text() == settings_page(), "waymark settings > docs/settings.md"


def test_every_setting_that_is_read_is_listed_and_each_listed_is_read() -> None:
    folder = Path(paths.__file__).parent
    sources = [file.read_text() for file in folder.glob("*settings.py")]
    read_in_code = {name for text in sources for name in NAME.findall(text)}

    assert {setting.name for setting in LISTED} == read_in_code
