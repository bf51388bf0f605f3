"""Recognises the exercise of a recording, or none, and asks where that is not clear."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.recognise import (
    OFFERED_FIT,
    Candidate,
    Part,
    Recogniser,
    Recognition,
)
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Remark
from posecheck.records import Pose, Report
from posecheck.words.speech import Speech

AUTO = "auto"
"""Given as an exercise's id, it has the exercise recognised."""

LOOKED_AT_S = 60.0
"""How much of a recording is looked at: several repetitions of the slowest exercise, and at most a
minute's work."""


LEAST_POSES = 2
"""A recording of so few pictures shows a posture, and no exercise."""

NONE = 0
"""The answer to the question which exercise it is: none of them."""


class Memory:
    """Passes poses on, and keeps those of the first `LOOKED_AT_S`."""

    def __init__(self, poses: Iterable[Pose]) -> None:
        self._all = poses
        self.poses: list[Pose] = []

    def __iter__(self) -> Iterator[Pose]:
        for pose in self._all:
            if not self.poses or pose.t_s - self.poses[0].t_s <= LOOKED_AT_S:
                self.poses.append(pose)
            yield pose


def recognise(poses: Iterable[Pose], catalogue: Catalogue) -> Recognition:
    """Which exercises of a catalogue the poses may show."""
    recogniser = _recogniser(catalogue)
    for pose in poses:
        recogniser.step(pose)
    return recogniser.finish()


def _recogniser(catalogue: Catalogue) -> Recogniser:
    return Recogniser(catalogue.get(i) for i in catalogue.ids())


def look(
    poses: Iterator[Pose],
    catalogue: Catalogue,
    *,
    bar: AbstractContextManager[Callable[[], None]],
    stopped: Callable[[], bool],
) -> tuple[Recognition, Sequence[Pose]]:
    """What the beginning of a recording shows, and the poses that it took for that.

    `bar` is a progress bar; its function counts one pose.
    """
    # It follows the poses as they come: meanwhile other cores look for the next ones.
    recogniser, taken = _recogniser(catalogue), list[Pose]()
    with bar as count:
        for pose in poses:
            taken.append(pose)
            recogniser.step(pose)
            count()
            if stopped() or pose.t_s - taken[0].t_s > LOOKED_AT_S:
                break
    return recogniser.finish(), taken


def chosen(recognition: Recognition, path: Path, *, speech: Speech, may_ask: bool) -> Candidate:
    """The exercise to analyse. Where it is not clear, the person is asked, if one is there.

    Raises PosecheckError (NOTHING_TO_JUDGE) as `clear`, and where the answer is none of them.
    """
    may_ask = may_ask and bool(recognition.likely) and not _surely(recognition)
    if may_ask and sys.stdin.isatty() and sys.stderr.isatty():
        return _asked(recognition, path, speech)
    return clear(recognition, path)


def clear(recognition: Recognition, path: Path) -> Candidate:
    """The exercise to analyse, where that is clear.

    Raises PosecheckError (NOTHING_TO_JUDGE), which names the guesses, where it is not clear or none
    of the exercises.
    """
    best = _surely(recognition)
    if best is None:
        raise _not_clear(recognition, path)
    return best


def _surely(recognition: Recognition) -> Candidate | None:
    return recognition.best if recognition.sure else None


def _not_clear(recognition: Recognition, path: Path) -> PosecheckError:
    guesses = [f"{c.exercise} ({c.fit:.0%})" for c in recognition.likely]
    if not guesses:
        what = "none of the exercises of the catalogue was recognised"
    elif recognition.unknown:
        what = f"none of the exercises of the catalogue; the nearest: {', '.join(guesses)}"
    else:
        what = f"not sure which exercise this is: {' or '.join(guesses)}, or none of them"
    example = recognition.likely[0].exercise if guesses else "ID"
    return PosecheckError(
        what,
        where=str(path),
        remedy=f"Give it, for example --exercise {example}; `posecheck exercises` lists them all.",
        code=ExitCode.NOTHING_TO_JUDGE,
    )


def _asked(recognition: Recognition, path: Path, speech: Speech) -> Candidate:
    import typer

    likely = recognition.likely
    key = "none-of-them-nearest" if recognition.unknown else "not-sure"
    consoles.note(speech.text(key, path=str(path)))
    lines = [
        speech.text("candidate", number=i, title=c.title, share=c.fit)
        for i, c in enumerate(likely, 1)
    ]
    lines.append(speech.text("candidate-none", number=NONE, share=recognition.none))
    for line in lines:
        consoles.note(f"  {line}")
    usual = NONE if recognition.unknown else 1
    while True:
        answer: int = typer.prompt(speech.text("which-one"), type=int, default=usual, err=True)
        if answer == NONE:
            raise _not_clear(Recognition(()), path)
        if 1 <= answer <= len(likely):
            return likely[answer - 1]
        consoles.note(speech.text("number-please", count=len(likely)))


def note_recognised(
    recognition: Recognition,
    candidate: Candidate,
    path: Path,
    speech: Speech,
    *,
    note: Callable[[str], None],
) -> None:
    """Says what was recognised, how well it fits, and what else it may be. Of a recording with
    several parts it says what they are, and which one is analysed."""
    left_out = (candidate, *recognition.same)
    others = [c for c in recognition.candidates if c not in left_out and c.fit >= OFFERED_FIT]
    rest = ", ".join(f"{c.exercise} {c.fit:.0%}" for c in others[:2])
    note(
        speech.text(
            "recognised",
            file=path.name,
            exercise=candidate.exercise,
            share=candidate.fit,
            others=rest or speech.text("nothing-else"),
        )
    )
    if candidate is recognition.best and recognition.sure and recognition.same:
        same = ", ".join(one.exercise for one in recognition.same)
        note(speech.text("recognised-same", file=path.name, others=same))
    if len(recognition.parts) > 1:
        parts = ", ".join(_part(part, speech) for part in recognition.parts)
        note(speech.text("recognised-parts", file=path.name, parts=parts))
    if len(recognition.several) > 1:
        note(speech.text("analysed-as", file=path.name, title=candidate.title))


def _part(part: Part, speech: Speech) -> str:
    """A part as "0:03-0:12 Single knee to chest"."""
    if part.exercise is not None:
        title = part.title
    else:
        title = speech.text("gap-rest") if part.resting else speech.text("gap-none")
    start, end = speech.clock(part.start_s), speech.clock(part.end_s)
    return speech.text("recognised-part", start=start, end=end, title=title)


def looks_like(report: Report, poses: Sequence[Pose], catalogue: Catalogue) -> Remark | None:
    """A remark on the exercise that a recording shows instead, where nothing was counted in it.

    None where something was counted, or where no other exercise was recognised. Of a picture or two
    nothing can be said: then no other exercise is loaded for it, which takes 0.3 s.
    """
    if any(r.complete for r in report.reps) or report.holds or len(poses) <= LEAST_POSES:
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
