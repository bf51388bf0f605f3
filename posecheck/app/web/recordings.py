"""Recordings that were dropped onto the page: taken in, analysed one after the other, forgotten."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, Literal

from posecheck.app import outputs, sources
from posecheck.app.outputs import Wish
from posecheck.app.web import job, limits, process, uploads
from posecheck.app.web.parts import Setting
from posecheck.app.web.temporary import Temporary
from posecheck.app.web.uploads import RefusedError
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import text_files
from posecheck.files.whole import explaining, whole_file

MOST: Final = 20
"""The most recordings at a time. `posecheck batch` is for more."""

State = Literal["arriving", "waiting", "working", "ask", "done", "failed", "cancelled"]
OVER: Final = ("ask", "done", "failed", "cancelled")


@dataclass(slots=True, eq=False)
class Clip:
    """One recording, and what became of it. `at` of `of` pictures are analysed."""

    id: str
    name: str
    folder: Path
    exercise: str | None
    lang: str | None
    person: str | None
    state: State = "arriving"
    bytes: int = 0
    at: int = 0
    of: int | None = None
    why: str = ""
    """A sentence, where there is one; else the name of the page's words."""
    notes: list[str] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def came(self, count: int) -> int:
        """Counts bytes that came, and answers how many there are now.

        Raises RefusedError (409) where it was cancelled or forgotten meanwhile.
        """
        if self.state != "arriving":
            raise RefusedError(409, "recording-gone")
        self.bytes += count
        return self.bytes

    @property
    def file(self) -> Path:
        """Where the recording itself is."""
        return self.folder / "in" / self.name

    def shown(self) -> dict[str, Any]:
        """As the page shows it."""
        keys = ("id", "name", "exercise", "state", "bytes", "at", "of", "why", "notes", "result")
        return {key: getattr(self, key) for key in keys} | {"written": self.written}


class Recordings:
    """All recordings of a server's life. They lie in a folder that only this user may read, and are
    gone when the server ends."""

    def __init__(self, setting: Setting, *, longest_s: float = limits.LONGEST_S) -> None:
        self._setting = setting
        self._longest_s = longest_s
        self._folder = Temporary()
        self._clips: dict[str, Clip] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._one = asyncio.Lock()

    def shown(self) -> list[dict[str, Any]]:
        """All of them as the page shows them, oldest first."""
        return [clip.shown() for clip in self._clips.values()]

    def get(self, clip_id: str) -> Clip:
        """One of them. Raises RefusedError (404) where there is none of that id."""
        if clip_id not in self._clips:
            raise RefusedError(404, "recording-gone")
        return self._clips[clip_id]

    async def take(
        self,
        name: str,
        body: AsyncIterator[bytes],
        *,
        announced: int | None,
        exercise: str | None,
        lang: str | None,
        person: str | None,
    ) -> Clip:
        """Takes a recording in, and begins to analyse it when its turn comes.

        `announced` is how many bytes it says to have. Raises RefusedError: 415 for a name of
        another kind of file, 413 for too many bytes, 429 for too many recordings, 408 for one that
        stops coming, 507 for a full disk. Raises PosecheckError (BAD_EXERCISE) for an unknown
        exercise.
        """
        name = uploads.safe(name)
        if announced is not None and announced > uploads.MOST_BYTES:
            raise RefusedError(413, "recording-large")
        if sum(clip.state not in OVER for clip in self._clips.values()) >= MOST:
            raise RefusedError(429, "recording-many")
        if exercise is not None:
            self._setting.catalogue.get(exercise)
        clip_id = token_hex(8)
        folder = self._folder.path / clip_id
        (folder / "in").mkdir(parents=True)
        clip = Clip(clip_id, name, folder, exercise, lang, person)
        self._clips[clip_id] = clip
        try:
            await uploads.write(clip.file, body, clip.came)
            clip.came(0)
        except BaseException:
            self.forget(clip)
            raise
        self.begin(clip, exercise)
        return clip

    def begin(self, clip: Clip, exercise: str | None) -> None:
        """Analyses a recording that is there, once those before it are done."""
        clip.exercise, clip.state, clip.why, clip.at = exercise, "waiting", "", 0
        task = asyncio.create_task(self._turn(clip))
        self._tasks[clip.id] = task
        task.add_done_callback(lambda _task: self._over(clip, task))

    def _over(self, clip: Clip, task: asyncio.Task[None]) -> None:
        if self._tasks.get(clip.id) is task:
            del self._tasks[clip.id]
        if clip.id not in self._clips:
            # Its process may have written something since it was forgotten.
            shutil.rmtree(clip.folder, ignore_errors=True)

    def cancel(self, clip: Clip) -> None:
        """Ends the work on a recording at once."""
        if clip.state in OVER:
            return
        # One that still arrives ends with its next bytes.
        clip.state = "cancelled"
        if clip.id in self._tasks:
            self._tasks[clip.id].cancel()

    def forget(self, clip: Clip) -> None:
        """Deletes a recording and all that was made of it."""
        self.cancel(clip)
        self._clips.pop(clip.id, None)
        shutil.rmtree(clip.folder, ignore_errors=True)

    def keep(self, clip: Clip) -> list[str]:
        """Copies report and annotated video into the output folder, and answers their paths."""
        if clip.state != "done":
            raise PosecheckError("it has no report yet", where=clip.name, code=ExitCode.NO_SOURCE)
        if clip.result.get("kept"):
            raise PosecheckError("it is a file of yours", where=clip.name, code=ExitCode.USAGE)
        folder = text_files.folder(self._setting.out or outputs.DEFAULT_FOLDER)
        wish = Wish(folder, video=bool(clip.result.get("video")), trace=False)
        files = outputs.plan(wish, [Path(clip.name)])[0]
        outputs.check(files)
        for source, target in ((job.REPORT, files.report), (job.VIDEO, files.video)):
            if target is None:
                continue
            with whole_file(target) as part, explaining(target):
                shutil.copyfile(clip.folder / source, part)
            clip.written.append(str(target))
        return clip.written

    async def close(self) -> None:
        """Ends all work, and deletes everything."""
        for clip in self._clips.values():
            self.cancel(clip)
        await asyncio.gather(*list(self._tasks.values()), return_exceptions=True)
        self._folder.close()

    async def _turn(self, clip: Clip) -> None:
        async with self._one:
            clip.state = "working"
            try:
                await asyncio.wait_for(self._work(clip), self._longest_s)
            except TimeoutError:
                clip.state, clip.why = "failed", "recording-long"
            except OSError as error:
                clip.state, clip.why = "failed", str(error)

    async def _work(self, clip: Clip) -> None:
        """Runs the process; it is killed when this task is cancelled."""
        setting = self._setting
        task = job.Task(
            recording=str(clip.file),
            name=clip.name,
            folder=str(clip.folder),
            exercise=clip.exercise,
            lang=clip.lang or setting.lang,
            model_name=setting.choice.name,
            model_file=str(setting.model_file),
            catalog=str(setting.catalogue.folder),
            person=clip.person,
            most_bytes=limits.most_bytes(sources.cores()),
            longest_s=self._longest_s,
        )
        word = await process.run(task, lambda line: _hear(clip, line))
        if clip.state == "working":
            clip.state, clip.why = "failed", word


def _hear(clip: Clip, line: bytes) -> None:
    """Takes one line of the process; what is none is left out."""
    with suppress(ValueError):
        said = json.loads(line)
        if not isinstance(said, dict) or clip.state != "working":
            return
        if "at" in said:
            clip.at, clip.of = int(said["at"]), said.get("of")
        elif "note" in said:
            clip.notes.append(str(said["note"]))
        elif "word" in said:
            clip.state, clip.why = "failed", str(said["word"])
        elif "error" in said:
            clip.state, clip.why = "failed", str(said["error"])
        elif "ask" in said:
            clip.state, clip.result = "ask", {"guesses": said["ask"]}
        elif "done" in said:
            clip.state, clip.result = "done", said
