"""Whether real people are counted correctly: recordings of their landmarks, against labels.

    python -m calibration.recordings FOLDER > table.md  (kept in docs/recordings.md)

FOLDER has the recordings (.npz) and labels.tsv. Somebody has looked at the recordings and written
into labels.tsv what each one shows. Each recording is analysed as its own exercise. It is also
analysed as every other exercise of the catalogue, in which nothing should be counted.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording
from posecheck.records import Report

HOLD_TOLERANCE_S = 0.7
"""The times in the labels are correct to about 0.3-0.7 s."""


@dataclass(frozen=True, slots=True)
class Label:
    """What somebody saw in one recording."""

    file: str
    exercise: str
    seen: str
    reps: int | None
    """None where the label gives no number."""
    holds_s: tuple[tuple[float, float | None], ...]
    """Start and end of each hold; an open end is None."""
    open_end: bool
    """Whether the last repetition is still going on when the recording ends. Then one repetition
    less is correct, too."""
    framing: str
    """What is special about the picture."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One recording, analysed as one exercise, and its label."""

    label: Label
    exercise: Exercise
    report: Report

    @property
    def own(self) -> bool:
        """Whether the recording shows this exercise."""
        return self.label.exercise == self.exercise.id

    @property
    def expected(self) -> int | None:
        """The label's repetitions (or holds, for an exercise that is one hold).

        None where the label does not say.
        """
        if not self.own:
            return 0
        return len(self.label.holds_s) if self.exercise.hold else self.label.reps

    @property
    def allowed(self) -> tuple[int, ...]:
        """All counts that are correct by the label."""
        if self.expected is None:
            return (self.got,)
        open_end = self.own and not self.exercise.hold and self.label.open_end
        return (self.expected - 1, self.expected) if open_end else (self.expected,)

    @property
    def got(self) -> int:
        """Counted repetitions, or holds."""
        return len(self.report.holds) if self.exercise.hold else self.report.count

    @property
    def right(self) -> bool:
        """Whether the count is correct; in an exercise that is one hold, its times, too."""
        return self.got in self.allowed and (
            not self.own
            or self.hold_error_s <= (HOLD_TOLERANCE_S if self.exercise.hold else float("inf"))
        )

    @property
    def hold_error_s(self) -> float:
        """The largest difference between a labelled and a measured start or end of a hold."""
        errors = [0.0]
        for (start_s, end_s), hold in zip(self.label.holds_s, self.report.holds, strict=False):
            errors.append(abs(start_s - hold.start_s))
            if end_s is not None:
                errors.append(abs(end_s - hold.end_s))
        return max(errors)


def labels(folder: Path) -> list[Label]:
    """Reads labels.tsv."""
    with (folder / "labels.tsv").open(encoding="utf-8", newline="") as file:
        return [_label(row) for row in csv.DictReader(file, delimiter="\t")]


_OPEN = "held at end|not returned|cut at end|at the end"
"""How labels say that the last repetition goes on at the end."""


def _label(row: dict[str, str]) -> Label:
    reps = re.match(r"\d+", row["reps"])
    return Label(
        file=row["file"],
        exercise=row["exercise"],
        seen=row["seen"],
        reps=int(reps[0]) if reps and "unsure" not in row["reps"] else None,
        holds_s=tuple(_holds(row["holds_s"], row["seen"])),
        open_end=any(re.search(_OPEN, row[key]) for key in ("reps", "per_side", "holds_s")),
        framing=row["framing"],
    )


def _holds(text: str, seen: str) -> Iterator[tuple[float, float | None]]:
    """Times such as "1.4-2.8" or "12.0-end". Where the text has the exercise's own name, only those
    after it."""
    name = re.search(rf"\b{re.escape(seen)} (?=\d)", text)
    own = text[name.end() :] if name else text
    for start, end in re.findall(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?|end)", own):
        yield float(start), None if end == "end" else float(end)


def count(path: Path, exercise: Exercise) -> Report:
    """Analyses one recording as one exercise."""
    session = Session(exercise)
    for pose in landmark_recording.poses(path):
        session.step(pose)
    return session.finish()


def run(folder: Path) -> list[Counted]:
    """Every recording as every exercise."""
    catalogue = Catalogue()
    exercises = [catalogue.get(i) for i in catalogue.ids()]
    return [
        Counted(label, exercise, count(folder / label.file, exercise))
        for label in labels(folder)
        for exercise in exercises
    ]


def table(results: list[Counted]) -> str:
    """Markdown: each recording as its own exercise, then what was counted in other exercises."""
    lines = [
        "| recording | exercise | label | counted | half | hold times off by | picture |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in (r for r in results if r.own):
        off = f"{r.hold_error_s:.2f} s" if r.report.holds and r.label.holds_s else "-"
        mark = "" if r.right else " **MISS**"
        lines.append(
            f"| {r.label.file} | {r.exercise.id} | {_expected(r)} "
            f"| {r.got}{mark} | {r.report.halves} | {off} | {r.label.framing} |"
        )
    wrongly_counted = [r for r in results if not r.own and (r.got or r.report.halves)]
    others = sum(not r.own for r in results)
    lines += ["", f"Analysed as another exercise ({others} pairs), something was counted in:", ""]
    lines += [
        f"- {r.label.file} ({r.label.seen}) as {r.exercise.id}: {r.got}, half: {r.report.halves}"
        for r in wrongly_counted
    ] or ["- none"]
    return "\n".join(lines)


def _expected(result: Counted) -> str:
    if result.expected is None:
        return "?"
    return " or ".join(str(n) for n in reversed(result.allowed))


def main(arguments: list[str]) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="recordings and labels.tsv")
    sys.stdout.write(table(run(parser.parse_args(arguments).folder)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
