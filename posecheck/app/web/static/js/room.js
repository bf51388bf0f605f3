// @ts-check
/** The room of a session: everything that is on the screen meanwhile, each thing at its own place. */

import { Brief } from "./brief.js";
import { Dials } from "./dials.js";
import { el, write } from "./dom.js";
import { Stage } from "./stage.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Moment} Moment */

/** Cues of more characters are written smaller: then two or three lines of them have room. */
const MEDIUM = 48;
const LONG = 90;

export class Room {
  /** @param {string} title @param {boolean} inPlan @param {(command: string) => void} command */
  constructor(title, inPlan, command) {
    this.video = /** @type {HTMLVideoElement} */ (
      el("video", { autoplay: true, playsinline: true, muted: true, "aria-label": t("your-camera") }));
    this.video.muted = true;
    const canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { "aria-hidden": "true" }));
    this.drawing = new Stage(canvas, state.start.bones);
    this.dials = new Dials();
    this.cue = el("p.cue");
    this.middle = el("p.middle.none");
    this.signs = el("ul.signs.none", {}, el("li"), el("li"), el("li"));
    this.gesture = el("p.gesture.none");
    this.title = el("h1", {}, title);
    this.place = el("p.place");
    this.set = el("p.set");
    this.brief = new Brief();
    /** What may be asked for at this moment. @type {string[]} */
    this.offers = ["finish"];
    this.inPlan = inPlan ? [this.button("skip", t("plan-skip"), command), this.button("swap", t("plan-swap"), command)] : [];
    this.phase = el("p.phase");
    this.notice = el("p.notice-line");
    this.pause = this.button("pause", t("pause"), command);
    this.stage = "";
    const { ring, sides, gauge, pace, count } = this.dials;
    this.element = el(inPlan ? "div.room.in-plan" : "div.room", { "data-stage": "opening" },
      el("div.head", {}, this.title, el("div.where", {}, this.place, this.set)),
      el("div.picture", {}, el("div.mirror", {}, this.video, canvas), el("div.veil"),
        el("div.centre", {}, this.middle, this.signs, this.brief.card, this.gesture)),
      el("div.side", {}, ring, el("div.words", {}, this.phase, sides), gauge, pace, this.brief.side),
      el("div.foot", { role: "status" }, this.cue, this.notice),
      el("div.buttons", {}, this.pause, this.button("finish", t("finish"), command),
        this.button("hurts", t("hurts"), command), ...this.inPlan,
        el("p.keys", {}, inPlan ? t("keys-plan") : t("keys"))),
      count);
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {(command: string) => void} command
   */
  button(name, text, command) {
    return el(`button.of-${name}`, { type: "button", "data-command": name, onclick: () => command(name) }, text);
  }

  /** Whether a command says something at this moment. @param {string} command */
  takes(command) {
    return !["skip", "swap"].includes(command) || this.offers.includes(command);
  }

  /** @param {Moment} moment */
  draw(moment) {
    this.offers = moment.offers;
    for (const button of this.inPlan) button.classList.toggle("none", !this.takes(button.dataset.command ?? ""));
    write(this.title, moment.title);
    write(this.place, moment.place);
    this.brief.draw(moment);
    this.drawing.fit(this.video.videoWidth || 16, this.video.videoHeight || 9);
    this.drawing.draw(moment);
    this.dials.draw(moment);
    write(this.cue, moment.cue);
    this.cue.dataset.manner = moment.manner;
    this.cue.classList.toggle("medium", moment.cue.length > MEDIUM && moment.cue.length <= LONG);
    this.cue.classList.toggle("long", moment.cue.length > LONG);
    write(this.set, moment.set);
    write(this.phase, moment.phase);
    write(this.middle, moment.middle);
    this.middle.classList.toggle("none", !moment.middle);
    this.middle.classList.toggle("count", moment.stage === "countdown");
    this.signs.classList.toggle("none", !moment.signs.length);
    moment.signs.forEach((line, i) => write(/** @type {Element} */ (this.signs.children[i]), line));
    this.gesture.classList.toggle("none", !moment.gesture);
    if (moment.gesture) {
      write(this.gesture, `${moment.gesture.name} ${Math.round(moment.gesture.share * 100)} %`);
    }
    if (moment.notice) write(this.notice, moment.notice);
    this.element.classList.toggle("ready", moment.ready);
    if (moment.stage !== this.stage) {
      this.stage = moment.stage;
      this.element.dataset.stage = moment.stage;
      write(this.pause, moment.stage === "paused" ? t("go-on") : t("pause"));
    }
  }
}
