"""The options of commands about gaps: the parameters of the page, read as the page reads them."""

from collections.abc import Callable, Collection, Mapping
from functools import reduce
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from directory.cli.errors import WRONG_USE, stop
from directory.cli.resources import knowledge_or_stop, places_or_stop
from directory.domain.coverage.analysis_data import current_analysis_data
from directory.domain.coverage.gap_params import PARAM, PARAMS, Flag, GapParam, Ids, OneWord
from directory.domain.coverage.gap_request import GapRequest, read_gap_query
from directory.infrastructure.clock import today
from directory.infrastructure.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
SHAPE = ("rows", "columns")
TERMS = tuple(param.name for param in PARAMS if param.name not in SHAPE)


def asks(*names: str) -> Callable[[F], F]:
    """Give a command the options of some parameters."""
    options = [_option(PARAM[name]) for name in names]
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def asked_or_stop(session: Session, settings: Settings, options: Mapping[str, Any]) -> GapRequest:
    """Return what the options ask; stop naming every one that cannot be read."""
    knowledge = knowledge_or_stop(settings)
    ground = current_analysis_data(session, places_or_stop(settings))
    given = {name: _texts(value) for name, value in options.items()}
    asked = read_gap_query(given, knowledge, ground, today())
    if asked.problems:
        stop((f"{_name(each.field or '')}: {each.problem}" for each in asked.problems), WRONG_USE)
    return asked


def _texts(value: str | Collection[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _name(param: str) -> str:
    return "--authority" if param == "area" else f"--{param.replace('_', '-')}"


def _option(param: GapParam) -> Callable[[F], F]:
    """Return the option of a parameter: any words, so that all are read in one place."""
    if isinstance(param.kind, Flag):
        return click.option(_name(param.name), param.name, flag_value="1", help=param.help)
    usual = f" Usually {param.default}." if param.default else ""
    return click.option(
        _name(param.name),
        param.name,
        multiple=True,
        metavar=_metavar(param),
        help=f"{param.help}{usual}",
    )


def _metavar(param: GapParam) -> str:
    if isinstance(param.kind, OneWord):
        return f"[{'|'.join(param.kind.words)}]"
    return "ID" if isinstance(param.kind, Ids) else "NUMBER"
