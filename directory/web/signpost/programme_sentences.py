"""Find what programmes say to families, for the catalogue of the sheet, as Babel asks for it."""

from collections.abc import Iterator
from typing import IO, Any

from ruamel.yaml import YAML

Found = tuple[int, None, str, list[str]]


def extract(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Yield what each programme of a file says to families, with its line."""
    for programme in YAML(typ="rt").load(file)["programmes"]:
        said = programme.get("family_says", [])
        for place, sentence in enumerate(said):
            yield said.lc.item(place)[0] + 1, None, str(sentence), []
