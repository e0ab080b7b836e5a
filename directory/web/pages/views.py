"""The start page, and the pages every service owes its readers."""

from flask import render_template

from directory.geo.licence import CODE_POINT_LICENCE
from directory.storage import reference_data
from directory.web.extensions import current_settings
from directory.web.pages.blueprint import blueprint


@blueprint.get("/")
def start() -> str:
    """Say what Waymark is and where to begin."""
    return render_template("pages/start.html")


@blueprint.get("/about-the-knowledge")
def about_the_knowledge() -> str:
    """Say where the recommendations come from and how they are kept."""
    return render_template(
        "pages/about_the_knowledge.html",
        sources=reference_data.knowledge_in(current_settings()).sources,
        licence=CODE_POINT_LICENCE,
    )


@blueprint.get("/accessibility")
def accessibility() -> str:
    """Say what was done so that everyone can use Waymark, and what was tested."""
    return render_template("pages/accessibility.html")


@blueprint.get("/cookies")
def cookies() -> str:
    """Name the one cookie and what it is for."""
    return render_template("pages/cookies.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """Say what happens to what a worker types."""
    return render_template("pages/privacy.html")
