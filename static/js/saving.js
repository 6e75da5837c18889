/** One request of autosave and what its answer means. */

export const OUTCOME = Object.freeze({ saved: "saved", conflict: "conflict", closed: "closed", invalid: "invalid", expired: "expired", offline: "offline" });

/** Browsers refuse larger bodies for requests that outlive the page. */
const KEEPALIVE_LIMIT = 60000;

/** The token of the cookie when it can be read: it stays right after a new login in another tab. */
function csrfToken(form) {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie ? decodeURIComponent(cookie.slice("csrftoken=".length)) : (form?.querySelector("[name='csrfmiddlewaretoken']")?.value ?? "");
}

/** Sends one value; answers `{outcome, data}` and never throws. */
export async function askServer({ url, field, value, version, form, leavingPage }) {
  const body = new URLSearchParams({ [field]: value, version });
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrfToken(form), "X-Account": document.body.dataset.account ?? "", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
      keepalive: leavingPage && body.toString().length < KEEPALIVE_LIMIT,
    });
    const isJson = response.headers.get("content-type")?.includes("json");
    const data = isJson ? await response.json() : {};
    if (response.status === 403 && data.message) return { outcome: OUTCOME.closed, data };
    // A login page, or a token that belongs to a session that is over.
    if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return { outcome: OUTCOME.expired };
    if (response.ok && isJson) return { outcome: OUTCOME.saved, data };
    if (response.status === 409) return { outcome: typeof data.server_text === "string" ? OUTCOME.conflict : OUTCOME.closed, data };
    if (response.status === 422) return { outcome: OUTCOME.invalid, data: { errors: data.errors ?? {} } };
    return { outcome: OUTCOME.offline };
  } catch {
    return { outcome: OUTCOME.offline };
  }
}
