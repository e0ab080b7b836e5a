"""Which services take this family, how near they are, and why each is listed."""

from directory.domain.eligibility.results import (
    FoundServices,
    ListedService,
    ServiceTally,
)
from directory.domain.eligibility.service_search import (
    EligibilityQuery,
    delivers,
    listed_services,
    nearby_services,
    tallies,
)

__all__ = [
    "EligibilityQuery",
    "FoundServices",
    "ListedService",
    "ServiceTally",
    "delivers",
    "listed_services",
    "nearby_services",
    "tallies",
]
