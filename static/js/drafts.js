/**
 * Drafts that this computer keeps until the server has confirmed them.
 * The key carries the account, because office computers are shared and a draft is its author's only.
 */
const PREFIX = "draft:";

function keyOf(url) {
  return `${PREFIX}${document.body.dataset.account ?? ""}:${url}`;
}

/** Keeps a draft; answers whether that worked (storage may be full or forbidden). */
export function keepDraft(url, value, version) {
  try {
    localStorage.setItem(keyOf(url), JSON.stringify({ value, version, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** The kept draft `{value, version, at}`, or null. */
export function readDraft(url) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(url)));
  } catch {
    return null;
  }
}

export function dropDraft(url) {
  try {
    localStorage.removeItem(keyOf(url));
  } catch {
    // Nothing could be kept, so nothing is left to drop.
  }
}
