"""The Flask extensions, made once and bound to each app by the factory."""

from typing import Any

from flask import Flask, current_app, g, url_for
from flask_wtf import CSRFProtect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.infrastructure.settings import Settings
from directory.storage.engine import engine_for


class Database:
    """One engine for each app and one session for each request, as commands open them."""

    def init_app(self, app: Flask, settings: Settings) -> None:
        """Open the database of an app, and close each request's session at its end."""
        app.extensions["engine"] = engine_for(
            settings.database_url, settings.serving.database_seconds
        )
        app.teardown_appcontext(_close_session)

    @property
    def engine(self) -> Engine:
        """Return the engine of the app that answers now."""
        engine = current_app.extensions["engine"]
        assert isinstance(engine, Engine)
        return engine

    @property
    def session(self) -> Session:
        """Return the session of this request; what it changes is lost unless it is committed."""
        if "session" not in g:
            g.session = Session(self.engine)
        session = g.session
        assert isinstance(session, Session)
        return session


def _close_session(_: object) -> None:
    if "session" in g:
        g.pop("session").close()


csrf = CSRFProtect()
db = Database()


def current_settings() -> Settings:
    """Return the settings of the app that answers now."""
    settings = current_app.extensions["waymark"]
    assert isinstance(settings, Settings)
    return settings


def site_url(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, from WAYMARK_SITE and never from what a request said."""
    return f"{current_settings().mail.site}{url_for(endpoint, **values)}"
