"""The addresses of the page: its files, what it asks for, the WebSocket."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from posecheck.app.web import (
    comparing,
    erasing,
    facts,
    found_again,
    job,
    people_site,
    recordings,
    report,
    socket,
    summary,
    uploads,
)
from posecheck.app.web.demonstrations import Demonstrations
from posecheck.app.web.desk import Desk
from posecheck.app.web.guard import Door, Guard
from posecheck.app.web.links import Links, Opened
from posecheck.app.web.parts import Setting
from posecheck.app.web.people_site import Address
from posecheck.app.web.recordings import Clip, Recordings
from posecheck.app.web.uploads import RefusedError
from posecheck.errors import ExitCode, PosecheckError

SANDBOX: Final = {"content-security-policy": "sandbox allow-scripts; frame-ancestors 'none'"}
"""For reports, which have a policy of their own inside: they may not touch the page."""

Answer = Callable[[Request], Awaitable[Response]]


def files() -> dict[str, tuple[bytes, str]]:
    """Every file of the page by its address, read once: no address can lead to another file."""
    folder = Path(str(resources.files(__package__))) / "static"
    mimetypes.add_type("image/webp", ".webp")
    mimetypes.add_type("text/javascript", ".js")
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            if kind.startswith("text/"):
                kind += "; charset=utf-8"
            found[path.relative_to(folder).as_posix()] = path.read_bytes(), kind
    return found


@dataclass(frozen=True, slots=True)
class Site:
    """The application, and what the command has to close."""

    app: ASGIApp
    desk: Desk


def site(setting: Setting, door: Door) -> Site:
    """The whole application behind its door."""
    desk = Desk(setting)
    rooms = _Rooms(setting, desk)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(desk.shut)
        await rooms.recordings.close()

    app = Starlette(routes=rooms.routes(), lifespan=lifespan)
    # An address with a slash too many is none, and leads nowhere else.
    app.router.redirect_slashes = False
    return Site(Guard(app, door), desk)


def _answered(work: Callable[[Request], Awaitable[Any]]) -> Answer:
    """An answer as JSON; expected errors as 4xx, with what, where and what to do."""

    async def answer(request: Request) -> Response:
        try:
            found = await work(request)
        except RefusedError as error:
            return JSONResponse({"word": error.word}, error.status)
        except PosecheckError as error:
            return JSONResponse({"why": str(error), "code": error.code.name}, 422)
        except ClientDisconnect:
            return PlainTextResponse("", 499)
        return found if isinstance(found, Response) else JSONResponse(found)

    return answer


class _Rooms:
    """All that stands behind the addresses."""

    def __init__(self, setting: Setting, desk: Desk) -> None:
        self._setting, self._desk = setting, desk
        self._files = files()
        self._links = Links()
        self.recordings = Recordings(setting)
        self._demonstrations = Demonstrations(setting.catalogue)

    def routes(self) -> list[Route | WebSocketRoute]:
        """Every address that there is."""
        get, post, delete = ["GET"], ["POST"], ["DELETE"]
        api: list[Address] = [
            ("/api/start", self._start, get),
            *people_site.addresses(self._setting, self._desk),
            ("/api/outline", self._outline, get),
            ("/api/session/keep", self._keep, post),
            ("/api/session/report", self._report, post),
            ("/api/session/leave", self._leave, post),
            ("/api/broken/{name}", self._recover, post),
            ("/api/broken/{name}", self._drop, delete),
            ("/api/recordings", self._clips, get),
            ("/api/recordings", self._upload, post),
            ("/api/recordings/{id}/again", self._again, post),
            ("/api/recordings/{id}/cancel", self._cancel, post),
            ("/api/recordings/{id}/keep", self._keep_clip, post),
            ("/api/recordings/{id}/open", self._open_clip, post),
            ("/api/recordings/{id}", self._forget, delete),
            ("/api/everything", self._erase, delete),
            ("/api/compare", self._compare, post),
        ]
        return [
            *(Route(path, _answered(work), methods=methods) for path, work, methods in api),
            Route("/open/{key}", self._opened),
            self._demonstrations.route(),
            Route("/", self._file),
            Route("/{path:path}", self._file),
            WebSocketRoute("/ws", self._socket),
        ]

    async def _file(self, request: Request) -> Response:
        path = request.path_params.get("path") or "index.html"
        if path not in self._files:
            return PlainTextResponse("There is nothing at this address.", 404)
        content, kind = self._files[path]
        return Response(content, media_type=kind)

    async def _socket(self, websocket: WebSocket) -> None:
        await socket.serve(websocket, self._desk)

    async def _start(self, request: Request) -> Any:
        lang = request.query_params.get("lang")
        found = await asyncio.to_thread(facts.start, self._setting, lang, self._desk.in_use)
        return found | {
            "films": self._demonstrations.ids(),
            "most_bytes": uploads.MOST_BYTES,
            "most_recordings": recordings.MOST,
            "endings": uploads.ENDINGS,
        }

    async def _outline(self, request: Request) -> Any:
        from posecheck.app.web.shown import outline_of

        asked = request.query_params
        return await asyncio.to_thread(
            outline_of, asked.get("posture", ""), asked.get("width", ""), asked.get("height", "")
        )

    async def _keep(self, _request: Request) -> Any:
        written = await asyncio.to_thread(self._desk.keep)
        return {"written": ", ".join(map(str, written))}

    async def _report(self, request: Request) -> Any:
        last, number = self._desk.last, request.query_params.get("number", "0")
        which = int(number) if number.isdecimal() and len(number) < 4 else -1
        if last is None or not 0 <= which < len(last.sessions):
            raise RefusedError(404, "session-gone")
        page = await asyncio.to_thread(report.page, last.sessions[which], self._setting.catalogue)
        return {"address": self._links.add(Opened(page=page))}

    async def _leave(self, _request: Request) -> Any:
        await asyncio.to_thread(self._desk.dismiss)
        return {}

    async def _recover(self, request: Request) -> Any:
        finished = await asyncio.to_thread(
            found_again.finished, self._setting, self._desk, request.path_params["name"]
        )
        return summary.of(finished)

    async def _drop(self, request: Request) -> Any:
        await asyncio.to_thread(found_again.drop, self._desk, request.path_params["name"])
        return {}

    async def _clips(self, _request: Request) -> Any:
        return self.recordings.shown()

    async def _upload(self, request: Request) -> Any:
        asked = request.query_params
        length = request.headers.get("content-length", "")
        clip = await self.recordings.take(
            unquote(request.headers.get("x-name", ""))[:1000],
            request.stream(),
            announced=int(length[:20]) if length.isdecimal() else None,
            exercise=asked.get("exercise") or None,
            lang=asked.get("lang") or None,
            person=asked.get("person") or None,
        )
        return clip.shown()

    def _clip(self, request: Request) -> Clip:
        return self.recordings.get(request.path_params["id"])

    async def _again(self, request: Request) -> Any:
        clip, exercise = self._clip(request), request.query_params.get("exercise", "")
        self._setting.catalogue.get(exercise)
        if clip.state not in ("ask", "failed", "cancelled", "done"):
            raise RefusedError(409, "recording-busy")
        self.recordings.begin(clip, exercise)
        return clip.shown()

    async def _cancel(self, request: Request) -> Any:
        clip = self._clip(request)
        self.recordings.cancel(clip)
        return clip.shown()

    async def _forget(self, request: Request) -> Any:
        self._forgotten(self._clip(request))
        return {}

    def _forgotten(self, clip: Clip) -> None:
        self.recordings.forget(clip)
        self._links.close(clip.id)

    async def _keep_clip(self, request: Request) -> Any:
        return {"written": await asyncio.to_thread(self.recordings.keep, self._clip(request))}

    async def _open_clip(self, request: Request) -> Any:
        clip, what = self._clip(request), request.query_params.get("what")
        if clip.state != "done":
            raise RefusedError(409, "recording-busy")
        if what == "video":
            opened = Opened(file=clip.folder / job.VIDEO, media_type="video/mp4", of=(clip.id,))
        else:
            text = await asyncio.to_thread((clip.folder / job.PAGE).read_text, encoding="utf-8")
            opened = Opened(page=text, of=(clip.id,))
        return {"address": self._links.add(opened)}

    async def _compare(self, request: Request) -> Any:
        asked = request.query_params.get("ids", "").split(",")
        clips = [self.recordings.get(one) for one in dict.fromkeys(asked) if one]
        page = await asyncio.to_thread(comparing.page, clips)
        return {"address": self._links.add(Opened(page=page, of=tuple(c.id for c in clips)))}

    async def _erase(self, _request: Request) -> Any:
        if self._desk.busy:
            raise PosecheckError("a session is running", code=ExitCode.USAGE)
        for clip in [self.recordings.get(each["id"]) for each in self.recordings.shown()]:
            self.recordings.forget(clip)
        self._links.close_all()
        return {"left": await asyncio.to_thread(erasing.everything, self._desk)}

    async def _opened(self, request: Request) -> Response:
        opened = self._links.find(request.path_params["key"])
        if opened is None or (opened.file is not None and not opened.file.is_file()):
            return PlainTextResponse("This address is over. Open it again from the page.", 404)
        if opened.file is not None:
            return FileResponse(opened.file, media_type=opened.media_type)
        return HTMLResponse(opened.page or "", headers=SANDBOX)
