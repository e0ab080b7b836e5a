"""The services to be put on a family's sheet, as any journey may change and count them.

The list is a part of the visit, so it is in a sealed cookie and in no address. Putting a service on
it opens a visit where none is open: nobody need answer anything about a family first.
"""

from directory.web.family_session import change_visit, current_visit, new_visit

MOST_LISTED = 20
"""More than anybody hands to a family; each takes room in the visit."""


class ListFullError(Exception):
    """The list holds as many services as it can."""


class OtherVisitError(Exception):
    """The form was made for another visit than the one that is open now."""


def listed_ids() -> list[str]:
    """Return the ids of the services on the list."""
    visit = current_visit()
    return list(visit.shortlist) if visit else []


def open_visit_id() -> str:
    """Return the id that a form carries, to say for which visit it was made; empty for none."""
    visit = current_visit()
    return visit.id if visit else ""


def list_before_family() -> list[str]:
    """Return the list of a visit in which nothing was entered about a family; else an empty one."""
    visit = current_visit()
    return list(visit.shortlist) if visit and not visit.children else []


def put_on_list(id: str, *, made_for: str) -> None:
    """Put a service on the list. Raises ListFullError, OtherVisitError and VisitFullError."""
    _check(made_for)
    kept = [each for each in listed_ids() if each != id]
    if len(kept) >= MOST_LISTED:
        raise ListFullError
    change_visit(current_visit() or new_visit(), shortlist=[*kept, id])


def take_off_list(id: str, *, made_for: str) -> None:
    """Take a service off the list. Raises OtherVisitError."""
    _check(made_for)
    visit = current_visit()
    if visit:
        change_visit(visit, shortlist=[each for each in visit.shortlist if each != id])


def _check(made_for: str) -> None:
    """Refuse a form of another family's page; one made before any visit may begin one.

    A page from before the first service was put on the list names no visit. It may add to a list
    that was begun since, as long as nothing is known of a family.
    """
    visit = current_visit()
    if visit is None or made_for == visit.id or (not made_for and not visit.children):
        return
    raise OtherVisitError
