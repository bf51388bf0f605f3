"""What a session has collected, and the report that is made from it."""

from __future__ import annotations

from dataclasses import replace

from posecheck.exercise.judge import cadence, session_verdict
from posecheck.exercise.judge.picture_rate import PictureRate
from posecheck.exercise.side import News
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.steady import totals
from posecheck.messages import Message, Remark, remark_message
from posecheck.records import Finding, Hold, NotJudged, Rep, Report, Side


class Numbering:
    """Numbers for the repetitions and holds of all sides together, in the order of their ends.

    Each side numbers its own and does not know the other. A finding of a running repetition has the
    number that the repetition will get if no other ends before it.
    """

    def __init__(self) -> None:
        self._reps: dict[tuple[Side | None, int], int] = {}
        self._holds = 0

    def renumbered(self, news: News, side: Side | None) -> News:
        """The same news, with the numbers of the whole session."""
        if not (news.reps or news.holds or news.running):
            return news
        for rep in news.reps:
            self._reps[side, rep.number] = len(self._reps) + 1
        return replace(
            news,
            reps=[self._rep(rep, side) for rep in news.reps],
            holds=[self._hold(hold, side) for hold in news.holds],
            running=[replace(f, rep=self._of(f.rep, side)) for f in news.running],
        )

    def _of(self, own: int | None, side: Side | None) -> int | None:
        """The session's number for a side's own number of a repetition."""
        return None if own is None else self._reps.get((side, own), len(self._reps) + 1)

    def _rep(self, rep: Rep, side: Side | None) -> Rep:
        number = self._reps[side, rep.number]
        return replace(
            rep,
            number=number,
            findings=tuple(replace(f, rep=number) for f in rep.findings),
            close=tuple(replace(f, rep=number) for f in rep.close),
            not_judged=tuple(replace(n, rep=number) for n in rep.not_judged),
        )

    def _hold(self, hold: Hold, side: Side | None) -> Hold:
        self._holds += 1
        return replace(hold, number=self._holds, rep=self._of(hold.rep, side))


class ReportBuilder:
    """Collects everything that goes into a report, in the order of time."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._pace = exercise.rep.cadence if exercise.rep else None
        self._reps: list[Rep] = []
        self._holds: list[Hold] = []
        self._findings: list[Finding] = []
        self._not_judged: list[NotJudged] = []
        self._first_s: float | None = None
        self._found = 0
        self._rate = PictureRate()
        self.frames = 0
        self.last_s = float("-inf")

    def saw(self, t_s: float, *, found: bool) -> None:
        """Takes the time of a picture, and whether a person was found in it."""
        self.passed(t_s)
        self.frames += 1
        self._rate.step(t_s)
        self._found += found

    def passed(self, t_s: float) -> None:
        """Takes the time of a moment without a picture."""
        self._first_s = t_s if self._first_s is None else self._first_s
        self.last_s = t_s

    def add(self, news: News) -> None:
        """Takes what one moment brought. Repetitions and holds bring their own findings."""
        self._reps += news.reps
        self._holds += news.holds
        self._findings += news.findings
        self._not_judged += news.broken

    def built(self, remarks: tuple[Remark, ...], *, partial: bool) -> Report:
        """The report. The caller fills in its source, model and version.

        `partial` says that the recording was not looked at to its end.
        """
        complete = [r for r in self._reps if r.complete]
        if (few := self._rate.remark()) is not None:
            remarks = tuple(sorted((*remarks, few), key=lambda remark: remark.start_s))
        starts_s = [r.start_s for r in complete]
        findings = self._all_findings(starts_s)
        not_judged = self._all_not_judged(remarks)
        return Report(
            exercise=self._exercise.id,
            title=self._exercise.title,
            source="",
            duration_s=0.0 if self._first_s is None else self.last_s - self._first_s,
            frames=self.frames,
            found_share=self._found / self.frames if self.frames else 0.0,
            partial=partial,
            verdict=session_verdict.verdict(
                self._exercise, self._reps, self._holds, findings, not_judged, partial=partial
            ),
            count=len(complete),
            count_left=sum(r.side == "left" for r in complete),
            count_right=sum(r.side == "right" for r in complete),
            halves=len(self._reps) - len(complete),
            reps=tuple(self._reps),
            holds=tuple(self._holds),
            findings=tuple(sorted(findings, key=lambda f: f.start_s)),
            close=tuple(f for record in self._records for f in record.close),
            not_judged=tuple(sorted(not_judged, key=lambda n: n.start_s)),
            remarks=remarks,
            limits=self._exercise.limits(),
            dose=session_verdict.dose_done(self._exercise, self._reps, self._holds),
            paces=totals.paces(self._reps, self._exercise),
            cadence_per_min=cadence.per_min(starts_s) if self._pace else None,
        )

    @property
    def _records(self) -> list[Rep | Hold]:
        return [*self._reps, *self._holds]

    def _all_findings(self, starts_s: list[float]) -> list[Finding]:
        """Every fault; `starts_s` are the beginnings of the complete repetitions."""
        findings = [*self._findings]
        if self._pace and not self._rate.is_low:
            findings += cadence.judged(starts_s, self._pace)
        return findings + [f for record in self._records for f in record.findings]

    def _all_not_judged(self, remarks: tuple[Remark, ...]) -> list[NotJudged]:
        """Everything that gave no answer; of remarks, those that blocked judging."""
        found = [*self._not_judged]
        found += [n for record in self._records for n in record.not_judged]
        found += totals.unmeasured(self._reps, self._holds, self._exercise)
        found += [
            NotJudged("everything", remark_message(r), r.start_s, r.end_s)
            for r in remarks
            if r.blocks
        ]
        if not self._records and not any(n.what == "everything" for n in found):
            found.append(self._nothing_seen())
        return found

    def _nothing_seen(self) -> NotJudged:
        """The answer of a session without a repetition or hold."""
        why = "no-repetition" if self._exercise.rep else "no-hold"
        span = (0.0, 0.0) if self._first_s is None else (self._first_s, self.last_s)
        return NotJudged("everything", Message(why), *span)
