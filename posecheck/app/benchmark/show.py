"""The tables of the benchmark, for a terminal and as Markdown."""

from __future__ import annotations

from itertools import groupby
from math import isinf

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table

from posecheck.app.benchmark.run import Cost, Result
from posecheck.app.benchmark.score import ANGLE_TOLERANCE_DEG, AngleError, Score

HEADINGS = ("clip", "reps", "half", "holds", "hold error", "faults", "false", "angle", "")


def row(s: Score) -> tuple[str, ...]:
    """A row for one clip: found/true in each cell, then whether every goal is met."""
    mark = "ok" if s.ok else "MISS"
    if not s.judgeable:
        said = "refused" if s.refused else "judged!"
        return (s.clip, *["-"] * 4, said, *["-"] * 2, mark)
    error = "missing" if isinf(s.hold_error_s) else f"{s.hold_error_s:.2f} s"
    angle = shown(s.angles[0]) if s.angles else "-"
    return (
        s.clip,
        "{}/{}".format(*s.reps),
        "{}/{}".format(*s.halves),
        "{}/{}".format(*s.holds),
        error if s.holds[1] else "-",
        f"{s.found}/{s.planted}",
        str(len(s.false_alarms)),
        angle,
        mark,
    )


def shown(angle: AngleError) -> str:
    """The mean absolute error and, in brackets, the mean error (bias)."""
    return f"{angle.mae_deg:.1f}° ({angle.bias_deg:+.1f})"


def total(scores: list[Score]) -> str:
    """One sentence about all clips."""
    judged = [s for s in scores if s.judgeable]
    exact = sum(s.exact and s.halves[0] == s.halves[1] for s in judged)
    found, planted = sum(s.found for s in judged), sum(s.planted for s in judged)
    false = sum(len(s.false_alarms) for s in judged)
    refused, off = sum(s.refused for s in scores if not s.judgeable), len(scores) - len(judged)
    return (
        f"{exact} of {len(judged)} clips counted exactly; {found} of {planted} planted faults "
        f"found (recall {_share(found, planted)}), {false} false alarms (precision "
        f"{_share(found, found + false)}); {refused} of {off} clips from the wrong side refused; "
        f"{sum(s.ok for s in scores)} of {len(scores)} clips meet every goal."
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def costs(cost: Cost, help_s: float) -> str:
    """The time of each part, compared with that of the pose model."""
    per = 1000 / max(cost.frames, 1)
    other_s = cost.decode_s + cost.engine_s
    return (
        f"Time a frame: pose {cost.pose_s * per:.1f} ms; decoding {cost.decode_s * per:.2f} ms and "
        f"engine {cost.engine_s * per:.2f} ms, together {other_s / cost.pose_s:.2f} x the pose. "
        f"--help answers in {help_s:.2f} s ({help_s * 1000 / (cost.pose_s * per):.0f} x a pose)."
    )


def details(scores: list[Score]) -> list[str]:
    """A line for each clip with missed faults, false alarms or angles that are far off."""
    lines = []
    for s in scores:
        wrong = [f"missed {kind}" for kind in s.missed] + [f"false {c}" for c in s.false_alarms]
        wrong += [f"{a.signal} off by {shown(a)}" for a in s.angles[1:] if _far_off(a)]
        if wrong and s.judgeable:
            lines.append(f"{s.exercise}/{s.clip}: {', '.join(wrong)}")
    return lines


def _far_off(angle: AngleError) -> bool:
    return angle.mae_deg > ANGLE_TOLERANCE_DEG


def table(results: list[Result], help_s: float, *, each: bool) -> RenderableType:
    """The whole benchmark for a terminal: a row for each exercise, or for `each` clip."""
    scores = [r.score for r in results]
    grid = Table(*HEADINGS, box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for exercise, clips in groupby(scores, lambda s: s.exercise):
        of_one = list(clips)
        if not each:
            grid.add_row(*together(exercise, of_one))
            continue
        grid.add_row(exercise)
        for s in of_one:
            grid.add_row(*row(s))
        grid.add_section()
    cost = sum((r.cost for r in results), Cost())
    return Group(grid, *details(scores), total(scores), costs(cost, help_s))


def together(exercise: str, scores: list[Score]) -> tuple[str, ...]:
    """A row for all clips of one exercise: sums, and the largest error."""
    judged = [s for s in scores if s.judgeable]
    sums = ["{}/{}".format(*map(sum, zip(*pairs, strict=True))) for pairs in (
        [s.reps for s in judged], [s.halves for s in judged], [s.holds for s in judged],
    )]  # fmt: skip
    errors_s = [s.hold_error_s for s in judged if s.holds[1]]
    worst_s = max(errors_s, default=None)
    angles = [s.angles[0] for s in judged if s.angles]
    wrong = [s.clip for s in scores if not s.ok]
    return (
        exercise,
        *sums,
        "-" if worst_s is None else "missing" if isinf(worst_s) else f"{worst_s:.2f} s",
        f"{sum(s.found for s in judged)}/{sum(s.planted for s in judged)}",
        str(sum(len(s.false_alarms) for s in judged)),
        shown(max(angles, key=lambda a: a.mae_deg)) if angles else "-",
        f"MISS {', '.join(wrong)}" if wrong else "ok",
    )


def markdown(results: list[Result]) -> dict[str, str]:
    """The tables for pages: "benchmark", a row for each exercise, and "clips", one per clip."""
    scores = [r.score for r in results]
    header = ["| " + " | ".join(HEADINGS) + " |", "|" + "---|" * len(HEADINGS)]
    lines, each = [*header], [*header]
    for exercise, clips in groupby(scores, lambda s: s.exercise):
        of_one = list(clips)
        lines.append("| " + " | ".join(together(exercise, of_one)) + " |")
        each.append(f"| **{exercise}** |" + " |" * (len(HEADINGS) - 1))
        each += ["| " + " | ".join(row(s)) + " |" for s in of_one]
    missed = [f"- {line}" for line in details(scores)]
    return {
        "benchmark": "\n".join([*lines, "", total(scores)]),
        "clips": "\n".join([*each, "", *missed]),
    }
