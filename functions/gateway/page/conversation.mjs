// The conversation: asking, stopping, going on with an earlier one.

import { call, events, json, Problem } from "./api.mjs";
import { Answer } from "./answer.mjs";
import { announce, byId, make } from "./elements.mjs";

const KEPT = "minirag.conversation";
let conversation = null;
let running = null; // what stops the question on its way

export function startConversation() {
  const [form, box] = [byId("asking"), byId("question")];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) running.abort();
    else if (box.value.trim()) ask(take(box));
  });
  box.addEventListener("input", () => grow(box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!running) form.requestSubmit();
  });
  byId("new").addEventListener("click", () => leave());
  byId("history").addEventListener("click", showEarlier);
  const kept = localStorage.getItem(KEPT);
  if (kept) open(kept).catch(() => leave());
}

function take(box) {
  const question = box.value.trim();
  box.value = "";
  grow(box);
  return question;
}

function grow(box) {
  box.style.blockSize = "auto";
  box.style.blockSize = `${box.scrollHeight}px`;
}

async function ask(question) {
  const again = () => {
    answer.element.remove();
    ask(question);
  };
  const answer = show(new Answer(question, again));
  running = new AbortController();
  byId("send").textContent = "Stop";
  try {
    await follow(question, answer, running.signal);
  } catch (error) {
    if (error.name === "AbortError") answer.fail("stopped");
    else answer.fail(error instanceof Problem ? error.message : "the connection broke");
  } finally {
    running = null;
    byId("send").textContent = "Ask";
  }
}

async function follow(question, answer, signal) {
  const headers = { "content-type": "application/json", accept: "text/event-stream" };
  const body = JSON.stringify({ question, conversation: conversation ?? undefined });
  const response = await call("/ask", { method: "POST", headers, body, signal });
  let id = null;
  try {
    for await (const { name, data } of events(response)) {
      id = data.id ?? id;
      if (data.conversation) keep(data.conversation);
      const last = answer.take(name, data);
      scroll(answer.element);
      if (last) return;
    }
  } catch (error) {
    if (error.name === "AbortError" || !id) throw error;
  }
  answer.finish(...(await missed(id, signal)));
}

/** Return the answer of a question whose stream broke, if it was finished all the same. */
async function missed(id, signal) {
  if (!id) throw new Problem("The connection broke before the question was taken.");
  const turn = await json(`/questions/${encodeURIComponent(id)}`, { signal });
  if (turn.state !== "answered") throw new Problem("The connection broke before the answer was finished.");
  return [turn, turn.citations];
}

function show(answer) {
  byId("welcome").hidden = true;
  byId("turns").append(answer.element);
  scroll(answer.element, true);
  return answer;
}

/** Keep the end of the answer in sight, unless the reader has scrolled elsewhere. */
function scroll(element, force = false) {
  const pane = byId("turns");
  const scroller = pane.scrollHeight > pane.clientHeight + 1 ? pane : document.scrollingElement;
  const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 160;
  if (force || near) element.scrollIntoView({ block: "end" });
}

function keep(id) {
  conversation = id;
  localStorage.setItem(KEPT, id);
}

function leave() {
  running?.abort();
  conversation = null;
  localStorage.removeItem(KEPT);
  byId("turns").replaceChildren(byId("welcome"));
  byId("welcome").hidden = false;
  byId("question").focus();
  announce("New conversation");
}

async function open(id) {
  const { turns } = await json(`/conversations/${encodeURIComponent(id)}`);
  byId("turns").replaceChildren(byId("welcome"));
  for (const turn of turns) show(new Answer(turn.question)).finish(turn, turn.citations);
  keep(id);
}

async function showEarlier() {
  const dialog = byId("earlier");
  const { conversations } = await json("/conversations").catch(() => ({ conversations: [] }));
  const items = conversations.map((each) => {
    const went = () => {
      dialog.close();
      running?.abort();
      open(each.id);
    };
    const when = new Date(each.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const turns = each.turns === 1 ? "1 question" : `${each.turns} questions`;
    const button = make("button", { type: "button", class: "row", onclick: went }, each.first_question, make("span", { class: "faint" }, `${when} · ${turns}`));
    return make("li", {}, button);
  });
  byId("conversations").replaceChildren(...(items.length ? items : [make("li", { class: "faint" }, "None yet.")]));
  dialog.showModal();
}
