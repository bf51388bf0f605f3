// @ts-check
/** Asks the server on this machine. The token of its start is in the address that it printed. */

import { t } from "./words.js";

const KEY = "posecheck-token";

/** Takes the token out of the address, so that it stays out of history and screenshots. */
export function takeToken() {
  const said = location.hash.slice(1);
  if (said && !said.startsWith("/")) {
    sessionStorage.setItem(KEY, said);
    history.replaceState(null, "", `${location.pathname}#/`);
  }
}

/** @returns {string} */
export function token() {
  return sessionStorage.getItem(KEY) ?? "";
}

/** What went wrong, in words for the person; `word` names words of the page. */
export class Refused extends Error {
  /** @param {number} status @param {string} why @param {string} word */
  constructor(status, why, word) {
    super(why);
    this.status = status;
    this.word = word;
  }
}

/** What went wrong, in words for the person. @param {unknown} error @returns {string} */
export function said(error) {
  if (!(error instanceof Refused)) return t("went-wrong");
  return error.message || t(error.word);
}

/**
 * @param {string} path
 * @param {{method?: string, body?: BodyInit, headers?: Record<string, string>,
 *   signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export async function ask(path, options = {}) {
  const headers = { "X-Posecheck-Token": token(), ...options.headers };
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, cache: "no-store" });
  } catch (error) {
    throw new Refused(0, "", "server-gone");
  }
  if (answer.ok) return answer.json();
  let said = /** @type {{why?: string, word?: string}} */ ({});
  try {
    said = await answer.json();
  } catch {
    // No JSON: the status says enough.
  }
  const word = said.word ?? (answer.status === 401 ? "no-key" : "went-wrong");
  throw new Refused(answer.status, said.why ?? "", word);
}

/** @param {string} path */
export const post = (path) => ask(path, { method: "POST" });

/**
 * Sends values as JSON.
 * @param {string} path
 * @param {Record<string, unknown>} values
 */
export const send = (path, values) => ask(path, {
  method: "POST", body: JSON.stringify(values), headers: { "Content-Type": "application/json" },
});

/** @param {string} path */
export const remove = (path) => ask(path, { method: "DELETE" });

/**
 * Opens an address that the server makes for one report, in a tab of its own.
 * @param {string} path
 */
export async function openPage(path) {
  const { address } = await post(path);
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  link.click();
}
