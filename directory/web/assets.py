"""Name our static files so that a new version is fetched and an old one may be kept."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import current_app, url_for


def asset_url(filename: str) -> str:
    """Return the address of a static file, with a mark that changes when the file does."""
    path = Path(str(current_app.static_folder), filename)
    if not path.is_file():  # the assets are not built: the page still works, unstyled
        return url_for("static", filename=filename)
    return url_for("static", filename=filename, v=_mark(path, path.stat().st_mtime_ns))


@lru_cache
def _mark(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
