// Building the page. Everything that comes from documents, models or people goes in as text, never as HTML.

/** One of the elements that index.html has.
 * @param {string} id
 * @returns {any} of whatever kind it is there */
export const byId = (id) => document.getElementById(id);

/** Make an element with attributes (`onclick` and the like are listeners) and children (strings become text). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return element;
}

/** Say something to those who listen to the page. */
export function announce(text) {
  byId("status").textContent = text;
}

export function bytes(count) {
  if (count < 1024) return `${count} B`;
  return count < 1024 ** 2 ? `${Math.round(count / 1024)} KB` : `${Number((count / 1024 ** 2).toFixed(1))} MB`;
}

export function duration(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
