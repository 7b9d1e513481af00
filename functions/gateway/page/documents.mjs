// The list of documents, each with its state, and what can be done with it.

import { call, json, sentence } from "./api.mjs";
import { announce, byId, bytes, make } from "./elements.mjs";
import { limitUploads } from "./uploads.mjs";

const EVERY = 1000; // milliseconds, while something is on its way
const AGAIN = 5000; // milliseconds, when the list did not come although something is
const PAGE = 100;
const ON_THEIR_WAY = ["waiting", "splitting", "recognising", "embedding"];
let pages = 1;
let moving = false; // whether something is on its way, as far as is known
let timer = null;
let loading = null;

/** Show the list now and whenever the page comes back into view. */
export function startDocuments() {
  document.addEventListener("visibilitychange", () => !document.hidden && refresh());
  byId("more").addEventListener("click", () => {
    pages += 1;
    refresh();
  });
  refresh();
}

/** Load the list again, now that a file was taken. */
export function expectMore() {
  moving = true;
  return refresh();
}

/** Load the list again; a call while it is loading waits for its turn. */
export function refresh() {
  loading = (loading ?? Promise.resolve()).then(load);
  return loading;
}

async function load() {
  clearTimeout(timer);
  try {
    const { documents, counts, next, reindexing, rereading, max_upload_bytes: limit } = await fetchPages();
    limitUploads(limit);
    byId("counts").textContent = summary(counts, reindexing, rereading);
    byId("start").hidden = Object.keys(counts).length > 0;
    byId("more").hidden = !next;
    render(documents);
    moving = ON_THEIR_WAY.some((phase) => counts[phase]) || (reindexing && reindexing.indexed < reindexing.documents);
    comeBack(EVERY);
  } catch (error) {
    byId("counts").textContent = error.message;
    comeBack(AGAIN);
  }
}

/** Only while something is on its way: a page that kept asking would keep the gateway from going to zero. */
function comeBack(milliseconds) {
  if (moving && !document.hidden) timer = setTimeout(refresh, milliseconds);
}

async function fetchPages() {
  let list = await json(`/documents?limit=${PAGE}`);
  const { documents, rereading } = list;
  for (let page = 1; page < pages && list.next; page += 1) {
    list = await json(`/documents?limit=${PAGE}&after=${encodeURIComponent(list.next)}`);
    documents.push(...list.documents);
  }
  return { ...list, documents, rereading };
}

function summary(counts, reindexing, rereading) {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const moving = ON_THEIR_WAY.reduce((sum, phase) => sum + (counts[phase] ?? 0), 0);
  const parts = [all ? `${all} in all` : "none yet", moving && `${moving} on the way`, counts.failed && `${counts.failed} failed`];
  if (reindexing) parts.push(`${reindexing.indexed} of ${reindexing.documents} embedded by ${reindexing.model}, too`);
  if (rereading) {
    const { documents, names } = rereading;
    parts.push(`${documents} read by an older version (${names.join(", ")}${documents > names.length ? ", …" : ""}), read again by and by`);
  }
  return parts.filter(Boolean).join(" · ");
}

/** Bring the list up to date; rows that did not change stay, and with them the focus. */
function render(documents) {
  const list = byId("documents");
  const there = new Map([...list.children].map((row) => [row.dataset.id, row]));
  const rows = documents.map((document_) => {
    const signature = JSON.stringify(document_);
    const kept = there.get(document_.id);
    return kept?.dataset.signature === signature ? kept : row(document_, signature);
  });
  const focused = document.activeElement?.closest?.("#documents > li")?.getAttribute("data-id");
  const label = document.activeElement?.getAttribute?.("aria-label");
  if (rows.length !== list.children.length || rows.some((each, at) => list.children[at] !== each)) list.replaceChildren(...rows);
  if (focused && label) list.querySelector(`[data-id="${CSS.escape(focused)}"] [aria-label="${CSS.escape(label)}"]`)?.focus();
}

function row(document_, signature) {
  const { id, name, phase, state, size, files, languages = [], warnings = [] } = document_;
  return make(
    "li",
    { "data-id": id, "data-signature": signature, "data-phase": phase },
    make("a", { class: "name", href: `/documents/${encodeURIComponent(id)}/content`, target: "_blank", rel: "noopener" }, name),
    make("span", { class: `state ${phase}` }, state),
    languages.length > 0 && make("span", { class: "faint", title: languages.map(languageName).join(", ") }, languages.join(", ")),
    make("span", { class: "faint size" }, files ? `${files} ${files === 1 ? "file" : "files"}, ${bytes(size)}` : bytes(size)),
    make("button", { type: "button", class: "quiet", "aria-label": `Delete ${name}`, onclick: () => remove(document_) }, "Delete"),
    phase === "recognising" && make("progress", { max: document_.scanned, value: document_.recognised, "aria-label": `Pages of ${name} read by OCR` }),
    phase === "embedding" && make("progress", { max: document_.batches, value: document_.stored, "aria-label": `Progress of ${name}` }),
    phase === "failed" && reason(document_),
    warnings.length > 0 && make("ul", { class: "warnings", "aria-label": `What was not read of ${name}` }, ...warnings.map((warning) => make("li", {}, warning))),
    phase === "unreadable" && make("p", { class: "wrong" }, document_.reason),
  );
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

function languageName(code) {
  return languageNames.of(code) ?? code;
}

function reason(document_) {
  const { name, stage, reason: why } = document_;
  const again = make("button", { type: "button", class: "quiet", "aria-label": `Try ${name} again`, onclick: () => replay(document_) }, "Try again");
  return make("div", { class: "reason" }, make("p", { class: "wrong" }, make("strong", {}, `${stage}: `), sentence(why)), again);
}

async function remove({ id, name, files }) {
  const dialog = byId("confirm");
  const what = files ? `${name} and all that came in it` : name;
  byId("confirm-text").textContent = `${what} will no longer be found, and no answer will rest on it.`;
  dialog.returnValue = "cancel";
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  if (dialog.returnValue !== "delete") return;
  await tried(call(`/documents/${encodeURIComponent(id)}`, { method: "DELETE" }), `${name} deleted`);
}

async function replay({ id, generation, name }) {
  await tried(replayFailure(id, generation), `${name} is tried again`);
}

async function replayFailure(document_, generation) {
  const { failures } = await json("/failures?limit=500");
  const failure = failures.find((each) => each.document === document_ && each.generation === generation);
  if (!failure) throw new Error("there is no record of this failure any more: upload the file again");
  await call(`/failures/${encodeURIComponent(failure.id)}/replay`, { method: "POST" });
}

async function tried(action, success) {
  try {
    await action;
    announce(success);
    await refresh();
  } catch (error) {
    byId("counts").textContent = sentence(error.message);
    announce(error.message);
  }
}
