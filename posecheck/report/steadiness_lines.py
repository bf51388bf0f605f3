"""Lines about pace and steadiness that are worth knowing and are no fault."""

from __future__ import annotations

from collections.abc import Iterator

from posecheck.phase_measures import PhasePace
from posecheck.records import Hold, Report
from posecheck.words.speech import Speech

CHANGED = 0.25
"""A phase whose durations spread by more than this changed its pace. Calm repetitions, of samples
and of real people, have 0.02-0.15."""

FEWEST = 3
"""The fewest repetitions whose spread says something."""

TIRING = 1.5
"""A hold was tiring when it shook more than this many times as much in its last third as in its
first."""

SHOWS_DEG = 0.15
"""The least shaking that is worth a line, degrees. A plank drawn with 1.4° at the hips reads 0.2°:
MediaPipe's smoothing leaves a fifth of it in a hold (docs/steadiness.md). Still planks read under
0.1°."""


def known(report: Report, speech: Speech) -> Iterator[str]:
    """The lines; none where nothing was measured."""
    yield from _paces(report.paces, speech)
    for hold in report.holds:
        if hold.rep is None:
            yield from _shaking(hold, speech)


def _paces(paces: tuple[PhasePace, ...], speech: Speech) -> Iterator[str]:
    enough = [pace for pace in paces if pace.count >= FEWEST and pace.spread is not None]
    changed = [pace for pace in enough if (pace.spread or 0.0) > CHANGED]
    if changed:
        phases = ", ".join(_pace(pace, speech) for pace in changed)
        yield speech.text("pace-changed", phases=phases)
    elif enough:
        yield speech.text("pace-steady")


def _pace(pace: PhasePace, speech: Speech) -> str:
    name = " ".join(filter(None, [speech.name(pace.phase), speech.side(pace.side)]))
    shortest_s, longest_s = (speech.number(s, "s") for s in (pace.shortest_s, pace.longest_s))
    return speech.language.text(
        "pace-phase", phase=name, shortest_s=shortest_s, longest_s=longest_s
    )


def _shaking(hold: Hold, speech: Speech) -> Iterator[str]:
    """A line about a hold that shook, which is normal."""
    measured = hold.steadiness
    if measured is None or measured.shaking is None or measured.unit != "°":
        return
    if measured.shaking < SHOWS_DEG:
        return
    size = speech.with_unit(speech.number(measured.shaking, "°", more_digits=1), "°")
    values = {"number": hold.number, "size": size, "hz": measured.shaking_hz or 0.0}
    if measured.tiring is not None and measured.tiring > TIRING:
        yield speech.text("hold-tired", **values, times=speech.language.number(measured.tiring, 1))
    else:
        yield speech.text("hold-shook", **values)
