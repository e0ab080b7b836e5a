"""Places a year for the children of some districts, with what is not known of them.

A service that serves several authorities states one number for all of them. All of its places may
be used here, or none; in proportion to the children of these ages that it serves is likely. A
service that states no number leaves the upper end open.
"""

from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.population import Amounts
from directory.domain.need.quantity import Quantity
from directory.infrastructure.text_format import count
from directory.storage.snapshot import Flags, Numbers

NOT_STATED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlaces:
    """Places a year in some districts.

    Attributes:
        least, likely, most: `most` counts only the places that are stated.
        stating, silent: services that serve here, by whether they state a number.
        may_serve: services that do not say whether they serve here; none of theirs are in `likely`.
    """

    least: float
    likely: float
    most: float
    stating: int
    silent: int
    may_serve: int

    @property
    def services(self) -> int:
        """Return how many services serve here, or may."""
        return self.stating + self.silent + self.may_serve

    @property
    def is_open(self) -> bool:
        """Return whether there may be more places than are stated."""
        return self.silent > 0

    @property
    def says(self) -> str:
        """Return it in words: "48 places a year stated by 2 services; 1 does not say how many"."""
        if not self.services:
            return "no service in this directory"
        stated = [_stated(self)] if self.stating else []
        silent = [_more(self.silent, "how many places", bool(stated))] if self.silent else []
        may = _more(self.may_serve, "whether it comes here", bool(stated or silent))
        return "; ".join([*stated, *silent, *([may] if self.may_serve else [])])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Suppliers:
    """The services that deliver something.

    Attributes:
        places: a year, or NOT_STATED.
        serves, may_serve: by service and district.
    """

    places: Numbers
    serves: Flags
    may_serve: Flags


def service_places(suppliers: Suppliers, children: Amounts, here: Flags) -> ServicePlaces:
    """Return the places for the children of some districts; `children` are by district."""
    serves = suppliers.serves[:, here].any(axis=1)
    may = suppliers.may_serve[:, here].any(axis=1) & ~serves
    stated = suppliers.places != NOT_STATED
    all_of_it = np.where(stated, suppliers.places, 0).astype(np.float64)
    elsewhere = (suppliers.serves & ~here).any(axis=1)
    counted, alone = serves & stated, serves & stated & ~elsewhere
    return ServicePlaces(
        least=float(all_of_it[alone].sum()),
        likely=float((all_of_it * _share(suppliers, children, here))[counted].sum()),
        most=float(all_of_it[counted | (may & stated)].sum()),
        stating=int(counted.sum()),
        silent=int((serves & ~stated).sum()),
        may_serve=int(may.sum()),
    )


def shortfall(need: Quantity | None, places: ServicePlaces) -> Quantity | None:
    """Return the need less the places, never below nought; None where the need is not known.

    Where a service does not state its places, there may be no shortfall.
    """
    if need is None:
        return None
    low = 0.0 if places.is_open else max(need.low - places.most, 0.0)
    high = max(need.high - places.least, 0.0)
    likely = None
    if need.likely is not None:
        likely = min(max(need.likely - places.likely, low), high)
    return Quantity(low, likely, high)


def _share(suppliers: Suppliers, children: Amounts, here: Flags) -> Amounts:
    """Return of each service the share of its children who live here; all where there are none."""
    all_ = suppliers.serves @ children
    ours = suppliers.serves[:, here] @ children[here]
    return np.asarray(np.divide(ours, all_, out=np.ones_like(all_), where=all_ > 0), np.float64)


def _stated(places: ServicePlaces) -> str:
    by = f"a year stated by {count(places.stating, 'service')}"
    if round(places.likely) == round(places.most):
        return f"{count(round(places.most), 'place')} {by}"
    return f"{count(round(places.likely), 'place')} {by}, up to {round(places.most):,}"


def _more(services: int, what: str, follows: bool) -> str:
    does = "does" if services == 1 else "do"
    return f"{f'{services:,}' if follows else count(services, 'service')} {does} not say {what}"
