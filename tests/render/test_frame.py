"""Frames: the same each time, the person where the joints are, no change elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import numba
import numpy as np
import pytest
from numpy.typing import NDArray

from sample_videos.render.background.plate_layers import AMBIENT, DIRECT
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.body.eye_motion import OPEN, eyes
from sample_videos.render.body.finger_curl import FIST, LOOSE, STEPS, curls
from sample_videos.render.body.hands import hand
from sample_videos.render.body.primitives import CONE, Material, Primitive
from sample_videos.render.image import frame
from sample_videos.render.image.frame import Degrade, Scene, render
from sample_videos.render.raymarch.depth_pass import depth_and_ids
from sample_videos.render.rig.skeleton import BONES, SIDES, Pose3D, joints
from sample_videos.render.scene.camera import Camera
from sample_videos.render.scene.camera_rays import view_of
from sample_videos.render.scene.props import DEFAULTS, prop
from sample_videos.render.scene.rooms import ROOMS

pytestmark = pytest.mark.slow  # Compiles the whole renderer: 40 s and more.

CLEAN = Degrade(noise_sigma=0)
SIZE = (97, 73)
AHEAD = Camera(eye_m=(0.0, 1.0, 3.2), at_m=(0.0, 0.85, 0.0), hfov_deg=50, size_px=SIZE)
LYING = Camera(eye_m=(0.0, 0.7, 2.6), at_m=(0.0, 0.25, 0.0), hfov_deg=55, size_px=SIZE)
GONE = np.array((0.0, 0.9, 60.0))
"""A place behind the camera, out of the room."""


WORN = (Material.SKIN, Material.TOP, Material.BOTTOM)


def turn(axis: str, deg: float) -> np.ndarray:
    """A rotation about a world axis."""
    cos, sin = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(3)
    matrix[i, i] = matrix[j, j] = cos
    matrix[i, j], matrix[j, i] = -sin, sin
    return matrix


def standing(name: str = "mira") -> Pose3D:
    """The rest pose, on the floor."""
    return Pose3D({bone: np.eye(3) for bone in BONES}, BUILDS[name].rest_m["pelvis"])


def supine(name: str = "mira") -> Pose3D:
    """A pose on the back on the floor: the head to the left, the arms by the sides."""
    flat = turn("z", 90) @ turn("y", 90)
    return Pose3D(dict.fromkeys(BONES, flat), np.array((0.0, 0.11, 0.0)))


@cache
def scene(name: str = "mira", room: str = "studio", seed: int = 1) -> Scene:
    """A scene without props. It is made once, because every scene bakes its light map."""
    return Scene(BUILDS[name], ROOMS[room], (), seed)


def seen(a_scene: Scene, pose: Pose3D, camera: Camera) -> NDArray[np.bool_]:
    """The pixels whose middles show the person."""
    _, plate = frame._empty_room(a_scene, camera)
    height, width, _ = plate.shape
    depth, surface_id = np.empty((height, width), np.float32), np.empty((height, width), np.int16)
    depth_and_ids(
        0, height, frame._body_field(a_scene, pose), view_of(camera), plate, depth, surface_id
    )
    return surface_id >= 0


def joint_pixels(name: str, pose: Pose3D, camera: Camera) -> NDArray[np.float64]:
    """The pixels (N, 2) of all joints."""
    return camera.project(np.array(list(joints(BUILDS[name].rest_m, pose).values())))[:, :2]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """After each test the number of threads is as before."""
    before = numba.get_num_threads()
    yield
    numba.set_num_threads(before)


def test_a_picture_has_the_camera_s_size_and_bytes_of_rgb() -> None:
    """Also with an odd width."""
    image = render(scene(), standing(), AHEAD, frame_index=0)
    assert image.shape == (73, 97, 3)
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous


def test_the_same_frame_is_the_same_picture() -> None:
    """The number of threads does not matter, nor what was drawn in between."""
    first = render(scene(), standing(), AHEAD, frame_index=7)
    render(scene("jonah", "den"), supine("jonah"), LYING, frame_index=3)
    numba.set_num_threads(1)
    assert np.array_equal(first, render(scene(), standing(), AHEAD, frame_index=7))
    fresh = Scene(BUILDS["mira"], ROOMS["studio"], (), 1)
    assert np.array_equal(first, render(fresh, standing(), AHEAD, frame_index=7))


def test_noise_changes_with_the_frame_and_with_the_seed() -> None:
    """A pattern that never changes is no sensor noise."""
    first = render(scene(), standing(), AHEAD, frame_index=0)
    for other in (
        render(scene(), standing(), AHEAD, frame_index=1),
        render(scene(seed=2), standing(), AHEAD, frame_index=0),
    ):
        assert 0.5 < (first != other).mean() < 1


def test_noise_has_the_spread_that_was_asked_for() -> None:
    """Two frames differ by sqrt(2) times the noise; rounding adds a little."""
    wall = np.s_[:12, 60:]
    options = Degrade(noise_sigma=5)
    one, two = (
        render(scene(room="den"), standing(), AHEAD, frame_index=i, degrade=options)[wall]
        for i in (0, 1)
    )
    spread = np.std(one.astype(float) - two) / np.sqrt(2)
    assert spread == pytest.approx(5, abs=0.4)


def test_a_darker_camera_gives_a_darker_picture() -> None:
    """With half the light every pixel is darker that is not black or white."""
    light = render(scene(), standing(), AHEAD, frame_index=0, degrade=CLEAN).astype(int)
    dim = replace(CLEAN, brightness=0.5)
    dark = render(scene(), standing(), AHEAD, frame_index=0, degrade=dim).astype(int)
    grey = (light > 20) & (light < 250)
    assert (dark[grey] < light[grey]).all()
    assert 0.6 < (dark[grey] / light[grey]).mean() < 0.8


def test_blur_takes_the_edges_away() -> None:
    """With blur, neighbouring pixels differ less."""
    sharp = render(scene(), standing(), AHEAD, frame_index=0, degrade=CLEAN).astype(float)
    options = replace(CLEAN, blur_px=1.5)
    soft = render(scene(), standing(), AHEAD, frame_index=0, degrade=options).astype(float)
    assert np.abs(np.diff(soft, axis=1)).max() < 0.7 * np.abs(np.diff(sharp, axis=1)).max()


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize(("pose", "camera"), [(standing, AHEAD), (supine, LYING)])
def test_the_person_is_where_the_joints_are(name: str, pose: object, camera: Camera) -> None:
    """The person's pixels reach round all joints, and not farther than flesh, head and feet do."""
    assert callable(pose)
    there = pose(name)
    rows, columns = np.nonzero(seen(scene(name), there, camera))
    pixels = joint_pixels(name, there, camera)
    per_m = camera.focal_px / 2.6
    flesh, head = 0.16 * per_m, 0.33 * per_m
    low, high = np.clip(pixels.min(0), 0, SIZE), np.clip(pixels.max(0), 0, SIZE)
    assert low[0] - head < columns.min() <= low[0] + 1
    assert high[0] - 1 <= columns.max() + 1 < high[0] + flesh + 1
    assert low[1] - head < rows.min() <= low[1] + 1
    assert high[1] - 1 <= rows.max() + 1 < high[1] + flesh + 1


@pytest.mark.parametrize("name", BUILDS)
def test_every_joint_lies_within_the_person(name: str) -> None:
    """When the person stands and is seen from the front, each joint's pixel shows the person."""
    there = seen(scene(name), standing(name), AHEAD)
    for x, y in joint_pixels(name, standing(name), AHEAD):
        assert there[int(y), int(x)]


def test_nobody_is_seen_who_is_not_in_the_picture() -> None:
    """A person behind the camera has no pixel and no shadow in the picture."""
    away = Pose3D(standing().rotations, GONE)
    assert not seen(scene(), away, AHEAD).any()
    _, plate = frame._empty_room(scene(), AHEAD)
    room = plate[..., DIRECT : DIRECT + 3] + plate[..., AMBIENT : AMBIENT + 3]
    empty = frame._sensor_image(room, CLEAN, 1, 0)
    assert np.array_equal(render(scene(), away, AHEAD, frame_index=0, degrade=CLEAN), empty)


def test_the_room_is_unchanged_away_from_the_person() -> None:
    """Only the person and the shadow near them differ from the empty room."""
    away = Pose3D(standing().rotations, GONE)
    empty = render(scene(), away, AHEAD, frame_index=0, degrade=CLEAN).astype(int)
    image = render(scene(), standing(), AHEAD, frame_index=0, degrade=CLEAN).astype(int)
    changed = np.abs(image - empty).max(2) > 0
    there = seen(scene(), standing(), AHEAD)
    assert changed[there].mean() > 0.9
    rows, columns = np.nonzero(there)
    waist = rows.min() + (rows.max() - rows.min()) // 2
    reach = columns.max() - columns.min()
    assert not changed[:waist, : columns.min() - reach].any()
    assert not changed[:waist, columns.max() + reach :].any()


def test_a_person_on_the_floor_shades_it() -> None:
    """Close to the body the floor is darker than without it."""
    away = Pose3D(supine().rotations, GONE)
    empty = render(scene(), away, LYING, frame_index=0, degrade=CLEAN).astype(int)
    image = render(scene(), supine(), LYING, frame_index=0, degrade=CLEAN).astype(int)
    there = seen(scene(), supine(), LYING)
    near = np.zeros_like(there)
    near[2:] |= there[:-2]
    near &= ~there
    assert (image[near].sum(1) < empty[near].sum(1)).mean() > 0.8


def test_two_cameras_do_not_mix() -> None:
    """The plate of one camera is not used for another."""
    beside = replace(AHEAD, eye_m=(0.9, 1.0, 3.0))
    first = render(scene(), standing(), AHEAD, frame_index=0, degrade=CLEAN)
    other = render(scene(), standing(), beside, frame_index=0, degrade=CLEAN)
    assert (first != other).any(axis=2).mean() > 0.3
    again = render(scene(), standing(), AHEAD, frame_index=0, degrade=CLEAN)
    assert np.array_equal(first, again)


@pytest.mark.parametrize("kind", DEFAULTS)
def test_a_prop_is_drawn_where_it_stands(kind: str) -> None:
    """The empty room changes where the prop stands, and not far from it."""
    away = Pose3D(standing().rotations, GONE)
    there = Scene(BUILDS["mira"], ROOMS["den"], (prop({"kind": kind, "x_m": 0.7}),), 1)
    empty = render(scene(room="den"), away, AHEAD, frame_index=0, degrade=CLEAN).astype(int)
    image = render(there, away, AHEAD, frame_index=0, degrade=CLEAN).astype(int)
    changed = np.abs(image - empty).max(2) > 3
    x, y, _ = AHEAD.project(np.array([[0.7, 0.0, 0.0]]))[0]
    assert changed[int(y) - 6 : int(y) + 6, int(x) - 12 : int(x) + 12].mean() > 0.15
    assert not changed[:, :20].any()


def test_a_ball_before_the_person_hides_them() -> None:
    """What is nearer to the camera hides what is behind it."""
    ball = Scene(BUILDS["mira"], ROOMS["den"], (prop({"kind": "ball", "z_m": 1.0}),), 1)
    x, y, _ = AHEAD.project(np.array([[0.0, 0.325, 1.0]]))[0]
    assert seen(scene(room="den"), standing(), AHEAD)[:, int(x) - 6 : int(x) + 6][int(y)].any()
    assert not seen(ball, standing(), AHEAD)[:, int(x) - 6 : int(x) + 6][int(y)].any()


def test_the_builds_differ_as_people_do() -> None:
    """In height by ten centimetres, in the shoulders' width, in hair, clothes and skin."""
    mira, jonah = BUILDS["mira"], BUILDS["jonah"]
    assert jonah.rest_m["head"][1] - mira.rest_m["head"][1] > 0.10
    assert jonah.rest_m["left_upper_arm"][0] - mira.rest_m["left_upper_arm"][0] > 0.02
    assert mira.looks.long_hair is not jonah.looks.long_hair
    assert mira.looks.sleeve > 1 > jonah.looks.sleeve
    assert mira.looks.leg > 1 > jonah.looks.leg
    assert mira.looks.colors[Material.SKIN] != jonah.looks.colors[Material.SKIN]


@pytest.mark.parametrize("name", BUILDS)
def test_rest_joints_are_symmetrical_and_above_the_floor(name: str) -> None:
    """The left joints are the right joints, mirrored."""
    rest = BUILDS[name].rest_m
    assert set(rest) == set(BONES)
    for bone in BONES:
        if bone.startswith("left_"):
            other = rest[bone.replace("left", "right")]
            assert rest[bone] == pytest.approx(other * (-1, 1, 1))
            assert rest[bone][0] > 0
    assert min(joint[1] for joint in rest.values()) > 0


@pytest.mark.parametrize(
    ("name", "joint", "up_m", "material"),
    [
        pytest.param("mira", "chest", 0.05, Material.TOP, id="shirt on the chest"),
        pytest.param("mira", "pelvis", 0.02, Material.TOP, id="shirt over the waistband"),
        pytest.param("mira", "left_thigh", -0.10, Material.BOTTOM, id="leggings on the thigh"),
        pytest.param("mira", "left_shank", -0.15, Material.BOTTOM, id="leggings on the shin"),
        pytest.param("mira", "left_forearm", -0.10, Material.TOP, id="long sleeve"),
        pytest.param("jonah", "pelvis", 0.0, Material.TOP, id="T-shirt down to the hips"),
        pytest.param("jonah", "left_thigh", -0.10, Material.BOTTOM, id="shorts"),
        pytest.param("jonah", "left_shank", -0.15, Material.SKIN, id="bare shin"),
        pytest.param("jonah", "left_forearm", -0.10, Material.SKIN, id="bare forearm"),
        pytest.param("jonah", "neck", 0.03, Material.SKIN, id="neck"),
    ],
)
def test_clothes_are_where_they_belong(
    name: str, joint: str, up_m: float, material: Material
) -> None:
    """The hue of the pixel is nearest to that of the material there."""
    at = BUILDS[name].rest_m[joint] + (0, up_m, 0)
    camera = replace(AHEAD, eye_m=(at[0], at[1], 1.4), at_m=tuple(at))
    image = render(scene(name), standing(name), camera, frame_index=0, degrade=CLEAN)
    # without the display's gamma the hue does not depend on the light
    light = (image[36, 48] / 255.0) ** 1.9
    hue = light / light.sum()
    worn = BUILDS[name].looks.colors
    off = {one: np.abs(hue - np.array(worn[one]) / sum(worn[one])).sum() for one in WORN}
    assert min(off, key=lambda one: off[one]) == material


def test_a_fist_closes_towards_the_palm() -> None:
    """In the rest pose the left palm faces to the right. Flat fingers stay long."""
    rest = BUILDS["mira"].rest_m
    flat, fist = (fingertips(hand(rest, "left", 1, curl)) for curl in (0.0, 1.0))
    wrist = rest["left_hand"]
    assert wrist[1] - flat[:, 1].min() == pytest.approx(0.17, abs=0.015)
    assert wrist[1] - fist[:, 1].min() < 0.13
    assert wrist[0] - fist[:, 0].min() > 0.03
    assert fingertips(hand(rest, "right", -1, 1.0)) == pytest.approx(fist * (-1, 1, 1))


def fingertips(parts: Iterable[Primitive]) -> NDArray[np.float64]:
    """The far ends (N, 3) of the fingers' cones, without the thumb."""
    fingers = [p for p in parts if p.shape == CONE and "thumb" not in p.group]
    return np.array([part.b for part in fingers])


def test_eyes_blink_now_and_then() -> None:
    """They blink 15 to 20 times a minute. They are open most of the time, as far as at rest."""
    lids = np.array([eyes(4, i)[1] for i in range(1800)])
    blinks = ((lids[1:] < 0.5) & (lids[:-1] >= 0.5)).sum()
    assert 14 <= blinks <= 20
    assert (lids == OPEN).mean() > 0.85
    assert lids.max() == OPEN
    assert eyes(4, 100) == eyes(4, 100)


def test_hands_lie_flat_palm_down_and_loose_in_the_air() -> None:
    """When the person stands they are loosely open. Palms down on the floor they are flat."""
    build = BUILDS["mira"]
    assert curls(build.rest_m, standing()) == (round(LOOSE * STEPS),) * 2
    down = supine().rotations | {
        f"{side}_hand": supine().rotations[f"{side}_hand"] @ turn("y", -sign * 90)
        for side, sign in zip(SIDES, (1, -1), strict=True)
    }
    assert curls(build.rest_m, Pose3D(down, np.array((0.0, 0.05, 0.0)))) == (0, 0)


def test_a_body_propped_on_its_forearms_makes_fists() -> None:
    """The person is face down, elbows and wrists on the floor, thumbs up."""
    face_down = turn("y", 90) @ turn("x", 90)
    turns = dict.fromkeys(BONES, face_down)
    for side in SIDES:
        turns[f"{side}_upper_arm"] = turn("y", 90)
        turns[f"{side}_forearm"] = turns[f"{side}_hand"] = turn("y", 90) @ turn("x", -90)
    build = BUILDS["mira"]
    world = joints(build.rest_m, Pose3D(turns, np.zeros(3)))
    floor = np.array((0.0, 0.04 - world["left_forearm"][1], 0.0))
    assert curls(build.rest_m, Pose3D(turns, floor)) == (round(FIST * STEPS),) * 2
