"""Quarter turns there and back, and when a turned picture is tried."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from posecheck import landmarks
from posecheck.pose.landmarker import Body
from posecheck.pose.picture_rotation import LOST_S, TRY_EVERY_S, Search, turned, turned_back

QUARTERS = st.sampled_from([0, 1, -1, 2])
SIDE_PX = st.integers(1, 4000)
UNIT = st.floats(-2, 2, width=32)
BODIES = st.builds(
    Body,
    hnp.arrays(np.float64, (landmarks.COUNT, 5), elements=UNIT),
    hnp.arrays(np.float64, (landmarks.COUNT, 3), elements=UNIT),
)


@given(BODIES, QUARTERS, SIDE_PX, SIDE_PX)
def test_turning_back_undoes_the_opposite_turn(
    body: Body, quarters: int, width: int, height: int
) -> None:
    """To turn back is the same as to turn in the opposite direction."""
    size_px = width, height
    turned_size_px = size_px[::-1] if quarters % 2 else size_px
    there = turned_back(body, -quarters, size_px=turned_size_px)
    again = turned_back(there, quarters, size_px=size_px)
    np.testing.assert_allclose(again.image, body.image, atol=1e-12)
    np.testing.assert_allclose(again.world_m, body.world_m, atol=1e-12)


@pytest.mark.parametrize("quarters", [0, 1, -1, 2])
def test_a_point_found_in_a_turned_picture_lies_on_its_pixel(
    body: Callable[..., Body], quarters: int
) -> None:
    """Each pixel of a 6 x 4 picture, marked, is found again where it was."""
    for y, x in np.ndindex(4, 6):
        picture = np.zeros((4, 6, 3), np.uint8)
        picture[y, x] = 255
        held = turned(picture, quarters)
        ((row, column),) = np.argwhere(held[..., 0] == 255)
        found = body(0, 0, 1, 1)
        found.image[:, 0] = (column + 0.5) / held.shape[1]
        found.image[:, 1] = (row + 0.5) / held.shape[0]
        back = turned_back(found, quarters, size_px=(6, 4))
        np.testing.assert_allclose(back.image[0, :2], ((x + 0.5) / 6, (y + 0.5) / 4))


@pytest.mark.parametrize("quarters", [0, 1, -1, 2])
def test_a_turned_picture_is_contiguous(quarters: int) -> None:
    """MediaPipe silently finds nobody in a picture that is only a view."""
    assert turned(np.zeros((4, 6, 3), np.uint8), quarters).flags.c_contiguous


@pytest.mark.parametrize(
    ("quarters", "seen_up"),
    [(0, (0, -1)), (1, (-1, 0)), (-1, (1, 0)), (2, (0, 1))],
    ids=["upright", "against the clock", "with the clock", "upside down"],
)
def test_the_world_turns_with_the_picture(
    body: Callable[..., Body], quarters: int, seen_up: tuple[int, int]
) -> None:
    """What points up in the room was seen pointing to `seen_up` (x right, y down)."""
    found = body(0, 0, 1, 1)
    found.world_m[:] = (*seen_up, 0.25)
    back = turned_back(found, quarters, size_px=(640, 480))
    np.testing.assert_allclose(back.world_m[0], (0, -1, 0.25), atol=1e-12)


@pytest.mark.parametrize(("quarters", "factor"), [(0, 1), (1, 480 / 640), (-1, 0.75), (2, 1)])
def test_image_depth_is_in_units_of_the_pictures_own_width(
    body: Callable[..., Body], quarters: int, factor: float
) -> None:
    """A turned 640 x 480 picture is 480 wide; the same depth in pixels is another share."""
    found = body(0, 0, 1, 1)
    back = turned_back(found, quarters, size_px=(640, 480))
    np.testing.assert_allclose(back.image[:, 2], found.image[:, 2] * factor)


def test_the_found_body_itself_is_not_changed(body: Callable[..., Body]) -> None:
    """Turning gives a new body."""
    found = body(0, 0, 1, 1)
    before = found.image.copy(), found.world_m.copy()
    turned_back(found, 1, size_px=(640, 480))
    np.testing.assert_array_equal(found.image, before[0])
    np.testing.assert_array_equal(found.world_m, before[1])


def tried(
    finds: Callable[[float, int], bool], *, until_s: float, in_the_middle: bool = False
) -> list[tuple[float, int]]:
    """(t_s, quarters) of all pictures at 20 a second, found where `finds` says so."""
    search, held = Search(in_the_middle=in_the_middle), []
    for i in range(round(until_s * 20)):
        t_s = i / 20
        quarters = search.quarters(t_s)
        search.note(t_s, quarters, found=finds(t_s, quarters))
        held.append((t_s, quarters))
    return held


def test_pictures_stay_upright_while_somebody_is_found() -> None:
    """No search without need."""
    assert {quarters for _, quarters in tried(lambda *_: True, until_s=5)} == {0}


def test_both_sides_are_tried_in_turn_and_seldom() -> None:
    """After a second of nobody, every half a second, one side and then the other."""
    turns = [(t_s, q) for t_s, q in tried(lambda *_: False, until_s=4) if q]
    assert [q for _, q in turns] == [1, -1, 1, -1, 1, -1]
    assert turns[0][0] == pytest.approx(LOST_S)
    assert np.diff([t_s for t_s, _ in turns]) == pytest.approx(TRY_EVERY_S)


@pytest.mark.parametrize("side", [1, -1])
def test_a_turn_that_finds_somebody_is_kept(side: int) -> None:
    """From its first find on, all pictures are turned like that."""
    held = [quarters for _, quarters in tried(lambda _, q: q == side, until_s=5)]
    first = held.index(side)
    assert set(held[first:]) == {side}
    assert first < 2 * 20


def test_a_lost_turn_goes_back_to_upright() -> None:
    """Someone who stands up is looked for upright again, at once and for a whole second."""
    held = tried(lambda t_s, q: q == 1 and t_s < 3, until_s=4.1)
    assert {q for t_s, q in held if 1 <= t_s <= 3} == {1}
    assert {q for t_s, q in held if 3.01 < t_s < 4} == {0}


@pytest.mark.parametrize("side", [0, 1, -1])
def test_in_the_middle_a_turn_that_was_found_before_is_found_at_once(side: int) -> None:
    """Within three pictures, so that the run before it can go over into it."""
    held = [q for _, q in tried(lambda _, q: q == side, until_s=2, in_the_middle=True)]
    assert set(held[3:]) == {side}


def test_in_the_middle_of_a_recording_of_nobody_tries_are_as_rare() -> None:
    """Two at once, then one each half second."""
    held = tried(lambda *_: False, until_s=4, in_the_middle=True)
    turns = [t_s for t_s, q in held if q]
    assert turns[:2] == pytest.approx([0.05, 0.1])
    assert np.diff(turns[1:]) == pytest.approx(TRY_EVERY_S)
