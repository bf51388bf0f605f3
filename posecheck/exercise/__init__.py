"""The engine: poses in, what was counted and judged out. No files, no clock, no globals.

A session follows a person through one exercise. Each counted side has its own signals, zones,
trackers and checks. The rooms, each of which imports only from those before it:

    spec/      what an exercise file says, checked once
    follow/    signals over time: start posture, zones, repetitions, holds, phases
    steady/    how steady each phase was: stops, jerks, shaking, bouncing
    judge/     checks asked; repetitions and half repetitions judged
    personal/  a person's own range: profile, limits, notes

The files beside them put the rooms together: `repetitions` and `holds` (counting), `side` (one
counted side), `session_report`, `session` (the way in), `calibrate` and `recognise`, which run
sessions.
"""
