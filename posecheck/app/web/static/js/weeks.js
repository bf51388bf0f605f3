// @ts-check
/** One exercise over the weeks, as small charts with a table beside them. */

import { ask, said } from "./api.js";
import { el, svg } from "./dom.js";
import { query } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").OverWeeks} OverWeeks */
/** @typedef {import("./types.js").Panel} Panel */
/** @typedef {import("./types.js").Week} Week */

/** The drawing's size, in its own units; the page stretches it as wide as there is room. */
const SIZE = { width: 360, height: 120, left: 12, right: 12, top: 14, bottom: 12 };

/** @param {HTMLElement} place @param {string} exercise */
export async function overWeeks(place, exercise) {
  /** @type {OverWeeks} */
  let found;
  try {
    found = await ask(`/api/history/${encodeURIComponent(exercise)}?${query()}`);
  } catch (error) {
    place.replaceChildren(el("p.error", { role: "alert" }, said(error)));
    return;
  }
  if (!found.panels.length) place.replaceChildren(el("p", {}, t("no-weeks")));
  else {
    place.replaceChildren(
      el("div.panels", {}, ...found.panels.map((panel) => chart(panel, found.weeks))),
      el("p", {}, found.faults), numbers(found));
  }
}

/** A line through the known weeks; a week that is not known is a gap. @param {Panel} panel @param {Week[]} weeks */
function chart(panel, weeks) {
  const top = Math.max(...panel.values.map((value) => value ?? 0)) || 1;
  const x = (/** @type {number} */ i) =>
    SIZE.left + (i / Math.max(1, weeks.length - 1)) * (SIZE.width - SIZE.left - SIZE.right);
  const y = (/** @type {number} */ value) =>
    SIZE.height - SIZE.bottom - (value / top) * (SIZE.height - SIZE.top - SIZE.bottom);
  const known = panel.values.flatMap((value, i) => (value === null ? [] : [{ i, value }]));
  const lines = known.flatMap(({ i, value }, n) => {
    const next = known[n + 1];
    return next && next.i === i + 1
      ? [svg("line", { class: "curve", x1: x(i), y1: y(value), x2: x(next.i), y2: y(next.value) })] : [];
  });
  const marks = known.map(({ i, value }) => (weeks[i]?.hurt
    ? svg("path", { class: "mark-hurt", d: `M${x(i) - 5} ${y(value) - 5}l10 10m0 -10l-10 10` })
    : svg("circle", { class: "mark", cx: x(i), cy: y(value), r: 4 })));
  const last = known.at(-1);
  return el("figure.panel", { "aria-hidden": "true" },
    el("figcaption", {}, el("span", {}, panel.label), el("strong", {}, last ? panel.texts[last.i] ?? "" : "")),
    svg("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}` },
      svg("line", { class: "floor", x1: 0, x2: SIZE.width, y1: y(0), y2: y(0) }), ...lines, ...marks),
    el("div.ends", {}, el("span", {}, weeks[0]?.text ?? ""), el("span", {}, weeks.at(-1)?.text ?? "")));
}

/** The same numbers as a table: for who does not see the charts, and who wants to know. @param {OverWeeks} found */
function numbers(found) {
  const rows = found.weeks.map((week, i) => ({ week, texts: found.panels.map((panel) => panel.texts[i] ?? "") }))
    .filter(({ week }) => week.sessions);
  return el("details", { open: true }, el("summary", {}, t("numbers")),
    el("div.wide", { tabindex: 0, role: "region", "aria-label": found.title },
      el("table", {}, el("caption.unseen", {}, found.title),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("week")),
          ...found.panels.map((panel) => el("th", { scope: "col" }, panel.label)))),
        el("tbody", {}, ...rows.map(({ week, texts }) => el("tr", {},
          el("th", { scope: "row" }, week.hurt ? `${week.text} (${t("week-hurt")})` : week.text),
          ...texts.map((text) => el("td", {}, text))))))));
}
