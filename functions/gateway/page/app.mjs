// The page: what is started, and which of the two views a small screen shows.

import { startConversation } from "./conversation.mjs";
import { expectMore, startDocuments } from "./documents.mjs";
import { startUploads } from "./uploads.mjs";

for (const button of document.querySelectorAll("[data-shows]")) {
  button.addEventListener("click", () => {
    document.body.dataset.view = button.dataset.shows;
    for (const each of document.querySelectorAll("[data-shows]")) each.setAttribute("aria-pressed", String(each === button));
  });
}

startConversation();
startUploads(expectMore);
startDocuments();
