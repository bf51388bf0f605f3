// @ts-check
/** The end of a plan: what was done of it today, one exercise after the other. */

import { openPage, post, said } from "./api.js";
import { byId, el, write } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").DaySummary} DaySummary */

/** @param {HTMLElement} main @param {DaySummary} done */
export function daySummary(main, done) {
  const [first = "", ...more] = done.lines;
  const kept = el("p.fine", { role: "status" }, done.written ? `${t("kept-in")} ${done.written}` : "");
  const keep = el("button", { type: "button", disabled: Boolean(done.written) || !done.sessions.length,
    onclick: async () => {
      try {
        done.written = (await post("/api/session/keep")).written;
        write(kept, `${t("kept-in")} ${done.written}`);
        keep.setAttribute("disabled", "");
      } catch (error) {
        write(kept, said(error));
      }
    } }, t("keep-reports"));
  main.replaceChildren(el("div.summary.of-day", {},
    el("p.over", {}, done.title),
    el("h1", {}, first),
    done.ended === "camera-lost" ? el("p.notice", {}, t("ended-camera-lost")) : null,
    done.ended === "broken" ? el("p.notice", {}, `${t("ended-broken")} ${done.why}`) : null,
    el("ol.of-plan", {}, ...done.sessions.map((one, i) => el("li", {},
      el("div.named", {}, el("strong", {}, one.title),
        el("span.verdict", { "data-verdict": one.verdict }, one.verdict_text)),
      el("ul", {}, ...one.lines.map((line) => el("li", {}, line))),
      el("button.small", { type: "button", "aria-label": `${t("open-report")}: ${one.title}`,
        onclick: () => openPage(`/api/session/report?number=${i}`).catch((error) => {
          write(byId("told"), said(error));
        }) }, t("open-report"))))),
    el("ul.lines", {}, ...more.map((line) => el("li", {}, line))),
    done.in_history ? el("p.fine", {}, `${t("in-history")} ${done.in_history}`) : null,
    el("div.row", {}, el("a.primary", { href: "#/", onclick: leave }, t("done")), keep),
    kept, done.written || !done.sessions.length ? null : el("p.fine", {}, done.in_history ? t("not-kept-day") : t("not-kept"))));
}

/** The day is left: reports that nobody asked to keep are forgotten. */
function leave() {
  state.summary = null;
  void post("/api/session/leave").catch(() => {});
}
