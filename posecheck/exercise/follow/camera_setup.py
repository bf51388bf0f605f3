"""The set-up of the camera: what in view, light or place prevents judging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import isfinite, nan

from posecheck import landmarks
from posecheck.exercise.follow.camera_tilt import LEAST_DEG, CameraTilt
from posecheck.exercise.spec.counting import counting_signals
from posecheck.exercise.spec.schema import Exercise, View
from posecheck.messages import Remark, Value
from posecheck.motion import geometry, signals
from posecheck.motion.body import Body
from posecheck.motion.geometry import Point
from posecheck.records import Side

NEAR_VIEW_DEG = 40.0
"""A camera that is no farther than this from a view shows that view: the angle between the person's
left-right axis and where that axis is in the pure view. Real side views are 4-19° off (median of a
recording, 95th percentiles up to 26°), front views up to 23°, a quarter view 43-47°. At 30° off, a
bridge's hip angle is wrong by up to 8°, at 60° off by 17-31°. Exercises that can be counted from
farther off say so (`count_within_deg`)."""

LYING_MIN_SHARE = 0.3
UPRIGHT_MIN_SHARE = 0.2
"""The smallest size of the person, as a share of the picture's longer side. The model finds lying
people in every picture at 30 %, in 90 % at 22 %, never at 15 %. It finds upright people farther
away. At 20 % of 640 pixels a head is 16 pixels high; nothing smaller was tried."""

DIM = 40.0
"""Mean brightness of a picture, 0 to 255, below which more light is asked for. In 240 pictures of
four sample clips, darkened and with noise of 6 added, the person is found in all at 40, in 74 % at
25, in 2 % at 15."""

SHORTEST_S = 1.0
"""A remark that was true for less than this is left out, and two of one kind with a shorter time
between them are one."""

PARTS = {
    "ankle": "feet", "heel": "feet", "foot_index": "feet", "knee": "knees", "hip": "hips",
    "shoulder": "shoulders", "elbow": "elbows", "wrist": "hands",
}  # fmt: skip
"""Landmark -> the part of the body that a remark names for it. All others are the head."""


def needed(exercise: Exercise) -> frozenset[str]:
    """Names of the landmarks (without side) without which nothing is counted.

    How much of something the picture shows (`shown_length`) needs nothing: it may be out of it.
    """
    names: set[str] = set()
    counting = [exercise.signals[name] for name in counting_signals(exercise)]
    for spec in (spec for spec in counting if spec.use != "shown_length"):
        values = spec.model_dump()
        for key in ("at", "of", "over", "line", "behind"):
            value = values.get(key, ())
            names.update([value] if isinstance(value, str) else value)
    uses = {spec.use for spec in counting}
    if "head_turn" in uses:
        names |= {"nose", "ear"}
    if uses & {"shoulders_away", "trunk_lean", "trunk_bend"}:
        names.add("shoulder")
    bases = {name.partition("_")[2] if _has_side(name) else name for name in names}
    return frozenset(n for n in bases if n in landmarks.SIDED or n in landmarks.INDEX)


def _has_side(name: str) -> bool:
    return name.partition("_")[0] in signals.PREFIXES


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong: its kind, whether it blocks judging, the values that its sentence needs."""

    kind: str
    blocks: bool = True
    values: dict[str, Value] = field(default_factory=dict)


class CameraSetupTracker:
    """Watches the set-up of one session."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._needed = needed(exercise)
        self._views = exercise.view
        self._tilt = CameraTilt(exercise)
        self._tilt_deg = nan
        self._open: Remark | None = None
        self._done: list[Remark] = []
        """All but the last one lasted (`SHORTEST_S`)."""
        self._seen_from: Counter[View] = Counter()
        self._known = 0

    @property
    def view(self) -> View | None:
        """The exercise's view that most of the pictures show in which the view is known."""
        most = self._seen_from.most_common(1)
        return most[0][0] if most and most[0][1] * 2 > self._known else None

    def step(self, body: Body) -> Remark | None:
        """The remark that is true at this moment; None if nothing is wrong."""
        if isfinite(axis_deg := axis_of(self._exercise, body)):
            self._known += 1
            self._seen_from.update(v for v in self._views if is_seen_from(v, axis_deg))
        self._tilt_deg = self._tilt.step(body)
        return self._noted(body.t_s, self._problem(body))

    def absent(self, t_s: float, kind: str, values: dict[str, Value]) -> Remark:
        """The remark of a moment without a picture; the caller knows the reason."""
        remark = self._noted(t_s, _Problem(kind, values=values))
        assert remark is not None
        return remark

    def _noted(self, t_s: float, problem: _Problem | None) -> Remark | None:
        if self._open and (problem is None or problem.kind != self._open.kind):
            self._close(t_s)
        if problem is None:
            return None
        start_s = self._open.start_s if self._open else t_s
        self._open = Remark(problem.kind, start_s, t_s, problem.blocks, problem.values)
        return self._open

    def finish(self) -> tuple[Remark, ...]:
        """All remarks that lasted (`SHORTEST_S`)."""
        if self._open:
            self._close(self._open.end_s)
        return tuple(filter(_lasted, self._done))

    def _close(self, t_s: float) -> None:
        assert self._open is not None
        remark, self._open = replace(self._open, end_s=t_s), None
        last = self._done[-1] if self._done else None
        if last and last.kind == remark.kind and remark.start_s - last.end_s < SHORTEST_S:
            self._done[-1] = replace(last, end_s=remark.end_s)
            return
        if last and not _lasted(last):
            self._done.pop()
        self._done.append(remark)

    def _problem(self, body: Body) -> _Problem | None:
        """The first problem that has to be solved; None if there is none."""
        if not body.found:
            return _Problem("nobody", values={"light": "dark" if is_dark(body) else "enough"})
        if body.people is not None and body.people > 1:
            return _Problem("people")
        if self._views != ("end",) and not _in_posture(body, self._exercise.posture):
            return None
        if not body.outside and _size_share(body) < self._min_share():
            return _Problem("far")
        if (view := self._view_problem(body)) is not None:
            return _Problem(view)
        if is_dark(body):
            return _Problem("light", blocks=False)
        if lost := self._cut_off(body):
            return _Problem("cut-off", blocks=False, values={"parts": lost})
        if abs(self._tilt_deg) >= LEAST_DEG:
            return _Problem("tilted", blocks=False, values={"tilt_deg": _rounded(self._tilt_deg)})
        return None

    def _min_share(self) -> float:
        lies_across = self._exercise.posture in ("supine", "prone") and self._views == ("side",)
        return LYING_MIN_SHARE if lies_across else UPRIGHT_MIN_SHARE

    def _view_problem(self, body: Body) -> str | None:
        """The view to ask for; None if repetitions can be counted from the present one."""
        off_deg = off_view_deg(self._exercise, body)
        return self._views[0] if off_deg > self._exercise.count_within_deg else None

    def _cut_off(self, body: Body) -> list[str]:
        """The needed parts of the body that are outside of the picture."""
        sides: Iterable[Side] = ("left", "right")
        if self._views == ("side",):
            sides = (body.near,) if body.near else ()
        lost = [
            PARTS.get(name, "head")
            for name in sorted(self._needed)
            for side in sides
            if landmarks.index(name, side) in body.outside
        ]
        return list(dict.fromkeys(lost))


def _rounded(tilt_deg: float) -> int:
    """A tilt to the next 5°, whichever way: a body is not read more exactly."""
    return 5 * round(abs(tilt_deg) / 5)


def _lasted(remark: Remark) -> bool:
    return remark.end_s - remark.start_s >= SHORTEST_S


def is_dark(body: Body) -> bool:
    """Whether the picture is darker than `DIM`; False if its brightness is not known."""
    return body.light < DIM


def is_seen_from(view: str, axis_deg: float) -> bool:
    """Whether the person's left-right axis fits this view; True if the axis is not known."""
    return not _off_deg(view, axis_deg) > NEAR_VIEW_DEG


def _off_deg(view: str, axis_deg: float) -> float:
    return axis_deg if view == "side" else 90.0 - axis_deg


def axis_of(exercise: Exercise, body: Body) -> float:
    """The angle between the person's left-right axis and the line of sight, degrees, 0 to 90.

    It is that of the part of the body that stays where the rest turns (`view_axis`). NaN if not
    known.
    """
    if exercise.view_axis == "both":
        return body.side_axis_deg
    return body.part_axis_deg[exercise.view_axis]


def off_view_deg(exercise: Exercise, body: Body) -> float:
    """How far the camera is from the nearest of the views that are asked for, degrees.

    0 exactly there. From above or below counts as from one side. NaN if not known.
    """
    axis_deg = axis_of(exercise, body)
    return min(_off_deg(view, axis_deg) for view in exercise.view)


@dataclass(frozen=True, slots=True)
class _Tilt:
    """The least and the most that a trunk may be inclined in a posture, degrees from horizontal."""

    least: float
    most: float


_TILT = {
    "supine": _Tilt(0, 50),
    "prone": _Tilt(0, 50),
    "hands-and-knees": _Tilt(0, 60),
    "kneeling": _Tilt(0, 90),
    "standing": _Tilt(30, 90),
    "seated": _Tilt(30, 90),
}
"""These limits are wide. Their only purpose is that nothing is said about the view while somebody
still stands beside the mat. A bridge's trunk rises to 30°, a roll-down's sinks to the
horizontal."""


def _in_posture(body: Body, posture: str) -> bool:
    """Whether the trunk's inclination in the picture fits the posture; True if it is not known."""
    shoulders = geometry.middle(body.point("shoulder", "left"), body.point("shoulder", "right"))
    hips = geometry.middle(body.point("hip", "left"), body.point("hip", "right"))
    tilt = abs(geometry.inclination_deg(hips, shoulders))
    return not (tilt < _TILT[posture].least or tilt > _TILT[posture].most)


def _size_share(body: Body) -> float:
    """Longer side of the box around the points that were seen, over the picture's longer side.

    1 where fewer than two were seen.
    """
    points: list[Point] = body.points_px.tolist()
    seen = [point for point in points if isfinite(point[0])]
    if len(seen) < 2:
        return 1.0
    columns, rows = zip(*seen, strict=True)
    longest_px: float = max(max(columns) - min(columns), max(rows) - min(rows))
    return longest_px / max(body.size_px)
