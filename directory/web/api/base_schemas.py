"""What every shape of the API has, and the shape that most others hold: a citation."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """What every shape has: no field that is not described."""

    model_config = ConfigDict(extra="forbid")


class Citation(Shape):
    """Where a statement stands: matcher.knowledge.Citation as JSON."""

    source: str
    ref: str
    url: str
    state: Literal["open", "closed", "not checked"] = Field(description="Whether the link opens.")
    on: str | None = Field(description="When that was found, or when the text was read.")
    was: str | None = Field(description="What stood at a link that has closed.")
