// @ts-check
/** Recordings from the disk: dropped here, analysed, looked at, kept or forgotten. */

import { Refused, ask, openPage, post, remove } from "./api.js";
import { bar, offer, tick } from "./compare.js";
import { el, write } from "./dom.js";
import * as sending from "./sending.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Clip} Clip */

/** How often the page asks how far the work is, ms. */
const ASK_EVERY_MS = 500;

/** @type {Record<string, () => string>} */
const STATES = {
  arriving: () => t("clip-arriving"), waiting: () => t("clip-waiting"), working: () => t("clip-working"),
  ask: () => t("clip-ask"), done: () => t("clip-done"), failed: () => t("clip-failed"),
  cancelled: () => t("clip-cancelled"),
};

/** Why an upload was refused, or the work ended. @type {Record<string, () => string>} */
const WHY = {
  "recording-kind": () => t("recording-kind"), "recording-large": () => t("recording-large"),
  "recording-many": () => t("recording-many"), "recording-stopped": () => t("recording-stopped"),
  "recording-gone": () => t("recording-gone"), "recording-busy": () => t("recording-busy"),
  "recording-long": () => t("recording-long"), "recording-died": () => t("recording-died"),
  "recording-memory": () => t("recording-memory"), "recording-killed": () => t("recording-killed"),
  "recording-no-room": () => t("recording-no-room"), "compare-few": () => t("compare-few"),
  "compare-different": () => t("compare-different"),
  "server-gone": () => t("server-gone"), "no-key": () => t("no-key"), "went-wrong": () => t("went-wrong"),
};

/** @type {number|undefined} */
let timer;

/** @param {HTMLElement} main */
export function recordings(main) {
  const list = el("ul.clips", { "aria-live": "polite" });
  const told = el("p.error", { role: "alert" });
  const choice = el("select", { id: "which" }, el("option", { value: "" }, t("which-auto")),
    ...state.start.exercises.map((one) => el("option", { value: one.id }, one.title)));
  const input = el("input.unseen", { type: "file", id: "file", accept: "video/*,.npz,.mkv,.avi,.json", multiple: true,
    onchange: (/** @type {Event} */ event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      for (const file of field.files ?? []) take(file);
      field.value = "";
    } });
  const drop = el("label.drop", { for: "file" },
    el("strong", {}, t("drop-title")), el("span", {}, t("drop-text")), input);
  const uploads = el("ul.clips");
  const comparison = bar((error) => failed(error));

  /** @param {File} file */
  function take(file) {
    write(told, "");
    const which = /** @type {HTMLSelectElement} */ (choice).value;
    sending.take(file, which, uploads, reason, () => void refresh());
  }

  /** @param {unknown} error */
  function reason(error) {
    if (!(error instanceof Refused)) return t("went-wrong");
    return error.message || WHY[error.word]?.() || t("went-wrong");
  }

  /** @param {unknown} error */
  function failed(error) {
    write(told, reason(error));
  }

  async function refresh() {
    clearTimeout(timer);
    if (!list.isConnected) return;
    try {
      /** @type {Clip[]} */
      const clips = await ask("/api/recordings");
      update(list, clips, refresh, failed);
      offer(comparison, clips);
      const going = clips.some(sending.isGoing);
      if (going) timer = window.setTimeout(refresh, ASK_EVERY_MS);
    } catch (error) {
      failed(error);
    }
  }

  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  }
  drop.addEventListener("drop", (event) => {
    for (const file of event.dataTransfer?.files ?? []) take(file);
  });
  main.replaceChildren(el("h1", {}, t("recordings")), el("p.lead", {}, t("recordings-lead")),
    el("div.field", {}, el("label", { for: "which" }, t("which-exercise")), choice),
    drop, told, uploads, comparison, list);
  void refresh();
}

/**
 * @param {HTMLElement} list
 * @param {Clip[]} clips
 * @param {() => void} refresh
 * @param {(error: unknown) => void} failed
 */
function update(list, clips, refresh, failed) {
  const doing = (/** @type {() => Promise<any>} */ work) => () => work().then(refresh, failed);
  const known = new Map([...list.children].map((row) => [row.getAttribute("data-id"), row]));
  const rows = clips.map((clip) => {
    const mark = JSON.stringify({ ...clip, at: 0, bytes: 0, of: 0 });
    const old = known.get(clip.id);
    if (old && old.getAttribute("data-mark") === mark) {
      const bar = old.querySelector("progress");
      if (bar && clip.of) { bar.max = clip.of; bar.value = clip.at; }
      return old;
    }
    const row = clipRow(clip, doing);
    row.setAttribute("data-id", clip.id);
    row.setAttribute("data-mark", mark);
    return row;
  });
  list.replaceChildren(...rows);
}

/** @param {Clip} clip @param {(work: () => Promise<any>) => () => void} doing */
function clipRow(clip, doing) {
  const at = `/api/recordings/${clip.id}`;
  const going = sending.isGoing(clip);
  const { result } = clip;
  const video = el("div");
  return el("li.clip", { "data-state": clip.state },
    el("span.title", {}, result.title ? `${clip.name} · ${result.title}` : clip.name),
    el("span.meta", {}, clip.state === "done" ? "" : STATES[clip.state]?.() ?? ""),
    going ? el("progress", { "aria-label": clip.name, ...(clip.of ? { max: clip.of, value: clip.at } : {}) }) : null,
    result.verdict ? el("p.done", {}, el("span.verdict", { "data-verdict": result.verdict }, result.verdict_text ?? ""), " ",
      result.done ?? "") : null,
    clip.why ? el("p.error", {}, WHY[clip.why]?.() ?? clip.why) : null,
    clip.state === "ask" ? guesses(clip, doing) : null,
    clip.state === "done" ? tick(clip) : null,
    ...clip.written.map((path) => el("p.fine", {}, `${t("kept-in")} ${path}`)),
    el("div.row", {},
      going ? el("button", { type: "button", onclick: doing(() => post(`${at}/cancel`)) }, t("cancel")) : null,
      clip.state === "done" ? el("button.primary", { type: "button",
        onclick: doing(() => openPage(`${at}/open?what=page`)) }, t("open-report")) : null,
      clip.state === "done" && result.video ? el("button", { type: "button", onclick: doing(async () => {
        const { address } = await post(`${at}/open?what=video`);
        video.replaceChildren(el("video", { src: address, controls: true, autoplay: true, muted: true,
          "aria-label": t("annotated-video") }));
      }) }, t("show-video")) : null,
      clip.state === "done" && !clip.written.length && !result.kept ? el("button", { type: "button",
        onclick: doing(() => post(`${at}/keep`)) }, t("keep-files")) : null,
      going ? null : el("button", { type: "button", onclick: doing(() => remove(at)) }, t("forget"))),
    video);
}

/** @param {Clip} clip @param {(work: () => Promise<any>) => () => void} doing */
function guesses(clip, doing) {
  const select = /** @type {HTMLSelectElement} */ (el("select", { id: `guess-${clip.id}` },
    ...(clip.result.guesses ?? []).map((one) => el("option", { value: one.exercise }, one.title)),
    ...state.start.exercises.map((one) => el("option", { value: one.id }, one.title))));
  return el("div.field", {}, el("label", { for: `guess-${clip.id}` }, t("which-exercise")), select,
    el("button.primary", { type: "button",
      onclick: doing(() => post(`/api/recordings/${clip.id}/again?exercise=${select.value}`)) }, t("analyse")));
}
