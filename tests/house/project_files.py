"""The files of the project, without what is built or installed, and what stands in them."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ("matcher", "directory")
CODE = (*SOURCE, "tests", "bench", "migrations", "scripts")
BUILT = {"node_modules", ".venv", ".git", "instance", "build", "dist"}
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".json", ".html", ".scss", ".js", ".ini"}


def python_files(folders: tuple[str, ...]) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text_files() -> Iterator[Path]:
    """Walk the project without what is built or installed."""
    waiting = [ROOT]
    while waiting:
        for path in waiting.pop().iterdir():
            hidden_cache = path.name.startswith(".") and path.is_dir() and path.name != ".ci"
            if path.is_dir() and path.name not in BUILT and not hidden_cache:
                waiting.append(path)
            elif path.suffix in TEXT or path.parent.name in ("scripts", ".ci"):
                yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def public_classes(path: Path) -> list[ast.ClassDef]:
    """Return the classes of a module that others may import."""
    return [
        node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def is_there(name: str) -> bool:
    """Say whether a path, a module, or something in a module is of that name."""
    if "/" in name:
        path = ROOT / name
        return path.exists() or any(path.parent.glob(f"{path.name}.*"))
    parts = name.removesuffix(".py").split(".")
    for length in range(len(parts), 0, -1):
        stem = ROOT.joinpath(*parts[:length])
        if stem.is_dir() or stem.with_suffix(".py").is_file():
            return has_part(".".join(parts[:length]), parts[length:])
    return False


def has_part(module: str, rest: list[str]) -> bool:
    found: object = importlib.import_module(module) if rest else None
    for part in rest:
        if not hasattr(found, part):
            return part in getattr(found, "__annotations__", {})
        found = getattr(found, part)
    return True
