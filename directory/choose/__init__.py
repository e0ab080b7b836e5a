"""Choose support with a family: what is known, the options for each child, what to do with them.

What is entered belongs to a visit, which the worker's own browser carries, sealed
(`directory.visits`). No address says anything about a family.
"""

from flask import Blueprint

from directory.wording import vague_date

blueprint = Blueprint("choose", __name__, url_prefix="/choose")
blueprint.add_app_template_filter(vague_date)

# The pages register themselves with the blueprint, so they come after it.
from directory.choose import asks, child, enter, people, signs_page  # noqa: E402, F401
from directory.choose.keep import open_page, record_page  # noqa: E402, F401
from directory.choose.options import comparing, option_page, shortlist  # noqa: E402, F401
from directory.choose.time import timing_page  # noqa: E402, F401
