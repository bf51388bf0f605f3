"""Keeps strangers out: other machines, other web sites, other users of this machine.

The server listens on loopback only. That alone keeps out no web site: any page in the same browser
may send requests to 127.0.0.1. So each request is looked at before anything else:

- Host has to be one of the server's own names. A name that a stranger's DNS points to this machine
  (DNS rebinding) is none.
- Origin, where it is said, has to be the page's own; a WebSocket and whatever changes something has
  to say it. Browsers add it, and pages cannot forge it.
- `Sec-Fetch-Site`, where the browser says it, is never another site's.
- The token of this start is asked for by everything but the page's own files: they are the same for
  everybody. Only who reads the terminal knows it, so another user of the machine does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import compare_digest
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER: Final = "x-posecheck-token"  # noqa: S105 - a header's name
"""The header in which the page sends the token: no form and no link of another site can set it."""

PROTOCOL: Final = "posecheck"
"""The WebSocket's protocol. A page cannot add headers to a WebSocket, so the token follows it as a
second protocol."""

GUARDED: Final = ("/api/", "/ws")
"""The addresses that ask for the token."""

SAFE: Final = ("GET", "HEAD")
"""Methods that change nothing."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a request has to know: one of the server's own hosts, and the token of this start."""

    hosts: frozenset[str]
    token: str

    @classmethod
    def of(cls, port: int, token: str) -> Door:
        """The door of a server on a port of loopback.

        >>> sorted(Door.of(8000, "x").hosts)
        ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
        """
        names = ("127.0.0.1", "[::1]", "localhost")
        return cls(frozenset(f"{name}:{port}" for name in names), token)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason for which a request is refused; None where it may come in."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 421, "This address does not belong to posecheck."
        if not self._own_origin(scope, headers, hosts[0].lower()):
            return 403, "Only posecheck's own page may ask this."
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "Only posecheck's own page may ask this."
        if not scope.get("query_string", b"").isascii():
            return 400, "This is no address: a browser writes other letters as %XX."
        if scope["path"].startswith(GUARDED) and not self._knows_token(scope, headers):
            return (
                401,
                "Open the address that `posecheck web` printed: its end is the key.",
            )
        return None

    @staticmethod
    def _own_origin(scope: Scope, headers: Headers, host: str) -> bool:
        origins = headers.getlist("origin")
        if origins:
            return origins == [f"http://{host}"]
        return scope["type"] == "http" and scope["method"] in SAFE

    def _knows_token(self, scope: Scope, headers: Headers) -> bool:
        if scope["type"] == "websocket":
            said = scope.get("subprotocols") or []
            given = said[1] if len(said) == 2 and said[0] == PROTOCOL else ""
        else:
            given = headers.get(TOKEN_HEADER, "")
        return compare_digest(given.encode(), self.token.encode())


def headers_of(hosts: Iterable[str]) -> dict[str, str]:
    """What each answer says to the browser: what the page may load, and who may show it.

    `frame-ancestors` and the cross-origin lines keep other sites from showing the page in theirs.
    """
    # A policy cannot name an IPv6 address: there 'self' has to do, as new browsers take it.
    sockets = " ".join(f"ws://{host}" for host in sorted(hosts) if not host.startswith("["))
    return {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
            f"media-src 'self' blob:; connect-src 'self' {sockets}; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'"
        ),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(), geolocation=()",
        "cache-control": "no-store",
    }


class Guard:
    """The application behind the door; every answer gets the headers of `headers_of`."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door
        self._headers = headers_of(door.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, as ASGI asks for it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refused = self._door.refusal(scope)
        if refused is None:
            await self._app(scope, receive, self._with_headers(send))
        elif scope["type"] == "websocket":
            # Before it was accepted: the browser gets a 403.
            await send({"type": "websocket.close", "code": 4403})
        else:
            status, why = refused
            answer = PlainTextResponse(why, status, headers=self._headers)
            await answer(scope, receive, send)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                more = [
                    (name.encode(), value.encode())
                    for name, value in self._headers.items()
                    if name.encode() not in known
                ]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        return sending
