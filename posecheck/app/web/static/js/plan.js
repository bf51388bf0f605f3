// @ts-check
/** The plan's questions, one at a time; then the answers, and the routines to choose from. */

import { ask, said, send } from "./api.js";
import { byId, el, write } from "./dom.js";
import { whoIsIt } from "./people.js";
import { feel, feels, settings } from "./settings.js";
import { planQuery, query } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Answers} Answers */
/** @typedef {import("./types.js").Questions} Questions */
/** @typedef {import("./types.js").Choice} Choice */

/** The questions that have several answers. @type {["areas", "troubles", "forbidden", "at_hand"]} */
const SEVERAL = ["areas", "troubles", "forbidden", "at_hand"];

/** @type {Record<string, () => string>} */
const WORDS = {
  areas: () => t("ask-areas"), troubles: () => t("ask-troubles"), forbidden: () => t("ask-forbidden"),
  at_hand: () => t("ask-at-hand"), minutes: () => t("ask-minutes"), feels: () => t("ask-feels"),
};

/** @param {HTMLElement} main */
export async function planView(main) {
  const again = () => void planView(main);
  // A place of its own: an answer that comes late does not go over another view.
  const place = el("div.plan-view", {}, el("h1", {}, t("plan")));
  main.replaceChildren(place);
  if (!settings.person) {
    place.replaceChildren(el("h1", {}, t("plan-make")), whoIsIt(again));
    return;
  }
  place.append(el("p.waiting", {}, t("waiting")));
  try {
    /** @type {[Questions, import("./types.js").OfToday]} */
    const [questions, { answers, why }] = await Promise.all(
      [ask(`/api/plan/questions?${query()}`), ask(`/api/plan?${planQuery()}`)]);
    if (answers) overview(place, questions, answers, why ?? "");
    else new Asking(place, questions, questions.usual).show();
  } catch (error) {
    place.replaceChildren(el("h1", {}, t("plan")), el("p.error", { role: "alert" }, said(error)));
  }
}

/** Asks one question after the other, and sends all answers at the end. */
class Asking {
  /** @param {HTMLElement} place @param {Questions} questions @param {Answers} before */
  constructor(place, questions, before) {
    this.place = place;
    this.questions = questions;
    this.answers = { ...before };
    this.how = feels() || "good";
    this.at = 0;
    this.keys = [...SEVERAL, "minutes", "feels"];
    this.wrong = el("p.error", { role: "alert" });
  }

  get key() {
    return this.keys[this.at] ?? "feels";
  }

  show() {
    const last = this.at === this.keys.length - 1;
    const heading = el("h1", { tabindex: -1 }, WORDS[this.key]?.() ?? "");
    write(this.wrong, "");
    this.place.replaceChildren(el("form.question", { novalidate: true, onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.next();
    } },
      el("p.fine", {}, `${settings.person} · ${t("question")} ${this.at + 1} / ${this.keys.length}`),
      el("fieldset", {}, el("legend", {}, heading), this.field()), this.wrong,
      el("div.row.turn", {},
        this.at ? el("button", { type: "button", onclick: () => this.go(-1) }, t("back")) :
          el("a.button", { href: "#/" }, t("cancel")),
        el("button.primary", { type: "submit" }, last ? t("plan-make") : t("next")))));
    window.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }

  field() {
    if (this.key === "minutes") return this.minutes();
    if (this.key === "feels") {
      return el("div.choices", {}, ...this.questions.feels.map((one) => choice("radio", one, this.how === one.id,
        () => { this.how = one.id; })));
    }
    const key = /** @type {"areas"} */ (this.key);
    return el("div", {}, el("p.fine", {}, key === "areas" ? t("ask-some") : t("ask-none")),
      el("div.choices", {}, ...this.questions[key].map((one) =>
        choice("checkbox", one, this.answers[key].includes(one.id), (on) => {
          const others = this.answers[key].filter((id) => id !== one.id);
          this.answers[key] = on ? [...others, one.id] : others;
        }))));
  }

  minutes() {
    const field = /** @type {HTMLInputElement} */ (el("input", {
      id: "minutes", type: "number", inputmode: "numeric", min: 1, max: this.questions.most_minutes,
      value: this.answers.minutes, "aria-label": t("ask-minutes"),
      oninput: () => { this.answers.minutes = field.valueAsNumber; },
    }));
    const by = (/** @type {number} */ way) => () => {
      const next = (Number.isFinite(field.valueAsNumber) ? field.valueAsNumber : this.questions.usual.minutes) + way;
      this.answers.minutes = Math.min(this.questions.most_minutes, Math.max(1, next));
      field.value = String(this.answers.minutes);
    };
    return el("div.minutes", {},
      el("button", { type: "button", "aria-label": t("less"), onclick: by(-5) }, "−"), field,
      el("button", { type: "button", "aria-label": t("more"), onclick: by(5) }, "+"),
      el("span", { "aria-hidden": "true" }, t("minutes")));
  }

  async next() {
    const { minutes } = this.answers;
    if (this.key === "areas" && !this.answers.areas.length) write(this.wrong, t("ask-too-few"));
    else if (this.key === "minutes" && !(minutes >= 1 && minutes <= this.questions.most_minutes)) {
      write(this.wrong, t("ask-number"));
    } else if (this.at < this.keys.length - 1) this.go(1);
    else await this.send();
  }

  /** @param {number} way */
  go(way) {
    this.at += way;
    this.show();
  }

  async send() {
    const { areas, troubles, forbidden, at_hand, minutes } = this.answers;
    feel(this.how);
    try {
      await send(`/api/plan?${planQuery()}`, { areas, troubles, forbidden, at_hand, minutes });
      location.hash = "#/";
    } catch (error) {
      write(this.wrong, said(error));
    }
  }
}

/**
 * One answer, large enough for a thumb.
 * @param {"checkbox"|"radio"} type
 * @param {Choice} one
 * @param {boolean} checked
 * @param {(on: boolean) => void} then
 */
function choice(type, one, checked, then) {
  const box = /** @type {HTMLInputElement} */ (el("input", {
    type, name: "answer", value: one.id, checked, onchange: () => then(box.checked),
  }));
  return el("label.choice", {}, box, el("span", {}, one.text));
}

/**
 * What was answered, and which routine is followed.
 * @param {HTMLElement} place
 * @param {Questions} questions
 * @param {Answers} answers
 * @param {string} why there is no plan
 */
function overview(place, questions, answers, why) {
  const text = (/** @type {"areas"|"troubles"|"forbidden"|"at_hand"} */ key) =>
    questions[key].filter((one) => answers[key].includes(one.id)).map((one) => one.text).join(", ") || t("answer-none");
  place.replaceChildren(el("h1", {}, t("plan")),
    el("p.lead", {}, settings.person),
    why ? el("p.error", { role: "alert" }, why) : "",
    el("div.row", {}, el("a.primary", { href: "#/" }, t("to-today"))),
    el("h2", {}, t("answers")),
    el("dl.answers", {},
      ...SEVERAL.flatMap((key) => [el("dt", {}, WORDS[key]?.() ?? ""), el("dd", {}, text(key))]),
      el("dt", {}, t("ask-minutes")), el("dd", {}, `${answers.minutes} ${t("minutes")}`)),
    el("div.row", {}, el("button", { type: "button", onclick: () =>
      new Asking(place, questions, answers).show() }, t("answers-again"))),
    routines(questions, answers));
}

/** @param {Questions} questions @param {Answers} answers */
function routines(questions, answers) {
  const own = { id: "", title: t("own-plan"), about: t("own-plan-about"), exercises: [] };
  const known = questions.routines.some((one) => one.id === answers.routine);
  // A routine of a file of one's own is known to the command line only: it stays until another is chosen.
  const other = answers.routine && !known
    ? [{ id: answers.routine, title: answers.routine, about: "", exercises: [] }] : [];
  return el("fieldset.routines", {}, el("legend", {}, el("h2", {}, t("routines"))),
    el("p.fine", {}, t("routines-lead")),
    ...[own, ...other, ...questions.routines].map((one) => {
      const box = el("input", { type: "radio", name: "routine", value: one.id,
        checked: one.id === (answers.routine ?? ""), onchange: () => follow(one.id || null) });
      return el("label.choice", {}, box, el("span", {}, el("strong", {}, one.title),
        one.about ? el("span.about", {}, one.about) : null,
        one.exercises.length ? el("span.fine", {}, one.exercises.join(", ")) : null));
    }));
}

/** @param {string|null} routine */
async function follow(routine) {
  try {
    await send(`/api/plan?${planQuery()}`, { routine });
    write(byId("told"), t("answers-kept"));
  } catch (error) {
    write(byId("told"), said(error));
  }
}
