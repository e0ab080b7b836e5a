"""Waymark's matcher: what is recommended for a child, explained, with nothing guessed.

Pure and typed: no web framework, no database, no clock, no network.

    >>> from datetime import date
    >>> from matcher import load, match
    >>> knowledge = load()
    >>> result = match({"child.age_months": 30}, knowledge, on=date(2026, 11, 22))
"""

from matcher.case import CaseError, Problem
from matcher.json_input import read_json
from matcher.knowledge import Knowledge
from matcher.loader import KnowledgeError, load
from matcher.matching import match
from matcher.result import Option, Result

__all__ = [
    "CaseError",
    "Knowledge",
    "KnowledgeError",
    "Option",
    "Problem",
    "Result",
    "load",
    "match",
    "read_json",
]
