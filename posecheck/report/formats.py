"""How times, amounts and counts are written, the same in every report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from posecheck.phase_measures import Number
from posecheck.records import Finding, Note, Report, Side

_ATTACHED = ("°", "°/s")
"""Units that are written right behind their number."""

_DIGITS = {"°": 0, "°/s": 0, "s": 1, "steps/min": 0}
"""Digits behind the point that a unit deserves; 2 for the others."""

_SHORT_UNIT = 3
"""Characters: a longer unit is not said twice in one line."""

_MOST_MORE_DIGITS = 3


def clock(t_s: float) -> str:
    """Minutes and seconds on the media clock, to a tenth.

    >>> clock(7.24), clock(59.96), clock(3725.0)
    ('0:07.2', '1:00.0', '62:05.0')
    """
    tenths = round(t_s * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def span(*, start_s: float, end_s: float) -> str:
    """From when to when.

    >>> span(start_s=1.0, end_s=4.5)
    '0:01.0-0:04.5'
    """
    return f"{clock(start_s)}-{clock(end_s)}"


def number(value: Number, unit: str, *, more_digits: int = 0) -> str:
    """A bare number as exact as its unit deserves; "?" where it is missing.

    >>> number(151.6, "°"), number(3.04, "s"), number(0.123, ""), number(None, "°")
    ('152', '3.0', '0.12', '?')
    """
    if value is None:
        return "?"
    text = f"{value:.{_DIGITS.get(unit, 2) + more_digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def with_unit(shown: str, unit: str) -> str:
    """A number's text with its unit.

    >>> with_unit("152", "°"), with_unit("3.0", "s"), with_unit("0.50", "")
    ('152°', '3.0 s', '0.50')
    """
    gap = "" if unit in _ATTACHED or not unit else " "
    return f"{shown}{gap}{unit}"


def against(finding: Finding) -> str:
    """Value against limit; which way the limit points follows from the fault itself.

    Empty where the finding has no value; without a limit the value stands alone. Where there is
    something to aim for, that is said instead of the limit: "in 0.6 s, take 2 s".
    """
    if finding.value is None:
        return ""
    if finding.limit is None:
        return with_unit(number(finding.value, finding.unit), finding.unit)
    if finding.aim is not None:
        value = with_unit(number(finding.value, finding.unit), finding.unit)
        return f"in {value}, take {with_unit(f'{finding.aim:g}', finding.unit)}"
    value, limit = _told_apart(finding.value, finding.limit, finding.unit)
    word = "at least" if finding.value < finding.limit else "at most"
    limit_unit = finding.unit if len(finding.unit) <= _SHORT_UNIT else ""
    return f"{with_unit(value, finding.unit)} (should be {word} {with_unit(limit, limit_unit)})"


def usually(note: Note) -> str:
    """A note's value against what is usual.

    >>> usually(Note("short-of-comfort", "", 0, 1, 151.6, 178.0, "°"))
    '152° (usually 178°)'
    """
    if note.value is None or note.usual is None:
        return ""
    value, usual = (with_unit(number(v, note.unit), note.unit) for v in (note.value, note.usual))
    return f"{value} (usually {usual})"


def place(rep: int | None, side: Side | None) -> str:
    """Where something belongs.

    >>> place(2, "left"), place(None, None)
    ('repetition 2 left', '')
    """
    parts = [f"repetition {rep}"] if rep is not None else []
    return " ".join([*parts, *([side] if side else [])])


def _told_apart(value: float, limit: float, unit: str) -> tuple[str, str]:
    """Both with so many digits that a near miss does not read "0.8, should be 0.8"."""
    for more_digits in range(_MOST_MORE_DIGITS + 1):
        shown = tuple(number(n, unit, more_digits=more_digits) for n in (value, limit))
        if shown[0] != shown[1]:
            break
    return shown[0], shown[1]


def readable(name: str) -> str:
    """A key of an exercise file as words.

    >>> readable("half_range"), readable("too-fast")
    ('half range', 'too fast')
    """
    return name.replace("_", " ").replace("-", " ")


def signal(name: str) -> str:
    """A signal's name without the unit in which it ends.

    >>> signal("trunk_lift_deg"), signal("offset")
    ('trunk lift', 'offset')
    """
    return readable(name.rpartition("_")[0] or name)


def plural(count: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "hold"), plural(2, "hold")
    ('1 hold', '2 holds')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def times(count: int) -> str:
    """How often.

    >>> times(1), times(2), times(5)
    ('once', 'twice', '5 times')
    """
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def faults(findings: Iterable[Finding]) -> str:
    """Each kind of fault and how often, in the order of first appearance."""
    counts = Counter(finding.check for finding in findings)
    return ", ".join(f"{readable(check)} {times(n)}" for check, n in counts.items())


def summary(report: Report) -> str:
    """One line: what was done, and what was wrong with it.

    For a report of a bridge: "2 repetitions, 1 half; sag once".
    """
    done = [_repetitions(report)] if report.count else []
    if report.halves:
        done.append(f"{report.halves} half")
    done += _holds(report)
    return f"{', '.join(done) or 'nothing counted'}; {_faults(report)}"


def _repetitions(report: Report) -> str:
    pace = report.cadence_per_min
    text = plural(report.count, "repetition" if pace is None else "step")
    if report.count_left or report.count_right:
        text += f" ({report.count_left} left, {report.count_right} right)"
    return text if pace is None else f"{text}, {pace:.0f} a minute"


def _holds(report: Report) -> list[str]:
    """Holds that stand for themselves: those inside repetitions belong to these."""
    alone = [hold for hold in report.holds if hold.rep is None]
    if not alone:
        return []
    total_s = sum(hold.duration_s for hold in alone)
    return [f"{plural(len(alone), 'hold')}, {total_s:.1f} s in all"]


def _faults(report: Report) -> str:
    if report.findings:
        return faults(report.findings)
    if not (report.reps or report.holds):
        return "nothing judged"
    return "no fault in what could be judged" if report.not_judged else "no fault"
