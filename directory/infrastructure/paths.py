"""Find the project's own files, in a checkout and in an installed wheel alike.

In a checkout the folders lie beside the packages; a wheel carries them in
`waymark_files`, so that nothing of ours claims a name like `data` among the
installed packages.
"""

from pathlib import Path

_BESIDE_PACKAGES = Path(__file__).resolve().parents[2]
_INSTALLED = _BESIDE_PACKAGES / "waymark_files"


def is_installed() -> bool:
    """Say whether this runs from an installed wheel rather than a checkout."""
    return _INSTALLED.is_dir()


def files() -> Path:
    """Return the folder that holds data, migrations, static, templates and translations."""
    return _INSTALLED if is_installed() else _BESIDE_PACKAGES


def data() -> Path:
    """Return the folder of the shipped knowledge and sample data."""
    return files() / "data"


def migrations() -> Path:
    """Return the folder of the database migrations."""
    return files() / "migrations"


def static() -> Path:
    """Return the folder of style sheets, scripts and images."""
    return files() / "static"


def templates() -> Path:
    """Return the folder of page templates."""
    return files() / "templates"


def translations() -> Path:
    """Return the folder of the sentences of a family's sheet in other languages."""
    return files() / "translations"


def instance() -> Path:
    """Return the folder for what this copy makes: its database and its places.

    An installed copy writes where it is run; site-packages is not ours to write in.
    """
    return (Path.cwd() if is_installed() else _BESIDE_PACKAGES) / "instance"
