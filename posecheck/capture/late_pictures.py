"""Which pictures of a live source were kept somewhere on their way, and came late?

A picture's time is the moment of its arrival. Where a network stalls, or the machine does, pictures
wait in buffers and then come all at once: by their arrival, a movement of two seconds would have
been made in half a second.
"""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

SILENCE: Final = 3.0
"""Pictures may have waited only if none came for more than this many usual distances: two that are
lost one after the other make three. At 30 a second that is a tenth of a second. With a limit of
0.25 s, pictures that were read 0.1 to 0.6 s late made 15 faults in 224 films of drawn people; with
this one, none (`calibration.spoiled_time.read_late`)."""

AT_ONCE: Final = 0.7
"""Pictures that are nearer to each other than this share of the usual distance come from a buffer.
Those of a buffer come as fast as they are read. Distances of a camera that differ by less than 0.3
are never taken for such."""

KEPT: Final = 20
"""So many distances tell what is usual. A camera that becomes slow, as webcams do when the light
goes out, loses half as many pictures, until its new rate is the usual one."""

LEAST: Final = 10
"""Fewer say nothing of what is usual."""


class LatePictures:
    """`step` tells of each picture whether it came late."""

    def __init__(self) -> None:
        self._apart_s: deque[float] = deque(maxlen=KEPT)
        self._before_s: float | None = None
        self._waiting = 0.0
        """How many pictures may still be in the buffer: those of the silence, and of the time since
        then, without those that came."""

    def step(self, arrived_s: float) -> bool:
        """Whether the picture that arrived now was taken earlier, nobody knows when.

        The first one after a silence counts as late: if the others waited, so did it. And where a
        network brings a picture a second, it has been under way for that second.
        """
        before_s, self._before_s = self._before_s, arrived_s
        if before_s is None:
            return False
        apart_s = arrived_s - before_s
        if len(self._apart_s) >= LEAST:
            usual_s = median(self._apart_s)
            if apart_s > SILENCE * usual_s:
                self._waiting = apart_s / usual_s - 1
                self._apart_s.append(apart_s)
                return True
            if self._waiting > 0:
                self._waiting += apart_s / usual_s - 1
                if apart_s < AT_ONCE * usual_s:
                    return True
                self._waiting = 0.0
        self._apart_s.append(apart_s)
        return False
