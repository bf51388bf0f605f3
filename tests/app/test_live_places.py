"""Panels stand where the body is not, and do not jump about."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import stick

from posecheck.app.live.places import (
    BOTTOM,
    EVERYWHERE,
    KEPT_S,
    PATIENCE_S,
    TOP,
    TOP_LEFT,
    TOP_RIGHT,
    Box,
    Places,
)
from posecheck.records import Pose

SIZE = (960, 720)
INNER: Box = (0, 0, *SIZE)
CORNERS = (TOP_LEFT, TOP_RIGHT)


def someone(*, x: float, y: float, high: float, wide: float) -> Pose:
    """A body whose landmarks fill a box of the picture."""
    pose = stick.Scene().photograph(stick.standing(), 0.0)
    image = pose.image.copy()
    for column, (at, size) in enumerate(((x, wide), (y, high))):
        values = image[:, column]
        low, span = np.nanmin(values), np.nanmax(values) - np.nanmin(values)
        image[:, column] = at + (values - low) / span * size
    image[:, 3] = 0.99
    return replace(pose, image=image)


def put(
    places: Places, t_s: float, pose: Pose | None, *, mirrored: bool = False
) -> tuple[int, int]:
    """Where a panel of 200 x 200 stands that may be in both upper corners."""
    places.begin(t_s, SIZE, margin_px=10)
    if pose is not None:
        places.see(pose, INNER, mirrored=mirrored)
    return places.put("panel", (200, 200), CORNERS)


AT_LEFT = someone(x=0.02, y=0.02, high=0.9, wide=0.2)
NOWHERE_NEAR = someone(x=0.4, y=0.5, high=0.4, wide=0.2)


def test_the_first_place_is_the_first_spot() -> None:
    """Where nobody is seen."""
    assert put(Places(), 0.0, None) == (10, 10)


def test_a_panel_leaves_the_body_after_a_moment_and_stays_away() -> None:
    """It moves once, and not for somebody who passes by."""
    places = Places()
    put(places, 0.0, None)
    found = [put(places, t, AT_LEFT) for t in np.arange(0.1, 5.0, 0.1)]
    changes = sum(a != b for a, b in pairwise(found))
    assert found[0] == (10, 10)
    assert found[-1] == (750, 10)
    assert changes == 1
    assert found.index((750, 10)) * 0.1 >= PATIENCE_S - 0.15


def test_it_does_not_go_back_while_the_body_may_come_again() -> None:
    """The body is away for half a repetition; the other corner is as good, so it stays."""
    places = Places()
    for t in np.arange(0.0, 5.0, 0.1):
        put(places, t, AT_LEFT)
    found = {put(places, t, NOWHERE_NEAR) for t in np.arange(5.0, 5.0 + 3 * KEPT_S, 0.1)}
    assert found == {(750, 10)}


def test_in_a_mirror_the_body_is_on_the_other_side() -> None:
    """A panel at the left can stay there."""
    places = Places()
    found = {put(places, t, AT_LEFT, mirrored=True) for t in np.arange(0.0, 5.0, 0.1)}
    assert found == {(10, 10)}


def test_no_panel_stands_on_another_one() -> None:
    """As long as there is room."""
    places = Places()
    places.begin(0.0, SIZE, margin_px=10)
    boxes = []
    for i, size in enumerate([(220, 120), (290, 290), (330, 250), (300, 200)]):
        left, top = places.put(str(i), size, EVERYWHERE)
        boxes.append((left, top, left + size[0], top + size[1]))
    for i, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[1] >= 0
        assert a[2] <= SIZE[0]
        assert a[3] <= SIZE[1]
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_the_bar_goes_to_the_top_where_the_body_is_at_the_bottom() -> None:
    """And the panels stand beside it."""
    low = someone(x=0.1, y=0.78, high=0.2, wide=0.8)
    places = Places()
    for t in np.arange(0.0, 4.0, 0.1):
        places.begin(t, SIZE, margin_px=10)
        places.see(low, INNER, mirrored=False)
        bar = places.bar("cue", 177)
        panel = places.put("panel", (200, 200), (TOP, BOTTOM))
    assert bar == (0, 0, 960, 177)
    assert panel[1] == 177


def test_guesses_are_not_the_body() -> None:
    """Landmarks that the model does not see keep nothing free."""
    unsure = replace(AT_LEFT, image=AT_LEFT.image.copy())
    unsure.image[:, 3] = 0.1
    places = Places()
    assert {put(places, t, unsure) for t in np.arange(0.0, 5.0, 0.1)} == {(10, 10)}


def test_a_foot_in_its_corner_moves_no_panel() -> None:
    """The bar stays at the bottom, where people look for it."""
    lying = someone(x=0.1, y=0.48, high=0.26, wide=0.8)
    places = Places()
    for t in np.arange(0.0, 4.0, 0.1):
        places.begin(t, SIZE, margin_px=10)
        places.see(lying, INNER, mirrored=False)
        bar = places.bar("cue", 177)
    assert bar == (0, 720 - 177, 960, 720)


def test_where_the_body_was_a_moment_ago_no_panel_is_put_down() -> None:
    """Half a repetition later it is there again. After a whole one it may be."""
    places = Places()
    for t in np.arange(0.0, 5.0, 0.1):
        put(places, t, AT_LEFT)
    found = {}
    for t in (5.0 + KEPT_S / 2, 5.0 + KEPT_S + 1.0):
        places.begin(t, SIZE, margin_px=10)
        places.see(NOWHERE_NEAR, INNER, mirrored=False)
        found[t] = places.put(f"new at {t}", (200, 200), CORNERS)
    assert list(found.values()) == [(750, 10), (10, 10)]
