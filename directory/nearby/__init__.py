"""Which services take this family, how near they are, and why each is listed."""

from directory.nearby.found import Found, Listed, Tally
from directory.nearby.search import Search, nearby_services

__all__ = ["Found", "Listed", "Search", "Tally", "nearby_services"]
