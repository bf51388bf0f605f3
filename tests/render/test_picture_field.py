"""Distances to the body: right on the surface, never too large, the same through the grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sample_videos.render.body import (
    CONE,
    ELLIPSOID,
    SLAB,
    TUBE,
    Material,
    Primitive,
    grouped,
    halfway,
    posed,
)
from sample_videos.render.builds import BUILDS
from sample_videos.render.field import CREASE_M, SLOTS, distance_to, near, sample
from sample_videos.render.grid import MARGIN_M, person_of
from sample_videos.render.skeleton import BONES, Pose3D
from sample_videos.render.slope import normal_at, slope_of
from sample_videos.render.trace import SLACK_M

REST = BUILDS["mira"].rest_m
STANDING = Pose3D({bone: np.eye(3) for bone in BONES}, REST["pelvis"])
ALL_SHAPES = {
    "cone": Primitive(CONE, "head", "a", Material.SKIN, (0, 0, 0), (0, 0.4, 0), (0.1, 0.05)),
    "tube": Primitive(TUBE, "head", "a", Material.SKIN, (0, 0, 0), (0, 0.4, 0), (0.1, 0.05)),
    "ellipsoid": Primitive(ELLIPSOID, "head", "a", Material.SKIN, (0, 0, 0), (0.15, 0.12, 0.09)),
    "slab": Primitive(SLAB, "head", "a", Material.SKIN, (0, 0, 0), (0.01, 0.03, 0.1), (0.05, 0.07)),
}
coordinates = st.floats(-0.6, 0.6)
points = st.tuples(coordinates, coordinates, coordinates)


def rotation(axis: str, deg: float) -> np.ndarray:
    """A rotation about one world axis."""
    cos, sin = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    turn = np.eye(3)
    turn[i, i] = turn[j, j] = cos
    turn[i, j], turn[j, i] = -sin, sin
    return turn


def bent() -> Pose3D:
    """Deeply bent hips, knees and elbows, arms before the chest: everything is near everything."""
    turns = {bone: rotation("x", 35) for bone in BONES}
    for side in ("left", "right"):
        turns[f"{side}_thigh"] = rotation("x", -85)
        turns[f"{side}_shank"] = turns[f"{side}_foot"] = rotation("x", 45)
        turns[f"{side}_toes"] = turns[f"{side}_foot"]
        turns[f"{side}_upper_arm"] = rotation("x", -20)
        turns[f"{side}_forearm"] = turns[f"{side}_hand"] = rotation("x", -150)
    return Pose3D(turns, np.array((0.1, 0.7, -0.2)))


def union(primitives: Sequence[Primitive], table: np.ndarray, point: np.ndarray) -> float:
    """The whole body's distance, by the definition and without the grid."""

    def melt(a: float, b: float, k: float) -> float:
        h = max(k - abs(a - b), 0.0)
        return min(a, b) - h * h / (4 * k)

    parts: dict[str, float] = {}
    for i, primitive in enumerate(primitives):
        d = distance_to(table, i, *point)
        parts[primitive.group] = melt(parts.get(primitive.group, 1e3), d, primitive.blend_m)
    total = 1e3
    for part in parts.values():
        total = melt(total, part, CREASE_M)
    return total


@pytest.mark.parametrize(
    ("shape", "point", "distance"),
    [
        pytest.param("cone", (0.1, 0, 0), 0.0, id="cone, its first end's radius"),
        pytest.param("cone", (0, 0.5, 0), 0.05, id="cone, beyond its round second end"),
        pytest.param("cone", (0, -0.3, 0), 0.2, id="cone, behind its first end"),
        pytest.param("cone", (0, 0.2, 0), -0.075, id="cone, middle of its axis"),
        pytest.param("tube", (0, 0.5, 0), 0.1, id="tube, beyond its flat second end"),
        pytest.param("tube", (0.05, 0.4, 0), 0.0, id="tube, on its rim"),
        pytest.param("ellipsoid", (0.15, 0, 0), 0.0, id="ellipsoid, end of its long axis"),
        pytest.param("ellipsoid", (0, 0, -0.19), 0.1, id="ellipsoid, on its short axis"),
        pytest.param("slab", (0, 0.05, 0), 0.02, id="slab, above its plate"),
        pytest.param("slab", (0, 0, -0.15), 0.0, id="slab, its back end's radius"),
        pytest.param("slab", (0, 0, 0.27), 0.1, id="slab, beyond its front end"),
        pytest.param("slab", (0, 0, 0), -0.03, id="slab, its middle: half its thickness"),
    ],
)
def test_distances_are_what_the_drawing_says(
    shape: str, point: tuple[float, float, float], distance: float
) -> None:
    """Zero on the surface, negative inside, metres outside."""
    table = posed([ALL_SHAPES[shape]], REST, STANDING).table
    assert distance_to(table, 0, *point) == pytest.approx(distance, abs=1e-9)


@pytest.mark.parametrize("shape", ALL_SHAPES)
@settings(deadline=None)
@given(start=points, direction=points, share=st.floats(0, 1))
def test_a_step_as_long_as_the_distance_never_ends_inside(
    shape: str, start: tuple[float, ...], direction: tuple[float, ...], share: float
) -> None:
    """A ray takes steps of nine tenths of the distance: none may jump through a surface."""
    table = posed([ALL_SHAPES[shape]], REST, STANDING).table
    away = np.array(direction)
    assume(np.linalg.norm(away) > 0.01)
    d = distance_to(table, 0, *start)
    assume(d > 0)
    end = np.array(start) + share * 0.9 * d * away / np.linalg.norm(away)
    assert distance_to(table, 0, *end) > -0.002


@pytest.mark.parametrize("shape", ALL_SHAPES)
def test_the_slope_is_the_distance_s_change(shape: str) -> None:
    """Value and gradient agree with small differences, near the surface."""
    table = posed([ALL_SHAPES[shape]], REST, bent()).table
    tried = 0
    for at in table[0, :3] + np.random.default_rng(3).uniform(-0.3, 0.3, (1500, 3)):
        d = distance_to(table, 0, *at)
        if not 1e-3 < d < 0.02:
            continue
        tried += 1
        value, *slope = slope_of(table, 0, *at)
        assert value == pytest.approx(d, abs=1e-9)
        steps = np.eye(3) * 1e-6
        ahead = np.array([distance_to(table, 0, *(at + step)) for step in steps])
        behind = np.array([distance_to(table, 0, *(at - step)) for step in steps])
        numeric = (ahead - behind) / 2e-6
        cosine = numeric @ slope / np.linalg.norm(numeric) / np.linalg.norm(slope)
        assert cosine > 0.97
    assert tried > 10


def test_a_primitive_moves_rigidly_with_its_bone() -> None:
    """Points that move with the bone keep their distances."""
    part = ALL_SHAPES["slab"]
    pose = bent()
    before, after = posed([part], REST, STANDING), posed([part], REST, pose)
    origin, turn = REST["head"], pose.rotations["head"]
    head = after.bones[BONES.index("head"), :3]
    for point in np.random.default_rng(1).uniform(-0.3, 0.3, (20, 3)):
        moved = head + turn @ (point - origin)
        kept = distance_to(before.table, 0, *point)
        assert distance_to(after.table, 0, *moved) == pytest.approx(kept, abs=1e-9)


@given(st.floats(-80, 80), st.floats(-80, 80))
def test_half_way_between_two_turns_about_an_axis_is_their_mean(a: float, b: float) -> None:
    """10 and 50 degrees about x: 30 degrees about x."""
    middle = halfway(rotation("x", a), rotation("x", b))
    assert middle == pytest.approx(rotation("x", (a + b) / 2), abs=1e-9)


def test_grouping_keeps_a_group_together() -> None:
    """The union melts neighbours in the list only."""
    parts = [Primitive(SLAB, "head", g, Material.SKIN, (0, 0, 0), (1, 1, 1)) for g in "abacb"]
    assert [part.group for part in grouped(parts)] == list("aabbc")


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("pose", [STANDING, bent()], ids=["standing", "folded up"])
def test_the_grid_changes_nothing_near_the_surface(name: str, pose: Pose3D) -> None:
    """Where a cell remembers primitives, they give the whole body's distance."""
    build = BUILDS[name]
    person = person_of(posed(build.primitives, build.rest_m, pose))
    assert person.member[..., 0].max() < SLOTS
    rng = np.random.default_rng(5)
    close = np.argwhere((np.abs(person.value) < 0.03) & (person.member[..., 0] > 0))
    for cell in close[rng.choice(len(close), 150)]:
        point = person.origin + (cell + rng.uniform(0, 1, 3)) * 0.03
        d, who = near(person, *point)
        assert who >= 0
        whole = union(build.primitives, person.table, point)
        if abs(whole) < 0.005:
            assert d == pytest.approx(whole, abs=2e-4)
        if whole > 0:
            assert sample(person.value, person.origin, *point) <= whole + SLACK_M


def test_normals_are_the_way_the_distance_grows() -> None:
    """On the surface, where primitives melt into each other too."""
    build = BUILDS["jonah"]
    person = person_of(posed(build.primitives, build.rest_m, bent()))
    rng = np.random.default_rng(2)
    close = np.argwhere(person.member[..., 0] > 0)
    steps = np.eye(3) * 1e-5
    cosines = []
    for cell in close[rng.choice(len(close), 1200)]:
        point = person.origin + (cell + rng.uniform(0.1, 0.9, 3)) * 0.03
        if abs(near(person, *point)[0]) > 0.003:
            continue
        ahead = np.array([near(person, *(point + step))[0] for step in steps])
        behind = np.array([near(person, *(point - step))[0] for step in steps])
        numeric = (ahead - behind) / np.linalg.norm(ahead - behind)
        cosines.append(numeric @ normal_at(person, *point))
    assert len(cosines) > 20
    assert min(cosines) > 0.99


def test_the_grid_holds_the_whole_body_with_room_to_spare() -> None:
    """No surface comes nearer to the grid's faces than its margin."""
    build = BUILDS["mira"]
    person = person_of(posed(build.primitives, build.rest_m, bent()))
    faces = [person.value.take(end, axis=axis) for axis in range(3) for end in (0, -1)]
    assert min(face.min() for face in faces) > 0.8 * MARGIN_M
