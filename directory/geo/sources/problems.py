"""Collect what is wrong with a file, so that it can all be mended in one go."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from directory.geo.errors import PlacesFileError, PlacesProblem

# A file of another kind has a problem in each of its million lines.
_ENOUGH = 50

_DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError)


class ProblemCollector:
    """The problems of a file so far."""

    def __init__(self) -> None:
        """Start with none."""
        self._found: list[PlacesProblem] = []

    def add(self, problem: PlacesProblem) -> None:
        """Note a problem; give up on the file once there are plenty.

        Raises:
            PlacesFileError: there are as many problems as anyone would read.
        """
        self._found.append(problem)
        if len(self._found) >= _ENOUGH:
            self.raise_any()

    def raise_any(self) -> None:
        """Do nothing if the file is sound.

        Raises:
            PlacesFileError: it is not; carries every problem noted.
        """
        if self._found:
            raise PlacesFileError(self._found)


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Turn what the standard library says of a broken file into plain words.

    Raises:
        PlacesFileError: the file could not be read to its end.
    """
    try:
        yield
    except _DAMAGE as error:
        message = f"is damaged or was not downloaded in full ({error}): download it again"
        raise PlacesFileError.of(path.name, message) from error
    except OSError as error:
        raise PlacesFileError.of(path.name, f"cannot be read ({error.strerror})") from error
