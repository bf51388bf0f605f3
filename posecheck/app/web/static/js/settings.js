// @ts-check
/** What the person has chosen for this browser. It stays in the browser. */

/**
 * @typedef {{lang: string, person: string, voice: "browser"|"machine"|"off", tones: boolean,
 *   theme: "system"|"light"|"dark", big: boolean, calm: boolean, still: boolean, camera: string,
 *   feels: string}}
 *   Settings
 */

const KEY = "posecheck-settings";

/** @type {Settings} */
const USUAL = {
  lang: "", person: "", voice: "browser", tones: true, theme: "system", big: false, calm: false,
  still: false, camera: "", feels: "",
};

/** @type {Settings} */
export const settings = { ...USUAL, ...kept() };

/** @returns {Partial<Settings>} */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const known = Object.entries(found).filter(
      ([key, value]) => key in USUAL && typeof value === typeof USUAL[/** @type {keyof Settings} */ (key)],
    );
    return Object.fromEntries(known);
  } catch {
    return {};
  }
}

/** @param {Partial<Settings>} change */
export function choose(change) {
  Object.assign(settings, change);
  localStorage.setItem(KEY, JSON.stringify(settings));
  apply();
}

/** Forgets everything that was chosen. */
export function forget() {
  localStorage.removeItem(KEY);
  Object.assign(settings, USUAL);
  apply();
}

/** Puts theme, size and motion onto the page. */
export function apply() {
  const root = document.documentElement;
  root.dataset.theme = settings.theme;
  root.classList.toggle("big", settings.big);
  root.classList.toggle("calm", settings.calm);
  root.classList.toggle("still", settings.still);
}

/** Today where the person is, as YYYY-MM-DD. */
export function day() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** How the person said that it is today; empty where they have not said it yet. */
export function feels() {
  const [person, on, how = ""] = settings.feels.split(" ");
  return person === settings.person && on === day() ? how : "";
}

/** @param {string} how it is today */
export function feel(how) {
  choose({ feels: `${settings.person} ${day()} ${how}` });
}
