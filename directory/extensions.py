"""The Flask extensions, made once and bound to each app by the factory."""

from flask import current_app
from flask_sqlalchemy_lite import SQLAlchemy
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

from directory.settings import Settings

csrf = CSRFProtect()
db = SQLAlchemy()
talisman = Talisman()


def current_settings() -> Settings:
    """Return the settings of the app that answers now."""
    settings = current_app.extensions["waymark"]
    assert isinstance(settings, Settings)
    return settings
