"""Read the settings from the environment and check them, all at once.

Every setting is listed here and nowhere else: docs/settings.md is printed from
this list by `waymark settings`, and a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from directory import paths

DEVELOPMENT = "development"
PRODUCTION = "production"
DEVELOPMENT_KEY = "development only: anyone may read this key"
SHORTEST_KEY = 32
MOST_PROXIES = 5
DATABASES = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as a person reads of it: its name, default and meaning."""

    name: str
    default: str
    meaning: str


LISTED = (
    Setting(
        name="WAYMARK_ENV",
        default="development",
        meaning="development, or production: secure cookies, HTTPS only, logs as JSON.",
    ),
    Setting(
        name="SECRET_KEY",
        default="none in production",
        meaning=f"Signs the session cookie. At least {SHORTEST_KEY} characters, kept secret.",
    ),
    Setting(
        name="DATABASE_URL",
        default="SQLite: instance/waymark.sqlite",
        meaning="sqlite:///file, or postgresql://user:password@host/name.",
    ),
    Setting(
        name="WAYMARK_PLACES",
        default="instance/places.bin",
        meaning="The packed postcodes that waymark places build makes.",
    ),
    Setting(
        name="WAYMARK_DATA",
        default="data",
        meaning="The folder of knowledge files and the sample directory.",
    ),
    Setting(
        name="WAYMARK_PROXIES",
        default="0",
        meaning="How many proxies of yours stand in front of the server (X-Forwarded-…).",
    ),
    Setting(
        name="WAYMARK_COUNT_ASKS",
        default="yes",
        meaning="Count by month and council what is asked for and not found: yes, or no.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running copy, checked."""

    environment: str
    secret_key: str
    database_url: str
    places: Path
    data: Path
    proxies: int = 0
    counts_asks: bool = True

    @property
    def is_production(self) -> bool:
        """Say whether real families' workers use this copy."""
        return self.environment == PRODUCTION


class SettingsError(Exception):
    """The settings are wrong; `problems` says each in words, without its value."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read(environ: Mapping[str, str]) -> Settings:
    """Return the settings in `environ`, or raise SettingsError with every problem."""
    problems: list[str] = []
    environment = _environment(environ, problems)
    settings = Settings(
        environment=environment,
        secret_key=_secret_key(environ, environment, problems),
        database_url=_database_url(environ, problems),
        places=Path(environ.get("WAYMARK_PLACES") or paths.instance() / "places.bin"),
        data=_data(environ, problems),
        proxies=_proxies(environ, problems),
        counts_asks=_counts_asks(environ, problems),
    )
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _environment(environ: Mapping[str, str], problems: list[str]) -> str:
    value = environ.get("WAYMARK_ENV") or DEVELOPMENT
    if value not in (DEVELOPMENT, PRODUCTION):
        problems.append(f"WAYMARK_ENV is “{value}”: write {DEVELOPMENT} or {PRODUCTION}")
    return value


def _secret_key(environ: Mapping[str, str], environment: str, problems: list[str]) -> str:
    value = environ.get("SECRET_KEY") or ""
    if environment == DEVELOPMENT:
        return value or DEVELOPMENT_KEY
    if not value:
        problems.append("SECRET_KEY is missing: outside development it has no default")
    elif len(value) < SHORTEST_KEY or value == DEVELOPMENT_KEY:
        problems.append(
            f"SECRET_KEY can be guessed: use at least {SHORTEST_KEY} characters made at random"
        )
    return value


def _database_url(environ: Mapping[str, str], problems: list[str]) -> str:
    value = environ.get("DATABASE_URL")
    if not value:
        url = URL.create("sqlite", database=str(paths.instance() / "waymark.sqlite"))
        return url.render_as_string()
    try:
        url = make_url(value)
        return _with_driver(url).render_as_string(hide_password=False)
    except (ArgumentError, KeyError, ValueError):
        # The value may hold a password, so it is not repeated.
        problems.append(
            "DATABASE_URL is not one Waymark can use: write sqlite:///file"
            " or postgresql://user:password@host/name"
        )
        return value


def _with_driver(url: URL) -> URL:
    """Name the driver we install; a file of SQLite is taken from where we run."""
    url = url.set(drivername=DATABASES[url.drivername])
    if url.drivername == "sqlite" and url.database and not url.database.startswith(":"):
        return url.set(database=str(Path(url.database).absolute()))
    return url


def _data(environ: Mapping[str, str], problems: list[str]) -> Path:
    folder = Path(environ.get("WAYMARK_DATA") or paths.data())
    if not folder.is_dir():
        problems.append(f"WAYMARK_DATA: there is no folder {folder}")
    return folder


def _proxies(environ: Mapping[str, str], problems: list[str]) -> int:
    value = environ.get("WAYMARK_PROXIES") or "0"
    if value.isdecimal() and int(value) <= MOST_PROXIES:
        return int(value)
    problems.append(f"WAYMARK_PROXIES is “{value}”: write a whole number, 0 to {MOST_PROXIES}")
    return 0


def _counts_asks(environ: Mapping[str, str], problems: list[str]) -> bool:
    value = environ.get("WAYMARK_COUNT_ASKS") or "yes"
    if value not in ("yes", "no"):
        problems.append(f"WAYMARK_COUNT_ASKS is “{value}”: write yes or no")
    return value == "yes"
