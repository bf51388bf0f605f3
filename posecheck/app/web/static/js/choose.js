// @ts-check
/** The first view: today's plan, a session that was broken off, and all exercises to choose from. */

import { post, remove } from "./api.js";
import { el, write } from "./dom.js";
import { state } from "./state.js";
import { today } from "./today.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Exercise} Exercise */

/** From the floor upwards, with the words of each. @type {[string, () => string][]} */
const POSTURES = [
  ["supine", () => t("posture-supine")],
  ["prone", () => t("posture-prone")],
  ["hands-and-knees", () => t("posture-hands-and-knees")],
  ["kneeling", () => t("posture-kneeling")],
  ["seated", () => t("posture-seated")],
  ["standing", () => t("posture-standing")],
];

/** @type {[string, () => string][]} */
const AREAS = [
  ["", () => t("area-all")],
  ["lower-back", () => t("area-lower-back")],
  ["upper-back", () => t("area-upper-back")],
  ["neck", () => t("area-neck")],
];

/** What was looked for last: it is still there when one comes back. */
const looked = { area: "", text: "" };

/** @param {HTMLElement} main */
export function choose(main) {
  const groups = el("div.groups");
  const count = el("p.unseen", { role: "status" });
  const refresh = () => {
    const found = state.start.exercises.filter(fits);
    groups.replaceChildren(...sections(found));
    write(count, `${found.length} ${t("exercises-found")}`);
    for (const chip of chips.children) {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("data-area") === looked.area));
    }
  };
  const search = el("input", {
    type: "search", id: "search", placeholder: t("search-hint"), autocomplete: "off", value: looked.text,
    oninput: (/** @type {Event} */ event) => {
      looked.text = /** @type {HTMLInputElement} */ (event.target).value;
      refresh();
    },
  });
  const chips = el("div.chips", { role: "group", "aria-label": t("where-it-hurts") },
    ...AREAS.map(([area, name]) => el("button.chip", {
      type: "button", "data-area": area, onclick: () => { looked.area = area; refresh(); },
    }, upper(name()))));
  const plan = el("div");
  main.replaceChildren(
    el("div.welcome", {},
      el("h1", {}, t("choose-title")),
      el("p.lead", {}, t("choose-lead"))),
    brokenOff() ?? "", plan,
    el("div.finder", {},
      el("div.field", {}, el("label", { for: "search" }, t("search")), search),
      el("div.field", {}, el("span.label", { "aria-hidden": "true" }, t("where-it-hurts")), chips)),
    count, groups,
    el("p.fine", {}, t("not-medical")),
  );
  refresh();
  void today(plan);
}

/** A word as the beginning of a line. @param {string} text */
function upper(text) {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** @param {Exercise} one */
function fits(one) {
  if (looked.area && !one.areas.includes(looked.area)) return false;
  const every = [one.title, one.id, one.posture, ...one.how].join(" ").replaceAll("-", " ").toLowerCase();
  return looked.text.toLowerCase().split(/\s+/).every((word) => every.includes(word));
}

/** @param {Exercise[]} found @returns {HTMLElement[]} */
function sections(found) {
  if (!found.length) return [el("p.empty", {}, t("nothing-found"))];
  return POSTURES.map(([posture, name]) => /** @type {[string, Exercise[]]} */ (
    [name(), found.filter((one) => one.posture === posture)]))
    .filter(([, group]) => group.length)
    .map(([name, group]) => el("section", {}, el("h2", {}, name),
      el("ul.cards", {}, ...group.map((one) => el("li", {}, card(one))))));
}

/** @param {Exercise} one */
function card(one) {
  return el("a.card", { href: `#/exercise/${one.id}` },
    picture(one.id),
    el("span.title", {}, one.title),
    el("span.meta", {}, `${t("about")} ${one.minutes} ${t("minutes")} · ${one.dose}`));
}

/**
 * The still picture of an exercise; its film plays while one points at its card (demonstration.js).
 * @param {string} id
 */
export function picture(id) {
  const image = /** @type {HTMLImageElement} */ (el("img.still", {
    src: `pictures/${id}.webp`, alt: "", width: 240, height: 160, loading: "lazy", decoding: "async",
  }));
  return el("span.frame", { "data-exercise": id }, image);
}

/** @returns {HTMLElement|null} */
function brokenOff() {
  const [found] = state.start.broken_off;
  if (!found) return null;
  const box = el("section.notice", { "aria-labelledby": "broken" },
    el("h2", { id: "broken" }, t("broken-title")),
    el("p", {}, `${t("broken-text")} ${found.text}`),
    el("div.row", {},
      el("button.primary", { type: "button", onclick: async () => {
        state.summary = await post(`/api/broken/${encodeURIComponent(found.name)}`);
        location.hash = "#/summary";
      } }, t("broken-show")),
      el("button", { type: "button", onclick: async () => {
        await remove(`/api/broken/${encodeURIComponent(found.name)}`);
        state.start.broken_off.shift();
        box.replaceWith(brokenOff() ?? "");
      } }, t("broken-delete"))));
  return box;
}
