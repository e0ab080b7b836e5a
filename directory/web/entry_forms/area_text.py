"""Areas as people name them, and back: a form shows names, and the file keeps codes."""

from directory.model.area_cells import areas
from directory.model.cell_types import Vocabulary
from directory.storage import reference_data


def area_lines(cell: str) -> str:
    """Return the areas of a cell, one on each line: by name, or by code where no name is known."""
    return "\n".join(reference_data.area_name(code) for code in cell.split(";") if code)


def area_cell(typed: str, words: Vocabulary) -> str:
    """Return the cell of areas that were typed; as it was typed where one of them is not known."""
    try:
        return ";".join(areas(typed, words)) if typed else ""
    except ValueError:
        return typed
