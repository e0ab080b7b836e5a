// Translates CQL to ELM and evaluates it with cql-execution, a case at a time.
// Arguments: the library, the cases as JSON, the names to evaluate as JSON. Prints their results.

import { readFileSync } from "node:fs";
import {
  CqlTranslator,
  LibraryManager,
  ModelManager,
  createModelInfoProvider,
  stringAsSource,
} from "@cqframework/cql/cql-to-elm";
import cql from "cql-execution";

// The translator asks for a list of the types that CQL itself has.
const SYSTEM_TYPES =
  "Any Boolean Integer Long Decimal String DateTime Date Time Quantity Ratio Code Concept " +
  "Vocabulary ValueSet CodeSystem";
const types = SYSTEM_TYPES.split(" ").map((name) => {
  const base = name === "Any" ? "" : ' baseType="System.Any"';
  return `<m:typeInfo xsi:type="m:SimpleTypeInfo" name="System.${name}"${base}/>`;
});
const SYSTEM = `<m:modelInfo name="System" version="1.0.0" url="urn:hl7-org:elm-types:r1"
  xmlns:m="urn:hl7-org:elm-modelinfo:r1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  ${types.join("")}</m:modelInfo>`;

const [libraryFile, casesFile, namesFile] = process.argv.slice(2);
const models = new ModelManager();
models.modelInfoLoader.registerModelInfoProvider(
  createModelInfoProvider((id) => (id === "System" ? stringAsSource(SYSTEM) : null)),
);
const text = readFileSync(libraryFile, "utf8");
const elm = JSON.parse(CqlTranslator.fromText(text, new LibraryManager(models)).toJson());
const errors = (elm.library.annotation ?? []).filter((each) => each.errorSeverity === "error");
if (errors.length) throw new Error(errors[0].message);

const names = JSON.parse(readFileSync(namesFile, "utf8"));
const library = new cql.Library(elm);
const results = Object.fromEntries(names.map((name) => [name, []]));
for (const known of JSON.parse(readFileSync(casesFile, "utf8"))) {
  const executor = new cql.Executor(library, null, known);
  const found = (await executor.exec(new cql.PatientSource([]))).unfilteredResults;
  for (const name of names) results[name].push({ true: "1", false: "0", null: "?" }[found[name]]);
}
console.log(JSON.stringify(Object.fromEntries(names.map((n) => [n, results[n].join("")]))));
