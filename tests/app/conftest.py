"""A made recording and a made engine, so that the command line is tested alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess

import av
import numpy as np
import pytest
from typer.testing import CliRunner, Result

from posecheck.app import cli, one_recording, sources
from posecheck.app.sources import OpenSource, Source
from posecheck.capture.decoded import Decoded
from posecheck.capture.picture import Shape, Turn
from posecheck.capture.video_reader import Damage
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.folders import DATA_VARIABLE
from posecheck.provenance import Model
from posecheck.records import Hold, HoldEnd, Pose, Report, Update, Verdict
from posecheck.words.language import ENGLISH, LANGUAGE_VARIABLE

FRAMES = 12
MODEL = Model("made.task", "made 1.0", "ab" * 32)


class MadeEngine:
    """Sees a hold over all poses; judges nothing where the picture was all black."""

    view = "side"

    def __init__(self, _exercise: object) -> None:
        self._t_s: list[float] = []

    def step(self, pose: Pose) -> Update:
        self._t_s.append(pose.t_s)
        return Update(
            t_s=pose.t_s,
            seen=True,
            in_place=True,
            phase="hold",
            count=0,
            count_left=0,
            count_right=0,
            halves=0,
            hold_s=pose.t_s,
            hold_target_s=None,
            signals={"frame": float(len(self._t_s)), "hidden": None},
            chains=(),
            remark=None,
        )

    def finish(self, *, partial: bool = False) -> Report:
        judged = bool(self._t_s)
        end_s = self._t_s[-1] if judged else 0.0
        hold = Hold(1, "up", 0.0, end_s, None, HoldEnd.SOURCE_ENDED, (), Verdict.GOOD)
        return Report(
            exercise="plank",
            title="Plank",
            source="",
            duration_s=end_s,
            frames=len(self._t_s),
            found_share=1.0,
            partial=partial,
            verdict=Verdict.GOOD if judged else Verdict.NOT_JUDGED,
            count=0,
            count_left=0,
            count_right=0,
            halves=0,
            reps=(),
            holds=(hold,) if judged else (),
            findings=(),
            not_judged=(),
            remarks=(),
            limits=(),
        )


@dataclass
class Studio:
    """Made recordings by file name; `event[name]` runs before the frame of that number."""

    frames: int = FRAMES
    pictures: bool = True
    damaged: tuple[Damage, ...] = ()
    events: dict[str, tuple[int, Callable[[], None]]] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    @contextmanager
    def open(self, path: Path) -> Iterator[Source]:
        """A grey film of 10 pictures a second; a name with "bad" in it cannot be read."""
        self.opened.append(path.name)
        if "bad" in path.name:
            raise PosecheckError("not a video", where=str(path), code=ExitCode.BAD_SOURCE)
        pictures = self._pictures if self.pictures else None
        yield Source(self._poses(path), self.frames, pictures, MODEL, self.damaged)

    def _poses(self, path: Path) -> Iterator[Pose]:
        at, event = self.events.get(path.name, (-1, lambda: None))
        for i in range(self.frames):
            if i == at:
                event()
            yield Pose.nobody(i / 10, (64, 48))

    @contextmanager
    def _pictures(self) -> Iterator[Iterator[Decoded]]:
        grey = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="rgb24")
        shape = Shape((64, 48), Turn())
        yield (Decoded(i / 10, grey, shape, (64, 48)) for i in range(self.frames))


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Studio:
    """In place of cameras, models and judgement; the current folder is an empty one."""
    made = Studio()
    monkeypatch.chdir(tmp_path)

    def opener(_choice: object, _paths: object, **_reading: object) -> OpenSource:
        return made.open

    monkeypatch.setattr(sources, "opener", opener)
    monkeypatch.setattr(one_recording, "Session", MadeEngine)
    return made


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests compare English sentences, whatever the language of this machine is."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, ENGLISH)


Run = Callable[..., Result]
Start = Callable[..., CompletedProcess[str]]


@pytest.fixture
def start(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Runs a command in this process, in the test's own folder, on a machine without a model.

    A process of its own (`test_cli.start`) takes a second more.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.setenv("POSECHECK_OFFLINE", "1")
    monkeypatch.delenv("POSECHECK_MODEL", raising=False)

    def done(*arguments: str | Path) -> CompletedProcess[str]:
        found = run(*arguments)
        return CompletedProcess(arguments, found.exit_code, found.stdout, found.stderr)

    return done


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in this process, on a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def run_with(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, with a text on stdin as its first argument."""
    monkeypatch.setenv("COLUMNS", "80")

    def invoke(stdin: str, *arguments: str | Path) -> Result:
        return CliRunner().invoke(cli.app, [str(a) for a in arguments], input=stdin)

    return invoke


def ctrl_c() -> None:
    """What the terminal does."""
    os.kill(os.getpid(), signal.SIGINT)
