// The page: what is started, and which of the two views a small screen shows.

import { startConversation } from "./conversation.mjs";
import { expectMore, startDocuments } from "./documents.mjs";
import { startUploads } from "./uploads.mjs";

/** @type {NodeListOf<HTMLElement>} */
const views = document.querySelectorAll("[data-shows]");
for (const button of views) {
  button.addEventListener("click", () => {
    document.body.dataset.view = button.dataset.shows;
    for (const each of views) each.setAttribute("aria-pressed", String(each === button));
  });
}

startConversation();
startUploads(expectMore);
startDocuments();
