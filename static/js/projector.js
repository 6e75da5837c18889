/** Big letters for the wall: a button marked `data-projector-toggle` switches, Escape leaves; kept for this tab only. */
export function startProjector() {
  const buttons = () => document.querySelectorAll("[data-projector-toggle]");
  const show = (on) => {
    document.documentElement.classList.toggle("projector", on);
    sessionStorage.setItem("projector", on ? "1" : "0");
    for (const button of buttons()) button.setAttribute("aria-pressed", String(on));
  };
  for (const button of buttons()) button.hidden = false;
  // A page without the button has no way back, so it never starts in big letters.
  if (buttons().length && sessionStorage.getItem("projector") === "1") show(true);

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-projector-toggle]")) show(!document.documentElement.classList.contains("projector"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.documentElement.classList.contains("projector") && !document.querySelector("dialog[open]")) show(false);
  });
}
