"""What published tables say of themselves nowhere: title and licence, by their columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from directory.exchange.statistics.header_patterns import words_of
from directory.model.problems import FileProblem, of_file

OGL = "Open Government Licence v3.0"
ONS, DFE = "Office for National Statistics", "Department for Education"
_MID_YEAR = re.compile(r"mid[ _-]?(20\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is to be shown with figures: title, the day or years they are of, licence."""

    title: str
    dated: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStatement:
    """What somebody says of a file; None where they leave it to the file."""

    title: str | None = None
    dated: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPublication:
    """A published layout: headings that it has, its title and its licence."""

    headings: frozenset[str]
    title: str
    licence: str


def _known(headings: str, title: str, publisher: str) -> KnownPublication:
    return KnownPublication(
        headings=frozenset(headings.split(";")),
        title=f"{title} ({publisher})",
        licence=f"Source: {publisher}, licensed under the {OGL}",
    )


KNOWN = (
    _known("lsoa11 code;change code;age 0", "Small area population estimates, LSOA 2011", ONS),
    _known("lsoa 2021 code;f0", "Small area population estimates, LSOA 2021", ONS),
    _known("lsoa 2011 code;f0", "Small area population estimates, LSOA 2011", ONS),
    _known("lad25 code;age 0;age 17", "Population estimates summed by local authority", ONS),
    *(
        _known(
            f"ladcode{year};laname{year};sex;age", "Population estimates, local authorities", ONS
        )
        for year in range(18, 31)
    ),
    _known("geography code;c age name;obs value", "Population estimates, from Nomis", ONS),
    _known("geography code;c age;obs value", "Population estimates, from Nomis", ONS),
    _known("at31 episodes;new la code", "Children in need", DFE),
    _known("cpp at31;new la code", "Child protection plans", DFE),
    _known("referral count;new la code", "Referrals to children’s social care", DFE),
    _known("children count;population type;new la code", "Children looked after", DFE),
)


def known_of(headings: tuple[str, ...]) -> KnownPublication | None:
    """Return the published layout that has these headings, if it is a known one."""
    plain = frozenset(map(words_of, headings))
    return next((each for each in KNOWN if each.headings <= plain), None)


def mid_year_in(text: str) -> str | None:
    """Return the day of the estimates that a title or a name tells, `mid-2022` being 30 June."""
    years = _MID_YEAR.findall(text)
    return f"{max(years)}-06-30" if years else None


def published(
    said: FileStatement,
    known: KnownPublication | None,
    dated: str | None,
    problems: list[FileProblem],
) -> Publication:
    """Return what is to be shown; adds to `problems` what neither file nor person says."""
    title = said.title or (known.title if known else None)
    licence = said.licence or (known.licence if known else None)
    day = said.dated or dated
    problems += _unsaid(title, day, licence)
    return Publication(title=title or "", dated=day or "", licence=licence or "")


def _unsaid(title: str | None, dated: str | None, licence: str | None) -> Iterator[FileProblem]:
    if not title:
        yield of_file("is of a layout that is not known: say what it is with --title")
    if not dated:
        yield of_file("does not say what day or years it is of: say it with --date 2024-06-30")
    if not licence:
        yield of_file("is of a layout that is not known: say its licence with --licence")
    if dated and not re.search(r"(19|20)\d\d", dated):
        yield FileProblem(line=None, column="--date", value=dated, problem="names no year")
