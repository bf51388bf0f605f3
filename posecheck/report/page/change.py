"""Differences in words: between sides, or between reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecheck.report import formats, measures
from posecheck.report.grids import MORE_DIGITS
from posecheck.report.measures import Difference, Measure, What
from posecheck.words.speech import Speech


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What is compared, its mean in each, and the last less the first.

    kind: "more" or "less" for a difference, "noise" where the measurement may have made it,
    "unknown" where that cannot be said.
    """

    what: str
    means: tuple[str, ...]
    change: str
    told: str
    kind: str


def rows(every: Sequence[Mapping[What, Measure]], speech: Speech) -> list[ChangeRow]:
    """A row for each thing that all of them have: the last against the first."""
    return [_row(what, every, speech) for what in measures.in_all(every)]


def _row(what: What, every: Sequence[Mapping[What, Measure]], speech: Speech) -> ChangeRow:
    found = [each[what] for each in every]
    answer = measures.difference(what, found[0], found[-1])
    digits = _digits(answer, what.unit, speech)
    return ChangeRow(
        formats.headed(named(what, speech), what.unit, speech),
        tuple(_mean(one, what.unit, speech) for one in found),
        _signed(answer.change, what.unit, speech, digits),
        _told(answer, what.unit, speech, digits),
        _kind(answer),
    )


def named(what: What, speech: Speech) -> str:
    """What is measured, in words: "hip, highest", "hold", "lift"."""
    if what.kind == "repetition":
        return speech.text("measure-repetition")
    if what.kind == "phase":
        return speech.text("measure-phase", phase=what.name)
    if what.kind == "hold":
        return speech.text("measure-hold", zone=what.name)
    return speech.text(f"measure-{what.kind}", signal=what.name)


def _mean(measure: Measure, unit: str, speech: Speech) -> str:
    return formats.short(speech.number(measure.mean, unit), unit, speech)


def _digits(answer: Difference, unit: str, speech: Speech) -> int:
    """How many more digits it takes that a difference does not look like the smallest real one."""
    if answer.least is None:
        return 0
    return min(formats.digits_apart(abs(answer.change), answer.least, unit, speech), MORE_DIGITS)


def _signed(value: float, unit: str, speech: Speech, more_digits: int) -> str:
    number = speech.number(abs(value), unit, more_digits=more_digits)
    zero = speech.number(0.0, unit, more_digits=more_digits)
    sign = "" if number == zero else "+" if value > 0 else "−"
    return sign + formats.short(number, unit, speech)


def _told(answer: Difference, unit: str, speech: Speech, more_digits: int) -> str:
    if answer.least is None:
        return speech.text("change-unknown")
    number = speech.number(answer.least, unit, more_digits=more_digits)
    least = formats.short(number, unit, speech)
    if answer.is_noise:
        return speech.text("change-noise", least=least)
    return speech.text("change-real", least=least)


def _kind(answer: Difference) -> str:
    if answer.is_noise is None:
        return "unknown"
    if answer.is_noise:
        return "noise"
    return "more" if answer.change > 0 else "less"
