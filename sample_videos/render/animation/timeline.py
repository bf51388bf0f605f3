"""The timeline: a clip's plan laid out in time, and the body's state at any time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.interpolate import PchipInterpolator

from sample_videos.render.animation.motion_file import (
    Clip,
    Ease,
    Motion,
    MotionError,
    Overlay,
    Step,
)
from sample_videos.render.animation.postures import PostureLibrary
from sample_videos.render.rig.anatomy import DOFS, Array, both_sides
from sample_videos.render.rig.inverse_kinematics import Demands, Solved, between, shifted, solve

UNEVEN_TIME = 0.05
"""How much the repetitions of one person differ in time: sigma, a share of a phase's duration."""
UNEVEN_RANGE = 0.015
"""How much they differ in range: sigma, a share of a movement."""
NOISE_HZ = (0.13, 0.65)
"""The slowest and the fastest sine, Hz, in an overlay that wanders."""


@dataclass(frozen=True, slots=True)
class Span:
    """One step in time. Its key poses, two or more, are passed with the speed that `ease` gives."""

    start_s: float
    end_s: float
    key_poses: tuple[Solved, ...]
    ease: Ease
    step: Step

    @property
    def moving(self) -> bool:
        """False while a posture is held."""
        return self.step.to is not None


@dataclass(frozen=True, slots=True)
class Repetition:
    """The first and the last span of one repetition, as indices into the timeline's spans."""

    first: int
    last: int
    step: Step


class Timeline:
    """The spans of a clip, its repetitions, and the body's state at any time."""

    def __init__(self, motion: Motion, clip: Clip, library: PostureLibrary) -> None:
        self.motion = motion
        self.library = library
        self.overlays = (*motion.idle, *clip.overlays)
        self.seed = clip.seed
        self.spans: list[Span] = []
        self.repetitions: list[Repetition] = []
        self._begins_s = clip.begins_s
        self._rng = np.random.default_rng(clip.seed)
        self._here = library[clip.start]
        for step in clip.plan:
            self._run(step)

    @property
    def duration_s(self) -> float:
        """The clip's length."""
        return self.spans[-1].end_s

    def _run(self, step: Step) -> None:
        if step.cycle is None:
            self._add(step, unevenness=0.0)
            return
        if step.cycle not in self.motion.cycles:
            allowed = ", ".join(self.motion.cycles)
            raise MotionError(f"cycle {step.cycle!r}: allowed are {allowed}")
        for _ in range(step.times):
            first = len(self.spans)
            for inner in self.motion.cycles[step.cycle]:
                self._add(_adapted(inner, step), unevenness=1.0)
            self.repetitions.append(Repetition(first, len(self.spans) - 1, step))
            self._add(Step(hold_s=step.rest_s), unevenness=1.0)

    def _add(self, step: Step, *, unevenness: float) -> None:
        start_s = self.spans[-1].end_s if self.spans else 0.0 - self._begins_s
        draw = float(np.clip(self._rng.normal(), -1.5, 1.5)) * unevenness
        if step.to is None:
            # chance never makes a hold shorter than the plan says
            seconds = (step.hold_s or 0.0) * (1 + UNEVEN_TIME * abs(draw))
            key_poses: tuple[Solved, ...] = (self._here, self._here)
        else:
            seconds = step.take_s * (1 + UNEVEN_TIME * draw)
            key_poses = self._key_poses(step, unevenness=unevenness)
            self._here = key_poses[-1]
        self.spans.append(Span(start_s, start_s + seconds, key_poses, step.ease, step))

    def _key_poses(self, step: Step, *, unevenness: float) -> tuple[Solved, ...]:
        stops = [self._here, *(self.library[name] for name in (*step.through, step.to or ""))]
        share = 1 + UNEVEN_RANGE * unevenness * float(np.clip(self._rng.normal(), -1.5, 1.5))
        if share != 1:
            body = self.library.body
            stops[-1] = solve(body, between(body, stops[-2], stops[-1], share))
        return tuple(stops)

    def states(self, t_s: Array) -> Iterator[Solved]:
        """The body's state at each of the times `t_s`, overlays included.

        The search for a frame begins where the frame before was found. So an elbow that could bend
        to two sides stays on its side.
        """
        body, bent = self.library.body, np.zeros(len(DOFS))
        for t in t_s:
            demands = shifted(self.demands(float(t)), self.waves(float(t)))
            solved = solve(body, demands, start=demands.q + bent)
            bent = solved.q - demands.q
            yield solved

    def demands(self, t_s: float) -> Demands:
        """The demands at `t_s`, without the overlays."""
        span = next((one for one in self.spans if t_s < one.end_s), self.spans[-1])
        share = (t_s - span.start_s) / max(span.end_s - span.start_s, 1e-9)
        progress = eased(min(max(share, 0.0), 1.0), span.ease) * (len(span.key_poses) - 1)
        segment = min(int(progress), len(span.key_poses) - 2)
        body = self.library.body
        mixed = between(
            body, span.key_poses[segment], span.key_poses[segment + 1], progress - segment
        )
        return replace(mixed, q=_through(span.key_poses, progress))

    def waves(self, t_s: float) -> dict[str, float]:
        """What the overlays add at `t_s` to each angle and aim."""
        total: dict[str, float] = {}
        for overlay in self.overlays:
            if overlay.from_s <= t_s <= overlay.to_s:
                added = wave(overlay, t_s, seed=self.seed)
                for name in _targets(overlay.of):
                    total[name] = total.get(name, 0.0) + added
        return total


def _targets(name: str) -> Iterator[str]:
    try:
        yield from both_sides(name, DOFS)
    except KeyError:
        yield name


def _adapted(inner: Step, cycle: Step) -> Step:
    """A step of a cycle, with the changes of the plan."""
    changes: dict[str, object] = {}
    if inner.to in cycle.swap:
        changes["to"] = cycle.swap[inner.to]
    if inner.phase in cycle.pace:
        changes["hold_s" if inner.to is None else "take_s"] = cycle.pace[inner.phase]
    planted = tuple(fault for fault in cycle.faults if fault.during == inner.phase)
    return inner.model_copy(update={**changes, "faults": (*inner.faults, *planted)})


def eased(share: float, ease: Ease) -> float:
    """How much of a movement is done after a share of its time. Minimum jerk: Flash and Hogan 1985.

    >>> eased(0.5, "minimum-jerk"), eased(1.0, "cosine")
    (0.5, 1.0)
    """
    if ease == "minimum-jerk":
        return share**3 * (10 - 15 * share + 6 * share**2)
    if ease == "cosine":
        return 0.5 - 0.5 * float(np.cos(np.pi * share))
    return share


def _through(key_poses: tuple[Solved, ...], progress: float) -> Array:
    """The wished state between key poses: a line between two, a smooth curve through more."""
    if len(key_poses) == 2:
        return key_poses[0].q + progress * (key_poses[1].q - key_poses[0].q)
    curve = PchipInterpolator(np.arange(len(key_poses)), np.stack([one.q for one in key_poses]))
    return np.asarray(curve(progress))


def wave(overlay: Overlay, t_s: float, *, seed: int) -> float:
    """An overlay's value: a sine of `hz`; without `hz`, slow noise of the same size."""
    fade = min(max(min(t_s - overlay.from_s, overlay.to_s - t_s) / 0.4, 0.0), 1.0)
    if overlay.hz is not None:
        phase = _rng(seed, overlay.of).uniform(0, 2 * np.pi)
        return float(fade * overlay.amplitude_deg * np.sin(2 * np.pi * overlay.hz * t_s + phase))
    rates, phases = _wandering(seed, overlay.of)
    wander = np.sin(2 * np.pi * rates * t_s + phases).sum() / 2
    return float(fade * overlay.amplitude_deg * wander)


@lru_cache(maxsize=256)
def _wandering(seed: int, name: str) -> tuple[Array, Array]:
    """Rates (Hz) and phases of the four sines that make slow noise."""
    rng = _rng(seed, name)
    return rng.uniform(*NOISE_HZ, 4), rng.uniform(0, 2 * np.pi, 4)


def _rng(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, *name.encode()])
