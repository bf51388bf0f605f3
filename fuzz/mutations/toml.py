"""Spoils TOML: its values, and its text."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from random import Random

import tomli_w

from fuzz.mutations import raw
from fuzz.mutations.tree import Tree, Vocabulary, spoilt


def _deep(random: Random) -> bytes:
    """Values inside values inside values."""
    depth = random.choice((5, 100, 500, 5000))
    opening, closing = random.choice(((b"[", b"]"), (b"{a=", b"}"), (b"[[", b"]]")))
    return b"\nx = " + opening * depth + b"1" + closing * random.choice((depth, depth, 0)) + b"\n"


def _dotted(random: Random) -> bytes:
    """A key of many parts, in a line or as a table's head."""
    key = b".".join([b"a"] * random.choice((5, 100, 2000, 30_000)))
    return random.choice((b"\n%b = 1\n", b"\n[%b]\n", b"\n[[%b]]\n")) % key


def _number(random: Random) -> bytes:
    return b"\nx = %b\n" % random.choice(
        (b"9" * 5000, b"1e99999", b"0x" + b"f" * 5000, b"1_" * 99 + b"1", b"9999-99-99T99:99:99Z",
         b"0000-01-01", b"1979-05-27T00:32:00.999999-99:99", b"+nan", b"00", b"1.e1")
    )  # fmt: skip


def _lines(random: Random) -> bytes:
    """Many short lines: tables, keys, comments."""
    line = random.choice((b"[[checks]]\n", b"# x\n", b"[a.b%d]\n", b"k%d = 1\n", b"[[x.y]]\n"))
    count = random.choice((10, 200, 3000))
    return b"\n" + b"".join(line % i if b"%d" in line else line for i in range(count))


PIECES: tuple[Callable[[Random], bytes], ...] = (_deep, _dotted, _number, _lines)


LONG_TEXT = 40
"""A text of more letters says something to people. Short ones do as well, in half the time."""


def _brief(tree: Tree) -> Tree:
    """The tree with short texts; conditions stay."""
    if isinstance(tree, dict):
        return {key: _brief(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_brief(value) for value in tree]
    is_prose = isinstance(tree, str) and len(tree) > LONG_TEXT and not {"<", ">"} & set(tree)
    return tree[: LONG_TEXT // 2] if is_prose else tree


class TomlFiles:
    """Spoilt TOML files, made of good ones."""

    def __init__(self, good: list[bytes]) -> None:
        self.good = good
        whole = [tomllib.loads(text.decode()) for text in good]
        brief = [_brief(tree) for tree in whole]
        self._trees = [*whole, *brief, *brief, *brief]
        self._words = Vocabulary.of(whole)

    def made(self, random: Random) -> bytes:
        """One of the good files, spoilt: mostly its values, now and then its text."""
        tree = spoilt(random.choice(self._trees), random, self._words)
        try:
            data = tomli_w.dumps(tree).encode("utf-8", "surrogatepass")
        except (TypeError, ValueError, RecursionError):  # what TOML cannot say
            data = random.choice(self.good)
        chance = random.random()
        if chance < 0.15:
            return raw.spoilt(data, random)
        if chance < 0.2:
            piece = random.choice(PIECES)(random)
            return piece + data if random.random() < 0.5 else data + piece
        return data
