"""Where the one session, the one tab, and the session that was just finished meet."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any

from posecheck.app.live import session_files
from posecheck.app.web import summary
from posecheck.app.web.day import WebDay
from posecheck.app.web.leading import Leading
from posecheck.app.web.orders import Begin, BeginPlan, Command, Here, Order, Painted
from posecheck.app.web.outbox import Outbox
from posecheck.app.web.page_camera import NotAPictureError, sent
from posecheck.app.web.parts import Day, Finished, Setting
from posecheck.app.web.session import WebSession
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import text_files
from posecheck.report import json

SHUT_S = 10.0
"""How long the end of the server waits for a session to end: its last cue is spoken meanwhile."""


class Tab:
    """One open page. `here` is whether it has the session: only one tab does."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self.here = False


class Desk:
    """Takes what tabs send, and keeps one session at a time.

    A session goes on for a while without a tab: after a reload, or when the machine woke up, the
    tab that comes back takes it up again.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._lock = RLock()
        self._tab: Tab | None = None
        self._session: Leading | None = None
        self._outbox = Outbox()
        self._last: Finished | Day | None = None
        self.refused = 0
        """How many messages were refused because the page would not send them."""

    @property
    def busy(self) -> bool:
        """Whether a session runs."""
        return self._session is not None

    @property
    def last(self) -> Finished | Day | None:
        """The session or plan that was finished last, until it is left."""
        return self._last

    @property
    def person(self) -> str | None:
        """Whose session runs; None for nobody's, or where none runs."""
        session = self._session
        return None if session is None else session.person

    @property
    def in_use(self) -> frozenset[Path]:
        """Session files that are not broken off."""
        with self._lock:
            paths = set(self._session.session_files) if self._session else set()
            for each in self._last.sessions if self._last else ():
                if each.session_file:
                    paths.add(each.session_file)
            return frozenset(paths)

    def enter(self, tab: Tab) -> None:
        """A tab has come: it gets the session, unless another tab has it."""
        with self._lock:
            if self._tab is not None:
                tab.outbox.say(say="elsewhere")
            else:
                self._give_to(tab)

    def leave(self, tab: Tab) -> None:
        """A tab is gone."""
        with self._lock:
            tab.here = False
            if self._tab is tab:
                self._tab = None

    def message(self, tab: Tab, order: Order) -> None:
        """Does what a tab asks for."""
        with self._lock:
            if isinstance(order, Here):
                if self._tab is not None and self._tab is not tab:
                    self._tab.here = False
                    self._tab.outbox.say(say="moved")
                self._give_to(tab)
            elif not tab.here:
                tab.outbox.say(say="elsewhere")
            elif isinstance(order, Begin | BeginPlan):
                self._begin(tab, order)
            elif self._session is None:
                return
            elif isinstance(order, Command):
                self._session.command(order.command)
            elif isinstance(order, Painted):
                self._session.painted(order.picture, order.latency_ms / 1000)

    def picture(self, tab: Tab, message: bytes) -> None:
        """Takes a picture; what is none is refused and counted."""
        try:
            found = sent(message, self.setting.clock())
        except NotAPictureError:
            self.refused += 1
            return
        session = self._session
        if session is not None and tab.here:
            session.picture(found)

    def keep(self) -> list[Path]:
        """Writes the reports of the last session or plan, and answers their files; once written,
        they stay."""
        with self._lock:
            if self._last is None or not self._last.sessions:
                raise PosecheckError("there is no session to keep", code=ExitCode.NO_SOURCE)
            return [self._kept(each) for each in self._last.sessions]

    def _kept(self, last: Finished) -> Path:
        if last.written is None:
            files = session_files.planned(
                last.exercise, last.began, out=self.setting.out, video=False
            )
            assert files.report is not None
            text_files.write_text(files.report, json.dump(last.report) + "\n")
            last.written = files.report
            self._forget_journal(last)
        return last.written

    def dismiss(self) -> None:
        """The person is done with the last session: what was not kept is gone."""
        with self._lock:
            for each in self._last.sessions if self._last else ():
                self._forget_journal(each)
            self._last = None

    def take_up(self, finished: Finished) -> None:
        """A session that was broken off is looked at as the last one.

        Raises PosecheckError (USAGE) while another one runs.
        """
        with self._lock:
            if self._session is not None:
                raise PosecheckError("a session is running", code=ExitCode.USAGE)
            self._last = finished

    def shut(self) -> None:
        """The server ends: a session ends with what was done, and its session file stays."""
        session = self._session
        if session is not None:
            session.end()
            session.join(SHUT_S)

    def _begin(self, tab: Tab, order: Begin | BeginPlan) -> None:
        if self._session is not None:
            tab.outbox.say(say="running", **self._session.about())
            return
        self.dismiss()
        try:
            session = self._made(order, tab.outbox)
        except PosecheckError as error:
            tab.outbox.say(say="failed", why=str(error), code=error.code.name)
            return
        self._session = session
        session.start()

    def _made(self, order: Begin | BeginPlan, outbox: Outbox) -> Leading:
        if isinstance(order, BeginPlan):
            return WebDay(self.setting, order, outbox, self._ended)
        return WebSession(self.setting, order, outbox, self._ended)

    def _give_to(self, tab: Tab) -> None:
        self._tab, tab.here = tab, True
        if self._session is not None:
            self._session.speak_to(tab.outbox)
            tab.outbox.say(say="running", **self._session.about())
        elif self._last is not None:
            tab.outbox.say(say="ended", **summary.of(self._last))
        else:
            tab.outbox.say(say="idle")

    def _ended(self, finished: Finished | Day | None) -> None:
        """Called in the session's thread."""
        with self._lock:
            self._session = None
            if finished is None:
                return
            self._last = finished
            told: dict[str, Any] = summary.of(finished)
            if self._tab is not None:
                self._tab.outbox.say(say="ended", **told)

    @staticmethod
    def _forget_journal(finished: Finished) -> None:
        if finished.session_file is not None:
            with suppress(OSError):
                finished.session_file.unlink(missing_ok=True)
            finished.session_file = None
