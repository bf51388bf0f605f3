// @ts-check
/** Files on their way to posecheck: one after the other, each with a row that says how far it is. */

import { Refused, ask, token } from "./api.js";
import { el, write } from "./dom.js";
import { query, state } from "./state.js";
import { t } from "./words.js";

/** How often a file asks whether there is room for it, ms. */
const ROOM_EVERY_MS = 1000;

/** The end of the line of files: the next one begins when it is over. @type {Promise<void>} */
let line = Promise.resolve();

/**
 * Puts a file into the line. Its row stays where it was refused, with the reason.
 * @param {File} file
 * @param {string} exercise
 * @param {HTMLElement} rows
 * @param {(error: unknown) => string} reason
 * @param {() => void} done
 */
export function take(file, exercise, rows, reason, done) {
  const stop = new AbortController();
  const progress = /** @type {HTMLProgressElement} */ (
    el("progress", { max: 1, value: 0, "aria-label": file.name }));
  const told = el("p.error", { role: "alert" });
  const now = el("span.meta", {}, t("clip-waiting"));
  const row = el("li.clip", { "data-state": "sending" }, el("span.title", {}, file.name), now, progress, told);
  const button = el("button", { type: "button", onclick: () => { stop.abort(); row.remove(); } }, t("cancel"));
  row.append(el("div.row", {}, button));
  rows.append(row);
  line = line.then(async () => {
    if (stop.signal.aborted) return;
    try {
      const name = file.name.toLowerCase();
      if (!state.start.endings.some((end) => name.endsWith(end))) throw new Refused(415, "", "recording-kind");
      if (file.size > state.start.most_bytes) throw new Refused(413, "", "recording-large");
      await room(stop.signal);
      write(now, t("clip-arriving"));
      await send(file, exercise, stop.signal, (share) => { progress.value = share; });
      row.remove();
    } catch (error) {
      row.dataset.state = "refused";
      progress.remove();
      write(now, "");
      write(told, reason(error));
      write(button, t("forget"));
    }
    done();
  });
}

/** Waits until posecheck takes one more recording. @param {AbortSignal} signal */
async function room(signal) {
  while (!signal.aborted) {
    /** @type {import("./types.js").Clip[]} */
    const clips = await ask("/api/recordings");
    if (clips.filter(isGoing).length < state.start.most_recordings) return;
    await new Promise((resolve) => { window.setTimeout(resolve, ROOM_EVERY_MS); });
  }
}

/** Whether posecheck still works on a recording. @param {import("./types.js").Clip} clip */
export function isGoing(clip) {
  return ["arriving", "waiting", "working"].includes(clip.state);
}

/**
 * Sends a file; `fetch` tells no progress of an upload, so this is the older way.
 * @param {File} file
 * @param {string} exercise
 * @param {AbortSignal} signal
 * @param {(share: number) => void} progress
 * @returns {Promise<void>}
 */
function send(file, exercise, signal, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const asked = new URLSearchParams(query());
    if (exercise) asked.set("exercise", exercise);
    request.open("POST", `/api/recordings?${asked}`);
    request.setRequestHeader("X-Posecheck-Token", token());
    request.setRequestHeader("X-Name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status < 300) return resolve();
      let said = /** @type {{why?: string, word?: string}} */ ({});
      try { said = JSON.parse(request.responseText); } catch { /* the status says enough */ }
      return reject(new Refused(request.status, said.why ?? "", said.word ?? "went-wrong"));
    };
    request.onerror = () => reject(new Refused(0, "", "server-gone"));
    request.onabort = () => reject(new Refused(0, "", "went-wrong"));
    if (signal.aborted) return request.onabort(new ProgressEvent("abort"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
