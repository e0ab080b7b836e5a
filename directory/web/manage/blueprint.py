"""The blueprint of manage, which its modules fill."""

from flask import Blueprint

from directory.web.entry_forms.topics import label_of

blueprint = Blueprint("manage", __name__, url_prefix="/manage")


@blueprint.app_context_processor
def _labels() -> dict[str, object]:
    """Let the templates call each column what the forms call it."""
    return {"label_of": label_of}
