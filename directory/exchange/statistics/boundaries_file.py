"""Keep boundaries beside the outlines that are drawn from postcodes, in the same form.

Districts that the file does not have keep the outline that was drawn; so do the names and centres
of outcodes, which no boundary gives.
"""

import json
import os
from pathlib import Path
from typing import Any

from directory.exchange.statistics.boundaries import Boundaries
from directory.geo.areas import current_code
from directory.geo.paths import boundaries_file, outlines_file


def write_boundaries(boundaries: Boundaries, packed: Path, *, source: str, licence: str) -> Path:
    """Write the boundaries, all or nothing, and return the file. Raises OSError."""
    path = boundaries_file(packed, boundaries.kind)
    content = json.dumps(
        _collection(boundaries, _drawn(packed), source, licence),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(content, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def drawn_beside(boundaries: Boundaries, packed: Path) -> int:
    """Return how many districts keep the outline that was drawn, since the file lacks them."""
    return len(_kept(boundaries, _drawn(packed)))


def _drawn(packed: Path) -> dict[str, Any]:
    path = outlines_file(packed)
    if not path.is_file():
        return {"outcodes": [], "features": []}
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def _kept(boundaries: Boundaries, drawn: dict[str, Any]) -> list[Any]:
    if boundaries.kind != "districts":
        return []
    brought = {feature["properties"]["code"] for feature in boundaries.features}
    features: list[Any] = drawn["features"]
    return [each for each in features if current_code(each["properties"]["code"]) not in brought]


def _collection(
    boundaries: Boundaries, drawn: dict[str, Any], source: str, licence: str
) -> dict[str, Any]:
    kept = _kept(boundaries, drawn)
    sources = [source, *([f"elsewhere drawn from {drawn.get('source')}"] if kept else [])]
    features = sorted((*boundaries.features, *kept), key=lambda each: each["properties"]["code"])
    licences = [licence, drawn.get("licence")] if kept or drawn["outcodes"] else [licence]
    return {
        "type": "FeatureCollection",
        "source": "; ".join(sources),
        "note": f"Lines are approximate: {'; '.join(sources)}.",
        "licence": "\n".join(filter(None, licences)),
        "outcodes": drawn["outcodes"],
        "features": features,
    }
