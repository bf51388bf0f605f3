"""Contact sheets: a clip as twelve small pictures on one, and stick figures of its poses."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from sample_videos.render.rig.skeleton import PARENT, Pose3D, Vector, joints
from sample_videos.render.scene.camera import Camera

Picture = NDArray[np.uint8]
"""(H, W, 3) RGB."""

TILES = (4, 3)
"""Pictures across and down a sheet."""
TILE_WIDTH = 400
"""Width of each small picture, pixels."""
INK = {"left": (30, 90, 210), "right": (200, 60, 30), "": (40, 40, 40)}
"""Colours of the stick figure's sides and of its trunk."""


def sheet(pictures: list[Picture], captions: list[str]) -> Picture:
    """A sheet of up to twelve pictures in rows of four, each with its caption."""
    small = [_tile(one, text) for one, text in zip(pictures, captions, strict=True)]
    blank = np.full_like(small[0], 255)
    small += [blank] * (-len(small) % TILES[0])
    rows = [np.hstack(small[i : i + TILES[0]]) for i in range(0, len(small), TILES[0])]
    return np.vstack(rows)


def _tile(picture: Picture, text: str) -> Picture:
    height = round(picture.shape[0] * TILE_WIDTH / picture.shape[1])
    small = cv2.resize(picture, (TILE_WIDTH, height), interpolation=cv2.INTER_AREA)
    for ink, (x, y) in ((0, (7, 19)), (255, (6, 18))):
        cv2.putText(small, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (ink,) * 3, 1)
    return np.asarray(small, np.uint8)


def chosen(count: int) -> list[int]:
    """Indices of twelve frames, spread evenly over `count`; the last frame is one of them."""
    tiles = TILES[0] * TILES[1]
    return [round(i) for i in np.linspace(0, count - 1, min(tiles, count))]


def of_video(path: Path) -> Picture:
    """The contact sheet of a video file."""
    with av.open(str(path)) as container:
        frames = [(frame.time or 0.0, frame) for frame in container.decode(video=0)]
        picked = [frames[i] for i in chosen(len(frames))]
        pictures = [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for _, frame in picked]
    return sheet(pictures, [f"{t_s:.1f} s" for t_s, _ in picked])


def sticks(rest_m: dict[str, Vector], pose: Pose3D, camera: Camera) -> Picture:
    """A stick figure of a pose, drawn in a millisecond. The left side is blue, the right red."""
    width, height = camera.size_px
    canvas = np.full((height, width, 3), 245, np.uint8)
    _floor(canvas, camera)
    world = joints(rest_m, pose)
    ends = dict(world)
    for bone, tip in (("head", (0.0, 0.20, 0.0)), ("head_nose", (0.0, 0.08, 0.11))):
        ends[f"{bone}_tip"] = world["head"] + pose.rotations["head"] @ np.array(tip)
    lines = [(bone, parent) for bone, parent in PARENT.items() if parent]
    lines += [("head_tip", "head"), ("head_nose_tip", "head")]
    for side in ("left", "right"):
        for bone, tip in (("hand", (0.0, -0.17, 0.0)), ("toes", (0.0, 0.0, 0.07))):
            name = f"{side}_{bone}"
            ends[f"{name}_tip"] = world[name] + pose.rotations[name] @ np.array(tip)
            lines.append((f"{name}_tip", name))
    for one, other in lines:
        seen = camera.project(np.stack([ends[one], ends[other]]))
        if not np.isnan(seen).any():
            first, second = [(round(x), round(y)) for x, y, _ in seen]
            ink = next(INK[side] for side in INK if one.startswith(side))
            cv2.line(canvas, first, second, ink, 3, cv2.LINE_AA)
    return canvas


def _floor(canvas: Picture, camera: Camera) -> None:
    for k in np.arange(-2, 2.01, 0.5):
        for one, other in (((k, 0, -1), (k, 0, 1)), ((-2, 0, k / 2), (2, 0, k / 2))):
            seen = camera.project(np.array([one, other], float))
            if not np.isnan(seen).any():
                first, second = [(round(x), round(y)) for x, y, _ in seen]
                cv2.line(canvas, first, second, (205, 205, 205), 1, cv2.LINE_AA)
