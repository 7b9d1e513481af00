// One turn: the question, what is going on, the answer as it comes, and the passages it rests on.

import { sentence } from "./api.mjs";
import { announce, duration, make } from "./elements.mjs";
import { openPassage, place } from "./passage.mjs";
import { waterfall } from "./waterfall.mjs";

const DOING = {
  embed: "Reading the question",
  search: "Searching",
  prompt: "Choosing sentences",
  generate: "Waking the model",
};

export class Answer {
  #doing = make("p", { class: "doing" }, "Sending the question");
  #text = make("p", { class: "text" });
  #rest = make("div", { class: "rest" });
  #citations = [];
  #again;

  /** `again`, if given, asks the question once more after a failure. */
  constructor(question, again = null) {
    this.#again = again;
    this.element = make(
      "article",
      { class: "turn", "aria-busy": "true" },
      make("h3", {}, question),
      this.#doing,
      this.#text,
      this.#rest,
    );
  }

  /** Take a message of the stream; return whether it was the last one. */
  take(name, data) {
    if (name === "stage") this.#stage(data);
    else if (name === "token") this.#token(data.text);
    else if (name === "restart") this.#restart();
    else if (name === "citations") this.#citations = data;
    else if (name === "done") this.finish(data);
    else if (name === "error") this.fail(data.detail);
    return name === "done" || name === "error";
  }

  /** Show the whole answer. */
  finish({ answer, answered = true, timings, stages, model, usage }, citations = this.#citations) {
    this.#citations = citations;
    this.#settle();
    this.#text.replaceChildren(...this.#linked(answer));
    const quote = answered ? this.#quote(answer) : this.#nearest();
    this.#rest.replaceChildren(...quote, ...this.#sources(), this.#timing(timings, stages, model, usage));
    announce(`Answer: ${answer}`);
  }

  /** Show why there is no answer. */
  fail(reason) {
    this.#settle();
    const retry = this.#again && make("button", { type: "button", class: "quiet", onclick: this.#again }, "Ask again");
    this.#rest.replaceChildren(make("p", { class: "wrong", role: "alert" }, sentence(reason)), ...(retry ? [retry] : []));
  }

  #stage({ waiting_for: next, state }) {
    if (state === "started") this.#say("Writing");
    else if (!this.#text.hasChildNodes()) this.#say(DOING[next] ?? "Working");
  }

  #token(text) {
    this.#doing.hidden = true;
    this.#text.append(text);
  }

  #restart() {
    this.#text.replaceChildren();
    this.#say("Starting over");
  }

  #say(text) {
    this.#doing.hidden = false;
    this.#doing.textContent = text;
  }

  #settle() {
    this.#doing.remove();
    this.element.removeAttribute("aria-busy");
  }

  /** Return the text with every [1] that names a citation as a button. */
  #linked(text) {
    return text.split(/(\[\d+\])/).map((part) => {
      const citation = this.#citations.find(({ number }) => part === `[${number}]`);
      return citation ? this.#reference(citation) : part;
    });
  }

  #reference(citation) {
    const label = `Passage ${citation.number}: ${citation.name}`;
    return make("button", { type: "button", class: "ref", "aria-label": label, onclick: () => openPassage(citation) }, `${citation.number}`);
  }

  #quote(answer) {
    const [best] = this.#citations;
    if (!best?.quote) return [];
    if (answer.includes(best.quote)) {
      this.#text.append(" ", this.#reference(best));
      return [];
    }
    return [make("blockquote", {}, make("p", {}, best.quote, " ", this.#reference(best)))];
  }

  /** Say what the passages are that do not answer the question. */
  #nearest() {
    return this.#citations.length ? [make("p", { class: "faint" }, "The nearest passages:")] : [];
  }

  #sources() {
    if (!this.#citations.length) return [];
    const items = this.#citations.map((citation) => {
      const where = place(citation);
      return make(
        "li",
        {},
        make(
          "button",
          { type: "button", class: "source", onclick: () => openPassage(citation) },
          make("span", { class: "number" }, `${citation.number}`),
          make("span", { class: "name" }, citation.name, " ", where && make("span", { class: "faint" }, where)),
          make("span", { class: "snippet" }, citation.quote || citation.text),
        ),
      );
    });
    return [make("ol", { class: "sources", "aria-label": "Passages" }, ...items)];
  }

  #timing(timings = {}, stages = [], model = "", usage = {}) {
    const total = timings.total ?? Object.values(timings).reduce((sum, ms) => sum + ms, 0);
    const tokens = usage.completion_tokens && `${usage.completion_tokens} tokens written, ${usage.prompt_tokens ?? 0} read`;
    const facts = [model, tokens, timings.first_token && `first word after ${duration(timings.first_token)}`];
    return make(
      "details",
      { class: "timing" },
      make("summary", {}, `Answered in ${duration(total)}`),
      waterfall(timings, stages),
      make("p", { class: "faint" }, facts.filter(Boolean).join(" · ")),
    );
  }
}
