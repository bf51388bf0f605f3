"""What a recording of landmarks must be like to be let in; WrongError says what is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

NEEDED: Final = ("t_s", "image", "world", "size")
NOT_LOOKED: Final = -1


class WrongError(Exception):
    """What is wrong in a recording, and where in it."""


def arrays_of(path: Path) -> dict[str, NDArray[Any]]:
    """All arrays of an .npz. Never unpickled: a file from elsewhere must not run code."""
    try:
        # Opened here, as np.load leaves a file open that it cannot read.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as npz:
            arrays = {key: npz[key] for key in npz.files}
    # Broken bytes end in about ten kinds of exceptions of zipfile's, zlib's and NumPy's.
    except Exception as error:
        raise WrongError("not a recording of landmarks, or a damaged one") from error
    for key in NEEDED:
        if key not in arrays:
            raise WrongError(f'"{key}" is missing in it')
    return arrays


def times(t_s: NDArray[Any]) -> NDArray[np.float64]:
    """(T,) seconds, at least one, finite, each later than the one before it."""
    if t_s.ndim != 1 or t_s.dtype.kind not in "fiu" or t_s.size == 0:
        raise WrongError('"t_s" must be a row of at least one number')
    times = t_s.astype(np.float64)
    wrong = np.flatnonzero(~np.isfinite(times))
    if wrong.size:
        raise WrongError(f'"t_s"[{wrong[0]}] is no time')
    back = np.flatnonzero(np.diff(times) <= 0)
    if back.size:
        raise WrongError(f'"t_s"[{back[0] + 1}] is not later than the one before it')
    return times


def points(
    arrays: Mapping[str, NDArray[Any]], key: str, shape: tuple[int, ...]
) -> NDArray[np.float32]:
    """`arrays[key]` if it has that shape; NaN may be in it, infinity may not."""
    values = arrays[key]
    if values.dtype.kind != "f" or values.shape != shape:
        raise WrongError(f'"{key}" has the shape {values.shape} of {values.dtype}, not {shape}')
    with np.errstate(over="ignore"):
        single = values.astype(np.float32)
    infinite = np.argwhere(np.isinf(single))
    if infinite.size:
        raise WrongError(f'"{key}"[{infinite[0][0]}] is infinite')
    return single


def size(pair: NDArray[Any]) -> tuple[int, int]:
    """Width, height: whole and above 0."""
    if pair.shape != (2,) or pair.dtype.kind not in "iu" or (pair <= 0).any():
        raise WrongError('"size" must be width and height in whole pixels')
    return int(pair[0]), int(pair[1])


def people(seen: NDArray[Any], count: int) -> NDArray[np.int8]:
    """(count,) whole numbers, NOT_LOOKED where nobody counted."""
    whole = seen.shape == (count,) and seen.dtype.kind in "iu"
    if not whole or ((seen < NOT_LOOKED) | (seen > np.iinfo(np.int8).max)).any():
        raise WrongError('"people" must hold a whole number for each time, -1 for not looked')
    return seen.astype(np.int8)


def light(seen: NDArray[Any], count: int) -> NDArray[np.float32]:
    """(count,) brightness from 0 to 255, NaN where nobody looked."""
    whole = seen.shape == (count,) and seen.dtype.kind == "f"
    if not whole or ((seen < 0) | (seen > 255)).any():
        raise WrongError('"light" must hold a brightness from 0 to 255 for each time')
    return seen.astype(np.float32)
