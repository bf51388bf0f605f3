/**
 * What the server says, as types: see posecheck/app/web/facts.py, shown.py and summary.py.
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
 *   outline: Outline|null, pose_ms: number, over: boolean, update: Update}} Moment
 * @typedef {{share: number, verdict: string, label: string, time: string, side: string}} Bar
 * @typedef {{title: string, exercise: string, verdict: string, verdict_text: string, done: string,
 *   lines: string[], bars: Bar[], ended: string, why: string, in_history: string|null,
 *   written: string|null, hurt: boolean}} Summary
 * @typedef {{exercise: string, title: string, posture: string, lang: string, voice: string,
 *   size?: [number, number]}} About
 * @typedef {{tone?: string, say?: string, urgent?: string}} Heard
 * @typedef {{exercise: string, dose: string, sets: number|null, reps: number|null,
 *   hold_s: number|null, done: boolean}} Step
 * @typedef {{minutes: number, steps: Step[]}} Plan
 * @typedef {{day: string, day_text: string, exercise: string, title: string, done: number,
 *   hurt: boolean, faulty: number, judged: number, verdict: string, verdict_text: string}} Row
 * @typedef {{rows: Row[], days: string[], today: string}} History
 * @typedef {{id: string, name: string, exercise: string|null, state: string, bytes: number,
 *   at: number, of: number|null, why: string, notes: string[], written: string[],
 *   result: {done?: string, title?: string, verdict?: string, verdict_text?: string,
 *   video?: boolean, kept?: boolean, guesses?: {exercise: string, title: string, fit: number}[]}}} Clip
 * @typedef {{sets: number|null, reps: number|null, hold_s: number|null}} Dose
 */

export {};
