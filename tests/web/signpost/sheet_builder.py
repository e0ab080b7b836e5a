"""One service on a sheet, made of what matters to a test."""

from datetime import date
from typing import Any

from flask import Flask

from directory.geo import Place
from directory.storage import Organisation, Service
from directory.web.signpost.sheet import SheetService, on_sheet

TODAY = date(2026, 11, 22)


def shown(app: Flask, near: Place | None = None, **states: Any) -> SheetService:
    """Return a service on a sheet that states what is given and nothing else."""
    lists = {"delivery": (), "referral_routes": (), "languages": (), "accessibility": ()}
    usual: dict[str, Any] = {"id": "a", "name": "A", "kind": "other", "status": "active"}
    service = Service(
        **{**usual, **lists, "is_sample": False, "organisation": Organisation(name="O"), **states}
    )
    with app.test_request_context():
        return on_sheet(service, near, TODAY)
