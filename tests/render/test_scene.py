"""Props and solids: how tables are read, where rays meet them, and their distances."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_videos.render.background.ray_intersection import hit_solid
from sample_videos.render.scene.props import DEFAULTS, prop
from sample_videos.render.scene.rooms import FLOORS, ROOMS
from sample_videos.render.scene.scene_arrays import FAR, nearest_solid, solid_distance
from sample_videos.render.scene.solids import PATTERNS, Solid, box, cylinder, ellipsoid, packed

GREY = (0.5, 0.5, 0.5)
TURNED = [
    box((0.3, 0.5, -0.2), (0.4, 0.1, 0.2), GREY).placed(0.1, 0.2, 0.7),
    cylinder((0.3, 0.5, -0.2), 0.2, 0.4, GREY).placed(0.1, 0.2, 0.7),
    ellipsoid((0.3, 0.5, -0.2), (0.4, 0.3, 0.3), GREY).placed(0.1, 0.2, 0.7),
]
SHAPES = ["box", "cylinder", "ellipsoid"]
coordinates = st.floats(-2, 2)
points = st.tuples(coordinates, coordinates, coordinates)


def test_a_table_says_what_stands_where() -> None:
    """A size that the table leaves out is the usual one of the kind."""
    chair = prop({"kind": "chair", "x_m": -0.3, "yaw_deg": 90, "seat_m": 0.5})
    assert (chair.kind, chair.x_m, chair.z_m, chair.yaw_deg) == ("chair", -0.3, 0.0, 90.0)
    assert chair.length_m("seat_m") == 0.5
    assert chair.length_m("depth_m") == DEFAULTS["chair"]["depth_m"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param({"kind": "sofa"}, "allowed are ball, chair, mat", id="unknown kind"),
        pytest.param({}, "prop kind None", id="no kind"),
        pytest.param(
            {"kind": "ball", "seat_m": 1}, "ball: unknown seat_m", id="another kind's key"
        ),
    ],
)
def test_a_wrong_table_is_refused_by_name(table: dict[str, object], message: str) -> None:
    """The message says which key is wrong, and what is allowed."""
    with pytest.raises(ValueError, match=message):
        prop(table)


@pytest.mark.parametrize("kind", DEFAULTS)
def test_a_prop_stands_on_the_floor(kind: str) -> None:
    """No part of it is below the floor, and a part touches it."""
    solids = packed(prop({"kind": kind, "yaw_deg": 30}).solids())
    xs, zs = np.meshgrid(np.linspace(-1, 1, 81), np.linspace(-1, 1, 81))
    floor = [nearest_solid(solids, x, 0.0, z) for x, z in zip(xs.flat, zs.flat, strict=True)]
    below = [nearest_solid(solids, x, -0.05, z) for x, z in zip(xs.flat, zs.flat, strict=True)]
    assert min(floor) < 0.02
    assert min(below) > 0.04


@pytest.mark.parametrize("kind", ["chair", "stool"])
def test_a_seat_is_as_high_as_it_says(kind: str) -> None:
    """A ray straight down to its middle meets it at the height `seat_m`."""
    solids = packed(prop({"kind": kind, "seat_m": 0.52, "x_m": 0.4, "z_m": -0.3}).solids())
    hits = [hit_solid(solids, i, 0.4, 2.0, -0.3, 0.0, -1.0, 0.0)[0] for i in range(len(solids))]
    assert 2.0 - min(hits) == pytest.approx(0.52)


def test_a_chair_faces_where_it_is_turned() -> None:
    """The back of a chair is at -z. After a quarter turn it is at -x."""
    for yaw_deg, x, z in ((0, 0.0, -0.19), (90, -0.19, 0.0)):
        solids = packed(prop({"kind": "chair", "yaw_deg": yaw_deg}).solids())
        assert nearest_solid(solids, x, 0.45 + 0.92 * 0.42, z) < 0
        assert nearest_solid(solids, -x, 0.45 + 0.92 * 0.42, -z) > 0.2


@pytest.mark.parametrize("solid", TURNED, ids=SHAPES)
@given(eye=points, aside=points)
def test_a_ray_ends_on_the_surface_it_meets(
    solid: Solid, eye: tuple[float, ...], aside: tuple[float, ...]
) -> None:
    """Where a ray meets a solid the distance is zero. Before that the ray is outside."""
    solids = packed([solid])
    away = np.array(solid.centre_m) + 0.2 * np.array(aside) - eye
    length = float(np.linalg.norm(away))
    if length < 0.05 or solid_distance(solids, 0, *eye) < 0.01:
        return
    away /= length
    t, *normal = hit_solid(solids, 0, *eye, *away)
    path = np.array(eye) + np.linspace(0, min(t, 6.0), 60)[:, None] * away
    distances = [solid_distance(solids, 0, *point) for point in path]
    assert min(distances) > -1e-3
    if t < FAR:
        assert solid_distance(solids, 0, *(np.array(eye) + t * away)) == pytest.approx(0, abs=1e-6)
        assert math.hypot(*normal) == pytest.approx(1)
        assert (solid.axes @ normal) @ away <= 1e-9


@pytest.mark.parametrize("solid", TURNED, ids=SHAPES)
def test_distances_beside_a_solid_are_metres(solid: Solid) -> None:
    """The point is one decimetre from the end of the solid's own y axis."""
    solids = packed([solid])
    top = np.array(solid.centre_m) + solid.axes @ np.array((0, solid.half_m[1] + 0.1, 0))
    assert solid_distance(solids, 0, *top) == pytest.approx(0.1)
    assert solid_distance(solids, 0, *solid.centre_m) < 0


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_s_furniture_stands_inside_it(name: str) -> None:
    """The middle of each solid is in the room. Its pattern and the floor exist."""
    room = ROOMS[name]
    assert room.name == name
    assert room.floor in FLOORS
    for part in room.furniture:
        assert part.pattern in PATTERNS
        inside = zip(room.low_m, part.centre_m, room.high_m, strict=True)
        assert all(low <= at <= high for low, at, high in inside)


def test_one_room_is_brighter_than_the_other() -> None:
    """The den has less of every light than the studio."""
    studio, den = ROOMS["studio"].light, ROOMS["den"].light
    for kind in ("color", "sky", "fill"):
        assert max(getattr(den, kind)) < max(getattr(studio, kind))
