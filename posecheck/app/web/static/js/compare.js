// @ts-check
/** Recordings side by side: two or more of one exercise are chosen, and open as `posecheck compare` shows them. */

import { openPage } from "./api.js";
import { el, write } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Clip} Clip */

/** The ids of the recordings that are chosen. @type {Set<string>} */
const chosen = new Set();

/** @type {Clip[]} */
let known = [];

const line = el("p", { role: "status" });

/** Whether a recording has a report that can be compared. @param {Clip} clip */
function isReady(clip) {
  return clip.state === "done";
}

/**
 * A box to choose a recording.
 * @param {Clip} clip
 * @returns {HTMLElement}
 */
export function tick(clip) {
  const id = `compare-${clip.id}`;
  const box = /** @type {HTMLInputElement} */ (el("input", {
    type: "checkbox", id, onchange: () => {
      if (box.checked) chosen.add(clip.id);
      else chosen.delete(clip.id);
      write(line, told());
    },
  }));
  box.checked = chosen.has(clip.id);
  return el("label.tick", { for: id }, box,
    el("span", {}, t("compare-this"), el("span.unseen", {}, ` ${clip.name}`)));
}

/** What is to be said about what is chosen. */
function told() {
  const titles = new Set(known.filter((one) => chosen.has(one.id)).map((one) => one.result.title));
  return titles.size > 1 ? `${t("compare-different")} (${[...titles].join(", ")})` : t("compare-few");
}

/**
 * The place with the button; it is filled by `offer`.
 * @param {(error: unknown) => void} failed
 */
export function bar(failed) {
  const open = () => openPage(`/api/compare?ids=${[...chosen].join(",")}`).catch(failed);
  return el("section.compare", { hidden: true, "aria-labelledby": "compare" },
    el("h2", { id: "compare" }, t("compare-title")), line,
    el("button.primary", { type: "button", onclick: open }, t("compare")));
}

/**
 * Shows the place where there is something to compare.
 * @param {HTMLElement} place made by `bar`
 * @param {Clip[]} clips all recordings
 */
export function offer(place, clips) {
  known = clips.filter(isReady);
  const there = new Set(known.map((one) => one.id));
  for (const id of chosen) if (!there.has(id)) chosen.delete(id);
  place.hidden = known.length < 2;
  write(line, told());
}
