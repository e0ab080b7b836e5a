"""The tables of the directory and how they are read; only `directory.actions` writes."""

from directory.db.base import Base
from directory.db.figures import (
    FigureSource,
    NeedFigure,
    PopulationArea,
    Scenario,
    TravelTime,
    UnmetAsk,
)
from directory.db.models import (
    AuditEvent,
    Correction,
    Criterion,
    DifferentServices,
    DirectoryVersion,
    Feed,
    FeedProblem,
    FeedPull,
    FeedRecord,
    Organisation,
    Service,
    ServiceArea,
    ServiceChange,
    ServiceWords,
    Venue,
)

__all__ = [
    "AuditEvent",
    "Base",
    "Correction",
    "Criterion",
    "DifferentServices",
    "DirectoryVersion",
    "Feed",
    "FeedProblem",
    "FeedPull",
    "FeedRecord",
    "FigureSource",
    "NeedFigure",
    "Organisation",
    "PopulationArea",
    "Scenario",
    "Service",
    "ServiceArea",
    "ServiceChange",
    "ServiceWords",
    "TravelTime",
    "UnmetAsk",
    "Venue",
]
