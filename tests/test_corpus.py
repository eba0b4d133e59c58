"""Reading: every encoding, every line end, and a clear word on what cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from pipeline import corpus, lines
from pipeline.corpus import Data, File, Line, SourceError, find, read_sources
from pipeline.records import Document, DocumentEntry


def entries(path: Path | str) -> dict[str, Document | DocumentEntry]:
    return {source.id: source for source in read_sources([path])}


def reason(source: Document | DocumentEntry) -> str:
    assert isinstance(source, DocumentEntry)
    assert source.status == "error"
    return source.reason or ""


def test_nothing_is_altered(tmp_path: Path) -> None:
    text = "a\r\nb\rc\n\u2028d\u00a0e\t"
    (tmp_path / "a.txt").write_bytes(text.encode())
    (document,) = read_sources([tmp_path / "a.txt"])
    assert isinstance(document, Document)
    assert document.text == text


def test_a_folder_is_walked_in_order_with_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden", "gold.jsonl"):
        (tmp_path / name).write_text("Bonjour.", encoding="utf-8")
    line = {"file_name": "sub/c.txt", "date": "2024-03-15", "title": "Titre", "unknown": 1}
    (tmp_path / "metadata.jsonl").write_text(json.dumps(line), encoding="utf-8")
    found = entries(tmp_path)
    assert list(found) == ["a.txt", "b.txt", "sub/c.txt"]
    document = found["sub/c.txt"]
    assert isinstance(document, Document)
    assert (str(document.date), document.title) == ("2024-03-15", "Titre")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"file_name": 1}', "file_name: Input should be"),
        ("{", "Invalid JSON"),
        ('{"file_name": "a.txt", "dat": "2021-06-07"}', "dat: no such field; is 'date' meant?"),
        ('{"file_name": "absent.txt"}', "no file 'absent.txt' in the folder"),
        ('{"file_name": "a.txt", "date": "15 mars"}', "date"),
    ],
)
def test_bad_metadata_is_named_and_stops_nothing(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "a.txt").write_text("Bonjour.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Bonjour.", encoding="utf-8")
    (tmp_path / "metadata.jsonl").write_text(line, encoding="utf-8")
    found = entries(tmp_path)
    assert isinstance(found["b.txt"], Document)
    assert message in " ".join(reason(s) for s in found.values() if isinstance(s, DocumentEntry))


@pytest.mark.parametrize("name", ["docs.jsonl", "docs.jsonl.gz"])
def test_jsonl(tmp_path: Path, name: str) -> None:
    lines = [
        '{"id": "a", "text": "Bonjour.", "date": "2024-03-15"}',
        "{",
        '{"id": "b"}',
        '["a"]',
        '{"id": "c", "text": "Oui."}',
    ]
    data = "\n".join(lines).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    found = entries(tmp_path / name)
    assert list(found) == ["a", f"{name}:2", f"{name}:3", f"{name}:4", "c"]
    assert "text: Field required" in reason(found[f"{name}:3"])
    assert "not a JSON object" in reason(found[f"{name}:2"])


def test_lone_surrogates_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "\\ud800"}', encoding="utf-8")
    (source,) = read_sources([tmp_path / "a.jsonl"])
    assert "text" in reason(source)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a", "text": "Oui.", "title": "\\udfff"}', "title: half a surrogate pair"),
        ('{"id": "\\udfff", "text": "Oui."}', "id: Input should be a valid string"),
        ("[" * 100_000, "not a JSON object"),
        ('{"id": "a", "text": "Oui.", "date": "0"}', "give the date as YYYY-MM-DD"),
        ('{"id": "a", "text": "Oui.", "date": "2024-02-30"}', "date"),
    ],
)
def test_one_bad_line_stops_no_other(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "a.jsonl").write_text(line + '\n{"id": "b", "text": "Oui."}', encoding="utf-8")
    bad, good = read_sources([tmp_path / "a.jsonl"])
    assert message in reason(bad)
    assert isinstance(good, Document)


def test_finding_reads_no_text(tmp_path: Path) -> None:
    """What is found is light, and reading it is for whoever has a core to spare."""
    (tmp_path / "a.txt").write_text("Bonjour.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "b"}\n\n{', encoding="utf-8")
    (tmp_path / "metadata.jsonl").write_text('{"file_name": "a.txt", "date": "2024-03-15"}', encoding="utf-8")
    assert list(find([tmp_path, "-"], io.BytesIO(b"Oui."))) == [
        File(str(tmp_path / "a.txt"), "a.txt", 8, {"date": "2024-03-15"}),
        Line(b'{"id": "b"}\n', "b.jsonl:1"),
        Line(b"{", "b.jsonl:3"),
        Data(b"Oui.", "-"),
    ]


def test_a_folder_comes_where_its_name_stands(tmp_path: Path) -> None:
    for name in ("a.txt", "a/z.txt", "a-b.txt", "a/b/c.txt", "b.txt", "é.txt", "Z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("Bonjour.", encoding="utf-8")
    assert list(entries(tmp_path)) == ["Z.txt", "a/b/c.txt", "a/z.txt", "a-b.txt", "a.txt", "b.txt", "é.txt"]


def test_only_files_are_documents(tmp_path: Path) -> None:
    """A pipe would be waited for and a device never ends, also where a link leads to them."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "to-pipe.txt").symlink_to(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "itself").symlink_to(tmp_path)
    reasons = {name: reason(source) for name, source in entries(tmp_path).items()}
    assert reasons == {
        "itself": "is a link to a folder, and no document; name the folder itself as a source",
        "loop.txt": "cannot be read: Too many levels of symbolic links",
        "pipe.txt": "is a pipe, and no document",
        "to-pipe.txt": "is a link to a pipe, and no document",
        "zero.txt": "is a link to a device, and no document",
    }


def test_what_is_too_large_is_told_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "LARGEST", 100)
    monkeypatch.setattr(lines, "LARGEST", 100)
    ok = '{"id": "%s", "text": "Oui."}\n'
    (tmp_path / "a.jsonl").write_text(ok % "first" + "x" * 1000 + "\n" + ok % "then" + "x" * 250, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("x" * 99 + "\n" + "x" * 100 + "\n" + "x" * 200, encoding="utf-8")
    (tmp_path / "c.txt").write_text("Oui. " * 20, encoding="utf-8")
    (tmp_path / "d.txt").write_text("Oui.", encoding="utf-8")
    found = entries(tmp_path)
    too_large = [
        name for name, source in found.items() if "cut it into documents" in (getattr(source, "reason", "") or "")
    ]
    assert too_large == ["a.jsonl:2", "a.jsonl:4", "b.jsonl:2", "b.jsonl:3", "c.txt"]
    assert [name for name, source in found.items() if isinstance(source, Document)] == ["first", "then", "d.txt"]
    assert "cut it" in reason(next(read_sources(["-"], io.BytesIO(b"Oui. " * 20))))


def test_a_damaged_archive_is_told_and_stops_nothing(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "{n}", "text": "Séance {n * n * 7919}."}}\n' for n in range(1000))
    whole = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.jsonl.gz").write_bytes(whole[:200] + b"\xff" * 50 + whole[250:])
    (tmp_path / "c.jsonl.gz").write_bytes(b"no archive")
    (tmp_path / "d.txt").write_text("Bonjour.", encoding="utf-8")
    found = entries(tmp_path)
    assert all("cannot be read" in reason(found[f"{name}.jsonl.gz"]) for name in "abc")
    assert isinstance(found["d.txt"], Document)


def test_file_names_need_not_be_unicode(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("Bonjour à tous.", encoding="utf-8")
    (document,) = read_sources([tmp_path])
    assert isinstance(document, Document)
    assert document.id == "\ufffd.txt"


def test_a_broken_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (source,) = read_sources([tmp_path])
    assert "cannot be read" in reason(source)


def test_standard_input() -> None:
    (document,) = read_sources(["-"], io.BytesIO("Bonjour à tous.".encode()))
    assert isinstance(document, Document)
    assert (document.id, document.text) == ("-", "Bonjour à tous.")


ENGLISH = (
    "The Security Council met on Tuesday to discuss the situation in the region, and decided to remain seized of it. "
    * 2
)
SPANISH = (
    "El Consejo de Seguridad se reunió el martes para examinar la situación en la región y decidió seguir ocupándose. "
    * 2
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\0\1\2", "binary"),
        (ENGLISH.encode(), "not French: en"),
        (SPANISH.encode(), "not French: es"),
    ],
)
def test_what_is_no_french_text_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (source,) = read_sources([tmp_path / "a.txt"])
    assert message in reason(source)


@pytest.mark.parametrize("text", ["MINUSMA : 12", "INTERPOL", "Burundi (2016), Éthiopie (2016), Sierra Leone (2015)"])
def test_short_texts_have_the_benefit_of_the_doubt(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (source,) = read_sources([tmp_path / "a.txt"])
    assert isinstance(source, Document)


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bonjour.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Bonjour.", encoding="utf-8")
    sources = read_sources([tmp_path])
    next(sources)
    os.unlink(tmp_path / "b.txt")  # noqa: PTH108, the plainest way to say it
    assert "cannot be read" in reason(next(sources))


def test_a_source_that_does_not_exist_is_an_error_of_use() -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        list(read_sources(["nowhere"]))


def test_a_bad_line_of_metadata_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bonjour.", encoding="utf-8")
    (tmp_path / "metadata.jsonl").write_text('{\n{"file_name": "a.txt", "date": "2021-06-07"}', encoding="utf-8")
    found = entries(tmp_path)
    assert list(found) == ["metadata.jsonl:1", "a.txt"]
    assert str(getattr(found["a.txt"], "date", None)) == "2021-06-07"


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root may enter any folder, the refusal is that of the system call."""
    (tmp_path / "locked").mkdir()
    (tmp_path / "a.txt").write_text("Bonjour.", encoding="utf-8")
    scandir = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = entries(tmp_path)
    assert reason(found["locked"]) == "cannot be read: Permission denied"
    assert isinstance(found["a.txt"], Document)
