/**
 * Asks before what cannot be taken back: a form, or the button that sends it, or a link, marked `data-confirm="question"`.
 * `data-confirm-yes` names the button. Without JavaScript the server's own page of confirmation stands in.
 */
export function startConfirm() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const marked = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!marked.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(marked, () => {
      form.dataset.confirmed = "1";
      form.requestSubmit(event.submitter);
      delete form.dataset.confirmed;
    });
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-confirm]");
    if (!link) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(link, () => location.assign(link.href));
  }, true);
}

function ask(marked, goOn) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const question = document.createElement("p");
  question.id = "confirm-question";
  question.textContent = marked.dataset.confirm;
  const actions = document.createElement("div");
  actions.className = "actions";
  const no = button("Thôi, quay lại", "btn");
  const yes = button(marked.dataset.confirmYes || "Đồng ý", "btn btn-primary");
  actions.append(no, yes);
  dialog.append(question, actions);
  dialog.setAttribute("aria-labelledby", question.id);
  document.body.append(dialog);

  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    goOn();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (marked.isConnected) marked.focus?.();
  });
  dialog.showModal();
  no.focus();
}

function button(text, className) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  return made;
}
