"""The pictures of the review page in the README.

Run as `python -m tests.review.pictures FOLDER`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from selenium.webdriver.common.keys import Keys

from tests.browser import browser
from tests.conftest import ROOT
from tests.review.page import Page, serving

DOCUMENT = "comite-1267-avis.txt"


def take(folder: Path) -> None:
    """Write `review.png`, by day, and `review-correct.png`, by night, with the form open."""
    folder.mkdir(exist_ok=True)
    outputs, corpus = ROOT / "outputs", ROOT / "corpus"
    with tempfile.TemporaryDirectory() as empty:
        options = ("--decisions", f"{empty}/decisions.jsonl", "--gold", str(ROOT / "tests" / "gold"))
        with serving(outputs, corpus, *options) as (_, address):
            for name, dark in (("review.png", False), ("review-correct.png", True)):
                with browser("en", dark) as driver:
                    page = Page(driver)
                    page.open(f"{address}&doc={DOCUMENT}")
                    page.sees("#date", DOCUMENT)
                    page.press(*"aaraaa" if not dark else "a")
                    page.wait(lambda page=page: "accepted" in page.statuses().values())  # type: ignore[misc]
                    if dark:
                        page.press("e", Keys.ARROW_LEFT)
                        page.sees("#panel", "move the end by a word")
                    # The marks are drawn a moment after the words.
                    driver.execute_async_script("setTimeout(arguments[0], 1500)")
                    driver.save_screenshot(str(folder / name))


if __name__ == "__main__":
    take(Path(sys.argv[1]))
