// @ts-check
/** Makes elements; text is always text, never HTML. */

/** @typedef {Node|string|null|undefined|false} Child */

/**
 * @param {string} name of the element, with classes: "div.card.wide"
 * @param {Record<string, any>} [attributes] on* are listeners; null and false leave one out
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag || "div");
  if (classes.length) made.className = classes.join(" ");
  set(made, attributes);
  made.append(...children.filter(isThere));
  return made;
}

/**
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...Element} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(made, attributes);
  made.append(...children);
  return made;
}

/**
 * @param {Element} element
 * @param {Record<string, any>} attributes
 */
export function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === null || value === undefined || value === false) element.removeAttribute(key);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
}

/**
 * Changes a text only where it is another one, so that screen readers are not called for nothing.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Child} child @returns {child is Node|string} */
function isThere(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}
