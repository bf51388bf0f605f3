"""The page in Firefox, with its made camera: from choosing to the summary.

Firefox is led by WebDriver BiDi, which it speaks itself: Playwright leads only a Firefox of its
own, which is a download. The made camera shows a test picture without a person, so nothing is
counted.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from .test_in_a_browser import address

__all__ = ["address"]

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(FIREFOX is None, reason="no Firefox: apt-get install firefox-esr"),
]

PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "remote.active-protocols": 1,
    "browser.shell.checkDefaultBrowser": False,
    "app.normandy.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
"""A made camera that needs nobody's consent, and no questions or connections of Firefox's own."""


class Tab:
    """A tab of Firefox: it opens addresses, and runs what a page's own script could."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._number = socket, 0
        self.errors: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **values: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": values}))
        while True:
            said = json.loads(self._socket.recv(timeout=60))
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.errors.append(said["params"]["text"])
            if said.get("id") == self._number:
                assert said["type"] == "success", said
                return said["result"]

    def open(self, url: str) -> None:
        """Opens an address, and waits until it is loaded."""
        self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def run(self, script: str) -> Any:
        """The value of an expression."""
        said = self._ask(
            "script.evaluate", expression=script, awaitPromise=True,
            target={"context": self._context}, userActivation=True,
        )  # fmt: skip
        assert said["type"] == "success", said
        return said["result"].get("value")

    def until(self, script: str, timeout_s: float = 60.0) -> None:
        """Waits until an expression is true."""
        until_s = time.monotonic() + timeout_s
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < until_s, (script, self.errors)
            time.sleep(0.2)


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Tab]:
    """A tab of a Firefox without a window, with a profile of its own."""
    assert FIREFOX is not None
    profile = tmp_path / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [FIREFOX, "--headless", "--remote-debugging-port", "0", "--profile", str(profile)]
    with subprocess.Popen(
        [*command, "about:blank"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stderr is not None
        found = None
        for line in running.stderr:
            if found := re.search(r"listening on (ws://\S+)", line):
                break
        assert found
        with connect(f"{found[1]}/session", max_size=None, open_timeout=60) as socket:
            yield Tab(socket)
        running.terminate()
        running.stderr.close()


def test_one_session_from_choosing_to_the_end(tab: Tab, address: str) -> None:
    tab.open(address)
    tab.until("document.querySelectorAll('.card').length === 41")
    assert tab.run("location.href").endswith("/#/")  # the token is out of the address
    tab.run("document.querySelector('a.card[href=\"#/exercise/hip-bridge\"]').click()")
    tab.until("document.querySelector('.sheet')")
    # The film plays; without a decoder for it, its still picture is alone, and there is no button.
    film = "document.querySelector('.film')?.currentTime > 0.2"
    still = "!document.querySelector('.film, .play')"
    tab.until(f"{film} || {still}")
    tab.run("document.querySelector('a.start').click()")
    tab.until("document.querySelector('.mirror video')?.videoWidth > 0")
    # Pictures reach the server, and its moments come back.
    tab.until("posecheckMeasured()?.moments > 5", 120)
    assert tab.run("document.querySelector('.cue').textContent") != ""
    tab.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: ' ', bubbles: true}))")
    tab.until("document.querySelector('.room').dataset.stage === 'paused'")
    tab.run("document.querySelector('.buttons .of-pause').click()")
    tab.until("document.querySelector('.room').dataset.stage !== 'paused'")
    tab.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'q', bubbles: true}))")
    tab.until("document.querySelector('.summary, .trouble')")
    assert tab.run("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.errors == []
