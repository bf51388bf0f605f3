"""`posecheck show`: everything about one exercise, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Limit
from posecheck.report import limit_words
from posecheck.report.formats import dose
from posecheck.words.speech import Speech, readable


def sheet(exercise: Exercise, speech: Speech) -> RenderableType:
    """Title, camera, how, dose, what is counted, what is judged with limits and why, cautions."""
    head = Text.assemble((exercise.title, "bold"), f" ({exercise.id})\n{exercise.source}")
    sections: dict[str, list[RenderableType]] = {
        "camera": [Text(speech.texts.camera)],
        "how": [Text(f"{i}. {step}") for i, step in enumerate(exercise.how, 1)],
        "dose": [Text(_dose(exercise, speech))],
        "counted": [Text(line) for line in _counted(exercise, speech)],
        "judged": [_judged(exercise, limit, speech) for limit in exercise.limits()],
        "not-shown": [
            Text(f"{readable(what)}: {why}")
            for shown in (exercise.not_judged, _lookalikes(exercise, speech))
            for what, why in shown.items()
        ],
        "cautions": [Text(line) for line in exercise.cautions],
    }
    parts = [
        _section(speech.text(f"sheet-{name}"), lines) for name, lines in sections.items() if lines
    ]
    return Group(head, *parts, Text(f"\n{speech.text('notice')}", style="dim"))


def _lookalikes(exercise: Exercise, speech: Speech) -> dict[str, str]:
    """The exercises that look the same, and why they cannot be kept apart."""
    return {
        speech.text("sheet-whether", other=other): why for other, why in exercise.looks_like.items()
    }


def _section(name: str, lines: list[RenderableType]) -> RenderableType:
    return Group(Text(f"\n{name}", style="bold"), *(_indented(line) for line in lines))


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))


def _dose(exercise: Exercise, speech: Speech) -> str:
    """The dose and its note; only the note, where the dose has no numbers."""
    asked = exercise.dose
    if asked.note and not (asked.reps or asked.hold_s):
        return asked.note
    return f"{dose(asked, speech)}. {asked.note}".strip()


def _counted(exercise: Exercise, speech: Speech) -> Iterator[str]:
    if exercise.rep:
        yield speech.text(
            "sheet-repetition", phases=", ".join(map(speech.name, exercise.rep.phases))
        )
    for name, zone in exercise.zones.items():
        if isinstance(zone, str):
            yield f"{speech.name(name)}: {zone}"
        else:
            yield speech.text("sheet-zone", zone=name, enter=zone.enter, leave=zone.leave)


def _judged(exercise: Exercise, limit: Limit, speech: Speech) -> RenderableType:
    during = {check.id: check.during for check in exercise.checks}
    where = f" ({speech.name(during[limit.check])})" if limit.check in during else ""
    unit = exercise.unit(limit.signal) if limit.signal else ""
    terms = limit_words.terms(limit, unit, speech)
    name = Text.assemble((speech.name(limit.check), "bold"), where, ": ", terms)
    zones: list[str | None] = [None]
    if limit.use == "left_out" and exercise.rep and exercise.rep.left_out:
        zones = list(exercise.rep.left_out.say)
    said = [speech.say(limit.check, zone) for zone in zones]
    because = speech.because(limit.check, zones[0])
    why = [_indented(Text(speech.text("sheet-why", because=because)))] if because else []
    return Group(name, *(_indented(Text(say)) for say in said if say), *why)
