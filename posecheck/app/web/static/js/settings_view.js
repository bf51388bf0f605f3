// @ts-check
/** Settings: person, language, voice, how the page looks; and how to delete everything. */

import { remove } from "./api.js";
import { el } from "./dom.js";
import { deletePerson, newPerson } from "./people.js";
import { cameraChoice } from "./session.js";
import { choose, forget, settings } from "./settings.js";
import { hasVoice } from "./sound.js";
import { load, state } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./settings.js").Settings} Settings */

/** @param {HTMLElement} main @param {() => Promise<void>} again shows the page in another language */
export function settingsView(main, again) {
  const camera = el("div");
  const show = async () => settingsView(main, again);
  main.replaceChildren(el("h1", {}, t("settings")),
    el("div.settings", {},
      el("fieldset", {}, el("legend", {}, t("person-and-language")),
        list("person", t("person"), [["", t("nobody")], ...state.start.people.map((name) => /** @type {[string, string]} */ ([name, name]))], show),
        el("p.fine", {}, t("person-note")),
        list("lang", t("language"), [["", t("language-system")], ...Object.entries(state.start.languages)], again),
        settings.person ? deletePerson(show) : null),
      el("fieldset", {}, el("legend", {}, t("person-new")), newPerson(show)),
      el("fieldset", {}, el("legend", {}, t("voice-and-camera")),
        list("voice", t("voice"), [["browser", t("voice-browser")], ["machine", t("voice-machine")], ["off", t("voice-off")]]),
        hasVoice(state.start.lang) ? null : el("p.fine", {}, t("voice-missing")),
        tick("tones", t("tones")), camera),
      el("fieldset", {}, el("legend", {}, t("look")),
        list("theme", t("theme"), [["system", t("theme-system")], ["light", t("theme-light")], ["dark", t("theme-dark")]]),
        tick("big", t("big-text")), tick("calm", t("calm-colours")), tick("still", t("less-motion"))),
      el("fieldset.danger", {}, el("legend", {}, t("delete-title")), el("p", {}, t("delete-text")), eraser())));
  void cameraChoice(camera);
}

/**
 * @param {keyof Settings} key
 * @param {string} name
 * @param {[string, string][]} choices
 * @param {() => Promise<void>} [then]
 */
function list(key, name, choices, then) {
  return el("div.field", {}, el("label", { for: `set-${key}` }, name),
    el("select", { id: `set-${key}`, onchange: async (/** @type {Event} */ event) => {
      choose(/** @type {Partial<Settings>} */ ({ [key]: /** @type {HTMLSelectElement} */ (event.target).value }));
      await then?.();
    } }, ...choices.map(([value, text]) => el("option", { value, selected: settings[key] === value }, text))));
}

/** @param {keyof Settings} key @param {string} name */
function tick(key, name) {
  return el("label.tick", {}, el("input", { type: "checkbox", checked: Boolean(settings[key]),
    onchange: (/** @type {Event} */ event) =>
      choose({ [key]: /** @type {HTMLInputElement} */ (event.target).checked }) }), el("span", {}, name));
}

/** Asks once more before it deletes. */
function eraser() {
  const place = el("div.row");
  const first = el("button.hurts", { type: "button", onclick: () => {
    place.replaceChildren(
      el("button.hurts", { type: "button", onclick: async () => {
        const { left } = await remove("/api/everything");
        forget();
        await load();
        place.replaceChildren(el("p", { role: "status" }, left.length ? `${t("delete-left")} ${left.join(", ")}` : t("delete-done")));
      } }, t("delete-sure")),
      el("button", { type: "button", onclick: () => place.replaceChildren(first) }, t("cancel")));
    /** @type {HTMLElement|null} */ (place.lastElementChild)?.focus();
  } }, t("delete-everything"));
  place.append(first);
  return place;
}
