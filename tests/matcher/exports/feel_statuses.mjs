// Evaluates a DMN model with feelin, decision by decision, for many cases at once.
// Arguments: the model, the cases as JSON. Prints as JSON the answers, a letter a case, and all that
// each decision says of the first case.

import { readFileSync } from "node:fs";
import { DmnModdle } from "dmn-moddle";
import { evaluate } from "feelin";

const [model, casesFile] = process.argv.slice(2);
const { rootElement, warnings } = await new DmnModdle().fromXML(readFileSync(model, "utf8"));
if (warnings.length) throw new Error(warnings[0].message);
const cases = JSON.parse(readFileSync(casesFile, "utf8"));
const decisions = rootElement.drgElement.filter((each) => each.$type === "dmn:Decision");

const required = (decision) =>
  (decision.informationRequirement ?? []).map((each) =>
    (each.requiredInput ?? each.requiredDecision).href.slice(1),
  );

// The text of the model is evaluated as it stands, within a context of what it requires, and once
// for each set of values that the cases have of that.
const evaluateFor = (text, names) => {
  const keys = cases.map((each) => JSON.stringify(names.map((name) => each[name] ?? null)));
  const places = new Map([...new Set(keys)].map((key, place) => [key, place]));
  const known = [...places.keys()].map((key) =>
    Object.fromEntries(JSON.parse(key).map((value, at) => [names[at], value])),
  );
  const entries = names.map((name) => `${name}: given.${name}, `).join("");
  const each = `for given in cases return {${entries}result: (${text})}.result`;
  const { value, warnings: found } = evaluate(each, { cases: known });
  const unknown = found.find((warning) => warning.type !== "NOT_COMPARABLE");
  if (unknown) throw new Error(`${text}: ${unknown.message}`);
  return keys.map((key) => value[places.get(key)]);
};

const answers = {};
const said = {};
for (const decision of decisions) {
  const logic = decision.decisionLogic;
  if (logic.text?.startsWith("[")) {
    cases[0][decision.name] = evaluate(logic.text, cases[0]).value;
    continue;
  }
  if (logic.$type === "dmn:LiteralExpression") {
    const values = evaluateFor(logic.text, required(decision));
    values.forEach((value, place) => (cases[place][decision.name] = value));
    continue;
  }
  const entries = logic.contextEntry.map((each) => [each.variable.name, each.value.text]);
  const texts = Object.fromEntries(entries);
  const id = evaluate(texts.recommendation ?? texts.notice).value;
  const values = evaluateFor(texts.holds ?? texts.said, required(decision));
  answers[id] = values.map((value) => ({ true: "1", false: "0", null: "?" })[value]).join("");
  const whole = `{${entries.map(([name, text]) => `${name}: ${text}`).join(", ")}}`;
  said[id] = evaluate(whole, cases[0]).value;
  // Enough for the lists of all of them: of the other cases nobody asks.
  cases[0][decision.name] = said[id];
}
const lists = { options: cases[0].options, act_first: cases[0].act_first };
console.log(JSON.stringify({ answers, said, lists }));
