"""The interface: what every reader keeps to, whatever the bytes."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from pipeline import readers
from pipeline.readers import SUFFIXES, ReaderError, convert
from tests.readers.conftest import FILES

NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix in SUFFIXES)


def test_importing_the_package_loads_no_library() -> None:
    heavy = "sys.exit(any(name in sys.modules for name in ('lxml', 'pypdfium2', 'zipfile', 'email.parser')))"
    subprocess.run([sys.executable, "-c", f"import sys, pipeline.readers; {heavy}"], check=True)


@pytest.mark.parametrize(("name", "library"), [("communique.html", "lxml"), ("rapport.pdf", "pypdfium2")])
def test_a_missing_library_is_named_with_the_remedy(name: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [module for module in sys.modules if module.startswith(("pipeline.readers.", library))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(readers.ReaderError, match=rf"{library}.*pip install 'glaneur\[sources\]'"):
        readers.convert(name, (FILES / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "reason"), [("a.doc", "save it as .docx"), ("a", "without ending"), ("a.pdf", "empty")]
)
def test_names(name: str, reason: str) -> None:
    with pytest.raises(ReaderError, match=reason):
        convert(name, b" \n")


def test_endings_are_read_in_any_case() -> None:
    assert convert("A.HTM", b"<p>Un").text == "Un"


def test_large_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_BYTES", 3)
    with pytest.raises(ReaderError, match="split it"):
        convert("a.html", b"<p>Un")


def converted_or_refused(name: str, data: bytes) -> None:
    try:
        text = convert(name, data).text
    except ReaderError as fault:
        assert str(fault)
    else:
        assert text.strip()
        text.encode()
        assert convert(name, data).text == text


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_random_bytes(suffix: str) -> None:
    source = random.Random(suffix)
    for size in (1, 10, 100, 1000, 100_000):
        converted_or_refused(f"a{suffix}", source.randbytes(size))


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files(name: str) -> None:
    data, source = (FILES / name).read_bytes(), random.Random(name)
    for _ in range(10):
        converted_or_refused(name, data[: source.randrange(len(data))])
        damaged = bytearray(data)
        for _ in range(source.choice((1, 10, 100))):
            damaged[source.randrange(len(damaged))] = source.randrange(256)
        converted_or_refused(name, bytes(damaged))


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@pytest.mark.parametrize("name", NAMES)
def test_wrong_endings(name: str, suffix: str) -> None:
    converted_or_refused(f"a{suffix}", (FILES / name).read_bytes())
