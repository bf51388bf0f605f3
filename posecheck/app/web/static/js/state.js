// @ts-check
/** What the whole page shares: the server's first answer, and the WebSocket. */

import { ask } from "./api.js";
import { feels, settings } from "./settings.js";
import { useTones } from "./sound.js";
import { Wire } from "./wire.js";
import { useWords } from "./words.js";

/** @typedef {import("./types.js").Start} Start */
/** @typedef {import("./types.js").Exercise} Exercise */

/** @typedef {import("./types.js").Summary} Summary */
/** @typedef {import("./types.js").DaySummary} DaySummary */

/** @type {{start: Start, summary: Summary|DaySummary|null}} */
export const state = {
  start: /** @type {Start} */ (/** @type {unknown} */ (null)),
  summary: null,
};

export const wire = new Wire();

/** Asks for words, exercises and people, in the language of the settings. */
export async function load() {
  state.start = await ask(`/api/start${settings.lang ? `?lang=${settings.lang}` : ""}`);
  useWords(state.start.words);
  useTones(state.start.tones);
  document.documentElement.lang = state.start.lang;
}

/** @param {string} id @returns {Exercise|undefined} */
export function exercise(id) {
  return state.start.exercises.find((one) => one.id === id);
}

/** The end of a query: language and person. */
export function query() {
  const found = new URLSearchParams();
  if (settings.lang) found.set("lang", settings.lang);
  if (settings.person) found.set("person", settings.person);
  return found.toString();
}

/** The end of a query for a plan: how it is today, too. */
export function planQuery() {
  const how = feels();
  return how ? `${query()}&feels=${how}` : query();
}
