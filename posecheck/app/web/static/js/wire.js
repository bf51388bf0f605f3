// @ts-check
/** The WebSocket: one for the page, opened again when it was lost. */

import { token } from "./api.js";

/** Between two tries to reach the server again, ms. */
const AGAIN_MS = 1000;

/** @typedef {Record<string, any>} Message */

export class Wire extends EventTarget {
  constructor() {
    super();
    /** @type {WebSocket|null} */
    this.socket = null;
    this.closed = false;
    this.lost = false;
  }

  open() {
    if (this.socket || this.closed) return;
    const socket = new WebSocket(`ws://${location.host}/ws`, ["posecheck", token()]);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      if (this.lost) this.tell({ say: "back" });
      this.lost = false;
    };
    socket.onmessage = (event) => this.tell(JSON.parse(event.data));
    socket.onclose = () => {
      this.socket = null;
      if (this.closed) return;
      if (!this.lost) this.tell({ say: "lost" });
      this.lost = true;
      setTimeout(() => this.open(), AGAIN_MS);
    };
  }

  /** @param {Message} message */
  tell(message) {
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  /** @param {Message} order */
  send(order) {
    if (this.ready) this.socket?.send(JSON.stringify(order));
  }

  /** @param {ArrayBuffer} picture */
  picture(picture) {
    if (this.ready) this.socket?.send(picture);
  }

  get ready() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Bytes that the browser has not sent yet. */
  get waiting() {
    return this.socket?.bufferedAmount ?? 0;
  }
}
