/** A degree can be chosen only once the texts that it judges are written; the server refuses it too. */
for (const box of document.querySelectorAll("[data-degree-of]")) {
  const texts = box.dataset.degreeOf.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const radios = box.querySelectorAll("input[type='radio']");
  const update = () => {
    const isOpen = texts.every((text) => text.value.trim() !== "");
    for (const radio of radios) radio.disabled = !isOpen;
  };
  for (const text of texts) text.addEventListener("input", update);
  update();
}
