"""Variations that need the joints in space: range of motion, getting into place, the camera.

Only cases with exact landmarks have a `stage`. Where others can be varied too, it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from calibration.variation import exact
from calibration.variation.case import Case, Event, Values, Watched, counting_landmarks, watch
from calibration.variation.picture import indices
from posecheck import landmarks
from posecheck.exercise.spec import zones
from sample_videos.render.animation.motion_file import FOLDER, load
from sample_videos.render.animation.performance import perform
from sample_videos.render.rig.anatomy import INDEX
from sample_videos.render.scene.camera import Camera

SPARE = 0.05
"""How much of a movement a zone has to be reached with to spare, so that a count says nothing of a
movement that ends at the zone's very limit."""

STANDS_S = 1.5
RISES_S = 2.5
WALKS_S = 2.5
GONE_S = 1.0
"""How long the person stands, gets up or down, walks away, and is gone."""

WALK_M_PER_S = 1.0
STEP_HZ = 0.9
STRIDE_DEG = 25.0
"""A calm walk: speed, strides a second, and how far the thighs swing to each side."""

AWAY_S = 0.4
"""How long nobody is found while a person lies down in whose recording no joints are known: the
model loses people in such moments (up to 14 % of the pictures of a recording)."""


def range_of_motion(case: Case, factor: float, watched: Watched | None = None) -> Case | None:
    """Every joint moves `factor` times as far from where it is when the first repetition begins.

    None where the exercise's zones are not reached then, or the start posture is left: that would
    be another movement. Also for walks and holds. `watched` is what a session says of the case.
    Rendered clips are varied too: their landmarks move `factor` times as far in a straight line.
    """
    if not case.events or case.is_walk or case.exercise.rep is None:
        return None
    if not _reaches(case, (watched or watch(case)).signals, factor):
        return None
    first = int(np.searchsorted(case.t_s, case.events[0].start_s))
    if case.stage is None:
        return case.changed(
            *(
                np.concatenate((_farther(p[..., :3], first, factor), p[..., 3:]), axis=-1)
                for p in (case.image, case.world_m)
            )
        )
    q = case.stage.q
    return _seen(case, q[first] + factor * (q - q[first]), case.stage.cameras)


def _farther(points: Values, first: int, factor: float) -> Values:
    rest = points[first]
    farther: Values = rest + factor * (points - rest)
    return farther


def _reaches(case: Case, signals: Mapping[str, Values], factor: float) -> bool:
    """Whether each repetition still goes through its zones, and the start posture is kept.

    By arithmetic: a signal goes `factor` times as far from its value at the repetition's start.
    """
    rep, start = case.exercise.rep, case.exercise.start_posture
    assert rep is not None
    needed = [zones.zone_of(case.exercise.zones[name]).enter for name in rep.through[1:-1]]
    kept = zones.parse(start.keep) if start else None
    for event in case.events:
        own = _of_side(signals, event)
        inside = (case.t_s >= event.start_s) & (case.t_s <= event.end_s)
        less, more = (_scaled(own, inside, share) for share in (factor - SPARE, factor + SPARE))
        if not all(any(zone.test(row) is True for row in less) for zone in needed):
            return False
        if kept and any(kept.test(row) is False for row in more):
            return False
    return True


def _of_side(signals: Mapping[str, Values], event: Event) -> dict[str, Values]:
    """The signals by the names that the exercise file has for them."""
    prefix = f"{event.side}_"
    return dict(signals) | {
        n.removeprefix(prefix): v for n, v in signals.items() if n.startswith(prefix)
    }


def _scaled(signals: Mapping[str, Values], inside: Values, factor: float) -> list[dict[str, float]]:
    scaled = {}
    for name, values in signals.items():
        own = values[inside]
        known = own[np.isfinite(own)]
        rest = known[0] if known.size else np.nan
        scaled[name] = rest + factor * (own - rest)
    return [{name: float(v[i]) for name, v in scaled.items()} for i in range(int(inside.sum()))]


def into_place(case: Case, _: float = 1.0) -> Case | None:
    """Before it, the person stands in the picture and gets into the first posture.

    Recordings without known joints begin with somebody who stands; then nobody is found for
    `AWAY_S`.
    """
    if case.stage is None:
        return _after_standing(case)
    q, step_s = case.stage.q, float(case.t_s[1] - case.t_s[0])
    standing = _standing(case, q[0])
    before = np.concatenate(
        (_kept(standing, STANDS_S / step_s), _between(standing, q[0], RISES_S / step_s))
    )
    cameras = [case.stage.cameras[0]] * len(before) + list(case.stage.cameras)
    made = _seen(case, np.concatenate((before, q)), cameras)
    return _later(made, len(before) * step_s)


def walking_off(case: Case, _: float = 1.0) -> Case | None:
    """After it, the person gets up and walks out of the picture. None for walks.

    A hold ends then by itself. Only where the joints are known.
    """
    if case.stage is None or case.is_walk:
        return None
    q, step_s = case.stage.q, float(case.t_s[1] - case.t_s[0])
    standing = _standing(case, q[-1])
    walk = _kept(standing, WALKS_S / step_s)
    t_s = np.arange(len(walk)) * step_s
    swing = STRIDE_DEG * np.sin(2 * np.pi * STEP_HZ * t_s)
    walk[:, INDEX["root.forward"]] += WALK_M_PER_S * t_s
    for side, sign in (("left", 1.0), ("right", -1.0)):
        walk[:, INDEX[f"{side}_hip.flexion"]] += sign * swing
        walk[:, INDEX[f"{side}_knee.flexion"]] += np.maximum(sign * swing, 0) + 5
    after = np.concatenate((_between(q[-1], standing, RISES_S / step_s), walk))
    cameras = list(case.stage.cameras) + [case.stage.cameras[-1]] * len(after)
    made = _seen(case, np.concatenate((q, after)), cameras)
    return _then_nobody(made, round(GONE_S / step_s))


def _standing(case: Case, near: Values) -> Values:
    """The state of standing upright where the person is in the state `near`."""
    assert case.stage is not None
    standing = case.stage.body.standing()
    for name in ("root.left", "root.forward", "pelvis.turn"):
        standing[INDEX[name]] = near[INDEX[name]]
    return standing


def _kept(q: Values, frames: float) -> Values:
    return np.repeat(q[None], max(1, round(frames)), axis=0)


def _between(first: Values, last: Values, frames: float) -> Values:
    """From one state to another as a minimum-jerk movement (Flash and Hogan 1985)."""
    share = np.linspace(0, 1, max(2, round(frames)))[:, None]
    states: Values = first + share**3 * (10 - 15 * share + 6 * share**2) * (last - first)
    return states


def _after_standing(case: Case) -> Case:
    step_s = float(np.median(np.diff(case.t_s)))
    frames, away = round(STANDS_S / step_s), round(AWAY_S / step_s)
    image, world_m = standing_person(case.size_px)
    nobody = np.full((away, landmarks.COUNT, 8), np.nan)
    made = replace(
        case,
        t_s=np.arange(frames + away + len(case.t_s)) * step_s,
        image=np.concatenate((_kept(image, frames), nobody[..., :5], case.image)),
        world_m=np.concatenate((_kept(world_m, frames), nobody[..., :3], case.world_m)),
    )
    before_s = (frames + away) * step_s
    made.t_s[frames + away :] = before_s + case.t_s - case.t_s[0]
    return _later(made, before_s)


@lru_cache(maxsize=8)
def standing_person(size_px: tuple[int, int]) -> tuple[Values, Values]:
    """Somebody who stands in the middle of the picture, seen from the front: image (33, 5), world_m
    (33, 3). They fill 80 % of its height."""
    stage = perform(load(FOLDER / "standing-roll-down.toml"), "good")
    placed = stage.body.place(stage.body.standing()[None])
    points = exact.points_m(stage, placed)
    camera = Camera((4.0, 0.9, 0.0), (0.0, 0.9, 0.0), 40.0, size_px)
    image, world_m = exact.seen(points, [camera])
    low, high = image[0, :, :2].min(0), image[0, :, :2].max(0)
    scale = 0.8 / (high[1] - low[1])
    image[0, :, :2] = 0.5 + (image[0, :, :2] - (low + high) / 2) * scale
    image[0, :, 3:] = 1.0
    return image[0], world_m[0]


def _later(case: Case, by_s: float) -> Case:
    """The case with its events and standstills moved to later."""
    events = tuple(replace(e, start_s=e.start_s + by_s, end_s=e.end_s + by_s) for e in case.events)
    stills = tuple((a + by_s, b + by_s) for a, b in case.stills)
    return replace(case, events=events, stills=stills, stage=None)


def _then_nobody(case: Case, frames: int) -> Case:
    step_s = float(case.t_s[1] - case.t_s[0])
    nobody = np.full((frames, landmarks.COUNT, 8), np.nan)
    return replace(
        case,
        t_s=np.arange(len(case.t_s) + frames) * step_s,
        image=np.concatenate((case.image, nobody[..., :5])),
        world_m=np.concatenate((case.world_m, nobody[..., :3])),
        stage=None,
    )


def _seen(case: Case, q: Values, cameras: Sequence[Camera]) -> Case:
    """The case with other states of the body, seen by these cameras."""
    assert case.stage is not None
    points = exact.points_m(case.stage, case.stage.body.place(q))
    image, world_m = exact.seen(points, cameras)
    t_s = float(case.t_s[0]) + np.arange(len(q)) * float(case.t_s[1] - case.t_s[0])
    return replace(case, t_s=t_s, image=image, world_m=world_m, stage=None)


def yaw(case: Case, angle_deg: float) -> Case | None:
    """The camera stands `angle_deg` to its right, round the person; only with known joints."""
    return _from(case, yaw_deg=angle_deg, pitch_deg=0.0)


def pitch(case: Case, angle_deg: float) -> Case | None:
    """The camera looks down `angle_deg` more steeply; only with known joints."""
    return _from(case, yaw_deg=0.0, pitch_deg=angle_deg)


def _from(case: Case, *, yaw_deg: float, pitch_deg: float) -> Case | None:
    if case.stage is None:
        return None
    points = exact.points_m(case.stage)
    needed = points[:, indices(counting_landmarks(case.exercise))]
    cameras = [exact.orbited(c, yaw_deg=yaw_deg, pitch_deg=pitch_deg) for c in case.stage.cameras]
    if yaw_deg or pitch_deg:
        cameras = _all_back(cameras, needed)
    image, world_m = exact.seen(points, cameras)
    return case.changed(image, world_m)


def _all_back(cameras: Iterable[Camera], points: Values) -> list[Camera]:
    """The cameras, each as far back as it takes to see all points (F, P, 3) of all frames."""
    known: dict[Camera, Camera] = {}
    return [known.setdefault(c, known.get(c) or exact.stepped_back(c, points)) for c in cameras]
