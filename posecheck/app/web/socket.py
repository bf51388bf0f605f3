"""The one WebSocket: pictures and orders in, moments and messages out."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from posecheck.app.web.desk import Desk, Tab
from posecheck.app.web.guard import PROTOCOL
from posecheck.app.web.orders import order
from posecheck.app.web.outbox import Outbox

MOST_REFUSED: Final = 20
"""A tab that has sent so many wrong orders is not the page: it is told so, and closed."""


async def serve(socket: WebSocket, desk: Desk) -> None:
    """Serves one tab until it goes."""
    await socket.accept(subprotocol=PROTOCOL)
    tab = Tab(Outbox())
    tab.outbox.open()
    sending = asyncio.create_task(_send(socket, tab))
    desk.enter(tab)
    try:
        await _receive(socket, desk, tab)
    finally:
        desk.leave(tab)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


async def _send(socket: WebSocket, tab: Tab) -> None:
    # A tab that goes meanwhile is noticed where it is listened to.
    with suppress(RuntimeError, WebSocketDisconnect, OSError):
        while True:
            for message in await tab.outbox.take():
                await socket.send_text(message)


async def _receive(socket: WebSocket, desk: Desk, tab: Tab) -> None:
    refused = 0
    while True:
        message = await socket.receive()
        if message["type"] != "websocket.receive":
            return
        if (picture := message.get("bytes")) is not None:
            desk.picture(tab, picture)
            continue
        try:
            found = order(message.get("text") or "")
        except ValueError as error:
            refused += 1
            tab.outbox.say(say="refused", why=str(error))
            if refused >= MOST_REFUSED:
                await socket.close(1008)
                return
            continue
        # A session that begins reads files: the other tabs' pages wait no longer than that.
        await asyncio.to_thread(desk.message, tab, found)
