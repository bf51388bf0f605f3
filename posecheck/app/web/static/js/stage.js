// @ts-check
/** Draws skeleton and outline onto a canvas over the camera's picture. */

import { ask } from "./api.js";

/** @typedef {import("./types.js").Moment} Moment */

const COLOURS = { judged: "#40e0ff", faulty: "#ffa126", faint: "rgba(240,240,240,.65)", edge: "#10141c" };

export class Stage {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {[number, number][]} bones
   */
  constructor(canvas, bones) {
    this.canvas = canvas;
    this.bones = bones;
    /** @type {Map<string, [number, number][][]|null>} */
    this.outlines = new Map();
  }

  /**
   * Gives the canvas the shape of the picture, so that shares of one are shares of the other.
   * @param {number} width
   * @param {number} height
   */
  fit(width, height) {
    const shown = this.canvas.getBoundingClientRect();
    const dense = Math.min(window.devicePixelRatio || 1, 2);
    const scale = Math.min(shown.width / width, shown.height / height) * dense || 1;
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
  }

  /** @param {Moment} moment */
  draw(moment) {
    const pen = this.canvas.getContext("2d");
    if (!pen) return;
    const { width, height } = this.canvas;
    pen.clearRect(0, 0, width, height);
    if (moment.outline) this.outline(pen, moment.outline, moment.ready);
    if (moment.points) this.skeleton(pen, moment);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Moment} moment */
  skeleton(pen, moment) {
    const { width, height } = this.canvas;
    const unit = Math.min(width, height) / 480;
    const at = (/** @type {number} */ i) => {
      const point = moment.points?.[i];
      return point ? [point[0] * width, point[1] * height] : null;
    };
    pen.lineCap = "round";
    this.lines(pen, this.bones.map(([a, b]) => [at(a), at(b)]), COLOURS.faint, Math.max(1, 1.5 * unit));
    const chains = moment.update.seen ? moment.update.chains : [];
    const pairs = chains.flatMap((chain) => chain.slice(1).map((b, i) => [at(chain[i] ?? b), at(b)]));
    const thick = Math.max(3, 5 * unit);
    this.lines(pen, pairs, COLOURS.edge, thick + 3 * unit);
    this.lines(pen, pairs, moment.faulty ? COLOURS.faulty : COLOURS.judged, thick);
    pen.fillStyle = moment.faulty ? COLOURS.faulty : COLOURS.judged;
    for (const i of new Set(chains.flat())) {
      const point = at(i);
      if (!point) continue;
      pen.beginPath();
      pen.arc(point[0] ?? 0, point[1] ?? 0, thick, 0, 7);
      pen.fill();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {(number[]|null)[][]} pairs
   * @param {string} colour
   * @param {number} thick
   */
  lines(pen, pairs, colour, thick) {
    pen.strokeStyle = colour;
    pen.lineWidth = thick;
    pen.beginPath();
    for (const [a, b] of pairs) {
      if (!a || !b) continue;
      pen.moveTo(a[0] ?? 0, a[1] ?? 0);
      pen.lineTo(b[0] ?? 0, b[1] ?? 0);
    }
    pen.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {{posture: string, right: boolean}} what
   * @param {boolean} ready
   */
  outline(pen, what, ready) {
    const { width, height } = this.canvas;
    const lines = this.shape(what.posture, width, height);
    if (!lines) return;
    pen.lineJoin = "round";
    for (const [colour, wide] of /** @type {[string, number][]} */ ([
      ["rgba(16,20,28,.7)", 9],
      [ready ? "#60e280" : "#ffffff", ready ? 6 : 4],
    ])) {
      pen.strokeStyle = colour;
      pen.lineWidth = (wide * Math.min(width, height)) / 720;
      pen.beginPath();
      for (const line of lines) {
        line.forEach(([x, y], i) => {
          const across = (what.right ? 1 - x : x) * width;
          if (i) pen.lineTo(across, y * height);
          else pen.moveTo(across, y * height);
        });
        pen.closePath();
      }
      pen.stroke();
    }
  }

  /**
   * The outline for the canvas's shape; asked for once.
   * @param {string} posture
   * @param {number} width
   * @param {number} height
   */
  shape(posture, width, height) {
    const scale = 960 / Math.max(width, height, 1);
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    const key = `posture=${posture}&width=${w}&height=${h}`;
    if (!this.outlines.has(key)) {
      this.outlines.set(key, null);
      ask(`/api/outline?${key}`).then(
        (found) => this.outlines.set(key, found),
        () => this.outlines.delete(key),
      );
    }
    return this.outlines.get(key) ?? null;
  }
}
