"""How publishers head their columns: a table of patterns, and what finds a column by them.

A heading is compared as its letters and digits alone, in small letters: “LSOA 2021 Code” is
`lsoa2021code`. To take in another layout, add its heading to the pattern of what it means.
"""

import re
from collections.abc import Mapping, Sequence

_YEAR = r"(?:20)?\d\d"
PLACES: Mapping[str, str] = {
    "lsoa11": r"lsoa(20)?11(code|cd)?|lsoa(code|cd)(20)?11",
    "lsoa21": r"lsoa(20)?21(code|cd)?|lsoa(code|cd)(20)?21|2021superoutputarea.*",
    "lsoa": r"lsoa(code|cd)?|lowerlayersuperoutputareacode",
    "area": r"(area|geography|gss|ons)?codes?|mnemonic|geographycd",
    "district": rf"(lad|ltla)({_YEAR})?(code|cd)|(lad|ltla)(code|cd){_YEAR}|lacode|oslaua|laua"
    r"|district(code)?|authority(code)?|localauthority(district)?code",
    "upper": rf"newlacode|(utla|ctyua)({_YEAR})?(code|cd)|(utla|ctyua)(code|cd){_YEAR}",
    "lsoa_name": rf"lsoa({_YEAR})?(name|nm)|lsoa(name|nm){_YEAR}",
    "district_name": rf"(lad|ltla|la)({_YEAR})?(name|nm)|(lad|la|ltla)(name|nm){_YEAR}"
    r"|(district|authority)name|localauthority(district)?(name)?",
    "area_name": r"(area|geography)?name",
    "ward": rf"w(ar)?d({_YEAR})?(code|cd)",
    "ward_name": rf"w(ar)?d({_YEAR})?(name|nm)|wardname",
    "easting": r"(bng)?eastings?|x|oseast1m|bnge",
    "northing": r"(bng)?northings?|y|osnrth1m|bngn",
    "lat": r"lat(itude)?",
    "lon": r"long?(itude)?|lng",
}
"""Columns that say which area a row is of, and where it is."""

LONG: Mapping[str, str] = {
    "age": r"age|ageband|agegroup|agename|cagename|singleyearofage",
    "sex": r"sex|gender|sexname|gendername|csexname",
    "count": rf"obsvalue|observation|value|count|population|populationestimate|population{_YEAR}",
    "date": r"date|datename|year|timeperiod",
    "measure": r"measuresname|measurename",
}
"""Columns of a table with one row for each area and age."""

SEXES: Mapping[str, str] = {
    **dict.fromkeys(("f", "female", "females", "girls", "2"), "girls"),
    **dict.fromkeys(("m", "male", "males", "boys", "1"), "boys"),
    **dict.fromkeys(("", "p", "person", "persons", "all", "total", "all persons", "0"), "all"),
}
"""What stands for whom, in a heading and in a cell."""

_SEX = "|".join(sorted(filter(None, SEXES), key=len, reverse=True))
_AGE_HEADING = re.compile(rf"(?:(?P<sex>{_SEX}) ?)??(?:aged? ?)?(?P<age>\d{{1,2}})(?: years?)?")
_AGE = re.compile(r"(?:aged? ?)?(\d{1,3})(?: years?(?: old)?)?")
_BABIES = re.compile(r"(?:aged? ?)?(?:under|less than) (?:1|one)(?: years?)?")


def words_of(text: str) -> str:
    """Return the letters and digits of a heading or cell, in small letters, one space between."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def columns_of(headings: Sequence[str], patterns: Mapping[str, str]) -> dict[str, int]:
    """Return the position of the column of each meaning; of several that of the newest year."""
    plain = [words_of(each).replace(" ", "") for each in headings]
    found = {}
    for meaning, pattern in patterns.items():
        matches = [n for n, each in enumerate(plain) if re.fullmatch(pattern, each)]
        if matches:
            found[meaning] = max(matches, key=lambda n: (year_in(plain[n]), -n))
    return found


def year_in(heading: str) -> int:
    """Return the year that a heading names by its last two digits or all four, or 0."""
    years = re.findall(r"(?:20)?(\d\d)", heading)
    return int(years[-1]) if years else 0


def age_of_heading(heading: str) -> tuple[str, int] | None:
    """Return whom a column counts (girls, boys, all) and of which single age, if it does."""
    plain = words_of(heading)
    if _BABIES.fullmatch(plain):
        return "all", 0
    found = _AGE_HEADING.fullmatch(plain)
    return (SEXES[found["sex"] or ""], int(found["age"])) if found else None


def age_of_cell(text: str) -> int | None:
    """Return the single year of age that a cell names; None for a range, a total or anything."""
    plain = words_of(text)
    if _BABIES.fullmatch(plain):
        return 0
    if "+" in text:
        return None
    found = _AGE.fullmatch(plain)
    return int(found[1]) if found else None
