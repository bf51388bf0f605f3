"""Repetitions and holds as tables of texts: for the terminal, and for the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from posecheck.records import Hold, Range, Rep, Verdict
from posecheck.report import formats
from posecheck.words.speech import Speech

MORE_DIGITS: Final = 3
"""The most digits more in a table, where there is little room: below it a fault has more."""

_NUMBERS: Final = frozenset({"number", "phase", "time", "held", "signal"})
"""The columns of numbers: they are aligned to the right."""


@dataclass(frozen=True, slots=True)
class Room:
    """What fits beside each other.

    phases: the most phases; where there are more, the whole time stands instead.
    signals: the most signals.
    crowded: from this many columns of phases and sides on, there is room for one signal only.
    """

    phases: int
    signals: int
    crowded: int


NARROW: Final = Room(phases=4, signals=2, crowded=4)
"""80 columns of a terminal."""

WIDE: Final = Room(phases=5, signals=3, crowded=5)
"""The width of a printed page."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and its heading."""

    key: str
    heading: str

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers, or two of them."""
        return self.key in _NUMBERS


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row. `verdict` None stands for a half repetition; `start_s` is its time."""

    cells: tuple[str, ...]
    verdict: Verdict | None
    start_s: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the last column is the verdict."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def reps(done: Sequence[Rep], speech: Speech, room: Room) -> Grid:
    """The repetitions, each a row: number, side, span, phases, how far, verdict."""
    sided = any(rep.side for rep in done)
    phases = _phase_names(done, room.phases)
    most = 1 if len(phases) + sided >= room.crowded else room.signals
    signals = _signals((rep.ranges for rep in done), most)
    columns = (
        _column("number", speech),
        *([_column("side", speech)] if sided else []),
        _column("span", speech),
        *(Column("phase", speech.text("column-phase", phase=name)) for name in phases),
        *([] if phases else [_column("time", speech)]),
        *(Column("signal", signal_header(low, speech)) for low in signals),
        _column("verdict", speech),
    )
    digits = _digits(done, speech)
    rows = [
        Row(
            (
                str(rep.number),
                *([speech.side(rep.side)] if sided else []),
                speech.span(start_s=rep.start_s, end_s=rep.end_s),
                *_durations(rep, phases, speech, digits),
                *_ranges(rep.ranges, signals, speech, digits),
                _verdict(rep.verdict, speech) if rep.complete else speech.text("verdict-half"),
            ),
            rep.verdict if rep.complete else None,
            rep.start_s,
        )
        for rep in done
    ]
    return Grid(columns, tuple(rows))


def holds(done: Sequence[Hold], speech: Speech, room: Room) -> Grid:
    """The holds, each a row: number, side, span, how long, how far, why it ended, verdict."""
    sided = any(hold.side for hold in done)
    signals = _signals((hold.ranges for hold in done), room.signals)
    columns = (
        _column("number", speech),
        *([_column("side", speech)] if sided else []),
        _column("span", speech),
        _column("held", speech),
        *(Column("signal", signal_header(low, speech)) for low in signals),
        _column("ended", speech),
        _column("verdict", speech),
    )
    digits = _digits(done, speech)
    rows = [
        Row(
            (
                str(hold.number),
                *([speech.side(hold.side)] if sided else []),
                speech.span(start_s=hold.start_s, end_s=hold.end_s),
                formats.duration([hold], speech, more_digits=digits.get("s", 0)),
                *_ranges(hold.ranges, signals, speech, digits),
                speech.text(f"ended-{hold.ended.value}"),
                _verdict(hold.verdict, speech),
            ),
            hold.verdict,
            hold.start_s,
        )
        for hold in done
    ]
    return Grid(columns, tuple(rows))


def signal_header(extent: Range, speech: Speech) -> str:
    """A signal as the heading of a column: "hip (°)" for `hip_deg`."""
    if not extent.unit:
        return speech.name(extent.signal)
    unit = speech.unit(extent.unit)
    return speech.text("column-signal", signal=extent.signal, unit=unit)


def _column(key: str, speech: Speech) -> Column:
    return Column(key, speech.text(f"column-{key}"))


def _verdict(answer: Verdict, speech: Speech) -> str:
    return speech.text(f"verdict-{answer.value}")


def _phase_names(done: Sequence[Rep], most: int) -> list[str]:
    """Each phase once, in the order of a complete repetition; none where they would not fit.

    A half repetition may lack a phase in the middle, so those come last.
    """
    complete_first = sorted(done, key=lambda rep: not rep.complete)
    names = list(dict.fromkeys(phase.name for rep in complete_first for phase in rep.phases))
    return names if len(names) <= most else []


def _digits(done: Sequence[Rep] | Sequence[Hold], speech: Speech) -> dict[str, int]:
    """By unit, how many more digits than usual it takes that no fault looks like its limit, or like
    what is none beside it in its column."""
    digits: dict[str, int] = {}
    for each in done:
        for f in (*each.findings, *each.close):
            if f.value is not None and f.limit is not None:
                more = min(formats.digits_apart(f.value, f.limit, f.unit, speech), MORE_DIGITS)
                digits[f.unit] = max(digits.get(f.unit, 0), more)
    return digits


def _durations(
    rep: Rep, phases: Sequence[str], speech: Speech, digits: Mapping[str, int]
) -> list[str]:
    """The time in all phases of each name; the repetition's time where no phases are shown."""
    more_digits = digits.get("s", 0)
    if not phases:
        return [speech.number(rep.end_s - rep.start_s, "s", more_digits=more_digits)]
    named = [[p for p in rep.phases if p.name == name] for name in phases]
    return [formats.duration(p, speech, more_digits=more_digits) if p else "-" for p in named]


def _signals(ranges: Iterable[tuple[Range, ...]], most: int) -> list[Range]:
    """The first range of each signal, the first few signals; the rest is in the JSON."""
    first: dict[str, Range] = {}
    for each in ranges:
        for one in each:
            first.setdefault(one.signal, one)
    return list(first.values())[:most]


def _ranges(
    ranges: Iterable[Range],
    signals: Sequence[Range],
    speech: Speech,
    digits: Mapping[str, int],
) -> list[str]:
    mine = {one.signal: one for one in ranges}
    return [_range(mine.get(signal.signal), speech, digits) for signal in signals]


def _range(one: Range | None, speech: Speech, digits: Mapping[str, int]) -> str:
    if one is None:
        return "-"
    more = digits.get(one.unit, 0)
    return between(one.low, one.high, one.unit, speech, more_digits=more)


def between(low: float, high: float, unit: str, speech: Speech, *, more_digits: int = 0) -> str:
    """Two numbers, without their unit.

    >>> between(-3.0, 6.2, "°", Speech()), between(128.4, 174.0, "°", Speech())
    ('-3 to 6', '128-174')
    """
    ends = [speech.number(v, unit, more_digits=more_digits) for v in (low, high)]
    return speech.text(
        "range-signed" if "-" in "".join(ends) else "range", low=ends[0], high=ends[1]
    )
