// @ts-check
/** One exercise before it begins: how, cautions, where the camera goes, how much. */

import { picture } from "./choose.js";
import { player } from "./demonstration.js";
import { el, write } from "./dom.js";
import { wake } from "./sound.js";
import { exercise, state } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Dose} Dose */

/** @type {{dose: Dose}} */
export const wish = { dose: { sets: null, reps: null, hold_s: null } };

/**
 * @param {HTMLElement} main
 * @param {string} id
 * @param {URLSearchParams} asked a dose that the plan asks for
 */
export function sheet(main, id, asked) {
  const one = exercise(id);
  if (!one) {
    main.replaceChildren(el("h1", {}, t("no-exercise")), back());
    return;
  }
  const number = (/** @type {string} */ key) => (asked.has(key) ? Number(asked.get(key)) : null);
  wish.dose = {
    sets: number("sets") ?? one.sets ?? 1,
    reps: number("reps") ?? one.reps,
    hold_s: one.times_holds ? number("hold_s") ?? one.hold_s : null,
  };
  const steppers = el("div.steppers", {},
    stepper("sets", t("sets"), 1, 20, 1),
    wish.dose.reps === null ? null : stepper("reps", t("reps"), 1, 200, 1),
    wish.dose.hold_s === null ? null : stepper("hold_s", t("hold-seconds"), 1, 600, 1));
  main.replaceChildren(
    back(),
    el("div.sheet", {},
      el("div.left", {},
        el("h1", {}, one.title),
        player(id, picture(id)),
        el("h2", {}, t("how")),
        el("ol.how", {}, ...one.how.map((line) => el("li", {}, line)))),
      el("div.right", {},
        el("section.caution", { "aria-labelledby": "cautions" },
          el("h2", { id: "cautions" }, t("cautions")),
          el("ul", {}, ...one.cautions.map((line) => el("li", {}, line)))),
        el("section", {}, el("h2", {}, t("where-camera")), el("p", {}, one.camera),
          one.needs.length ? el("p.fine", {}, `${t("needs")} ${one.needs.join(", ")}`) : null),
        el("section", {}, el("h2", {}, t("how-much")), steppers),
        el("p.fine", {}, t("start-note")))),
    el("div.begin", {}, el("a.primary.start", { href: `#/session/${id}`, onclick: wake }, t("start"))));
}

export function back() {
  return el("a.back", { href: "#/" }, `‹ ${t("all-exercises")}`);
}

/**
 * @param {keyof Dose} key
 * @param {string} name
 * @param {number} least
 * @param {number} most
 * @param {number} by
 */
function stepper(key, name, least, most, by) {
  const shown = el("output", { id: `dose-${key}`, "aria-live": "polite" }, String(wish.dose[key]));
  const change = (/** @type {number} */ way) => () => {
    const next = (wish.dose[key] ?? least) + way * by;
    wish.dose[key] = Math.min(most, Math.max(least, next));
    write(shown, String(wish.dose[key]));
  };
  return el("div.stepper", { role: "group", "aria-label": name },
    el("span.label", {}, name),
    el("button", { type: "button", "aria-label": `${name}: ${t("less")}`, onclick: change(-1) }, "−"),
    shown,
    el("button", { type: "button", "aria-label": `${name}: ${t("more")}`, onclick: change(1) }, "+"));
}

/** @param {string} id */
export function titleOf(id) {
  return exercise(id)?.title ?? state.start.exercises[0]?.title ?? id;
}
