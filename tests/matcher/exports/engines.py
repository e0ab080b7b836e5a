"""The exports run by engines that are not ours, and the same answers as Waymark gives them.

An answer is written as one letter: 1 for applies, 0 for does not apply, ? for needs information;
of a first act, 1 where it is said and 0 where it is not.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from bench import zen_rules
from matcher import answer_bits
from matcher.caseload import STATUSES, column_of, statuses
from matcher.compiled_rules import compiled_rules
from matcher.exports import FORMATS
from matcher.exports.cql import said_name
from matcher.exports.feel import feel_name
from tests.matcher.shipped import AGE, MONTHS, ON, Case, as_read, knowledge

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
Answers: TypeAlias = dict[str, str]
"""By recommendation or first act, one letter a case."""

LETTERS = {"applies": "1", "does_not_apply": "0", "needs_information": "?"}


def cases(count: int, seed: int = 11) -> list[Case]:
    """Return random cases as somebody would give them: from nothing known to nearly everything."""
    chance = random.Random(seed)
    facts = [(fact.id, fact.domain()) for fact in knowledge().facts.facts if fact.domain()]
    return [_case(chance, dict(facts)) for _ in range(count)]


def _case(chance: random.Random, domains: dict[str, tuple[Any, ...]]) -> Case:
    known, leaning = chance.random(), chance.choice([0.5, 0.5, 0.8])
    found: Case = {}
    for id, domain in domains.items():
        if chance.random() >= known:
            continue
        if id == AGE:
            found[id] = chance.choice(MONTHS)
        elif domain == (True, False):
            found[id] = chance.random() < leaning
        else:
            found[id] = chance.choice(domain)
    return found


def ours(given: Sequence[Case]) -> Answers:
    """Return what Waymark answers."""
    facts = knowledge().facts
    columns = {id: column_of(facts.by_id[id], [case.get(id) for case in given]) for id in _asked()}
    caseload = statuses(knowledge(), columns, on=ON)
    found = {
        item.id: "".join(LETTERS[STATUSES[code]] for code in caseload.status(item.id))
        for item in knowledge().recommendations
    }
    book = compiled_rules(knowledge())
    answers = [answer_bits.Answers(known, book.bits.of(known)) for known in map(as_read, given)]
    for notice, gate in book.act_first:
        if not notice.of_person:
            said = (gate.opens(each, of_person=False) for each in answers)
            found[notice.id] = "".join("1" if each else "0" for each in said)
    return found


def _asked() -> list[str]:
    return [fact.id for fact in knowledge().facts.facts if fact.domain()]


def of_zen(given: Sequence[Case]) -> Answers:
    """Return what zen-engine makes of the JSON export."""
    rules = json.loads(FORMATS["json"](knowledge()))
    decision, names = zen_rules.decision(rules), zen_rules.facts_of(rules)
    letters: dict[str, list[str]] = {}
    for case in given:
        known = {zen_rules.zen_name(id): case.get(id) for id in names}
        found = decision.evaluate(known)["result"]
        for item in rules["recommendations"]:
            name = zen_rules.zen_name(item["id"])
            letter = "1" if found[f"yes_{name}"] else "0" if found[f"no_{name}"] else "?"
            letters.setdefault(item["id"], []).append(letter)
        for notice in zen_rules.notices(rules):
            said = found[f"said_{zen_rules.zen_name(notice['id'])}"]
            letters.setdefault(notice["id"], []).append("1" if said else "0")
    return {id: "".join(found) for id, found in letters.items()}


def of_feelin(given: Sequence[Case], folder: Path) -> dict[str, Any]:
    """Return what feelin makes of the DMN model: the `answers`, and what is `said` of one case."""
    named = [{feel_name(id): value for id, value in case.items()} for case in given]
    return _of_node("feel_statuses.mjs", _written(folder, "dmn"), _given(folder, "cases", named))


def of_cql(given: Sequence[Case], folder: Path) -> Answers:
    """Return what cql-execution makes of the CQL library."""
    names = {item.id: item.id for item in knowledge().recommendations}
    names |= {said_name(item): item.id for item in knowledge().act_first if not item.of_person}
    wanted = _given(folder, "names", list(names))
    files = _written(folder, "cql"), _given(folder, "cases", given), wanted
    found: Answers = _of_node("cql_statuses.mjs", *files)
    return {names[name]: letters for name, letters in found.items()}


def _written(folder: Path, form: str) -> Path:
    path = folder / f"rules.{form}"
    path.write_text(FORMATS[form](knowledge()), "utf-8")
    return path


def _given(folder: Path, name: str, data: object) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def _of_node(script: str, *arguments: Path) -> Any:
    return json.loads(run_node(str(HERE / script), *map(str, arguments)))


def run_node(*arguments: str) -> str:
    """Return what Node prints; it is that of the machine, or the one in the environment."""
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    done = subprocess.run([node, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def differences(found: Answers, wanted: Answers) -> list[str]:
    """Return where two differ, as the id, the place of the case and both letters."""
    return [
        f"{id}, case {place}: {a} and not {b}"
        for id in found.keys() & wanted.keys()
        for place, (a, b) in enumerate(zip(found[id], wanted[id], strict=True))
        if a != b
    ]
