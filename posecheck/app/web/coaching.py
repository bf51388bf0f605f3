"""One exercise in front of the page's camera, from its set-up to its report and the history."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import Literal

from posecheck.app import own_limits, recordings
from posecheck.app.live import ending, session_files
from posecheck.app.live import remembered as summing_up
from posecheck.app.live.worker import Worker
from posecheck.app.web.leading import IN_PLAN, Leading, why_of
from posecheck.app.web.parts import Finished, Job, Room, Start, Thinned
from posecheck.coach.plan import Plan
from posecheck.coach.trainer import Trainer
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.provenance import Recording
from posecheck.records import Report


class Coached(Leading):
    """What leads somebody through exercises: one, or those of a plan."""

    def _own(self, exercise: Exercise) -> Calibration | None:
        """The person's own limits in an exercise. Where they have calibrated something, a note says
        what they have not; who was only given a name is not told each time."""
        profile = self._profile
        note = self._note if profile is not None and profile.exercises else _nowhere
        return own_limits.of(
            profile, exercise, self._setting.model, self._wording.general, note=note
        )

    def _coached(self, room: Room, job: Job, start: Start) -> Finished:
        """One exercise to its report. Raises what ended it before anybody was seen."""
        trainer = Trainer(
            job.exercise,
            Plan.of(job.exercise),
            job.own,
            speech_s=job.speech.speech_s,
            offers=job.offers,
            greeting=[Message("plain", {"text": each}) for each in job.said],
        )
        course = Thinned()
        with ExitStack() as stack:
            journal = session_files.opened(
                stack,
                job.session_file,
                job.exercise,
                own=job.own,
                camera=self._camera_name,
                model=self._setting.model,
                recording=self._recording(job),
                speech=job.speech,
                note=self._note,
            )
            parts = self._parts(room, job, trainer, start)
            parts = replace(parts, session_file=journal, watch=course)
            broken, worker = self._followed(parts, job)
            report = self._report(room, job, trainer, worker, partial=broken is not None)
            if broken is not None and not report.found_share:
                raise broken
            left_out = trainer.ended in IN_PLAN and not (report.reps or report.holds)
            if journal is not None:
                journal.event("end", t_s=report.duration_s)
                journal.finished = left_out or not report.found_share
        ended: Literal["done", "camera-lost", "broken"] = "done"
        if broken is not None:
            ended = "broken"
        elif worker.lost is not None:
            ended = "camera-lost"
        return self.remembered(Finished(
            report=report,
            exercise=job.exercise,
            speech=job.speech,
            course=course.course(),
            began=job.began,
            session_file=None if journal is None or journal.finished else journal.path,
            person=self.person,
            ended=ended,
            why="" if broken is None else why_of(broken),
            by=trainer.ended,
            left_out=left_out,
        ))  # fmt: skip

    def remembered(self, finished: Finished) -> Finished:
        """The same with what is said about it; it is kept in the person's history.

        What was left out before anything was done is none.
        """
        if finished.left_out:
            return finished
        found = summing_up.of_session(
            finished.report, finished.exercise, finished.speech, self.person,
            self._setting.catalogue, None,
        )  # fmt: skip
        return replace(
            finished, in_history=found.kept, sentences=found.sentences, best=found.best,
            counted=found.now.done, done=found.speech.sentence(found.summary.done),
        )  # fmt: skip

    def _recording(self, job: Job) -> Recording:
        return Recording(recorded=job.began.isoformat(timespec="seconds"), person=self.person)

    def _report(
        self, room: Room, job: Job, trainer: Trainer, worker: Worker, *, partial: bool
    ) -> Report:
        report = ending.completed(
            trainer.finish(partial=partial),
            worker.facts(),
            source=self._camera_name,
            model=self._setting.model,
            speech=job.speech,
        )
        about = replace(self._recording(job), size_px=room.camera.size_px)
        about = recordings.watched(about, report, view=trainer.view)
        return own_limits.with_profile(replace(report, recording=about), self._profile, job.own)


def _nowhere(_text: str) -> None:
    """Takes a note that nobody is told."""
