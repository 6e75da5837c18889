/** Starts the enhancements of every page; each page is complete without them. */

import { startAutosave } from "./autosave.js";
import { startConfirm } from "./confirm.js";
import { startDropZones } from "./dropzone.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menus.js";
import { startPasting } from "./pasting.js";
import { startProjector } from "./projector.js";
import { startScrolling } from "./scrolling.js";
import { startWordCount } from "./wordcount.js";
import { startTaking } from "./taking.js";

/** Enhances what lies in `root`; called once for the page and again for every fragment that htmx brings. */
function enhance(root) {
  startAutosave(root);
  startWordCount(root);
  startTaking(root);
  startDropZones(root);
  startScrolling(root);
  root.querySelector("[data-focus]")?.focus();
}

startConfirm();
startKeys();
startMenus();
startPasting();
startProjector();
enhance(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enhance(event.target);
});
