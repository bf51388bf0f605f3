"""The demonstrations for the page. They come with posecheck, so nobody needs the token for them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from posecheck.app import demonstration
from posecheck.exercise.spec.catalogue import Catalogue

KEPT: Final = "private, max-age=3600"
"""A browser may keep a film for an hour: pointing at a card again fetches nothing."""


class Demonstrations:
    """The films of a catalogue. Only their exercises' ids are addresses: none leads elsewhere."""

    def __init__(self, catalogue: Catalogue) -> None:
        found = {one: demonstration.file_of(one) for one in catalogue.ids()}
        self._files: dict[str, Path] = {one: path for one, path in found.items() if path}

    def ids(self) -> list[str]:
        """The exercises that have a film, in alphabetical order."""
        return sorted(self._files)

    def route(self) -> Route:
        """Their address. A browser may ask for a part of a film (Range)."""
        return Route("/demonstrations/{id}.mp4", self._film)

    async def _film(self, request: Request) -> Response:
        path = self._files.get(request.path_params["id"])
        if path is None:
            return PlainTextResponse("There is no film of this exercise.", 404)
        return FileResponse(path, media_type="video/mp4", headers={"cache-control": KEPT})
