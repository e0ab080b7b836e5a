"""The outlines that the map is drawn on: the same for everyone, whatever is searched for.

All of England is sent at once. Asked for by the piece, the pieces would tell where a family lives.
"""

import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Response, request

from directory.geo.paths import outlines_in_use
from directory.web.extensions import current_settings
from directory.web.find.blueprint import blueprint
from directory.web.security import let_keep

_NONE = b'{"type":"FeatureCollection","outcodes":[],"features":[]}'


@blueprint.get("/outlines.json")
def outlines() -> Response:
    """Return the districts of England as GeoJSON; without a feature where there are none."""
    path = outlines_in_use(current_settings().places)
    changed = path.stat().st_mtime_ns if path.is_file() else None
    content, squeezed, mark = _content(path, changed)
    reply = Response(content, mimetype="application/geo+json")
    if request.accept_encodings.best_match(["gzip"]):
        reply.set_data(squeezed)
        reply.content_encoding = "gzip"
    reply.vary.add("Accept-Encoding")
    reply.set_etag(mark, weak=True)
    let_keep(reply).make_conditional(request)
    return reply


@lru_cache(maxsize=1)
def _content(path: Path, changed: int | None) -> tuple[bytes, bytes, str]:
    """Return the outlines as they are and compressed, and a mark that changes when they do."""
    content = _NONE if changed is None else path.read_bytes()
    return content, gzip.compress(content, mtime=0), sha256(content).hexdigest()[:16]
