// @ts-check
/** Demonstrations: the short film of an exercise, over its still picture. Fetched when it is played. */

import { el, write } from "./dom.js";
import { settings } from "./settings.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** Who only passes over a card points at it for less than this, ms: nothing is fetched then. */
const POINTED_MS = 200;

/** The last picture stays for this long, ms, as in the window (app/demonstration.py). */
const REST_MS = 800;

/** The cards that show a film while one points at them. */
const CARDS = "a.card, a.step";

/** Whether films may play by themselves: not for who asked for less motion, here or in the system. */
function mayMove() {
  return !settings.still && !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Whether an exercise has a film. @param {string} id */
export function hasFilm(id) {
  return state.start.films.includes(id);
}

/**
 * A film that goes round and round without sound; it is fetched from now on.
 * @param {string} id
 * @returns {HTMLVideoElement}
 */
function film(id) {
  const made = /** @type {HTMLVideoElement} */ (el("video.film", {
    src: `demonstrations/${id}.mp4`, playsinline: true, preload: "auto", tabindex: -1, "aria-hidden": "true",
    disablepictureinpicture: true,
  }));
  made.muted = true;
  // A browser without a decoder for it: the still picture stays.
  made.addEventListener("error", () => made.remove());
  made.addEventListener("ended", () => {
    window.setTimeout(() => { if (made.isConnected && made.ended) play(made); }, REST_MS);
  });
  return made;
}

/** @param {HTMLVideoElement} video */
function play(video) {
  // It is refused where the film was taken away before it began, and where it cannot be played.
  void video.play().catch(() => undefined);
}

/** The card whose film plays, or is about to. @type {Element|null} */
let active = null;

/** @type {HTMLVideoElement|null} */
let shown = null;

/** @type {number|undefined} */
let waiting;

/** @param {Element|null} card */
function turnTo(card) {
  if (card === active) return;
  window.clearTimeout(waiting);
  shown?.remove();
  shown = null;
  active = card;
  const frame = card?.querySelector(".frame");
  const id = frame?.getAttribute("data-exercise") ?? "";
  if (!frame || !hasFilm(id) || !mayMove()) return;
  waiting = window.setTimeout(() => {
    shown = film(id);
    frame.append(shown);
    play(shown);
  }, POINTED_MS);
}

/** @param {EventTarget|null} target */
function cardAt(target) {
  return target instanceof Element ? target.closest(CARDS) : null;
}

/** The card that has the keyboard's focus, where one sees it. */
function focused() {
  const found = cardAt(document.activeElement);
  return found?.matches(":focus-visible") ? found : null;
}

/** The card under the mouse or pen. @type {Element|null} */
let pointed = null;

/** @param {Element|null} card */
function pointAt(card) {
  pointed = card;
  turnTo(card ?? focused());
}

document.addEventListener("pointerover", (event) => {
  // A finger does not point: it opens the card.
  if (event.pointerType !== "touch") pointAt(cardAt(event.target));
});
document.documentElement.addEventListener("pointerleave", () => pointAt(null));
document.addEventListener("focusin", () => turnTo(focused() ?? pointed));
document.addEventListener("focusout", () => turnTo(pointed));
window.addEventListener("hashchange", () => pointAt(null));

/**
 * The picture of an exercise with its film, and a button that plays and stops it.
 * @param {string} id
 * @param {HTMLElement} frame the still picture
 * @returns {HTMLElement}
 */
export function player(id, frame) {
  const place = el("div.large", {}, frame);
  if (!hasFilm(id)) return place;
  /** @type {HTMLVideoElement|null} */
  let video = null;
  let plays = false;
  const button = el("button.play", { type: "button", onclick: () => turn(!plays) });

  /** @param {boolean} on */
  function turn(on) {
    plays = on;
    if (on && !video) {
      frame.append(video = film(id));
      video.addEventListener("error", () => button.remove());
    }
    if (video && on) play(video);
    if (video && !on) video.pause();
    write(button, on ? t("film-stop") : t("film-play"));
  }

  turn(mayMove());
  place.append(button);
  return place;
}
