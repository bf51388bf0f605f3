"""Torso, arms and legs as primitives, with their clothes. Lengths in the code are metres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from sample_videos.render.body.looks import Looks
from sample_videos.render.body.primitives import CONE, ELLIPSOID, TUBE, Material, Primitive, Triple
from sample_videos.render.rig.skeleton import SIDES, Vector

Rest = Mapping[str, Vector]
SKIN, TOP, BOTTOM = Material.SKIN, Material.TOP, Material.BOTTOM


def torso_and_limbs(rest: Rest, looks: Looks) -> Iterator[Primitive]:
    """All primitives but those of head, hands and feet. The torso comes first."""
    yield from torso(rest, looks)
    yield from neck(rest, looks)
    for side, sign in zip(SIDES, (1, -1), strict=True):
        yield from shoulder(rest, looks, side, sign)
        yield from seat(rest, looks, side, sign)
    for side, sign in zip(SIDES, (1, -1), strict=True):
        yield from arm(rest, looks, side)
        yield from sleeve(rest, looks, side)
        yield from leg(rest, looks, side, sign)
        yield from trouser(rest, looks, side)


def cone(
    bone: str,
    group: str,
    material: Material,
    a: Vector,
    b: Vector,
    radii: tuple[float, float],
    blend: float = 0.02,
) -> Primitive:
    """A round cone between two rest points."""
    return Primitive(CONE, bone, group, material, point(a), point(b), radii, blend)


def tube(
    bone: str, group: str, material: Material, a: Vector, b: Vector, radii: tuple[float, float]
) -> Primitive:
    """A cone with a flat end at `b`: cloth that stands off the limb in it."""
    return Primitive(TUBE, bone, group, material, point(a), point(b), radii, 0.006)


def ball(
    bone: str, group: str, material: Material, at: Vector, half: Triple, blend: float = 0.02
) -> Primitive:
    """An ellipsoid about a rest point."""
    return Primitive(ELLIPSOID, bone, group, material, point(at), half, (0.0, 0.0), blend)


def point(at: Vector) -> Triple:
    """The vector as three numbers of Python."""
    x, y, z = (float(v) for v in at)
    return x, y, z


def off(at: Vector, x: float, y: float, z: float) -> Vector:
    """The point `at`, moved by (x, y, z)."""
    point: Vector = at + np.array((x, y, z))
    return point


def between(rest: Rest, first: str, second: str, share: float) -> Vector:
    """The point between two rest joints; a `share` of 0 is the first, 1 the second."""
    return rest[first] + share * (rest[second] - rest[first])


def torso(rest: Rest, looks: Looks) -> Iterator[Primitive]:
    """Pelvis, waist, ribs and breast, in the group "torso"."""
    g = looks.girths
    hip_y = float(rest["left_thigh"][1])
    trunk = float(rest["left_upper_arm"][1]) - hip_y
    (chest_w, chest_d), (waist_w, waist_d), (hips_w, hips_d) = g.chest, g.waist, g.hips
    for bone, material, share, z, half, blend in (
        ("chest", TOP, 0.76, -0.006, (chest_w, 0.34 * trunk, chest_d), 0.05),
        ("chest", TOP, 0.92, -0.018, (1.06 * chest_w, 0.15 * trunk, 0.78 * chest_d), 0.07),
        ("spine", TOP, 0.42, 0.009, (waist_w, 0.32 * trunk, waist_d), 0.07),
        ("half:spine", TOP, 0.27, 0.011, (1.04 * waist_w, 0.22 * trunk, waist_d), 0.07),
        ("pelvis", BOTTOM, 0.07, -0.004, (hips_w, 0.25 * trunk, hips_d), 0.06),
    ):
        middle = np.array((0, hip_y + share * trunk, z))
        yield ball(bone, "torso", material, middle, half, blend)
    for sign in (1, -1):
        up, out = hip_y + g.breast_up * trunk, g.breast_out * chest_d
        half = (0.48 * chest_w, 0.125 * trunk, g.breast_m)
        yield ball("chest", "torso", TOP, np.array((sign * 0.48 * chest_w, up, out)), half, 0.065)


def neck(rest: Rest, looks: Looks) -> Iterator[Primitive]:
    """The neck, and the muscles from it to the shoulders."""
    radius = looks.girths.neck_m
    root, top = rest["neck"], rest["head"]
    low, high = off(root, 0, -0.05, -0.012), off(top, 0, 0.01, -0.004)
    yield cone("neck", "torso", SKIN, low, high, (1.10 * radius, radius), 0.035)
    low, high = off(top, 0, -0.02, -0.004), off(top, 0, 0.05, 0)
    yield cone("half:head", "torso", SKIN, low, high, (radius, 0.97 * radius))
    for side, sign in zip(SIDES, (1, -1), strict=True):
        start = off(root, sign * 0.030, 0.014, -0.026)
        end = off(between(rest, "neck", f"{side}_upper_arm", 0.84), 0, 0.006, -0.010)
        radii = (0.75 * radius, 0.88 * looks.girths.shoulder_m)
        yield cone(f"half:{side}_clavicle", "torso", TOP, start, end, radii, 0.06)


def shoulder(rest: Rest, looks: Looks, side: str, sign: int) -> Iterator[Primitive]:
    """Deltoid and armpit. They are in the torso's group, so the arm blends into the torso."""
    g = looks.girths
    joint, bone = rest[f"{side}_upper_arm"], f"{side}_upper_arm"
    r = g.shoulder_m
    top = off(joint, -sign * 0.004, -0.002, 0)
    yield ball(f"half:{bone}", "torso", TOP, top, (r, 0.98 * r, 1.04 * r), 0.06)
    low = between(rest, bone, f"{side}_forearm", 0.38)
    yield cone(bone, "torso", TOP, joint, low, (0.97 * r, g.upper_arm_m), 0.035)
    for z in (0.52 * r, -0.80 * r):
        inside = off(joint, -sign * (0.010 + r), -r, z)
        half = (1.05 * r, 1.25 * r, 0.74 * r)
        yield ball(f"half:{side}_clavicle", "torso", TOP, inside, half, 0.06)


def seat(rest: Rest, looks: Looks, side: str, sign: int) -> Iterator[Primitive]:
    """Buttock and groin. They turn half as far as the thigh."""
    g = looks.girths
    joint, bone = rest[f"{side}_thigh"], f"{side}_thigh"
    buttock = off(joint, -sign * 0.012, -0.022, -0.052)
    yield ball(f"half:{bone}", "torso", BOTTOM, buttock, (0.079, 0.084, g.seat_m), 0.045)
    r = 0.98 * g.thigh_m
    yield ball(f"half:{bone}", "torso", BOTTOM, off(joint, 0, -0.012, -0.006), (r, r, r), 0.05)
    high, low = off(joint, 0, -0.02, 0), between(rest, bone, f"{side}_shank", 0.24)
    yield cone(bone, "torso", BOTTOM, high, low, (r, 0.99 * g.thigh_m), 0.04)


def arm(rest: Rest, looks: Looks, side: str) -> Iterator[Primitive]:
    """Upper arm and forearm."""
    g = looks.girths
    upper, fore, hand = (f"{side}_{bone}" for bone in ("upper_arm", "forearm", "hand"))
    cloth = TOP if looks.sleeve > 1 else SKIN
    radii = (1.04 * g.upper_arm_m, g.elbow_m)
    yield cone(upper, upper, cloth, rest[upper], rest[fore], radii)
    muscle = off(between(rest, upper, fore, 0.52), 0, 0, 0.008)
    half = (0.92 * g.upper_arm_m, 0.085, 0.90 * g.upper_arm_m)
    yield ball(upper, upper, cloth, muscle, half, 0.03)
    point_of_elbow = off(rest[fore], 0, 0, -0.004)
    yield ball(f"half:{fore}", upper, cloth, point_of_elbow, (g.elbow_m,) * 3, 0.015)
    yield from _covered(rest, fore, hand, cloth, looks.sleeve - 1, (g.elbow_m, g.wrist_m))
    half = (g.forearm_m, 0.085, 1.06 * g.forearm_m)
    yield ball(fore, fore, cloth, between(rest, fore, hand, 0.24), half, 0.03)


def _covered(
    rest: Rest, bone: str, end: str, cloth: Material, share: float, radii: tuple[float, float]
) -> Iterator[Primitive]:
    """The cone of a limb that cloth covers up to `share`. The hem's tube hides the change."""
    if cloth == SKIN:
        yield cone(bone, bone, SKIN, rest[bone], rest[end], radii)
        return
    hem = share - 0.04
    cut, radius = between(rest, bone, end, hem), radii[0] + hem * (radii[1] - radii[0])
    yield cone(bone, bone, cloth, rest[bone], cut, (radii[0], radius))
    yield cone(bone, bone, SKIN, cut, rest[end], (radius, radii[1]), 0.002)


def sleeve(rest: Rest, looks: Looks, side: str) -> Iterator[Primitive]:
    """The hem of the sleeve. It stands off the arm."""
    g, loose = looks.girths, looks.loose_m
    upper, fore, hand = (f"{side}_{bone}" for bone in ("upper_arm", "forearm", "hand"))
    if looks.sleeve <= 1:
        end = between(rest, upper, fore, looks.sleeve)
        radii = (g.shoulder_m + 0.3 * loose, g.upper_arm_m + loose)
        yield tube(upper, f"{side}_sleeve", TOP, rest[upper], end, radii)
    else:
        start, end = (between(rest, fore, hand, share) for share in (0.55, looks.sleeve - 1))
        radii = (g.wrist_m + 0.005, g.wrist_m + loose + 0.003)
        yield tube(fore, f"{side}_sleeve", TOP, start, end, radii)


def leg(rest: Rest, looks: Looks, side: str, sign: int) -> Iterator[Primitive]:
    """Thigh and lower leg, knee cap and calf."""
    g = looks.girths
    thigh, shank, foot = (f"{side}_{bone}" for bone in ("thigh", "shank", "foot"))
    cloth = BOTTOM if looks.leg > 1 else SKIN
    start = between(rest, thigh, shank, 0.12)
    yield cone(thigh, thigh, cloth, start, rest[shank], (g.thigh_m, g.knee_m), 0.03)
    front = off(between(rest, thigh, shank, 0.50), sign * 0.004, 0, 0.016)
    half = (0.70 * g.thigh_m, 0.16, 0.70 * g.thigh_m)
    yield ball(thigh, thigh, cloth, front, half, 0.04)
    half = (0.66 * g.thigh_m, 0.15, 0.62 * g.thigh_m)
    yield ball(thigh, thigh, cloth, off(front, 0, 0, -0.036), half, 0.04)
    half = (0.74 * g.knee_m, 0.046, 0.82 * g.knee_m)
    yield ball(f"half:{shank}", thigh, cloth, off(rest[shank], 0, 0.004, 0.008), half, 0.025)
    yield from _covered(rest, shank, foot, cloth, looks.leg - 1, (g.knee_m, g.ankle_m))
    calf = off(between(rest, shank, foot, 0.28), 0, 0, -0.022)
    yield ball(shank, shank, cloth, calf, (g.calf_m, 0.115, g.calf_m), 0.035)


def trouser(rest: Rest, looks: Looks, side: str) -> Iterator[Primitive]:
    """The hem of the trousers. It stands off the leg."""
    g, loose = looks.girths, looks.loose_m
    thigh, shank, foot = (f"{side}_{bone}" for bone in ("thigh", "shank", "foot"))
    if looks.leg <= 1:
        start, end = (between(rest, thigh, shank, share) for share in (0.15, looks.leg))
        radii = (g.thigh_m + 0.4 * loose, 0.80 * g.thigh_m + loose)
        yield tube(thigh, f"{side}_trouser", BOTTOM, start, end, radii)
    else:
        start, end = (between(rest, shank, foot, share) for share in (0.7, looks.leg - 1))
        radii = (g.ankle_m + 0.006, g.ankle_m + loose + 0.003)
        yield tube(shank, f"{side}_trouser", BOTTOM, start, end, radii)
