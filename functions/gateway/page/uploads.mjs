// Sending files, a few at a time, with the progress of each.

import { sentence } from "./api.mjs";
import { announce, byId, bytes, make } from "./elements.mjs";

const AT_ONCE = 3;
const waiting = [];
let sending = 0;
let limit = Infinity; // bytes; the gateway says it
let changed = () => {};

/** Wire the drop zone and the pickers; `onchange` is called when the gateway has taken a file. */
export function startUploads(onchange) {
  changed = onchange;
  for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
    byId(button).addEventListener("click", () => byId(input).click());
    byId(input).addEventListener("change", ({ target }) => {
      for (const file of target.files) add(file, file.webkitRelativePath || file.name);
      target.value = "";
    });
  }
  startDrop(document.body, byId("drop"));
}

/** Take over the gateway's limit for one file. */
export function limitUploads(max) {
  limit = max;
  byId("limit").textContent = ` · up to ${bytes(max)}`;
}

function startDrop(area, zone) {
  let depth = 0; // enter and leave also fire for every element inside
  const mark = (change) => zone.classList.toggle("over", (depth += change) > 0);
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  area.addEventListener("dragenter", (event) => holdsFiles(event) && mark(1));
  area.addEventListener("dragleave", (event) => holdsFiles(event) && mark(-1));
  area.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  area.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    mark(-depth);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    for (const entry of entries) walk(entry);
  });
}

async function walk(entry) {
  if (entry.isFile) {
    entry.file((file) => add(file, entry.fullPath.replace(/^\/+/, "")));
    return;
  }
  const reader = entry.createReader(); // gives a hundred entries at a time
  const read = () => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  for (let entries = await read(); entries.length; entries = await read()) entries.forEach(walk);
}

// Hidden files, and those that a system or a program keeps for itself, as ./build.sh upload leaves them out.
const SYSTEM = ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "@eadir"];
const isNoDocument = (path) =>
  path.split("/").some((part) => /^(\.|~\$|\.~lock\.)/.test(part) || SYSTEM.includes(part.toLowerCase()));

function add(file, given) {
  const name = given.normalize("NFC");
  if (isNoDocument(name)) return;
  const bar = make("progress", { max: "1", value: "0", "aria-label": `Upload of ${name}` });
  const state = make("span", { class: "faint" }, "waiting");
  const row = make("li", {}, make("span", { class: "name" }, name), state, bar);
  byId("uploads").append(row);
  waiting.push({ file, name, row, bar, state });
  sendNext();
}

function sendNext() {
  while (sending < AT_ONCE && waiting.length) {
    sending += 1;
    send(waiting.shift()).finally(() => {
      sending -= 1;
      sendNext();
    });
  }
}

async function send(upload) {
  const { file, name, row, bar, state } = upload;
  try {
    if (file.size > limit) throw new Error(`this file is larger than ${bytes(limit)}, the limit`);
    state.textContent = "sending";
    const taken = await post(file, name, (part) => (bar.value = part));
    announce(`${name}: ${taken.unchanged ? "unchanged" : "uploaded"}`);
    state.textContent = taken.unchanged ? "unchanged" : "uploaded";
    setTimeout(() => row.remove(), taken.unchanged ? 4000 : 800);
    changed();
  } catch (error) {
    const close = make("button", { type: "button", class: "quiet", "aria-label": `Dismiss ${name}`, onclick: () => row.remove() }, "Dismiss");
    bar.remove();
    state.replaceWith(make("span", { class: "wrong", role: "alert" }, sentence(error.message)), close);
  }
}

// fetch() tells nothing about the progress of what it sends, XMLHttpRequest does.
function post(file, name, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, name);
    request.open("POST", "/documents");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
    request.addEventListener("error", () => reject(new Error("the gateway cannot be reached, or the file cannot be read")));
    request.addEventListener("load", () => {
      if (request.status < 300) resolve(request.response ?? {});
      else reject(new Error(request.response?.detail ?? `the gateway answered with status ${request.status}`));
    });
    request.send(form);
  });
}
