// @ts-check
/** The beginning: token, settings, words; then one view at a time, by the address's end. */

import { Refused, takeToken } from "./api.js";
import { choose } from "./choose.js";
import { byId, el } from "./dom.js";
import { history } from "./history.js";
import { planView } from "./plan.js";
import { recordings } from "./recordings.js";
import { leave, measured, session } from "./session.js";
import { apply } from "./settings.js";
import { settingsView } from "./settings_view.js";
import { sheet } from "./sheet.js";
import { load, state, wire } from "./state.js";
import { summary } from "./summary.js";
import { FIRST, t } from "./words.js";

const main = byId("main");

/** Words of the navigation, with the address of each view. @type {[string, () => string][]} */
const NAV = [
  ["#/", () => t("exercises")], ["#/plan", () => t("plan")], ["#/recordings", () => t("recordings")],
  ["#/history", () => t("history")], ["#/settings", () => t("settings")],
];

function frame() {
  byId("skip").textContent = t("skip");
  const here = location.hash.split("?")[0] || "#/";
  byId("nav").setAttribute("aria-label", t("navigation"));
  byId("nav").replaceChildren(...NAV.map(([href, name]) =>
    el("a", { href, "aria-current": href === here ? "page" : null }, name())));
}

/** Whether another tab has the session: this one then only offers to take it. */
let elsewhere = false;

function show() {
  const [path = "", asked = ""] = location.hash.slice(1).split("?");
  const [, view = "", id = ""] = path.split("/");
  leave();
  byId("told").textContent = "";
  frame();
  if (elsewhere) otherTab();
  else if (view === "exercise") sheet(main, id, new URLSearchParams(asked));
  else if (view === "session") session(main, id);
  else if (view === "summary") summary(main);
  else if (view === "plan") void planView(main);
  else if (view === "recordings") recordings(main);
  else if (view === "history") void history(main);
  else if (view === "settings") settingsView(main, again);
  else choose(main);
  const title = main.querySelector("h1")?.textContent;
  document.title = title ? `${title} · posecheck` : "posecheck";
  window.scrollTo(0, 0);
  if (moved) main.focus({ preventScroll: true });
  moved = true;
}

/** The first view leaves the focus where the browser has it. */
let moved = false;

/** The same view in another language. */
async function again() {
  await load();
  show();
}

function otherTab() {
  main.replaceChildren(el("div.trouble", { role: "alert" },
    el("h1", {}, t("elsewhere")), el("p.lead", {}, t("elsewhere-do")),
    el("button.primary", { type: "button", onclick: () => {
      elsewhere = false;
      wire.send({ do: "here" });
      show();
    } }, t("use-here"))));
}

/** @param {Event} event */
function hear(event) {
  const message = /** @type {CustomEvent} */ (event).detail;
  if (message.say === "elsewhere" || message.say === "moved") {
    elsewhere = true;
    show();
  } else if (message.say === "ended") {
    state.summary = message;
    const here = location.hash || "#/";
    if (here === "#/" || here.startsWith("#/session/")) location.hash = "#/summary";
  } else if (message.say === "running" && !location.hash.startsWith("#/session/")) {
    location.hash = `#/session/${message.plan ? "plan" : message.exercise}`;
  }
}

/** @param {unknown} error */
function failed(error) {
  const word = error instanceof Refused ? error.word : "server-gone";
  const text = word === "no-key" ? FIRST["no-key"] : FIRST["server-gone"];
  main.replaceChildren(el("div.trouble", { role: "alert" }, el("h1", {}, "posecheck"),
    el("p.lead", {}, error instanceof Refused && error.message ? error.message : text)));
}

apply();
takeToken();
try {
  await load();
  wire.addEventListener("message", hear);
  window.addEventListener("hashchange", show);
  show();
  wire.open();
  performance.mark("usable");
} catch (error) {
  failed(error);
}
Object.assign(window, { posecheckMeasured: measured });
