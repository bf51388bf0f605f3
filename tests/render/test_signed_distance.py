"""The body's signed distance: right at the surface, never too large, the same from the grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sample_videos.render.background.plate_layers import LAYERS
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.body.primitives import (
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
from sample_videos.render.raymarch.batch_distance import (
    BATCH_SIZE,
    Batch,
    new_batch,
    union_distance,
)
from sample_videos.render.raymarch.depth_pass import depth_and_ids
from sample_videos.render.raymarch.distance_grid import MARGIN_M, body_field
from sample_videos.render.raymarch.ray_march import CLOSE, SLACK_M
from sample_videos.render.raymarch.signed_distance import (
    CELL_M,
    CREASE_M,
    BodyField,
    primitive_distance,
    sample,
)
from sample_videos.render.rig.skeleton import BONES, Pose3D
from sample_videos.render.scene.camera import Camera
from sample_videos.render.scene.camera_rays import ray, view_of
from sample_videos.render.shading.body_shading import surface_normals

REST = BUILDS["mira"].rest_m
STANDING = Pose3D({bone: np.eye(3) for bone in BONES}, REST["pelvis"])
ALL_SHAPES = {
    "cone": Primitive(CONE, "head", "a", Material.SKIN, (0, 0, 0), (0, 0.4, 0), (0.1, 0.05)),
    "tube": Primitive(TUBE, "head", "a", Material.SKIN, (0, 0, 0), (0, 0.4, 0), (0.1, 0.05)),
    "ellipsoid": Primitive(ELLIPSOID, "head", "a", Material.SKIN, (0, 0, 0), (0.15, 0.12, 0.09)),
    "slab": Primitive(SLAB, "head", "a", Material.SKIN, (0, 0, 0), (0.01, 0.03, 0.1), (0.05, 0.07)),
}
AHEAD = Camera(eye_m=(0.0, 1.1, 3.2), at_m=(0.05, 1.0, 0.0), hfov_deg=14, size_px=(160, 120))
ASIDE = Camera(eye_m=(3.0, 1.0, 0.8), at_m=(0.0, 0.9, -0.1), hfov_deg=14, size_px=(160, 120))
"""A camera near the trunk. Its pixels are as small as in a large picture, so a tile sees little."""
coordinates = st.floats(-0.6, 0.6)
points = st.tuples(coordinates, coordinates, coordinates)


def rotation(axis: str, deg: float) -> np.ndarray:
    """A rotation about a world axis."""
    cos, sin = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    turn = np.eye(3)
    turn[i, i] = turn[j, j] = cos
    turn[i, j], turn[j, i] = -sin, sin
    return turn


def bent() -> Pose3D:
    """Hips, knees and elbows are deeply bent, so all parts of the body are near each other."""
    turns = {bone: rotation("x", 35) for bone in BONES}
    for side in ("left", "right"):
        turns[f"{side}_thigh"] = rotation("x", -85)
        turns[f"{side}_shank"] = turns[f"{side}_foot"] = rotation("x", 45)
        turns[f"{side}_toes"] = turns[f"{side}_foot"]
        turns[f"{side}_upper_arm"] = rotation("x", -20)
        turns[f"{side}_forearm"] = turns[f"{side}_hand"] = rotation("x", -150)
    return Pose3D(turns, np.array((0.1, 0.7, -0.2)))


def union(primitives: Sequence[Primitive], table: np.ndarray, point: np.ndarray) -> float:
    """The distance to the whole body by its definition, without the grid."""

    def melt(a: float, b: float, k: float) -> float:
        h = max(k - abs(a - b), 0.0)
        return min(a, b) - h * h / (4 * k)

    parts: dict[str, float] = {}
    for i, primitive in enumerate(primitives):
        d = primitive_distance(table, i, *point)
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
    """It is zero on the surface, negative inside, and in metres outside."""
    table = posed([ALL_SHAPES[shape]], REST, STANDING).table
    assert primitive_distance(table, 0, *point) == pytest.approx(distance, abs=1e-9)


@pytest.mark.parametrize("shape", ALL_SHAPES)
@given(start=points, direction=points, share=st.floats(0, 1))
def test_a_step_as_long_as_the_distance_never_ends_inside(
    shape: str, start: tuple[float, ...], direction: tuple[float, ...], share: float
) -> None:
    """A ray steps nine tenths of the distance. No step may go through a surface."""
    table = posed([ALL_SHAPES[shape]], REST, STANDING).table
    away = np.array(direction)
    assume(np.linalg.norm(away) > 0.01)
    d = primitive_distance(table, 0, *start)
    assume(d > 0)
    end = np.array(start) + share * 0.9 * d * away / np.linalg.norm(away)
    assert primitive_distance(table, 0, *end) > -0.002


def together(table: np.ndarray, at: np.ndarray) -> Batch:
    """The smooth union of all primitives at points (N, 3); N is at most BATCH_SIZE."""
    row = new_batch()
    for values, column in zip((row.x, row.y, row.z), at.T, strict=True):
        values[: len(at)] = column
    union_distance(table, np.arange(len(table)).astype(np.int16), len(table), len(at), row)
    return row


@pytest.mark.parametrize("shape", ALL_SHAPES)
@pytest.mark.parametrize("count", [1, 7, BATCH_SIZE])
def test_many_points_together_get_what_each_gets_alone(shape: str, count: int) -> None:
    """They agree to the precision of 32-bit numbers, and the one primitive is the nearest."""
    table = posed([ALL_SHAPES[shape]], REST, bent()).table
    at = table[0, :3] + np.random.default_rng(3).uniform(-0.3, 0.3, (count, 3))
    row = together(table, at.astype(np.float32))
    alone = [primitive_distance(table, 0, *point) for point in at]
    assert row.distance[:count] == pytest.approx(alone, abs=2e-6)
    assert (row.surface_id[:count] == 0).all()


def test_a_primitive_moves_rigidly_with_its_bone() -> None:
    """A point that moves with the bone keeps its distance."""
    part = ALL_SHAPES["slab"]
    pose = bent()
    before, after = posed([part], REST, STANDING), posed([part], REST, pose)
    origin, turn = REST["head"], pose.rotations["head"]
    head = after.bones[BONES.index("head"), :3]
    for point in np.random.default_rng(1).uniform(-0.3, 0.3, (20, 3)):
        moved = head + turn @ (point - origin)
        kept = primitive_distance(before.table, 0, *point)
        assert primitive_distance(after.table, 0, *moved) == pytest.approx(kept, abs=1e-9)


@given(st.floats(-80, 80), st.floats(-80, 80))
def test_half_way_between_two_turns_about_an_axis_is_their_mean(a: float, b: float) -> None:
    """In the middle of 10 and 50 degrees about x are 30 degrees about x."""
    middle = halfway(rotation("x", a), rotation("x", b))
    assert middle == pytest.approx(rotation("x", (a + b) / 2), abs=1e-9)


def test_grouping_keeps_a_group_together() -> None:
    """The union blends only primitives that follow each other in the list."""
    parts = [Primitive(SLAB, "head", g, Material.SKIN, (0, 0, 0), (1, 1, 1)) for g in "abacb"]
    assert [part.group for part in grouped(parts)] == list("aabbc")


def close_by(body: BodyField, rng: np.random.Generator, count: int) -> np.ndarray:
    """Points (count, 3) in cells of the grid near the surface."""
    cells = np.argwhere(np.abs(body.grid) < 0.03)
    chosen = cells[rng.choice(len(cells), count)]
    return np.asarray(body.origin + (chosen + rng.uniform(0, 1, (count, 3))) * CELL_M)


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("pose", [STANDING, bent()], ids=["standing", "folded up"])
def test_the_whole_body_s_distance_is_its_definition_s(name: str, pose: Pose3D) -> None:
    """A batch agrees with single points. The grid is too large by at most its slack."""
    build = BUILDS[name]
    body = body_field(posed(build.primitives, build.rest_m, pose))
    at = close_by(body, np.random.default_rng(5), BATCH_SIZE)
    row = together(body.table, at)
    for point, d in zip(at, row.distance, strict=True):
        whole = union(build.primitives, body.table, point)
        assert d == pytest.approx(whole, abs=1e-5)
        if whole > 0:
            assert sample(body.grid, body.origin, *point) <= whole + SLACK_M


@pytest.mark.parametrize("name", BUILDS)
def test_a_block_leaves_out_only_what_does_not_matter_in_it(name: str) -> None:
    """Near the surface the middle of every cell has the distance to the whole body."""
    build = BUILDS[name]
    body = body_field(posed(build.primitives, build.rest_m, bent()))
    cells = np.argwhere(np.abs(body.grid) < 0.06)
    for cell in cells[np.random.default_rng(6).choice(len(cells), 100)]:
        whole = union(build.primitives, body.table, body.origin + (cell + 0.5) * CELL_M)
        assert body.grid[tuple(cell)] == pytest.approx(whole, abs=1e-5)


@pytest.mark.slow  # Compiles how a ray is followed: 10 s and more.
@pytest.mark.parametrize("pose", [STANDING, bent()], ids=["standing", "folded up"])
@pytest.mark.parametrize(("name", "camera"), [("mira", AHEAD), ("jonah", ASIDE)])
def test_a_tile_s_rays_meet_what_the_whole_body_has_there(
    name: str, camera: Camera, pose: Pose3D
) -> None:
    """Culling leaves enough primitives: the surface is where a ray says, and not before it."""
    build = BUILDS[name]
    body = body_field(posed(build.primitives, build.rest_m, pose))
    width, height = camera.size_px
    empty = np.full((height, width, LAYERS), 50.0, np.float32)
    depth, surface_id = np.empty((height, width), np.float32), np.empty((height, width), np.int16)
    view = view_of(camera)
    depth_and_ids(0, height, body, view, empty, depth, surface_id)
    pixels = np.argwhere(surface_id >= 0)
    assert len(pixels) > 300
    rays = np.array([ray(view, width, height, x + 0.5, y + 0.5) for y, x in pixels])
    t = depth[surface_id >= 0][:, None]
    for part in range(0, len(rays), BATCH_SIZE):
        these = np.s_[part : part + BATCH_SIZE]
        on = together(body.table, view[0] + rays[these] * t[these]).distance[: len(t[these])]
        assert (on < 1.1 * CLOSE * t[these, 0]).all()
        assert on.min() > -0.002
    for k in range(0, len(rays), 37):
        before = np.linspace(0.3, 0.99, BATCH_SIZE)[:, None] * t[k]
        assert together(body.table, view[0] + rays[k] * before).distance.min() > 0


def test_normals_are_the_way_the_distance_grows() -> None:
    """On the surface, also where primitives blend."""
    build = BUILDS["jonah"]
    body = body_field(posed(build.primitives, build.rest_m, bent()))
    at = close_by(body, np.random.default_rng(2), 2000)
    steps = np.eye(3) * 1e-5
    spots, ahead, everyone = [], [], np.arange(len(body.table)).astype(np.int16)
    for point in at:
        if abs(union(build.primitives, body.table, point)) < 0.003 and len(spots) < BATCH_SIZE:
            spots.append(point)
            taps = [union(build.primitives, body.table, point + s) for s in (*steps, *-steps)]
            ahead.append(np.subtract(taps[:3], taps[3:]))
    assert len(spots) > 20
    normals = np.empty((4, BATCH_SIZE), np.float32)
    spot = np.ascontiguousarray(np.array(spots, np.float32).T)
    surface_normals(body, everyone, len(everyone), len(spots), spot, new_batch(), normals)
    numeric = np.array(ahead) / np.linalg.norm(ahead, axis=1, keepdims=True)
    cosines = (numeric * normals[:3, : len(spots)].T).sum(1)
    # a normal is taken over a millimetre, and a crease can be narrower
    assert np.quantile(cosines, 0.1) > 0.99
    assert cosines.min() > 0.9


def test_the_grid_holds_the_whole_body_with_room_to_spare() -> None:
    """No surface is nearer to the faces of the grid than the margin."""
    build = BUILDS["mira"]
    body = body_field(posed(build.primitives, build.rest_m, bent()))
    faces = [body.grid.take(end, axis=axis) for axis in range(3) for end in (0, -1)]
    assert min(face.min() for face in faces) > 0.8 * MARGIN_M
