"""Spoils files of lines: JSON lines and CSV."""

from __future__ import annotations

import json
from random import Random

from fuzz.mutations import raw
from fuzz.mutations.tree import Tree, Vocabulary, spoilt


def deep_json(random: Random) -> bytes:
    """JSON that is nested deeply, or has numbers that are too large."""
    depth = random.choice((10, 500, 5000, 100_000))
    return random.choice(
        (b"[" * depth, b'{"event":' * depth, b"[" * depth + b"]" * depth,
         b'{"event":"absent","t_s":%b,"kind":"x"}' % (b"9" * depth),
         b'{"t_s":1e999,"event":"absent"}')
    )  # fmt: skip


def json_text(tree: Tree) -> bytes:
    """A tree as JSON; lone surrogates are escaped."""
    return json.dumps(tree).encode("ascii")


def shuffled(lines: list[bytes], random: Random) -> list[bytes]:
    """Lines left out, doubled, moved, cut, or put in."""
    lines = list(lines)
    for _ in range(random.choice((1, 1, 2, 3))):
        if not lines:
            break
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        kind = random.randrange(7)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, lines[other])
        elif kind == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == 3:
            lines[at] = raw.cut(lines[at], random)
        elif kind == 4:
            lines[at] = raw.spoilt(lines[at], random)
        elif kind == 5:
            lines[at] = lines[at] * random.choice((2, 30 if len(lines[at]) < 10_000 else 2))
        else:
            lines.insert(at, random.choice((b"", b"\xff\xfe", b"\x00", b'"', b";;;;", b",", b"\r")))
    return lines


class JsonLines:
    """Spoilt JSON, a value a line, made of good values."""

    def __init__(self, good: list[list[Tree]]) -> None:
        self._good = good
        self._texts = [[json_text(line) for line in lines] for lines in good]
        self._words = Vocabulary.of([line for lines in good for line in lines])

    def made(self, random: Random) -> list[bytes]:
        """The lines of one good file, spoilt: mostly a line's values, now and then the lines."""
        which = random.randrange(len(self._good))
        lines = list(self._texts[which])
        for _ in range(random.choice((0, 1, 1, 1, 2))):
            # The first line says most.
            at = 0 if random.random() < 0.4 else random.randrange(len(lines))
            lines[at] = json_text(spoilt(self._good[which][at], random, self._words))
        if random.random() < 0.1:
            lines = shuffled(lines, random)
        if random.random() < 0.02:
            lines.insert(random.randrange(len(lines) + 1), deep_json(random))
        return lines
