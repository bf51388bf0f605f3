/**
 * What the server says, as types: see facts.py, shown.py, summary.py, plans.py and remembered.py of
 * posecheck/app/web.
 *
 * @typedef {{id: string, title: string, posture: string, view: string[], areas: string[],
 *   needs: string[], how: string[], cautions: string[], camera: string, dose: string,
 *   sets: number|null, reps: number|null, hold_s: number|null, times_holds: boolean,
 *   minutes: number}} Exercise
 * @typedef {{name: string, text: string}} Broken
 * @typedef {{version: string, lang: string, languages: Record<string, string>,
 *   words: Record<string, string>, exercises: Exercise[], people: string[],
 *   films: string[], most_bytes: number, most_recordings: number, endings: string[],
 *   broken_off: Broken[], bones: [number, number][],
 *   tones: Record<string, [number, number][]>}} Start
 * @typedef {{share: number, of: string, full: boolean}} Ring
 * @typedef {{name: string, band: [number, number], value: number|null,
 *   inside: boolean}} Gauge
 * @typedef {{corners: [number, number][], dot: [number, number]}} Pace
 * @typedef {{posture: string, right: boolean}} Outline
 * @typedef {{t_s: number, seen: boolean, in_place: boolean, count: number, hold_s: number|null,
 *   chains: number[][]}} Update
 * @typedef {{say: "moment", picture: number|null, stage: string,
 *   points: ([number, number]|null)[]|null, faulty: boolean, cue: string, manner: string,
 *   number: string, below: string, ring: Ring, set: string, phase: string, sides: string,
 *   middle: string, gauge: Gauge|null, pace: Pace|null,
 *   gesture: {name: string, share: number}|null, notice: string, ready: boolean,
 *   outline: Outline|null, pose_ms: number, over: boolean, update: Update, title: string,
 *   place: string, offers: string[], signs: string[], cautions: string[],
 *   next: Next|null}} Moment
 * @typedef {{exercise: string, head: string, dose: string, begins: string, before: string}} Next
 * @typedef {{share: number, verdict: string, label: string, time: string, side: string}} Bar
 * @typedef {{plan: false, title: string, exercise: string, verdict: string,
 *   verdict_text: string, done: string,
 *   lines: string[], bars: Bar[], ended: string, why: string, in_history: string|null,
 *   written: string|null, hurt: boolean}} Summary
 * @typedef {{plan: true, title: string, lines: string[], sessions: {exercise: string,
 *   title: string, verdict: string, verdict_text: string, lines: string[]}[], ended: string,
 *   why: string, in_history: string|null, written: string|null}} DaySummary
 * @typedef {{exercise: string, title: string, posture: string, lang: string, voice: string,
 *   plan: boolean, size?: [number, number]}} About
 * @typedef {{tone?: string, say?: string, urgent?: string}} Heard
 * @typedef {{exercise: string, title: string, dose: string, sets: number|null,
 *   reps: number|null, hold_s: number|null, done: boolean, new: string, level: string,
 *   reasons: string[]}} Step
 * @typedef {{why: string, again: "put-back"|"agreed"|"", hurt: boolean, because: string[],
 *   exercises: {exercise: string, title: string}[]}} LeftOut
 * @typedef {{minutes: number, feels: string, routine: string|null, bad: string, empty: string,
 *   steps: Step[], left: number, left_out: LeftOut[], later: string[], notes: string[]}} Plan
 * @typedef {{areas: string[], troubles: string[], forbidden: string[], at_hand: string[],
 *   minutes: number, routine: string|null}} Answers
 * @typedef {{answers: Answers|null, plan: Plan|null, why?: string}} OfToday
 * @typedef {{id: string, text: string}} Choice
 * @typedef {{id: string, title: string, about: string, exercises: string[]}} Routine
 * @typedef {{areas: Choice[], troubles: Choice[], forbidden: Choice[], at_hand: Choice[],
 *   feels: Choice[], most_minutes: number, usual: Answers, routines: Routine[]}} Questions
 * @typedef {{day: string, day_text: string, exercise: string, title: string, done: number,
 *   hurt: boolean, faulty: number, judged: number, verdict: string, verdict_text: string}} Row
 * @typedef {{rows: Row[], days: string[], today: string,
 *   exercises: {id: string, title: string}[]}} History
 * @typedef {{text: string, sessions: number, hurt: boolean}} Week
 * @typedef {{label: string, values: (number|null)[], texts: string[]}} Panel
 * @typedef {{title: string, weeks: Week[], panels: Panel[], faults: string}} OverWeeks
 * @typedef {{id: string, name: string, exercise: string|null, state: string, bytes: number,
 *   at: number, of: number|null, why: string, notes: string[], written: string[],
 *   result: {done?: string, title?: string, verdict?: string, verdict_text?: string,
 *   video?: boolean, kept?: boolean, guesses?: {exercise: string, title: string, fit: number}[]}}} Clip
 * @typedef {{sets: number|null, reps: number|null, hold_s: number|null}} Dose
 */

export {};
