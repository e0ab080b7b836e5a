"""The blueprint of choose, which its views fill."""

from flask import Blueprint

from directory.infrastructure.text_format import vague_date

blueprint = Blueprint("choose", __name__, url_prefix="/choose")
blueprint.add_app_template_filter(vague_date)
