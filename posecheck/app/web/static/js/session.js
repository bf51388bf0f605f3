// @ts-check
/** The session: camera, skeleton, dials, one cue, and three buttons. */

import { CameraTrouble, Sender, cameras, openCamera } from "./camera.js";
import { byId, el, write } from "./dom.js";
import { Room } from "./room.js";
import { choose, feels, settings } from "./settings.js";
import { titleOf, wish } from "./sheet.js";
import { hear, hush, wake } from "./sound.js";
import { exercise, state, wire } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Moment} Moment */
/** @typedef {import("./types.js").About} About */

/** In place of an exercise's id: the whole plan of today. */
const PLAN = "plan";

/** The keys of commands. @type {Record<string, string>} */
const KEYS = { " ": "pause", q: "finish", escape: "finish", h: "hurts", l: "lite", n: "skip", s: "swap" };

/** How often the page tells the server its latency, in pictures: enough for a percentile. */
const TELL_EVERY = 5;

/** Between two looks for a camera that was taken away, ms. */
const LOOK_AGAIN_MS = 1000;

/** The session that this tab shows. @type {Session|null} */
let running = null;

/** @param {HTMLElement} main @param {string} id */
export function session(main, id) {
  leave();
  running = new Session(main, id);
  void running.begin();
}

/** Leaves the view: camera off, silence. */
export function leave() {
  running?.close();
  running = null;
}

/** What the measurement of docs/web.md reads. */
export function measured() {
  return running?.measured ?? null;
}

class Session {
  /** @param {HTMLElement} main @param {string} id */
  constructor(main, id) {
    this.id = id;
    this.main = main;
    this.lang = state.start.lang;
    /** @type {MediaStream|null} */
    this.stream = null;
    /** @type {Sender|null} */
    this.sender = null;
    /** @type {WakeLockSentinel|null} */
    this.awake = null;
    this.measured = { latency_ms: /** @type {number[]} */ ([]), pose_ms: /** @type {number[]} */ ([]),
      frames: 0, since_ms: 0, moments: 0 };
    this.room = new Room(this.isPlan ? t("plan-title") : titleOf(id), this.isPlan, (command) => this.command(command));
    this.heard = (/** @type {Event} */ event) => this.on(/** @type {CustomEvent} */ (event).detail);
    this.key = (/** @type {KeyboardEvent} */ event) => this.onKey(event);
    // A browser lets the screen sleep again once its page was hidden.
    this.seen = () => void (document.visibilityState === "visible" && this.stream && this.keepAwake());
    main.replaceChildren(this.room.element);
    document.body.classList.add("in-session");
    write(this.room.cue, t("camera-opening"));
  }

  /** Whether it goes through the plan of today. */
  get isPlan() {
    return this.id === PLAN;
  }

  async begin() {
    wire.addEventListener("message", this.heard);
    document.addEventListener("keydown", this.key);
    document.addEventListener("visibilitychange", this.seen);
    let camera = "";
    try {
      camera = await this.look();
    } catch (error) {
      this.trouble(error instanceof CameraTrouble ? error.word : "camera-in-use");
      return;
    }
    if (running !== this) return;
    write(this.room.cue, t("getting-ready"));
    this.sender = new Sender(this.room.video, wire);
    wire.send(this.order(camera.slice(0, 80)));
    this.sender.start();
    void this.keepAwake();
    this.watchFrames();
  }

  /** Opens the camera and shows it; answers its name. */
  async look() {
    this.stream = await openCamera();
    if (running !== this) {
      this.stopCamera();
      return "";
    }
    const [track] = this.stream.getVideoTracks();
    track?.addEventListener("ended", () => void this.lookAgain());
    this.room.video.srcObject = this.stream;
    await this.room.video.play().catch(() => {});
    return track?.label ?? "";
  }

  /** The camera was taken away: it is opened anew as soon as it is there again. */
  async lookAgain() {
    this.note(t("camera-gone"));
    while (running === this) {
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
      try {
        if (running === this) await this.look();
        if (running === this) this.note("");
        return;
      } catch { /* It is not there yet. */ }
    }
  }

  /** What the server is asked for. @param {string} camera */
  order(camera) {
    const same = { lang: this.lang, camera, voice: settings.voice };
    if (this.isPlan) return { ...same, do: "plan", person: settings.person, feels: feels() || "good" };
    const { dose } = wish;
    const own = exercise(this.id);
    return {
      ...same, do: "begin", exercise: this.id,
      ...(settings.person ? { person: settings.person } : {}),
      ...(dose.sets && dose.sets !== own?.sets ? { sets: dose.sets } : {}),
      ...(dose.reps && dose.reps !== own?.reps ? { reps: dose.reps } : {}),
      ...(dose.hold_s && dose.hold_s !== own?.hold_s ? { hold_s: dose.hold_s } : {}),
    };
  }

  /** @param {Record<string, any>} message */
  on(message) {
    if (message.say === "moment") this.moment(/** @type {any} */ (message));
    else if (message.say === "heard") hear(message.heard, this.lang);
    else if (message.say === "note") this.note(message.text);
    else if (message.say === "waiting" || message.say === "began" || message.say === "running") {
      this.about(/** @type {any} */ (message));
    } else if (message.say === "failed") this.failed(message.why);
    else if (message.say === "lost") this.note(t("server-gone"));
    else if (message.say === "back") this.note(t("server-back"));
    else if (message.say === "idle" && this.room.stage) this.failed(t("session-lost"));
  }

  /** @param {About} about */
  about(about) {
    this.lang = about.lang;
    const id = about.plan ? PLAN : about.exercise;
    if (id !== this.id) location.hash = `#/session/${id}`;
  }

  /** @param {Moment} moment */
  moment(moment) {
    const taken_ms = moment.picture === null ? null : this.sender?.judged(moment.picture) ?? null;
    this.room.draw(moment);
    if (taken_ms !== null && moment.picture !== null) this.time(moment.picture, taken_ms, moment.pose_ms);
  }

  /**
   * How long after it was taken the picture's skeleton is on the screen: at the next frame.
   * @param {number} picture
   * @param {number} taken_ms
   * @param {number} pose_ms
   */
  time(picture, taken_ms, pose_ms) {
    this.measured.moments += 1;
    const tell = this.measured.moments % TELL_EVERY === 0;
    requestAnimationFrame(() => {
      const latency_ms = Math.max(0, performance.now() - taken_ms);
      this.measured.latency_ms.push(latency_ms);
      this.measured.pose_ms.push(pose_ms);
      if (this.measured.latency_ms.length > 20000) {
        this.measured.latency_ms.shift();
        this.measured.pose_ms.shift();
      }
      if (tell) wire.send({ do: "painted", picture, latency_ms });
    });
  }

  watchFrames() {
    this.measured.since_ms = performance.now();
    const frame = () => {
      if (running !== this) return;
      this.measured.frames += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** @param {string} command */
  command(command) {
    wake();
    wire.send({ do: "command", command });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
    const key = event.key.toLowerCase();
    const command = KEYS[key];
    if (key === "f") void (document.fullscreenElement ? document.exitFullscreen() : this.room.element.requestFullscreen());
    else if (!command || (key === " " && onButton) || !this.room.takes(command)) return;
    else this.command(command);
    event.preventDefault();
  }

  /** @param {string} text */
  note(text) {
    write(this.room.notice, text);
    byId("told").textContent = text;
  }

  /** A camera that does not open: what to do, and again. @param {string} word */
  trouble(word) {
    this.close();
    const texts = /** @type {Record<string, [string, string]>} */ ({
      "camera-refused": [t("camera-refused"), t("camera-refused-do")],
      "camera-none": [t("camera-none"), t("camera-none-do")],
      "camera-in-use": [t("camera-in-use"), t("camera-in-use-do")],
    });
    const [what, remedy] = texts[word] ?? [t("camera-in-use"), t("camera-in-use-do")];
    const choice = el("div");
    this.main.replaceChildren(el("div.trouble", { role: "alert" },
      el("h1", {}, what), el("p.lead", {}, remedy), choice,
      el("div.row", {},
        el("button.primary", { type: "button", onclick: () => session(this.main, this.id) }, t("try-again")),
        el("a.button", { href: this.isPlan ? "#/" : `#/exercise/${this.id}` }, t("back")))));
    void cameraChoice(choice);
  }

  /** @param {string} why */
  failed(why) {
    this.close();
    this.main.replaceChildren(el("div.trouble", { role: "alert" },
      el("h1", {}, t("session-failed")), el("p.lead", {}, why),
      el("div.row", {},
        el("button.primary", { type: "button", onclick: () => session(this.main, this.id) }, t("try-again")),
        el("a.button", { href: this.isPlan ? "#/" : `#/exercise/${this.id}` }, t("back")))));
  }

  async keepAwake() {
    try {
      this.awake = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      this.awake = null;
    }
  }

  stopCamera() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  close() {
    wire.removeEventListener("message", this.heard);
    document.removeEventListener("keydown", this.key);
    document.removeEventListener("visibilitychange", this.seen);
    document.body.classList.remove("in-session");
    this.sender?.stop();
    this.stopCamera();
    hush();
    void this.awake?.release().catch(() => {});
    if (running === this) running = null;
  }
}

/** A list of cameras, where there are several. @param {HTMLElement} place */
export async function cameraChoice(place) {
  const found = (await cameras()).filter((one) => one.label);
  if (found.length < 2) return;
  const select = el("select", {
    id: "camera-choice",
    onchange: (/** @type {Event} */ event) =>
      choose({ camera: /** @type {HTMLSelectElement} */ (event.target).value }),
  }, ...found.map((one) => el("option", { value: one.deviceId, selected: one.deviceId === settings.camera }, one.label)));
  place.replaceChildren(el("div.field", {}, el("label", { for: "camera-choice" }, t("camera")), select));
}
