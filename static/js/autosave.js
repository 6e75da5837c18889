/**
 * Saves what lies in `[data-autosave]` by itself: a text (`[data-autosave-value]`) or the chosen radio.
 *
 * Attributes of the root: data-url, data-version, data-field (name of the value in the request, default "text").
 * Request: POST, form-encoded, `<field>=…&version=…`, headers X-CSRFToken, X-Account and Accept: application/json.
 * Answers: 200 {version, saved_at} · 409 {version, server_text, server_by} · 409 or 403 {message}: writing is not allowed (any more)
 * · 422 {errors: {field: [..]}} · 401, any other 403 or a redirect: the login has expired or is somebody else's by now.
 * Until a 200 has come for exactly this value, the draft stays on this computer and is offered again after a reload.
 */
import { draftsOf, dropDraft, dropOwnDraft, keepDraft, setAside } from "./drafts.js";
import { askServer, OUTCOME } from "./saving.js";

const PAUSE = 2000;
const RETRIES = [5000, 15000, 30000];
const WHEN = { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" };
const savers = new Set();

/** Line ends as a text box has them; forms sent without JavaScript bring others. */
const plain = (text) => (text ?? "").replaceAll("\r\n", "\n");

export function startAutosave(root) {
  const marked = root.matches?.("[data-autosave]") ? [root] : [];
  for (const element of [...marked, ...root.querySelectorAll("[data-autosave]")]) {
    if (!element.dataset.autosaveOn) savers.add(new Saver(element));
  }
}

class Saver {
  constructor(element) {
    element.dataset.autosaveOn = "1";
    this.element = element;
    this.url = element.dataset.url;
    this.field = element.dataset.field || "text";
    this.version = element.dataset.version;
    this.text = element.querySelector("[data-autosave-value]");
    this.state = element.querySelector("[data-save-state]");
    this.aside = element.querySelector("[data-autosave-aside]");
    this.confirmed = this.delivered();
    this.failures = 0;
    this.stopped = false;

    element.addEventListener("input", (event) => { if (event.target === this.text) this.typed(); });
    element.addEventListener("change", (event) => { if (event.target.type === "radio") this.save(); });
    element.addEventListener("focusout", (event) => { if (event.target === this.text) this.save(); });
    element.closest("form")?.addEventListener("submit", () => { this.leaving = true; });
    this.offerDraft();
    // Somebody who began to type before this script had arrived goes on as if it had been there.
    if (this.text && this.text === document.activeElement) this.typed();
  }

  /** What the server has sent, whatever the browser has put into the field meanwhile. */
  delivered() {
    const chosen = (options, state) => [...options].find((option) => option[state])?.value;
    if (!this.text) return chosen(this.element.querySelectorAll("input[type='radio']"), "defaultChecked") ?? "";
    if (this.text.options) return chosen(this.text.options, "defaultSelected") ?? this.text.options[0]?.value ?? "";
    return this.text.defaultValue;
  }

  /** A browser that goes back to a page fills in what was typed there before; that is a draft like any other. */
  setRestoredAside() {
    if (!this.unsaved || this.touched) return;
    const restored = this.read();
    if (!draftsOf(this.url).some((draft) => draft.value === restored)) setAside(this.url, restored, this.version);
    this.write(this.confirmed);
    this.offerDraft();
  }

  read() {
    return this.text ? this.text.value : (this.element.querySelector("input[type='radio']:checked")?.value ?? "");
  }

  write(value) {
    if (this.text) {
      this.text.value = value;
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    for (const radio of this.element.querySelectorAll("input[type='radio']")) radio.checked = radio.value === value;
  }

  get unsaved() {
    return this.read() !== this.confirmed;
  }

  typed() {
    this.touched = true;
    clearTimeout(this.timer);
    if (!this.unsaved) return;
    this.typedAt = Date.now();
    this.kept = keepDraft(this.url, this.read(), this.version, this.typedAt);
    if (this.stopped) return;
    this.say("typing", "Chưa lưu…");
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save({ leavingPage = false } = {}) {
    clearTimeout(this.timer);
    if (!this.unsaved || this.stopped) return;
    if (this.busy) { this.again = true; return; }
    const sent = this.read();
    this.touched = true;
    this.kept = keepDraft(this.url, sent, this.version, this.typedAt ?? Date.now());
    this.busy = true;
    this.say("saving", "Đang lưu…");
    const answer = await askServer({ url: this.url, field: this.field, value: sent, version: this.version, form: this.element.closest("form"), leavingPage });
    this.busy = false;
    this.take(answer, sent);
    if (this.again && answer.outcome === OUTCOME.saved) { this.again = false; this.save(); }
  }

  take(answer, sent) {
    if (answer.outcome !== OUTCOME.invalid) this.showErrors([]);
    if (answer.outcome !== OUTCOME.offline) this.failures = 0;
    if (answer.outcome === OUTCOME.expired && this.askingForLogin) return;
    this.askingForLogin = false;
    ({
      [OUTCOME.saved]: () => this.saved(answer.data, sent),
      [OUTCOME.conflict]: () => this.conflict(answer.data, sent),
      [OUTCOME.closed]: () => this.close(answer.data),
      [OUTCOME.invalid]: () => { this.say("refused", "Chưa lưu được – xem lỗi ở trên. Bản nháp đang giữ trên máy này."); this.showErrors(Object.values(answer.data.errors).flat()); },
      [OUTCOME.expired]: () => this.expired(),
      [OUTCOME.offline]: () => this.offline(),
    })[answer.outcome]();
  }

  saved(data, sent) {
    this.setVersion(data.version);
    this.confirmed = sent;
    if (this.unsaved) { this.typed(); return; }
    dropOwnDraft(this.url);
    this.say("saved", `Đã lưu ${data.saved_at}`);
  }

  offline() {
    this.say("offline", this.kept ? "Mất kết nối – bản nháp đang giữ trên máy này" : "Mất kết nối – xin đừng đóng trang, máy này không giữ được bản nháp");
    this.timer = setTimeout(() => this.save(), RETRIES[Math.min(this.failures, RETRIES.length - 1)]);
    this.failures += 1;
  }

  expired() {
    this.say("expired", "Phiên làm việc đã hết hạn – bản nháp đang giữ trên máy này. ");
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = "Đăng nhập lại để lưu tiếp";
    link.addEventListener("click", () => savers.forEach((saver) => { saver.leaving = saver.leaving || saver.kept; }));
    this.state?.append(link);
    this.askingForLogin = true;
  }

  /** The state of the thing itself no longer allows writing: say so, keep the draft, stop asking. */
  close(data) {
    this.stopped = true;
    this.say("refused", `${data.message || "Nội dung này không còn sửa được."} Bản nháp đang giữ trên máy này.`);
  }

  /** Both texts are shown; nothing is sent until one is chosen. */
  conflict(data, mine) {
    this.stopped = true;
    this.say("conflict", "Chưa lưu – có hai bản khác nhau");
    const box = this.element.querySelector("[data-conflict-template]")?.content.cloneNode(true).firstElementChild;
    if (!box) { this.chooseWithoutBox(data, mine); return; }
    box.querySelector("[data-conflict-by]").textContent = data.server_by || "người khác";
    box.querySelector("[data-conflict-server]").textContent = data.server_text || "(trống)";
    box.querySelector("[data-conflict-mine]").textContent = mine || "(trống)";
    this.aside.replaceChildren(box);
    box.scrollIntoView({ block: "nearest" });
    const choose = (which) => (event) => {
      event.preventDefault();
      this.aside.replaceChildren();
      this.stopped = false;
      this.setVersion(data.version);
      this.confirmed = plain(data.server_text);
      which === "mine" ? this.save() : this.takeServerText(data);
      this.offerDraft();
      this.text.focus();
    };
    box.querySelector("[data-choose='mine']").addEventListener("click", choose("mine"));
    box.querySelector("[data-choose='server']").addEventListener("click", choose("server"));
  }

  /** What was typed is offered as a draft, so that this choice too can be taken back. */
  takeServerText(data) {
    const mine = this.read();
    this.confirmed = plain(data.server_text);
    this.write(data.server_text);
    dropOwnDraft(this.url);
    setAside(this.url, mine, data.version);
    this.say("saved", "Đã lấy bản trên máy chủ");
  }

  /** A choice of one among four needs no box: the server's answer is shown, and one click sets one's own again. */
  chooseWithoutBox(data, mine) {
    this.stopped = false;
    this.setVersion(data.version);
    this.confirmed = plain(data.server_text);
    this.write(data.server_text);
    dropOwnDraft(this.url);
    this.say("conflict", `${data.server_by || "Người khác"} vừa chọn khác với đồng chí; đang hiện lựa chọn trên máy chủ.`);
  }

  /** Offers the newest draft that the server does not have, one after the other; it stays kept until one has chosen. */
  offerDraft() {
    const drafts = draftsOf(this.url);
    for (const draft of drafts) if (draft.value === this.confirmed) dropDraft(draft.key);
    const draft = drafts.find((one) => one.value !== this.confirmed);
    if (this.offered && this.offered !== draft?.key) this.aside.replaceChildren();
    this.offered = draft?.key;
    if (!draft) return;
    const box = this.element.querySelector("[data-draft-template]")?.content.cloneNode(true).firstElementChild;
    if (!box) { drafts.forEach((one) => dropDraft(one.key)); this.write(draft.value); this.save(); return; }
    box.querySelector("[data-draft-at]").textContent = new Date(draft.at).toLocaleString("vi-VN", WHEN);
    box.querySelector("[data-draft-text]").textContent = draft.value || "(trống)";
    this.aside.replaceChildren(box);
    const close = () => { dropDraft(draft.key); this.offerDraft(); this.text.focus(); };
    box.querySelector("[data-draft-take]").addEventListener("click", () => { this.takeDraft(draft); close(); });
    box.querySelector("[data-draft-drop]").addEventListener("click", close);
  }

  /** What stands in the field and the server does not have is offered next. */
  takeDraft(draft) {
    if (this.unsaved) setAside(this.url, this.read(), this.version);
    this.write(draft.value);
    this.save();
  }

  setVersion(version) {
    this.version = version;
    this.element.dataset.version = version;
    const hidden = this.element.querySelector("[data-autosave-version]");
    if (hidden) hidden.value = version;
  }

  showErrors(messages) {
    const box = this.element.querySelector("[data-autosave-error]");
    if (!box) return;
    box.hidden = messages.length === 0;
    box.querySelector("[data-autosave-error-text]").replaceChildren(...messages.map((message) => Object.assign(document.createElement("p"), { textContent: message })));
    box.parentElement.classList.toggle("has-error", messages.length > 0);
    if (messages.length) this.text?.setAttribute("aria-invalid", "true"); else this.text?.removeAttribute("aria-invalid");
  }

  say(state, words) {
    // The link to the login page must not vanish under the pointer because leaving the text tries once more.
    if (!this.state || this.askingForLogin) return;
    this.state.dataset.state = state;
    this.state.textContent = words;
  }
}

function alive() {
  for (const saver of savers) if (!saver.element.isConnected) savers.delete(saver);
  return [...savers];
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const saver of alive()) saver.save({ leavingPage: true });
});
window.addEventListener("pageshow", (event) => { if (!event.persisted) for (const saver of alive()) saver.setRestoredAside(); });
window.addEventListener("online", () => { for (const saver of alive()) saver.save(); });
window.addEventListener("focus", () => { for (const saver of alive()) if (saver.state?.dataset.state === "expired") saver.save(); });
window.addEventListener("storage", (event) => { for (const saver of alive()) if (saver.offered && saver.offered === event.key) saver.offerDraft(); });
window.addEventListener("beforeunload", (event) => {
  if (alive().some((saver) => saver.unsaved && !saver.leaving)) event.preventDefault();
});
