"""Read the settings from the environment and check them, all at once.

They are listed in `setting_list`: docs/settings.md is printed from it by `waymark settings`, and a
test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from directory.infrastructure import paths
from directory.infrastructure.account_settings import AccountSettings, read_accounts
from directory.infrastructure.geocoder_settings import GeocoderSettings, read_geocoder
from directory.infrastructure.limit_settings import LimitSettings, read_limits
from directory.infrastructure.mail_settings import MailSettings, read_mail
from directory.infrastructure.serving_settings import ServingSettings, read_serving, weakness_of

DEVELOPMENT = "development"
PRODUCTION = "production"
DEVELOPMENT_KEY = "development only: anyone may read this key"
MOST_PROXIES = 5
DATABASES = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running copy, checked."""

    environment: str
    secret_key: str
    database_url: str
    places: Path
    data: Path
    local_knowledge: Path | None = None
    proxies: int = 0
    counts_asks: bool = True
    geocoder: GeocoderSettings | None = None
    accounts: AccountSettings = field(default_factory=AccountSettings)
    mail: MailSettings = field(default_factory=MailSettings)
    limits: LimitSettings = field(default_factory=LimitSettings)
    serving: ServingSettings = field(default_factory=ServingSettings)

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
    mail = read_mail(environ, problems)
    settings = Settings(
        environment=environment,
        secret_key=_secret_key(environ, environment, problems),
        database_url=_database_url(environ, problems),
        places=Path(environ.get("WAYMARK_PLACES") or paths.instance() / "places.bin"),
        data=_data(environ, problems),
        local_knowledge=_local_knowledge(environ, problems),
        proxies=_proxies(environ, problems),
        counts_asks=_counts_asks(environ, problems),
        geocoder=read_geocoder(
            environ.get("WAYMARK_GEOCODER"), environ.get("WAYMARK_GEOCODER_OPTIONS"), problems
        ),
        accounts=read_accounts(environ, problems),
        mail=mail,
        serving=read_serving(environ, mail.site, problems),
        limits=read_limits(environ, problems, is_production=environment == PRODUCTION),
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
    elif value == DEVELOPMENT_KEY:
        problems.append("SECRET_KEY is the one for development, which anyone may read")
    elif weak := weakness_of(value):
        problems.append(f"SECRET_KEY can be guessed: {weak}; make one with openssl rand -hex 32")
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


def _local_knowledge(environ: Mapping[str, str], problems: list[str]) -> Path:
    named = environ.get("WAYMARK_LOCAL_KNOWLEDGE")
    folder = Path(named) if named else paths.instance() / "knowledge"
    if named and not folder.is_dir():
        problems.append(f"WAYMARK_LOCAL_KNOWLEDGE: there is no folder {folder}")
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
