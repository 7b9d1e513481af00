// The passage behind a citation, with the sentence that supports the answer marked in it.

import { byId, make } from "./elements.mjs";

/** Open a citation's passage. */
export function openPassage(citation) {
  byId("passage-title").textContent = citation.name;
  byId("passage-place").textContent = place(citation);
  byId("passage-text").replaceChildren(...marked(citation.text, citation.quote));
  byId("passage-source").href = source(citation);
  byId("passage").showModal();
  byId("passage-text").querySelector("mark")?.scrollIntoView({ block: "center" });
}

/** Return where a citation's document is to be read: on the web, or here. */
function source({ document, page, url }) {
  if (/^https?:\/\//i.test(url ?? "")) return url;
  return `/documents/${encodeURIComponent(document)}/content${page ? `#page=${Number(page)}` : ""}`;
}

/** Say where in its document a passage stands. */
export function place({ page, heading, recognised }) {
  const byOcr = typeof recognised === "number" && `read by OCR, confidence ${Math.round(recognised * 100)} %`;
  return [page && `page ${page}`, heading, byOcr].filter(Boolean).join(" · ");
}

function marked(text, quote) {
  const at = quote ? text.indexOf(quote) : -1;
  if (at < 0) return [text];
  return [text.slice(0, at), make("mark", {}, quote), text.slice(at + quote.length)];
}
