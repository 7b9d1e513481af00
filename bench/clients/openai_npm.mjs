// OpenAI's package for JavaScript, and Vercel's AI SDK: node openai_npm.mjs URL KEY MODEL EMBEDDER [WHAT ...], in a folder with both.
import OpenAI from "openai";
import { generateText, streamText, embed } from "ai";
import { createOpenAI } from "@ai-sdk/openai";

const [url, key, model, embedder, ...wanted] = process.argv.slice(2);
const QUESTION = "In what country is Normandy?";
const PASTED = ["The minutes of our meeting:", ...Array.from({ length: 89 }, (_, index) =>
  `Item ${index + 1}. The working group heard a report and took no decision.`),
"The yearly fee of the rowing club is 55 euros.", "What is the yearly fee of the rowing club?"].join("\n\n");
const EARLIER = [
  { role: "user", content: "What is Normandy?" },
  { role: "assistant", content: "Normandy is a region. [1]" },
];
const FOLLOW_UP = { role: "user", content: "In what country is it?" };
const client = new OpenAI({ baseURL: url, apiKey: key, maxRetries: 0 });
const sdk = createOpenAI({ baseURL: url, apiKey: key });
let broken = false;

function says(text, expected = "France") {
  if (!String(text).includes(expected)) throw new Error(`${expected} is not in ${String(text).slice(0, 200)}`);
  return String(text).replace(/\s+/g, " ").slice(0, 90);
}

async function report(program, tries) {
  for (const [name, one] of Object.entries(tries)) {
    if (wanted.length && !wanted.includes(name)) continue;
    let told;
    try {
      told = `works | ${await one()}`;
    } catch (error) {
      broken = true;
      told = `breaks | ${error.name}: ${String(error.message).replace(/\s+/g, " ").slice(0, 160)}`;
    }
    console.log(`${program} | ${name} | ${told}`);
  }
}

async function chat(...messages) {
  const reply = await client.chat.completions.create({ model, messages });
  return reply.choices[0].message;
}

async function pieces(stream, pick) {
  const found = [];
  for await (const piece of stream) if (pick(piece)) found.push(pick(piece));
  return `${found.length} pieces: ${says(found.join(""))}`;
}

const asked = { role: "user", content: QUESTION };
await report("openai (npm)", {
  chat: async () => says((await chat(asked)).content),
  stream: async () => pieces(await client.chat.completions.create({ model, messages: [asked], stream: true }),
    (chunk) => chunk.choices[0]?.delta.content),
  "long message": async () => says((await chat({ role: "user", content: PASTED })).content, "55"),
  "system message": async () => says((await chat({ role: "system", content: "Be brief." }, asked)).content),
  history: async () => says((await chat(...EARLIER, FOLLOW_UP)).content),
  models: async () => says((await client.models.list()).data.map((one) => one.id), model),
  embeddings: async () => (await client.embeddings.create({ model: embedder, input: QUESTION })).data[0].embedding.length,
  sources: async () => says((await chat(asked)).annotations[0].url_citation.title, "normans.md"),
  responses: async () => says((await client.responses.create({ model, input: QUESTION })).output_text),
  "responses, streamed": async () => pieces(client.responses.stream({ model, input: QUESTION }),
    (event) => event.type === "response.output_text.delta" && event.delta),
});
const common = { model: sdk(model), maxRetries: 0 };
await report("ai (Vercel's AI SDK, npm)", {
  chat: async () => says((await generateText({ model: sdk.chat(model), maxRetries: 0, prompt: QUESTION })).text),
  responses: async () => says((await generateText({ ...common, prompt: QUESTION })).text),
  stream: async () => pieces(streamText({ ...common, prompt: QUESTION }).textStream, (text) => text),
  "long message": async () => says((await generateText({ ...common, prompt: PASTED })).text, "55"),
  "system message": async () => says((await generateText({ ...common, system: "Be brief.", prompt: QUESTION })).text),
  history: async () => says((await generateText({ ...common, messages: [...EARLIER, FOLLOW_UP] })).text),
  embeddings: async () => (await embed({ model: sdk.embedding(embedder), value: QUESTION, maxRetries: 0 })).embedding.length,
  sources: async () => says(JSON.stringify((await generateText({ ...common, prompt: QUESTION })).sources), "normans.md"),
});
process.exit(broken ? 1 : 0);
