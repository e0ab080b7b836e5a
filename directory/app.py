"""Make the web application out of its parts."""

import os

from flask import Blueprint, Flask
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from directory import (
    api,
    bridge,
    choose,
    errors,
    find,
    gaps,
    logs,
    oruk,
    pages,
    paths,
    provide,
    security,
    signpost,
    visits,
)
from directory import settings as settings_module
from directory.assets import asset_url
from directory.extensions import db
from directory.settings import Settings
from directory.wording import long_date

A_YEAR = 365 * 24 * 60 * 60


class Waymark(Flask):
    """A Flask app that never logs what a person typed."""

    def log_exception(self, exc_info: object) -> None:
        """Log where an error arose; its message may repeat what was typed."""
        error = exc_info[1] if isinstance(exc_info, tuple) else None
        logs.log_failure(error)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for `settings`, read from the environment if not given.

    Raises SettingsError, KnowledgeError or PlacesFileError with every problem: an unsound
    rulebook stops the start, rather than one page later.
    """
    settings = settings or settings_module.read(os.environ)
    app = Waymark(
        "directory",
        template_folder=str(paths.templates()),
        static_folder=str(paths.static()),
        instance_path=str(paths.instance()),
    )
    app.extensions["waymark"] = settings
    _add_templates(app)  # first: other extensions look at the template environment
    _configure(app, settings)
    _add_knowledge_date(app, settings)
    bridge.places_in(settings.places)  # a damaged file stops the start, not the first family
    for blueprint in _journeys(settings):
        app.register_blueprint(blueprint)
    errors.handle_errors(app)
    return app


def _journeys(settings: Settings) -> tuple[Blueprint, ...]:
    """Return every journey's blueprint; the API's depends on the knowledge it describes."""
    return (
        pages.blueprint,
        choose.blueprint,
        find.blueprint,
        gaps.blueprint,
        signpost.blueprint,
        provide.blueprint,
        api.blueprint_for(settings),
        oruk.blueprint,
    )


def _configure(app: Flask, settings: Settings) -> None:
    app.config["SECRET_KEY"] = settings.secret_key
    # An address of an asset changes with its content, so a browser may keep it.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR if settings.is_production else None
    logs.configure(settings)
    logs.log_requests(app)
    security.secure(app, settings)
    db.init_app(app, settings.database_url)
    visits.carry_visits(app)


def _add_templates(app: Flask) -> None:
    packages = ("govuk_frontend_jinja", "govuk_frontend_wtf")
    app.jinja_options = {
        "loader": ChoiceLoader(
            [
                FileSystemLoader(str(paths.templates())),
                PrefixLoader({package: PackageLoader(package) for package in packages}),
            ]
        ),
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.jinja_env.filters["long_date"] = long_date
    app.jinja_env.globals["asset_url"] = asset_url
    WTFormsHelpers(app)
    signpost.speak_languages(app)


def _add_knowledge_date(app: Flask, settings: Settings) -> None:
    """Let every page say how old its knowledge is: as old as its oldest source."""
    oldest = bridge.knowledge_in(settings.data).checked_on
    app.context_processor(lambda: {"knowledge_checked_on": oldest})
