"""Generated tables in pages that people write."""

from __future__ import annotations

import pytest

from posecheck.app.benchmark.pages import filled
from posecheck.errors import ExitCode, PosecheckError

PAGE = "Before.\n<!-- clips -->\nold\n<!-- /clips -->\nAfter."


def test_only_what_stands_between_the_markers_changes() -> None:
    """Twice the same tables are the same page."""
    once = filled(PAGE, {"clips": "| new |", "other": "| x |"}, where="page.md")
    assert once == "Before.\n<!-- clips -->\n| new |\n<!-- /clips -->\nAfter."
    assert filled(once, {"clips": "| new |"}, where="page.md") == once


@pytest.mark.parametrize(
    "page",
    [pytest.param("Nothing.", id="no marker"), pytest.param("<!-- clips -->", id="open end")],
)
def test_a_page_without_a_place_for_the_tables_is_refused(page: str) -> None:
    """With its name and how to make one."""
    with pytest.raises(PosecheckError, match="no markers") as refused:
        filled(page, {"clips": "| new |"}, where="page.md")
    assert refused.value.code is ExitCode.USAGE
    assert "<!-- clips -->" in str(refused.value)
