"""The end of a session in a few kind words: what was done, the best of it, one thing to work on.

It decides what is said; `words` makes sentences of it. It never alarms: nothing is said of what was
worse than last time, but for the one thing to work on. Less range is no fault.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from posecheck.messages import Message, Value
from posecheck.phase_measures import Number
from posecheck.plan.growth import Growth
from posecheck.plan.past import Past, hurt
from posecheck.records import Report, fault_message

SAME: Final = {"°": 10.0, "trunk lengths": 0.1}
"""Ranges of two days that differ by no more are the same. The model's error is up to 6°, and a
camera that stands elsewhere adds up to 8° (a bridge's hip angle, 30° off the view): together 10°. A
tenth of a trunk length is what ten degrees are on a limb of half a trunk length."""

SAME_PACE: Final = 0.3
"""Paces that differ by no more, as a share, are the same: repetitions of one session whose
durations differ by that are not regular (`PhasePace`)."""

STEADY: Final = 0.99
"""From this share on, all judged repetitions were steady."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What to say at the end; None where there is nothing to say.

    done: what was done of the dose. best: what was best. work_on: the one thing to work on.
    pace, range: against last time. following: what comes next time.
    """

    done: Message
    best: Message
    work_on: Message | None
    pace: Message | None
    range: Message | None
    following: Message | None

    @property
    def messages(self) -> tuple[Message, ...]:
        """All of them, in the order in which they are said."""
        every = (self.done, self.best, self.work_on, self.pace, self.range, self.following)
        return tuple(message for message in every if message is not None)


def summary(
    report: Report, now: Past, before: Past | None = None, following: Growth | None = None
) -> Summary:
    """The summary of a finished session.

    now: the same session in numbers (`past.of_report`). before: the session of this exercise before
    it, None where there was none. following: the next dose, as `growth` gives it with this session
    among the past ones.
    """
    if hurt(report):
        return Summary(
            _done(report), Message("best-stopped"), None, None, None, Message("next-hurt")
        )
    return Summary(
        done=_done(report),
        best=_best(report, now, before),
        work_on=_work_on(report),
        pace=_pace(now.pace_s, before.pace_s if before else None),
        range=_range(now, before),
        following=_following(following),
    )


def _done(report: Report) -> Message:
    """How much of the dose was done."""
    dose = report.dose
    if dose is None or not (report.reps or report.holds):
        return Message("done-nothing")
    counts = "holds" if dose.counts == "holds" else "reps"
    values: dict[str, Value] = {"counts": counts, "done": dose.done}
    if dose.asked is None:
        return Message("done-open", values)
    if dose.is_done:
        return Message("done-all", values)
    return Message("done-part", values | {"asked": dose.asked})


def _best(report: Report, now: Past, before: Past | None) -> Message:
    """What deserves praise most. There is always something: whoever began has begun."""
    done = bool(report.dose and report.dose.done)
    if done and now.judged and not now.faulty and not report.findings:
        return Message("best-no-fault")
    if before is not None and _share(now) is not None and _share(before) is not None:
        fewer = (_share(before) or 0.0) - (_share(now) or 0.0)
        if fewer > 0:
            return Message("best-fewer-faults")
    if before is not None and now.hold_s and before.hold_s and now.hold_s >= before.hold_s + 1:
        return Message("best-longer-hold", {"seconds": round(now.hold_s - before.hold_s)})
    if before is not None and now.done > before.done:
        return Message("best-more", {"more": now.done - before.done})
    if now.judged and now.steady is not None and now.steady >= STEADY:
        return Message("best-steady")
    if report.dose is not None and done and report.dose.is_done:
        return Message("best-all-done")
    return Message("best-came" if done else "best-tried")


def _share(past: Past) -> Number:
    """The share of faulty repetitions; None where none was judged."""
    return past.faulty / past.judged if past.judged else None


def _work_on(report: Report) -> Message | None:
    """The fault that came most often; of several, the first one."""
    if not report.findings:
        return None
    counts = Counter((finding.check, finding.zone) for finding in report.findings)
    (most, _), *_ = counts.most_common(1)
    first = next(f for f in report.findings if (f.check, f.zone) == most)
    return fault_message(first)


def _pace(now_s: Number, before_s: Number) -> Message | None:
    """The pace against last time. Calmer is praised, quicker is only told."""
    if not now_s or not before_s:
        return None
    if now_s > before_s * (1 + SAME_PACE):
        return Message("pace-calmer", {"now_s": now_s, "before_s": before_s})
    if now_s < before_s / (1 + SAME_PACE):
        return Message("pace-quicker", {"now_s": now_s, "before_s": before_s})
    return Message("pace-same")


def _range(now: Past, before: Past | None) -> Message | None:
    if now.range is None or before is None or before.range is None or now.unit != before.unit:
        return None
    difference = now.range - before.range
    if abs(difference) <= SAME.get(now.unit, 0.0):
        return Message("range-same")
    return Message("range-farther" if difference > 0 else "range-less")


def _following(growth: Growth | None) -> Message | None:
    """The next dose, in words: more than today, less, or the same."""
    if growth is None:
        return None
    dose, sets = growth.dose, growth.dose.sets or 1
    if dose.hold_s is None:
        reps = 0 if dose.reps is None else dose.reps
        return Message("next-reps", {"sets": sets, "reps": reps}) if reps else Message("next-open")
    if dose.reps is None or dose.reps == 1:
        return Message("next-hold", {"count": sets, "hold_s": dose.hold_s})
    return Message("next-held", {"sets": sets, "reps": dose.reps, "hold_s": dose.hold_s})
