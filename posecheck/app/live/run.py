"""`posecheck live`: everything put together, and taken apart again with a report."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final

from posecheck import __version__
from posecheck.app import consoles, interrupt, outputs, own_limits
from posecheck.app.exercise_words import Wording
from posecheck.app.live import picture
from posecheck.app.live.video_recorder import VideoRecorder
from posecheck.app.live.voice import Silence, Speaks, Voice
from posecheck.app.live.window import ScreenProbe, Window
from posecheck.app.live.worker import Parts, Shown, Worker
from posecheck.app.outputs import Outputs, Wish
from posecheck.app.sources import ModelChoice, describe, ensure_model
from posecheck.capture.camera import GIVE_UP_S, Camera
from posecheck.capture.camera_devices import Where, opener
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Cue, Weight
from posecheck.coach.trainer import Trainer
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Calibration, Profile
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import text_files
from posecheck.files.folders import session_folder
from posecheck.messages import Message
from posecheck.motion import shaking
from posecheck.pose import model_file as models
from posecheck.pose.estimator import Estimator
from posecheck.provenance import Model
from posecheck.records import Report, Verdict
from posecheck.report import formats, json, table
from posecheck.store import session_file
from posecheck.store.session_file import SessionFile
from posecheck.words.speech import Speech

IDLE_S: Final = 0.05
"""The window is kept alive so often while no picture comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for; `mirror` None: like a mirror, except a file."""

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


def run(request: Request, exercise: Exercise, choice: ModelChoice) -> ExitCode:
    """Coaches one session and answers the exit code.

    Once a person was found, the report is written in any case: an error that broke the session is
    raised after that. Before that there is nothing to report, and the error is raised at once.
    """
    screen = ScreenProbe()
    screen.check_display()
    where = Where.of(request.camera)
    model_file = ensure_model(choice)
    files = _files(request, exercise)
    model = describe(model_file)
    own = own_limits.of(request.profile, exercise, model, request.wording.general)
    speech = request.wording.of(exercise, own)
    _introduce(speech)
    screen.check()
    plan = Plan.of(exercise, sets=request.sets, reps=request.reps)
    trainer = Trainer(exercise, plan, own, speech_s=speech.speech_s)
    shaking.prepare()
    with ExitStack() as stack, interrupt.deferred() as stopped:
        estimator = stack.enter_context(Estimator(model_file))
        voice: Speaks = (
            stack.enter_context(Silence())
            if request.quiet
            else stack.enter_context(Voice(consoles.note, speech))
        )
        recorder = _video_recorder(stack, files, speech)
        camera = stack.enter_context(_camera(where))
        session = _session_file(stack, files, exercise, where, model, own, speech)
        mirrored = where.file is None if request.mirror is None else request.mirror
        parts = Parts(
            camera=camera,
            camera_name=where.name,
            estimator=estimator,
            trainer=trainer,
            voice=voice,
            session_file=session,
            recorder=recorder,
            note=consoles.note,
            speech=speech,
            lite=_lite(choice),
            mirrored=mirrored,
        )
        worker = Worker(parts)
        stack.callback(worker.join)
        worker.start()
        window = Window(f"posecheck: {speech.texts.title}", camera.size_px)
        stack.callback(window.close)
        broken = _followed(worker, window, camera, exercise, speech, stopped)
        worker.join()
        report = _completed(
            trainer.finish(partial=broken is not None), worker, where, model, speech
        )
        report = own_limits.named(report, request.profile, own)
        if broken is not None and not report.found_share:
            raise broken
        spoken = Message("plain", {"text": formats.summary(report, speech)})
        voice([Cue(spoken, Weight.STAGE)], ())
        error = _written(report, files, session)
        if broken is None:
            _stay(window, report, request.stay_s, stopped)
    code = _printed(report, files, recorder, worker, error)
    if broken is not None:
        raise broken
    return code


def _files(request: Request, exercise: Exercise) -> Outputs:
    folder = text_files.folder(request.out or outputs.DEFAULT_FOLDER)
    name = f"{exercise.id}-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
    wish = Wish(folder, video=request.record, trace=False)
    return outputs.plan(wish, [Path(name)])[0]


def _introduce(speech: Speech) -> None:
    texts = speech.texts
    for line in (f"{texts.title}. {texts.camera}", *texts.cautions):
        consoles.note(line)
    consoles.note(f"{speech.text('not-medical')} {speech.text('keys')}")


def _camera(where: Where) -> Camera:
    return Camera(opener(where), name=where.name, may_freeze=where.file is None)


def _video_recorder(stack: ExitStack, files: Outputs, speech: Speech) -> VideoRecorder | None:
    if files.video is None:
        return None
    return stack.enter_context(VideoRecorder(files.video, speech, consoles.note))


def _session_file(
    stack: ExitStack,
    files: Outputs,
    exercise: Exercise,
    where: Where,
    model: Model,
    own: Calibration | None,
    speech: Speech,
) -> SessionFile | None:
    """The session file, in the user's own folder; without one the session goes on."""
    assert files.report is not None
    name = files.report.name.removesuffix(".report.json")
    try:
        session = stack.enter_context(
            SessionFile(session_folder() / f"{name}{session_file.SUFFIX}")
        )
        session.event(
            "begin",
            exercise=exercise.model_dump(mode="json", exclude_none=True),
            own=None if own is None else own.model_dump(mode="json"),
            camera=where.name,
            model=asdict(model),
            posecheck=__version__,
        )
    except PosecheckError as error:
        consoles.note(speech.text("not-kept", why=str(error)))
        return None
    return session


def _lite(choice: ModelChoice) -> Callable[[], Estimator] | None:
    """Makes an estimator of the lighter model, where that is another one and lies here."""
    if choice.name == "lite" or choice.explicit is not None:
        return None
    file = models.locate("lite")
    return None if file is None or file == models.locate(choice.name) else lambda: Estimator(file)


def _followed(
    worker: Worker,
    window: Window,
    camera: Camera,
    exercise: Exercise,
    speech: Speech,
    stopped: Callable[[], bool],
) -> Exception | None:
    """As `_follow`; answers the error that broke the session, so that the report comes first."""
    try:
        _follow(worker, window, camera, exercise, speech, stopped)
    except Exception as error:  # noqa: BLE001  # raised again by `run`, once the report is there
        return error
    return None


def _follow(
    worker: Worker,
    window: Window,
    camera: Camera,
    exercise: Exercise,
    speech: Speech,
    stopped: Callable[[], bool],
) -> None:
    """Shows what comes until nothing more comes; keys go to the worker."""
    asked = False
    while not worker.views.ended:
        shown: Shown | None = worker.views.take(IDLE_S)
        if shown is None:
            key = window.key()
        else:
            key = window.show(picture.draw(shown.view, exercise, window.size_px, speech))
            if shown.arrived_s is not None:
                latency_s = camera.now_s() - shown.arrived_s
                worker.rates.shown(latency_s, pose_s=shown.pose_s)
        if stopped() and not asked:
            asked, key = True, "finish"
        if key is not None and key != "full":
            worker.command(key)


def _completed(
    report: Report, worker: Worker, where: Where, model: Model, speech: Speech
) -> Report:
    return replace(
        report,
        title=speech.texts.title,
        texts=speech.texts,
        source=where.name,
        model=model,
        live=worker.facts(),
        posecheck=__version__,
    )


def _written(report: Report, files: Outputs, session: SessionFile | None) -> PosecheckError | None:
    """Writes the report; only then is the session file no longer needed."""
    assert files.report is not None
    try:
        text_files.write_text(files.report, json.dump(report) + "\n")
    except PosecheckError as error:
        return error
    if session is not None:
        with suppress(PosecheckError):
            session.event("end", t_s=report.duration_s)
        session.finished = True
    return None


def _stay(window: Window, report: Report, stay_s: float, stopped: Callable[[], bool]) -> None:
    """The summary on the screen, until a key, or for a while."""
    until_s = monotonic() + stay_s
    lines = summary_lines(report)
    while monotonic() < until_s and not stopped():
        if window.show(picture.summary(lines, window.size_px, title=report.title)) is not None:
            return


def summary_lines(report: Report) -> tuple[str, ...]:
    """The end of a session in a few lines."""
    speech, live = Speech(report.texts), report.live
    lines = [formats.summary(report, speech)]
    if live is not None and live.hurt_s is not None:
        lines.append(speech.text("hurt-leave-out"))
    lines += dict.fromkeys(map(speech.of_finding, report.findings))
    if live is not None and live.rate_hz is not None:
        clock = speech.clock(report.duration_s)
        lines.append(speech.text("shown-end", clock=clock, rate_hz=live.rate_hz))
    return (*lines, speech.text("notice"))


def _printed(
    report: Report,
    files: Outputs,
    recorder: VideoRecorder | None,
    worker: Worker,
    error: PosecheckError | None,
) -> ExitCode:
    console = consoles.results()
    console.print(table.render([report]))
    if error is not None:
        raise error
    speech = Speech(report.texts)
    written = speech.text("written", path=str(files.report))
    console.print(written, soft_wrap=True, markup=False)
    if recorder is not None and recorder.complete:
        written = speech.text("written", path=str(files.video))
        console.print(written, soft_wrap=True, markup=False)
        if recorder.left_out:
            consoles.note(speech.text("video-lacks", count=recorder.left_out))
    if worker.lost is not None:
        consoles.note(speech.text("camera-gave-up", waited_s=GIVE_UP_S))
        return ExitCode.CAMERA_LOST
    nothing = report.verdict is Verdict.NOT_JUDGED and not report.reps and not report.holds
    return ExitCode.NOTHING_TO_JUDGE if nothing else ExitCode.OK
