"""The review page as a person has it: a server started from the command line, and what hands and eyes do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

_PATIENCE = 20.0  # seconds

# Where the first place of some words stands in the text, in pixels of the window: left, right, middle of the line.
_PLACE = """
const text = document.querySelector("#text").firstChild, start = text.data.indexOf(arguments[0]);
const range = document.createRange();
range.setStart(text, start); range.setEnd(text, start + arguments[0].length);
const place = range.getBoundingClientRect();
return [place.left, place.right, place.top + place.height / 2];
"""


@contextmanager
def serving(outputs: Path, sources: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`glaneur review` in a process of its own, with the address that it prints."""
    command = [sys.executable, "-m", "pipeline", "review", str(outputs), "--sources", str(sources)]
    with subprocess.Popen(
        [*command, "--reviewer", "Ana", "--no-browser", *options], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


class Page:
    """The page in a browser."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        # The same address with another # would be no new page.
        self.driver.get("about:blank")
        self.driver.get(address)

    def press(self, *keys: str) -> None:
        """Strike keys wherever the cursor is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def move_start(self, *keys: str) -> None:
        """Strike keys with Shift held, as for the start of a mention."""
        ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(*keys).key_up(Keys.SHIFT).perform()

    def select(self, words: str) -> None:
        """Draw the mouse over words of one line."""
        left, right, y = self.driver.execute_script(_PLACE, words)
        self._mouse("mousePressed", left, y)
        self._mouse("mouseMoved", right, y)
        self._mouse("mouseReleased", right, y)

    def click_text(self, words: str) -> None:
        """Click in the middle of words of the text."""
        left, right, y = self.driver.execute_script(_PLACE, words)
        self._mouse("mousePressed", (left + right) / 2, y)
        self._mouse("mouseReleased", (left + right) / 2, y)

    def _mouse(self, kind: str, x: float, y: float) -> None:
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def read(self, selector: str) -> str:
        """The text of an element."""
        return str(
            self.driver.execute_script("return document.querySelector(arguments[0])?.textContent ?? ''", selector)
        )

    def statuses(self) -> dict[str, str]:
        """The mentions in the list, with what is said of them."""
        script = """return [...document.querySelectorAll("#mentions button")].map((button) =>
            [button.querySelector(".words").textContent, button.querySelector(".status").textContent])"""
        return dict(self.driver.execute_script(script))

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + _PATIENCE
        while not until():
            assert time.monotonic() < end, f"not so after {_PATIENCE} s; the page says {self.read('#said')!r}"
            time.sleep(0.02)

    def sees(self, selector: str, words: str) -> None:
        """Wait until an element says this."""
        self.wait(lambda: words in self.read(selector))
