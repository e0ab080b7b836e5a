"""Make the web application out of its parts."""

import os

from flask import Blueprint, Flask
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from directory.infrastructure import paths
from directory.infrastructure import settings as settings_module
from directory.infrastructure.settings import Settings
from directory.infrastructure.text_format import (
    long_date,
    lower_first,
    upper_first,
    vague_date,
)
from directory.storage import reference_data
from directory.web import (
    access,
    account,
    account_session,
    api,
    assure,
    choose,
    errors,
    family_session,
    find,
    gaps,
    knowledge,
    logs,
    manage,
    openreferral_api,
    page_time,
    pages,
    provide,
    security,
    signpost,
)
from directory.web.assets import asset_url
from directory.web.extensions import db
from directory.web.number_params import NumberConverter
from directory.web.sheet_list import listed_ids, open_visit_id

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
    app.url_map.converters["int"] = NumberConverter
    _add_templates(app)  # first: other extensions look at the template environment
    _configure(app, settings)
    _add_knowledge_date(app, settings)
    reference_data.places_in(
        settings.places
    )  # a damaged file stops the start, not the first family
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
        account.blueprint,
        manage.blueprint,
        assure.blueprint,
        knowledge.blueprint,
        api.blueprint_for(settings),
        openreferral_api.blueprint,
    )


def _configure(app: Flask, settings: Settings) -> None:
    app.config["SECRET_KEY"] = settings.secret_key
    app.config["SECRET_KEY_FALLBACKS"] = list(settings.serving.old_keys)
    # The tokens of forms: signed with the last, taken of any.
    app.config["WTF_CSRF_SECRET_KEY"] = [*settings.serving.old_keys, settings.secret_key]
    # An address of an asset changes with its content, so a browser may keep it.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR if settings.is_production else None
    logs.configure(settings)
    logs.log_requests(app)
    security.secure(app, settings)
    db.init_app(app, settings)
    family_session.carry_visits(app)
    account_session.carry_sessions(app)
    access.guard(app)
    page_time.limit_page_time(app, settings.limits.page_seconds)


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
    app.jinja_env.filters |= {
        "long_date": long_date,
        "lower_first": lower_first,
        "upper_first": upper_first,
        "vague_date": vague_date,
    }
    app.jinja_env.globals["asset_url"] = asset_url
    WTFormsHelpers(app)
    signpost.speak_languages(app)
    app.jinja_env.globals.update(on_sheet=listed_ids, visit_id=open_visit_id)


def _add_knowledge_date(app: Flask, settings: Settings) -> None:
    """Let every page say how old its knowledge is: as old as its oldest source."""
    logs.log_left_out(reference_data.knowledge_in(settings).left_out)
    app.context_processor(
        lambda: {"knowledge_checked_on": reference_data.knowledge_in(settings).checked_on}
    )
