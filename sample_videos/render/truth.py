"""The truth beside a clip: what is done when, where every landmark is, which faults are planted.

It comes from the bodies that are drawn, never from the plan alone. It is also compared with the
plan: a clip that does not show a planted fault is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from sample_videos.render.animation.motion_file import Fault, MotionError
from sample_videos.render.animation.performance import Performance, ground_m
from sample_videos.render.animation.timeline import Span
from sample_videos.render.rig.anatomy import DOFS, HIGH, LOW, POINT_NAMES, Array
from sample_videos.render.rig.inverse_kinematics import clearance_m
from sample_videos.render.rig.measures import MEASURES
from sample_videos.render.rig.skeleton import LANDMARK_AT, SIDES

SCHEMA = 1
"""Version of the file's layout."""
LARGEST_BYTES = 115_000
"""The most bytes that `frames` may have. A long clip leaves frames out to keep to it."""
FACE_AND_FEET = ("ear", "heel", "foot_index")
LANDMARKS = (*LANDMARK_AT, "nose", *(f"{side}_{name}" for side in SIDES for name in FACE_AND_FEET))
"""The landmarks that the truth has, by MediaPipe's names."""

SUNK_M = 0.012
"""How deep the body may sink below the floor, metres: mats and flesh give way."""
BEYOND_LIMIT_DEG = 3.0
"""How far a joint may go beyond its limit, degrees."""
SIZE_TOLERANCE = {"deg": 2.5, "s": 0.15, "cm": 1.5}
"""How much the size of a planted fault may differ from the plan, by its unit."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted fault as the clip shows it: when, and how large it is."""

    fault: Fault
    start_s: float
    end_s: float
    size: float


def signals(performance: Performance) -> dict[str, Array]:
    """The exercise's measures in all frames, each (F,)."""
    return {name: MEASURES[name](performance.placed) for name in performance.motion.signals}


def landmarks_px(performance: Performance) -> dict[str, Array]:
    """Where each landmark is in the picture: (F, 3) pixel x, pixel y, depth in metres."""
    return {name: _seen(performance, _landmark_m(performance, name)) for name in LANDMARKS}


def _landmark_m(performance: Performance, name: str) -> Array:
    placed = performance.placed
    bone = LANDMARK_AT.get(name)
    return placed.points[name] if bone is None else placed.joints[bone]


def _seen(performance: Performance, points: Array) -> Array:
    world = performance.in_room(points)
    pairs = zip(performance.cameras, world, strict=True)
    return np.concatenate([camera.project(point[None]) for camera, point in pairs])


def near_side(performance: Performance) -> str | None:
    """The side that is nearer to the camera. None in a view from the front or an end."""
    if performance.clip.view in ("front", "end"):
        return None
    points = landmarks_px(performance)
    depth = {side: float(points[f"{side}_hip"][:, 2].mean()) for side in SIDES}
    return min(depth, key=lambda side: depth[side])


def repetitions(performance: Performance) -> list[dict[str, Any]]:
    """Every repetition with its phases."""
    line = performance.timeline
    found = []
    for one in line.repetitions:
        spans = line.spans[one.first : one.last + 1]
        phases = [
            {"name": name, "start_s": _from_s(run[0].start_s), "end_s": _s(run[-1].end_s)}
            for name, run in _runs(spans, "phase")
        ]
        found.append(
            {
                "start_s": _from_s(spans[0].start_s),
                "end_s": _s(spans[-1].end_s),
                "side": one.step.side,
                "complete": one.step.complete,
                "phases": phases,
            }
        )
    return found


def holds(performance: Performance) -> list[dict[str, Any]]:
    """Every hold: a time in a zone. A half repetition reaches no zone."""
    line = performance.timeline
    half = [line.spans[r.first : r.last + 1] for r in line.repetitions if not r.step.complete]
    elsewhere = [span for span in line.spans if not any(span in spans for spans in half)]
    return [
        {
            "start_s": _from_s(run[0].start_s),
            "end_s": _s(run[-1].end_s),
            "side": run[0].step.side,
            "zone": zone,
        }
        for zone, run in _runs(elsewhere, "zone")
    ]


def _runs(spans: list[Span], key: str) -> list[tuple[str, list[Span]]]:
    """Runs of neighbouring spans whose steps have the same `key`. Spans without it are left out."""
    grouped = groupby(spans, lambda span: getattr(span.step, key))
    return [(name, list(run)) for name, run in grouped if name is not None]


def planted(performance: Performance) -> list[Planted]:
    """Every planted fault. Neighbouring steps with the same kind of fault are one fault."""
    kinds = dict.fromkeys(f.kind for span in performance.timeline.spans for f in span.step.faults)
    found = []
    for kind in kinds:
        run: list[Span] = []
        for span in [*performance.timeline.spans, None]:
            if span is not None and any(f.kind == kind for f in span.step.faults):
                run.append(span)
            elif run:
                fault = next(f for f in run[0].step.faults if f.kind == kind)
                found.append(_measured(performance, fault, run[0].start_s, run[-1].end_s))
                run = []
    return sorted(found, key=lambda one: one.start_s)


def _measured(performance: Performance, fault: Fault, start_s: float, end_s: float) -> Planted:
    if fault.signal is None:
        return Planted(fault, start_s, end_s, end_s - start_s)
    inside = (performance.t_s >= start_s - 1e-6) & (performance.t_s <= end_s + 1e-6)
    values = MEASURES[fault.signal](performance.placed)[inside]
    reference = values[0] if fault.beyond == "start" else fault.beyond
    distance = np.abs(values - reference)
    size = distance.min() if fault.nearest else distance.max()
    return Planted(fault, start_s, end_s, float(size))


def problems(performance: Performance) -> list[str]:
    """What is wrong with a clip. If the list is empty, its truth is right."""
    found = []
    body, placed = performance.body, performance.placed
    clear = clearance_m(body, placed) - ground_m(performance.clip.props)
    if clear.min() < -SUNK_M:
        frame, point = np.unravel_index(clear.argmin(), clear.shape)
        at = f"{POINT_NAMES[int(point)]} at {performance.t_s[int(frame)]:.2f} s"
        found.append(f"{at} is {-clear.min() * 1000:.0f} mm below the floor")
    beyond = np.maximum(LOW - performance.q, performance.q - HIGH)
    if beyond.max() > BEYOND_LIMIT_DEG:
        frame, dof = np.unravel_index(beyond.argmax(), beyond.shape)
        at = f"{list(DOFS)[int(dof)]} at {performance.t_s[int(frame)]:.2f} s"
        found.append(f"{at} is {beyond.max():.0f} degrees beyond its limit")
    for one in planted(performance):
        off = abs(one.size - one.fault.size)
        if off > SIZE_TOLERANCE[one.fault.unit]:
            asked = f"planned {one.fault.size:g} {one.fault.unit}"
            found.append(f"{one.fault.kind} at {one.start_s:.1f} s is {one.size:.1f}, {asked}")
    return found


def truth(performance: Performance, *, made_from: str) -> dict[str, Any]:
    """The truth as plain data. Raises MotionError if the clip does not show what it has to show."""
    if wrong := problems(performance):
        raise MotionError(f"{performance.motion.exercise}/{performance.name}: {'; '.join(wrong)}")
    clip, camera = performance.clip, performance.cameras[0]
    return {
        "schema": SCHEMA,
        "exercise": performance.motion.exercise,
        "clip": performance.name,
        "about": clip.about,
        "view": clip.view,
        "judgeable": clip.judgeable,
        "fps": clip.fps,
        "size_px": list(camera.size_px),
        "duration_s": _s(len(performance.t_s) / clip.fps),
        "seed": clip.seed,
        "build": clip.build,
        "room": clip.room,
        "facing": clip.facing,
        "near_side": near_side(performance),
        "camera": {
            "eye_m": [_s(x) for x in camera.eye_m],
            "at_m": [_s(x) for x in camera.at_m],
            "hfov_deg": camera.hfov_deg,
            **({"roll_deg": camera.roll_deg} if camera.roll_deg else {}),
        },
        "made_from": made_from,
        "reps": repetitions(performance),
        "holds": holds(performance),
        "faults": [_fault_table(one) for one in planted(performance)],
        "frames": _frames(performance),
    }


def _fault_table(one: Planted) -> dict[str, Any]:
    return {
        "kind": one.fault.kind,
        "start_s": _s(one.start_s),
        "end_s": _s(one.end_s),
        "size": round(one.size, 1),
        "unit": one.fault.unit,
    }


def _frames(performance: Performance) -> dict[str, Any]:
    """Landmarks and signals. A long clip leaves out frames at equal steps; `t_s` says which."""
    points, measured = landmarks_px(performance), signals(performance)
    for step in range(1, 10):
        some = slice(None, None, step)
        table = {
            "t_s": [_s(t) for t in performance.t_s[some]],
            "points_px": {name: _rounded(xyz[some, :2]) for name, xyz in points.items()},
            "signals": {name: _rounded(values[some]) for name, values in measured.items()},
        }
        if len(compact(table)) <= LARGEST_BYTES:
            break
    return table


def _rounded(values: Array) -> Any:
    return (np.round(values, 1) + 0.0).tolist()


def _s(value: float) -> float:
    return round(float(value), 3)


def _from_s(value: float) -> float:
    """A start. What has begun before the first picture starts with it."""
    return max(_s(value), 0.0)


def compact(table: Any) -> str:
    """JSON without blanks."""
    return json.dumps(table, separators=(",", ":"), allow_nan=False)


def written(table: dict[str, Any]) -> str:
    """The truth as JSON text. Each top-level key has a line of its own."""
    lines = [f"{json.dumps(key)}:{compact(value)}" for key, value in table.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"
