"""What every page of gaps opens: the address as a question, the ground, and what cannot be read."""

from dataclasses import dataclass, field, replace

from flask import request

from directory import bridge
from directory.clock import today
from directory.covering.authorities import Authority, authorities
from directory.covering.ground import Ground, current_ground
from directory.covering.report import NoSuchAreaError, Question, chosen_authorities
from directory.extensions import current_settings, db
from directory.gaps.address import Address, AgeBound, read_address
from matcher import Knowledge

Problem = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One request: what it asks, what it rests on, and what of it was left out as unreadable."""

    ground: Ground
    knowledge: Knowledge
    address: Address
    question: Question
    chosen: tuple[Authority, ...]
    problems: list[Problem] = field(default_factory=list)

    @property
    def districts(self) -> tuple[str, ...]:
        """Return the districts of the authorities that are asked about."""
        return tuple(sorted(code for each in self.chosen for code in each.districts))

    @property
    def every(self) -> tuple[Authority, ...]:
        """Return every authority that may be asked about."""
        return authorities(self.ground)


def asking() -> Asking:
    """Return what this request asks; what cannot be read is left out and said."""
    settings = current_settings()
    knowledge, places = bridge.knowledge_in(settings.data), bridge.places_in(settings.places)
    ground = current_ground(db.session, places)
    address, problems = read_address(request.args, knowledge), list[Problem]()
    if address.minutes and ground.travel is None:
        text = "There is no table of travel times: choose a distance in miles"
        problems.append({"text": text, "href": "#miles"})
        address = replace(address, minutes=None)
    question = _question(address, problems)
    try:
        chosen = chosen_authorities(ground, question.areas)
    except NoSuchAreaError as error:
        problems.append({"text": str(error), "href": "#area"})
        address, question = replace(address, areas=()), replace(question, areas=())
        chosen = authorities(ground)
    return Asking(
        ground=ground,
        knowledge=knowledge,
        address=address,
        question=question,
        chosen=chosen,
        problems=problems,
    )


def _question(address: Address, problems: list[Problem]) -> Question:
    try:
        return address.question(today())
    except ValueError as error:
        problems.append({"text": str(error), "href": "#from_years"})
        anyone = replace(address, age_from=AgeBound(), age_under=AgeBound())
        return anyone.question(today())
