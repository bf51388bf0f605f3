"""What posecheck is compared with: the loop of the usual tutorials.

OpenCV reads, one MediaPipe landmarker looks, OpenCV draws and writes. `python -m
posecheck.app.benchmark.speed.plain_loop VIDEO OUT.mp4 MODEL.task`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

LINE = (255, 255, 255)
POINT = (0, 255, 0)


def run(source: Path, out: Path, model: Path) -> int:
    """Writes the annotated video, and answers how many pictures it has."""
    import cv2
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
    )
    bones = vision.PoseLandmarksConnections.POSE_LANDMARKS
    film = cv2.VideoCapture(str(source))
    rate_hz = film.get(cv2.CAP_PROP_FPS)
    size_px = (
        int(film.get(cv2.CAP_PROP_FRAME_WIDTH)),
        int(film.get(cv2.CAP_PROP_FRAME_HEIGHT)),
    )
    video = cv2.VideoWriter(str(out), cv2.VideoWriter.fourcc(*"mp4v"), rate_hz, size_px)
    pictures = 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            read, picture = film.read()
            if not read:
                break
            rgb = mp.Image(mp.ImageFormat.SRGB, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
            found = landmarker.detect_for_video(rgb, round(pictures * 1000 / rate_hz))
            for body in found.pose_landmarks:
                _draw(picture, body, bones, size_px)
            video.write(picture)
            pictures += 1
    video.release()
    return pictures


def _draw(picture: Any, body: Any, bones: Any, size_px: tuple[int, int]) -> None:
    import cv2

    width, height = size_px
    points = [(int(point.x * width), int(point.y * height)) for point in body]
    for bone in bones:
        cv2.line(picture, points[bone.start], points[bone.end], LINE, 2)
    for point in points:
        cv2.circle(picture, point, 3, POINT, -1)


if __name__ == "__main__":
    run(*map(Path, sys.argv[1:4]))
