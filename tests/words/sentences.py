"""The files of sentences, read entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that a sentence needs, and what its file says about it."""

    name: str
    is_number: bool
    """Whether it is written as a number, or chosen by one."""
    cases: tuple[str, ...]
    """The cases between which it chooses."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its sentence, and the section in which it stands."""

    key: str
    section: str
    pattern: ast.Pattern

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The values that it needs itself."""
        visitor = _Variables()
        visitor.visit(self.pattern)
        return tuple(visitor.found())

    @property
    def references(self) -> tuple[str, ...]:
        """Keys of the sentences that it has in itself."""
        visitor = _References()
        visitor.visit(self.pattern)
        return tuple(visitor.keys)

    @property
    def texts(self) -> tuple[str, ...]:
        """Each form of the sentence, with "0" for every value."""
        return tuple(_forms(self.pattern))


@cache
def resource(code: str) -> ast.Resource:
    """The syntax tree of a language's file."""
    file = resources.files("posecheck.words") / f"{code}.ftl"
    return FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8"))


@cache
def entries(code: str) -> dict[str, Entry]:
    """Each key of a language's file."""
    found: dict[str, Entry] = {}
    section = ""
    for each in resource(code).body:
        if isinstance(each, ast.GroupComment):
            section = each.content or ""
        if isinstance(each, ast.Message) and each.value is not None:
            assert each.id.name not in found, f"{each.id.name} stands twice in {code}.ftl"
            found[each.id.name] = Entry(each.id.name, section, each.value)
    return found


def needed(code: str, key: str) -> frozenset[str]:
    """Names of all values that a sentence needs, also for the sentences that it has in itself."""
    entry = entries(code)[key]
    own = {variable.name for variable in entry.variables}
    return frozenset(own.union(*(needed(code, other) for other in entry.references)))


class _Variables(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self._numbers: set[str] = set()
        self._cases: dict[str, list[str]] = {}

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self._cases.setdefault(node.id.name, [])

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        for each in node.arguments.positional:
            if isinstance(each, ast.VariableReference):
                self._numbers.add(each.id.name)
        self.generic_visit(node)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.selector, ast.VariableReference):
            return
        name = node.selector.id.name
        for variant in node.variants:
            key = variant.key
            case = key.value if isinstance(key, ast.NumberLiteral) else key.name
            self._cases[name].append(case)
            if isinstance(key, ast.NumberLiteral) or case in ("zero", "one", "two", "few", "many"):
                self._numbers.add(name)

    def found(self) -> Iterator[Variable]:
        for name, cases in self._cases.items():
            yield Variable(name, name in self._numbers, tuple(cases))


class _References(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.keys: list[str] = []

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.keys.append(node.id.name)


def _forms(pattern: ast.Pattern) -> list[str]:
    """All forms of a pattern: one for each case of each choice."""
    forms = [""]
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            forms = [form + element.value for form in forms]
        elif isinstance(element.expression, ast.SelectExpression):
            cases = [c for v in element.expression.variants for c in _forms(v.value)]
            forms = [form + case for form in forms for case in cases]
        else:
            forms = [f"{form}0" for form in forms]
    return forms
