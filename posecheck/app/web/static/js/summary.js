// @ts-check
/** The end of a session: what was done, how it was, and whether to keep it. */

import { openPage, post } from "./api.js";
import { daySummary } from "./day.js";
import { byId, el, write } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Bar} Bar */

/** @param {HTMLElement} main */
export function summary(main) {
  const done = state.summary;
  if (!done) {
    location.hash = "#/";
    return;
  }
  if (done.plan) {
    daySummary(main, done);
    return;
  }
  const kept = el("p.fine", { role: "status" }, done.written ? `${t("kept-in")} ${done.written}` : "");
  const keep = el("button", { type: "button", onclick: async () => {
    const { written } = await post("/api/session/keep");
    done.written = written;
    write(kept, `${t("kept-in")} ${written}`);
    keep.setAttribute("disabled", "");
  }, disabled: Boolean(done.written) }, t("keep-report"));
  main.replaceChildren(el("div.summary", {},
    el("p.over", {}, done.title),
    el("h1", {}, el("span.verdict", { "data-verdict": done.verdict }, done.verdict_text)),
    el("p.done", {}, done.done),
    done.ended === "camera-lost" ? el("p.notice", {}, t("ended-camera-lost")) : null,
    done.ended === "broken" ? el("p.notice", {}, `${t("ended-broken")} ${done.why}`) : null,
    done.bars.length ? chart(done.bars) : null,
    el("ul.lines", {}, ...done.lines.map((line) => el("li", {}, line))),
    done.in_history ? el("p.fine", {}, `${t("in-history")} ${done.in_history}`) : null,
    el("div.row", {},
      el("a.primary", { href: "#/", onclick: leave }, t("done")),
      el("button", { type: "button", onclick: () => openPage("/api/session/report").catch(() => {
        byId("told").textContent = t("went-wrong");
      }) }, t("open-report")),
      keep,
      el("a.button", { href: `#/exercise/${done.exercise}`, onclick: leave }, t("again"))),
    kept,
    done.written ? null : el("p.fine", {}, done.in_history ? t("report-not-kept") : t("not-kept"))));
}

/** The session is left: what nobody asked to keep is forgotten. */
function leave() {
  state.summary = null;
  void post("/api/session/leave").catch(() => {});
}

/** One bar for each repetition or hold, as long as it took. @param {Bar[]} bars */
function chart(bars) {
  return el("section.chart", { "aria-labelledby": "chart" },
    el("h2", { id: "chart" }, t("each-one")),
    el("ol.bars", {}, ...bars.map((bar, i) => {
      const filled = el("span.filled", { "data-verdict": bar.verdict });
      filled.style.height = `${Math.max(6, bar.share * 100)}%`;
      return el("li", {}, el("span.column", { "aria-hidden": "true" }, filled),
        el("span.nr", {}, String(i + 1)),
        el("span.time", {}, bar.time),
        el("span.word", {}, [bar.side, bar.label].filter(Boolean).join(" ")));
    })));
}
