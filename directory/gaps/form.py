"""The form of terms that the pages of gaps share."""

from dataclasses import dataclass

from directory.covering.authorities import Authority
from directory.covering.wording import say_miles
from directory.gaps.address import ASSURED_MONTHS, MILES, MINUTES, WAIT_WEEKS, Address, asked_of
from directory.gaps.asking import Asking
from directory.stated import count
from matcher.facts import Fact

Options = tuple[tuple[str, str], ...]
ROWS: Options = (
    ("recommendation", "Recommendations"),
    ("programme", "Programmes"),
    ("kind", "Kinds of help"),
)
COLUMNS: Options = (
    ("", "As fits best"),
    ("authority", "Authorities"),
    ("ward", "Wards"),
    ("band", "Ages"),
)
BY_MINUTES: Options = (
    ("", "Not asked: miles count"),
    *((str(n), f"{n} minutes") for n in MINUTES),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsForm:
    """What may be chosen, each value with its label, and what is."""

    address: Address
    authorities: tuple[Authority, ...]
    chosen_codes: frozenset[str]
    abuse: tuple[Fact, ...]
    carers: tuple[Fact, ...]
    rows: Options = ROWS
    columns: Options = COLUMNS
    miles: Options = tuple((str(n), say_miles(n)) for n in MILES)
    minutes: Options = ()
    """None where there is no table of travel times."""
    assured: Options = (
        ("", "At any time, or never"),
        *((str(n), f"Within {count(n, 'month')}") for n in ASSURED_MONTHS),
    )
    wait: Options = (
        ("", "Any, or not stated"),
        *((str(n), f"At most {count(n, 'week')}") for n in WAIT_WEEKS),
    )


def form_of(asked: Asking) -> TermsForm:
    """Return the form as a request left it."""
    some = asked.address.areas
    return TermsForm(
        address=asked.address,
        authorities=asked.every,
        chosen_codes=frozenset(each.code for each in asked.chosen) if some else frozenset(),
        abuse=tuple(asked_of(asked.knowledge, "abuse")),
        carers=tuple(asked_of(asked.knowledge, "carer")),
        minutes=BY_MINUTES if asked.ground.travel else (),
    )
