// @ts-check
/** What a person did: the days of the last weeks, one exercise over the weeks, the newest sessions. */

import { ask, remove, said } from "./api.js";
import { byId, el, write } from "./dom.js";
import { whoIsIt } from "./people.js";
import { settings } from "./settings.js";
import { query } from "./state.js";
import { overWeeks } from "./weeks.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").History} History */
/** @typedef {import("./types.js").Row} Row */

/** How many weeks the calendar shows: a phone has room for so many. */
const WEEKS = 12;

/** Which exercise was looked at last. */
let looked = "";

/** @param {HTMLElement} main */
export async function history(main) {
  const again = () => void history(main);
  const place = el("div");
  main.replaceChildren(el("h1", {}, t("history")), place);
  if (!settings.person) {
    place.replaceChildren(el("p.lead", {}, t("history-nobody")), whoIsIt(again));
    return;
  }
  place.replaceChildren(el("p.waiting", {}, t("waiting")));
  /** @type {History} */
  let found;
  try {
    found = await ask(`/api/history?${query()}`);
  } catch (error) {
    place.replaceChildren(el("p.error", { role: "alert" }, said(error)));
    return;
  }
  if (!found.rows.length) {
    place.replaceChildren(el("p.lead", {}, t("history-empty")));
    return;
  }
  place.replaceChildren(el("p.lead", {}, settings.person), calendar(found.days, found.today),
    exercises(found, again), el("h2", {}, t("sessions")), ...days(found.rows, again));
}

/** One exercise, chosen from those that were done. @param {History} found @param {() => void} again */
function exercises(found, again) {
  if (!found.exercises.some((one) => one.id === looked)) looked = found.rows[0]?.exercise ?? "";
  const place = el("div.over-weeks");
  const forget = el("div");
  const show = () => {
    void overWeeks(place, looked);
    forget.replaceChildren(forgetting(t("forget-exercise"), `exercise=${encodeURIComponent(looked)}`, titleOf(), again));
  };
  const titleOf = () => found.exercises.find((one) => one.id === looked)?.title ?? looked;
  const select = /** @type {HTMLSelectElement} */ (el("select", { id: "over-weeks", onchange: () => {
    looked = select.value;
    show();
  } }, ...found.exercises.map((one) => el("option", { value: one.id, selected: one.id === looked }, one.title))));
  show();
  return el("section", { "aria-labelledby": "over" },
    el("h2", { id: "over" }, t("over-weeks")),
    el("div.field", {}, el("label", { for: "over-weeks" }, t("exercise")), select), place, forget);
}

/** The newest sessions, day by day. @param {Row[]} rows @param {() => void} again */
function days(rows, again) {
  return [...new Set(rows.map((row) => row.day))].map((day) => {
    const those = rows.filter((row) => row.day === day);
    const text = those[0]?.day_text ?? day;
    return el("section.one-day", { "aria-label": text },
      el("div.named", {}, el("h3", {}, text), forgetting(t("forget-day"), `day=${day}`, text, again)),
      el("ul.sessions", {}, ...those.map((row) => el("li", {},
        el("a.title", { href: `#/exercise/${row.exercise}` }, row.title),
        el("span.verdict", { "data-verdict": row.verdict }, row.verdict_text)))));
  });
}

/**
 * A button that forgets a part of the history, once more asked.
 * @param {string} text
 * @param {string} what the end of the address
 * @param {string} of what it is, for who does not see it
 * @param {() => void} then
 */
function forgetting(text, what, of, then) {
  const place = el("div.forget");
  const first = el("button.small", { type: "button", "aria-label": `${text}: ${of}`, onclick: () => {
    const no = el("button.small", { type: "button", onclick: () => {
      place.replaceChildren(first);
      first.focus();
    } }, t("cancel"));
    place.replaceChildren(el("span", {}, t("forget-ask")),
      el("button.small.hurts", { type: "button", "aria-label": `${t("forget-sure")}: ${of}`, onclick: async () => {
        try {
          await remove(`/api/history?${query()}&${what}`);
          write(byId("told"), t("forgotten"));
          then();
          byId("main").focus();
        } catch (error) {
          write(byId("told"), said(error));
        }
      } }, t("forget-sure")), no);
    no.focus();
  } }, text);
  place.append(first);
  return place;
}

/**
 * A square for each day, a column for each week, Monday first.
 * @param {string[]} days
 * @param {string} today
 */
function calendar(days, today) {
  const active = new Set(days);
  const end = new Date(`${today}T12:00:00Z`);
  const monday = new Date(end);
  monday.setUTCDate(end.getUTCDate() - ((end.getUTCDay() + 6) % 7) - 7 * (WEEKS - 1));
  const cells = Array.from({ length: WEEKS * 7 }, (_, i) => {
    const day = new Date(monday);
    day.setUTCDate(monday.getUTCDate() + i);
    const text = day.toISOString().slice(0, 10);
    const state = text > today ? "future" : active.has(text) ? "done" : "none";
    return el("span.square", { "data-state": state });
  });
  const count = days.filter((day) => day >= monday.toISOString().slice(0, 10)).length;
  return el("figure.calendar", {}, el("div.squares", { "aria-hidden": "true" }, ...cells),
    el("figcaption", {}, `${count} ${t("days-of-weeks")}`));
}
