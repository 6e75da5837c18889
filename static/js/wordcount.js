/** The words of a text, counted as a word processor counts them: what stands between blanks. */
export function countWords(text) {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/u).length;
}

/** Keeps the count under every text marked `data-words-in` and its entry in the side index up to date. */
export function startWordCount(root) {
  for (const text of root.querySelectorAll("[data-words-in]")) {
    const place = document.getElementById(text.dataset.wordsIn);
    const entry = document.querySelector(`[data-index-for="${CSS.escape(text.id)}"]`);
    const show = () => {
      const words = countWords(text.value);
      if (place) place.textContent = `${words.toLocaleString("vi-VN")} từ`;
      entry?.classList.toggle("is-filled", words > 0);
    };
    text.addEventListener("input", show);
    show();
  }
}
