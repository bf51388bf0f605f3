"""A long live session on a camera that goes wrong at random: is the count right, is memory flat?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from calibration.live import sessions
from calibration.live.counts import CLIPS
from calibration.live.faults import APART_S, SIZES, Fault, FaultyStream, kinds_of, plan
from calibration.live.stream import Clip, served
from posecheck.app.live.rates import SLOW_HZ
from posecheck.records import Rep, Report
from posecheck.report import json as reports

CLIP: Final = CLIPS / "hip-bridge" / "good.mp4"
"""Two slow, full bridges in 20 s, and rest at both ends."""

EVERY_S: Final = 10.0
"""Time between two samples of the memory."""

SETTLE_S: Final = 12.0
"""A fault touches the loops for this long after its end. An address may be silent for 5 s until it
is given up; after 1 s it is opened again, which may take 5 s; and a picture has to come."""

NEAR_S: Final = 1.0
"""How far the middle of a counted repetition may be from the true one: both ends may be off by half
a second at ten pictures a second."""

NEAR_A_FAULT_S: Final = 4.5
"""The same in a loop that a fault touched, which may have hidden an end: half of the least distance
from one repetition to the next."""

WARM_UP_S: Final = 600.0
"""Memory is compared after this time at the earliest: the lists of the last ten minutes' times fill
up at first. And not before each kind of fault and the largest size came once: see `warm_s`."""

WINDOW_S: Final = 300.0
"""Memory is the median over this time: 30 samples."""

MOST_GROWTH: Final = 0.05
"""How much of the memory after the warm-up may have come on top of it at the end."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One showing of the clip: what was shown, counted, and whether a fault touched it."""

    number: int
    touched: bool
    shown: int
    counted: int

    @property
    def right(self) -> bool:
        """Untouched: all are counted. Touched: never more than were shown, as what the camera did
        not deliver cannot be counted, and nothing may be counted twice."""
        return self.counted <= self.shown if self.touched else self.counted == self.shown


@dataclass(frozen=True, slots=True)
class Soak:
    """What came of a session. `stray` are counted repetitions at whose time none was shown."""

    loops: list[Loop]
    stray: list[Rep]
    faults: list[Fault]
    report: Report
    code: int
    output: str
    resident_mb: list[float]
    open_files: list[int]
    peak_mb: float

    @property
    def growth(self) -> float | None:
        """See `growth_of`."""
        return growth_of(self.resident_mb, warm_s(self.faults))

    @property
    def problems(self) -> list[str]:
        """What is not as it has to be; nothing where all is."""
        report, growth = self.report, self.growth
        wrong = [loop for loop in self.loops if not loop.right]
        crashed = "Traceback" in self.output or "did not expect" in self.output
        rate_hz = (report.live.rate_hz if report.live else None) or 0.0
        found = {
            f"only {rate_hz} pictures a second: too much other work to say anything about counts": (
                rate_hz < SLOW_HZ
            ),
            f"exit code {self.code}": self.code != 0,
            f"a crash:\n{self.output}": crashed,
            f"loops with a wrong count: {wrong}": bool(wrong),
            f"counted, but not shown: {self.stray}": bool(self.stray),
            f"{report.halves} half repetitions, and the person made none": report.halves > 0,
            f"faults of the stream told as the person's: {report.findings}": bool(report.findings),
            f"memory grew by {growth or 0.0:.1%}": (growth or 0.0) > MOST_GROWTH,
        }
        return [problem for problem, there in found.items() if there]


def growth_of(resident_mb: Sequence[float], from_s: float) -> float | None:
    """How much larger the memory in the last `WINDOW_S` is than in that after `from_s`, as a share.

    None where there are no two such windows that do not overlap.
    """
    window, first = round(WINDOW_S / EVERY_S), round(from_s / EVERY_S)
    if len(resident_mb) < first + 2 * window:
        return None
    return median(resident_mb[-window:]) / median(resident_mb[first : first + window]) - 1.0


def warm_s(faults: Sequence[Fault]) -> float:
    """When the warm-up is over: each kind of fault that comes has come, and the largest size.

    Decoder, camera and window keep buffers as large as the largest picture that they had so far.
    """
    firsts: dict[tuple[str, int], float] = {}
    for fault in faults:
        size = SIZES[fault.seed % len(SIZES)][0] if fault.kind == "another size" else 0
        firsts.setdefault((fault.kind, size), fault.end_s)
    largest = max((size for _, size in firsts), default=0)
    ends_s = [end_s for (_, size), end_s in firsts.items() if size in (0, largest)]
    return max([WARM_UP_S, *ends_s])


def soak(
    minutes: float, seed: int, *, display: str, apart_s: tuple[float, float] = APART_S
) -> Soak:
    """Runs a session in real time. In its last loop no fault begins."""
    clip, length_s = Clip.of(CLIP), minutes * 60
    loops = max(3, round(length_s / clip.loop_s))
    faults = plan((loops - 1) * clip.loop_s, seed, apart_s=apart_s)
    stream = FaultyStream(clip.repeated(loops), faults=faults)
    options = ("--quiet", "--sets", "99", "--reps", "99")
    with (
        served(stream) as address,
        sessions.session("hip-bridge", address, *options, display=display) as running,
    ):
        while not stream.over.wait(EVERY_S) and running.process.poll() is None:
            running.measure()
        running.finish()
        code = running.wait()
        report = running.report
        counted, stray = placed(report.reps, clip.loop_s, loops, stream.faults)
        return Soak(
            loops=counted,
            stray=stray,
            faults=stream.faults,
            report=report,
            code=code,
            output=running.output,
            resident_mb=[sample[1] for sample in running.samples],
            open_files=running.open_files,
            peak_mb=running.peak_mb,
        )


def placed(
    reps: Sequence[Rep], loop_s: float, loops: int, faults: Sequence[Fault]
) -> tuple[list[Loop], list[Rep]]:
    """Puts each counted repetition into its loop; answers the loops, and those that fit none.

    The first repetition tells when the session's clock began: nothing goes wrong before it.
    """
    truth_s = middles_s()
    whole = [rep for rep in reps if rep.complete]
    began_s = _middle_s(whole[0]) - truth_s[0] if whole else 0.0
    due = {(n, i): n * loop_s + at_s for n in range(loops) for i, at_s in enumerate(truth_s)}
    met = [touched(n * loop_s, (n + 1) * loop_s, faults) for n in range(loops)]
    found = [0] * loops
    stray = []
    for rep in whole:
        at_s = _middle_s(rep) - began_s
        key = min(due, key=lambda one: abs(due[one] - at_s), default=None)
        if key is None or abs(due[key] - at_s) > (NEAR_A_FAULT_S if met[key[0]] else NEAR_S):
            stray.append(rep)
        else:
            del due[key]
            found[key[0]] += 1
    return [Loop(n, met[n], len(truth_s), found[n]) for n in range(loops)], stray


def touched(start_s: float, end_s: float, faults: Sequence[Fault]) -> bool:
    """Whether a fault or what comes after it is in that time."""
    return any(fault.start_s < end_s and fault.end_s + SETTLE_S > start_s for fault in faults)


def middles_s() -> list[float]:
    """The times of the middles of the clip's repetitions."""
    truth = json.loads(CLIP.with_suffix(".json").read_text())
    return [(rep["start_s"] + rep["end_s"]) / 2 for rep in truth["reps"]]


def _middle_s(rep: Rep) -> float:
    return (rep.start_s + rep.end_s) / 2


def lines(minutes: float, seed: int, samples: Path | None = None) -> Iterator[str]:
    """A session in real time, and the lines of its table; the last ones are its problems."""
    with sessions.screen() as display:
        done = soak(minutes, seed, display=display)
    if samples is not None:
        rows = zip(done.resident_mb, done.open_files, strict=True)
        text = "".join(f"{i * EVERY_S:.0f}\t{mb:.1f}\t{n}\n" for i, (mb, n) in enumerate(rows))
        samples.write_text("s\tresident_mb\topen_files\n" + text, encoding="utf-8")
        samples.with_suffix(".json").write_text(reports.dump(done.report), encoding="utf-8")
    yield from _table(done)
    yield from (f"PROBLEM: {problem}" for problem in done.problems)


def _table(done: Soak) -> Iterator[str]:
    yield "| faults of the stream | how many |\n|---|---|"
    yield from (f"| {kind} | {count} |" for kind, count in kinds_of(done.faults))
    yield "\n| loops | how many | repetitions shown | counted |\n|---|---|---|---|"
    for name, touched_ones in (("without a fault", False), ("touched by a fault", True)):
        those = [loop for loop in done.loops if loop.touched is touched_ones]
        shown, counted = (sum(getattr(loop, key) for loop in those) for key in ("shown", "counted"))
        yield f"| {name} | {len(those)} | {shown} | {counted} |"
    report, live, memory_mb = done.report, done.report.live, done.resident_mb
    assert live is not None
    growth = "not known" if done.growth is None else f"{done.growth:+.1%}"
    yield (
        f"\n{report.duration_s / 60:.1f} minutes, exit code {done.code}; {live.rate_hz} pictures a "
        f"second judged, {live.dropped} of {live.delivered} dropped; memory at first "
        f"{memory_mb[0]:.0f} MB, at last {memory_mb[-1]:.0f} MB, at most {done.peak_mb:.0f} MB, "
        f"growth after {warm_s(done.faults) / 60:.0f} minutes {growth}; open files at most "
        f"{max(done.open_files)}, at last {done.open_files[-1]}."
    )
