"""Where panels stand: where the body has not been for a while, and without jumping about.

The picture is divided into cells. A cell is the body's for `KEPT_S` after a limb was in it; each
panel takes that of its spots which covers the fewest such cells and no other panel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.records import Pose

COLUMNS: Final = 48
ROWS: Final = 36
"""Cells of the window. One is about as wide as a forearm that lies side-on in the picture."""

KEPT_S: Final = 10.0
"""A cell stays the body's for this long: a calm repetition with its hold takes four to ten seconds,
and a panel is not to come and go with it."""

WORSE: Final = 0.1
"""A spot is better only where it covers less of the body by so much of the panel's area: a foot in
its corner is no reason to move, nor to stand somewhere unusual."""

PATIENCE_S: Final = 1.5
"""And only when that has been so for this long: somebody who walks through covers every spot once.
"""

SMALLER: Final = 8
"""How many times smaller than the window an outline is drawn to find its cells."""

BESIDE: Final = 1
"""Cells beside a limb that are the body's, too: landmarks run along its middle."""

LEAST_VISIBILITY: Final = 0.5
"""Landmarks of a lower visibility are guesses, and nothing is kept free for them."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the window."""

Spot = tuple[float, float]
"""Where in the free room a panel stands: (0, 0) is its left upper corner, (1, 1) its right lower
one."""

TOP_LEFT, TOP, TOP_RIGHT = (0.0, 0.0), (0.5, 0.0), (1.0, 0.0)
LEFT, RIGHT = (0.0, 0.5), (1.0, 0.5)
BOTTOM_LEFT, BOTTOM, BOTTOM_RIGHT = (0.0, 1.0), (0.5, 1.0), (1.0, 1.0)
EVERYWHERE: Final[tuple[Spot, ...]] = (
    TOP_LEFT, TOP_RIGHT, TOP, BOTTOM_LEFT, BOTTOM_RIGHT, LEFT, RIGHT, BOTTOM,
    *((x / 8, y) for y in (0.0, 1.0, 0.5) for x in range(1, 8)),
    *((x, y / 8) for x in (0.0, 1.0) for y in range(1, 8)),
)  # fmt: skip
"""For a panel that may stand anywhere: the corners first."""

_LIMBS: Final = (
    *((landmarks.index(a, s), landmarks.index(b, s)) for s in ("left", "right")
      for a, b in landmarks.BONES),
    *((landmarks.index(n, "left"), landmarks.index(n, "right")) for n in ("shoulder", "hip")),
    *((landmarks.index("nose", "left"), landmarks.index("shoulder", s)) for s in ("left", "right")),
)  # fmt: skip

_ENDS: Final = np.array(_LIMBS).T
_BESIDE: Final = np.array([(i, j) for i in range(-BESIDE, BESIDE + 1)
                           for j in range(-BESIDE, BESIDE + 1)])  # fmt: skip

ALONG: Final = 24
"""Points of a limb that are marked: a limb is at most half of the window, and this two cells each.
"""


@dataclass(slots=True)
class _Panel:
    """Where a panel stands, and since when another spot would be better."""

    spot: Spot
    worse_since_s: float | None = None


@dataclass(slots=True)
class Places:
    """Remembers where the body was and where the panels stand. Make a new one for each exercise."""

    _seen_s: NDArray[np.float64] = field(default_factory=lambda: np.full((ROWS, COLUMNS), -np.inf))
    _panels: dict[str, _Panel] = field(default_factory=dict)
    _taken: list[Box] = field(default_factory=list)
    _t_s: float = 0.0
    _free: Box = (0, 0, 0, 0)
    _size_px: tuple[int, int] = (1, 1)

    def begin(self, t_s: float, size_px: tuple[int, int], *, margin_px: int) -> None:
        """Begins a picture of the window: no panel stands yet, and all of it is free."""
        self._t_s, self._size_px, self._taken = t_s, size_px, []
        width, height = size_px
        self._free = margin_px, margin_px, width - margin_px, height - margin_px

    def see(self, pose: Pose, inner: Box, *, mirrored: bool) -> None:
        """Takes where the body is; `inner` is where the camera's picture stands in the window."""
        left, top, right, bottom = inner
        x = 1.0 - pose.image[:, 0] if mirrored else pose.image[:, 0]
        x_px, y_px = left + x * (right - left), top + pose.image[:, 1] * (bottom - top)
        column, row = x_px * COLUMNS / self._size_px[0], y_px * ROWS / self._size_px[1]
        trusted = (pose.image[:, 3] >= LEAST_VISIBILITY) & np.isfinite(x_px + y_px)
        first, second = (ends[trusted[_ENDS].all(axis=0)] for ends in _ENDS)
        share = np.linspace(0.0, 1.0, ALONG)[:, None]
        self._mark(
            (column[first] + (column[second] - column[first]) * share).ravel(),
            (row[first] + (row[second] - row[first]) * share).ravel(),
        )

    def keep(self, draw: Callable[[NDArray[np.uint8]], None]) -> None:
        """Keeps free what `draw` draws, where the body should be: it gets a small picture."""
        width, height = self._size_px
        small = np.zeros((height // SMALLER, width // SMALLER, 3), np.uint8)
        draw(small)
        rows, columns, _ = np.nonzero(small)
        i, j = rows * ROWS // small.shape[0], columns * COLUMNS // small.shape[1]
        self._seen_s[i, j] = self._t_s

    def _mark(self, columns: NDArray[Any], rows: NDArray[Any]) -> None:
        i, j = rows.astype(int) + _BESIDE[:, :1], columns.astype(int) + _BESIDE[:, 1:]
        self._seen_s[np.clip(i, 0, ROWS - 1), np.clip(j, 0, COLUMNS - 1)] = self._t_s

    def bar(self, name: str, height_px: int) -> Box:
        """A bar across the window, at the bottom or the top; panels stand beside it from now on."""
        left, top, right, bottom = self._free
        self._free = 0, 0, *self._size_px
        x, y = self.put(name, (self._size_px[0], height_px), (BOTTOM, TOP))
        if y:
            self._free = left, top, right, min(bottom, y)
        else:
            self._free = left, max(top, height_px), right, bottom
        return x, y, x + self._size_px[0], y + height_px

    def put(
        self, name: str, size_px: tuple[int, int], spots: tuple[Spot, ...] = EVERYWHERE
    ) -> tuple[int, int]:
        """Left and top of a panel of that size. The first of about equally good spots is taken."""
        boxes = [self._box(spot, size_px) for spot in spots]
        costs = [self._cost(box) for box in boxes]
        best = next(i for i, cost in enumerate(costs) if cost <= min(costs) + WORSE)
        panel = self._panels.get(name)
        if panel is None or panel.spot not in spots:
            panel = self._panels[name] = _Panel(spots[best])
        now = spots.index(panel.spot)
        if costs[now] - costs[best] <= WORSE:
            panel.worse_since_s = None
        elif panel.worse_since_s is None:
            panel.worse_since_s = self._t_s
        if costs[now] >= 1.0 > costs[best] or (
            panel.worse_since_s is not None and self._t_s - panel.worse_since_s >= PATIENCE_S
        ):
            panel.spot, panel.worse_since_s, now = spots[best], None, best
        self._taken.append(boxes[now])
        return boxes[now][:2]

    def _box(self, spot: Spot, size_px: tuple[int, int]) -> Box:
        left, top, right, bottom = self._free
        x = round(left + spot[0] * max(0, right - left - size_px[0]))
        y = round(top + spot[1] * max(0, bottom - top - size_px[1]))
        return x, y, x + size_px[0], y + size_px[1]

    def _cost(self, box: Box) -> float:
        """The share of a box that is the body's; 1 more where another panel stands."""
        return self._share(box) + any(_overlap(box, other) for other in self._taken)

    def _share(self, box: Box) -> float:
        (width, height), (left, top, right, bottom) = self._size_px, box
        columns = slice(max(0, left * COLUMNS // width), -(-right * COLUMNS // width))
        rows = slice(max(0, top * ROWS // height), -(-bottom * ROWS // height))
        cells = self._seen_s[rows, columns]
        return float((cells >= self._t_s - KEPT_S).mean()) if cells.size else 0.0


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
