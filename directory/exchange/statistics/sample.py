"""The figures that the sample directory comes with: real published ones, named in one file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from directory.exchange.statistics.need import Need, read_need
from directory.exchange.statistics.population import Population, read_population
from directory.exchange.statistics.publication_registry import FileStatement

FILE = "figures.yaml"


def sample_population(data: Path) -> Population:
    """Return the children by authority. Raises FileError."""
    about = _about(data)["population"]
    return read_population((data / about["file"]).read_bytes(), said=_said(about))


def sample_need(data: Path) -> Need:
    """Return the figures of children in need. Raises FileError."""
    about = _about(data)["need"]
    return read_need((data / about["file"]).read_bytes(), said=_said(about))


def _about(data: Path) -> Any:
    return YAML(typ="safe").load((data / FILE).read_text(encoding="utf-8"))


def _said(about: Mapping[str, str]) -> FileStatement:
    return FileStatement(title=about["title"], dated=about["dated"], licence=about["licence"])
