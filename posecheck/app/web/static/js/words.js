// @ts-check
/** The page's words, in the language that was chosen. The server has them: `words/*.ftl`. */

/** @type {Record<string, string>} */
let words = {};

/** @param {Record<string, string>} found */
export function useWords(found) {
  words = found;
}

/**
 * The words of a key.
 * @param {string} key
 * @returns {string}
 */
export function t(key) {
  return words[key] ?? key;
}

/** Words before the server has answered: only where it cannot. */
export const FIRST = {
  "no-key": "Open the address that `posecheck web` printed. Its end is the key to this page.",
  "server-gone": "posecheck does not answer. Start it again: posecheck web",
};
