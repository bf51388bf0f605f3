"""Draws clips in which control is lost on purpose, with exact truth: `calibration.spoil FOLDER`.

    python -m calibration.spoil FOLDER [--size clear] [ID...]

The repetitions of an exercise's good sample clip are drawn again, one after the other, each with
another fault in one of its legs, or slowly, as they are, and briskly. Faults are put into the time
of the drawn body's own movement: a stop stands still on its way, a tremor goes to and fro along
it. So what is drawn is a person who moves so, and what the pose model makes of it is its own.

FOLDER/ID/clear.mp4 and mild.mp4 get a .json that says which repetition has which fault, in which
leg and when. Needs the extra `render`; about 0.1 s a picture.
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

import numba
import numpy as np
from numpy.typing import NDArray

from calibration import planting, sizes
from calibration.planting import Piece, Span
from calibration.sizes import AROUND_S, KINDS, PACES, SIZES, Kind, Size
from posecheck.app.benchmark.truth import load
from posecheck.exercise.follow.signal_reader import SignalReader
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.steady.faults import SHORTEST_S
from posecheck.motion.body import Body
from sample_videos.render.builds import BUILDS
from sample_videos.render.encode import write_mp4
from sample_videos.render.motion import FOLDER, Motion
from sample_videos.render.motion import load as motion_of
from sample_videos.render.picture import Degrade, Scene, render
from sample_videos.render.room import ROOMS
from sample_videos.render.stage import Performance, perform
from sample_videos.render.truth import truth, written

EXERCISES = (
    "hip-bridge", "crunch", "superman", "prone-press-up", "cat-cow", "seated-forward-reach",
    "neck-rotation", "standing-hamstring-stretch",
)  # fmt: skip
"""On the back, prone, on hands and knees, sitting on the floor and on a chair, standing; seen from
the side and from the front."""

FPS, FINE_FPS = 30, 60
"""Pictures a second; moments a second at which the drawn body's own movement is worked out."""

BLEND_S, START_S = 0.4, 1.2

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """One repetition as it is drawn: what is wrong in it (a kind of fault, or the pace of a good
    one), in which leg, and when."""

    what: str
    leg: str
    start_s: float
    end_s: float
    leg_start_s: float
    leg_end_s: float


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """A leg of the clip that is spoiled, on its own clock."""

    name: str
    span: Span


def spoil(folder: Path, name: str, size: Size) -> Path:
    """Draws one clip."""
    numba.set_num_threads(1)
    exercise = Catalogue(None).get(name)
    motion = _good(name)
    done = perform(motion, "good")
    chance = np.random.default_rng([len(name), SIZES.index(size)])
    old_s, shares, blocks = _plan(exercise, done, folder / name, size, chance)
    q = planting.at(done.t_s, done.q, old_s[:, 0])
    q = q + shares[:, None] * (planting.at(done.t_s, done.q, old_s[:, 1]) - q)
    drawn = replace(
        done, t_s=np.arange(len(q)) / FPS, q=q, placed=done.body.place(q),
        cameras=(done.cameras[0],) * len(q),
    )  # fmt: skip
    path = folder / name / f"{size}.mp4"
    write_mp4(path, _pictures(drawn), fps=FPS)
    table = {"exercise": name, "size": size, "blocks": [asdict(block) for block in blocks]}
    path.with_suffix(".json").write_text(json.dumps(table, indent=1), "utf-8")
    return path


def _good(name: str) -> Motion:
    """The motion of the good sample clip, on a fine clock."""
    motion = motion_of(FOLDER / f"{name}.toml")
    clip = motion.clips["good"].model_copy(update={"fps": FINE_FPS})
    return motion.model_copy(update={"clips": motion.clips | {"good": clip}})


def _pictures(done: Performance) -> Iterator[NDArray[np.uint8]]:
    clip = done.clip
    scene = Scene(BUILDS[clip.build], ROOMS[clip.room], tuple(done.scene_props()), clip.seed)
    for i, camera in enumerate(done.cameras):
        yield render(scene, done.pose(i), camera, frame_index=i, degrade=Degrade(**clip.degrade))


def _plan(
    exercise: Exercise, done: Performance, folder: Path, size: Size, chance: np.random.Generator
) -> tuple[Values, Values, list[Block]]:
    """Old times (T, 2) between which each picture is blended, the second's share (T,), and what is
    in which repetition."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".{size}.truth.json"
    path.write_text(written(truth(done, made_from="")), "utf-8")
    table, known = json.loads(path.read_text("utf-8")), load(path)
    path.unlink()
    reps = [rep for rep in table["reps"] if rep["complete"]]
    driven = {
        side: _driven(exercise, known.frames.t_s, SignalReader(exercise, side), known.bodies())
        for side in exercise.counted_sides()
    }
    whats: list[tuple[str, Kind | None]] = [(kind, kind) for kind in KINDS]
    if size == "clear":
        whats += [(pace, None) for pace in PACES]
    rest_s = reps[0]["start_s"] - AROUND_S
    times: list[Values] = [np.full((round(START_S * FPS), 2), rest_s)]
    mixed: list[Values] = [np.zeros(len(times[0]))]
    blocks: list[Block] = []
    at_s = START_S
    for i, (what, kind) in enumerate(whats):
        rep = reps[i % len(reps)]
        legs = [ZoneChange(p["name"], (p["start_s"], p["end_s"])) for p in rep["phases"]]
        leg = _chosen(exercise, legs, kind, chance)
        if leg is None and kind is not None:
            continue
        lane = rep["side"] if rep["side"] in driven else exercise.counted_sides()[0]
        old, spans = _block(exercise, legs, leg, what, size, driven[lane], chance)
        n = round(BLEND_S * FPS)
        blend = np.linspace(0, 1, n + 2)[1:-1]
        times.append(np.tile((times[-1][-1, 0], old[0]), (n, 1)))
        mixed.append(blend**2 * (3 - 2 * blend))
        at_s += n / FPS
        times.append(np.column_stack((old, old)))
        mixed.append(np.zeros(old.size))
        within = [span for one, span in spans if one is leg] or [(0.0, old.size / FPS)]
        blocks.append(
            Block(what, leg.name if leg else "", at_s, at_s + old.size / FPS,
                  at_s + within[0][0], at_s + within[0][1])
        )  # fmt: skip
        at_s += old.size / FPS
    return np.concatenate(times), np.concatenate(mixed), blocks


def _driven(exercise: Exercise, t_s: list[float], read: SignalReader, bodies: list[Body]) -> Values:
    """The driver as a perfect pose model would read it: rows of time and value."""
    assert exercise.rep is not None
    values = [read.read(body).get(exercise.rep.driver, np.nan) for body in bodies]
    return np.column_stack((t_s, values))


def _chosen(
    exercise: Exercise, legs: list[ZoneChange], kind: Kind | None, chance: np.random.Generator
) -> ZoneChange | None:
    """A leg in which the fault is judged."""
    if kind is None or (kind != "fast" and kind not in exercise.steadiness_faults()):
        return None
    assert exercise.rep is not None
    names = exercise.rep.phases
    able = [
        leg for leg in legs
        if leg.name in names and leg.name not in exercise.steadiness.not_during
        and names.index(leg.name) % 2 == (kind == "bouncing")
        and (kind != "fast" or exercise.shortest_s(leg.name, -1.0) > 0)
    ]  # fmt: skip
    return able[int(chance.integers(len(able)))] if able else None


def _block(
    exercise: Exercise, legs: list[ZoneChange], chosen: ZoneChange | None, what: str, size: Size,
    driven: Values, chance: np.random.Generator,
) -> tuple[Values, list[tuple[ZoneChange | None, Span]]]:  # fmt: skip
    """Old times of one repetition with rest around it, and where its legs are (from its start)."""
    kind = next((kind for kind in KINDS if kind == what), None)
    first_s, last_s = legs[0].span[0] - AROUND_S, legs[-1].span[1] + AROUND_S
    pieces: list[Piece] = [Piece((first_s, legs[0].span[0]), AROUND_S)]
    owners: list[ZoneChange | None] = [None]
    for leg in legs:
        plain = Piece(leg.span, leg.span[1] - leg.span[0])
        least_s = exercise.shortest_s(leg.name, SHORTEST_S)
        if leg is chosen and kind is not None:
            gone = planting.path(driven[:, 0], driven[:, 1], leg.span)[1]
            gone = (gone - gone[0]) / (gone[-1] - gone[0])
            plain = sizes.piece(plain, kind, size, chance, shortest_s=least_s, way=gone)
        elif kind is None and _is_way(exercise, leg):
            paced_s = sizes.paced_s(plain.duration_s, PACES[what], least_s)
            plain = replace(plain, duration_s=paced_s)
        pieces.append(plain)
        owners.append(leg)
    pieces.append(Piece((legs[-1].span[1], last_s), AROUND_S))
    owners.append(None)
    old_of, spans = planting.timeline(pieces, 0.0)
    t_s = np.arange(round(spans[-1][1] * FPS)) / FPS
    old = old_of(t_s)
    if chosen is not None and kind in ("shaking", "bouncing"):
        span = spans[owners.index(chosen)]
        way = chosen if kind == "shaking" else legs[legs.index(chosen) - 1]
        assert exercise.rep is not None
        degree = exercise.degree(exercise.rep.driver)
        shift = degree * sizes.swing_deg(t_s, span, kind, size, chance)
        old = planting.swung(old, shift, planting.path(driven[:, 0], driven[:, 1], way.span))
    return old, list(zip(owners, spans, strict=True))


def _is_way(exercise: Exercise, leg: ZoneChange) -> bool:
    assert exercise.rep is not None
    return leg.name in exercise.rep.phases[::2]


def main(arguments: list[str]) -> None:
    """Draws what is missing, two clips at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("ids", nargs="*", default=EXERCISES)
    parser.add_argument("--size", choices=SIZES, nargs="*", default=SIZES)
    asked = parser.parse_intermixed_args(arguments)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [
            pool.submit(spoil, asked.folder, name, size)
            for size in asked.size
            for name in asked.ids
            if not (asked.folder / name / f"{size}.mp4").exists()
        ]
        for one in running:
            sys.stderr.write(f"{one.result()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
