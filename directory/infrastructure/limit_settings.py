"""How often one address may ask: whether that is limited, how often, and where it is counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import urlsplit

from limits import parse_many

MEMORY = "memory://"
PAGE_SECONDS, MOST_PAGE_SECONDS = 30.0, 3600
STORES: Mapping[str, str | None] = {"memory": None, "redis": "redis", "rediss": "redis"}
"""How an address of a place to count begins, and the package that it needs."""
VARIABLES = {
    "pages": "WAYMARK_LIMIT_PAGES",
    "forms": "WAYMARK_LIMIT_FORMS",
    "costly": "WAYMARK_LIMIT_COSTLY",
    "sign_in": "WAYMARK_LIMIT_SIGN_IN",
    "reports": "WAYMARK_LIMIT_REPORTS",
}
"""The setting of each rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often one address may ask, by what it asks for, as “20 per minute”."""

    pages: str = "300 per minute"
    """Everything together."""
    forms: str = "120 per minute"
    """What is sent."""
    costly: str = "20 per minute"
    """Gaps, new sites, files that are read, PDFs."""
    sign_in: str = "20 per minute"
    reports: str = "20 per hour"
    """That an entry is wrong; that an address should be hidden is never counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    """Whether requests are limited, and where they are counted."""

    is_on: bool = False
    storage: str = field(default=MEMORY, repr=False)
    """May hold a password."""
    rates: Rates = field(default_factory=Rates)
    page_seconds: float = PAGE_SECONDS
    """How long a costly page may take, also where requests are not counted; 0 for no end."""


def read_limits(
    environ: Mapping[str, str], problems: list[str], *, is_production: bool
) -> LimitSettings:
    """Return how requests are limited; add what is wrong to `problems`, never a password."""
    return LimitSettings(
        is_on=_is_on(environ, problems, is_production),
        storage=_storage(environ, problems),
        rates=Rates(**{name: _rate(name, environ, problems) for name in VARIABLES}),
        page_seconds=_page_seconds(environ, problems),
    )


def _is_on(environ: Mapping[str, str], problems: list[str], is_production: bool) -> bool:
    value = environ.get("WAYMARK_LIMITS") or ("yes" if is_production else "no")
    if value not in ("yes", "no"):
        problems.append(f"WAYMARK_LIMITS is “{value}”: write yes or no")
    return value == "yes"


def _storage(environ: Mapping[str, str], problems: list[str]) -> str:
    value = environ.get("WAYMARK_LIMITS_STORAGE") or MEMORY
    scheme = urlsplit(value).scheme
    if scheme not in STORES:
        problems.append("WAYMARK_LIMITS_STORAGE must be memory:// or redis://host:port")
    elif (package := STORES[scheme]) and find_spec(package) is None:
        problems.append(f"WAYMARK_LIMITS_STORAGE needs the package {package}: install it")
    return value


def _page_seconds(environ: Mapping[str, str], problems: list[str]) -> float:
    value = environ.get("WAYMARK_PAGE_SECONDS") or f"{PAGE_SECONDS:g}"
    if value.isascii() and value.isdigit() and int(value) <= MOST_PAGE_SECONDS:
        return float(value)
    problems.append(
        f"WAYMARK_PAGE_SECONDS is “{value}”: write whole seconds up to {MOST_PAGE_SECONDS}; 0 for "
        "no end"
    )
    return PAGE_SECONDS


def _rate(name: str, environ: Mapping[str, str], problems: list[str]) -> str:
    variable, usual = VARIABLES[name], str(getattr(Rates(), name))
    value = environ.get(variable) or usual
    try:
        parse_many(value)
    except ValueError:
        problems.append(f"{variable} is “{value}”: write it as in “{usual}”")
    return value
