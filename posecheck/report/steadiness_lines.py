"""What is worth knowing about pace and steadiness that is no fault, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from posecheck.phase_measures import PhasePace
from posecheck.records import Hold, Report
from posecheck.words.speech import Speech

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


def known(report: Report, speech: Speech) -> Iterator[str]:
    """The lines, none where nothing was measured."""
    yield from _evenness(report.paces, speech)
    for hold in report.holds:
        if hold.rep is None:
            yield from _shaking(hold, speech)


def _evenness(paces: tuple[PhasePace, ...], speech: Speech) -> Iterator[str]:
    enough = [pace for pace in paces if pace.count >= FEWEST and pace.spread is not None]
    uneven = [pace for pace in enough if (pace.spread or 0.0) > UNEVEN]
    if uneven:
        phases = ", ".join(_pace(pace, speech) for pace in uneven)
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
    """A word about a hold that shook, which is normal."""
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
