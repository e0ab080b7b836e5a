"""The documents of a feed as it answered, before anything is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from directory.exchange.openreferral.standard import DETAILS


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocuments:
    """What a feed answered, by the path of the endpoint as data/open_referral.yaml names it.

    An endpoint that was not asked, or is not in the source, is in none of the three.
    """

    source: str
    """What to call it: a file name, an address, the name it was added under."""
    pages: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """The pages of each list in their order: "/services"."""
    records: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """What was answered by id, "/services/{id}", and under "/" what the feed says of itself."""
    unanswered: Mapping[str, str] = field(default_factory=dict)
    """Endpoints that were asked in vain, each with what came instead: "status 404"."""
    left_aside: Sequence[str] = ()
    """Files of the source that no endpoint is known for."""

    def answers(self, path: str) -> Sequence[Any]:
        """Return every document of an endpoint, pages or records."""
        return self.pages.get(path) or self.records.get(path) or ()

    @property
    def details(self) -> Any:
        """Return what the feed says of itself; None where that is not known."""
        return next(iter(self.records.get(DETAILS, ())), None)
