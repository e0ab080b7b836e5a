"""The five people of the journey, as a worker would enter them."""

from dataclasses import dataclass
from datetime import date, timedelta

Values = dict[str, str | list[str]]

POSTCODE = "NE6 1DP"


@dataclass(frozen=True)
class Person:
    """What is entered about a child, and the options that follow first."""

    values: Values
    applies: tuple[str, ...]
    """The titles that begin the list of options that apply."""
    counts: str


def parts(day: date) -> list[str]:
    """Return a day as the three boxes of a date."""
    return [str(day.day), str(day.month), str(day.year)]


def people(today: date) -> dict[str, Person]:
    """Return the five by name, their dates counted from `today`."""
    return {
        "neglected two-year-old": NEGLECTED,
        "fostered child on the fifth birthday": _fostered(today),
        "sexually abused girl of eight": GIRL,
        "pregnant mother on methadone": _pregnant(today),
        "nothing known": NOTHING,
    }


NEGLECTED = Person(
    values={
        "age_kind": "age",
        "years": "2",
        "months": "6",
        "stage": "after_abuse",
        "abuse": ["abuse.neglect"],
        "carer": ["carer.maltreating_parent"],
        "postcode": POSTCODE,
    },
    applies=(
        "Attachment-based work with the parent or carer who harmed a child under 5",
        "Comprehensive parenting intervention for a parent or carer who harmed a child under 12",
    ),
    counts="6 apply, 18 need an answer, 16 do not apply",
)

GIRL = Person(
    values={
        "age_kind": "age",
        "years": "8",
        "months": "0",
        "child-sex": "female",
        "stage": "after_abuse",
        "abuse": ["abuse.sexual"],
        "carer": ["carer.non_abusing_parent"],
        "child_needs": ["child.anxiety"],
        "postcode": POSTCODE,
    },
    applies=(
        "Trauma-focused cognitive behavioural therapy (TF-CBT) after sexual abuse",
        "Relationship-based therapy, such as Letting the Future In, after sexual abuse",
    ),
    counts="2 apply, 24 need an answer, 14 do not apply",
)

NOTHING = Person(values={}, applies=(), counts="0 apply, 40 need an answer, 0 do not apply")


def _fostered(today: date) -> Person:
    leap_day = (today.month, today.day) == (2, 29)
    birthday = today.replace(year=today.year - 5, day=28 if leap_day else today.day)
    return Person(
        values={
            "age_kind": "born",
            "born_on": parts(birthday),
            "stage": "after_abuse",
            "abuse": ["abuse.physical"],
            "carer": ["carer.foster"],
            "postcode": POSTCODE,
        },
        applies=("Trauma-informed group parenting for the foster carer of a child aged 5 to 17",),
        counts="1 applies, 23 need an answer, 16 do not apply",
    )


def _pregnant(today: date) -> Person:
    return Person(
        values={
            "age_kind": "unborn",
            "due_on": parts(today + timedelta(days=99)),
            "stage": "at_risk",
            "parent": ["parent.is_mother", "parent.methadone_programme"],
            "postcode": POSTCODE,
        },
        applies=(
            "Parents Under Pressure for a mother on methadone maintenance",
            "Parenting programme of at least 12 weeks",
        ),
        counts="9 apply, 15 need an answer, 16 do not apply",
    )
