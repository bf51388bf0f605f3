"""Measures live sessions without a camera: a clip is streamed at real speed instead.

They make the figures of docs/live.md. Run as `python -m calibration.live WHAT`:

    counts        does a live session count and time like a recorded one?
    failures      a stream that stops, a killed process, a full disk, no voice
    endurance     memory, processor and latency over a long session
    soak          counts and memory over an hour on a stream with random faults
    gestures      is a wave seen, and is none seen where nobody waves?
    screenshots   pictures of the window

`stream` is the camera and `sessions` runs posecheck, for all of these.
"""
