"""Asking about one address after another; what becomes of each is kept at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.application.commands.geocoded_venues import Placed, keep_answer
from directory.application.geocoding.checks import judged
from directory.application.geocoding.geocoder import Geocoder, GeocoderRefusedError
from directory.application.geocoding.plan import Wanted, plan_of
from directory.geo import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one address; `reason` says why it has no point, None where it has one."""

    address: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Who asks whom, and what is known of the country."""

    engine: Engine
    geocoder: Geocoder
    places: Places
    actor: str
    now: Callable[[], datetime]
    again: bool = False
    """Ask about what was not found before, too."""

    def outcomes(self, most: int) -> Iterator[Outcome]:
        """Ask about addresses, so many at most, and yield what became of each. Raises StoppedError.

        Each is kept before it is yielded, so whoever stops loses nothing.
        """
        with Session(self.engine) as session:
            planned = plan_of(session, again=self.again).wanted[:most]
        for each in planned:
            # A directory is changed while this goes on: an address may be hidden by now.
            if wanted := self._still_wanted(each.address):
                yield self._outcome(wanted)

    def _still_wanted(self, address: str) -> Wanted | None:
        with Session(self.engine) as session:
            wanted = plan_of(session, again=self.again).wanted
        return next((each for each in wanted if each.address == address), None)

    def _outcome(self, wanted: Wanted) -> Outcome:
        try:
            answers = self.geocoder.ask(wanted.address)
            answer: Placed | str = judged(self.places, wanted, answers)
        except GeocoderRefusedError as error:
            answer = str(error)
        with Session(self.engine) as session, session.begin():
            keep_answer(
                session,
                wanted.address,
                answer,
                source=self.geocoder.source,
                credit=self.geocoder.credit,
                actor=self.actor,
                now=self.now(),
            )
        return Outcome(address=wanted.address, reason=answer if isinstance(answer, str) else None)
