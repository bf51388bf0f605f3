"""Three ways to choose input, compared at one door: chance, hypothesis, atheris.

    python -m fuzz.engines DOOR --engine chance|hypothesis|atheris --seconds 600

All three make input with the door's own `made`: they differ in who chooses. Chance chooses blindly.
Hypothesis chooses, and makes smaller what it found. Atheris (libFuzzer) keeps choices that led to
code which was not run before, and changes those; it is installed by hand: `pip install atheris`.
Each new kind of find is printed with its time.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Self
from zlib import crc32

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz.door import Door, folder
from fuzz.doors import door
from fuzz.entering import entered

STEP = 1 << 53


class ChosenRandom(Random):
    """Chance that is read from bytes, so that a fuzzer of bytes can choose; after their end it is
    made from them."""

    def __new__(cls, _data: bytes) -> Self:
        return super().__new__(cls, 0)

    def __init__(self, data: bytes) -> None:
        super().__init__(crc32(data))
        self._data, self._at = data, 0

    def getrandbits(self, k: int) -> int:
        """The next `k` bits."""
        count = (k + 7) // 8
        piece = self._data[self._at : self._at + count]
        self._at += count
        if len(piece) < count:
            return super().getrandbits(k)
        return int.from_bytes(piece, "little") & ((1 << k) - 1)

    def random(self) -> float:
        """The next number from 0 to 1, of two bytes: what is decided by it needs no more."""
        return self.getrandbits(16) / 65536


class Log:
    """Counts inputs, and prints each kind of find once."""

    def __init__(self, here: Door, place: Path, seconds: float) -> None:
        self._here, self._place = here, place
        self._seen: set[tuple[str, str]] = set()
        self.count = 0
        self.began_s = time.monotonic()
        self._end_s = self.began_s + seconds

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._end_s

    def enter(self, random: Random) -> None:
        """Makes an input and gives it to the door."""
        self.count += 1
        find, _ = entered(self._here, self._here.made(random), self._place, self.count)
        if find is not None and (find.kind, find.place) not in self._seen:
            self._seen.add((find.kind, find.place))
            self._say(f"find {len(self._seen)}: {find.kind} at {find.place}")

    def end(self) -> None:
        """Prints what was done."""
        self._say(f"{len(self._seen)} kinds of finds")

    def _say(self, what: str) -> None:
        took_s = time.monotonic() - self.began_s
        sys.stdout.write(f"{took_s:.0f} s, {self.count} executions, {what}\n")
        sys.stdout.flush()


def by_chance(log: Log, seed: int) -> None:
    """Each input by chance alone."""
    for number in itertools.count():
        if log.over:
            return
        log.enter(Random(f"{seed}/{number}"))


def by_hypothesis(log: Log, seed: int) -> None:
    """Hypothesis chooses, in runs of 200 inputs."""

    @settings(
        max_examples=200,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.target],
        suppress_health_check=list(HealthCheck),
    )
    @given(random=st.randoms(use_true_random=False))
    def one(random: Random) -> None:
        log.enter(random)

    for number in itertools.count():
        if log.over:
            return
        hypothesis.seed(seed + number)(one)()


def by_atheris(log: Log, seed: int) -> None:
    """LibFuzzer chooses, by the code of posecheck that was run."""
    import atheris

    def one(data: bytes) -> None:
        if log.over:
            log.end()
            os._exit(0)  # libFuzzer knows no other way to stop without a crash
        log.enter(ChosenRandom(data))

    atheris.Setup([sys.argv[0], f"-seed={seed + 1}", "-max_len=4096", "-len_control=0"], one)
    atheris.Fuzz()


ENGINES: dict[str, Callable[[Log, int], None]] = {
    "chance": by_chance,
    "hypothesis": by_hypothesis,
    "atheris": by_atheris,
}


def _instrumented(name: str) -> Door:
    """The door; what it imports tells atheris which code was run. The few modules of posecheck that
    were imported before do not."""
    import atheris

    with atheris.instrument_imports(include=["posecheck", "tomllib", "zipfile"]):
        return door(name)


def main() -> None:
    """Runs one engine at one door."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.engines")
    parser.add_argument("door")
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=0)
    said = parser.parse_args()
    here = _instrumented(said.door) if said.engine == "atheris" else door(said.door)
    warnings.simplefilter("error")
    with folder() as place:
        for good in here.good():
            here.enter(good, place)
        log = Log(here, place, said.seconds)
        ENGINES[said.engine](log, said.seed)
        log.end()


if __name__ == "__main__":
    main()
