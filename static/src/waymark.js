// Start the components that gain from a script. Every page works without it.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// A print button is hidden until a script can make it work.
for (const button of document.querySelectorAll("[data-waymark-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A copy button too: without a script the text is selected and copied by hand.
for (const button of document.querySelectorAll("[data-waymark-copy]")) {
  const text = document.getElementById(button.dataset.waymarkCopy);
  const done = document.getElementById(`${text.id}-done`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    const copied = await copy(text.value);
    done.textContent = copied ? "Copied" : "Not copied: the text is selected, press Ctrl and C";
  });
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    // No permission, or an address without https.
    return document.execCommand("copy");
  }
}

// A service leads back to the list as it was searched. The list has no postcode in its address.
const list = document.querySelector("[data-waymark-list]");
const back = document.querySelector("[data-waymark-back]");
if (list) sessionStorage.setItem("waymark-list", window.location.search);
if (back) back.search = sessionStorage.getItem("waymark-list") ?? "";

// An answer changes the page in place: the server's own part of it is fetched and put there.
// Where that fails, the same form is sent and the whole page comes back.
const part = document.querySelector("[data-waymark-part]");

part?.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-waymark-answers]")) return;
  event.preventDefault();
  part.setAttribute("aria-busy", "true");
  try {
    await putInPlace(form.action, new FormData(form, event.submitter));
  } catch {
    form.removeAttribute("data-waymark-answers");
    form.requestSubmit(event.submitter);
  } finally {
    part.removeAttribute("aria-busy");
  }
});

async function putInPlace(address, body) {
  const before = counts();
  const reply = await fetch(address, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "waymark" },
  });
  // Where the visit has ended, the server leads to the start instead.
  if (reply.redirected) return window.location.assign(reply.url);
  if (!reply.ok && reply.status !== 422) throw new Error(String(reply.status));
  part.innerHTML = await reply.text();
  awaitEnd();
  const problem = part.querySelector(".govuk-error-summary");
  const next = problem ?? part.querySelector("#question-title") ?? part.querySelector("#applies");
  next.setAttribute("tabindex", "-1");
  next.focus();
  // Told politely, for those who do not see what changed.
  const now = counts();
  document.querySelector("#said").textContent =
    now === before ? `No option changed: ${now}.` : `Options changed: ${now}.`;
}

function counts() {
  return part.querySelector("[data-waymark-says]").textContent.trim();
}

// A visit ends half an hour after its last touch. Two minutes before, the page says so politely
// and offers to stay.
const ends = document.querySelector("[data-waymark-ends]");
const says = ends?.querySelector("[data-waymark-ends-says]");
const twoMinutes = 120_000;
let waiting;

function awaitEnd() {
  if (!ends) return;
  clearTimeout(waiting);
  ends.hidden = true;
  says.textContent = "";
  waiting = setTimeout(warn, Number(ends.dataset.waymarkEnds) * 1000);
}

function warn() {
  ends.hidden = false;
  says.textContent = "This visit ends in 2 minutes. Then what you entered is cleared.";
  waiting = setTimeout(() => {
    says.textContent = "This visit is ending now. Choose Stay to see whether it can be kept.";
  }, twoMinutes);
}

ends?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "waymark" },
    });
    if (reply.redirected) return window.location.assign(reply.url);
    if (!reply.ok) throw new Error(String(reply.status));
    awaitEnd();
    document.querySelector("main").focus();
  } catch {
    form.submit();
  }
});

awaitEnd();
