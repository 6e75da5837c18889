/** Lets a file be dropped on a zone marked `data-drop-zone`; the file input inside does the work and shows the name. */
export function startDropZones(root) {
  for (const zone of root.querySelectorAll("[data-drop-zone]")) {
    const input = zone.querySelector("input[type='file']");
    const name = zone.querySelector("[data-drop-name]");
    if (!input) continue;
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
      if (name) name.textContent = `Đã chọn: ${[...input.files].map((file) => file.name).join(", ")}`;
    });
    input.addEventListener("change", () => {
      if (name) name.textContent = "";
    });
  }
}

function firstOf(files) {
  const transfer = new DataTransfer();
  transfer.items.add(files[0]);
  return transfer.files;
}
