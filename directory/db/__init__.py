"""The tables of the directory and how they are read; only `directory.actions` writes."""

from directory.db.base import Base
from directory.db.models import (
    AuditEvent,
    Criterion,
    DirectoryVersion,
    Feed,
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
    "Criterion",
    "DirectoryVersion",
    "Feed",
    "Organisation",
    "Service",
    "ServiceArea",
    "ServiceChange",
    "ServiceWords",
    "Venue",
]
