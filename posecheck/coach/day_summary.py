"""The end of a plan in a few kind words: how many exercises were done, and what hurt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from posecheck.messages import Message


def of(*, many: int, done: Sequence[str], hurt: Sequence[str], kept: bool) -> tuple[Message, ...]:
    """What to say at the end of a plan of `many` exercises.

    done: those in which something was counted. hurt: those that hurt. kept: whether a profile
    remembers it, so that they are left out from now on.
    """
    count = len(set(done))
    if not count:
        found = [Message("day-nothing")]
    elif count >= many and not hurt:
        found = [Message("day-all", {"count": count})]
    else:
        found = [Message("day-part", {"count": count, "many": many})]
    for each in hurt:
        found.append(Message("day-hurt", {"title": each, "kept": "yes" if kept else "no"}))
    return tuple(found)


def sentence(message: Message, say: Callable[[Message], str], titles: Mapping[str, str]) -> str:
    """The sentence of a message, with the titles of exercises in place of their ids."""
    title = message.values.get("title")
    if title is None:
        return say(message)
    named = titles.get(str(title), str(title))
    return say(Message(message.key, {**message.values, "title": named}))
