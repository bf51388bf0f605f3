"""The truth of a sample clip: what it shows, as the renderer wrote it beside the clip."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from posecheck import landmarks
from posecheck.errors import ExitCode, PosecheckError
from posecheck.motion.body import Body
from posecheck.records import Side

_LOOSE = ConfigDict(extra="ignore")


@checked(frozen=True, config=_LOOSE)
class TruePhase:
    """A movement or a pause of a repetition."""

    name: str
    start_s: float
    end_s: float


@checked(frozen=True, config=_LOOSE)
class TrueRep:
    """A repetition or half repetition of the rendered person."""

    start_s: float
    end_s: float
    side: Side | None
    complete: bool
    phases: list[TruePhase] = field(default_factory=list)


@checked(frozen=True, config=_LOOSE)
class TrueHold:
    """A pause at the end of range, or a hold."""

    start_s: float
    end_s: float


@checked(frozen=True, config=_LOOSE)
class TrueFault:
    """A fault that was planted; `kind` is the id of the check that has to find it."""

    kind: str
    start_s: float
    end_s: float


@checked(frozen=True, config=_LOOSE)
class TrueFrames:
    """The true landmarks of every frame in the picture, pixels."""

    t_s: list[float]
    points_px: dict[str, list[tuple[float, float]]]


@checked(frozen=True, config=_LOOSE)
class Truth:
    """The truth of one clip. `judgeable` is whether the exercise can be judged in its view."""

    exercise: str
    clip: str
    view: str
    judgeable: bool
    size_px: tuple[int, int]
    duration_s: float
    near_side: Side | None
    reps: list[TrueRep]
    holds: list[TrueHold]
    faults: list[TrueFault]
    frames: TrueFrames

    @property
    def good(self) -> bool:
        """Whether it shows the exercise without faults and half repetitions."""
        shown = bool(self.reps or self.holds)
        return shown and self.judgeable and not self.faults and all(r.complete for r in self.reps)

    def bodies(self) -> list[Body]:
        """The body of every frame as a perfect pose model would see it, without world landmarks."""
        points = np.full((len(self.frames.t_s), landmarks.COUNT, 2), np.nan)
        for name, positions in self.frames.points_px.items():
            if name in landmarks.INDEX:
                points[:, landmarks.INDEX[name]] = positions
        return [self._body(t_s, xy) for t_s, xy in zip(self.frames.t_s, points, strict=True)]

    def _body(self, t_s: float, xy: NDArray[np.float64]) -> Body:
        return Body(
            t_s=t_s,
            points_px=xy,
            world_m=np.full((landmarks.COUNT, 3), np.nan),
            size_px=self.size_px,
            side_axis_deg=float("nan"),
            near=self.near_side,
            trunk_px=_trunk_px(xy),
            leftward=_leftward(xy, self.view),
            facing=float(np.sign(xy[landmarks.INDEX["nose"], 0] - _mid(xy, "ear")[0])),
            found=True,
            outside=frozenset(),
        )


def _trunk_px(xy: NDArray[np.float64]) -> float:
    """The trunk's length in the picture. Where it matters, the trunk lies across the view."""
    return float(np.hypot(*(_mid(xy, "shoulder") - _mid(xy, "hip"))))


def _leftward(xy: NDArray[np.float64], view: str) -> float:
    across = xy[landmarks.index("hip", "left")] - xy[landmarks.index("hip", "right")]
    return float(np.sign(across[0])) if view in ("front", "end") else float("nan")


def _mid(xy: NDArray[np.float64], joint: str) -> NDArray[np.float64]:
    mid: NDArray[np.float64] = (
        xy[landmarks.index(joint, "left")] + xy[landmarks.index(joint, "right")]
    ) / 2
    return mid


@dataclass(frozen=True, slots=True)
class Clip:
    """A sample clip and its truth."""

    video: Path
    truth: Truth


_TRUTH = TypeAdapter(Truth)


def load(path: Path) -> Truth:
    """The truth in a file; raises PosecheckError (BAD_SOURCE) if it is missing or wrong."""
    try:
        return _TRUTH.validate_json(path.read_bytes())
    except OSError as e:
        raise _bad(path, f"cannot be read ({e.strerror})") from e
    except ValidationError as e:
        first = e.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise _bad(path, f"{field}: {first['msg']}") from e


def _bad(path: Path, what: str) -> PosecheckError:
    return PosecheckError(
        what,
        where=str(path),
        remedy="Render the clips again: python -m sample_videos.render",
        code=ExitCode.BAD_SOURCE,
    )


def clips(folder: Path, only: str | None = None) -> list[Clip]:
    """All clips below `folder` (ID/NAME.mp4 with ID/NAME.json), in the order of their names.

    `only` is an exercise's id or ID/NAME.
    """
    videos = sorted(folder.glob("*/*.mp4"))
    chosen = [v for v in videos if only in (None, v.parent.name, f"{v.parent.name}/{v.stem}")]
    if not chosen:
        raise PosecheckError(
            "no sample clips here" if only is None else f"no sample clip called {only!r} here",
            where=str(folder),
            remedy="Run it in the folder of a checkout of posecheck, or give --clips DIR.",
            code=ExitCode.NO_SOURCE,
        )
    return [Clip(v, load(v.with_suffix(".json"))) for v in chosen]
