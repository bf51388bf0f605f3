// @ts-check
/** Before the work: what comes next in a plan, and what to take care of, beside the body. */

import { picture } from "./choose.js";
import { el, write } from "./dom.js";
import { exercise } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Moment} Moment */

export class Brief {
  constructor() {
    this.head = el("p.head-line");
    this.title = el("p.title");
    this.dose = el("p.dose");
    this.begins = el("p.begins");
    this.before = el("p.before");
    this.still = el("div.still-of");
    /** Over the picture, in the rest before an exercise. */
    this.card = el("div.following.none", {}, this.before, this.head, this.title, this.dose, this.begins, this.still);
    this.heading = el("h2");
    this.list = el("ul");
    /** In place of the dials, which show nothing yet. */
    this.side = el("div.brief.none", { tabindex: 0, role: "region", "aria-label": t("cautions") },
      this.heading, this.list);
    this.shown = "";
  }

  /** @param {Moment} moment */
  draw(moment) {
    const { next, cautions } = moment;
    this.card.classList.toggle("none", !next);
    if (next) {
      write(this.before, next.before);
      write(this.head, next.head);
      write(this.title, moment.title);
      write(this.dose, next.dose);
      write(this.begins, next.begins);
    }
    if (next) this.lines(t("how"), exercise(next.exercise)?.how ?? [], next.exercise);
    else this.lines(t("cautions"), moment.update.count ? [] : cautions, "");
  }

  /**
   * @param {string} heading
   * @param {string[]} lines
   * @param {string} id whose picture is shown
   */
  lines(heading, lines, id) {
    const shown = [heading, id, ...lines].join("\n");
    if (shown === this.shown) return;
    this.shown = shown;
    this.side.classList.toggle("none", !lines.length);
    this.side.classList.toggle("cautions", !id);
    write(this.heading, heading);
    this.side.setAttribute("aria-label", heading);
    this.list.replaceChildren(...lines.map((line) => el("li", {}, line)));
    this.still.replaceChildren(...(id ? [picture(id)] : []));
  }
}
