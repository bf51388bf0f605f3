"""Errors of judged angles, on made truths."""

from __future__ import annotations

import numpy as np
import pytest

from posecheck import landmarks
from posecheck.app.benchmark.angles import Watched, errors
from posecheck.app.benchmark.truth import TrueFrames, TrueRep, Truth
from posecheck.exercise.spec.catalogue import Catalogue

THIGHS_DEG = {"left": 10.0, "right": -40.0}
"""How far each thigh rises over level in the made truth."""


def _points() -> dict[str, list[tuple[float, float]]]:
    """Somebody on all fours, seen from the side, the same in both moments."""
    at = dict.fromkeys(landmarks.INDEX, (300.0, 200.0))
    at |= dict.fromkeys(("left_shoulder", "right_shoulder"), (450.0, 200.0))
    for side, rise_deg in THIGHS_DEG.items():
        rise = np.radians(rise_deg)
        at[f"{side}_knee"] = (300 - 100 * np.cos(rise), 200 - 100 * np.sin(rise))
    return {name: [xy, xy] for name, xy in at.items()}


TRUTH = Truth(
    exercise="bird-dog", clip="made", view="side", judgeable=True, size_px=(640, 480),
    duration_s=4.0, near_side="left",
    reps=[TrueRep(0.0, 2.0, "left", True), TrueRep(3.0, 4.0, "right", True)],
    holds=[], faults=[], frames=TrueFrames([0.0, 4.0], _points()),
)  # fmt: skip


def _watched(**off_deg: float) -> Watched:
    """Every signal of both sides, at one moment in each side's turn and one in neither's."""
    exercise = Catalogue().get("bird-dog")
    names = [f"{side}_{name}" for side in ("left", "right") for name in exercise.signals]
    watched = Watched()
    for t_s in (1.0, 2.5, 3.5):
        watched.t_s.append(t_s)
        watched.signals.append(dict.fromkeys(names, 0.0) | off_deg)
    return watched


def test_each_side_is_held_against_its_own_limb_in_its_own_turn() -> None:
    """The left thigh 3° too high in the left's turn, the right one 5° too low in the right's."""
    watched = _watched(left_own_leg_deg=13.0, right_own_leg_deg=-45.0)
    found = {e.signal: e for e in errors(Catalogue().get("bird-dog"), TRUTH, watched)}
    assert found["own_leg_deg"].mae_deg == pytest.approx(4.0)
    assert found["own_leg_deg"].bias_deg == pytest.approx(-1.0)
    assert found["own_leg_deg"].frames == 2


def test_the_other_side_s_limb_is_the_other_one() -> None:
    """In the left's turn "other" is the right thigh."""
    watched = _watched(left_other_leg_deg=-40.0, right_other_leg_deg=10.0)
    found = {e.signal: e for e in errors(Catalogue().get("bird-dog"), TRUTH, watched)}
    assert found["other_leg_deg"].mae_deg == pytest.approx(0.0)
