"""Puts generated tables into pages that people write."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.errors import ExitCode, PosecheckError


def filled(text: str, parts: Mapping[str, str], *, where: str) -> str:
    """The text with each part between its markers, `<!-- NAME -->` and `<!-- /NAME -->`.

    A part without markers in the text is left out. Raises PosecheckError (USAGE) where the text has
    markers for none of them.

    >>> print(filled("a <!-- x -->old<!-- /x --> b", {"x": "new", "y": "other"}, where="page"))
    a <!-- x -->
    new
    <!-- /x --> b
    """
    found = text
    for name, part in parts.items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, marker, rest = found.partition(start)
        _, closed, after = rest.partition(end)
        if closed:
            found = f"{before}{marker}\n{part}\n{closed}{after}"
    if not any(f"<!-- /{name} -->" in text for name in parts):
        names = " or ".join(f"<!-- {name} --> ... <!-- /{name} -->" for name in parts)
        raise PosecheckError(
            "has no markers for the tables",
            where=where,
            remedy=f"Write {names} where a table should be.",
            code=ExitCode.USAGE,
        )
    return found
