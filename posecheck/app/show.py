"""`posecheck show`: everything about one exercise, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from posecheck.app.exercises import dose
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Limit
from posecheck.report import formats
from posecheck.report.table import NOTICE

_LIMIT_WORDS = {
    "min": "at least {}",
    "at_least": "reaches at least {}",
    "max": "at most {}",
    "at_most": "comes down to {}",
    "drop": "sinks by at most {}",
    "at_least_s": "lasts at least {} s",
    "at_most_s": "lasts at most {} s",
    "for_s": "lapses under {} s are let be",
    "within": "keeps within {} of its middle",
    "worse": "worse is {}",
    "at_most_per_s": "changes by at most {} a second",
    "at_least_per_min": "at least {} steps a minute",
    "at_most_per_min": "at most {} steps a minute",
    "within_s": "broken and taken up again within {} s",
    "reach": "reaches {}",
    "stop_s": "stands still on a way for at most {} s",
    "suddenness": "peak speed at most {} times the usual",
    "shaking_deg": "shakes by at most {}° (more where it is quick)",
    "swing_deg": "no quick swings of {}° at the end of a way",
}
"""Parameters of the checks as words; a parameter without an entry is shown as it is."""


def sheet(exercise: Exercise) -> RenderableType:
    """Title, camera, how, dose, what is judged with which limits and why, cautions."""
    head = Text.assemble((exercise.title, "bold"), f" ({exercise.id})\n{exercise.source}")
    sections: dict[str, list[RenderableType]] = {
        "Camera": [Text(exercise.camera)],
        "How": [Text(f"{i}. {step}") for i, step in enumerate(exercise.how, 1)],
        "How much": [Text(_dose(exercise))],
        "What is counted": [Text(line) for line in _counted(exercise)],
        "What is judged": [_judged(exercise, limit) for limit in exercise.limits()],
        "What this view cannot show": [
            Text(f"{formats.readable(what)}: {why}")
            for told in (exercise.not_judged, _alike(exercise))
            for what, why in told.items()
        ],
        "Take care": [Text(line) for line in exercise.cautions],
    }
    parts = [_section(name, lines) for name, lines in sections.items() if lines]
    return Group(head, *parts, Text(f"\n{NOTICE}", style="dim"))


def _alike(exercise: Exercise) -> dict[str, str]:
    return {f"whether it is {other}": why for other, why in exercise.looks_like.items()}


def _section(name: str, lines: list[RenderableType]) -> RenderableType:
    return Group(Text(f"\n{name}", style="bold"), *(_indented(line) for line in lines))


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))


def _dose(exercise: Exercise) -> str:
    """The numbers, and the note, which may be all there is."""
    asked = exercise.dose
    if asked.note and not (asked.reps or asked.hold_s):
        return asked.note
    return f"{dose(asked)}. {asked.note}".strip()


def _counted(exercise: Exercise) -> Iterator[str]:
    if exercise.rep:
        yield f"A repetition is {', '.join(map(formats.readable, exercise.rep.phases))}."
    for name, zone in exercise.zones.items():
        rule = zone if isinstance(zone, str) else f"from {zone.enter} until {zone.leave}"
        yield f"{formats.readable(name)}: {rule}"


def _judged(exercise: Exercise, limit: Limit) -> RenderableType:
    during = {check.id: check.during for check in exercise.checks}
    where = f" ({formats.readable(during[limit.check])})" if limit.check in during else ""
    name = Text.assemble(
        (formats.readable(limit.check), "bold"), where, ": ", _terms(limit, exercise)
    )
    return Group(name, _indented(Text(limit.say)), _indented(Text(f"Why: {limit.because}")))


def _terms(limit: Limit, exercise: Exercise) -> str:
    """The limit in words, such as "hip at least 160°; lapses under 0.3 s are let be"."""
    unit = exercise.unit(limit.signal) if limit.signal else ""
    terms = "; ".join(_parameters(limit.parameters, unit))
    return f"{formats.signal(limit.signal)} {terms}" if limit.signal else terms


def _parameters(parameters: Mapping[str, float | str], unit: str) -> Iterator[str]:
    for name, value in parameters.items():
        shown = f"{value:g}" if isinstance(value, (int, float)) else value
        own_unit = name.endswith("_s") or isinstance(value, str) or not unit
        if not own_unit:
            shown += unit if unit.startswith("°") else f" {unit}"
        yield _LIMIT_WORDS.get(name, f"{formats.readable(name)} {{}}").format(shown)
