"""The questions of `posecheck plan` at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar, get_args

from posecheck.app import consoles
from posecheck.exercise.personal.answers import USUAL_MINUTES, Answers
from posecheck.exercise.spec.plan_words import Area, Demand, Feeling, Need, Trouble
from posecheck.words.speech import Speech

T = TypeVar("T", bound=str)

MOST_MINUTES = 180.0
"""As `answers.Minutes`."""


def can_ask() -> bool:
    """Whether somebody sits at a terminal and sees the questions."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())


def answers(speech: Speech) -> Answers:
    """All answers, asked one after the other."""
    areas = _several("ask-areas", get_args(Area), lambda a: speech.text(f"area-{a}"), speech, 1)
    troubles = _several(
        "ask-troubles", get_args(Trouble), lambda t: speech.text(f"trouble-{t}"), speech
    )
    forbidden = _several(
        "ask-forbidden", get_args(Demand), lambda d: speech.text(f"demand-{d}"), speech
    )
    at_hand = _several("ask-at-hand", get_args(Need), lambda n: speech.text(f"need-{n}"), speech)
    return Answers(
        areas=areas, troubles=troubles, forbidden=forbidden, at_hand=at_hand,
        minutes=_minutes(speech),
    )  # fmt: skip


def feeling(speech: Speech) -> Feeling:
    """How it is today."""
    names: tuple[Feeling, ...] = get_args(Feeling)
    _list(names, lambda f: speech.text(f"feels-{f}"))
    while True:
        answer = _asked(speech.text("ask-feels"), "1")
        found = numbers(answer, len(names))
        if found is not None and len(found) == 1:
            return names[found[0] - 1]
        consoles.note(speech.text("ask-again", answer=answer, count=len(names)))


def _several(
    question: str,
    names: Sequence[T],
    shown: Callable[[T], str],
    speech: Speech,
    fewest: int = 0,
) -> list[T]:
    _list(names, shown)
    while True:
        answer = _asked(_question(question, speech), "")
        found = numbers(answer, len(names))
        if found is not None and len(found) >= fewest:
            return [names[number - 1] for number in found]
        consoles.note(speech.text("ask-again", answer=answer, count=len(names)))


def _question(key: str, speech: Speech) -> str:
    """The questions that have several answers."""
    for known in ("ask-areas", "ask-troubles", "ask-forbidden", "ask-at-hand"):
        if key == known:
            return speech.text(known)
    raise KeyError(key)


def _minutes(speech: Speech) -> float:
    while True:
        answer = _asked(speech.text("ask-minutes"), f"{USUAL_MINUTES:g}")
        try:
            minutes = float(answer.replace(",", "."))
        except ValueError:
            minutes = 0.0
        if 1 <= minutes <= MOST_MINUTES:
            return minutes
        consoles.note(speech.text("ask-again", answer=answer, count=int(MOST_MINUTES)))


def numbers(answer: str, most: int) -> list[int] | None:
    """The numbers of an answer, each from 1 to `most`, once; None where it is no such answer.

    >>> numbers("1, 3", 3), numbers("", 3), numbers("4", 3), numbers("neck", 3)
    ([1, 3], [], None, None)
    """
    words = answer.replace(",", " ").split()
    if not all(word.isdecimal() and 1 <= int(word) <= most for word in words):
        return None
    return sorted({int(word) for word in words})


def _list(names: Sequence[T], shown: Callable[[T], str]) -> None:
    consoles.note("")
    for number, name in enumerate(names, 1):
        consoles.note(f"{number:>3}  {shown(name)}")


def _asked(question: str, default: str) -> str:
    import typer

    answer: str = typer.prompt(question, default=default, show_default=bool(default), err=True)
    return answer.strip()
