"""Which services take this family, how near they are, and why each is listed."""

from directory.nearby.found import Found, Listed, ServiceLine, Tally
from directory.nearby.search import Search, delivers, listed_services, nearby_services, tallies

__all__ = [
    "Found",
    "Listed",
    "Search",
    "ServiceLine",
    "Tally",
    "delivers",
    "listed_services",
    "nearby_services",
    "tallies",
]
