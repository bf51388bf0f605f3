"""Checks of the arrays in a recording of landmarks. Each raises InvalidRecordingError."""

from __future__ import annotations

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


def times(t_s: NDArray[Any]) -> NDArray[np.float64]:
    """The times (T,), seconds: at least one, all finite, each later than the one before it."""
    if t_s.ndim != 1 or t_s.dtype.kind not in "fiu" or t_s.size == 0:
        raise InvalidRecordingError('"t_s" must be a row of at least one number')
    times = t_s.astype(np.float64)
    wrong = np.flatnonzero(~np.isfinite(times))
    if wrong.size:
        raise InvalidRecordingError(f'"t_s"[{wrong[0]}] is not a time')
    back = np.flatnonzero(np.diff(times) <= 0)
    if back.size:
        raise InvalidRecordingError(f'"t_s"[{back[0] + 1}] is not later than the one before it')
    return times


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
