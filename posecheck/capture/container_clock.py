"""The media clock of a recording: the container's timestamps, made strictly increasing."""

from __future__ import annotations

from typing import Final

RESTART_S: Final = 1.0
"""A timestamp that goes back by more than this, seconds, means that the clock was started again (in
joined recordings and broadcast streams). One that goes back by less is a picture out of order."""


class MediaClock:
    """Turns container timestamps into `t_s`: the first is 0, each later than the one before it.

    A picture without a timestamp gets a time `step_s` after the picture before it. A timestamp
    that is repeated or slightly in the past gets no time, and its picture is left out. A time a
    millisecond later would be invented, and would look like an enormous speed.

    >>> clock = MediaClock(step_s=0.5)
    >>> [clock.media_time_s(stamp_s) for stamp_s in (7.0, 7.25, 7.25, None, 9.0)]
    [0.0, 0.25, None, 0.75, 2.0]
    """

    def __init__(self, *, step_s: float) -> None:
        self._step_s = step_s
        self._zero_s: float | None = None
        self._last_s = -step_s

    def media_time_s(self, stamp_s: float | None) -> float | None:
        """The media time of the next picture, with the timestamp `stamp_s`, seconds.

        None where the picture must be left out.
        """
        usual_s = self._last_s + self._step_s
        t_s = usual_s if stamp_s is None else self._since_zero(stamp_s, usual_s=usual_s)
        if t_s <= self._last_s:
            return None
        self._last_s = t_s
        return t_s

    def _since_zero(self, stamp_s: float, *, usual_s: float) -> float:
        if self._zero_s is None or stamp_s - self._zero_s < self._last_s - RESTART_S:
            self._zero_s = stamp_s - usual_s
        return stamp_s - self._zero_s
