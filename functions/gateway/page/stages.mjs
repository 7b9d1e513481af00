// What the stages of a question are called, as the gateway says; until it has said so, they go by their own names.

import { json } from "./api.mjs";

/** @type {Record<string, {title: string, waiting: string}>} */
export const STAGES = {};

json("/page/stages.json")
  .then((told) => Object.assign(STAGES, told))
  .catch(() => {});
