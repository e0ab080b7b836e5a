"""The shapes of what must happen first, and of whom to ring about it."""

from pydantic import Field

from directory.web.api.base_schemas import Citation, Shape


class ContactEntry(Shape):
    """Who may be rung: directory.domain.eligibility.contact_points.ContactEntry as JSON."""

    id: str
    name: str
    organisation: str
    phone: str | None
    hours: str | None = Field(description="When the telephone is answered, in words.")
    email: str | None
    referral_note: str | None
    is_sample: bool


class ContactPoint(Shape):
    """Whom to tell: directory.domain.eligibility.contact_points.ContactPoint as JSON."""

    contact: str
    name: str
    when: str | None
    phone: str | None = Field(description="The same in all of England; null where entries say.")
    entries: list[ContactEntry]
    text: str | None = Field(description="Why no number is shown; null where one is.")


class ActFirst(Shape):
    """What must happen before any programme: matcher.knowledge.ActFirst as JSON."""

    id: str
    title: str
    text: str
    within: str
    tell: list[str] = Field(description="Whom to tell, the first first.")
    local: bool
    contacts: list[ContactPoint] = Field(description="The same, with the numbers to ring.")
    citations: list[Citation]
