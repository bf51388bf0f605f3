"""The time that an exercise explains: that of its complete repetitions and its holds."""

from __future__ import annotations

from posecheck.records import Hold, Rep, Report

BRIDGED_S = 5.0
"""A rest of up to this time between two repetitions, or before the first, belongs to the exercise.
Real people rest for up to 4 s between repetitions, and drawing up both knees before the first twist
takes as long."""

FAULTY = 0.9
"""A repetition with faults explains this share of its time, once for each kind of fault. So a good
bridge wins over a bad pelvic tilt."""

Span = tuple[float, float]
"""Start and end, seconds."""


def explained(report: Report, *, start_s: float, end_s: float) -> float:
    """How many seconds between `start_s` and `end_s` an exercise's report explains: at most all.

    A repetition may go on after the last moment in which the person was seen; that time is not
    explained.
    """
    spans = sorted(_worths(report, start_s=start_s, end_s=end_s))
    total_s, reached_s = 0.0, start_s
    for span_start_s, span_end_s, worth in spans:
        gap_s = span_start_s - reached_s
        if 0 < gap_s <= BRIDGED_S:
            total_s += gap_s * worth
        total_s += max(0.0, span_end_s - max(span_start_s, reached_s)) * worth
        reached_s = max(reached_s, span_end_s)
    tail_s = end_s - reached_s
    if spans and tail_s <= BRIDGED_S:
        total_s += tail_s * spans[-1][2]
    return total_s


def groups(report: Report, *, start_s: float, end_s: float) -> list[Span]:
    """The times in which an exercise was done, in order: its repetitions and holds, with the rests
    of up to `BRIDGED_S` between them."""
    found: list[Span] = []
    for one_s, other_s, _ in sorted(_worths(report, start_s=start_s, end_s=end_s)):
        if found and one_s - found[-1][1] <= BRIDGED_S:
            found[-1] = (found[-1][0], max(found[-1][1], other_s))
        else:
            found.append((one_s, other_s))
    return found


def _worths(report: Report, *, start_s: float, end_s: float) -> list[tuple[float, float, float]]:
    """Start, end and worth of every complete repetition and every hold that stands alone, as far as
    they lie between `start_s` and `end_s`.

    The worth is the share of this time that is explained (`FAULTY`).
    """
    done: list[Rep | Hold] = [r for r in report.reps if r.complete]
    done += [h for h in report.holds if h.rep is None]
    inside = [
        (
            max(one.start_s, start_s),
            min(one.end_s, end_s),
            FAULTY ** len({f.check for f in one.findings}),
        )
        for one in done
    ]
    return [span for span in inside if span[1] > span[0]]
