/** Keys 1 to 4 choose among four radios of a group marked `data-keys` while the focus is in it. */
export function startKeys() {
  document.addEventListener("keydown", (event) => {
    const group = event.target.closest?.("[data-keys]");
    if (!group || event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    if (event.target.matches("textarea, input:not([type='radio'])")) return;
    const radio = group.querySelectorAll("input[type='radio']:not(:disabled)")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.focus();
    if (!radio.checked) {
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}
