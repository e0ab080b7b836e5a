"""The options of one child, as a record tells them."""

from collections.abc import Iterable, Iterator, Mapping

from directory.choose.keep.record_lines import Line, Part, capital, filled
from directory.choose.options.judging import thought_words
from directory.choose.options.options import OptionShown, by_strength, nearest_first
from directory.choose.options.services import ServiceShown, ServicesShown
from directory.choose.time.timing_page import RowSaid
from directory.visits import Thought
from matcher import Knowledge

OUTCOMES = {"met": "Met", "not_met": "Not met", "not_known": "Not known"}
NOT_STATED = "not stated"
NONE_APPLIES = (
    "None of the five sources names a programme for this child. Do not stop here: go back to the"
    " assessment, ask your safeguarding lead or a specialist, and look at the near matches and at"
    " why each option does not apply."
)
NONE_CERTAIN = "With what is known so far, no option is certain. Some need an answer first."


def options_parts(
    shown: Iterable[OptionShown], knowledge: Knowledge, times: Mapping[str, RowSaid]
) -> Iterator[Part]:
    """Yield the options by how they stand, those that apply first; `times` are by their ids."""
    shown = tuple(shown)
    by_status = {
        status: [each for each in shown if each.option.status == status]
        for status in ("applies", "needs_information", "does_not_apply")
    }
    applies, open_ = by_status["applies"], by_status["needs_information"]
    nothing = () if applies else (Line(says=NONE_CERTAIN if open_ else NONE_APPLIES),)
    yield Part(
        title=f"Options that apply ({len(applies)})",
        kind="applies",
        lines=nothing,
        parts=tuple(applying(each, knowledge, times) for each in _strongest_first(applies)),
    )
    yield _near_matches(by_status["does_not_apply"])
    yield Part(
        title=f"Options that need an answer ({len(open_)})",
        kind="needs-information",
        parts=tuple(_open(each, knowledge) for each in _strongest_first(open_)),
    )
    yield Part(
        title=f"Options that do not apply ({len(by_status['does_not_apply'])})",
        kind="does-not-apply",
        items=tuple(
            _ruled_out(each, knowledge) for each in nearest_first(by_status["does_not_apply"])
        ),
    )


def _strongest_first(shown: Iterable[OptionShown]) -> list[OptionShown]:
    return [each for group in by_strength(shown) for each in group.options]


def applying(shown: OptionShown, knowledge: Knowledge, times: Mapping[str, RowSaid]) -> Part:
    """Return an option that applies: why, what it involves, its time, and who delivers it."""
    return Part(
        title=shown.option.recommendation.title,
        kind=f"option option-{shown.strength.id}",
        aside=shown.strength.title,
        lines=(*_about(shown, knowledge), *(_caution(words) for words in shown.option.cautions)),
        parts=filled(
            (
                Part(title="Why", kind="why", items=tuple(_reasons(shown))),
                Part(
                    title="What it involves",
                    kind="involves",
                    items=tuple(Line(says=each) for each in shown.option.recommendation.delivery),
                ),
                _time(times.get(shown.option.recommendation.id)),
                _services(shown.services),
            )
        ),
    )


def _time(row: RowSaid | None) -> Part:
    says = (*row.sentences, row.service) if row else ()
    return Part(title="Time", kind="time", items=tuple(Line(says=each) for each in says))


def _open(shown: OptionShown, knowledge: Knowledge) -> Part:
    return Part(
        title=shown.option.recommendation.title,
        kind="option option-open",
        aside=shown.strength.title,
        lines=tuple(_about(shown, knowledge)),
        parts=(
            Part(
                title="What is missing",
                kind="missing",
                items=tuple(Line(says=each.question) for each in shown.missing),
            ),
        ),
    )


def _about(shown: OptionShown, knowledge: Knowledge) -> Iterator[Line]:
    item = shown.option.recommendation
    yield Line(label=shown.names, says=shown.summary)
    yield Line(says=shown.strength.says, cites=(item.citation, *item.also))
    if shown.window:
        yield Line(label="Ages", says=shown.window)
    if shown.who:
        yield Line(label="Who takes part", says="; ".join((shown.who, *shown.others)))
    yield from _thought(shown.thought, knowledge)


def _thought(thought: Thought | None, knowledge: Knowledge) -> Iterator[Line]:
    """Yield what the worker noted; the own words go with the reason, where there is one."""
    if thought is None:
        return
    if reason := thought_words(thought, knowledge):
        yield Line(label="Set aside by the worker", says=reason, kind="thought")
    elif thought.words:
        yield Line(label="The worker’s note", says=thought.words, kind="thought")
    if thought.prefers:
        yield Line(label="The family", says="prefers this", kind="thought")


def _caution(words: str) -> Line:
    return Line(label="Caution", says=words, kind="caution")


def _reasons(shown: OptionShown) -> Iterator[Line]:
    for reason in shown.option.reasons:
        outcome = OUTCOMES[reason.outcome]
        # Some sentences begin with the outcome themselves.
        label = "" if reason.text.startswith(outcome) else outcome
        yield Line(label=label, says=reason.text, kind=reason.outcome)


def _services(services: ServicesShown | None) -> Part:
    if services is None:
        return Part(title="Services near by")
    said = (services.counts, services.gap, services.doubt)
    return Part(
        title="Services near by",
        kind="services",
        lines=tuple(Line(says=capital(words)) for words in said if words),
        items=tuple(_service(each) for each in (*services.at_once, *services.more)),
    )


def _service(service: ServiceShown) -> Line:
    first = (service.organisation, service.accepts_words, service.distance)
    return Line(
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


def _near_matches(shown: Iterable[OptionShown]) -> Part:
    near = [each for each in shown if each.option.near_match]
    about = "These do not apply by a word of the text alone. Ask the provider."
    return Part(
        title=f"Near matches ({len(near)})",
        kind="near-matches",
        lines=(Line(says=about),) if near else (),
        items=tuple(
            Line(
                label=each.option.recommendation.title,
                says=each.option.near_match or "",
                cites=(each.option.recommendation.citation,),
                more=tuple(f"{other.title}: {other.status}" for other in each.instead),
            )
            for each in near
        ),
    )


def _ruled_out(shown: OptionShown, knowledge: Knowledge) -> Line:
    against = [each.text for each in shown.option.reasons if each.outcome == "not_met"]
    return Line(
        label=shown.option.recommendation.title,
        says="; ".join(against),
        cites=(shown.option.recommendation.citation,),
        more=tuple(f"{each.label}: {each.says}" for each in _thought(shown.thought, knowledge)),
    )
