"""How a dose grows, and when it goes back: one pure function of what was done before.

| what happened | what the rule does |
|---|---|
| nothing yet | begins at the lowest level |
| two days that went well at a level, and three days since it was reached | the next level |
| a day that did not go well | the level stays |
| two such days, one after the other | one level back |
| it hurt | half of the levels back |
| a week without | the level stays, and good days are counted anew |
| two weeks or more without | two levels back for each week after the first |
| eight weeks or more without | begins again at the lowest level |
| today it is sore / bad | half of the level / the lowest one, for today only |

"A few first, more every few days; stop when it hurts; regularly, not once" is what the source says
("Top 10 Exercises for Upper and Lower Back Muscle Spasms", tips). It gives no numbers: those here
are our own choice, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, Literal, NamedTuple

from posecheck.exercise.spec.plan_words import Feeling
from posecheck.exercise.spec.tables import Dose
from posecheck.messages import Message
from posecheck.plan.levels import amount
from posecheck.plan.past import Past

EVERY_DAYS: Final = 3
"""A level lasts for at least this long. The source says "every few days", and three are a few."""

GOOD_DAYS: Final = 2
"""So many days have to go well at a level. One good day may be luck."""

BAD_DAYS: Final = 2
"""After so many days in a row that did not go well, the level was too high."""

FAULTY_SHARE: Final = 0.25
"""A day goes well with a fault in at most a quarter of the repetitions. With more, form comes
before numbers: the source has people look at their form first when something is wrong. Our own
choice."""

WEEK_DAYS: Final = 7
"""A gap shorter than a week is no break: the sources ask for regular work, not for every day."""

BACK_PER_WEEK: Final = 2
"""Levels back for each week of a break after the first. A level takes three days or more, so this
is about what was gained in a week."""

ANEW_WEEKS: Final = 8
"""After a break as long as this everybody begins again. Most goals are reached in eight weeks."""

WINDOW_DAYS: Final = 365
"""The rule looks back so far. Of somebody who has gone on for longer, the dose that was asked for
then says at which level they were, so that ten years cost no more than one."""

SETTLED_DAYS: Final = 14
"""The highest dose of the first two weeks counts for that: a sore day asks for less."""

LOOK_BACK_DAYS: Final = WINDOW_DAYS + ANEW_WEEKS * WEEK_DAYS
"""How much of the past the rule needs: whoever did nothing in the eight weeks before it begins
again."""

Day = Literal["good", "faults", "short", "hurt", "unknown"]
"""How a day went. `short`: less was done than was asked for. `unknown`: nothing was judged, or less
was asked for than the level."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The dose of a day, its level (from 0) among `levels`, and the reasons for it, in order."""

    dose: Dose
    level: int
    levels: int
    reasons: tuple[Message, ...]


class _State(NamedTuple):
    """What is known after a day.

    since: the day on which good days began to be counted at this level.
    good: good days at this level. bad: days in a row that did not go well.
    last: the last day with a session.
    trouble: what the next day is to be told, while nothing good has come after it.
    """

    level: int = 0
    since: date | None = None
    good: int = 0
    bad: int = 0
    last: date | None = None
    trouble: Message | None = None


def growth(
    past: Iterable[Past], levels: Sequence[Dose], today: date, feels: Feeling = "good"
) -> Growth:
    """Today's dose of one exercise, from all its sessions before today.

    past: sessions of this exercise, in any order; those of today and later do not count, and those
        of more than `LOOK_BACK_DAYS` ago need not be there.
    levels: its doses, as `levels.levels` gives them.
    """
    before = sorted((each for each in past if each.day < today), key=lambda each: each.day)
    inside = [each for each in before if (today - each.day).days <= WINDOW_DAYS]
    state = _State() if len(inside) == len(before) else _going_on(inside, levels)
    for day, sessions in groupby(inside, key=lambda each: each.day):
        state, _ = _begun(state, levels, day)
        state = _after(state, day, _went(list(sessions), levels[state.level]))
    state, reasons = _begun(state, levels, today)
    level, eased = _eased(state.level, feels)
    return Growth(levels[level], level, len(levels), (*reasons, *eased))


def _going_on(past: Sequence[Past], levels: Sequence[Dose]) -> _State:
    """The state at the first of these sessions, for somebody who did the exercise before them."""
    if not past:
        return _State()
    first = past[0].day
    asked = [amount(e.asked) for e in past if (e.day - first).days <= SETTLED_DAYS]
    level = sum(amount(dose) <= max(asked) for dose in levels) - 1
    return _State(level=max(0, level), since=first, last=first)


def _begun(state: _State, levels: Sequence[Dose], day: date) -> tuple[_State, tuple[Message, ...]]:
    """The state at the beginning of a day: after a break, or with the next level; and why."""
    if state.last is None or state.since is None:
        return state._replace(since=day), (Message("why-begin"),)
    weeks = (day - state.last).days // WEEK_DAYS
    if weeks >= 1:
        return _after_break(state, day, weeks)
    if state.trouble is not None:
        return state, (state.trouble,)
    if state.level == len(levels) - 1:
        return state, (Message("why-goal"),)
    days = (day - state.since).days
    if state.good >= GOOD_DAYS and days >= EVERY_DAYS:
        grown = state._replace(level=state.level + 1, since=day, good=0, bad=0)
        return grown, (Message("why-more", {"good": state.good, "days": days}),)
    return state, (_why_same(state, days),)


def _why_same(state: _State, days: int) -> Message:
    if state.good < GOOD_DAYS:
        return Message("why-good-days", {"missing": GOOD_DAYS - state.good})
    return Message("why-wait", {"days": EVERY_DAYS - days})


def _after_break(state: _State, day: date, weeks: int) -> tuple[_State, tuple[Message, ...]]:
    if weeks >= ANEW_WEEKS:
        level, reason = 0, Message("why-break-anew", {"weeks": weeks})
    else:
        level = max(0, state.level - BACK_PER_WEEK * (weeks - 1))
        back = state.level - level
        key = "why-break-back" if back else "why-break-same"
        reason = Message(key, {"weeks": weeks, "back": back})
    return state._replace(level=level, since=day, good=0, bad=0, trouble=None), (reason,)


def _went(sessions: Sequence[Past], dose: Dose) -> Day:
    """How a day went, against the dose of its level. Pain outweighs all; then the best counts."""
    if any(each.hurt for each in sessions):
        return "hurt"
    found = {_session_went(each, dose) for each in sessions}
    kinds: tuple[Day, ...] = ("good", "faults", "short")
    return next((kind for kind in kinds if kind in found), "unknown")


def _session_went(past: Past, dose: Dose) -> Day:
    if not past.judged:
        return "unknown"
    if past.faulty > FAULTY_SHARE * past.judged:
        return "faults"
    if past.covers(dose):
        return "good"
    # A recording need not show the whole dose, and on a sore day less than the level is asked for.
    asked_less = past.covers(past.asked)
    return "unknown" if past.kind == "recording" or asked_less else "short"


def _after(state: _State, day: date, went: Day) -> _State:
    """The state after a day that went so."""
    state = state._replace(last=day)
    anew = state._replace(since=day, good=0, bad=0)
    if went == "hurt":
        return anew._replace(level=state.level // 2, trouble=Message("why-hurt"))
    if went == "good":
        return state._replace(good=state.good + 1, bad=0, trouble=None)
    if went == "unknown":
        return state
    if state.bad + 1 < BAD_DAYS:
        key = "why-faults" if went == "faults" else "why-short"
        return state._replace(bad=state.bad + 1, trouble=state.trouble or Message(key))
    key = "why-back-faults" if went == "faults" else "why-back-short"
    return anew._replace(level=max(0, state.level - 1), trouble=Message(key))


def _eased(level: int, feels: Feeling) -> tuple[int, tuple[Message, ...]]:
    """The level for somebody who feels so today."""
    if feels == "bad":
        return 0, (Message("why-bad-today"),)
    if feels == "sore":
        return level // 2, (Message("why-sore-today"),)
    return level, ()
