"""The sentences of one language's file. Each is read when it is first asked for."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any, Final

ENTRY: Final = re.compile(r"^(-?[a-zA-Z][\w-]*) *=.*(?:\n(?:[ }].*)?)*", re.MULTILINE)
"""A message or a term of a Fluent file: what follows its first line is indented, or ends it."""

REFERENCE: Final = re.compile(r"\{ *(-?[a-z][\w-]*)")
"""Another sentence that one contains. Values begin with a dollar sign, functions are capitals."""


class Sentences:
    """A Fluent bundle that is filled as it is used.

    To read a whole file takes 0.15 s, half of what `analyze` needs to start; a report uses a tenth
    of it.
    """

    def __init__(self, code: str, text: str) -> None:
        from fluent.runtime import FluentBundle

        self._entries = {match[1]: match[0] for match in ENTRY.finditer(text)}
        self._bundle = FluentBundle([code], use_isolating=False)
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        """Whether there is a sentence for a key."""
        return key in self._entries and not key.startswith("-")

    def keys(self) -> list[str]:
        """The keys of all sentences."""
        return [key for key in self._entries if key in self]

    def text(self, key: str, values: dict[str, Any]) -> str:
        """The sentence for a key; raises KeyError for an unknown one, and what Fluent reports."""
        self._need(key)
        text, errors = self._bundle.format_pattern(self._bundle.get_message(key).value, values)
        if errors:
            raise errors[0]
        return str(text)

    def _need(self, key: str) -> None:
        """Reads a sentence, and those that it contains."""
        from fluent.runtime import FluentResource

        if key in self._read:
            return
        entry = self._entries[key]
        self._read.add(key)
        self._bundle.add_resource(FluentResource(entry))
        for other in REFERENCE.findall(entry):
            self._need(other)


@cache
def sentences(code: str) -> Sentences:
    """The sentences of the language with that code."""
    text = (resources.files(__package__) / f"{code}.ftl").read_text(encoding="utf-8")
    return Sentences(code, text)
