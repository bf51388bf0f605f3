// @ts-check
/** What a person did: the days of the last weeks, and their newest sessions. */

import { ask } from "./api.js";
import { el } from "./dom.js";
import { settings } from "./settings.js";
import { query } from "./state.js";
import { t } from "./words.js";

/** How many weeks the calendar shows: a phone has room for so many. */
const WEEKS = 12;

/** @param {HTMLElement} main */
export async function history(main) {
  const place = el("div");
  main.replaceChildren(el("h1", {}, t("history")), place);
  if (!settings.person) {
    place.replaceChildren(el("p.lead", {}, t("history-nobody")),
      el("a.button", { href: "#/settings" }, t("settings")));
    return;
  }
  /** @type {import("./types.js").History} */
  let found;
  try {
    found = await ask(`/api/history?${query()}`);
  } catch {
    place.replaceChildren(el("p.error", { role: "alert" }, t("went-wrong")));
    return;
  }
  if (!found.rows.length) {
    place.replaceChildren(el("p.lead", {}, t("history-empty")));
    return;
  }
  place.replaceChildren(calendar(found.days, found.today), el("h2", {}, t("sessions")),
    el("ul.sessions", {}, ...found.rows.map((row) => el("li", {},
      el("span.day", {}, row.day_text),
      el("a.title", { href: `#/exercise/${row.exercise}` }, row.title),
      el("span.verdict", { "data-verdict": row.verdict }, row.verdict_text)))));
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
