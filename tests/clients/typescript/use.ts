// A client that is generated from /openapi.json, used as a program would: upload, wait, ask, list, an error.

import assert from "node:assert/strict";
import process from "node:process";
import createClient from "openapi-fetch";
import type { components, paths } from "./minirag.js";

const { MINIRAG_URL: baseUrl = "http://localhost:8080", MINIRAG_KEY: key = "none" } = process.env;
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl, headers: { authorization: `Bearer ${key}` } });

async function upload(name: string, text: string): Promise<components["schemas"]["AcceptedDocument"]> {
  const { data, error } = await client.POST("/documents", {
    body: { file: [text], metadata: JSON.stringify({ collection: "manuals" }) },
    bodySerializer() {
      const form = new FormData();
      form.append("file", new Blob([text], { type: "text/markdown" }), name);
      form.append("metadata", JSON.stringify({ collection: "manuals" }));
      return form;
    },
  });
  if (error) throw new Error(error.detail);
  assert(!Array.isArray(data), "one file has one answer");
  return data;
}

async function indexed(id: string): Promise<components["schemas"]["DocumentView"]> {
  for (;;) {
    const { data, error } = await client.GET("/documents/{id}", { params: { path: { id } } });
    if (error) throw new Error(error.detail);
    if (data.phase === "indexed") return data;
    assert(data.phase !== "failed", data.reason);
    await new Promise((done) => setTimeout(done, 100));
  }
}

const accepted = await upload("pump.md", "# Pump\n\nThe pump stops when the float rises.\n");
assert(accepted.unchanged || accepted.status === 202);
assert.equal((await indexed(accepted.id)).name, "pump.md");

const asked = await client.POST("/ask", { body: { question: "When does the pump stop?" } });
if (asked.error) throw new Error(asked.error.detail);
assert(asked.data.answer.length > 0 && asked.data.citations.every((one) => one.number >= 1));

const listed = await client.GET("/documents", { params: { query: { limit: 10, collection: ["manuals"] } } });
assert(listed.data?.documents.some((one) => one.id === accepted.id));

const refused = await client.POST("/ask", { body: { question: " " } });
assert.equal(refused.response.status, 422);
assert(refused.error?.detail.includes("question"));

const unknown = await client.GET("/v1/models/{name}", { params: { path: { name: "none" } } });
assert.equal(unknown.error?.error.code, "model_not_found");
console.log("uploaded, waited, asked, listed, refused: all as /openapi.json says");
