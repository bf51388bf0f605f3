"""What stands on a report's page, as texts: the templates only arrange it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecheck.exercise.judge import repeatability
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Finding, Hold, Range, Rep, Report
from posecheck.report import formats, grids, limit_words, measures, sections, steadiness_lines
from posecheck.report.grids import Grid
from posecheck.report.page import change, strip
from posecheck.report.page.change import ChangeRow
from posecheck.report.page.course import Course
from posecheck.report.page.drawing import Strip
from posecheck.words.speech import Speech

Pictures = Mapping[tuple[str, float], str]
"""Of a fault, by its check and beginning: its picture as a data: address."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a fault was there. `picture` is a data: address, empty for none."""

    t_s: float
    clock: str
    about: str
    picture: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault, or of what is close to a limit; the number is that of its marks."""

    number: int
    name: str
    say: str
    moments: tuple[Moment, ...]

    @property
    def pictured(self) -> bool:
        """Whether there is a picture of it."""
        return any(moment.picture for moment in self.moments)


@dataclass(frozen=True, slots=True)
class Shown:
    """One report, ready for its page.

    video: the address of the annotated video beside the page; empty for none.
    """

    id: str
    language: str
    title: str
    source: str
    verdict: str
    verdict_kind: str
    summary: str
    told: str
    partial: str
    facts: tuple[tuple[str, str], ...]
    strip: Strip
    video: str
    faults: tuple[Fault, ...]
    close: tuple[Fault, ...]
    known: tuple[str, ...]
    reps: Grid | None
    holds: Grid | None
    sides: tuple[ChangeRow, ...]
    ranges: tuple[tuple[str, ...], ...]
    remarks: tuple[tuple[str, str], ...]
    not_judged: tuple[str, ...]
    recognised: tuple[str, ...]
    limits: tuple[tuple[str, str, str], ...]
    blocked: bool
    """Whether something is hatched on the strip."""
    made: str
    labels: Mapping[str, str]


def shown(
    report: Report,
    *,
    number: int = 1,
    course: Course | None = None,
    exercise: Exercise | None = None,
    video: str = "",
    pictures: Pictures | None = None,
) -> Shown:
    """A report as its page shows it, in the language of its texts.

    number: which of the reports of a page it is. course: the signals over time. exercise: the one
    whose zones are drawn, see `strip.draw`.
    """
    speech = Speech(report.texts)
    numbers = {
        check: i for i, check in enumerate(dict.fromkeys(f.check for f in report.findings), 1)
    }
    alone = [hold for hold in report.holds if hold.rep is None]
    drawn = strip.draw(report, speech, numbers, course=course, exercise=exercise)
    return Shown(
        id=f"report-{number}",
        language=speech.language.code,
        title=report.title,
        source=report.source,
        verdict=speech.text(f"verdict-{report.verdict.value}"),
        verdict_kind=report.verdict.value,
        summary=formats.summary(report, speech, with_dose=report.live is not None),
        told=speech.text(f"told-{report.verdict.value}", count=len(report.findings)),
        partial=_partial(report, speech),
        facts=tuple(_facts(report, speech)),
        strip=drawn,
        video=video,
        faults=_faults(report.findings, numbers, speech, pictures or {}),
        close=_faults(report.close, {}, speech, {}),
        known=tuple(_known(report, speech)),
        reps=grids.reps(report.reps, speech, grids.WIDE) if report.reps else None,
        holds=grids.holds(alone, speech, grids.WIDE) if alone else None,
        sides=_sides(report, speech),
        ranges=tuple(_ranges(report, speech)),
        remarks=tuple(sections.remarks(report, speech)),
        not_judged=tuple(sections.not_judged(report, speech)),
        recognised=tuple(sections.recognised(report, speech)),
        limits=tuple(_limits(report, speech)),
        blocked=any(row.blocked for row in drawn.rows),
        made=_made(report, speech),
        labels=labels(speech) | {"described": _described(drawn, speech)},
    )


def labels(speech: Speech) -> dict[str, str]:
    """The headings and other fixed words of a page, by their keys without "page-" or "heading-"."""
    words = (
        "strip", "strip-none", "strip-key", "hatched", "video", "faults-none", "reps", "holds",
        "sides", "sides-note", "left", "right", "change", "what", "noise", "range", "range-note",
        "signal", "lowest", "highest", "same-recording", "other-recording", "limits", "check",
        "limit", "why",
    )  # fmt: skip
    found = {word: speech.text(f"page-{word}") for word in words}
    headings = ("wrong", "close", "known", "camera", "not-judged", "recognised")
    found |= {heading: speech.text(f"heading-{heading}") for heading in headings}
    return found | {"notice": speech.text("notice")}


def _described(drawn: Strip, speech: Speech) -> str:
    """What the drawing shows, for those who cannot see it."""
    return speech.text("page-strip-described", signal=drawn.signal or speech.text("page-strip"))


def _made(report: Report, speech: Speech) -> str:
    model = report.model
    if model is None:
        return speech.text("page-about-alone", version=report.posecheck)
    named = f"{model.name} ({model.library})"
    return speech.text("page-about", version=report.posecheck, model=named)


def _partial(report: Report, speech: Speech) -> str:
    if not report.partial:
        return ""
    return speech.text("partial-until", clock=speech.clock(report.duration_s))


def _facts(report: Report, speech: Speech) -> list[tuple[str, str]]:
    """What is known of the recording: each with its name; nothing that is not known."""
    made = report.recording
    share = speech.text("page-share", share=report.found_share)
    facts = {
        "page-file": report.source,
        "page-recorded": made.recorded[:16].replace("T", " ") if made and made.recorded else "",
        "page-length": speech.clock(report.duration_s),
        "page-seen": share,
        "page-view": speech.text(f"view-{made.view}") if made and made.view else "",
        "page-person": (made.person if made else None) or report.profile or "",
        "page-dose": "" if report.dose is None else formats.dose(report.dose, speech),
    }
    return [(speech.text(key), value) for key, value in facts.items() if value]


def _faults(
    findings: Sequence[Finding], numbers: Mapping[str, int], speech: Speech, pictures: Pictures
) -> tuple[Fault, ...]:
    """Each kind of fault once, with what to do about it, then when it was."""
    kinds = sections.grouped(((f.check, speech.of_finding(f)), f) for f in findings)
    return tuple(
        Fault(
            numbers.get(check, 0),
            speech.name(check),
            say,
            tuple(_moment(f, speech, pictures) for f in group),
        )
        for (check, say), group in kinds.items()
    )


def _moment(finding: Finding, speech: Speech, pictures: Pictures) -> Moment:
    parts = [
        formats.repetition(finding.rep, finding.side, speech),
        formats.against(finding, speech),
    ]
    return Moment(
        round(finding.start_s, 2),
        speech.clock(finding.start_s),
        ", ".join(filter(None, parts)),
        pictures.get((finding.check, finding.start_s), ""),
    )


def _known(report: Report, speech: Speech) -> list[str]:
    notes = [
        ": ".join(
            filter(
                None,
                (
                    speech.text(f"note-{note.kind}", farther=note.farther or ""),
                    formats.usually(note, speech),
                ),
            )
        )
        for note in report.notes
    ]
    return [*notes, *steadiness_lines.known(report, speech)]


def _sides(report: Report, speech: Speech) -> tuple[ChangeRow, ...]:
    """Left against right; nothing where not both were done."""
    if not measures.sides(report):
        return ()
    both = [measures.of(report, "left"), measures.of(report, "right")]
    return tuple(change.rows(both, speech))


def _ranges(report: Report, speech: Speech) -> list[tuple[str, ...]]:
    """How far each signal went: its name, lowest, highest, and how sure that is, here and against
    other recordings."""
    done: list[Rep | Hold] = [rep for rep in report.reps if rep.complete]
    done += [hold for hold in report.holds if hold.rep is None]
    signals: dict[str, list[Range]] = {}
    for each in done:
        for one in each.ranges:
            signals.setdefault(one.signal, []).append(one)
    return [_range(ranges, speech) for ranges in signals.values()]


def _range(ranges: list[Range], speech: Speech) -> tuple[str, ...]:
    unit = ranges[0].unit
    ends = [[one.low for one in ranges], [one.high for one in ranges]]
    sure = [repeatability.plus_minus(unit, other_recording=other) for other in (False, True)]
    return (
        formats.headed(speech.name(ranges[0].signal), unit, speech),
        *(_spanned(values, unit, speech) for values in ends),
        *(
            "" if each is None else f"± {formats.short(speech.number(each, unit), unit, speech)}"
            for each in sure
        ),
    )


def _spanned(values: list[float], unit: str, speech: Speech) -> str:
    """One number where all are the same as shown, else from the smallest to the largest."""
    low, high = (speech.number(v, unit) for v in (min(values), max(values)))
    text = low if low == high else grids.between(min(values), max(values), unit, speech)
    return formats.short(text, unit, speech)


def _limits(report: Report, speech: Speech) -> list[tuple[str, str, str]]:
    """Each limit: the check's name, the limit in words, and why."""
    return [
        (
            " ".join(filter(None, [speech.name(limit.check), speech.side(limit.side)])),
            limit_words.terms(limit, limit_words.unit_of(limit.signal), speech, brief=True),
            speech.because(limit.check),
        )
        for limit in report.limits
    ]
