"""Reads TOML that somebody else may have written: small, not nested deeply, with short keys."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

MOST_BYTES: Final = 1 << 18
"""256 KB. The longest exercise file has 9 KB, a profile of all 41 exercises has 15."""

MOST_DEPTH: Final = 20
"""The most tables and lists inside each other. Exercise files and profiles have 5."""

MOST_KEY_PARTS: Final = 32
"""The most parts of a key such as a.b.c. Exercise files and profiles have 4. Time and memory of
`tomllib` grow with the square of them and more: 22 s for 32768 parts, in 64 KB."""

_PART: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_KEY: Final = re.compile(rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+")
"""Whatever may be a key; it never looks at a character twice, so that it is quick with any text."""


class TomlError(Exception):
    """Says what is wrong with a text that should be TOML, so that it can follow a file's name."""


def read(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises OSError where it cannot be read, TomlError where it is no
    TOML, or more of it than any file of posecheck has."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    return content(data)


def content(data: bytes) -> dict[str, Any]:
    """The content of a TOML text in UTF-8. Raises TomlError.

    >>> content(b"a.b = 1")
    {'a': {'b': 1}}
    """
    if len(data) > MOST_BYTES:
        raise TomlError(f"is too large: allowed are {MOST_BYTES >> 10} KB")
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise TomlError(f"cannot be read: {error}") from error
    if any(_is_long(found[0]) for found in _KEY.finditer(text)):
        raise TomlError(f"has a key of more than {MOST_KEY_PARTS} parts")
    try:
        found = tomllib.loads(text)
    # A number of too many digits is a plain ValueError.
    except ValueError as error:
        raise TomlError(f"is not TOML: {error}") from error
    except RecursionError as error:
        raise _too_deep() from error
    if _is_deeper(found, MOST_DEPTH):
        raise _too_deep()
    return found


def _is_long(key: str) -> bool:
    """Whether a key has too many parts; dots in quotes do not part it."""
    return key.count(".") >= MOST_KEY_PARTS and len(re.findall(_PART, key)) > MOST_KEY_PARTS


def _too_deep() -> TomlError:
    return TomlError(
        f"is nested too deeply: allowed are {MOST_DEPTH} tables or lists in each other"
    )


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether more than so many tables or lists are inside each other."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(one, levels - 1) for one in inner)
