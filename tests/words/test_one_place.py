"""Sentences for users stand in `words` and in the exercise files, and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .used_keys import modules

ENGLISH_COMMAND = "the command benchmark speaks English alone, as --help does"
REMEDY = "the remedy of a PosecheckError, which a table or a function gives"
AT_THE_TERMINAL = "said at the terminal before the language matters, as --help is"

AT_THE_DOOR = "an answer to somebody else than the web page, or before it has its words"

ELSEWHERE = {
    "This address does not belong to posecheck.": AT_THE_DOOR,
    "Only posecheck's own page may ask this.": AT_THE_DOOR,
    "Open the address that `posecheck web` printed: its end is the key.": AT_THE_DOOR,
    "There is nothing at this address.": AT_THE_DOOR,
    "There is no film of this exercise.": AT_THE_DOOR,
    "This is no address: a browser writes other letters as %XX.": AT_THE_DOOR,
    "This address is over. Open it again from the page.": AT_THE_DOOR,
    "Time a frame: pose 0 ms; decoding 0 ms and engine 0 ms, together 0 x the pose. "
    "--help answers in 0 s (0 x a pose).": ENGLISH_COMMAND,
    "Interrupted: the recording is partial.": AT_THE_TERMINAL,
    "Check the name and the folder.": REMEDY,
    "Give one video file.": REMEDY,
    "Record it again, or convert it to MP4 (H.264).": REMEDY,
    "Check the network and pip's settings.": REMEDY,
    "Install pip, or give a model file.": REMEDY,
    "Did you mean 0?": REMEDY,
}
"""Sentences that stand somewhere else, with the reason; each value in them reads 0."""


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Literals that look like a sentence for a user, with their lines.

    Docstrings, the messages of PosecheckError and the texts of --help are no such literals.
    """
    apart = set(_apart(tree))
    for node in ast.walk(tree):
        text = _text(node)
        if text is not None and node not in apart and _is_sentence(text):
            yield node.lineno, text.strip()  # type: ignore[attr-defined]


def _apart(tree: ast.Module) -> Iterator[ast.AST]:
    """Everything inside a docstring, an error or the description of an option."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                yield from ast.walk(node)
            case ast.Call(func=ast.Name(id="PosecheckError" | "ValueError")):
                yield from ast.walk(node)
            case ast.keyword(arg="help" | "epilog"):
                yield from ast.walk(node)
            case ast.JoinedStr(values=values):
                yield from values  # the whole is looked at, not its parts


def _text(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(v.value if isinstance(v, ast.Constant) else "0" for v in values)
    return None


def _is_sentence(text: str) -> bool:
    """Several words, a capital letter first, and the end of a sentence."""
    return bool(re.fullmatch(r"[A-Z].*\s.*[.?!]", text.strip(), re.DOTALL))


FOUND = {
    text: f"{name}:{line}"
    for name, tree in modules()
    if not name.startswith("words/")
    for line, text in sentences(tree)
}


def test_sentences_for_users_stand_in_words_alone() -> None:
    """So that all of them can be translated."""
    assert {text: where for text, where in FOUND.items() if text not in ELSEWHERE} == {}


def test_each_exception_is_still_there() -> None:
    """One that is gone needs no exception."""
    assert set(ELSEWHERE) - set(FOUND) == set()
