// What the stages of a question are called, as the gateway says; without it, they go by their own names.

import { json } from "./api.mjs";

export const STAGES = await json("/page/stages.json").catch(() => ({}));
