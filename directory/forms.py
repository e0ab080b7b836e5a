"""The form that every form of ours begins with."""

from typing import Any

from flask_wtf import FlaskForm


class BaseForm(FlaskForm):
    """A form whose errors we word ourselves.

    The browser's own `required` bubbles are not read out reliably and cannot be
    styled or linked from a summary, so no field prints the attribute.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.flags.required = False
