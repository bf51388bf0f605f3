"""The addresses of the page that are about people, their plans and their histories."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request

from posecheck.app.web import people, plans, remembered
from posecheck.app.web.desk import Desk
from posecheck.app.web.parts import Setting
from posecheck.app.web.request_forms import (
    Answered,
    NewPerson,
    OfToday,
    OneExercise,
    body,
    of_address,
)

Address = tuple[str, Callable[[Request], Awaitable[Any]], list[str]]
"""A path, what answers it, and its methods."""


def addresses(setting: Setting, desk: Desk) -> list[Address]:
    """Every address of this kind."""
    rooms = _Rooms(setting, desk)
    get, post, delete = ["GET"], ["POST"], ["DELETE"]
    return [
        ("/api/people", rooms.make, post),
        ("/api/people/{name}", rooms.delete, delete),
        ("/api/plan", rooms.plan, get),
        ("/api/plan", rooms.answer, post),
        ("/api/plan/questions", rooms.questions, get),
        ("/api/plan/exercise", rooms.change, post),
        ("/api/history", rooms.history, get),
        ("/api/history", rooms.forget, delete),
        ("/api/history/{exercise}", rooms.of_exercise, get),
    ]


class _Rooms:
    """What answers them. Work with files and the database is done in threads."""

    def __init__(self, setting: Setting, desk: Desk) -> None:
        self._setting, self._desk = setting, desk

    async def make(self, request: Request) -> Any:
        """Makes a person."""
        said = await body(request, NewPerson)
        return await asyncio.to_thread(people.make, said.name)

    async def delete(self, request: Request) -> Any:
        """Deletes a person; their history, too, where `history` is "yes"."""
        name, history = request.path_params["name"], request.query_params.get("history") == "yes"
        return await asyncio.to_thread(people.delete, self._desk, name, history=history)

    async def plan(self, request: Request) -> Any:
        """A person's plan of today."""
        of = of_address(request, OfToday)
        return await asyncio.to_thread(plans.of_today, self._setting, of)

    async def answer(self, request: Request) -> Any:
        """Keeps answers for plans."""
        of = of_address(request, OfToday)
        said = await body(request, Answered)
        return await asyncio.to_thread(plans.answer, self._setting, of, said)

    async def change(self, request: Request) -> Any:
        """Takes an exercise out of plans, or into them again."""
        of = of_address(request, OfToday)
        said = await body(request, OneExercise)
        return await asyncio.to_thread(plans.change, self._setting, of, said)

    async def questions(self, request: Request) -> Any:
        """The questions for plans, in words."""
        lang = request.query_params.get("lang")
        return await asyncio.to_thread(plans.questions, self._setting, lang)

    async def history(self, request: Request) -> Any:
        """A person's days and sessions."""
        of = of_address(request, OfToday)
        return await asyncio.to_thread(remembered.of_person, self._setting, of)

    async def of_exercise(self, request: Request) -> Any:
        """One exercise of a person, week by week."""
        of = of_address(request, OfToday)
        exercise = request.path_params["exercise"]
        return await asyncio.to_thread(remembered.of_exercise, self._setting, of, exercise)

    async def forget(self, request: Request) -> Any:
        """Forgets a day, an exercise, or an exercise on a day."""
        said = request.query_params
        person = said.get("person", "")
        choice = remembered.forget(person, said.get("day"), said.get("exercise"))
        return {"left": await asyncio.to_thread(people.forget, person, choice)}
