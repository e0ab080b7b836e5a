// Says whether a FHIR R4 resource is sound. Argument: the file. Prints the problems as JSON.

const { readFileSync } = require("node:fs");
const { Fhir } = require("fhir");

const resource = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { valid, messages } = new Fhir().validate(resource, { errorOnUnexpected: true });
// The list of media types is not part of the definitions that the package holds.
const problems = messages.filter((each) => each.severity !== "info");
console.log(JSON.stringify({ valid, problems }));
