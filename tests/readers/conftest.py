from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.readers import Converted, convert

FILES = Path(__file__).parent / "files"
ReadFile = Callable[[str], Converted]


@pytest.fixture(scope="session")
def read_file() -> ReadFile:
    """Convert a file of `files/`."""
    return lambda name: convert(name, (FILES / name).read_bytes())


@pytest.fixture(scope="session")
def expected() -> Callable[[str], str]:
    """The text that is written down for a file of `files/`."""
    return lambda name: (FILES / name).read_text(encoding="utf-8").removesuffix("\n")
