"""Nothing leaves the machine: what every command asks the system for.

A command that is new has no line in `COMMANDS`, and a test fails until it has one.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import av
import click
import pytest
import stick
import typer
from system_calls import beyond_this_machine, traced

import posecheck
from calibration.live import sessions
from calibration.live.stream import Clip, Stream, served
from posecheck.app import cli
from posecheck.errors import ExitCode
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.folders import DATA_VARIABLE
from posecheck.pose import landmark_recording, model_file
from posecheck.report import json
from posecheck.store.session_file import SUFFIX, SessionFile

CLIPS = Path(__file__).parents[2] / "sample_videos"
CLIP = CLIPS / "hip-bridge" / "good.mp4"
PICTURES = 60

ENDED = (ExitCode.OK, ExitCode.NOTHING_TO_JUDGE, ExitCode.BENCHMARK_FAILED)
"""What a command that did its work answers: a short clip may have nothing to judge."""

ELSEWHERE = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
    one.connect(("192.0.2.1", 9))
"""
"""Nothing is sent by it, and nobody has this address (RFC 5737)."""


@dataclass(frozen=True)
class Line:
    """A command line. `model`: it runs the pose model; `screen`: it needs one; `ended_s`: it goes
    on until Ctrl-C, which comes after so long."""

    words: tuple[str, ...]
    model: bool = False
    screen: bool = False
    ended_s: float = 0.0
    codes: tuple[int, ...] = ENDED

    @property
    def marks(self) -> list[pytest.MarkDecorator]:
        missing = shutil.which("Xvfb") is None
        marks = [pytest.mark.skipif(missing, reason="needs Xvfb")] if self.screen else []
        return [*marks, pytest.mark.model, pytest.mark.slow] if self.model else marks


COMMANDS = {
    "analyze": [
        Line(("bridges.npz", "-e", "hip-bridge", "--trace", "-o", "out")),
        Line(("clip.mp4", "-e", "auto", "-o", "out"), model=True),
    ],
    "calibrate": [Line(("hip-bridge", "bridges.npz", "--profile", "anna"))],
    "profile": [Line(()), Line(("--lang", "de"))],
    "exercises": [Line(()), Line(("--check",))],
    "show": [Line(("hip-bridge", "--lang", "de"))],
    "record": [Line(("clip.mp4", "-o", "clip.npz"), model=True)],
    "model": [Line((), model=True)],
    "batch": [
        Line(("bridges.npz", "-e", "hip-bridge", "-o", "out", "-j", "1")),
        Line(("clip.mp4", "-e", "hip-bridge", "-o", "out", "-j", "1"), model=True),
    ],
    "live": [
        Line(("hip-bridge", "-c", "clip.mp4", "--stay", "0"), model=True, screen=True),
        Line(("hip-bridge", "-c", "ADDRESS", "--stay", "0"), model=True, screen=True),
    ],
    "plan": [Line(("--for", "lower-back", "--have", "floor")), Line(("--routines",))],
    "history": [Line(("--profile", "anna"), codes=(ExitCode.OK, ExitCode.BAD_PROFILE))],
    "report": [
        Line(("bridges.npz", "-e", "hip-bridge", "-o", "page.html")),
        Line(("clip.mp4", "-e", "hip-bridge", "-o", "page.html"), model=True),
    ],
    "compare": [Line(("one.report.json", "one.report.json"))],
    "export": [Line(("bridges.npz", "-e", "hip-bridge", "-o", "reps.csv"))],
    "web": [Line(("--no-browser",), model=True, ended_s=6.0)],
    "cameras": [Line((), codes=(ExitCode.OK, ExitCode.NO_CAMERA))],
    "recover": [Line((f"one{SUFFIX}", "-o", "out"))],
    "benchmark": [Line(("--clips", str(CLIPS), "--only", "hip-bridge/brisk"), model=True)],
}
"""Each command, in the ways that differ. Only the model file may come from elsewhere, where it is
missing, from the addresses in `pose/model_file.py`; not with POSECHECK_OFFLINE=1 or --offline."""


def names(group: click.Group) -> set[str]:
    """All commands of the command line; of a group, each of its own ones."""
    found = set()
    for name, command in group.commands.items():
        inner = names(command) if isinstance(command, click.Group) else {""}
        found |= {f"{name} {one}".strip() for one in inner}
    return found


def test_no_command_is_forgotten() -> None:
    """The names come from the command line itself."""
    group = typer.main.get_command(cli.app)
    assert names(group) == set(COMMANDS)  # type: ignore[arg-type]


def test_another_machine_s_address_would_be_seen(tmp_path: Path) -> None:
    """The proof that the test below can fail."""
    calls = traced([sys.executable, "-c", ELSEWHERE], log=tmp_path / "log")
    assert beyond_this_machine(calls)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a clip, a recording of landmarks, and the file of a session that was broken off."""
    course, _ = stick.bridges([stick.Plan() for _ in range(4)])
    poses = stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2))
    landmark_recording.save(tmp_path / "bridges.npz", poses, model="made")
    with SessionFile(tmp_path / f"one{SUFFIX}") as file:
        exercise = Catalogue().get("hip-bridge").model_dump(mode="json", exclude_none=True)
        file.event("begin", exercise=exercise, own=None, model=None, recording={})
        for pose in poses:
            file.pose(pose)
    session = Session(Catalogue().get("hip-bridge"))
    for pose in poses:
        session.step(pose)
    (tmp_path / "one.report.json").write_text(json.dump(session.finish()))
    with av.open(str(CLIP)) as source, av.open(str(tmp_path / "clip.mp4"), "w") as clip:
        copy = clip.add_stream_from_template(source.streams.video[0])
        for packet, _ in zip(source.demux(video=0), range(PICTURES), strict=False):
            packet.stream = copy
            clip.mux(packet)
    return tmp_path


LINES = [
    pytest.param(name, line, marks=line.marks, id=f"{name}-{i}")
    for name, lines in COMMANDS.items()
    for i, line in enumerate(lines)
]


@pytest.mark.parametrize(("name", "line"), LINES)
def test_a_command_reaches_no_other_machine(name: str, line: Line, folder: Path) -> None:
    """None of its processes and threads asks for an address that is not this machine's."""
    variables = {
        **os.environ,
        "PYTHONPATH": str(Path(posecheck.__file__).parent.parent),
        DATA_VARIABLE: str(folder / "data"),
    }
    if line.model:
        model = model_file.locate()
        assert model is not None, "fetch the model first: posecheck model"
        variables["POSECHECK_MODEL"] = str(model)
    with sessions.screen() if line.screen else nullcontext("") as display:
        stream = Stream(Clip.of(folder / "clip.mp4"))
        with served(stream) as address:
            words = [address if word == "ADDRESS" else word for word in line.words]
            ended = ["timeout", "--signal=INT", "--preserve-status", f"{line.ended_s}"]
            command = [sys.executable, "-m", "posecheck", *name.split(), *words]
            calls = traced(
                [*ended, *command] if line.ended_s else command,
                log=folder / "log",
                codes=(*line.codes, ExitCode.CAMERA_LOST) if address in words else line.codes,
                environment={**variables, "DISPLAY": display},
                cwd=folder,
            )
    assert beyond_this_machine(calls) == []
    if address in words:
        assert calls, "the address that was named was not asked"
