"""Measures how fast posecheck is. What is compared runs in turn, several rounds of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from posecheck.app.benchmark.speed.films import film
from posecheck.app.benchmark.speed.processes import Run, measured
from posecheck.app.benchmark.step_cost import step_cost
from posecheck.app.sources import cores
from posecheck.errors import ExitCode
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose.estimator import Estimator

EXERCISE: Final = "hip-bridge"
CLIP: Final = Path(EXERCISE) / "good.mp4"
PICTURES: Final = 600
"""The film of every comparison: 20 s at 30 pictures a second."""

SIZES_PX: Final = ((640, 360), (640, 480), (1920, 1080))
USUAL_PX: Final = (640, 480)
ROUNDS: Final = 3
SESSION_MIN: Final = 30.0

PLAIN: Final = "posecheck.app.benchmark.speed.plain_loop"
BATCH_CLIPS: Final = 24

CEILING: Final = "posecheck.app.benchmark.speed.ceiling"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, the figure in words, and the goal; "" for none."""

    what: str
    found: str
    goal: str
    met: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where the films lie, and the model file."""

    clips: Path
    folder: Path
    model: Path

    def film(self, size_px: tuple[int, int], pictures: int) -> Path:
        """A film of the sample clip, made once."""
        out = self.folder / f"{size_px[0]}x{size_px[1]}-{pictures}.mp4"
        if not out.exists():
            film(self.clips / CLIP, out, size_px=size_px, pictures=pictures)
        return out

    def analyse(self, source: Path, *options: str, accepted: tuple[int, ...] = (0,)) -> Run:
        """`posecheck analyze` with its annotated video."""
        fixed = ("-e", EXERCISE, "-o", self.folder / "out", "--model", self.model)
        return measured("posecheck", "analyze", source, *fixed, *options, accepted=accepted)


def figures(clips: Path, model: Path, *, minutes: float, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Each figure as it is measured; `minutes` is the length of the longest film.

    Raises PosecheckError (BENCHMARK_FAILED) where a program fails.
    """
    with TemporaryDirectory(prefix="posecheck-speed-") as folder:
        place = Place(clips, Path(folder), model)
        for size_px in SIZES_PX:
            yield _against_plain(place, size_px, rounds)
        yield from _against_ceiling(place, rounds)
        yield _batch(place)
        yield from _memory(place, minutes)
        yield from _start(place, rounds)
        yield from _steps(place)


def _against_plain(place: Place, size_px: tuple[int, int], rounds: int) -> Figure:
    source = place.film(size_px, PICTURES)
    out = place.folder / "plain.mp4"
    plain, ours = _in_turn(
        rounds,
        lambda: measured(PLAIN, source, out, place.model),
        lambda: place.analyse(source),
    )
    ratio = median(p.wall_s / o.wall_s for p, o in zip(plain, ours, strict=True))
    seconds = f"{_seconds(plain)} against {_seconds(ours)}"
    name = f"analyze with its video, {size_px[0]} x {size_px[1]}, against the plain loop"
    return Figure(name, f"{ratio:.2f} x ({seconds})", "1.85 x", ratio >= 1.85)


def _against_ceiling(place: Place, rounds: int) -> Iterator[Figure]:
    source = place.film(USUAL_PX, PICTURES)

    def alone(network: str) -> Callable[[], Run]:
        count = (str(cores()), network, str(PICTURES))
        return lambda: measured(CEILING, source, place.model, *count)

    own, lean, ours = _in_turn(rounds, alone("own"), alone("lean"), lambda: place.analyse(source))
    for network, runs, goal in (("MediaPipe's network", own, 0.93), ("the lean network", lean, 0)):
        rates_hz = [float(run.output) for run in runs]
        ratio = median(PICTURES / o.wall_s / r for o, r in zip(ours, rates_hz, strict=True))
        yield Figure(
            f"the same, 640 x 480, against {network} alone on all cores",
            f"{ratio:.2f} x (of {median(rates_hz):.0f} pictures a second)",
            f"{goal} x" if goal else "",
            ratio >= goal,
        )


def _batch(place: Place) -> Figure:
    """Many clips with as many workers as there are cores, against one worker."""
    what = f"batch of {BATCH_CLIPS} clips, {cores()} workers against one"
    if any(find_spec(name) is None for name in ("distributed", "pyarrow", "cryptography")):
        return Figure(what, 'not measured: pip install "posecheck[batch]"', "")
    listed = place.folder / "clips.csv"
    clips = sorted(place.clips.resolve().glob("*/*.mp4"))[:BATCH_CLIPS]
    rows = [f"{clip},{clip.parent.name}" for clip in clips]
    listed.write_text("\n".join(["path,exercise", *rows]) + "\n", encoding="utf-8")

    def run(workers: int) -> Run:
        out = ("--out", place.folder / f"batch-{workers}", "--workers", str(workers))
        fixed = ("--no-video", "--model", place.model)
        accepted = (ExitCode.OK, ExitCode.NOTHING_TO_JUDGE)
        return measured("posecheck", "batch", listed, *out, *fixed, accepted=accepted)

    one, all_of_them = run(1).wall_s, run(cores()).wall_s
    goal = 0.925 * cores()
    found = f"{one / all_of_them:.2f} x ({one:.0f} s against {all_of_them:.0f} s)"
    return Figure(what, found, f"{goal:.2f} x", one / all_of_them >= goal)


def _memory(place: Place, minutes: float) -> Iterator[Figure]:
    lengths_s = sorted({10.0, 120.0, 60 * minutes})
    peaks_mb = []
    for length_s in lengths_s:
        source = place.film(USUAL_PX, round(30 * length_s))
        peaks_mb.append(place.analyse(source, "--workers", "1").peak_mb)
        name = f"memory, one worker, {length_s:.0f} s of video"
        yield Figure(name, f"{peaks_mb[-1]:.0f} MB", "350 MB", peaks_mb[-1] < 350)
    growth = max(peaks_mb) / peaks_mb[0]
    yield Figure("most of these against the shortest", f"{growth:.2f} x", "1.10 x", growth <= 1.1)


def _start(place: Place, rounds: int) -> Iterator[Figure]:
    helps = [measured("posecheck", "--help") for _ in range(2 * rounds)]
    help_s = min(run.wall_s for run in helps)
    yield Figure("--help", f"{help_s:.2f} s", "0.1 s", help_s <= 0.1)
    source = place.film(USUAL_PX, 1)
    accepted = (ExitCode.OK, ExitCode.NOTHING_TO_JUDGE)
    runs = [place.analyse(source, accepted=accepted) for _ in range(2 * rounds)]
    whole_s = min(run.wall_s for run in runs)
    name = "from Enter to the report of a film of one picture"
    yield Figure(name, f"{whole_s:.2f} s", "1 s", whole_s <= 1.0)


def _steps(place: Place) -> Iterator[Figure]:
    from posecheck.capture.video_reader import frames

    with Estimator(place.model) as estimator:
        poses = [estimator(frame) for frame in frames(place.clips / CLIP)]
    catalogue = Catalogue()
    cost = step_cost(catalogue.get(EXERCISE), poses, SESSION_MIN)
    first_ms, last_ms = 1000 * cost.first_s, 1000 * cost.last_s
    yield Figure("engine, a picture of a bridge", f"{first_ms:.2f} ms", "0.3 ms", first_ms <= 0.3)
    name = "the same after 30 minutes"
    yield Figure(name, f"{last_ms / first_ms:.2f} x", "1.10 x", last_ms <= 1.1 * first_ms)
    others = {i: step_cost(catalogue.get(i), poses, 0.0).first_s for i in catalogue.ids()}
    for words, i in (
        ("cheapest", min(others, key=others.__getitem__)),
        ("dearest", max(others, key=others.__getitem__)),
    ):
        yield Figure(f"engine, a picture, {words}: {i}", f"{1000 * others[i]:.2f} ms", "")


def _in_turn(rounds: int, *programs: Callable[[], Run]) -> list[list[Run]]:
    """The runs of each program; all of them in turn, so that what else goes on meets them alike."""
    done = [[program() for program in programs] for _ in range(rounds)]
    return [list(runs) for runs in zip(*done, strict=True)]


def _seconds(runs: list[Run]) -> str:
    return f"{median(run.wall_s for run in runs):.1f} s"
