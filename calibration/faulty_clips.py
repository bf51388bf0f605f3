"""Renders clips with planted faults of steadiness, and their exact truth.

    python -m calibration.faulty_clips FOLDER [--size clear] [ID...]

The repetitions of an exercise's good sample clip are rendered again, one after the other. Each
has another fault in one of its phases. The "clear" clip has three good repetitions, too: slow, as
they are, and brisk.

A fault changes the timing of the rendered body's own movement. For a stop the body stands still,
for a tremor it goes to and fro along its movement. So the pictures show a person who moves like
this, and the pose model sees them as it sees any pictures.

FOLDER/ID/clear.mp4 and mild.mp4 each get a .json. It says which repetition has which fault, in
which phase and when. Needs the extra `render`; about 0.1 s a picture.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from calibration import planted_faults, time_warp
from calibration.planted_faults import AROUND_S, KINDS, PACES, SIZES, Kind, Size
from calibration.time_warp import Piece, Span
from posecheck.app.benchmark.truth import load
from posecheck.exercise.follow.signal_reader import SignalReader
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.steady.faults import SHORTEST_S
from posecheck.records import Side
from sample_videos.render.animation.motion_file import FOLDER, Motion
from sample_videos.render.animation.motion_file import load as load_motion
from sample_videos.render.animation.performance import Performance, perform
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.encode import write_mp4
from sample_videos.render.image.frame import Degrade, Scene, render
from sample_videos.render.scene.rooms import ROOMS
from sample_videos.render.truth import truth, written

EXERCISES = (
    "hip-bridge", "crunch", "superman", "prone-press-up", "cat-cow", "seated-forward-reach",
    "neck-rotation", "standing-hamstring-stretch",
)  # fmt: skip
"""They cover the postures (on the back, prone, on hands and knees, sitting on the floor and on a
chair, standing) and the views from the side and from the front."""

FPS, FINE_FPS = 30, 60
"""Pictures a second of a clip, and moments a second at which the good movement is computed."""

BLEND_S = 0.4
"""Time in which the body is blended from one repetition's rest into the next one's."""

START_S = 1.2
"""Rest at the beginning of a clip."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """One rendered repetition with the rest around it; times on the clip's clock."""

    content: str
    """A kind of fault, or the pace of a good repetition."""
    phase: str
    """The phase that has the fault; empty for a good repetition."""
    start_s: float
    end_s: float
    phase_start_s: float
    phase_end_s: float


@dataclass(frozen=True, slots=True)
class OldPhase:
    """One phase of the good sample clip, on that clip's clock."""

    name: str
    span: Span


def render_clip(folder: Path, exercise_id: str, size: Size) -> Path:
    """Renders one clip, writes its truth, and returns its path."""
    numba.set_num_threads(1)
    exercise = Catalogue(None).get(exercise_id)
    good = perform(_good_motion(exercise_id), "good")
    random = np.random.default_rng([len(exercise_id), SIZES.index(size)])
    old_s, shares, blocks = _plan(exercise, good, folder / exercise_id, size, random)
    q = time_warp.interpolated(good.t_s, good.q, old_s[:, 0])
    q = q + shares[:, None] * (time_warp.interpolated(good.t_s, good.q, old_s[:, 1]) - q)
    faulty = replace(
        good, t_s=np.arange(len(q)) / FPS, q=q, placed=good.body.place(q),
        cameras=(good.cameras[0],) * len(q),
    )  # fmt: skip
    path = folder / exercise_id / f"{size}.mp4"
    write_mp4(path, _pictures(faulty), fps=FPS)
    table = {"exercise": exercise_id, "size": size, "blocks": [asdict(block) for block in blocks]}
    path.with_suffix(".json").write_text(json.dumps(table, indent=1), "utf-8")
    return path


def _good_motion(exercise_id: str) -> Motion:
    """The motion of the good sample clip, at `FINE_FPS`."""
    motion = load_motion(FOLDER / f"{exercise_id}.toml")
    clip = motion.clips["good"].model_copy(update={"fps": FINE_FPS})
    return motion.model_copy(update={"clips": motion.clips | {"good": clip}})


def _pictures(done: Performance) -> Iterator[NDArray[np.uint8]]:
    clip = done.clip
    scene = Scene(BUILDS[clip.build], ROOMS[clip.room], tuple(done.scene_props()), clip.seed)
    for i, camera in enumerate(done.cameras):
        yield render(scene, done.pose(i), camera, frame_index=i, degrade=Degrade(**clip.degrade))


def _plan(
    exercise: Exercise, good: Performance, folder: Path, size: Size, random: np.random.Generator
) -> tuple[Values, Values, list[Block]]:
    """What the clip shows.

    Returns, for each of its T pictures, two old times (T, 2) and the share of the second one (T,)
    in the blend of both; and the blocks.
    """
    table, drivers = _truth(exercise, good, folder, size)
    reps = [rep for rep in table["reps"] if rep["complete"]]
    contents: list[tuple[str, Kind | None]] = [(kind, kind) for kind in KINDS]
    if size == "clear":
        contents += [(pace, None) for pace in PACES]
    rest_s = reps[0]["start_s"] - AROUND_S
    times: list[Values] = [np.full((round(START_S * FPS), 2), rest_s)]
    shares: list[Values] = [np.zeros(len(times[0]))]
    blocks: list[Block] = []
    at_s = START_S
    for i, (content, kind) in enumerate(contents):
        rep = reps[i % len(reps)]
        phases = [OldPhase(p["name"], (p["start_s"], p["end_s"])) for p in rep["phases"]]
        chosen = _chosen(exercise, phases, kind, random)
        if chosen is None and kind is not None:
            continue
        side = rep["side"] if rep["side"] in drivers else exercise.counted_sides()[0]
        old_s, spans = _repetition(exercise, phases, chosen, content, size, drivers[side], random)
        n = round(BLEND_S * FPS)
        blend = np.linspace(0, 1, n + 2)[1:-1]
        times.append(np.tile((times[-1][-1, 0], old_s[0]), (n, 1)))
        shares.append(blend**2 * (3 - 2 * blend))
        at_s += n / FPS
        times.append(np.column_stack((old_s, old_s)))
        shares.append(np.zeros(old_s.size))
        within = [span for one, span in spans if one is chosen] or [(0.0, old_s.size / FPS)]
        blocks.append(
            Block(content, chosen.name if chosen else "", at_s, at_s + old_s.size / FPS,
                  at_s + within[0][0], at_s + within[0][1])
        )  # fmt: skip
        at_s += old_s.size / FPS
    return np.concatenate(times), np.concatenate(shares), blocks


def _truth(
    exercise: Exercise, good: Performance, folder: Path, size: Size
) -> tuple[dict[str, Any], dict[Side | None, Values]]:
    """The good clip's truth, and the driver of each counted side: rows of time and value.

    The driver is read from the true points, as a perfect pose model would see them.
    """
    assert exercise.rep is not None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".{size}.truth.json"
    path.write_text(written(truth(good, made_from="")), "utf-8")
    table, known = json.loads(path.read_text("utf-8")), load(path)
    path.unlink()
    drivers = {}
    for side in exercise.counted_sides():
        reader = SignalReader(exercise, side)
        values = [reader.read(body).get(exercise.rep.driver, np.nan) for body in known.bodies()]
        drivers[side] = np.column_stack((known.frames.t_s, values))
    return table, drivers


def _chosen(
    exercise: Exercise, phases: list[OldPhase], kind: Kind | None, random: np.random.Generator
) -> OldPhase | None:
    """A random phase in which the fault is judged; None where there is none."""
    if kind is None or (kind != "fast" and kind not in exercise.steadiness_faults()):
        return None
    assert exercise.rep is not None
    names = exercise.rep.phases
    able = [
        phase for phase in phases
        if phase.name in names and phase.name not in exercise.steadiness.not_during
        and names.index(phase.name) % 2 == (kind == "bouncing")
        and (kind != "fast" or exercise.shortest_s(phase.name, -1.0) > 0)
    ]  # fmt: skip
    return able[int(random.integers(len(able)))] if able else None


def _repetition(
    exercise: Exercise, phases: list[OldPhase], chosen: OldPhase | None, content: str, size: Size,
    driver: Values, random: np.random.Generator,
) -> tuple[Values, list[tuple[OldPhase | None, Span]]]:  # fmt: skip
    """One repetition with the rest around it.

    Returns the old time of each picture, and each phase's new span from the repetition's start;
    the rest has None as its phase.
    """
    kind = next((kind for kind in KINDS if kind == content), None)
    first_s, last_s = phases[0].span[0] - AROUND_S, phases[-1].span[1] + AROUND_S
    pieces: list[Piece] = [Piece((first_s, phases[0].span[0]), AROUND_S)]
    owners: list[OldPhase | None] = [None]
    for phase in phases:
        plain = Piece(phase.span, phase.span[1] - phase.span[0])
        least_s = exercise.shortest_s(phase.name, SHORTEST_S)
        if phase is chosen and kind is not None:
            done = time_warp.driver_path(driver[:, 0], driver[:, 1], phase.span)[1]
            done = (done - done[0]) / (done[-1] - done[0])
            plain = planted_faults.piece(plain, kind, size, random, shortest_s=least_s, done=done)
        elif kind is None and _is_movement(exercise, phase):
            paced_s = planted_faults.paced_s(plain.duration_s, PACES[content], least_s)
            plain = replace(plain, duration_s=paced_s)
        pieces.append(plain)
        owners.append(phase)
    pieces.append(Piece((phases[-1].span[1], last_s), AROUND_S))
    owners.append(None)
    old_time, spans = time_warp.timeline(pieces, 0.0)
    t_s = np.arange(round(spans[-1][1] * FPS)) / FPS
    old_s = old_time(t_s)
    if chosen is not None and kind in ("shaking", "bouncing"):
        span = spans[owners.index(chosen)]
        movement = chosen if kind == "shaking" else phases[phases.index(chosen) - 1]
        assert exercise.rep is not None
        degree = exercise.degree(exercise.rep.driver)
        shift = degree * planted_faults.swing_deg(t_s, span, kind, size, random)
        path = time_warp.driver_path(driver[:, 0], driver[:, 1], movement.span)
        old_s = time_warp.moved_along(old_s, shift, path)
    return old_s, list(zip(owners, spans, strict=True))


def _is_movement(exercise: Exercise, phase: OldPhase) -> bool:
    assert exercise.rep is not None
    return phase.name in exercise.rep.phases[::2]


def main(arguments: list[str]) -> None:
    """Renders the clips that are missing, two at a time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="clips go to FOLDER/ID/SIZE.mp4")
    parser.add_argument("ids", nargs="*", default=EXERCISES, metavar="ID", help="exercises")
    parser.add_argument("--size", choices=SIZES, nargs="*", default=SIZES, help="of the faults")
    asked = parser.parse_intermixed_args(arguments)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [
            pool.submit(render_clip, asked.folder, exercise_id, size)
            for size in asked.size
            for exercise_id in asked.ids
            if not (asked.folder / exercise_id / f"{size}.mp4").exists()
        ]
        for one in running:
            sys.stderr.write(f"{one.result()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
