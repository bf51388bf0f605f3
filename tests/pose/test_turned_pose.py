"""Poses of turned pictures."""

from __future__ import annotations

import numpy as np
import pytest
import stick

from posecheck.pose.turned_pose import turned


@pytest.mark.parametrize("deg", [90, 180, 270])
def test_a_turned_pose_is_that_of_the_turned_picture(deg: int) -> None:
    """Pixels move as a picture's do when it is turned clockwise; nothing else changes."""
    pose = stick.film(lambda _t_s: stick.plank(), [0.0])[0]
    width, height = pose.size_px
    x, y = pose.points_px.T
    want = {
        90: (height - y, x),
        180: (width - x, height - y),
        270: (y, width - x),
    }[deg]
    found = turned(pose, deg)
    assert found.size_px == ((width, height) if deg == 180 else (height, width))
    np.testing.assert_allclose(found.points_px, np.stack(want, axis=1), atol=1e-9)
    np.testing.assert_array_equal(found.image[:, 3:], pose.image[:, 3:])
    np.testing.assert_allclose(
        found.image[:, 2] * found.size_px[0], pose.image[:, 2] * width, atol=1e-9
    )
    np.testing.assert_allclose(
        np.linalg.norm(found.world_m, axis=1), np.linalg.norm(pose.world_m, axis=1)
    )


def test_four_quarter_turns_change_nothing() -> None:
    """Once round, in picture and world."""
    pose = stick.film(lambda _t_s: stick.plank(), [0.0])[0]
    round_once = turned(turned(pose, 270), 90)
    np.testing.assert_allclose(round_once.image, pose.image, atol=1e-12)
    np.testing.assert_allclose(round_once.world_m, pose.world_m)
