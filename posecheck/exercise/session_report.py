"""What a session has collected, and the report made of it."""

from __future__ import annotations

from dataclasses import replace

from posecheck.exercise.judge import cadence
from posecheck.exercise.side import News
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.steady import totals
from posecheck.messages import Message, Remark, remark_message
from posecheck.records import Finding, Hold, NotJudged, Rep, Report, Side, Verdict


class Numbering:
    """Numbers for the repetitions and holds of all sides together, in the order of their ends.

    A side numbers its own, without knowing the other. A finding of a repetition that still runs
    carries the number it will get if no other ends before it.
    """

    def __init__(self) -> None:
        self._reps: dict[tuple[Side | None, int], int] = {}
        self._holds = 0

    def renumbered(self, news: News, side: Side | None) -> News:
        """The same news, with the numbers of the whole session."""
        for rep in news.reps:
            self._reps[side, rep.number] = len(self._reps) + 1
        return replace(
            news,
            reps=[self._rep(rep, side) for rep in news.reps],
            holds=[self._hold(hold, side) for hold in news.holds],
            running=[replace(f, rep=self._of(f.rep, side)) for f in news.running],
        )

    def _of(self, own: int | None, side: Side | None) -> int | None:
        return None if own is None else self._reps.get((side, own), len(self._reps) + 1)

    def _rep(self, rep: Rep, side: Side | None) -> Rep:
        number = self._reps[side, rep.number]
        return replace(
            rep,
            number=number,
            findings=tuple(replace(f, rep=number) for f in rep.findings),
            not_judged=tuple(replace(n, rep=number) for n in rep.not_judged),
        )

    def _hold(self, hold: Hold, side: Side | None) -> Hold:
        self._holds += 1
        return replace(hold, number=self._holds, rep=self._of(hold.rep, side))


class ReportBuilder:
    """Everything that goes into a report, in the order of time."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._pace = exercise.rep.cadence if exercise.rep else None
        self._reps: list[Rep] = []
        self._holds: list[Hold] = []
        self._findings: list[Finding] = []
        self._not_judged: list[NotJudged] = []
        self._first_s: float | None = None
        self._found = 0
        self.frames = 0
        self.last_s = float("-inf")

    def saw(self, t_s: float, *, found: bool) -> None:
        """Counts one picture."""
        self.passed(t_s)
        self.frames += 1
        self._found += found

    def passed(self, t_s: float) -> None:
        """A moment without a picture."""
        self._first_s = t_s if self._first_s is None else self._first_s
        self.last_s = t_s

    def add(self, news: News) -> None:
        """Takes what one moment brought; findings of reps and holds come with them."""
        self._reps += news.reps
        self._holds += news.holds
        self._findings += news.findings
        self._not_judged += news.broken

    def built(self, remarks: tuple[Remark, ...], *, partial: bool) -> Report:
        """The report; its source, model and version are for the caller to fill in."""
        findings = [*self._findings]
        complete = [r for r in self._reps if r.complete]
        starts_s = [r.start_s for r in complete]
        if self._pace:
            findings += cadence.judged(starts_s, self._pace)
        unknown = [*self._not_judged]
        records: list[Rep | Hold] = [*self._reps, *self._holds]
        for record in records:
            findings += record.findings
            unknown += record.not_judged
        unknown += totals.unmeasured(self._reps, self._holds, self._exercise)
        unknown += [
            NotJudged("everything", remark_message(r), r.start_s, r.end_s)
            for r in remarks
            if r.blocks
        ]
        verdict = self._verdict(findings)
        if not records and not any(n.what == "everything" for n in unknown):
            unknown.append(self._nothing_seen())
        return Report(
            exercise=self._exercise.id,
            title=self._exercise.title,
            source="",
            duration_s=0.0 if self._first_s is None else self.last_s - self._first_s,
            frames=self.frames,
            found_share=self._found / self.frames if self.frames else 0.0,
            partial=partial,
            verdict=verdict,
            count=len(complete),
            count_left=sum(r.side == "left" for r in complete),
            count_right=sum(r.side == "right" for r in complete),
            halves=len(self._reps) - len(complete),
            reps=tuple(self._reps),
            holds=tuple(self._holds),
            findings=tuple(sorted(findings, key=lambda f: f.start_s)),
            not_judged=tuple(sorted(unknown, key=lambda n: n.start_s)),
            remarks=remarks,
            limits=self._exercise.limits(),
            paces=totals.paces(self._reps, self._exercise),
            cadence_per_min=cadence.per_min(starts_s) if self._pace else None,
        )

    def _verdict(self, findings: list[Finding]) -> Verdict:
        if findings:
            return Verdict.FAULT
        records: list[Rep | Hold] = [*self._reps, *self._holds]
        judged = any(r.verdict is not Verdict.NOT_JUDGED for r in records)
        return Verdict.GOOD if judged else Verdict.NOT_JUDGED

    def _nothing_seen(self) -> NotJudged:
        why = "no-repetition" if self._exercise.rep else "no-hold"
        end_s = self.last_s if self.frames else 0.0
        return NotJudged("everything", Message(why), self._first_s or 0.0, end_s)
