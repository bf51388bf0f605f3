"""Generated tables in pages that people write."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.errors import ExitCode, PosecheckError


def filled(text: str, parts: Mapping[str, str], *, where: str) -> str:
    """The text with each part between its markers, `<!-- NAME -->` and `<!-- /NAME -->`.

    Parts that it has no markers for are left out; PosecheckError (USAGE) where it has none at all.

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
            "has no place for the tables",
            where=where,
            remedy=f"Write {names} where one is to be.",
            code=ExitCode.USAGE,
        )
    return found
