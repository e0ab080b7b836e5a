"""The uuids that Open Referral asks for, made from our own ids, the same each time."""

from uuid import UUID, uuid5

WAYMARK = UUID("6d3a3c1e-5a57-5bb4-9a51-0f6a2f0c7d10")
"""The namespace of our ids; any uuid would do, as long as it never changes."""


def uuid_of(kind: str, *ids: str | int) -> str:
    """Return the uuid of a thing by its kind and its ids in this directory.

    An id that is a uuid already stays one: it names the same thing in every directory.
    """
    if len(ids) == 1 and (own := _as_uuid(str(ids[0]))):
        return own
    return str(uuid5(WAYMARK, "/".join(map(str, (kind, *ids)))))


def _as_uuid(text: str) -> str | None:
    try:
        found = str(UUID(text))
    except ValueError:
        return None
    return found if found == text.lower() else None
