"""The tables of the history, version by version.

The file's `user_version` says how many of these it has had. A new version is a new entry at the
end; an entry that was released never changes. Times are milliseconds since the first picture, as
whole numbers: ten years of them take half the room of floating-point seconds.
"""

from __future__ import annotations

from typing import Final

MARK: Final = 0x706F7365
"""The file's `application_id`, "pose" in letters: it tells a history from other SQLite files."""

_SESSIONS: Final = """
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    profile TEXT NOT NULL,
    key TEXT NOT NULL,               -- one and the same for a recording that is analysed again
    day TEXT NOT NULL,               -- YYYY-MM-DD, where the person was
    exercise TEXT NOT NULL,
    kind TEXT NOT NULL,              -- live, recording
    verdict TEXT NOT NULL,
    partial INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    asked_sets INTEGER, asked_reps INTEGER, asked_hold_ms INTEGER,
    done INTEGER NOT NULL,           -- as plan.past.Past
    judged INTEGER NOT NULL,
    faulty INTEGER NOT NULL,
    hurt INTEGER NOT NULL,
    range REAL, unit TEXT NOT NULL,
    pace_ms INTEGER,
    hold_ms INTEGER,
    cadence_per_min REAL,
    steady REAL,
    posecheck TEXT NOT NULL,
    UNIQUE (profile, key)
);
CREATE INDEX session_day ON session (profile, day);
-- Holds all that a plan asks for, so that it need not read the sessions themselves.
CREATE INDEX session_plan ON session (
    profile, exercise, day, kind, asked_sets, asked_reps, asked_hold_ms, done, hold_ms, judged,
    faulty, hurt
);

CREATE TABLE repetition (
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    number INTEGER NOT NULL,
    side TEXT,
    start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    range REAL,                      -- in the unit of the session
    PRIMARY KEY (session, number)
) WITHOUT ROWID;

CREATE TABLE hold (
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    number INTEGER NOT NULL,
    side TEXT,
    start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
    ended TEXT NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (session, number)
) WITHOUT ROWID;

CREATE TABLE finding (
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    number INTEGER NOT NULL,
    fault TEXT NOT NULL,             -- the id of the check
    side TEXT,
    rep INTEGER,
    start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
    value REAL, "limit" REAL, unit TEXT NOT NULL,
    PRIMARY KEY (session, number)
) WITHOUT ROWID;

CREATE TABLE pain (
    session INTEGER PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    at_ms INTEGER                    -- NULL where only the day is known
);
"""

_PLAN_STEPS: Final = """
CREATE TABLE plan_step (
    profile TEXT NOT NULL,
    day TEXT NOT NULL,
    exercise TEXT NOT NULL,
    number INTEGER NOT NULL,         -- its place in the plan
    level INTEGER NOT NULL,
    sets INTEGER, reps INTEGER, hold_ms INTEGER,
    feels TEXT NOT NULL,
    reason TEXT NOT NULL,            -- the key of the first reason
    PRIMARY KEY (profile, day, exercise)
) WITHOUT ROWID;
"""

MIGRATIONS: Final[tuple[str, ...]] = (_SESSIONS, _PLAN_STEPS)
"""Each is run once, in one transaction with the new `user_version`."""
