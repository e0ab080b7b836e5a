"""The tables of the directory and how they are read; only `application.commands` writes."""

from directory.storage.account_models import (
    Account,
    AccountLink,
    AccountOrganisation,
    SignInFailure,
)
from directory.storage.assurance_models import ServiceLink, Watch
from directory.storage.base import Base
from directory.storage.correction_model import Correction
from directory.storage.feed_enrichment import (
    DroppedSuggestion,
    EntryOverlay,
    FeedContact,
    FeedRule,
    FeedStated,
)
from directory.storage.geocoded import GeocodedAddress
from directory.storage.mail_model import OutgoingMail
from directory.storage.models import (
    AuditEvent,
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
from directory.storage.statistics_models import (
    AreaClass,
    FigureSource,
    NeedFigure,
    NeedShare,
    PopulationArea,
    SavedPlan,
    SavedScenario,
    TravelTime,
    UnmetAsk,
)
from directory.storage.version_models import ProposedChange, ServiceVersion

__all__ = [
    "Account",
    "AccountLink",
    "AccountOrganisation",
    "AreaClass",
    "AuditEvent",
    "Base",
    "Correction",
    "Criterion",
    "DifferentServices",
    "DirectoryVersion",
    "DroppedSuggestion",
    "EntryOverlay",
    "Feed",
    "FeedContact",
    "FeedProblem",
    "FeedPull",
    "FeedRecord",
    "FeedRule",
    "FeedStated",
    "FigureSource",
    "GeocodedAddress",
    "NeedFigure",
    "NeedShare",
    "Organisation",
    "OutgoingMail",
    "PopulationArea",
    "ProposedChange",
    "SavedPlan",
    "SavedScenario",
    "Service",
    "ServiceArea",
    "ServiceChange",
    "ServiceLink",
    "ServiceVersion",
    "ServiceWords",
    "SignInFailure",
    "TravelTime",
    "UnmetAsk",
    "Venue",
    "Watch",
]
