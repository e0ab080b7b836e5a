"""What must hold before this copy is served to anybody but its own machine."""

import ipaddress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from directory.infrastructure.settings import DEVELOPMENT_KEY, Settings
from directory.storage import migrations
from directory.storage.engine import engine_for


def start_problems(settings: Settings, host: str) -> list[str]:
    """Return why `waymark serve` may not start at `host`, each with what to do; [] where it may.

    A copy in development at an address of this machine alone may lack anything.
    """
    if not settings.is_production:
        return [] if is_loopback(host) else [_NOT_IN_DEVELOPMENT.format(host=host)]
    return [*_setting_problems(settings), *_places_problems(settings), *database_problems(settings)]


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches an address; a name but localhost may lead anywhere."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def database_problems(settings: Settings) -> list[str]:
    """Return why the database cannot be served from: missing, out of reach, not at head."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not _is_file(url.database):
        return [f"there is no database {url.database}: run “waymark db upgrade” first"]
    engine = engine_for(settings.database_url)
    try:
        return _revision_problems(engine)
    except SQLAlchemyError as error:
        return [f"the database does not answer ({type(error).__name__}): see DATABASE_URL"]
    finally:
        engine.dispose()


def _is_file(database: str | None) -> bool:
    return bool(database) and Path(str(database)).is_file()


def _revision_problems(engine: Engine) -> list[str]:
    found, wanted = migrations.current(engine), migrations.head()
    if found == wanted:
        return []
    return [f"the database is at {found or 'nothing'}, not {wanted}: run “waymark db upgrade”"]


def _setting_problems(settings: Settings) -> list[str]:
    problems = []
    if settings.secret_key == DEVELOPMENT_KEY:
        problems.append("SECRET_KEY is the one for development, which anyone may read")
    if not settings.mail.site.startswith("https://"):
        problems.append("WAYMARK_SITE must be the https:// address at which people reach this copy")
    return problems


def _places_problems(settings: Settings) -> list[str]:
    if settings.places.is_file():
        return []
    return [f"there are no postcodes at {settings.places}: run “waymark places build”"]


_NOT_IN_DEVELOPMENT = (
    "{host} can be reached from other machines: set WAYMARK_ENV=production, or serve at 127.0.0.1"
)
