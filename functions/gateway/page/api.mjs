// Talking to the gateway.

import { askForKey } from "./key.mjs";

/** An error with a sentence for people. */
export class Problem extends Error {}

/** Call the gateway and return its JSON; throw a `Problem` with what it says otherwise. */
export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("The gateway cannot be reached. Is MiniRAG running?");
  }
  if (response.status === 401 && (await askForKey())) return call(path, options);
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function json(path, options = {}) {
  return (await call(path, options)).json();
}

async function problemOf(response) {
  try {
    return new Problem(sentence((await response.json()).detail));
  } catch {
    return new Problem(`The gateway answered with status ${response.status}.`);
  }
}

/** Return a text as a sentence: with a capital, unless it begins with a file's name, and a full stop. */
export function sentence(text) {
  const trimmed = String(text ?? "").trim();
  if (!trimmed) return "";
  const begun = /^[a-z]+([\s,:]|$)/.test(trimmed) ? trimmed[0].toUpperCase() + trimmed.slice(1) : trimmed;
  return begun + (/[.!?]$/.test(begun) ? "" : ".");
}

/** Yield the server-sent events of a response as {name, data}. */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ; ) {
    const { value, done } = await reader.read();
    if (done) return;
    const frames = (rest + value).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const name = /^event: (.*)$/m.exec(frame)?.[1];
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (name && data) yield { name, data: JSON.parse(data) };
    }
  }
}
