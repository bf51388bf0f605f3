// @ts-check
/** The browser's camera: opened, watched, and its newest picture sent. Nothing queues. */

import { settings } from "./settings.js";

/** The longest side of a picture that is sent, pixels. The pose model sees 256 around the person. */
const SIDE_PX = 960;

/** The most pictures under way: one that is judged, and the next one on its way to the server. */
const MOST_UNDER_WAY = 2;

/** A picture that has no answer after this time is not waited for any more, ms. */
const GIVEN_UP_MS = 1000;

/**
 * Words for what browsers say of a camera that does not open.
 * @type {Record<string, string>}
 */
const TROUBLE = {
  NotAllowedError: "camera-refused",
  SecurityError: "camera-refused",
  NotFoundError: "camera-none",
  OverconstrainedError: "camera-none",
  NotReadableError: "camera-in-use",
  AbortError: "camera-in-use",
};

/** A camera that could not be opened; `word` names the page's words. */
export class CameraTrouble extends Error {
  /** @param {string} word */
  constructor(word) {
    super(word);
    this.word = word;
  }
}

/**
 * Opens the camera; the browser asks the person first.
 * @returns {Promise<MediaStream>}
 */
export async function openCamera() {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraTrouble("camera-none");
  const wish = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const one = settings.camera ? { deviceId: { exact: settings.camera } } : {};
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...wish, ...one }, audio: false });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (settings.camera && (name === "OverconstrainedError" || name === "NotFoundError")) {
      settings.camera = "";
      return openCamera();
    }
    throw new CameraTrouble(TROUBLE[name] ?? "camera-in-use");
  }
}

/** @returns {Promise<MediaDeviceInfo[]>} */
export async function cameras() {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return all.filter((device) => device.kind === "videoinput");
}

/** Sends the pictures of a video element, the newest ones only. */
export class Sender {
  /**
   * @param {HTMLVideoElement} video
   * @param {import("./wire.js").Wire} wire
   */
  constructor(video, wire) {
    this.video = video;
    this.wire = wire;
    this.number = 0;
    this.encoding = false;
    this.running = false;
    /** When each picture that is under way was taken, ms. @type {Map<number, number>} */
    this.underWay = new Map();
    this.taken = 0;
    this.sent = 0;
    this.worker = new Worker(new URL("./encoder.js", import.meta.url));
    this.worker.onmessage = (event) => this.encoded(event.data);
  }

  start() {
    this.running = true;
    this.next();
  }

  stop() {
    this.running = false;
    this.worker.terminate();
  }

  next() {
    if (!this.running) return;
    if ("requestVideoFrameCallback" in this.video) {
      this.video.requestVideoFrameCallback((now_ms, about) => {
        this.next();
        this.take(about.captureTime ?? now_ms);
      });
    } else {
      requestAnimationFrame((now_ms) => {
        this.next();
        this.take(now_ms);
      });
    }
  }

  /** @param {number} taken_ms */
  async take(taken_ms) {
    this.taken += 1;
    this.giveUp();
    const busy = this.encoding || this.underWay.size >= MOST_UNDER_WAY || this.wire.waiting > 0;
    const { videoWidth: width, videoHeight: height } = this.video;
    if (busy || !width || !this.wire.ready) return;
    this.encoding = true;
    const scale = Math.min(1, SIDE_PX / Math.max(width, height));
    const size = { resizeWidth: Math.round(width * scale), resizeHeight: Math.round(height * scale) };
    try {
      const bitmap = await createImageBitmap(this.video, size);
      this.number += 1;
      this.underWay.set(this.number, taken_ms);
      this.worker.postMessage({ bitmap, number: this.number, taken_ms }, [bitmap]);
    } catch {
      this.encoding = false;
    }
  }

  /** @param {{message: ArrayBuffer|null, number: number}} done */
  encoded({ message, number }) {
    this.encoding = false;
    if (!message || !this.running) {
      this.underWay.delete(number);
      return;
    }
    this.sent += 1;
    this.wire.picture(message);
  }

  /**
   * The server has judged a picture: it and those before it are no longer under way.
   * @param {number} number
   * @returns {number|null} when it was taken, ms
   */
  judged(number) {
    const taken_ms = this.underWay.get(number) ?? null;
    for (const each of this.underWay.keys()) if (each <= number) this.underWay.delete(each);
    return taken_ms;
  }

  giveUp() {
    const now_ms = performance.now();
    for (const [number, taken_ms] of this.underWay) {
      if (now_ms - taken_ms > GIVEN_UP_MS) this.underWay.delete(number);
    }
  }
}
