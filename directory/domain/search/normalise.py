"""Text as plain words: the one form in which both databases keep and look up what is searched.

Each database cuts text into words in its own way. Words that are made plain here first, small
letters and figures with single spaces, are the same words on both.
"""

import re
import unicodedata
from collections.abc import Iterable

_APOSTROPHES = re.compile("['’\u02bc]")
LONGEST = 500
"""Letters of a word; each takes four bytes at most."""
_TOO_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
_BETWEEN = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return the words of a text: no accents, no capitals, single spaces.

    >>> plain("Children’s Café-club, Łódź")
    'childrens cafe club łodz'
    """
    found = text.casefold()
    if not found.isascii():
        # Taken apart twice: a letter of mathematics has its small form only when it is apart.
        small = unicodedata.normalize("NFKD", found).casefold()
        letters = unicodedata.normalize("NFKD", small)
        found = "".join(c for c in letters if not unicodedata.combining(c))
    return _BETWEEN.sub(" ", _APOSTROPHES.sub("", found)).strip()


def plain_words(texts: Iterable[str | None]) -> str:
    """Return the words of several texts together; what is not stated has none.

    What is too long to be a word is left out: PostgreSQL indexes none of 2,048 bytes or more.
    """
    words = plain(" ".join(text for text in texts if text))
    return " ".join(_TOO_LONG.sub("", words).split()) if len(words) > LONGEST else words
