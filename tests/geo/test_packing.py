from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo import Places, PlacesFileError, packing
from directory.geo.postcode_keys import INWARD
from directory.geo.postcode_table import COLUMN_NAMES
from tests.geo.builders import table

OUTCODES = st.sampled_from(["B1", "M1", "NE1", "NW10", "SR43", "SW1A", "YO1", "YO10"])
POSTCODES = st.builds("{} {}".format, OUTCODES, st.sampled_from(sorted(INWARD)))
POINTS = st.tuples(st.integers(1, 700_000), st.integers(1, 1_300_000))
GOOD = {"NE1 4ST": (424273, 564577), "SW1A 1AA": (529090, 179645)}


@given(st.dictionaries(POSTCODES, POINTS, max_size=40), st.sets(POSTCODES, max_size=10))
def test_what_is_packed_comes_back(live: dict[str, tuple[int, int]], ended: set[str]) -> None:
    before = table(live, ended)
    after = packing.unpack(packing.pack(before))
    assert (after.source, after.outcodes, after.districts) == (
        before.source,
        before.outcodes,
        before.districts,
    )
    for name in COLUMN_NAMES:
        one, other = getattr(before.columns, name), getattr(after.columns, name)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other), name


@given(st.dictionaries(POSTCODES, POINTS, min_size=1, max_size=40))
def test_every_packed_postcode_is_found_where_it_was_put(live: dict[str, tuple[int, int]]) -> None:
    places = Places.of(packing.unpack(packing.pack(table(live))))
    for postcode, point in live.items():
        place = places.find(postcode.lower().replace(" ", ""))
        assert (place.postcode, place.located_by) == (postcode, "postcode")
        assert (place.easting, place.northing) == point


def test_the_same_table_always_gives_the_same_bytes() -> None:
    assert packing.pack(table(GOOD)) == packing.pack(table(dict(reversed(GOOD.items()))))


def test_a_written_file_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "places.bin"
    size = packing.write(table(GOOD), path)
    assert path.stat().st_size == size
    assert [entry.name for entry in path.parent.iterdir()] == ["places.bin"]
    assert packing.read(path).outcodes == ("NE1", "SW1A")


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "places.bin"
    packing.write(table(GOOD), path)
    before = path.read_bytes()

    def fail(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        packing.write(table({"B1 1AA": (1, 1)}), path)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("cut", [0, 10, 40, 60, 300, -1])
def test_a_cut_file_is_refused(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "places.bin"
    path.write_bytes(packing.pack(table(GOOD))[:cut])
    with pytest.raises(PlacesFileError, match="waymark places build"):
        packing.read(path)


@given(at=st.integers(0, 500), flip=st.integers(1, 255))
def test_a_changed_byte_is_noticed(at: int, flip: int) -> None:
    packed = bytearray(packing.pack(table(GOOD)))
    packed[at] ^= flip
    with pytest.raises(packing.FormatError):
        packing.unpack(bytes(packed))


def test_a_file_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = packing.pack(table(GOOD))
    monkeypatch.setattr(packing, "FORMAT", 2)
    with pytest.raises(packing.FormatError, match="format 1, this version reads 2"):
        packing.unpack(packed)
