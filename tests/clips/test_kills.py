"""Kill -9 at random moments: no file under a final name is incomplete, nothing older is changed.

    POSECHECK_KILLS=200 pytest -m slow -n 0 -s tests/clips/test_kills.py

kills 200 times, a quarter of them each command, and prints what was left each time.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import av
import pytest

import posecheck
from calibration.live import sessions
from posecheck.errors import ExitCode
from posecheck.exercise.personal.profile import Profile
from posecheck.files.folders import DATA_VARIABLE
from posecheck.pose import landmark_recording, model_file
from posecheck.report import json as reports
from posecheck.store import profiles, session_file

KILLS = int(os.environ.get("POSECHECK_KILLS", "40"))
"""How often in all; a quarter of it for each of four commands."""

CLIPS = Path(__file__).parents[2] / "sample_videos" / "hip-bridge"
MOST_LOST_S = 1.0
"""How much of a live session may be lost: blocks of half a second, and as much for a busy machine
between the camera and the file."""

PICTURES = 240
"""How many pictures of a clip `analyze` and `record` get: 8 s."""

ENDED = {ExitCode.OK, ExitCode.NOTHING_TO_JUDGE}
"""The exit codes of a run that came to its end: a short one may have nothing to judge."""

MARKS = {
    ".json": b"\n",
    ".mp4": b"\0\0\0\x08free",
    ".csv": b"\n",
    ".npz": b"",
    ".toml": b"\n",
}
"""What can be put behind a file of each kind without breaking it; nothing behind an .npz."""

LOOKS_EVERY_S = 0.02
"""How often the session file is looked at: what this adds to a loss is far below a second."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.model,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9"),
]


def environment(folder: Path, **more: str) -> dict[str, str]:
    model = model_file.locate()
    assert model is not None, "fetch the model first: posecheck model"
    package = str(Path(posecheck.__file__).parent.parent)
    own = {DATA_VARIABLE: str(folder / "data"), "POSECHECK_MODEL": str(model)}
    return {**os.environ, "PYTHONPATH": package, **own, **more}


@dataclass
class Trial:
    """One command in a folder of its own, in which somebody else's files lie, too.

    made: the files that it makes, by their names in the folder, and how to see that one is whole.
    """

    folder: Path
    command: list[str]
    made: dict[str, Callable[[Path], None]]
    found: Counter[str] = field(default_factory=Counter)
    content: dict[str, bytes] = field(default_factory=dict)
    duration_s: float = 0.0

    def __post_init__(self) -> None:
        (self.folder / "out").mkdir(exist_ok=True)
        (self.folder / "out" / "notes.txt").write_text("somebody else's")

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "posecheck", *self.command],
            cwd=self.folder,
            env=environment(self.folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self) -> None:
        """Runs to the end: afterwards all files are there and whole."""
        began_s = time.monotonic()
        assert self.start().wait() in ENDED
        self.duration_s = time.monotonic() - began_s
        for name, check in self.made.items():
            check(self.folder / name)
            self.content[name] = (self.folder / name).read_bytes() + MARKS[Path(name).suffix]

    def kill(self, wait_in: Callable[[subprocess.Popen[bytes]], None]) -> None:
        """Kills a run when `wait_in` is over, and looks at all that is there afterwards."""
        before = self.files()
        process = self.start()
        wait_in(process)
        process.kill()
        ended = process.wait() in ENDED
        after = self.files()
        assert not set(before) - set(after), "a file is gone"
        new = {name for name in after if after[name] != before.get(name)}
        assert new <= set(self.made), "something else was made or changed"
        for name in new:
            self.made[name](self.folder / name)
        self.found["ended before" if ended else f"{len(new)} new files, whole"] += 1
        self._clean()

    def wait_for_changes(self, process: subprocess.Popen[bytes], count: int, s: float) -> None:
        """Waits until some files got their content or their names, and then for `s` more."""
        state = self._state()
        while count and process.poll() is None:
            if (now := self._state()) != state:
                state, count = now, count - 1
        wait(process, s)

    def _state(self) -> list[tuple[str, int, bool]]:
        """The files in the folder: name, number on the disk, and whether there is something in it.

        A video and a trace grow all the time before they have their names: they are left out.
        """
        found = []
        for folder in {(self.folder / name).parent for name in self.made}:
            with suppress(FileNotFoundError), os.scandir(folder) as entries:
                for entry in entries:
                    if not (".mp4." in entry.name or ".csv." in entry.name):
                        status = entry.stat()
                        found.append((entry.name, status.st_ino, status.st_size > 0))
        return sorted(found)

    def files(self) -> dict[str, str]:
        """SHA-256 of every file under a final name."""
        return {
            path.relative_to(self.folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in self.folder.rglob("*")
            if path.is_file() and path.suffix != ".part" and "models" not in path.parts
        }

    def _clean(self) -> None:
        for part in self.folder.rglob(".*.part"):
            self.found["left a hidden .part file"] += 1
            part.unlink()

    def older_or_none(self, number: int) -> None:
        """Before every second kill there are older files, before the others there are none.

        The older ones end with a mark, so that it shows whether they were replaced.
        """
        for name, content in self.content.items():
            path = self.folder / name
            if number % 2:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)


def wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def kill_often(trial: Trial, *, reset: Callable[[int], object]) -> None:
    """A quarter of all kills, each after `reset`, which is given its number.

    Half of them come at any time of a run, half at its end, while files are made and get their
    names: there the run is watched until something happens in the folder.
    """
    if not trial.duration_s:
        trial.run()
    chance = random.Random(trial.command[0])
    for number in range(KILLS // 4):
        reset(number)
        if number % 4 < 2:
            after_s = chance.uniform(0.0, 1.1 * trial.duration_s)
            trial.kill(lambda process, s=after_s: wait(process, s))
        else:
            changes, after_s = chance.randint(1, 4), chance.choice([0.0, 0.001, 0.01])
            trial.kill(lambda p, n=changes, s=after_s: trial.wait_for_changes(p, n, s))
    print(f"\n{trial.command[0]}: {KILLS // 4} kills, {dict(trial.found)}")  # noqa: T201


def short_clip(path: Path) -> Path:
    """The beginning of a clip, `PICTURES` long."""
    with av.open(str(CLIPS / "good.mp4")) as source, av.open(str(path), "w") as clip:
        stream = source.streams.video[0]
        copy = clip.add_stream_from_template(stream)
        for packet, _ in zip(source.demux(stream), range(PICTURES), strict=False):
            packet.stream = copy
            clip.mux(packet)
    return path


def whole_report(path: Path) -> None:
    report = reports.load(path.read_text(encoding="utf-8"))
    assert not report.partial


def whole_video(path: Path) -> None:
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == PICTURES


def whole_trace(path: Path) -> None:
    text = path.read_text()
    assert text.endswith("\n")
    assert len(text.rstrip().splitlines()) == PICTURES + 1


def whole_landmarks(path: Path) -> None:
    assert len(landmark_recording.load(path)) == PICTURES


def test_analyze(tmp_path: Path) -> None:
    short_clip(tmp_path / "clip.mp4")
    made = {
        "out/clip.report.json": whole_report,
        "out/clip.annotated.mp4": whole_video,
        "out/clip.trace.csv": whole_trace,
    }
    command = ["analyze", "clip.mp4", "-e", "hip-bridge", "--trace", "-o", "out"]
    trial = Trial(tmp_path, command, made)
    kill_often(trial, reset=trial.older_or_none)


def test_record(tmp_path: Path) -> None:
    short_clip(tmp_path / "clip.mp4")
    made = {"out/clip.npz": whole_landmarks}
    trial = Trial(tmp_path, ["record", "clip.mp4", "-o", "out/clip.npz"], made)
    kill_often(trial, reset=trial.older_or_none)


def test_calibrate(tmp_path: Path) -> None:
    """Into a profile that knows another exercise already: that one stays in it."""
    for name in ("good", "good-mirrored"):
        record = ["record", str(CLIPS / f"{name}.mp4"), "-o", f"{name}.npz"]
        Trial(tmp_path, record, {}).run()
    path = tmp_path / "data" / "profiles" / "anna.toml"

    def whole_profile(_: Path) -> None:
        assert "hip-bridge" in profiles.read(path).exercises

    command = ["calibrate", "hip-bridge", "good.npz", "good-mirrored.npz", "--profile", "anna"]
    trial = Trial(tmp_path, command, {"data/profiles/anna.toml": whole_profile})
    trial.run()
    found = profiles.read(path)
    older = profiles.text_of(Profile(name="anna").having("cat-cow", found.exercises["hip-bridge"]))
    # The time is known by now. Before each kill the profile has the other exercise alone.
    kill_often(trial, reset=lambda _number: path.write_text(older, encoding="utf-8"))
    assert "cat-cow" in profiles.read(path).exercises


@dataclass
class Heard:
    """What a session file has told so far: the media time of its last pose, and when that was."""

    first: tuple[float, float] | None = None

    def media_s(self) -> float:
        """The media time that it must be by now: the camera, a file, goes at real speed."""
        assert self.first is not None
        media_s, at_s = self.first
        return media_s + time.monotonic() - at_s


def last_pose_s(path: Path) -> float | None:
    """The media time of the last pose that is in a session file."""
    last = None
    for line in session_file.read(path):
        if line["event"] == "poses":
            last = session_file.unpack(line["block"], tuple(line["size_px"]))[-1].t_s
    return last


def wait_for_first(folder: Path, process: subprocess.Popen[bytes], until_s: float) -> Heard:
    heard = Heard()
    while process.poll() is None and time.monotonic() < until_s:
        for path in (folder / "data" / "sessions").glob(f"*{session_file.SUFFIX}"):
            if (media_s := last_pose_s(path)) is not None:
                heard.first = (media_s, time.monotonic())
                return heard
        time.sleep(LOOKS_EVERY_S)
    return heard


@pytest.fixture
def display() -> Iterator[str]:
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb (apt-get install xvfb)")
    with sessions.screen() as name:
        yield name


def expected_s(heard: Heard, length_s: float) -> float:
    return min(heard.media_s(), length_s)


def recovered_s(folder: Path, session: Path) -> float:
    """How much of a session `recover` has a report of."""
    out = folder / "recovered"
    done = subprocess.run(
        [sys.executable, "-m", "posecheck", "recover", session, "-o", out],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in ENDED, done.stderr
    (path,) = out.iterdir()
    report = reports.load(path.read_text(encoding="utf-8"))
    assert report.partial
    return report.duration_s


def test_live(tmp_path: Path, display: str) -> None:
    """With a file as camera; every second session writes its video, too."""
    chance = random.Random("live")
    length_s = 20.0
    found: Counter[str] = Counter()
    lost_s: list[float] = []
    for number in range(KILLS // 4):
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copy(CLIPS / "good.mp4", folder / "clip.mp4")
        command = ["live", "hip-bridge", "-c", "clip.mp4", "--quiet", "--stay", "0", "-o", "out"]
        process = subprocess.Popen(
            [sys.executable, "-m", "posecheck", *command, *(["--record"] if number % 2 else [])],
            cwd=folder,
            env=environment(folder, DISPLAY=display),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        heard = wait_for_first(folder, process, time.monotonic() + 60)
        assert heard.first is not None
        wait(process, chance.uniform(0.0, length_s + 2.0))
        process.kill()
        due_s = expected_s(heard, length_s)
        process.wait()
        assert (folder / "clip.mp4").read_bytes() == (CLIPS / "good.mp4").read_bytes()
        written = [path for path in (folder / "out").iterdir() if path.suffix != ".part"]
        for path in written:
            if path.suffix == ".json":
                whole_report(path)
            else:
                with av.open(str(path)) as container:
                    assert sum(1 for _ in container.decode(video=0)) > 0
        kept = list((folder / "data" / "sessions").iterdir())
        if not kept:  # The session had ended: its report is there, and whole.
            assert any(path.suffix == ".json" for path in written)
            found["ended before"] += 1
            continue
        lost_s.append(due_s - recovered_s(folder, kept[0]))
        found["recovered"] += 1
    most = max(lost_s, default=0.0)
    print(f"\nlive: {KILLS // 4} kills, {dict(found)}, at most {most:.2f} s lost")  # noqa: T201
    assert most <= MOST_LOST_S, [lost for lost in lost_s if lost > MOST_LOST_S]
