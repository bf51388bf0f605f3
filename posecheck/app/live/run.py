"""`posecheck live`: a session from its preparation to its report."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from posecheck.app import consoles, interrupt, memory, own_limits, recordings
from posecheck.app.exercise_words import Wording
from posecheck.app.history import kept
from posecheck.app.live import dose, ending, lite, picture, session_files
from posecheck.app.live.video_recorder import VideoRecorder
from posecheck.app.live.voice import Silence, Speaks, Voice
from posecheck.app.live.window import ScreenProbe, Window
from posecheck.app.live.worker import Parts, Shown, Worker
from posecheck.app.outputs import Outputs
from posecheck.app.sources import ModelChoice, describe, ensure_model
from posecheck.capture.camera import Camera
from posecheck.capture.camera_devices import Where, opener
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Cue, Weight
from posecheck.coach.trainer import Trainer
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Calibration, Profile
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.pose.estimator import Estimator
from posecheck.provenance import Model, Recording
from posecheck.records import Report
from posecheck.report import formats
from posecheck.words.speech import Speech

IDLE_S: Final = 0.05
"""How often the window is looked after while no picture comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for. `mirror` None means: like a mirror, but not for a file."""

    camera: str
    wording: Wording
    profile: Profile | None = None
    sets: int | None = None
    reps: int | None = None
    quiet: bool = False
    mirror: bool | None = None
    record: bool = False
    out: Path | None = None
    stay_s: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """All that a session needs and that is known before the camera is opened."""

    request: Request
    exercise: Exercise
    choice: ModelChoice
    where: Where
    files: Outputs
    recording: Recording
    model_file: Path
    model: Model
    own: Calibration | None
    """The person's own limits, where they are used."""
    speech: Speech
    trainer: Trainer


@dataclass(frozen=True, slots=True)
class _Running:
    """A session that was put together and runs."""

    parts: Parts
    worker: Worker
    window: Window


def run(request: Request, exercise: Exercise, choice: ModelChoice) -> ExitCode:
    """Coaches one session and answers the exit code.

    Once a person was found, the report is written in any case: an error that ended the session is
    raised after that. Before that there is nothing to report, and the error is raised at once.
    """
    prepared = _prepare(request, exercise, choice)
    with ExitStack() as stack, interrupt.deferred() as stopped:
        running = _put_together(stack, prepared)
        broken = _followed(running, prepared, stopped)
        report = _report(running, prepared, partial=broken is not None)
        if broken is not None and not report.found_share:
            raise broken
        refused = _finish(running, prepared, report)
        if broken is None:
            ending.show(running.window, report, request.stay_s, stopped)
    ending.print_report(report)
    person = None if request.profile is None else request.profile.name
    kept.session(report, prepared.exercise, person, prepared.speech, prepared.files.report)
    if refused is not None:
        raise refused
    camera_lost = running.worker.lost is not None
    code = ending.printed(report, prepared.files, running.parts.recorder, camera_lost=camera_lost)
    if broken is not None:
        raise broken
    return code


def _prepare(request: Request, exercise: Exercise, choice: ModelChoice) -> _Prepared:
    """Checks screen, camera address and folder, gets the model file, and shows the cautions."""
    screen = ScreenProbe()
    screen.check_display()
    where = Where.of(request.camera)
    memory.share_pools()
    model_file = ensure_model(choice)
    began = datetime.now().astimezone()
    files = session_files.planned(exercise, began, out=request.out, video=request.record)
    model = describe(model_file)
    own = own_limits.of(request.profile, exercise, model, request.wording.general)
    speech = request.wording.of(exercise, own)
    _introduce(speech)
    screen.check()
    exercise = dose.with_counts(exercise, request.sets, request.reps)
    trainer = Trainer(exercise, Plan.of(exercise), own, speech_s=speech.speech_s)
    return _Prepared(
        request=request,
        exercise=exercise,
        choice=choice,
        where=where,
        files=files,
        recording=_recording(request, where, began),
        model_file=model_file,
        model=model,
        own=own,
        speech=speech,
        trainer=trainer,
    )


def _put_together(stack: ExitStack, prepared: _Prepared) -> _Running:
    """Opens model, voice, video, camera, session file and window; `stack` closes them."""
    request, where, speech = prepared.request, prepared.where, prepared.speech
    estimator = stack.enter_context(Estimator(prepared.model_file))
    voice = _voice(stack, speech, quiet=request.quiet)
    recorder = _video_recorder(stack, prepared.files, speech)
    camera = stack.enter_context(_camera(where))
    parts = Parts(
        camera=camera,
        camera_name=where.name,
        estimator=estimator,
        trainer=prepared.trainer,
        voice=voice,
        session_file=session_files.opened(
            stack,
            session_files.path_of(prepared.files),
            prepared.exercise,
            own=prepared.own,
            camera=where.name,
            model=prepared.model,
            recording=prepared.recording,
            speech=speech,
            note=consoles.note,
        ),
        recorder=recorder,
        note=consoles.note,
        speech=speech,
        lite=lite.opener(prepared.choice),
        mirrored=where.file is None if request.mirror is None else request.mirror,
    )
    worker = Worker(parts)
    stack.callback(worker.join)
    worker.start()
    window = Window(f"posecheck: {speech.texts.title}", camera.size_px)
    stack.callback(window.close)
    return _Running(parts, worker, window)


def _followed(
    running: _Running, prepared: _Prepared, stopped: Callable[[], bool]
) -> Exception | None:
    """Follows the session to its end. Answers an error that ended it, so that `run` can report."""
    try:
        _follow(running, prepared, stopped)
    except Exception as error:  # noqa: BLE001  # `run` raises it again after the report.
        return error
    return None


def _follow(running: _Running, prepared: _Prepared, stopped: Callable[[], bool]) -> None:
    """Shows each view until there are no more; keys go to the worker."""
    worker, window = running.worker, running.window
    asked = False
    while not worker.views.ended:
        shown: Shown | None = worker.views.take(IDLE_S)
        if shown is None:
            key = window.key()
        else:
            view, size_px = shown.view, window.size_px
            key = window.show(picture.draw(view, prepared.exercise, size_px, prepared.speech))
            if shown.arrived_s is not None:
                latency_s = running.parts.camera.now_s() - shown.arrived_s
                worker.rates.shown(latency_s, pose_s=shown.pose_s)
        if stopped() and not asked:
            asked, key = True, "finish"
        if key is not None and key != "full":
            worker.command(key)


def _report(running: _Running, prepared: _Prepared, *, partial: bool) -> Report:
    """The report, once the worker has ended."""
    running.worker.join()
    report = ending.completed(
        prepared.trainer.finish(partial=partial),
        running.worker.facts(),
        source=prepared.where.name,
        model=prepared.model,
        speech=prepared.speech,
    )
    about = replace(prepared.recording, size_px=running.parts.camera.size_px)
    about = recordings.watched(about, report, view=prepared.trainer.view)
    report = replace(report, recording=about)
    return own_limits.with_profile(report, prepared.request.profile, prepared.own)


def _finish(running: _Running, prepared: _Prepared, report: Report) -> PosecheckError | None:
    """Says the summary and writes the report; answers the error of a disk that refuses."""
    summary = Message("plain", {"text": formats.summary(report, prepared.speech)})
    running.parts.voice([Cue(summary, Weight.STAGE)], ())
    return ending.written(report, prepared.files, running.parts.session_file)


def _recording(request: Request, where: Where, began: datetime) -> Recording:
    """What the report says of the pictures: the file in place of a camera, and when it began."""
    person = None if request.profile is None else request.profile.name
    if where.file is not None:
        return recordings.of_file(where.file, person=person)
    return Recording(recorded=began.isoformat(timespec="seconds"), person=person)


def _introduce(speech: Speech) -> None:
    """Prints where the camera goes, the cautions and the keys."""
    texts = speech.texts
    for line in (f"{texts.title}. {texts.camera}", *texts.cautions):
        consoles.note(line)
    consoles.note(f"{speech.text('not-medical')} {speech.text('keys')}")


def _voice(stack: ExitStack, speech: Speech, *, quiet: bool) -> Speaks:
    if quiet:
        return stack.enter_context(Silence())
    return stack.enter_context(Voice(consoles.note, speech))


def _camera(where: Where) -> Camera:
    return Camera(opener(where), name=where.name, may_freeze=where.file is None)


def _video_recorder(stack: ExitStack, files: Outputs, speech: Speech) -> VideoRecorder | None:
    if files.video is None:
        return None
    return stack.enter_context(VideoRecorder(files.video, speech, consoles.note))
