// @ts-check
/** Today's plan on the first view: what to do, why so, how it is today, and what is left out. */

import { ask, said, send } from "./api.js";
import { picture } from "./choose.js";
import { byId, el, write } from "./dom.js";
import { feel, feels, settings } from "./settings.js";
import { wake } from "./sound.js";
import { planQuery } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Plan} Plan */
/** @typedef {import("./types.js").Step} Step */
/** @typedef {import("./types.js").LeftOut} LeftOut */
/** @typedef {import("./types.js").OfToday} OfToday */

/** Which parts are unfolded: they stay so when the plan is made anew. @type {Set<string>} */
const unfolded = new Set();

/** @param {HTMLElement} place */
export async function today(place) {
  if (!settings.person) {
    place.replaceChildren(offer());
    return;
  }
  if (!place.firstChild) place.replaceChildren(section(el("p.waiting", {}, t("waiting"))));
  try {
    draw(place, await ask(`/api/plan?${planQuery()}`));
  } catch (error) {
    place.replaceChildren(el("p.error", { role: "alert" }, said(error)));
  }
}

/** What a plan is, for who has none. */
function offer() {
  return section(el("p", {}, t("plan-offer")),
    el("div.row", {}, el("a.primary", { href: "#/plan" }, t("plan-make"))));
}

/** @param {...(Node|null)} children */
function section(...children) {
  return el("section.today", { "aria-labelledby": "today" },
    el("h2", { id: "today", tabindex: -1 }, t("today")), ...children);
}

/** @param {HTMLElement} place @param {OfToday} found */
function draw(place, { answers, plan, why }) {
  if (!answers) place.replaceChildren(offer());
  else if (!plan) place.replaceChildren(section(el("p.error", {}, why ?? ""), change()));
  else {
    place.replaceChildren(section(
      el("p", {}, `${settings.person} · ${t("about")} ${plan.minutes} ${t("minutes")}${plan.routine ? ` · ${plan.routine}` : ""}`),
      howItIs(place, plan),
      plan.bad ? el("p.bad-day", {}, plan.bad) : null,
      ...plan.notes.map((note) => el("p.error", {}, note)),
      plan.empty ? el("p", {}, plan.empty) : begin(plan),
      steps(plan), reasons(place, plan), leftOut(place, plan), later(plan), change()));
  }
}

/**
 * How it is today: the plan is made anew by it.
 * @param {HTMLElement} place
 * @param {Plan} plan
 */
function howItIs(place, plan) {
  const answered = feels();
  return el("div.field.feels", {}, el("span.label", { "aria-hidden": "true" }, t("ask-feels")),
    el("div.chips", { role: "group", "aria-label": t("ask-feels") },
      ...["good", "sore", "bad"].map((how) => el("button.chip", {
        type: "button", "aria-pressed": String(answered === how && plan.feels === how),
        "data-feels": how, onclick: async () => {
          feel(how);
          await today(place);
          /** @type {HTMLElement|null} */ (place.querySelector(`[data-feels="${how}"]`))?.focus();
        },
      }, t(`feels-${how}`)))));
}

/** @param {Plan} plan */
function begin(plan) {
  const all = plan.steps.every((step) => step.done);
  const some = plan.steps.some((step) => step.done);
  return el("div.begin-day", {},
    el("a.primary.start", { href: "#/session/plan", onclick: wake },
      all ? t("day-again") : some ? t("day-go-on") : t("day-start")),
    el("p.fine", {}, t("day-lead")));
}

/** @param {Plan} plan */
function steps(plan) {
  return el("ol.steps", {}, ...plan.steps.map((step) => {
    const dose = new URLSearchParams();
    for (const key of /** @type {const} */ (["sets", "reps", "hold_s"])) {
      if (step[key] !== null) dose.set(key, String(step[key]));
    }
    return el("li", {}, el("a.step", { href: `#/exercise/${step.exercise}?${dose}` },
      picture(step.exercise),
      el("span.title", {}, step.title),
      el("span.meta", {}, step.done ? `✓ ${t("step-done")}` : [step.dose, step.new].filter(Boolean).join(" · "))));
  }));
}

/**
 * @param {string} id
 * @param {string} title
 * @param {...Node} children
 */
function folded(id, title, ...children) {
  return el("details", { open: unfolded.has(id), ontoggle: (/** @type {Event} */ event) => {
    if (/** @type {HTMLDetailsElement} */ (event.target).open) unfolded.add(id);
    else unfolded.delete(id);
  } }, el("summary", {}, title), ...children);
}

/** @param {HTMLElement} place @param {Plan} plan */
function reasons(place, plan) {
  if (!plan.steps.length) return null;
  return folded("reasons", t("why-doses"), el("ul.reasons", {}, ...plan.steps.map((step) => el("li", {},
    el("p.title", {}, `${step.title}: ${step.dose} (${step.level})`),
    ...step.reasons.map((reason) => el("p", {}, reason)),
    button(t("leave-out"), step.title, () => changed(place, "leave-out", step.exercise))))));
}

/** @param {HTMLElement} place @param {Plan} plan */
function leftOut(place, plan) {
  if (!plan.left_out.length) return null;
  return folded("left-out", t("plan-left-out"), el("ul.reasons", {}, ...plan.left_out.map((group) =>
    el("li", {},
      el("p.title", {}, group.why),
      ...group.because.map((because) => el("p.fine", {}, because)),
      group.again ? el("ul.again", {}, ...group.exercises.map((one) => el("li", {},
        el("span", {}, one.title), back(place, group, one)))) :
        el("p", {}, group.exercises.map((one) => one.title).join(", "))))));
}

/**
 * The button that takes an exercise into plans again; of one that hurt, it asks once more.
 * @param {HTMLElement} place
 * @param {LeftOut} group
 * @param {{exercise: string, title: string}} one
 */
function back(place, group, one) {
  const take = () => changed(place, group.again, one.exercise);
  if (group.again === "agreed") return button(t("agreed"), one.title, take);
  const box = el("span.back-in");
  const first = button(t("put-back"), one.title, () => {
    box.replaceChildren(el("span", {}, t("put-back-ask")),
      button(t("put-back-sure"), one.title, take),
      el("button", { type: "button", onclick: () => { box.replaceChildren(first); first.focus(); } }, t("cancel")));
    /** @type {HTMLElement|null} */ (box.lastElementChild)?.focus();
  });
  box.append(group.hurt ? first : button(t("put-back"), one.title, take));
  return box;
}

/**
 * @param {string} text
 * @param {string} title of the exercise that it is about, for who does not see it
 * @param {() => void} onclick
 */
function button(text, title, onclick) {
  return el("button.small", { type: "button", "aria-label": `${text}: ${title}`, onclick }, text);
}

/** @param {HTMLElement} place @param {string} what @param {string} exercise */
async function changed(place, what, exercise) {
  try {
    draw(place, await send(`/api/plan/exercise?${planQuery()}`, { do: what, exercise }));
    write(byId("told"), t("answers-kept"));
    byId("today").focus();
  } catch (error) {
    write(byId("told"), said(error));
  }
}

/** @param {Plan} plan */
function later(plan) {
  if (!plan.later.length) return null;
  return folded("later", t("plan-later"), el("p", {}, plan.later.join(", ")));
}

function change() {
  return el("p", {}, el("a", { href: "#/plan" }, t("plan-change")));
}
