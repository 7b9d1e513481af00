// The key of a gateway that wants one. A cookie, since links and uploads have to bring it, too; it goes with the browser.

import { byId } from "./elements.mjs";

const COOKIE = "minirag-key";
let asking = null;

/** Ask for the key, once however many calls wait for it; tell whether one was given. */
export function askForKey() {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

function ask() {
  const dialog = byId("key");
  byId("key-wrong").hidden = !document.cookie.includes(`${COOKIE}=`);
  byId("key-value").value = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(keep(dialog.returnValue === "open")), { once: true });
  });
}

function keep(given) {
  const key = byId("key-value").value.trim();
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (given && key) document.cookie = `${COOKIE}=${encodeURIComponent(key)}; path=/; samesite=strict${secure}`;
  return given && key !== "";
}
