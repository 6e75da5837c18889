/** "Lấy lại": puts last year's text into the box, after what is already there; nothing typed is replaced. */
export function startTaking(root) {
  for (const button of root.querySelectorAll("[data-take-from]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const source = document.getElementById(button.dataset.takeFrom);
      const target = document.getElementById(button.dataset.takeInto);
      const paragraphs = [...source.querySelectorAll("p")].map((paragraph) => paragraph.innerText.trim());
      const taken = (paragraphs.length ? paragraphs : [source.innerText.trim()]).join("\n\n");
      target.value = target.value.trim() === "" ? taken : `${target.value.trimEnd()}\n\n${taken}`;
      target.dispatchEvent(new Event("input", { bubbles: true }));
      target.focus();
    });
  }
}
