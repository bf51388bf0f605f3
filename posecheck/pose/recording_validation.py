"""Checks of the arrays in a recording of landmarks. Each raises InvalidRecordingError."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecheck.files import npz_files

NEEDED: Final = ("t_s", "image", "world", "size")
"""The keys that every recording has."""

NOT_COUNTED: Final = -1
"""Stands in `people` for a time at which nobody counted them."""


MOST_MODEL_LETTERS: Final = 10_000
"""The longest text about a model. What posecheck writes has 150 letters."""


class InvalidRecordingError(Exception):
    """Says what is wrong in a recording, and where in it."""


def arrays_of(path: Path) -> dict[str, NDArray[Any]]:
    """All arrays of an .npz file, with at least the keys in `NEEDED`.

    Pickled objects are refused: a file from elsewhere must not run code.
    """
    try:
        arrays = npz_files.arrays(path)
    except (OSError, npz_files.NpzError) as error:
        what = f"not a recording of landmarks, or a damaged one: {error}"
        raise InvalidRecordingError(what) from error
    for key in NEEDED:
        if key not in arrays:
            raise InvalidRecordingError(f'"{key}" is missing in it')
    _check_model(arrays.get("model"))
    return arrays


LONGEST_PAUSE_S: Final = 6 * 3600.0
"""Nobody exercises on after so long without a picture, seconds."""

STEP_S: Final = (0.001, 10.0)
"""The usual time between two pictures lies between these, seconds: 1000 pictures a second to one in
ten seconds. Milliseconds, or frame numbers, taken for seconds lie outside."""

MOST_OUT_OF_ORDER: Final = 0.05
"""With a larger share of pictures out of order the times cannot be believed. Cameras and tools swap
or repeat single ones."""


def times(t_s: NDArray[Any]) -> NDArray[np.float64]:
    """The times (T,), seconds: at least one, all finite, possible, nearly all in order."""
    if t_s.ndim != 1 or t_s.dtype.kind not in "fiu" or t_s.size == 0:
        raise InvalidRecordingError('"t_s" must be a row of at least one number')
    times = t_s.astype(np.float64)
    wrong = np.flatnonzero(~np.isfinite(times))
    if wrong.size:
        raise InvalidRecordingError(f'"t_s"[{wrong[0]}] is not a time')
    kept = in_order(times)
    out_of_order = times.size - kept.sum()
    if out_of_order > max(1.0, MOST_OUT_OF_ORDER * times.size):
        raise InvalidRecordingError(
            f'"t_s" goes back or repeats at {out_of_order} of {times.size} pictures'
        )
    _check_possible(times[kept])
    return times


def in_order(times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which times (T,) to keep, so that each is later than the one before it and as few as possible
    are dropped: a longest increasing subsequence (Fredman 1975).

    >>> in_order(np.array([0.0, 0.1, 9.0, 0.2, 0.2, 0.3])).tolist()
    [True, True, False, False, True, True]
    """
    if (np.diff(times) > 0).all():
        return np.ones(times.size, bool)
    lasts: list[float] = []
    ends: list[int] = []
    before = np.full(times.size, -1)
    for i, t_s in enumerate(times.tolist()):
        length = bisect_left(lasts, t_s)
        lasts[length : length + 1] = [t_s]
        ends[length : length + 1] = [i]
        before[i] = ends[length - 1] if length else -1
    kept = np.zeros(times.size, bool)
    i = ends[-1]
    while i >= 0:
        kept[i] = True
        i = int(before[i])
    return kept


def _check_possible(times: NDArray[np.float64]) -> None:
    """Refuses times in order that no recording can have."""
    if times[0] < 0:
        raise InvalidRecordingError('"t_s"[0] is before 0: times are seconds since the first')
    steps_s = np.diff(times, prepend=0.0)
    if steps_s.max() > LONGEST_PAUSE_S:
        hours = steps_s.max() / 3600
        raise InvalidRecordingError(
            f'"t_s"[{int(steps_s.argmax())}] comes {hours:.0f} hours after the one before it: '
            "times are seconds since the first"
        )
    usual_s = float(np.median(steps_s[1:])) if times.size > 1 else STEP_S[0]
    if not STEP_S[0] <= usual_s <= STEP_S[1]:
        raise InvalidRecordingError(
            f'its pictures are {usual_s:.2g} s apart: "t_s" must be in seconds'
        )


def points(
    arrays: Mapping[str, NDArray[Any]], key: str, shape: tuple[int, ...]
) -> NDArray[np.float32]:
    """The array of that key and shape, in single precision. NaN is allowed, infinity is not."""
    values = arrays[key]
    if values.dtype.kind != "f" or values.shape != shape:
        raise InvalidRecordingError(
            f'"{key}" has the shape {values.shape} of {values.dtype}, not {shape}'
        )
    with np.errstate(over="ignore", invalid="ignore"):
        single = values.astype(np.float32, copy=False)
    # There are millions of bit patterns for NaN, and NumPy warns of some when it converts them.
    single[np.isnan(single)] = np.nan
    infinite = np.argwhere(np.isinf(single))
    if infinite.size:
        raise InvalidRecordingError(f'"{key}"[{infinite[0][0]}] is infinite')
    return single


def _check_model(model: NDArray[Any] | None) -> None:
    """Refuses what is no single text; it goes into every report."""
    if model is None:
        return
    if model.ndim != 0 or model.dtype.kind != "U" or len(str(model)) > MOST_MODEL_LETTERS:
        raise InvalidRecordingError('"model" must be one short text')


def size(pair: NDArray[Any]) -> tuple[int, int]:
    """Width and height in pixels: whole numbers above 0."""
    if pair.shape != (2,) or pair.dtype.kind not in "iu" or (pair <= 0).any():
        raise InvalidRecordingError('"size" must be width and height in whole pixels')
    return int(pair[0]), int(pair[1])


def people(counts: NDArray[Any], times: int) -> NDArray[np.int8]:
    """How many people there are, (times,) whole numbers, `NOT_COUNTED` where nobody counted."""
    whole = counts.shape == (times,) and counts.dtype.kind in "iu"
    if not whole or ((counts < NOT_COUNTED) | (counts > np.iinfo(np.int8).max)).any():
        raise InvalidRecordingError(
            '"people" must hold a whole number for each time, -1 for not counted'
        )
    return counts.astype(np.int8)


def light(brightness: NDArray[Any], times: int) -> NDArray[np.float32]:
    """Mean brightness of the pictures, (times,), 0 to 255, NaN where it is not known."""
    valid = brightness.shape == (times,) and brightness.dtype.kind == "f"
    if not valid or ((brightness < 0) | (brightness > 255)).any():
        raise InvalidRecordingError('"light" must hold a brightness from 0 to 255 for each time')
    return brightness.astype(np.float32)


def flags(arrays: Mapping[str, NDArray[Any]], key: str, times: int) -> NDArray[np.bool_]:
    """The array of that key: (times,) true or false."""
    values = arrays[key]
    if values.shape != (times,) or values.dtype.kind != "b":
        raise InvalidRecordingError(f'"{key}" must hold true or false for each time')
    return values
