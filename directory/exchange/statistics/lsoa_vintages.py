"""Tell LSOAs of 2011 from those of 2021 by their codes.

Most LSOAs kept their code. 1,034 of 2011 were split or merged and their codes ended
(data/lsoas_ended.csv, from the look-up of the Office for National Statistics); what replaced
them has numbers above every one of 2011.
"""

import re
from collections.abc import Iterable
from functools import cache

from directory.infrastructure import paths

FILE = "lsoas_ended.csv"
YEARS = {"lsoa11": 2011, "lsoa21": 2021}
LAST_OF_2011, LAST_OF_2021 = 1_033_768, 1_035_762
_LSOA = re.compile(r"E01\d{6}")


def is_lsoa(code: str) -> bool:
    """Say whether a code has the form of an English LSOA."""
    return _LSOA.fullmatch(code) is not None


@cache
def ended() -> frozenset[str]:
    """Return the codes of LSOAs of 2011 that are none of 2021."""
    lines = (paths.data() / FILE).read_text(encoding="utf-8").split()
    return frozenset(lines[1:])


def only_of(code: str) -> str | None:
    """Return the one vintage that an LSOA is of, or None where it may be of both."""
    if int(code[1:]) > LAST_OF_2011:
        return "lsoa21"
    return "lsoa11" if code in ended() else None


def vintage_of(codes: Iterable[str], stated: str | None = None) -> str | None:
    """Return the vintage that is stated, or else that most codes show; None if nothing tells."""
    if stated in YEARS:
        return stated
    shown = [each for code in codes if (each := only_of(code))]
    return max(YEARS, key=shown.count) if shown else None
