"""The people of the journey, as a worker would enter them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

Values = dict[str, str | list[str]]

POSTCODE = "NE6 1DP"


@dataclass(frozen=True)
class Person:
    """What is entered about a child, and the options that follow first."""

    values: Values
    applies: tuple[str, ...]
    """The titles that begin the list of options that apply by the small rulebook; of all that is
    shipped they are among those that apply, in this order."""
    counts: str
    """By the small rulebook."""
    answers: dict[str, str] = field(default_factory=dict)
    """What is answered on the page of options: the question and the answer."""


def written(day: date) -> str:
    """Return a day as a worker writes it in one box."""
    return f"{day.day} {day.month} {day.year}"


def parts(day: date) -> list[str]:
    """Return a day as the three boxes of a date."""
    return [str(day.day), str(day.month), str(day.year)]


def years_before(day: date, years: int) -> date:
    """Return the same day some years before; 28 February for a leap day."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap_day else day.day)


def people(today: date) -> dict[str, Person]:
    """Return them by name, their dates counted from `today`."""
    return {
        "neglected two-year-old": NEGLECTED,
        "fostered child on the fifth birthday": _fostered(today),
        "sexually abused girl of eight": GIRL,
        "pregnant mother on methadone": _pregnant(today),
        "nothing known": NOTHING,
        "six-year-old with a kinship carer": KINSHIP,
        "girl who turns eight next month": nearly_eight(today),
    }


NEGLECTED = Person(
    values={
        "age_text": "2y 6m",
        "stage": "after_abuse",
        "abuse": ["abuse.neglect"],
        "roles": ["mother"],
        "postcode": POSTCODE,
    },
    answers={"carer.maltreating_parent/1/1": "yes"},
    applies=(
        "Attachment-based work with the parent or carer who harmed a child under 5",
        "Comprehensive parenting intervention for a parent or carer who harmed a child under 12",
    ),
    counts="4 apply, 13 need an answer, 8 do not apply",
)

GIRL = Person(
    values={
        "age_text": "8y 0m",
        "child-sex": "female",
        "stage": "after_abuse",
        "abuse": ["abuse.sexual"],
        "roles": ["mother"],
        "postcode": POSTCODE,
    },
    answers={"carer.maltreating_parent/1/1": "no", "child.anxiety/1/": "yes"},
    applies=(
        "Trauma-focused cognitive behavioural therapy (TF-CBT) after sexual abuse",
        "Relationship-based therapy, such as Letting the Future In, after sexual abuse",
    ),
    counts="3 apply, 13 need an answer, 9 do not apply",
)

NOTHING = Person(values={}, applies=(), counts="0 apply, 25 need an answer, 0 do not apply")

KINSHIP = Person(
    values={
        "age_text": "6y 0m",
        "stage": "after_abuse",
        "abuse": ["abuse.neglect"],
        "roles": ["kinship_carer"],
        "postcode": POSTCODE,
    },
    answers={"carer.maltreating_parent/1/1": "no", "carer.permanence/1/1": "yes"},
    applies=(
        "Trauma-informed group parenting for the adoptive parent or "
        "permanent carer of a child aged 5 to 17",
    ),
    counts="2 apply, 15 need an answer, 8 do not apply",
)


def _fostered(today: date) -> Person:
    return Person(
        values={
            "age_text": written(years_before(today, 5)),
            "stage": "after_abuse",
            "abuse": ["abuse.physical"],
            "roles": ["foster_carer"],
            "postcode": POSTCODE,
        },
        applies=("Trauma-informed group parenting for the foster carer of a child aged 5 to 17",),
        counts="2 apply, 14 need an answer, 9 do not apply",
    )


def _pregnant(today: date) -> Person:
    return Person(
        values={
            "age_text": f"due {written(today + timedelta(days=99))}",
            "stage": "at_risk",
            "roles": ["mother"],
            "needs-mother": ["parent.methadone_programme"],
            "postcode": POSTCODE,
        },
        applies=(
            "Parents Under Pressure for a mother on methadone maintenance",
            "Parenting programme of at least 12 weeks",
        ),
        counts="7 apply, 5 need an answer, 13 do not apply",
    )


def nearly_eight(today: date) -> Person:
    """Return a girl of 7 years 11 months, who turns 8 before any service could start."""
    birthday = years_before(today, 8) + timedelta(days=12)
    return Person(
        values={
            "age_text": written(birthday),
            "child-sex": "female",
            "stage": "after_abuse",
            "abuse": ["abuse.sexual"],
            "roles": ["mother"],
            "postcode": POSTCODE,
        },
        answers={"carer.maltreating_parent/1/1": "no", "child.ptsd_symptoms/1/": "yes"},
        applies=(
            "Trauma-focused cognitive behavioural therapy (TF-CBT) after any maltreatment, at"
            " school age",
            "Trauma-focused cognitive behavioural therapy (TF-CBT) after sexual abuse",
        ),
        counts="3 apply, 13 need an answer, 9 do not apply",
    )
