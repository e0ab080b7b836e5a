"""The rule base as a DMN 1.3 model: one decision a recommendation, with its wording and source.

An answer that is not known is null, and so is a condition that waits for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from matcher.conditions import Condition, Term
from matcher.exports.expressions import names_of
from matcher.exports.feel import Feel, feel_name, feel_text
from matcher.exports.readings import Reading
from matcher.exports.shared_terms import terms_in
from matcher.facts import Fact
from matcher.knowledge import ActFirst, Knowledge, Recommendation, Source

__all__ = ["dmn_text"]

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"
OURS = "urn:waymark:rules"
TYPES = {"boolean": "boolean", "age": "number", "choice": "string"}


def dmn_text(knowledge: Knowledge) -> str:
    """Return the whole model as XML."""
    root = Element(
        "definitions",
        {
            "xmlns": MODEL,
            "id": "waymark",
            "name": "Waymark: what is recommended for a child at risk of abuse or neglect",
            "namespace": OURS,
            "expressionLanguage": FEEL,
            "exporter": "Waymark",
        },
    )
    _Model(root, knowledge).fill()
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


class _Model:
    """Adds the parts of a model, each after those that it needs."""

    def __init__(self, root: Element, knowledge: Knowledge) -> None:
        self.root, self.knowledge = root, knowledge
        self.facts = [fact for fact in knowledge.facts.facts if fact.domain()]
        self.feel = Feel(knowledge.facts)

    def fill(self) -> None:
        for fact in self.facts:
            if fact.type == "choice":
                _item_definition(self.root, fact)
        for fact in self.facts:
            _input_data(self.root, fact)
        for source in self.knowledge.sources:
            _knowledge_source(self.root, source)
        for reading in self.feel.readings:
            self._reading(reading)
        for term in terms_in(self.knowledge):
            self._term(term)
        options = [self._recommendation(item) for item in self.knowledge.recommendations]
        notices = [self._notice(item) for item in self.knowledge.act_first if not item.of_person]
        self._list("options", "Every recommendation, and how it stands for this child", options)
        self._list(
            "act_first", "What has to be done before anything else", notices, "[said = true]"
        )

    def _reading(self, reading: Reading) -> None:
        fact, name = reading.fact, self.feel.read_name(reading.fact.id)
        decision = _decision(self.root, name, f"{fact.id}, as it is read", fact.question)
        _variable(decision, name, TYPES[fact.type])
        others = self._needs(*([when] for when, _ in reading.ways))
        _require(decision, {feel_name(fact.id): "Input"} | others)
        _literal(decision, self.feel.reading(reading))

    def _term(self, term: Term) -> None:
        name = self.feel.term_name(term.id)
        decision = _decision(self.root, name, term.id, term.says.met or term.id)
        _variable(decision, name, "boolean")
        _require(decision, self._needs([term.when]))
        _literal(decision, self.feel.all_of([term.when]))

    def _recommendation(self, item: Recommendation) -> str:
        name = feel_name(item.id)
        decision = _decision(self.root, name, item.id, item.title)
        _variable(decision, name, "Any")
        _require(decision, self._needs(item.when))
        _authority(decision, item.id.partition(":")[0])
        entries = {
            "recommendation": feel_text(item.id),
            "holds": self.feel.all_of(item.when),
            "status": self.feel.status("holds"),
            **_wording(item),
        }
        _context(decision, entries)
        return name

    def _notice(self, item: ActFirst) -> str:
        name = f"act_first_{feel_name(item.id)}"
        decision = _decision(self.root, name, item.id, item.title)
        _variable(decision, name, "Any")
        asked = [[item.when], *([[item.unless]] if item.unless else [])]
        _require(decision, self._needs(*asked))
        cited = [f"{c.source} {c.ref}: {c.url}" for c in item.citations]
        entries = {
            "notice": feel_text(item.id),
            "said": self.feel.said(item.when, item.unless),
            "title": feel_text(item.title),
            "text": feel_text(item.says),
            "within": feel_text(item.within),
            "citations": _texts(cited),
        }
        _context(decision, entries)
        return name

    def _list(self, name: str, says: str, names: Sequence[str], only: str = "") -> None:
        decision = _decision(self.root, name, name, says)
        _variable(decision, name, "Any")
        _require(decision, dict.fromkeys(names, "Decision"))
        _literal(decision, f"[{', '.join(names)}]{only}")

    def _needs(self, *texts: Iterable[Condition]) -> dict[str, str]:
        """Return what each text of conditions names, and which kind of element it is."""
        needs = {}
        for part in (part for text in texts for part in self.feel.parts(text)):
            for id, is_term in names_of(part):
                name = self.feel.term_name(id) if is_term else self.feel.read_name(id)
                needs[name] = "Decision" if is_term or id in self.feel.filled else "Input"
        return needs


def _wording(item: Recommendation) -> dict[str, str]:
    return {
        "title": feel_text(item.title),
        "strength": feel_text(item.strength),
        "source": feel_text(item.citation.source),
        "reference": feel_text(item.citation.ref),
        "link": feel_text(item.citation.url),
        "also": _texts(f"{each.source} {each.ref}: {each.url}" for each in item.also),
        "checked_on": feel_text(item.checked_on.isoformat() if item.checked_on else None),
        "programmes": _texts(item.programmes),
        "kinds": _texts(item.kinds),
        "delivery": _texts(item.delivery),
        "readings": _texts(item.readings),
    }


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(feel_text, values))}]"


def _decision(root: Element, name: str, label: str, says: str) -> Element:
    decision = SubElement(root, "decision", id=name, name=name, label=label)
    SubElement(decision, "description").text = says
    return decision


def _variable(parent: Element, name: str, type_: str) -> None:
    SubElement(parent, "variable", id=f"{parent.get('id')}_variable", name=name, typeRef=type_)


def _item_definition(root: Element, fact: Fact) -> None:
    item = SubElement(root, "itemDefinition", name=f"{feel_name(fact.id)}_type")
    SubElement(item, "typeRef").text = "string"
    allowed = SubElement(item, "allowedValues")
    values = ", ".join(feel_text(choice.value) for choice in fact.choices)
    SubElement(allowed, "text").text = f"{values}, null"


def _input_data(root: Element, fact: Fact) -> None:
    name = feel_name(fact.id)
    data = SubElement(root, "inputData", id=name, name=name, label=fact.id)
    SubElement(data, "description").text = f"{fact.question} Null is: not known."
    _variable(data, name, f"{name}_type" if fact.type == "choice" else TYPES[fact.type])


def _knowledge_source(root: Element, source: Source) -> None:
    element = SubElement(
        root,
        "knowledgeSource",
        id=f"source_{source.id}",
        name=source.name,
        label=source.title,
        locationURI=source.url,
    )
    read = f"Read on {source.checked_on.isoformat()}"
    says = f"{source.publisher}. {read}{f', in: {source.read_in}' if source.read_in else ''}"
    SubElement(element, "description").text = says
    SubElement(element, "type").text = "Guidance"


def _require(decision: Element, needs: Mapping[str, str]) -> None:
    for name, kind in needs.items():
        requirement = SubElement(decision, "informationRequirement")
        SubElement(requirement, f"required{kind}", href=f"#{name}")


def _authority(decision: Element, source: str) -> None:
    requirement = SubElement(decision, "authorityRequirement")
    SubElement(requirement, "requiredAuthority", href=f"#source_{source}")


def _literal(parent: Element, text: str) -> None:
    SubElement(SubElement(parent, "literalExpression"), "text").text = text


def _context(decision: Element, entries: Mapping[str, str]) -> None:
    context = SubElement(decision, "context")
    for name, text in entries.items():
        entry = SubElement(context, "contextEntry")
        SubElement(entry, "variable", name=name)
        _literal(entry, text)
