"""The texts of a report that are made from numbers: values and limits, counts, the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from posecheck.dose import DoseDone
from posecheck.exercise.spec.tables import Dose
from posecheck.messages import Note
from posecheck.records import Finding, Hold, Phase, Report, Side
from posecheck.words.speech import Speech

SHOWN_ERROR_S = 0.1
"""A smaller error is not shown: durations are shown to a tenth of a second."""

_SHORT_UNIT = 3
"""The most characters of a unit that is said twice in one line."""

_MOST_MORE_DIGITS = 15
"""The most digits that are added so that a value and its limit look different: numbers of these
sizes have no more."""


def against(finding: Finding, speech: Speech) -> str:
    """A finding's value and its limit. A value below the limit "should be at least" that.

    Empty where the finding has no value; without a limit the value stands alone. Where the exercise
    has something to aim for, that is said, too: "0.6 s (should be at least 0.8 s; take 2 s)".
    """
    unit = finding.unit
    if finding.value is None:
        return ""
    value = speech.with_unit(speech.number(finding.value, unit), unit)
    if finding.limit is None:
        return value
    digits = digits_apart(finding.value, finding.limit, unit, speech)
    value, limit = (
        speech.with_unit(speech.number(number, unit, more_digits=digits), shown_unit)
        for number, shown_unit in (
            (finding.value, unit),
            (finding.limit, unit if len(unit) <= _SHORT_UNIT else ""),
        )
    )
    if finding.aim is not None:
        aim = speech.with_unit(speech.language.shortest(finding.aim), unit)
        return speech.text("should-be-least-aim", value=value, limit=limit, aim=aim)
    key = "should-be-least" if finding.value < finding.limit else "should-be-most"
    return speech.text(key, value=value, limit=limit)


def duration(timed: Sequence[Phase | Hold], speech: Speech, *, more_digits: int = 0) -> str:
    """The time of phases or holds together, seconds: a bound where a part was not seen, and with
    its error where pictures lay far apart.

    >>> duration([Phase("hold", 1.0, 4.2, at_least=True)], Speech())
    '≥ 3.2'
    >>> duration([Phase("lift", 1.0, 2.2, unsure_s=0.44)], Speech())
    '1.2 ± 0.4'
    """
    shown = speech.number(sum(one.duration_s for one in timed), "s", more_digits=more_digits)
    unsure_s = sum(one.unsure_s for one in timed)
    if any(one.at_least for one in timed):
        return f"≥ {shown}"
    return f"{shown} ± {speech.number(unsure_s, 's')}" if unsure_s >= SHOWN_ERROR_S else shown


def usually(note: Note, speech: Speech) -> str:
    """A note's value beside what is usual; empty where one of them is missing.

    >>> usually(Note("short-of-comfort", 0, 1, 151.6, 178.0, "°"), Speech())
    '152° (usually 178°)'
    """
    if note.value is None or note.usual is None:
        return ""
    digits = digits_apart(note.value, note.usual, note.unit, speech)
    value, usual = (
        speech.with_unit(speech.number(v, note.unit, more_digits=digits), note.unit)
        for v in (note.value, note.usual)
    )
    return speech.text("usually", value=value, usual=usual)


def repetition(rep: int | None, side: Side | None, speech: Speech) -> str:
    """The repetition and side that something belongs to; empty for none.

    >>> repetition(2, "left", Speech()), repetition(None, None, Speech())
    ('repetition 2 left', '')
    """
    parts = [speech.text("repetition", number=rep)] if rep is not None else []
    return " ".join([*parts, *([speech.side(side)] if side else [])])


def short(shown: str, unit: str, speech: Speech) -> str:
    """A number's text with its unit, where that is short; else without: its heading says it.

    >>> short("152", "°", Speech()), short("0.12", "trunk lengths", Speech())
    ('152°', '0.12')
    """
    return speech.with_unit(shown, unit) if len(unit) <= _SHORT_UNIT else shown


def headed(name: str, unit: str, speech: Speech) -> str:
    """A name for the heading of numbers, with the unit that `short` leaves out.

    >>> headed("hip", "°", Speech()), headed("reach", "trunk lengths", Speech())
    ('hip', 'reach (trunk lengths)')
    """
    return name if len(unit) <= _SHORT_UNIT else f"{name} ({speech.unit(unit)})"


def digits_apart(value: float, limit: float, unit: str, speech: Speech) -> int:
    """How many more digits than usual it takes that a value does not look like its limit.

    >>> [digits_apart(v, 0.8, "s", Speech()) for v in (0.6, 0.781, 0.7996, 0.8)]
    [0, 1, 3, 0]
    """
    for more in range(_MOST_MORE_DIGITS + 1):
        one, other = (speech.number(n, unit, more_digits=more) for n in (value, limit))
        if one != other:
            return more
    return 0


def faults(findings: Iterable[Finding], speech: Speech) -> str:
    """Each kind of fault and how often it was found, in the order of first appearance."""
    counts = Counter(finding.check for finding in findings)
    return ", ".join(
        speech.text("fault-times", check=check, count=count) for check, count in counts.items()
    )


def summary(report: Report, speech: Speech, *, with_dose: bool = True) -> str:
    """One line: what was done, beside it the dose, and what was wrong with it.

    For a report of a bridge: "2 repetitions, 1 half; sag once".
    """
    done = [_repetitions(report, speech)] if report.count else []
    if report.halves:
        done.append(speech.text("summary-half", count=report.halves))
    done += _holds(report, speech)
    counted = ", ".join(done) or speech.text("summary-nothing")
    if with_dose and (beside := _beside(report, speech)):
        counted = speech.text("summary-dose", done=counted, dose=beside)
    return speech.text("summary", done=counted, faults=_faults(report, speech))


def _beside(report: Report, speech: Speech) -> str:
    """The dose, which a recording need not show; of a live session, how much of it was done."""
    asked = report.dose
    if asked is None or not (asked.sets or asked.reps or asked.hold_s):
        return ""
    if report.live is None or asked.asked is None:
        return speech.text("dose-is", dose=dose(asked, speech))
    if asked.counts == "holds" and asked.hold_s:
        held = {"done": asked.done, "asked": asked.asked}
        return speech.text("dose-held", hold_s=speech.language.shortest(asked.hold_s), **held)
    return speech.text("dose-done", done=asked.done, asked=asked.asked)


def dose(asked: Dose | DoseDone, speech: Speech) -> str:
    """A dose in one short line.

    >>> [dose(d, Speech()) for d in (Dose(sets=3, reps=8, hold_s=4), Dose(hold_s=30), Dose())]
    ['3 x 8, hold 4 s', 'hold 30 s', 'as long as you can']
    """
    parts = []
    if asked.reps:
        key = "dose-sets" if asked.sets else "dose-reps"
        counts = speech.text(key, sets=asked.sets or 1, reps=asked.reps)
        sided = isinstance(asked, DoseDone) and asked.each_side
        parts.append(speech.text("dose-each-side", dose=counts) if sided else counts)
    if asked.hold_s:
        parts.append(speech.text("dose-hold", hold_s=speech.language.shortest(asked.hold_s)))
    if not asked.reps and asked.sets and asked.sets > 1:
        parts.append(speech.text("dose-times", sets=asked.sets))
    return ", ".join(parts) or speech.text("dose-open")


def _repetitions(report: Report, speech: Speech) -> str:
    cadence = report.cadence_per_min
    key = "summary-reps" if cadence is None else "summary-steps"
    text = speech.text(key, count=report.count)
    if report.count_left or report.count_right:
        left, right = report.count_left, report.count_right
        text = speech.text("summary-sides", reps=text, left=left, right=right)
    if cadence is None:
        return text
    return speech.text("summary-cadence", steps=text, cadence=cadence)


def _holds(report: Report, speech: Speech) -> list[str]:
    """The holds that are no part of a repetition."""
    alone = [hold for hold in report.holds if hold.rep is None]
    if not alone:
        return []
    total_s = speech.number(sum(hold.duration_s for hold in alone), "s")
    return [speech.text("summary-holds", count=len(alone), total_s=total_s)]


def _faults(report: Report, speech: Speech) -> str:
    if report.findings:
        return faults(report.findings, speech)
    if not (report.reps or report.holds):
        return speech.text("nothing-judged")
    return speech.text("no-fault-in-judged" if report.not_judged else "no-fault")
