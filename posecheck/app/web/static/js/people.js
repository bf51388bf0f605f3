// @ts-check
/** People: chosen, made with a name, deleted after asking once more. */

import { remove, said, send } from "./api.js";
import { byId, el, write } from "./dom.js";
import { choose, settings } from "./settings.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** A name as it may be: what people type with a capital or a space is the same name. @param {string} typed */
function asName(typed) {
  return typed.trim().toLocaleLowerCase().replaceAll(/\s+/g, "-");
}

/**
 * A new name, and the button that makes the person.
 * @param {() => void} then is called when the person is made, and chosen
 */
export function newPerson(then) {
  const wrong = el("p.error", { id: "new-person-wrong", role: "alert" });
  const field = /** @type {HTMLInputElement} */ (el("input", {
    id: "new-person", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    maxlength: 80, "aria-describedby": "new-person-hint new-person-wrong",
  }));
  return el("form.new-person", { onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    write(wrong, "");
    try {
      const made = await send("/api/people", { name: asName(field.value) });
      state.start.people = made.people;
      choose({ person: made.name });
      byId("told").textContent = `${t("person-made")} ${made.name}`;
      then();
    } catch (error) {
      write(wrong, said(error));
      field.focus();
    }
  } },
    el("div.field", {}, el("label", { for: "new-person" }, t("person-name")), field,
      el("p.fine", { id: "new-person-hint" }, t("person-hint")), wrong),
    el("button.primary", { type: "submit" }, t("person-make")));
}

/**
 * In place of what needs a person: who is there, and a new name.
 * @param {() => void} then is called when somebody is chosen
 */
export function whoIsIt(then) {
  const { people } = state.start;
  return el("div.who", {},
    el("p.lead", {}, t("who-lead")),
    people.length ? el("div.row", { role: "group", "aria-label": t("who") },
      ...people.map((name) => el("button", { type: "button", onclick: () => {
        choose({ person: name });
        then();
      } }, name))) : null,
    el("h2", {}, t("person-new")), newPerson(then));
}

/**
 * Deletes the chosen person, once more asked.
 * @param {() => void} then is called when they are deleted
 */
export function deletePerson(then) {
  const place = el("div.delete-person");
  const wrong = el("p.error", { role: "alert" });
  const first = el("button.hurts", { type: "button", onclick: ask }, t("person-delete"));
  function ask() {
    const history = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox" }));
    const no = el("button", { type: "button", onclick: () => {
      place.replaceChildren(first);
      first.focus();
    } }, t("cancel"));
    place.replaceChildren(el("p", {}, `${settings.person}: ${t("person-delete-ask")}`),
      el("label.tick", {}, history, el("span", {}, t("person-delete-history"))),
      el("div.row", {}, el("button.hurts", { type: "button", onclick: () => sure(history.checked) },
        t("person-delete-sure")), no), wrong);
    no.focus();
  }
  /** @param {boolean} history */
  async function sure(history) {
    try {
      const name = encodeURIComponent(settings.person);
      const { left, people } = await remove(`/api/people/${name}?history=${history ? "yes" : "no"}`);
      state.start.people = people;
      choose({ person: "", feels: "" });
      byId("told").textContent = left ? `${t("person-deleted")} ${t("person-history-stays")}` : t("person-deleted");
      then();
    } catch (error) {
      write(wrong, said(error));
    }
  }
  place.append(first);
  return place;
}
