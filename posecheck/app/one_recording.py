"""The work on one recording: source, session, sinks, report and files.

It prints nothing and asks nobody by itself: its `Manner` does. So a command at a terminal and a
process far away do the same work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from posecheck import __version__
from posecheck.app import auto, own_limits, pipeline, recordings, sideways, sinks
from posecheck.app.exercise_words import Wording
from posecheck.app.outputs import Outputs
from posecheck.app.recordings import printable
from posecheck.app.sources import OpenSource, Source
from posecheck.errors import PosecheckError
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.recognise import Candidate, Recognition
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import text_files
from posecheck.messages import Remark, Value
from posecheck.provenance import Likeness
from posecheck.records import Pose, Report, Update
from posecheck.report import json
from posecheck.words.speech import Speech


def _silent(_text: str) -> None:
    pass


@contextmanager
def _no_bar(_what: str, _total: int | None) -> Iterator[Callable[[], None]]:
    yield lambda: None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run talks with its user; as it stands, it is silent and asks nobody.

    note: says one line.
    bar: opens a progress bar for something, with how many steps it has; its function counts one.
    choose: chooses one of the recognised exercises, or raises PosecheckError (NOTHING_TO_JUDGE).
    """

    note: Callable[[str], None] = _silent
    bar: Callable[[str, int | None], AbstractContextManager[Callable[[], None]]] = _no_bar
    choose: Callable[[Recognition, Path], Candidate] = auto.clear


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for each recording of a run."""

    exercise: Exercise | None
    """None where it has to be recognised."""
    catalogue: Catalogue
    open_source: OpenSource
    wording: Wording
    profile: Profile | None = None
    """The profile whose limits are used, too."""
    stopped: Callable[[], bool] = lambda: False
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one recording: a report, an error, or a report that could not be written.

    `files` are those that were written, or would have been.
    """

    report: Report | None
    files: Outputs
    error: PosecheckError | None = None


def analyse(
    setting: Setting,
    path: Path,
    files: Outputs,
    *,
    given: Path | None = None,
    watch: Callable[[Update], None] | None = None,
) -> Outcome:
    """Analyses one recording and writes its files. An error that was expected is in the outcome.

    `given` is how the user named the recording, where that is not `path`. `watch` gets each update.
    """
    report = None
    try:
        with ExitStack() as stack:
            source = stack.enter_context(setting.open_source(path))
            # Taken before the work: it is what the poses come from.
            about = recordings.of_file(path, given=given, person=_person(setting))
            exercise, likely, poses = _exercise_of(setting, path, source.poses)
            files = _possible(files, source)
            count = stack.enter_context(setting.manner.bar(path.name, source.frames_estimate))
            own = own_limits.of(
                setting.profile,
                exercise,
                source.model,
                setting.wording.general,
                note=setting.manner.note,
            )
            speech = setting.wording.of(exercise, own)
            receivers = sinks.open_all(stack, files, speech, count, threaded=source.threaded)
            if watch is not None:
                receivers.append(lambda _picture, _pose, update: watch(update))
            memory = auto.Memory(poses)
            session = Session(exercise, own) if own else Session(exercise)
            pictures = sinks.pictures(stack, files, source)
            # The poses come first: their source tells of damage when they have ended.
            moments = ((picture, pose) for pose, picture in zip(memory, pictures, strict=False))
            judged = pipeline.run(moments, session, receivers, stopped=setting.stopped)
            judged = replace(judged, recognised=likely, texts=speech.texts)
            report = _completed(judged, path, source, speech)
            about = replace(about, size_px=memory.poses[0].size_px if memory.poses else None)
            about = recordings.watched(about, report, view=session.view)
            report = replace(report, recording=about)
            report = own_limits.with_profile(report, setting.profile, own)
        if not likely:
            report = _with_advice(report, memory, exercise, setting.catalogue)
        if files.report is not None:
            text_files.write_text(files.report, json.dump(report) + "\n")
    except PosecheckError as error:
        return Outcome(report, files, error)
    return Outcome(report, files)


def _exercise_of(
    setting: Setting, path: Path, poses: Iterator[Pose]
) -> tuple[Exercise, tuple[Likeness, ...], Iterator[Pose]]:
    """The exercise that was given, or the one that the recording's beginning shows.

    Also what was recognised, and all the poses.
    """
    if setting.exercise is not None:
        return setting.exercise, (), poses
    speech, manner = setting.wording.general, setting.manner
    bar = manner.bar(speech.text("which-exercise", file=path.name), None)
    seen, beginning = auto.look(poses, setting.catalogue, bar=bar, stopped=setting.stopped)
    candidate = manner.choose(seen, path)
    auto.note_recognised(seen, candidate, path, speech, note=manner.note)
    return setting.catalogue.get(candidate.exercise), seen.shown, chain(beginning, poses)


def _person(setting: Setting) -> str | None:
    return None if setting.profile is None else setting.profile.name


def _with_advice(
    report: Report, memory: auto.Memory, exercise: Exercise, catalogue: Catalogue
) -> Report:
    """The report with what may be wrong where nothing was counted."""
    remark = sideways.lies_on_its_side(report, memory.poses, exercise)
    remark = remark or auto.looks_like(report, memory.poses, catalogue)
    return report if remark is None else replace(report, remarks=(*report.remarks, remark))


def _possible(files: Outputs, source: Source) -> Outputs:
    """The files that can be written: a recording of landmarks has no pictures for a video."""
    return files if source.pictures else replace(files, video=None)


def _completed(report: Report, path: Path, source: Source, speech: Speech) -> Report:
    """The report with what the engine cannot know: file, damage, model and version."""
    damage = [
        Remark(
            kind="damaged",
            start_s=span.start_s,
            end_s=span.end_s,
            blocks=False,
        )
        for span in source.damaged
    ]
    if times_s := source.dropped_s:
        values: dict[str, Value] = {"count": len(times_s)}
        span = {"start_s": min(times_s), "end_s": max(times_s)}
        damage.append(Remark(kind="clock", **span, blocks=False, values=values))
    return replace(
        report,
        title=speech.texts.title,
        source=printable(path.name),
        remarks=tuple(sorted((*report.remarks, *damage), key=lambda remark: remark.start_s)),
        model=source.model,
        posecheck=__version__,
    )
