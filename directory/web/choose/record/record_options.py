"""The options of one child, as a record tells them."""

from collections.abc import Iterable, Iterator, Mapping

from directory.infrastructure.text_format import long_date
from directory.web.choose.options.option_notes import note_text
from directory.web.choose.options.option_presenter import OptionView, by_strength, nearest_first
from directory.web.choose.options.service_list import ServiceListView, ServiceView
from directory.web.choose.timing.option_times import OptionTimingText
from directory.web.family_session import OptionNote
from directory.web.record_model import RecordLine, RecordPart, capital, filled
from matcher import Knowledge
from matcher.knowledge import Recommendation

OUTCOMES = {"met": "Met", "not_met": "Not met", "not_known": "Not known"}
NOT_STATED = "not stated"
NONE_APPLIES = (
    "No source names a programme for this child. Go back to the assessment, ask your safeguarding"
    " lead or a specialist, and read the near matches below."
)
NONE_CERTAIN = "No option is certain yet. Some need an answer first."


def options_parts(
    shown: Iterable[OptionView], knowledge: Knowledge, times: Mapping[str, OptionTimingText]
) -> Iterator[RecordPart]:
    """Yield the options by how they stand, those that apply first; `times` are by their ids."""
    shown = tuple(shown)
    by_status = {
        status: [each for each in shown if each.option.status == status]
        for status in ("applies", "needs_information", "does_not_apply")
    }
    applies, open_ = by_status["applies"], by_status["needs_information"]
    nothing = () if applies else (RecordLine(says=NONE_CERTAIN if open_ else NONE_APPLIES),)
    yield RecordPart(
        title=f"Options that apply ({len(applies)})",
        kind="applies",
        lines=nothing,
        parts=tuple(applying(each, knowledge, times) for each in _strongest_first(applies)),
    )
    yield _near_matches(by_status["does_not_apply"])
    yield RecordPart(
        title=f"Options that need an answer ({len(open_)})",
        kind="needs-information",
        parts=tuple(_open(each, knowledge) for each in _strongest_first(open_)),
    )
    yield RecordPart(
        title=f"Options that do not apply ({len(by_status['does_not_apply'])})",
        kind="does-not-apply",
        items=tuple(
            _ruled_out(each, knowledge) for each in nearest_first(by_status["does_not_apply"])
        ),
    )


def _strongest_first(shown: Iterable[OptionView]) -> list[OptionView]:
    return [each for group in by_strength(shown) for each in group.options]


def applying(
    shown: OptionView, knowledge: Knowledge, times: Mapping[str, OptionTimingText]
) -> RecordPart:
    """Return an option that applies: why, what it involves, its time, and who delivers it."""
    return RecordPart(
        title=shown.option.recommendation.title,
        kind=f"option option-{shown.strength.id}",
        aside=shown.strength.title,
        lines=(*_about(shown, knowledge), *(_caution(words) for words in shown.option.cautions)),
        parts=filled(
            (
                RecordPart(title="Why", kind="why", items=tuple(_reasons(shown))),
                RecordPart(
                    title="What it involves",
                    kind="involves",
                    items=tuple(
                        RecordLine(says=each) for each in shown.option.recommendation.delivery
                    ),
                ),
                _time(times.get(shown.option.recommendation.id)),
                _services(shown.services),
            )
        ),
    )


def _time(row: OptionTimingText | None) -> RecordPart:
    says = (*row.sentences, row.service) if row else ()
    return RecordPart(
        title="Time", kind="time", items=tuple(RecordLine(says=each) for each in says)
    )


def _open(shown: OptionView, knowledge: Knowledge) -> RecordPart:
    return RecordPart(
        title=shown.option.recommendation.title,
        kind="option option-open",
        aside=shown.strength.title,
        lines=tuple(_about(shown, knowledge)),
        parts=(
            RecordPart(
                title="Needs an answer",
                kind="missing",
                items=tuple(RecordLine(says=each.question) for each in shown.missing),
            ),
        ),
    )


def _about(shown: OptionView, knowledge: Knowledge) -> Iterator[RecordLine]:
    item = shown.option.recommendation
    yield RecordLine(label=shown.names, says=shown.summary)
    yield RecordLine(says=shown.strength.says, cites=(item.citation, *item.also))
    if says := said_aside_here(item):
        yield RecordLine(label="Set aside here", says=says)
    if shown.window:
        yield RecordLine(label="Ages", says=shown.window)
    if shown.who:
        yield RecordLine(label="Who takes part", says="; ".join((shown.who, *shown.others)))
    yield from _thought(shown.thought, knowledge)


def said_aside_here(item: Recommendation) -> str | None:
    """Return why the council does not offer it, who decided that and when; None where it does."""
    aside = item.set_aside_here
    if aside is None:
        return None
    return f"{aside.reason} ({aside.decided_by}, {long_date(aside.decided_on)})"


def _thought(thought: OptionNote | None, knowledge: Knowledge) -> Iterator[RecordLine]:
    """Yield what the worker noted; the own words go with the reason, where there is one."""
    if thought is None:
        return
    if reason := note_text(thought, knowledge):
        yield RecordLine(label="Set aside by the worker", says=reason, kind="thought")
    elif thought.words:
        yield RecordLine(label="The worker’s note", says=thought.words, kind="thought")
    if thought.prefers:
        yield RecordLine(label="The family", says="prefers this", kind="thought")


def _caution(words: str) -> RecordLine:
    return RecordLine(label="Caution", says=words, kind="caution")


def _reasons(shown: OptionView) -> Iterator[RecordLine]:
    for reason in shown.option.reasons:
        outcome = OUTCOMES[reason.outcome]
        # Some sentences begin with the outcome themselves.
        label = "" if reason.text.startswith(outcome) else outcome
        yield RecordLine(label=label, says=reason.text, kind=reason.outcome)


def _services(services: ServiceListView | None) -> RecordPart:
    if services is None:
        return RecordPart(title="Services nearby")
    said = (services.counts, services.gap, services.doubt)
    return RecordPart(
        title="Services nearby",
        kind="services",
        lines=tuple(RecordLine(says=capital(words)) for words in said if words),
        items=tuple(_service(each) for each in (*services.at_once, *services.more)),
    )


def _service(service: ServiceView) -> RecordLine:
    first = (service.organisation, service.accepts_words, service.distance)
    return RecordLine(
        label=service.name,
        says="; ".join(words for words in first if words),
        kind="service",
        more=tuple(
            capital(words)
            for words in (
                "; ".join(service.why),
                f"Wait: {service.wait or NOT_STATED}",
                f"Phone: {service.phone or NOT_STATED}",
                f"Entry checked: {service.checked or NOT_STATED}",
            )
            if words
        ),
    )


def _near_matches(shown: Iterable[OptionView]) -> RecordPart:
    near = [each for each in shown if each.option.near_match]
    about = "Only the wording of the source rules these out. Ask the provider."
    return RecordPart(
        title=f"Near matches ({len(near)})",
        kind="near-matches",
        lines=(RecordLine(says=about),) if near else (),
        items=tuple(
            RecordLine(
                label=each.option.recommendation.title,
                says=each.option.near_match or "",
                cites=(each.option.recommendation.citation,),
                more=tuple(f"{other.title}: {other.status}" for other in each.instead),
            )
            for each in near
        ),
    )


def _ruled_out(shown: OptionView, knowledge: Knowledge) -> RecordLine:
    against = [each.text for each in shown.option.reasons if each.outcome == "not_met"]
    return RecordLine(
        label=shown.option.recommendation.title,
        says="; ".join(against),
        cites=(shown.option.recommendation.citation,),
        more=tuple(f"{each.label}: {each.says}" for each in _thought(shown.thought, knowledge)),
    )
