"""The picture of the report page in the README.

Run as `python -m tests.report.pictures FOLDER`.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app
from tests.browser import browser
from tests.conftest import ROOT


def take(folder: Path) -> None:
    """Write `report.png`: the totals and the timeline."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as empty, browser("en") as driver:
        page = Path(empty) / "report.html"
        with contextlib.chdir(ROOT):
            made = CliRunner().invoke(app, ["report", "outputs", "--sources", "corpus", "--html", str(page)])
        assert made.exit_code == 0, made.output
        driver.get(page.as_uri())
        driver.save_screenshot(str(folder / "report.png"))


if __name__ == "__main__":
    take(Path(sys.argv[1]))
