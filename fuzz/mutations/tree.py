"""Spoils nested values: what TOML and JSON are, once they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

Tree = Any
"""A dict, a list, or a value in them."""

NUMBERS = (
    0, 1, -1, 2, 3, 7, 90, 180, 1000, 10**9, -(10**9), 2**63 - 1, 2**63, 10**25, 0.0, -0.0, 0.5,
    1e-9,
    5e-324, 1e9, 1e308, -1e308, float("nan"), float("inf"), float("-inf"), True, False,
)  # fmt: skip

TEXTS = (
    "", " ", ".", "-", "a", "A", "x" * 300, "word " * 25, "\x00", "\x1b[31m", "\n", "\u200b",
    "ä", "𝔘",
    "\ufeff", "../../etc/passwd", "/dev/zero", "{x}", "%s", "[red]", "nan", "rep", "own", "other",
    "left", "right", "near", "left_hip", "mid_hip", "both", "up", "down", "2026-02-30", "१",
)  # fmt: skip


@dataclass
class Vocabulary:
    """Keys and texts that good files have: a wrong word that is right elsewhere goes farthest."""

    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, trees: list[Tree]) -> Vocabulary:
        """All keys and texts in some trees, each once."""
        keys: dict[str, None] = {}
        texts: dict[str, None] = {}
        for tree in trees:
            _collect(tree, keys, texts)
        return cls(list(keys), list(texts))


def _collect(tree: Tree, keys: dict[str, None], texts: dict[str, None]) -> None:
    if isinstance(tree, dict):
        for key, value in tree.items():
            keys[key] = None
            _collect(value, keys, texts)
    elif isinstance(tree, list):
        for value in tree:
            _collect(value, keys, texts)
    elif isinstance(tree, str):
        texts[tree] = None


def copied(tree: Tree) -> Tree:
    """A copy that shares no dict and no list. `copy.deepcopy` takes five times as long."""
    if isinstance(tree, dict):
        return {key: copied(value) for key, value in tree.items()}
    return [copied(value) for value in tree] if isinstance(tree, list) else tree


def spoilt(tree: Tree, random: Random, words: Vocabulary) -> Tree:
    """A copy of the tree with one to four changes."""
    tree = copied(tree)
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        holder, key = _place(tree, random)
        if holder is not None:
            random.choice(CHANGES)(holder, key, random, words)
    return tree


def _place(tree: Tree, random: Random) -> tuple[Tree, Any]:
    """Somewhere in the tree: a dict or list, and a key or an index in it; None in an empty one."""
    holder, key = None, None
    while isinstance(tree, dict | list) and tree:
        holder = tree
        key = random.choice(list(tree)) if isinstance(tree, dict) else random.randrange(len(tree))
        tree = tree[key]
        if random.random() < 0.25:
            break
    return holder, key


def _removed(holder: Tree, key: Any, _random: Random, _words: Vocabulary) -> None:
    del holder[key]


def _renamed(holder: Tree, key: Any, random: Random, words: Vocabulary) -> None:
    if isinstance(holder, dict):
        name = random.choice(words.keys) if random.random() < 0.8 else random.choice(TEXTS)
        holder[name] = holder.pop(key)


def _added(holder: Tree, _key: Any, random: Random, words: Vocabulary) -> None:
    if isinstance(holder, dict):
        holder[random.choice(words.keys)] = value(random, words)
    else:
        holder.insert(random.randrange(len(holder) + 1), value(random, words))


def _doubled(holder: Tree, key: Any, random: Random, words: Vocabulary) -> None:
    if isinstance(holder, dict):
        holder[random.choice(words.keys)] = copied(holder[key])
    else:
        holder.extend([copied(holder[key]) for _ in range(random.choice((1, 2, 50)))])


def _another(holder: Tree, key: Any, random: Random, words: Vocabulary) -> None:
    holder[key] = value(random, words)


def _alike(holder: Tree, key: Any, random: Random, words: Vocabulary) -> None:
    """Another value of the same type; a text with numbers in it has another number."""
    old = holder[key]
    if isinstance(old, bool) or not isinstance(old, str | int | float):
        holder[key] = value(random, words)
    elif isinstance(old, str):
        holder[key] = (
            condition(old, random, words) if "<" in old or ">" in old else _text(random, words)
        )
    elif random.random() < 0.5:
        holder[key] = random.choice(NUMBERS)
    else:
        holder[key] = old * random.choice((-1, 0, 0.001, 0.5, 0.9, 1.1, 2, 10, 1000))


def _wrapped(holder: Tree, key: Any, random: Random, words: Vocabulary) -> None:
    inner = holder[key]
    for _ in range(random.choice((1, 2, 40))):
        inner = [inner] if random.random() < 0.5 else {random.choice(words.keys): inner}
    holder[key] = inner


def _exchanged(holder: Tree, key: Any, random: Random, _words: Vocabulary) -> None:
    others = list(holder) if isinstance(holder, dict) else range(len(holder))
    other = random.choice(list(others))
    holder[key], holder[other] = holder[other], holder[key]


def condition(text: str, random: Random, words: Vocabulary) -> str:
    """A condition as zones have them, spoilt."""
    parts = text.split(" ")
    at = random.randrange(len(parts))
    new = (
        "<", ">", "and", "or", "not", "(", ")", "==", "<=", "-", "nan", "1e999", "9" * 400, "True",
        "1_0", "0x1f", "1j", "", "lambda:0", "a_deg", "f'{x}'", "-" * 500 + "1", "(" * 300,
    )  # fmt: skip
    word = random.choice(new) if random.random() < 0.6 else random.choice(words.keys)
    if random.random() < 0.3:
        word = str(random.choice(NUMBERS))
    parts[at : at + random.choice((0, 1, 1, 1, 2))] = [word]
    joiner = random.choice((" and ", " or ", ") and (", " or not "))
    many = random.choice((1, 1, 1, 1, 1, 2, 8, 40))
    return joiner.join([" ".join(parts)] * many)


def _text(random: Random, words: Vocabulary) -> str:
    return random.choice(words.texts if random.random() < 0.6 else TEXTS)


def value(random: Random, words: Vocabulary) -> Tree:
    """Any value."""
    kind = random.randrange(8)
    if kind < 3:
        return random.choice(NUMBERS)
    if kind < 6:
        return _text(random, words)
    return [] if kind == 6 else {}


Change = Callable[[Tree, Any, Random, Vocabulary], None]
CHANGES: tuple[Change, ...] = (
    _removed, _renamed, _added, _doubled, _another, _alike, _alike, _alike, _alike, _wrapped,
    _exchanged,
)  # fmt: skip
