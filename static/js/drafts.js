/**
 * Drafts that this computer keeps until the server has confirmed them.
 * The key carries the account, because office computers are shared and a draft is its author's only, and the page that
 * it was typed on, because two tabs may both hold something that the server does not have.
 */
const PREFIX = "draft:";

/** A name that no other page has. */
const freshPage = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
const PAGE = freshPage();

const placeOf = (url) => `${PREFIX}${document.body.dataset.account ?? ""}:${url}#`;
const ownKey = (url) => placeOf(url) + PAGE;

function store(key, value, version, at) {
  try {
    localStorage.setItem(key, JSON.stringify({ value, version, at }));
    return true;
  } catch {
    return false;
  }
}

/** Keeps what stands on this page since `at`; answers whether that worked (storage may be full or forbidden). */
export function keepDraft(url, value, version, at) {
  return store(ownKey(url), value, version, at);
}

/** Keeps a text beside the one of this page, so that typing on does not overwrite it. */
export function setAside(url, value, version) {
  return store(placeOf(url) + freshPage(), value, version, Date.now());
}

/** What was kept for this place and not by this page, the newest first: `{key, value, version, at}`. */
export function draftsOf(url) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(placeOf(url)) && key !== ownKey(url))
      .map((key) => ({ ...JSON.parse(localStorage.getItem(key)), key }))
      .sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}

export function dropDraft(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing could be kept, so nothing is left to drop.
  }
}

export function dropOwnDraft(url) {
  dropDraft(ownKey(url));
}
