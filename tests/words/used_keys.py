"""Finds the keys of sentences that posecheck uses, by reading its source.

A key is the first argument of `text(...)`, or of `Message(...)`, or the third of the coach's
`_say(t_s, weight, key)`. It is a literal, or comes from a name whose literals stand near by: an
assignment, a loop, a table, the argument of a call, or what a function of the module returns. A key
that is put together, such as f"verdict-{...}", belongs to a family: `families.py` says what its
members are.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import posecheck

PACKAGE = Path(posecheck.__file__).parent

Function = ast.FunctionDef | ast.AsyncFunctionDef

DYNAMIC = ("message", "key")
"""A name and its attribute: `text(message.key)` asks for the sentence of any message."""

MAKERS = ("text", "sentence", "_of_check")
"""Functions of `words` that make the sentence of any key that they are given."""


@dataclass
class Use:
    """One place where sentences are asked for: keys, families, and the values it gives.

    `values` is None where the source does not say which they are.
    """

    where: str
    keys: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    values: frozenset[str] | None = None
    unknown: bool = False


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Each module of posecheck: its path in the package, and its syntax tree."""
    return tuple(
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def uses() -> list[Use]:
    """All places of the package."""
    found = modules()
    calls = [call for _, tree in found for call in _of_type(tree, ast.Call)]
    return [use for name, tree in found for use in _Module(name, tree, calls).uses()]


def given_to(function: str, at: int = 0, keyword: str = "") -> set[str]:
    """The literals that the package gives to a function's argument, by its place or its name."""
    found = Use("")
    for name, tree in modules():
        module = _Module(name, tree, [])
        for call in _of_type(tree, ast.Call):
            if _called(call) == function:
                given = [*call.args[at : at + 1]]
                given += [each.value for each in call.keywords if each.arg == keyword]
                for node in given:
                    module.resolve(node, found, seen=set())
    return found.keys


def dict_values(function: str) -> set[str]:
    """The literals that are values of a dict in a function of that name."""
    found = [
        value
        for _, tree in modules()
        for each in _of_type(tree, Function)
        if each.name == function
        for table in _of_type(each, ast.Dict)
        for value in table.values
    ]
    return set(_literals(found))


class _Module:
    """One module, and the calls of all modules: a key may come from a caller."""

    def __init__(self, name: str, tree: ast.Module, calls: list[ast.Call]) -> None:
        self._name, self._tree, self._calls = name, tree, calls
        self._owner: dict[ast.AST, Function] = {}
        for function in _of_type(tree, Function):
            for node in ast.walk(function):
                self._owner[node] = function  # the innermost comes last

    def uses(self) -> Iterator[Use]:
        for call in _of_type(self._tree, ast.Call):
            key, values = _asked(call)
            owner = self._owner.get(call)
            if key is None or (owner and owner.name in MAKERS):
                continue
            use = Use(f"{self._name}:{call.lineno}", values=values)
            self.resolve(key, use, seen=set())
            yield use

    def resolve(self, node: ast.AST, use: Use, *, seen: set[str]) -> None:
        """Adds the keys that an expression may have."""
        match node:
            case ast.Constant(value=str(key)):
                use.keys.add(key)
            case ast.Constant(value=None):
                pass
            case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *rest]):
                members = self._members(rest, seen)
                use.keys |= {prefix + member for member in members}
                use.families |= set() if members else {prefix}
            case ast.IfExp(body=body, orelse=orelse):
                self.resolve(body, use, seen=seen)
                self.resolve(orelse, use, seen=seen)
            case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
                for item in items:
                    self.resolve(item, use, seen=seen)
            case ast.Call(func=ast.Name(id="enumerate"), args=[iterated]):
                self.resolve(iterated, use, seen=seen)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="items")):
                self._of_table(name, self._owner.get(node, self._tree), use)
            case ast.Subscript(value=ast.Name(id=name)):
                self._of_table(name, self._tree, use)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if (
                name,
                attribute,
            ) == DYNAMIC:
                pass
            case ast.Call(func=ast.Attribute(attr=name)) if returned := self._returned(name, seen):
                for value in returned:
                    self.resolve(value, use, seen={*seen, f"{name}()"})
            case ast.Name(id=name) if (place := self._place(node, name)) not in seen:
                self._of_name(node, name, use, seen={*seen, place})
            case _:
                use.unknown = True

    def _place(self, node: ast.AST, name: str) -> str:
        """A name with its function: each function may have a name of its own that is the same."""
        owner = self._owner.get(node)
        return f"{owner.name if owner else ''}.{name}"

    def _returned(self, name: str, seen: set[str]) -> list[ast.AST]:
        """What the module's functions of a name return; nothing the second time."""
        functions = [each for each in _of_type(self._tree, Function) if each.name == name]
        returns = [back for each in functions for back in _of_type(each, ast.Return)]
        return [] if f"{name}()" in seen else [back.value for back in returns if back.value]

    def _members(self, rest: list[ast.expr], seen: set[str]) -> set[str]:
        """What may follow a prefix; nothing where the source does not say all of it."""
        found = Use("")
        for part in rest:
            self.resolve(part.value if isinstance(part, ast.FormattedValue) else part,
                          found, seen=seen)  # fmt: skip
        whole = len(rest) == 1 and not found.unknown and not found.families
        return found.keys if whole else set()

    def _of_table(self, name: str, scope: ast.AST, use: Use) -> None:
        """Adds what a dict has that is assigned to a name.

        A module's table has keys of sentences as its values, a function's as its keys.
        """
        found = [v for target, v in _assigned(scope) if _names(target, name)]
        dicts = [value for value in found if isinstance(value, ast.Dict)]
        use.unknown |= not dicts
        for each in dicts:
            for item in each.values if scope is self._tree else each.keys:
                if item is not None:
                    self.resolve(item, use, seen=set())

    def _of_name(self, node: ast.AST, name: str, use: Use, *, seen: set[str]) -> None:
        """Adds what a local name may be: assigned, run through in a loop, or given by a caller."""
        function = self._owner.get(node)
        scope: ast.AST = function or self._tree
        found = [value for target, value in _assigned(scope) if _names(target, name)]
        found += [loop.iter for loop in _loops(scope) if _names(loop.target, name)]
        if function and not found:
            found = list(self._given(function, name))
        for value in found:
            self.resolve(value, use, seen=seen)
        use.unknown |= not found

    def _given(self, function: Function, name: str) -> Iterator[ast.AST]:
        """What callers give for a parameter."""
        parameters = [each.arg for each in function.args.args if each.arg != "self"]
        if name not in parameters:
            return
        at = parameters.index(name)
        here = _given_in(_of_type(self._tree, ast.Call), function.name, at)
        yield from here or _given_in(self._calls, function.name, at)


def _given_in(calls: Iterable[ast.Call], function: str, at: int) -> list[ast.AST]:
    """What these calls give to a function's argument, by its place."""
    return [c.args[at] for c in calls if _called(c) == function and len(c.args) > at]


def _asked(call: ast.Call) -> tuple[ast.AST | None, frozenset[str] | None]:
    """The key that a call asks for, None where it asks for none, and the values that it gives."""
    name = _called(call)
    if name == "Message" and call.args:
        given = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
        known = isinstance(given, ast.Dict) and None not in given.keys
        return call.args[0], frozenset(_literals(given.keys)) if known else None  # type: ignore[attr-defined,arg-type]
    if name == "_say" and len(call.args) >= 3:
        return call.args[2], _keywords(call)
    if name == "text" and _is_a_speech(call) and len(call.args) == 1:
        return call.args[0], _keywords(call)
    if name == "map" and len(call.args) == 2 and _is_text(call.args[0]):
        return call.args[1], None
    return None, None


def _is_a_speech(call: ast.Call) -> bool:
    """Whether it is the text of a speech or a language, not a drawing's."""
    return not (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("draw", "drawing")
    )


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "text"


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(filter(None, names))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _assigned(scope: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Targets and values of all assignments."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield target, value
            case ast.AnnAssign(target=target, value=value) if value is not None:
                yield target, value
            case ast.NamedExpr(target=target, value=value):
                yield target, value


def _loops(scope: ast.AST) -> Iterator[ast.For | ast.comprehension]:
    yield from _of_type(scope, ast.For)
    yield from _of_type(scope, ast.comprehension)


def _names(target: ast.AST, name: str) -> bool:
    """Whether a target of an assignment or a loop is, or has in it, this name."""
    return any(node.id == name for node in _of_type(target, ast.Name))


def _of_type(scope: ast.AST, kind: type) -> Iterator:  # type: ignore[type-arg]
    return (node for node in ast.walk(scope) if isinstance(node, kind))


def _literals(nodes: Iterable[ast.AST | None]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant)]
