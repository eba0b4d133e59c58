from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import regexes
from tests.conftest import ROOT

EXPRESSION = r"(?P<number>\d+) (?i:pays|États)|(?P<none>aucun) État"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of its own for what is kept, as in a new process each time that `forget` is called."""
    monkeypatch.setattr(regexes, "_path", lambda: tmp_path / "new" / "regexes.codes")
    monkeypatch.setattr(regexes, "_new", [])
    forget()
    yield tmp_path / "new" / "regexes.codes"
    forget()


def forget() -> None:
    regexes._kept.cache_clear()


def compiled_here() -> int:
    return len(regexes._new)


def test_what_is_kept_is_what_re_compiles(place: Path) -> None:
    for again in (False, True):
        pattern = regexes.compile(EXPRESSION, re.IGNORECASE)
        like = re.compile(EXPRESSION, re.IGNORECASE)
        assert (pattern.pattern, pattern.flags, pattern.groups) == (like.pattern, like.flags, like.groups)
        assert pattern.groupindex == like.groupindex
        for text in ("12 pays", "12 ÉTATS", "Aucun État", "aucune"):
            found, expected = pattern.match(text), like.match(text)
            assert found == expected is None or (found and found.groupdict()) == (expected and expected.groupdict())
        assert compiled_here() == (not again)
        regexes.keep()
        assert [path.name for path in place.parent.iterdir()] == ["regexes.codes"]
        forget()


def test_the_flags_are_part_of_it() -> None:
    assert regexes.compile("é", re.IGNORECASE).match("É")
    assert not regexes.compile("é").match("É")


def test_what_is_no_expression_is_told_as_re_tells_it() -> None:
    with pytest.raises(re.error, match="missing \\)"):
        regexes.compile("(")


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: b"", lambda data: data[:40] + b"?" + data[41:]])
def test_what_was_torn_is_compiled_anew(place: Path, spoil: object) -> None:
    assert callable(spoil)
    regexes.compile(EXPRESSION)
    regexes.keep()
    place.write_bytes(spoil(place.read_bytes()))
    forget()
    assert regexes.compile(EXPRESSION).match("aucun État")
    assert compiled_here() == 1


def test_what_another_python_wrote_is_compiled_anew(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regexes.compile(EXPRESSION)
    regexes.keep()
    forget()
    monkeypatch.setattr(regexes, "_VERSION", b"3.99")
    regexes.compile(EXPRESSION)
    assert compiled_here() == 1


def test_code_that_is_none_is_compiled_anew() -> None:
    regexes._kept()["ab", 0] = (32, b"\1\0\0\0\1\0\0\0", 0, {})
    assert regexes.compile("ab").match("ab")


def test_two_processes_keep_what_both_compiled(place: Path) -> None:
    regexes.compile("a+")
    regexes.keep()
    forget()
    regexes._kept()
    place.unlink()
    regexes.compile("b+")
    regexes.keep()  # another one wrote meanwhile: what lies there counts, not what was read at the start
    forget()
    regexes.compile("c+")
    regexes.keep()
    forget()
    assert set(regexes._kept()) == {("b+", 0), ("c+", 0)}


def test_where_nothing_can_be_written_all_is_compiled(place: Path) -> None:
    place.parent.write_text("a file")
    regexes.compile("a+")
    regexes.keep()
    assert regexes.compile("a+").match("a")


def test_no_more_than_a_few_megabytes_are_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "_LARGEST", 100)
    regexes.compile(EXPRESSION)
    regexes.keep()
    assert not place.exists()


def test_the_installation_compiles_all(tmp_path: Path) -> None:
    """With them, reading a text compiles nothing."""
    run = (
        "from pipeline import regexes; from pipeline.compiling import compile_all; from pipeline.run import Extractor;"
        "from pipeline.records import Document; compile_all();"
        "Extractor().read(Document(id='a', text='Le 9 mars 2022, le Conseil de sécurité a prié 12 pays.'));"
        "print(len(regexes._new), len(regexes._kept()) > 300, regexes._path())"
    )
    told = subprocess.run(
        [sys.executable, "-X", f"pycache_prefix={tmp_path}", "-c", run],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert told[:2] == ["0", "True"]
    assert Path(told[2]).is_relative_to(tmp_path)
    assert Path(told[2]).stat().st_size > 1_000_000
