"""Who gets in: only the page itself, on this machine, with the token of this start."""

from __future__ import annotations

import socket

import pytest
from websockets.exceptions import InvalidStatus

from posecheck.app.web import command
from posecheck.app.web.guard import Door

from .conftest import TOKEN, Server


def test_the_page_is_served_with_a_policy_that_lets_nothing_else_in(server: Server) -> None:
    """No inline script, no other site, no frame; and nobody else may read the answer."""
    status, body, headers = server.ask("/", token=None)
    assert status == 200
    assert b'<script type="module" src="js/main.js"></script>' in body
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert not any(name.startswith("access-control-") for name in headers)
    assert "server" not in headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1",
     "localhost.evil.example:{port}", None, ""],
)  # fmt: skip
def test_another_name_of_this_machine_is_refused(server: Server, host: str | None) -> None:
    """DNS rebinding: a stranger's name that leads here. Not even the page's files are given."""
    said = None if host is None else host.format(port=server.port)
    status, body, _ = server.ask("/", headers={"Host": said})  # type: ignore[dict-item]
    assert status in (400, 421)
    assert b"main.js" not in body


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_its_own_names_are_taken(server: Server, host: str) -> None:
    assert server.ask("/", headers={"Host": host.format(port=server.port)})[0] == 200


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", "ü"])
def test_without_the_token_nothing_is_told(server: Server, token: str | None) -> None:
    """Another user of the machine reaches the port, and does not know the token."""
    said = None if token is None else token.encode().decode("latin-1")
    status, body, _ = server.ask("/api/start", token=said)
    assert status == 401
    assert b"exercises" not in body


def test_with_the_token_it_answers(server: Server) -> None:
    start = server.json("/api/start")
    assert len(start["exercises"]) == 41
    assert start["words"]["start"] == "Turn on the camera"


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://localhost:{port}"]
)
def test_another_site_is_refused_even_with_the_token(server: Server, origin: str) -> None:
    headers = {"Origin": origin.format(port=server.port)}
    assert server.ask("/api/start", headers=headers)[0] == 403
    assert server.ask("/api/session/leave", method="POST", headers=headers)[0] == 403


def test_what_changes_something_has_to_say_where_it_comes_from(server: Server) -> None:
    """A form of another site says it, too; a program that says nothing is refused."""
    headers = {"Origin": None}
    assert server.ask("/api/session/leave", method="POST", headers=headers)[0] == 403  # type: ignore[arg-type]
    assert server.ask("/api/session/leave", method="POST")[0] == 200


def test_a_link_from_another_site_is_refused(server: Server) -> None:
    assert server.ask("/", headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert server.ask("/", headers={"Sec-Fetch-Site": "same-site"})[0] == 403
    assert server.ask("/", headers={"Sec-Fetch-Site": "none"})[0] == 200


@pytest.mark.parametrize(
    ("origin", "token", "host"),
    [
        ("http://evil.example", TOKEN, None),
        (None, TOKEN, None),
        ("null", TOKEN, None),
        ("", "wrong", None),
        ("", "", None),
        ("http://evil.example:{port}", TOKEN, "evil.example:{port}"),
    ],
    ids=["another site", "no origin", "a file", "wrong token", "no token", "rebinding"],
)
def test_a_websocket_of_anybody_else_is_refused(
    server: Server, origin: str | None, token: str, host: str | None
) -> None:
    """WebSockets know no same-origin rule: any site may try."""
    with (
        pytest.raises((InvalidStatus, ValueError)) as refused,
        server.tab(
            origin=origin and origin.format(port=server.port),
            token=token or "x",
            host=host and host.format(port=server.port),
        ),
    ):
        pass
    if isinstance(refused.value, InvalidStatus):
        assert refused.value.response.status_code in (400, 403)


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml", "/..%2f..%2fpyproject.toml", "/js/../../command.py",
        "/%2e%2e/command.py",
        "//etc/passwd", "/js/%00", "/command.py", "/open/nothing", "/js", "/static/index.html",
    ],
)  # fmt: skip
def test_no_other_file_is_given(server: Server, path: str) -> None:
    """Only the page's own files have addresses."""
    status, body, _ = server.ask(path)
    assert status in (400, 404)
    assert b"import" not in body


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    """An answer to OPTIONS would allow another site something."""
    status, _, headers = server.ask("/api/start", method=method)
    assert status == 405
    assert not any(name.startswith("access-control-") for name in headers)


def test_it_listens_on_loopback_alone(server: Server) -> None:
    """From any other address of this machine there is no way in."""
    for listening in command.sockets(0):
        assert listening.getsockname()[0] in ("127.0.0.1", "::1")
        listening.close()
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None)}
    for address in others - {"127.0.0.1", "127.0.1.1", "::1"}:
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            socket.create_connection((address, server.port), timeout=1)


def test_a_port_that_is_taken_is_said_in_one_line(server: Server) -> None:
    from posecheck.errors import ExitCode, PosecheckError

    with pytest.raises(PosecheckError, match=f"port {server.port} cannot be used") as refused:
        command.sockets(server.port)
    assert refused.value.code is ExitCode.USAGE


def test_each_start_has_another_token() -> None:
    """A token of 24 random bytes cannot be guessed."""
    from secrets import token_urlsafe

    assert len(Door.of(1, token_urlsafe(24)).token) == 32
