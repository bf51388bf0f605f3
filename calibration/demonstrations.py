"""Makes the short films that show a movement before it is done.

    python -m calibration.demonstrations [ID...]

Each is one repetition of the exercise's good sample clip, of each side where sides are counted
apart, small, and without the middle of a hold. Writes posecheck/demonstrations/ID.mp4; a wheel has
no sample clips, and it carries these.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import cv2

from calibration.landmarks import ROOT
from posecheck.capture.video_reader import VideoReader
from posecheck.records import Frame

CLIPS: Final = ROOT / "sample_videos"
OUT: Final = ROOT / "posecheck" / "demonstrations"

SIZE_PX: Final = (320, 240)
"""A third of the window's width, which is what it takes in the set-up."""

RATE_HZ: Final = 20.0
"""No more pictures a second than this: calm movements look smooth with 15."""

AROUND_S: Final = 0.5
"""Shown before and after the repetition, so that the eye sees where it begins."""

STILL_S: Final = 1.2
"""Of a longer hold so much is shown at its beginning, and half of it at its end."""

QUALITY: Final = {"crf": "30", "preset": "veryslow", "g": "600"}
"""Of the renderer's calm pictures this is a kilobyte or two a second, and nothing is seen of it."""


def spans(truth: dict[str, Any]) -> list[tuple[float, float]]:
    """The times of a good clip that are shown, (start_s, end_s), in order, from its truth."""
    reps = [rep for rep in truth["reps"] if rep["complete"]]
    shown: list[tuple[float, float]] = []
    if not reps:
        hold = truth["holds"][0]
        shown = [(hold["start_s"] - 2.5, hold["end_s"] + 2.5)]
    elif len(reps) > 4 and reps[0]["end_s"] - reps[0]["start_s"] < 2.0:  # steps of a walk
        shown = [(reps[0]["start_s"], reps[3]["end_s"])]
    else:
        sides = dict.fromkeys(rep["side"] for rep in reps)
        firsts = [next(rep for rep in reps if rep["side"] == side) for side in sides]
        shown = [(rep["start_s"] - AROUND_S, rep["end_s"] + AROUND_S) for rep in firsts]
    for hold in truth["holds"]:
        shown = list(_without(shown, hold["start_s"] + STILL_S, hold["end_s"] - STILL_S / 2))
    return [(max(0.0, start), min(truth["duration_s"], end)) for start, end in shown]


def _without(
    shown: Iterable[tuple[float, float]], start_s: float, end_s: float
) -> Iterator[tuple[float, float]]:
    """The spans without the time from `start_s` to `end_s`, where that is any."""
    for start, end in shown:
        if start < start_s < end_s < end:
            yield start, start_s
            yield end_s, end
        else:
            yield start, end


def pictures(clip: Path) -> tuple[float, list[Frame]]:
    """Their rate, and the small pictures of a clip's demonstration; their times run from 0."""
    truth = json.loads(clip.with_suffix(".json").read_text("utf-8"))
    every = 2 if truth["fps"] > RATE_HZ else 1
    rate_hz = truth["fps"] / every
    wanted = spans(truth)
    found = []
    for number, frame in enumerate(VideoReader(clip)):
        if number % every == 0 and any(start <= frame.t_s < end for start, end in wanted):
            small = cv2.resize(frame.image, SIZE_PX, interpolation=cv2.INTER_AREA)
            found.append(Frame(len(found) / rate_hz, small))
    return rate_hz, found


def write(path: Path, rate_hz: float, frames: Iterable[Frame]) -> None:
    """Writes the pictures as a small H.264 film."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=Fraction(rate_hz), options=QUALITY)
        stream.width, stream.height = SIZE_PX
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            film.mux(stream.encode(av.VideoFrame.from_ndarray(frame.image, format="rgb24")))
        film.mux(stream.encode(None))


def main() -> None:
    """Makes those that were asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("ids", nargs="*", metavar="ID")
    asked = parser.parse_args().ids
    for clip in sorted(CLIPS.glob("*/good.mp4")):
        if not asked or clip.parent.name in asked:
            rate_hz, frames = pictures(clip)
            path = OUT / f"{clip.parent.name}.mp4"
            write(path, rate_hz, frames)
            size_kb = path.stat().st_size / 1000
            sys.stdout.write(f"{path.stem}: {frames[-1].t_s:.1f} s, {size_kb:.0f} kB\n")


if __name__ == "__main__":
    main()
