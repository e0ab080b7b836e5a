"""Reading JSON that a person or a program sends, with every slip worded."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from matcher.case import CaseError, Problem

__all__ = ["read_json"]


def read_json(content: bytes) -> object:
    """Return what JSON text holds.

    Raises CaseError where it is not UTF-8, not JSON, nested too deeply, names a field twice, or
    holds a NUL.
    """
    try:
        text = content.decode(json.detect_encoding(content))
        found = json.loads(text, object_pairs_hook=_no_repeats)
    except UnicodeDecodeError as error:
        raise _unreadable(f"is not UTF-8 text (byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _unreadable(f"is not JSON: {error.msg} at {place}") from None
    except RecursionError:
        raise _unreadable("is nested too deeply to be a case") from None
    except CaseError:
        raise
    except ValueError:
        raise _unreadable("holds a number of too many digits") from None
    if "\\u0000" in text:  # by itself it is no JSON
        raise _unreadable("holds a character that no text has (NUL)")
    return found


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = [name for name, count in counts.items() if count > 1]
        raise CaseError(tuple(Problem(field=name, problem="is given twice") for name in twice))
    return found


def _unreadable(text: str) -> CaseError:
    return CaseError((Problem(field=None, problem=f"the case {text}"),))
