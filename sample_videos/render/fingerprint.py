"""The fingerprint of a clip: a hash of all that its pictures and its truth depend on.

It covers the clip's part of the motion file (its own table, and the postures and cycles that it
uses) and the code of the renderer. Docstrings, comments,
imports, formatting and the places of files do not count: they cannot change a picture.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import textwrap
from functools import lru_cache
from pathlib import Path

from sample_videos.render.animation.motion_file import Motion, Step
from sample_videos.render.rig.measures import MEASURES

FOLDER = Path(__file__).parent
NOT_IN_THE_PICTURE = {
    "__main__.py",
    "contact_sheet.py",
    "fingerprint.py",
    "jobs.py",
    "rig/measures.py",
}
"""These files can change and no clip changes. A clip counts only the measures that it uses."""
VOLATILE = {"ctx", "kind", "type_comment", "type_params", "lineno", "col_offset"}
"""Fields of a syntax tree that say nothing about what the code does, or that only some versions of
Python have."""


def made_from(motion: Motion, name: str, size_px: tuple[int, int] | None = None) -> str:
    """The fingerprint of the clip `name`: 16 hexadecimal digits."""
    # what the file does not say has its default from the code, which counts too
    table = motion.model_dump(mode="json", exclude_defaults=True)
    table["clips"] = table["clips"][name]
    cycles, postures = used(motion, name)
    for key, kept in (("cycles", cycles), ("postures", postures)):
        table[key] = {one: value for one, value in table.get(key, {}).items() if one in kept}
    digest = hashlib.sha256(json.dumps([table, size_px], sort_keys=True).encode())
    known = motion.for_clip(name)
    aims = {aim for posture in postures if posture in known for aim in known[posture].aim}
    for measure in sorted(aims | set(motion.signals)):
        source = textwrap.dedent(inspect.getsource(MEASURES[measure]))
        digest.update(code_of(source).encode())
    digest.update(_renderer().encode())
    return digest.hexdigest()[:16]


def used(motion: Motion, name: str) -> tuple[set[str], set[str]]:
    """The names of the cycles and of the postures that the clip `name` uses."""
    clip, known = motion.clips[name], motion.for_clip(name)
    cycles = {step.cycle for step in clip.plan if step.cycle is not None}
    steps = [*clip.plan, *(step for one in cycles for step in motion.cycles.get(one, ()))]
    todo = {clip.start, *(name for step in steps for name in _named(step))}
    postures: set[str] = set()
    while todo:
        one = todo.pop()
        postures.add(one)
        if one in known:
            others = {known[one].like, *(stay.as_in for stay in known[one].stays)}
            todo |= {other for other in others if other is not None} - postures
    return cycles, postures


def _named(step: Step) -> tuple[str, ...]:
    return (*(() if step.to is None else (step.to,)), *step.through, *step.swap.values())


@lru_cache(maxsize=1)
def _renderer() -> str:
    """One hash for all modules that reach the picture, whatever their names and places."""
    codes = [
        code_of(path.read_text("utf-8"))
        for path in FOLDER.rglob("*.py")
        if path.relative_to(FOLDER).as_posix() not in NOT_IN_THE_PICTURE
    ]
    hashes = sorted(hashlib.sha256(code.encode()).hexdigest() for code in codes if code)
    return " ".join(hashes)


def code_of(source: str) -> str:
    """The code of a module as text: its syntax tree without docstrings and imports.

    >>> code_of("import math  # a comment") == code_of("")
    True
    >>> code_of("x = (1)  # a comment") == code_of("x=1")
    True
    """
    statements = [_plain(one) for one in ast.parse(source).body if _counts(one)]
    return json.dumps(statements) if statements else ""


def _counts(statement: ast.AST) -> bool:
    """False for a docstring, for a string below a constant that explains it, and for an import."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return not isinstance(statement.value.value, str)
    return not isinstance(statement, ast.Import | ast.ImportFrom)


def _plain(node: object) -> object:
    """A part of a syntax tree as lists and strings; the same in every version of Python."""
    if isinstance(node, ast.AST):
        fields = [(key, _plain(value)) for key, value in ast.iter_fields(node)]
        return [
            type(node).__name__,
            *[[key, value] for key, value in fields if key not in VOLATILE and value],
        ]
    if isinstance(node, list):
        return [_plain(one) for one in node if _counts(one)]
    return "" if node is None else repr(node)
