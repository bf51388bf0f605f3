"""The films of the exercises: given to the page as a browser asks for them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecheck.app import demonstration

from .conftest import Server

PICTURES = Path(demonstration.__file__).parent / "web" / "static" / "pictures"


def test_each_exercise_has_a_film_and_a_still(server: Server) -> None:
    """The page shows neither where one is missing."""
    start = server.json("/api/start")
    assert start["films"] == sorted(one["id"] for one in start["exercises"])
    assert {path.stem for path in PICTURES.glob("*.webp")} == set(start["films"])


def test_a_film_needs_no_token_and_may_be_kept_for_a_while(server: Server) -> None:
    """A browser sends no header of the page's own for a film. It is the same for everybody."""
    status, body, headers = server.ask("/demonstrations/hip-bridge.mp4", token=None)
    path = demonstration.file_of("hip-bridge")
    assert path is not None
    assert (status, body) == (200, path.read_bytes())
    assert headers["content-type"] == "video/mp4"
    assert headers["cache-control"] == "private, max-age=3600"
    assert headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "status", "first", "length"),
    [("bytes=0-", 206, 0, None), ("bytes=10-19", 206, 10, 10), ("bytes=-5", 206, -5, 5)],
)
def test_a_part_of_a_film_is_given(
    server: Server, asked: str, status: int, first: int, length: int | None
) -> None:
    """Browsers ask for parts of a film, and Safari plays none without them."""
    path = demonstration.file_of("plank")
    assert path is not None
    whole = path.read_bytes()
    found, body, _ = server.ask("/demonstrations/plank.mp4", headers={"Range": asked})
    assert found == status
    assert body == (whole[first:] if length is None else whole[first:][:length])


def test_a_part_that_is_not_there_is_refused(server: Server) -> None:
    headers = {"Range": "bytes=99999999-"}
    assert server.ask("/demonstrations/plank.mp4", headers=headers)[0] == 416


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fpose", "plank%00", "PLANK", ""])
def test_no_other_file_is_a_film(server: Server, name: str) -> None:
    assert server.ask(f"/demonstrations/{name}.mp4")[0] in (400, 404)


def test_another_site_may_not_show_a_film(server: Server) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert server.ask("/demonstrations/plank.mp4", headers=headers)[0] == 403
