"""Asks an exercise's checks about spans of the signals' history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Any

import numpy as np

from posecheck.exercise.follow.history import EDGE_S, OFF_VIEW, SignalHistory
from posecheck.exercise.follow.phase_bounds import still_span
from posecheck.exercise.follow.seen_ends import unsure_ends_s
from posecheck.exercise.judge import uncertainty
from posecheck.exercise.spec import checks
from posecheck.exercise.spec.models import parameters
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.motion.filters import despiked
from posecheck.motion.movement_ends import MOST_HALT_S
from posecheck.records import Finding, NotJudged, Range, Side, Verdict

Span = tuple[float, float]
"""Start and end, seconds."""

SECONDS = "s"

AROUND_S = 0.5
"""The pictures within this time around a phase tell how far apart pictures are, even where the
phase is brief."""

JUMP_AROUND_S = 0.3
"""A jump this near to a movement or a hold belongs to it: movement ends are read from slopes over
0.24 s."""

PACE = frozenset({"lasts", "moves_slowly", "keeps_still"})
"""Checks of how fast or how still a phase was. Where one of them found a fault, steadiness adds
none."""


FEW_PICTURES = checks.Unknown(checks.TOO_FEW_PICTURES)
"""The answer where pictures lie too far apart."""


def verdict_of(findings: Sequence[Finding], *, asked: int, unknown: Sequence[NotJudged]) -> Verdict:
    """A fault is a fault; "good" needs an answer to each of the questions `asked`."""
    if findings:
        return Verdict.FAULT
    if not unknown:
        return Verdict.GOOD
    return Verdict.NOT_JUDGED if len(unknown) >= asked else Verdict.NOT_ALL_JUDGED


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks answered about some windows."""

    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]
    asked: int
    """How many checks were asked at all."""
    close: tuple[Finding, ...] = ()
    """What breaks a limit by less than the measurement's uncertainty."""

    @property
    def verdict(self) -> Verdict:
        """What they mean together."""
        return verdict_of(self.findings, asked=self.asked, unknown=self.not_judged)


def _off_view_deg(history: SignalHistory, span: Span) -> float:
    """How far the camera is from the view in a span (median), degrees; NaN if not known."""
    values = history.window(OFF_VIEW, *span).values
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else nan


def _is_below(finding: Finding) -> bool:
    """Whether a finding's value is below its limit."""
    return finding.value is not None and finding.limit is not None and finding.value < finding.limit


class CheckRunner:
    """The checks of one exercise, ready to be asked."""

    def __init__(self, exercise: Exercise, side: Side | None) -> None:
        self._exercise = exercise
        self._side: Side | None = side
        self._asked = [(spec, checks.KINDS[spec.use], parameters(spec)) for spec in exercise.checks]
        self._judged = tuple(dict.fromkeys(s.signal for s, k, _ in self._asked if k.reads_signal))

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals that checks look at."""
        return self._judged

    def asked_during(self, window: str) -> frozenset[str]:
        """Ids of the checks that look at a window."""
        return frozenset(spec.id for spec, _, _ in self._asked if spec.during == window)

    def windows_said(self, judged: Judgement) -> frozenset[str]:
        """The windows about whose pace or stillness a check has found a fault already: movements
        that were too short, and whatever did not keep slow or still."""
        of_pace = [spec for spec, _, _ in self._asked if spec.use in PACE]
        broken = {f.check for f in judged.findings if f.unit != SECONDS}
        broken |= {f.check for spec in of_pace for f in self.hurried(judged, spec.during)}
        return frozenset(spec.during for spec in of_pace if spec.id in broken)

    def hurried(self, judged: Judgement, movement: str) -> tuple[Finding, ...]:
        """The findings that a movement was too short."""
        rep = self._exercise.rep
        if rep is None or movement not in rep.phases[::2]:
            return ()
        ids = self._exercise.haste_checks(movement)
        return tuple(f for f in judged.findings if f.check in ids and _is_below(f))

    def judge(
        self,
        history: SignalHistory,
        windows: Mapping[str, Span],
        *,
        rep: int | None = None,
        running: bool = False,
        cut_off: bool = False,
        settling_s: float = 0.0,
    ) -> Judgement:
        """Asks every check whose `during` is among `windows`.

        `running` asks only those that may be asked while their window still grows. `cut_off` says
        that the recording ended before the last window did. `settling_s` is how long the signals
        may go on moving into a window; a check waits until its signal has come to rest.
        """
        findings: list[Finding] = []
        close: list[Finding] = []
        unknown: list[NotJudged] = []
        asked = 0
        for spec, kind, keywords in self._asked:
            if spec.during not in windows or (running and not kind.while_running):
                continue
            asked += 1
            span = windows[spec.during]
            if settling_s and kind.reads_signal:
                span = still_span(history, spec.signal, span, settling_s)
            outcome: checks.Outcome
            if (unseen := self._unseen_movement(history, span, spec)) is not None:
                outcome = unseen
            elif (
                why := self._hidden(history, span, spec, running=running, cut_off=cut_off)
            ) is None:
                ends_s = (0.0, 0.0) if running else unsure_ends_s(history, span)
                outcome = self._answer(history, span, spec, kind, keywords, ends_s, grows=running)
            else:
                outcome = checks.Unknown(Message(why))
            if isinstance(outcome, checks.Unknown):
                unknown.append(NotJudged(spec.id, outcome.why, *span, rep=rep))
                continue
            for violation in outcome:
                least = self._uncertainty(history, span, spec, kind, violation.value)
                found = close if abs(violation.value - violation.limit) < least else findings
                found.append(self._finding(spec, kind, violation, rep))
        return Judgement(tuple(findings), tuple(unknown), asked, tuple(close))

    def _answer(
        self,
        history: SignalHistory,
        span: Span,
        spec: Any,
        kind: checks.Kind,
        keywords: Mapping[str, Any],
        unsure_s: Span,
        *,
        grows: bool,
    ) -> checks.Outcome:
        """A check's answer about a window whose start and end may be wrong by `unsure_s`.

        A duration is judged where it keeps or breaks its limits whatever the error. A signal is
        looked at where the window was for sure; what it has to reach, wherever the window may be.
        """
        if not kind.reads_signal:
            outcome = kind.function(self._window(history, spec, kind, span), **keywords)
            limits_s = [keywords[name] for name in kind.limits if keywords.get(name) is not None]
            near_s = min(abs(span[1] - span[0] - limit_s) for limit_s in limits_s)
            return FEW_PICTURES if near_s < sum(unsure_s) else outcome
        outwards = -1.0 if spec.use == "reaches" else 1.0
        sure = span[0] + outwards * unsure_s[0], span[1] - outwards * unsure_s[1]
        if sure[1] < sure[0] or (any(unsure_s) and kind.per_s):
            return FEW_PICTURES
        window = self._window(history, spec, kind, sure)
        window = replace(window, start_s=span[0], end_s=span[1], grows=grows)
        return kind.function(window, **keywords)

    def _finding(
        self, spec: Any, kind: checks.Kind, violation: checks.Violation, rep: int | None
    ) -> Finding:
        aim = getattr(spec, "aim_s", None)
        return Finding(
            spec.id,
            violation.start_s,
            violation.end_s,
            violation.value,
            violation.limit,
            self._unit(spec, kind),
            self._side,
            rep,
            aim if violation.value < violation.limit else None,
        )

    def _uncertainty(
        self, history: SignalHistory, span: Span, spec: Any, kind: checks.Kind, value: float
    ) -> float:
        """How far a value may break a check's limit by the error of the measurement alone."""
        if kind.per_s:
            return 0.0
        if kind.reads_signal:
            off_deg = _off_view_deg(history, span)
            return uncertainty.of_signal(self._exercise.unit(spec.signal), value, off_deg)
        rep = self._exercise.rep
        moves = rep is not None and spec.during in rep.phases[::2]
        return uncertainty.MOVEMENT_S if moves else uncertainty.HOLD_S

    @staticmethod
    def _hidden(
        history: SignalHistory, span: Span, spec: Any, *, running: bool, cut_off: bool
    ) -> str | None:
        """The key of what hides the answer about a window; None where nothing does.

        A running hold has no gap in it: it would have ended.
        """
        beside_s = MOST_HALT_S if spec.use == "lasts" else 0.0
        if not running and history.has_gap(span[0] - beside_s, span[1] + beside_s):
            return "gap"
        if hasattr(spec, "signal") and _off_view_deg(history, span) > spec.view_within_deg:
            return "off-view"
        if spec.use != "lasts" or spec.at_least_s is None:
            return None
        began = span[0] - history.first_s <= EDGE_S
        ended = cut_off and history.latest_s - span[1] <= EDGE_S
        return "cut-off-by-recording" if began or ended else None

    def _unseen_movement(
        self, history: SignalHistory, span: Span, spec: Any
    ) -> checks.Unknown | None:
        """The answer about a duration where the driver was not seen, or jumped at one of its ends,
        so that only zones bound it; and about a speed where its signal jumped."""
        rep = self._exercise.rep
        around = span[0] - JUMP_AROUND_S, span[1] + JUMP_AROUND_S
        if checks.KINDS[spec.use].per_s and history.has_jump(spec.signal, *around, moves=True):
            return checks.Unknown(Message("gap"))
        if rep is None or spec.use != "lasts" or spec.during not in rep.phases:
            return None
        moves = spec.during in rep.phases[::2]
        driver = rep.driver_of(spec.during)
        if history.has_jump(driver, *around, moves=moves):
            return checks.Unknown(Message("gap"))
        return checks.unseen(history.window(driver, *span)) if moves else None

    def _unit(self, spec: Any, kind: checks.Kind) -> str:
        if not kind.reads_signal:
            return SECONDS
        return self._exercise.unit(spec.signal) + (f"/{SECONDS}" if kind.per_s else "")

    @staticmethod
    def _window(history: SignalHistory, spec: Any, kind: checks.Kind, span: Span) -> checks.Window:
        start_s, end_s = span
        if kind.reads_signal:
            return history.window(spec.signal, start_s, end_s)
        t_s = history.times(start_s - AROUND_S, end_s + AROUND_S)
        return checks.Window(start_s, end_s, t_s, np.empty(0))

    def ranges(self, history: SignalHistory, span: Span, *, also: str) -> tuple[Range, ...]:
        """Lowest and highest value of `also` and of every judged signal over a span."""
        found = []
        for name in dict.fromkeys((also, *self._judged)):
            values = despiked(history.window(name, *span).values)
            if np.isfinite(values).any():
                low, high = float(np.nanmin(values)), float(np.nanmax(values))
                found.append(Range(name, self._exercise.unit(name), low, high))
        return tuple(found)
