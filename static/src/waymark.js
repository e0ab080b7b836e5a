// Start the components that gain from a script. Every page works without it.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// A print button is hidden until a script can make it work.
for (const button of document.querySelectorAll("[data-waymark-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
