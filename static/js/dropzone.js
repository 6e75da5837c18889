/**
 * Zones marked `data-drop-zone`: a file can be dropped, the button speaks Vietnamese whatever the browser speaks,
 * and `[data-drop-name]` says which file is chosen. The file input inside does the work.
 */
export function startDropZones(root) {
  for (const zone of root.querySelectorAll("[data-drop-zone]:not(.is-enhanced)")) {
    const input = zone.querySelector("input[type='file']");
    const name = zone.querySelector("[data-drop-name]");
    if (input && name) enhance(zone, input, name);
  }
}

function enhance(zone, input, name) {
  zone.classList.add("is-enhanced");
  const choose = document.createElement("span");
  choose.className = "btn btn-sm";
  choose.textContent = input.multiple ? "Chọn các tệp…" : "Chọn tệp…";
  // The input keeps focus, label and name for readers; the button is for eyes and mouse.
  choose.setAttribute("aria-hidden", "true");
  choose.addEventListener("click", () => input.click());
  input.classList.add("visually-hidden");
  input.after(choose);

  const show = () => {
    const names = [...input.files].map((file) => file.name).join(", ");
    name.textContent = names || "hoặc kéo tệp thả vào đây";
    name.classList.toggle("is-chosen", names !== "");
    zone.classList.toggle("has-file", names !== "");
  };
  let depth = 0;
  const over = (change) => {
    depth = Math.max(0, depth + change);
    zone.classList.toggle("is-over", depth > 0);
  };
  zone.addEventListener("dragenter", () => over(1));
  zone.addEventListener("dragleave", () => over(-1));
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-depth);
    if (!event.dataTransfer.files.length) return;
    input.files = input.multiple ? event.dataTransfer.files : firstOf(event.dataTransfer.files);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", show);
  show();
}

function firstOf(files) {
  const transfer = new DataTransfer();
  transfer.items.add(files[0]);
  return transfer.files;
}
