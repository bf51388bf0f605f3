"""One exercise in an open room: from its set-up to its written report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from posecheck.app import consoles, demonstration, own_limits, recordings
from posecheck.app.demonstration import Demonstration
from posecheck.app.live import dose, ending, picture, session_files
from posecheck.app.live.places import Places
from posecheck.app.live.room import Request, Room
from posecheck.app.live.video_recorder import VideoRecorder
from posecheck.app.live.worker import Parts, Shown, Worker
from posecheck.app.outputs import Outputs
from posecheck.capture.camera_devices import Where
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Command, Cue, Stage, Weight
from posecheck.coach.trainer import Trainer
from posecheck.errors import PosecheckError
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.provenance import Model, Recording
from posecheck.records import Pose, Report
from posecheck.words.speech import Speech

IDLE_S: Final = 0.05
"""How often the window is looked after while no picture comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An exercise that is to be done, with all that is known before anybody is seen.

    own: the person's own limits, where they are used. offers: what the person may ask for in it.
    greeting: what is said and shown once in the set-up: cautions, and how to pause.
    """

    exercise: Exercise
    files: Outputs
    recording: Recording
    own: Calibration | None
    speech: Speech
    offers: tuple[Command, ...] = ("finish",)
    greeting: tuple[str, ...] = ()

    @property
    def plan(self) -> Plan:
        """Sets, repetitions and rests."""
        return Plan.of(self.exercise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a session went.

    ended: the command that ended it, if any.
    left_out: whether it was left out before anything was done, so that no report was written.
    broken: an error that ended it. refused: the error of a disk that refused the report.
    lost: whether the camera was given up.
    """

    report: Report
    job: Job
    ended: Command | None
    left_out: bool
    broken: Exception | None
    refused: PosecheckError | None
    lost: bool
    recorder: VideoRecorder | None


def prepared(
    request: Request,
    exercise: Exercise,
    where: Where,
    model: Model | None,
    *,
    offers: tuple[Command, ...] = ("finish",),
) -> Job:
    """Names the files and finds the person's own limits.

    Raises PosecheckError where the files cannot be written.
    """
    exercise = dose.with_hold(exercise, request.hold_s, request.wording.general)
    began = datetime.now().astimezone()
    files = session_files.planned(exercise, began, out=request.out, video=request.record)
    own = own_limits.of(request.profile, exercise, model, request.wording.general)
    speech = request.wording.of(exercise, own)
    return Job(
        exercise=dose.with_counts(exercise, request.sets, request.reps),
        files=files,
        recording=_recording(request, where, began),
        own=own,
        speech=speech,
        offers=offers,
        greeting=tuple(speech.greetings()),
    )


def coached(
    room: Room,
    job: Job,
    *,
    began_s: float | None = None,
    begun: Sequence[Pose] = (),
    place: tuple[int, int] | None = None,
    last: Callable[[Report, bool], None] | None = None,
) -> Outcome:
    """Coaches an exercise to its end, and writes its report.

    began_s, begun: as in `worker.Parts`. last: is called when the report is written, and is told
    whether the session went to its end without an error; it may take its time.
    place: which exercise of a plan it is, and of how many.
    An exercise that was left out before anything was done leaves no report.
    Once a person was found, the report is written in any case: an error that ended the session is
    in the outcome. Before that there is nothing to report, and the error is raised.
    """
    trainer = Trainer(
        job.exercise,
        job.plan,
        job.own,
        speech_s=job.speech.speech_s,
        offers=job.offers,
        greeting=[Message("plain", {"text": each}) for each in job.greeting],
    )
    room.voice.speech = job.speech
    with ExitStack() as stack:
        recorder = _video_recorder(stack, job)
        session = session_files.opened(
            stack,
            session_files.path_of(job.files),
            job.exercise,
            own=job.own,
            camera=room.where.name,
            model=room.model,
            recording=job.recording,
            speech=job.speech,
            note=consoles.note,
        )
        parts = Parts(
            camera=room.camera, camera_name=room.where.name, models=room.models, trainer=trainer,
            voice=room.voice, session_file=session, recorder=recorder, note=consoles.note,
            speech=job.speech, mirrored=room.mirrored, began_s=began_s, begun=begun,
            place=place, small=job.greeting,
        )  # fmt: skip
        broken, worker = followed(room, parts, job.exercise)
        report = _report(room, job, trainer, worker, partial=broken is not None)
        if broken is not None and not report.found_share:
            raise broken
        left_out = trainer.ended in ("skip", "swap") and not (report.reps or report.holds)
        if left_out and session is not None:
            session.finished = True
        refused = None if left_out else ending.written(report, job.files, session)
        if last is not None and not left_out:
            last(report, broken is None)
    return Outcome(
        report=report,
        job=job,
        ended=trainer.ended,
        left_out=left_out,
        broken=broken,
        refused=refused,
        lost=worker.lost is not None,
        recorder=recorder,
    )


def followed(room: Room, parts: Parts, exercise: Exercise) -> tuple[Exception | None, Worker]:
    """Follows what `parts` lead through to its end, in the window; keys go to the worker.

    Answers an error that ended it, so that a report can be written before it is raised.
    """
    film = demonstration.of(exercise.id)  # Read before the first picture, or that one waits.
    worker = Worker(parts)
    worker.start()
    try:
        _follow(room, worker, parts, exercise, film)
    except Exception as error:  # noqa: BLE001  # It is raised again after the report.
        return error, worker
    finally:
        worker.join()
    return None, worker


def _follow(
    room: Room, worker: Worker, parts: Parts, exercise: Exercise, film: Demonstration | None
) -> None:
    window, asked, places = room.window, False, Places()
    while not worker.views.ended:
        shown: Shown | None = worker.views.take(IDLE_S)
        if shown is None:
            key = window.key()
        else:
            scene = shown.view.scene
            shows = scene.stage in (Stage.SETUP, Stage.NEXT)
            image = film.at(scene.t_s) if film is not None and shows else None
            key = window.show(
                picture.draw(
                    shown.view, exercise, window.size_px, parts.speech, places=places, film=image
                )
            )
            if shown.arrived_s is not None:
                latency_s = room.camera.now_s() - shown.arrived_s
                worker.rates.shown(latency_s, pose_s=shown.pose_s)
        if room.stopped() and not asked:
            asked, key = True, "finish"
        if key is not None and key != "full":
            worker.command(key)


def _report(room: Room, job: Job, trainer: Trainer, worker: Worker, *, partial: bool) -> Report:
    """The report, once the worker has ended."""
    report = ending.completed(
        trainer.finish(partial=partial),
        worker.facts(),
        source=room.where.name,
        model=room.model,
        speech=job.speech,
    )
    about = replace(job.recording, size_px=room.camera.size_px)
    about = recordings.watched(about, report, view=trainer.view)
    report = replace(report, recording=about)
    return own_limits.with_profile(report, room.request.profile, job.own)


def said_at_the_end(room: Room, sentences: Sequence[str]) -> None:
    """Says them one after the other, as one."""
    text = Message("plain", {"text": " ".join(sentences)})
    room.voice([Cue(text, Weight.STAGE)], ())


def _recording(request: Request, where: Where, began: datetime) -> Recording:
    """What the report says of the pictures: the file in place of a camera, and when it began."""
    if where.file is not None:
        return recordings.of_file(where.file, person=request.person)
    return Recording(recorded=began.isoformat(timespec="seconds"), person=request.person)


def _video_recorder(stack: ExitStack, job: Job) -> VideoRecorder | None:
    if job.files.video is None:
        return None
    return stack.enter_context(VideoRecorder(job.files.video, job.speech, consoles.note))
