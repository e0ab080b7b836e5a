"""What every sheet offers: practical help, and someone to speak up (NG76 1.5.4 and 1.5.5).

The nearest services to the family's postcode, and nothing else known of the family: a sheet that
differed by what is known would tell it.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.eligibility import EligibilityQuery, nearby_services
from directory.geo import Place, covers
from directory.model.service_status import ServiceStatus
from directory.storage import Service
from directory.web.signpost.sensitive_words import is_telling
from directory.web.signpost.sheet import listed
from matcher import Knowledge

PRACTICAL_HELP, ADVOCACY = "practical_help", "advocacy"
RECOMMENDATIONS = {PRACTICAL_HELP: "ng76:1.5.4", ADVOCACY: "ng76:1.5.5"}
MOST = 2
"""Services of each on a sheet."""
LOOKED_AT = 20


def always_offered(
    session: Session,
    knowledge: Knowledge,
    place: Place | None,
    within_miles: float,
    on: date,
) -> dict[str, list[Service]]:
    """Return the services near `place` by what they offer; none where it is not known."""
    found: dict[str, list[Service]] = {offer: [] for offer in RECOMMENDATIONS}
    if place is None:
        return found
    wanted = [knowledge.recommendation[id] for id in RECOMMENDATIONS.values()]
    search = EligibilityQuery(
        cases=({},), place=place, within_miles=within_miles, on=on, limit=LOOKED_AT
    )
    near = nearby_services(session, knowledge, wanted, search)
    for offer, id in RECOMMENDATIONS.items():
        ids = [each.service.id for each in near[id].listed if each.accepts != "no"]
        services = listed(session, ids)
        found[offer] = [s for s in services if _fits(s, offer, on) and _reaches(s, place)][:MOST]
    return found


def _fits(service: Service, offer: str, on: date) -> bool:
    """Say whether anybody may be told of it: it is of that kind, open, and asks for nothing."""
    asks = any(criterion.role == "requires" for criterion in service.criteria)
    return not (
        service.kind != offer
        or asks
        or ServiceStatus.of(service).on(on).is_shut
        or is_telling(service.name)
    )


def _reaches(service: Service, place: Place) -> bool:
    """Say whether it serves the family's area; a place known roughly counts as where it is likely.

    A worker weighs "not known"; a parent would travel across the country for it.
    """
    likely = replace(place, authority_share=1.0)
    areas = [area.code for area in service.areas]
    return not areas or any(covers(code, likely) != "no" for code in areas)
