// @ts-check
/** Speaks with the browser's own voice, and sounds short tones. */

import { settings } from "./settings.js";

/** @typedef {import("./types.js").Heard} Heard */

/**
 * The notes of each tone, pitch in Hz and length in s: those of `posecheck live`.
 * @type {Record<string, [number, number][]>}
 */
let tones = {};

/** @param {Record<string, [number, number][]>} found */
export function useTones(found) {
  tones = found;
}

/** @type {AudioContext|null} */
let audio = null;

/** Browsers give sound only after a click or a key: call it there. */
export function wake() {
  try {
    audio ??= new AudioContext();
    void audio.resume();
  } catch {
    audio = null;
  }
}

/** @param {Heard[]} heard @param {string} lang */
export function hear(heard, lang) {
  for (const one of heard) {
    if (one.tone && settings.tones) sound(one.tone);
    if (one.say) speak(one.say, lang, one.urgent === "yes");
  }
}

/** @param {string} name */
function sound(name) {
  if (!audio) return;
  let begin_s = audio.currentTime;
  for (const [pitch_hz, length_s] of tones[name] ?? []) {
    const source = audio.createOscillator();
    const loud = audio.createGain();
    source.frequency.value = pitch_hz;
    loud.gain.setValueAtTime(0, begin_s);
    loud.gain.linearRampToValueAtTime(0.3, begin_s + 0.01);
    loud.gain.linearRampToValueAtTime(0, begin_s + length_s);
    source.connect(loud).connect(audio.destination);
    source.start(begin_s);
    source.stop(begin_s + length_s);
    begin_s += length_s;
  }
}

/** Whether the browser has a voice for a language. @param {string} lang */
export function hasVoice(lang) {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.some((voice) => voice.lang.toLowerCase().startsWith(lang));
}

/**
 * @param {string} text
 * @param {string} lang
 * @param {boolean} urgent interrupts what is being said
 */
function speak(text, lang, urgent) {
  const voice = window.speechSynthesis;
  if (!voice) return;
  if (urgent) voice.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.lang = lang;
  said.rate = 0.95;
  voice.speak(said);
}

/** Ends what is being said. */
export function hush() {
  window.speechSynthesis?.cancel();
}
