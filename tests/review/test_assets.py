"""The files of the page: all are there, served, and what they claim to be."""

from __future__ import annotations

import hashlib
import re

import pytest

from pipeline.review.server import ASSETS
from tests.conftest import ROOT

FOLDER = ROOT / "pipeline" / "review" / "assets"
NOT_SERVED = {"vendor/LICENSES.txt", "vendor/SHA256SUMS"}


def test_what_is_served_is_what_is_there() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert set(ASSETS) == there - NOT_SERVED


def test_the_text_annotator_is_the_published_one() -> None:
    """`make vendor` renews it."""
    sums = (FOLDER / "vendor" / "SHA256SUMS").read_text(encoding="ascii").split()
    for digest, name in zip(sums[::2], sums[1::2], strict=True):
        assert hashlib.sha256((FOLDER / "vendor" / name).read_bytes()).hexdigest() == digest


def test_the_page_asks_no_one_else() -> None:
    for path in FOLDER.glob("*.*"):
        found = re.findall(
            r"https?://[\w.]+|innerHTML|insertAdjacentHTML|document\.write|\beval\(", path.read_text("utf-8")
        )
        assert set(found) <= {"http://www.w3.org"}, path.name


def languages() -> dict[str, dict[str, str]]:
    source = (FOLDER / "words.js").read_text(encoding="utf-8")
    tables = re.findall(r"const (FRENCH|ENGLISH) = \{(.*?)\n\};", source, re.DOTALL)
    return {name: dict(re.findall(r"(\w+): \"([^\"]*)\"", table)) for name, table in tables}


def test_both_languages_say_the_same_things() -> None:
    """English may leave out options and faults: those are English where the server says them."""
    french, english = languages()["FRENCH"], languages()["ENGLISH"]
    needed = {word for word in french if not word.startswith(("option_", "error_"))}
    assert needed <= set(english) <= set(french)
    assert [word for word in english if english[word].count("{}") != french[word].count("{}")] == []


@pytest.mark.parametrize("language", ["FRENCH", "ENGLISH"])
def test_every_word_that_the_page_uses_is_there(language: str) -> None:
    used: set[str] = set()
    for path in FOLDER.glob("*.*"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"\bsay\(\"(\w+)\"", source)) | set(re.findall(r"data-(?:word|name)=\"(\w+)\"", source))
    assert used - set(languages()[language]) == set()
