/** A table wider than its place can be scrolled by keyboard too: it takes the focus and says what it is. */
export function startScrolling(root) {
  for (const wrap of root.querySelectorAll(".table-wrap:not([tabindex])")) {
    if (wrap.scrollWidth <= wrap.clientWidth) continue;
    const named = wrap.querySelector("caption") ?? wrap.closest("section")?.querySelector("h2, h3") ?? document.querySelector("h1");
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", named?.textContent.trim() || "Bảng");
  }
}
