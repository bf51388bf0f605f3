"""Recognises the exercise of a recording, and asks where that is not clear."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from posecheck.app import consoles, progress
from posecheck.app.pipeline import Moment
from posecheck.app.sources import OpenSource
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.recognise import Candidate, Recogniser, Recognition
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Remark
from posecheck.records import Pose, Report
from posecheck.words.speech import Speech

AUTO = "auto"
"""Given as an exercise's id, it has the exercise recognised."""

LOOKED_AT_S = 60.0
"""How much of a recording is looked at: several repetitions of the slowest exercise, and at most a
minute's work."""


class Memory:
    """Passes moments on, and keeps the poses of the first `LOOKED_AT_S`."""

    def __init__(self, moments: Iterable[Moment]) -> None:
        self._moments = moments
        self.poses: list[Pose] = []

    def __iter__(self) -> Iterator[Moment]:
        for frame, pose in self._moments:
            if not self.poses or pose.t_s - self.poses[0].t_s <= LOOKED_AT_S:
                self.poses.append(pose)
            yield frame, pose


def recognise(poses: Iterable[Pose], catalogue: Catalogue) -> Recognition:
    """Which exercises of a catalogue the poses may show."""
    recogniser = Recogniser(catalogue.get(i) for i in catalogue.ids())
    for pose in poses:
        recogniser.step(pose)
    return recogniser.finish()


def look(
    path: Path,
    open_source: OpenSource,
    catalogue: Catalogue,
    *,
    speech: Speech,
    stopped: Callable[[], bool],
) -> tuple[Recognition, Sequence[Pose]]:
    """What the beginning of a recording shows, and its poses, so that none is found twice."""
    with open_source(path) as source:
        memory = Memory(source.moments)
        with progress.frames(speech.text("which-exercise", file=path.name), None) as count:
            for _, pose in memory:
                count()
                if stopped() or pose.t_s - memory.poses[0].t_s > LOOKED_AT_S:
                    break
    return recognise(memory.poses, catalogue), memory.poses


def chosen(recognition: Recognition, path: Path, *, speech: Speech, may_ask: bool) -> Candidate:
    """The exercise to analyse. Where it is not clear, the person is asked.

    Raises PosecheckError (NOTHING_TO_JUDGE) where nothing was recognised, and where it is not clear
    and nobody can be asked.
    """
    if recognition.best is None:
        raise PosecheckError(
            "no exercise of the catalogue was recognised",
            where=str(path),
            remedy="Give it with --exercise ID; `posecheck exercises` lists them all.",
            code=ExitCode.NOTHING_TO_JUDGE,
        )
    if recognition.sure:
        return recognition.best
    if may_ask and sys.stdin.isatty() and sys.stderr.isatty():
        return _asked(recognition.likely, path, speech)
    either = " or ".join(f"{c.exercise} ({c.fit:.0%})" for c in recognition.likely)
    raise PosecheckError(
        f"not sure which exercise this is: {either}",
        where=str(path),
        remedy=f"Give it, for example --exercise {recognition.best.exercise}.",
        code=ExitCode.NOTHING_TO_JUDGE,
    )


def _asked(likely: Sequence[Candidate], path: Path, speech: Speech) -> Candidate:
    import typer

    consoles.note(speech.text("not-sure", path=str(path)))
    for i, candidate in enumerate(likely, 1):
        line = speech.text("candidate", number=i, title=candidate.title, share=candidate.fit)
        consoles.note(f"  {line}")
    while True:
        answer: int = typer.prompt(speech.text("which-one"), type=int, default=1, err=True)
        if 1 <= answer <= len(likely):
            return likely[answer - 1]
        consoles.note(speech.text("number-please", count=len(likely)))


def note_recognised(
    recognition: Recognition, candidate: Candidate, path: Path, speech: Speech
) -> None:
    """Says in one line what was recognised, how well it fits, and what else it may be."""
    others = [c for c in recognition.candidates if c is not candidate][:2]
    rest = ", ".join(f"{c.exercise} {c.fit:.0%}" for c in others)
    consoles.note(
        speech.text(
            "recognised",
            file=path.name,
            exercise=candidate.exercise,
            share=candidate.fit,
            others=rest or speech.text("nothing-else"),
        )
    )


def looks_like(report: Report, poses: Sequence[Pose], catalogue: Catalogue) -> Remark | None:
    """A remark on the exercise that a recording shows instead, where nothing was counted in it.

    None where something was counted, or where no other exercise was recognised.
    """
    if any(r.complete for r in report.reps) or report.holds or not poses:
        return None
    best = recognise(poses, catalogue).best
    if best is None or best.exercise == report.exercise:
        return None
    return Remark(
        kind="looks-like",
        start_s=poses[0].t_s,
        end_s=poses[-1].t_s,
        blocks=False,
        values={"title": best.title, "other": best.exercise, "named": report.title},
    )
