"""`posecheck web`: the server, from its start to Ctrl-C."""

from __future__ import annotations

import signal
import socket
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from threading import Timer
from typing import Final

import uvicorn

from posecheck.app import consoles, memory
from posecheck.app.exercise_words import Wording
from posecheck.app.sources import ModelChoice, describe, ensure_model
from posecheck.app.web import facts
from posecheck.app.web.guard import Door
from posecheck.app.web.page_camera import HEAD, MOST_BYTES
from posecheck.app.web.parts import Setting
from posecheck.app.web.site import site
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue

LOOPBACK: Final = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
"""Only this machine reaches these."""

OPENS_AFTER_S: Final = 0.5
"""The browser is opened once the server listens: it does so within this time, and would wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for. Port 0 takes a free one."""

    port: int = 0
    browser: bool = True
    out: Path | None = None
    lang: str | None = None
    catalog: Path | None = None


def run(request: Request, choice: ModelChoice) -> ExitCode:
    """Serves the page until Ctrl-C. Raises PosecheckError (USAGE) for a port that is taken."""
    memory.share_pools()
    catalogue = Catalogue(request.catalog)
    speech = Wording(catalogue, request.lang).general
    model_file = ensure_model(choice)
    listening = sockets(request.port)
    port = listening[0].getsockname()[1]
    token = token_urlsafe(24)
    setting = Setting(
        catalogue=catalogue,
        choice=choice,
        model_file=model_file,
        model=describe(model_file),
        lang=request.lang,
        out=request.out,
    )
    facts.cards(catalogue, speech.language.code)  # So that the first page need not wait for them.
    address = f"http://127.0.0.1:{port}/#{token}"
    server = uvicorn.Server(config(setting, Door.of(port, token)))
    consoles.results().print(
        speech.text("web-address", address=address), soft_wrap=True, markup=False, highlight=False
    )
    consoles.note(speech.text("web-stop"))
    if request.browser:
        opening = Timer(OPENS_AFTER_S, webbrowser.open, [address])
        opening.daemon = True
        opening.start()
    # A terminal that is closed ends the server as Ctrl-C does: it deletes what was uploaded.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        signal.signal(signal.SIGHUP, server.handle_exit)
    # The server ends by Ctrl-C, and then hands it on.
    with suppress(KeyboardInterrupt):
        server.run(listening)
    return ExitCode.OK


def config(setting: Setting, door: Door) -> uvicorn.Config:
    """How the server runs: quiet, one process, no header that names its version."""
    return uvicorn.Config(
        site(setting, door).app,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        ws_max_size=HEAD.size + MOST_BYTES,
        # Pictures are compressed already, and moments are small.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=2,
    )


def sockets(port: int) -> list[socket.socket]:
    """Listening sockets on both loopback addresses, on one port; IPv6 only where there is one.

    Raises PosecheckError (USAGE) where the port is taken.
    """
    found: list[socket.socket] = []
    for family, host in LOOPBACK:
        try:
            found.append(_listening(family, host, found[0].getsockname()[1] if found else port))
        except OSError as error:
            if family == socket.AF_INET6:
                continue
            raise PosecheckError(
                f"port {port} cannot be used ({error.strerror})",
                remedy="Leave --port out, or give another one.",
                code=ExitCode.USAGE,
            ) from error
    return found


def _listening(family: int, host: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
        made.listen(64)
    except OSError:
        made.close()
        raise
    return made
