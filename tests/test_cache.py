"""What was extracted before is not extracted again, and nothing that befalls the cache shows in the output."""

from __future__ import annotations

import datetime
import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline import cache
from pipeline.cache import CACHE, Cache, CacheKeeper, program_hash
from pipeline.extraction import extract_to_folder
from pipeline.finishing import Finisher
from pipeline.patterns.files import default_patterns
from pipeline.records import Document
from pipeline.run import Extractor
from tests.conftest import ROOT

FILES = ("records.jsonl", "documents.jsonl", "entities.jsonl")
PROGRAM = b"program"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for n in range(30):
        text = f"INTERPOL compte {n} bureaux depuis le {n % 28 + 1} mai 1999. Elle cite la résolution 1373 (2001)."
        (tmp_path / "corpus" / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "corpus"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    """The patterns are read once for all these tests."""
    monkeypatch.setattr(Finisher, "load", lambda self: extractor)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that the extractor reads."""
    worked: list[str] = []
    find = Extractor.find

    def finds(self: Extractor, document: Document) -> object:
        worked.append(document.id)
        return find(self, document)

    monkeypatch.setattr(Extractor, "find", finds)
    return worked


def outputs(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in FILES]


def cached(out: Path) -> int:
    number = json.loads((out / "run.json").read_bytes())["cached"]
    assert isinstance(number, int)
    return number


def test_an_unchanged_corpus_is_not_worked_again(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract_to_folder([str(corpus)], tmp_path / "out")
    first = outputs(tmp_path / "out")
    assert cached(tmp_path / "out") == 0
    with monkeypatch.context() as patch:
        patch.setattr(Finisher, "load", None)  # neither spaCy nor the patterns are wanted
        extract_to_folder([str(corpus)], tmp_path / "out")
    assert (outputs(tmp_path / "out"), cached(tmp_path / "out")) == (first, 30)
    extract_to_folder([str(corpus)], tmp_path / "out", fresh=True)
    assert (outputs(tmp_path / "out"), cached(tmp_path / "out")) == (first, 0)


def test_what_has_changed_is_worked(corpus: Path, tmp_path: Path, worked: list[str]) -> None:
    extract_to_folder([str(corpus)], tmp_path / "out")
    (corpus / "00.txt").rename(corpus / "renamed.txt")
    (corpus / "05.txt").write_text("La résolution 2610 (2021).", encoding="utf-8")
    (corpus / "metadata.jsonl").write_text(
        '{"file_name": "07.txt", "date": "2024-01-01"}\n{"file_name": "08.txt", "title": "Titre"}', encoding="utf-8"
    )
    worked.clear()
    extract_to_folder([str(corpus)], tmp_path / "out")
    assert worked == ["05.txt", "07.txt"]
    extract_to_folder([str(corpus)], tmp_path / "fresh")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "fresh")


def test_a_document_that_failed_is_tried_again(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "find", None)
        assert extract_to_folder([str(corpus)], tmp_path / "out")["failed"] == 30
    assert extract_to_folder([str(corpus)], tmp_path / "out")["failed"] == 0


def test_other_rules_make_other_results(corpus: Path, tmp_path: Path, worked: list[str]) -> None:
    extract_to_folder([str(corpus)], tmp_path / "out")
    shutil.copytree(ROOT / "patterns", tmp_path / "patterns")
    (tmp_path / "patterns" / "organisations" / "interpol.jsonl").unlink()
    worked.clear()
    extract_to_folder([str(corpus)], tmp_path / "out", tmp_path / "patterns")
    assert len(worked) == 30


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Document(id="renamed", text="Oui.", title="Titre", url="https://un.org", encoding="cp1252"), True),
        (Document(id="a", text="Oui ."), False),
        (Document(id="a", text="Oui.", date=datetime.date(2024, 1, 1)), False),
        (Document(id="a", text="Oui.", language="fr"), False),
    ],
)
def test_what_a_result_depends_on(tmp_path: Path, other: Document, same: bool) -> None:
    looked_up = Cache(tmp_path / CACHE, PROGRAM)
    document = Document(id="a", text="Oui.")
    assert (looked_up.key(document) == looked_up.key(other)) is same
    assert Cache(tmp_path / CACHE, b"other program").key(document) != looked_up.key(document)


def test_the_program_is_its_code_and_its_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = program_hash(default_patterns())
    assert program_hash(tmp_path) != ours
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "pipeline" / "cache.py"))
    assert program_hash(default_patterns()) == ours
    with (tmp_path / "pipeline" / "run.py").open("a", encoding="utf-8") as code:
        code.write("# changed\n")
    assert program_hash(default_patterns()) != ours


def test_only_what_was_kept_is_there(tmp_path: Path) -> None:
    CacheKeeper(tmp_path / CACHE, PROGRAM).keep([(b"a", b"one"), (b"b", b""), (b"c", None)])
    looked_up = Cache(tmp_path / CACHE, PROGRAM)
    assert [looked_up.get(key) for key in (b"a", b"b", b"c", b"d")] == [b"one", b"", None, None]
    with sqlite3.connect(tmp_path / CACHE) as database:
        database.execute("UPDATE result SET value = CAST(replace(value, 'one', 'two') AS BLOB)")
    assert looked_up.get(b"a") is None  # not what was written


def test_what_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LARGEST", 3)
    CacheKeeper(tmp_path / CACHE, PROGRAM).keep([(b"a", b"four"), (b"b", b"two")])
    assert [Cache(tmp_path / CACHE, PROGRAM).get(key) for key in (b"a", b"b")] == [None, b"two"]


def test_what_two_runs_had_no_use_for_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / CACHE
    for used in ("abc", "ab", "a"):
        keeper = CacheKeeper(path, PROGRAM)
        keeper.keep([(key.encode(), None if Cache(path, PROGRAM).get(key.encode()) else b"value") for key in used])
        keeper.trim()
    assert [Cache(path, PROGRAM).get(key) is not None for key in (b"a", b"b", b"c")] == [True, True, False]


def test_warm_is_what_knows_something_of_this_program(tmp_path: Path) -> None:
    first = CacheKeeper(tmp_path / CACHE, PROGRAM)
    assert (first.warm, CacheKeeper(tmp_path / CACHE, PROGRAM).warm) == (False, False)
    first.keep([(b"a", b"one")])
    assert (CacheKeeper(tmp_path / CACHE, PROGRAM).warm, CacheKeeper(tmp_path / CACHE, b"other").warm) == (True, False)


def test_two_runs_at_once(tmp_path: Path) -> None:
    one, two = (CacheKeeper(tmp_path / CACHE, PROGRAM) for _ in range(2))
    for n in range(20):
        one.keep([(b"one %d" % n, b"1")])
        two.keep([(b"two %d" % n, b"2"), (b"one %d" % n, b"1")])
    one.trim()
    two.trim()
    looked_up = Cache(tmp_path / CACHE, PROGRAM)
    assert all(looked_up.get(b"one %d" % n) == b"1" and looked_up.get(b"two %d" % n) == b"2" for n in range(20))


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    torn = random.Random(7)
    for _ in range(200):
        data[torn.randrange(len(data))] = torn.randrange(256)
    path.write_bytes(data)


def of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE result (something TEXT)")


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "torn": (torn, ""),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:5000]), "set aside"),
    "no database": (lambda path: path.write_text("records" * 1000), "set aside"),
    "of another program": (of_another_program, "not a cache of this version of glaneur; it was set aside"),
    "empty": (lambda path: path.write_bytes(b""), ""),
    "a folder": (lambda path: path.unlink() or path.mkdir(), "the run goes on without a cache"),  # type: ignore[func-returns-value]
    "a link to nowhere": (lambda path: path.unlink() or path.symlink_to("/nowhere/at/all"), "goes on without"),  # type: ignore[func-returns-value]
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_cache_is_told_and_harms_nothing(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    out = tmp_path / "out"
    extract_to_folder([str(corpus)], out)
    whole = outputs(out)
    befalls, message = FAULTS[fault]
    befalls(out / CACHE)
    capsys.readouterr()
    for _ in range(2):
        extract_to_folder([str(corpus)], out)
        assert outputs(out) == whole
    assert message in capsys.readouterr().err
    extract_to_folder([str(corpus)], out)
    assert capsys.readouterr().err == "" or "without" in message  # it mends itself


def test_a_full_disk_costs_the_cache_only(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_ = CacheKeeper._transaction

    @contextmanager
    def on_a_small_disk(self: CacheKeeper) -> Iterator[sqlite3.Connection]:
        with open_(self) as database:
            database.execute("PRAGMA max_page_count = 8")
            yield database

    extract_to_folder([str(corpus)], tmp_path / "whole")
    monkeypatch.setattr(CacheKeeper, "_transaction", on_a_small_disk)
    extract_to_folder([str(corpus)], tmp_path / "out")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "whole")
    assert "disk is full; the run goes on without a cache" in capsys.readouterr().err


def test_a_large_result_is_kept_as_it_is(tmp_path: Path) -> None:
    keeper = CacheKeeper(tmp_path / CACHE, b"program")
    values = {bytes([n]) * 32: bytes([n]) * size for n, size in enumerate((10, cache._LARGE, 3 * cache._LARGE + 1))}
    for _ in range(2):  # the second time in the place of the first
        keeper.keep(values.items())
    assert {key: Cache(tmp_path / CACHE, b"program").get(key) for key in values} == values
