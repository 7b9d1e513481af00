// One turn: the question, what is going on, the model's words as a draft, the checked answer, and the passages it rests on.

import { sentence } from "./api.mjs";
import { announce, duration, make } from "./elements.mjs";
import { openPassage, place } from "./passage.mjs";
import { STAGES } from "./stages.mjs";
import { waterfall } from "./waterfall.mjs";

export class Answer {
  #doing = make("p", { class: "doing" }, "Sending the question");
  #draft = make("p", { class: "draft-note", hidden: true }, "Draft, not checked yet");
  #text = make("p", { class: "text" });
  #rest = make("div", { class: "rest" });
  #citations = [];
  #again;

  /** `again`, if given, asks the question once more after a failure.
   * @param {string} question
   * @param {(() => void) | null} again */
  constructor(question, again = null) {
    this.#again = again;
    this.element = make(
      "article",
      { class: "turn", "aria-busy": "true" },
      make("h3", {}, question),
      this.#doing,
      this.#draft,
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
  finish({ answer, answered = true, support = [], generated, timings, stages, model, usage }, citations = this.#citations) {
    this.#citations = citations;
    this.#settle();
    this.#draft.remove();
    this.#text.classList.remove("draft");
    this.#text.replaceChildren(...this.#linked(answer));
    const quotes = answered ? this.#quotes(answer, support) : this.#nearest();
    const times = this.#timing(timings, stages, model, usage);
    this.#rest.replaceChildren(...quotes, ...this.#sources(), ...this.#generated(generated, answer), times);
    announce(`Answer: ${answer}`);
  }

  /** Show why there is no answer. */
  fail(reason) {
    this.#settle();
    const retry = this.#again && make("button", { type: "button", class: "quiet", onclick: this.#again }, "Ask again");
    this.#rest.replaceChildren(make("p", { class: "wrong", role: "alert" }, sentence(reason)), ...(retry ? [retry] : []));
  }

  #stage({ stage, waiting_for: next, state }) {
    if (state === "started") this.#say(STAGES[stage]?.title ?? "Working");
    else if (!this.#text.hasChildNodes()) this.#say(STAGES[next]?.waiting ?? "Working");
  }

  /** Add to the draft, which is to be seen, and heard, to be none of the answer yet. */
  #token(text) {
    this.#doing.hidden = true;
    if (this.#draft.hidden) announce("A draft is being written. The checked answer follows.");
    this.#draft.hidden = false;
    this.#text.classList.add("draft");
    this.#text.append(text);
  }

  #restart() {
    this.#text.replaceChildren();
    this.#draft.hidden = true;
    this.#say("Starting over");
  }

  #say(text) {
    this.#doing.hidden = false;
    this.#doing.textContent = text;
  }

  /** End the waiting; where there is no answer, what is left of the draft stays marked as one. */
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

  /** Return the sentences that the answer rests on, but for those that it holds already. */
  #quotes(answer, support) {
    return support
      .filter(({ text }) => !answer.includes(text))
      .map(({ number, text }) => {
        const citation = this.#citations.find((one) => one.number === number);
        return make("blockquote", {}, make("p", {}, text, " ", citation && this.#reference({ ...citation, quote: text })));
      });
  }

  /** Show what the model wrote where it is not shown as the answer, markers aside. */
  #generated(generated, answer) {
    const bare = (text) => text.replaceAll(/\s*\[\d+\]/g, "");
    if (!generated || bare(generated) === bare(answer)) return [];
    return [make("details", { class: "own-words" }, make("summary", {}, "The model's own words"), make("p", {}, generated))];
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
