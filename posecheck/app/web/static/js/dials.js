// @ts-check
/** The dials beside the picture: count and hold as a ring, range as a bar, pace as a curve. */

import { el, set, svg, write } from "./dom.js";

/** @typedef {import("./types.js").Moment} Moment */

/** Once around a ring of radius 90. */
const AROUND = 2 * Math.PI * 90;

/** Where the pace's curve stands in its box, per cent of width and height. */
const CURVE = { left: 6, right: 94, bottom: 12, top: 86 };

export class Dials {
  constructor() {
    this.share = svg("circle", { class: "share", cx: 110, cy: 110, r: 90, "stroke-dasharray": AROUND,
      "stroke-dashoffset": AROUND, transform: "rotate(-90 110 110)" });
    const ring = svg("svg", { viewBox: "0 0 220 220", "aria-hidden": "true" },
      svg("circle", { class: "track", cx: 110, cy: 110, r: 90 }), this.share);
    this.number = el("span.number", {}, "0");
    this.below = el("span.below");
    this.ring = el("div.ring", {}, ring, el("div.inside", {}, this.number, this.below));
    this.sides = el("p.sides");
    this.band = el("div.band");
    this.needle = el("div.needle");
    this.gaugeName = el("span.name");
    this.bar = el("div.bar", {}, this.band, this.needle);
    this.gauge = el("div.gauge", { "aria-hidden": "true" }, this.bar, this.gaugeName);
    this.curve = svg("polyline", { class: "curve", points: "" });
    this.dot = el("span.dot");
    this.pace = el("div.pace", { "aria-hidden": "true" }, el("div.way", {},
      svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none" }, this.curve), this.dot));
    this.count = el("p.unseen", { "aria-live": "polite" });
  }

  /** @param {Moment} moment */
  draw(moment) {
    write(this.number, moment.number);
    this.number.classList.toggle("long", moment.number.length > 2);
    write(this.below, moment.below);
    write(this.sides, moment.sides);
    write(this.count, moment.update.count ? `${moment.update.count}` : "");
    const { ring } = moment;
    set(this.share, { "stroke-dashoffset": AROUND * (1 - ring.share) });
    this.ring.classList.toggle("hold", ring.of === "hold");
    this.ring.classList.toggle("full", ring.full);
    this.drawGauge(moment);
    this.drawPace(moment);
  }

  /** @param {Moment} moment */
  drawGauge({ gauge }) {
    this.gauge.classList.toggle("none", !gauge);
    if (!gauge) return;
    write(this.gaugeName, gauge.name);
    const [low, high] = gauge.band;
    this.band.style.bottom = `${low * 100}%`;
    this.band.style.height = `${(high - low) * 100}%`;
    this.needle.style.bottom = `${(gauge.value ?? 0) * 100}%`;
    this.needle.classList.toggle("none", gauge.value === null);
    this.gauge.classList.toggle("inside-band", gauge.inside);
  }

  /** @param {Moment} moment */
  drawPace({ pace }) {
    this.pace.classList.toggle("none", !pace);
    if (!pace) return;
    const x = (/** @type {number} */ v) => CURVE.left + v * (CURVE.right - CURVE.left);
    const y = (/** @type {number} */ v) => CURVE.bottom + v * (CURVE.top - CURVE.bottom);
    const points = pace.corners.map(([a, b]) => `${x(a)},${100 - y(b)}`).join(" ");
    if (this.curve.getAttribute("points") !== points) set(this.curve, { points });
    this.dot.style.left = `${x(pace.dot[0])}%`;
    this.dot.style.bottom = `${y(pace.dot[1])}%`;
  }
}
