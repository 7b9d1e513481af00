// Where an answer came from, in time: one bar for each stage.

import { duration, make } from "./elements.mjs";
import { STAGES } from "./stages.mjs";

const MARKS = ["first_token", "total"]; // moments among the timings, not stages

/** Return the bars of an answer; live stages tell when they were heard of, stored timings only how long they took. */
export function waterfall(timings, stages = []) {
  const bars = stages.length ? measured(timings, stages) : inSequence(timings);
  const end = Math.max(...bars.map((bar) => bar.start + bar.ms), stages.length ? timings.total ?? 1 : 1);
  const rows = bars.map((bar) => row(bar, end));
  return make("table", { class: "waterfall" }, make("caption", { class: "unseen" }, "Time of each stage"), make("tbody", {}, ...rows));
}

function measured(timings, stages) {
  return stages
    .map(({ stage, at, ms, state }) => {
      const took = ms ?? timings[stage] ?? Math.max((timings.total ?? at) - at, 0);
      return { stage, ms: took, start: state === "started" ? at : Math.max(at - took, 0) };
    })
    .sort((one, other) => one.start - other.start);
}

function inSequence(timings) {
  let start = 0;
  return Object.entries(timings)
    .filter(([stage]) => !MARKS.includes(stage))
    .map(([stage, ms]) => {
      const bar = { stage, ms, start };
      start += ms;
      return bar;
    });
}

function row({ stage, ms, start }, end) {
  const bar = make("span", { class: "block" });
  bar.style.marginInlineStart = `${(100 * start) / end}%`;
  bar.style.inlineSize = `max(2px, ${(100 * ms) / end}%)`;
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, STAGES[stage]?.title ?? stage),
    make("td", { class: "track", "aria-hidden": "true" }, bar),
    make("td", { class: "took" }, duration(ms)),
  );
}
