"""How tables of children in need head their columns: what each counts, as a table of patterns.

A heading is compared as its letters and digits alone, in small letters. To take in another table,
add its heading here.
"""

from collections.abc import Mapping, Sequence

from directory.exchange.statistics.header_patterns import columns_of, words_of

ALL = "all"
CATEGORIES: Mapping[str, str] = {
    ALL: "all",
    "neglect": "neglect",
    "physical": "physical abuse",
    "sexual": "sexual abuse",
    "emotional": "emotional abuse",
    "multiple": "more than one category",
}
"""The categories of abuse of a child protection plan, and how each is called."""

MEASURES: Mapping[str, str] = {
    "children_in_need": "children in need at 31 March",
    "children_in_need_year": "children in need at any point in the year",
    "child_protection_plans": "children on a child protection plan at 31 March",
    "referrals": "referrals in the year",
    "looked_after": "children looked after at 31 March",
    "assessment_factors": "assessments that ended in the year, by factor",
}
"""What is counted, and how it is called."""

FACTORS: Mapping[str, str] = {
    "domestic_abuse": "domestic abuse",
    "parental_drugs": "a parent’s drug use",
    "parental_alcohol": "a parent’s alcohol use",
    "parental_mental_health": "a parent’s mental health",
}
"""Factors at the end of assessment, beside the categories of abuse, and how each is called."""
ASSESSMENTS = "assessment_factors"
"""The measure that counts assessments by factor; `all` is those with any factor recorded."""

PLANS = "child_protection_plans"

KEYS: Mapping[str, str] = {
    "authority": r"newlacode|authority(code)?|lacode|(utla|ctyua|lad)(20)?\d\d(code|cd)"
    r"|localauthority(code)?",
    "country": r"countrycode",
    "level": r"geographiclevel|level",
    "year": r"timeperiod|year",
    "measure": r"measure",
    "category": r"category|abusecategory|categoryofabuse|categoryabuse",
    "kind": r"populationtype",
    "number": r"number|numberofchildren|count",
}
"""Columns that say what a row is of."""

COUNTS: Mapping[str, str] = {
    "children_in_need": r"at31episodes|cinat31(march)?|childreninneedat31(march)?",
    "children_in_need_year": r"anypointchild",
    "child_protection_plans": r"cppat31(march)?|childprotectionplansat31(march)?",
    "referrals": r"referralcount",
    "looked_after": r"childrencount",
}
"""Columns of the Department for Education, each of which is one measure."""

_AT_31, _BEFORE = "cppat31", r"(cpp(at31)?(march)?)?(initial|latest)?(category)?"
_AFTER = r"(abuse)?(initial|latest)?(count|number|cpp|at31)?"
BY_CATEGORY: Mapping[str, str] = {
    category: f"{_BEFORE}{word}{_AFTER}"
    for category, word in {
        "neglect": "neglect",
        "physical": "physical",
        "sexual": "sexual",
        "emotional": "emotional",
        "multiple": "(multiple|mixed)(categories)?",
    }.items()
}
"""Columns that count the child protection plans of one category of abuse: its latest, where a
table has its first category too."""

_LOOKED_AFTER_NOW = "children looked after on 31 march each year"
_CATEGORY_CELLS: Mapping[str, str] = {
    **{"": ALL, "all": ALL, "total": ALL, "all categories": ALL},
    **{"children in need": ALL, "referrals and re referrals": ALL},
    "child protection plans": ALL,
    **{"neglect": "neglect", "multiple": "multiple", "mixed": "multiple"},
    **{f"{each} abuse": each for each in ("physical", "sexual", "emotional")},
    **{each: each for each in ("physical", "sexual", "emotional")},
    **{words: each for each in FACTORS for words in (each, each.replace("_", " "))},
    "multiple categories": "multiple",
    "more than one category": "multiple",
}


def keys_of(headings: Sequence[str]) -> dict[str, int]:
    """Return the position of each column that says what a row is of."""
    return columns_of(headings, KEYS)


def counts_of(headings: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return the position of each column of counts, by measure and category."""
    whole = columns_of(headings, COUNTS)
    found = {(measure, ALL): place for measure, place in whole.items()}
    for category, place in _by_category(headings).items():
        # Another table counts the plans that start in the year by category, headed alike.
        if PLANS in whole or _AT_31 in words_of(headings[place]).replace(" ", ""):
            found[PLANS, category] = place
    return found


def _by_category(headings: Sequence[str]) -> dict[str, int]:
    plain = [words_of(each) for each in headings]
    without = ["" if "initial" in each else each for each in plain]
    latest = [each if "latest" in each else "" for each in plain]
    return {
        **columns_of(headings, BY_CATEGORY),
        **columns_of(without, BY_CATEGORY),
        **columns_of(latest, BY_CATEGORY),
    }


def category_of(cell: str) -> str | None:
    """Return the category that a cell names, or None where it is not known.

    The Department for Education writes the title of the table there.
    """
    plain = words_of(cell)
    if plain.startswith(("child protection plans at 31 march", "child protection plans by")):
        return ALL
    return _CATEGORY_CELLS.get(plain)


def is_wanted_kind(cell: str) -> bool:
    """Say whether a kind of children looked after is those looked after at 31 March."""
    return words_of(cell) == _LOOKED_AFTER_NOW
