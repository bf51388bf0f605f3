"""What there is to know about pace and steadiness that is no fault, as lines of words."""

from __future__ import annotations

from collections.abc import Iterator

from posecheck.phase_measures import PhasePace, Steadiness
from posecheck.records import Report
from posecheck.report import formats

UNEVEN = 0.25
"""Spread from which on the pace is called uneven: calm repetitions of the samples and of real
people have 0.02-0.15."""

FEWEST = 3
"""Repetitions below which a spread says little."""

TIRING = 1.5
"""Shaking in the last third of a hold against the first from which on it is said."""

SHOWS_DEG = 0.15
"""Degrees of shaking that are worth a word: a plank drawn with 1.4° at the hips reads 0.2°, as
MediaPipe's smoothing leaves a fifth in a hold (docs/steadiness.md);
still planks read under 0.1°."""


def known(report: Report) -> Iterator[str]:
    """The lines, none where nothing was measured."""
    yield from _steadiness(report.paces)
    for hold in report.holds:
        line = _shaking(hold.steadiness)
        if line is not None and hold.rep is None:
            yield f"hold {hold.number}: {line}"


def _steadiness(paces: tuple[PhasePace, ...]) -> Iterator[str]:
    enough = [pace for pace in paces if pace.count >= FEWEST and pace.spread is not None]
    uneven = [pace for pace in enough if (pace.spread or 0.0) > UNEVEN]
    if uneven:
        yield f"the pace changed from repetition to repetition: {', '.join(map(_pace, uneven))}"
    elif enough:
        yield "the pace was steady from repetition to repetition"


def _pace(pace: PhasePace) -> str:
    side = f" {pace.side}" if pace.side else ""
    spread = f"{formats.number(pace.shortest_s, 's')}-{formats.number(pace.longest_s, 's')} s"
    return f"{formats.readable(pace.phase)}{side} {spread}"


def _shaking(steadiness: Steadiness | None) -> str | None:
    """A word about a hold that shook, which is normal."""
    if steadiness is None or steadiness.shaking is None or steadiness.unit != "°":
        return None
    if steadiness.shaking < SHOWS_DEG:
        return None
    size, hz = f"{steadiness.shaking:.1f}°", f"{steadiness.shaking_hz or 0:.0f}"
    text = f"you shook a little ({size} at {hz} a second)"
    if steadiness.tiring is not None and steadiness.tiring > TIRING:
        return f"{text}, {steadiness.tiring:.1f} times as much towards the end: you were tiring"
    return f"{text}, which is normal"
