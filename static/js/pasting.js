/**
 * Paste from Word or Excel: paragraphs, lists and tables become lines of text, "- " before an item, "| a | b |" for a row.
 * What is pasted as plain text already, or holds neither, is left to the browser.
 */
const BULLET = /^[\s\u00a0]*[·•o§\u2022\u25cf\u25aa\uf0b7\uf0a7-]?[\s\u00a0]+/u;
const plain = (text) => text.replace(/[\s\u00a0]+/gu, " ").trim();

export function startPasting() {
  document.addEventListener("paste", (event) => {
    if (!event.target.matches?.("textarea[data-autosave-value]")) return;
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!/<(table|li)\b|mso-list/i.test(html)) return;
    const text = textOf(new DOMParser().parseFromString(html, "text/html").body);
    event.preventDefault();
    // The old command is the only one that keeps "undo"; it also tells of the change.
    if (!document.execCommand("insertText", false, text)) {
      event.target.setRangeText(text, event.target.selectionStart, event.target.selectionEnd, "end");
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}

/** The lines of what was pasted. */
export function textOf(body) {
  const lines = [];
  collect(body, lines, 0);
  return lines.join("\n");
}

function collect(parent, lines, depth) {
  let loose = "";
  const flush = () => { if (plain(loose)) lines.push(plain(loose)); loose = ""; };
  for (const node of parent.childNodes) {
    const tag = node.nodeName;
    if (tag === "STYLE" || tag === "SCRIPT" || tag === "META" || node.nodeType === Node.COMMENT_NODE) continue;
    if (node.nodeType === Node.TEXT_NODE || isInline(node)) { loose += node.nodeName === "BR" ? "\n" : node.textContent; if (tag === "BR") flush(); continue; }
    flush();
    if (tag === "TABLE") { for (const row of node.rows) lines.push(rowOf(row)); }
    else if (tag === "UL" || tag === "OL") list(node, lines, depth);
    else if (isBlock(node)) paragraph(node, lines);
    else collect(node, lines, depth);
  }
  flush();
}

const isInline = (node) => /^(A|B|BR|EM|FONT|I|S|SPAN|STRONG|SUB|SUP|U|O:P)$/.test(node.nodeName) && !node.querySelector("p, div, table, ul, ol");
const isBlock = (node) => /^(P|H[1-6])$/.test(node.nodeName) || (node.nodeName === "DIV" && !node.querySelector("p, div, table, ul, ol"));

/** Word writes items of a list as paragraphs whose sign stands in a span of its own. */
function paragraph(node, lines) {
  const text = plain(node.textContent);
  const listed = /mso-list/i.test(node.getAttribute("style") ?? "") && !/mso-list:\s*none/i.test(node.getAttribute("style") ?? "");
  if (!text) return;
  const numbered = /^(\d+|[a-zđ]|[ivxlc]+)[.)]\s/iu.test(text);
  lines.push(listed && !numbered ? `- ${text.replace(BULLET, "")}` : text);
}

function list(node, lines, depth) {
  let number = Number(node.getAttribute("start") ?? 1);
  for (const item of node.children) {
    if (item.nodeName === "UL" || item.nodeName === "OL") { list(item, lines, depth + 1); continue; }
    const inner = [];
    collect(item, inner, depth + 1);
    const [first = "", ...rest] = inner;
    lines.push(`${"  ".repeat(depth)}${node.nodeName === "OL" ? `${number++}. ` : "- "}${first}`, ...rest);
  }
}

/** As `reviews/text_blocks.py` reads it. */
function rowOf(row) {
  return `| ${[...row.cells].map((cell) => plain(cell.textContent).replaceAll("|", "\\|")).join(" | ")} |`;
}
