"""What lies in folders besides texts: links, pipes, sockets, devices, what may not be read, names of all kinds."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.corpus import SourceError, read_sources
from pipeline.records import Document
from tests.nasty.guard import read, within

TEXT = "Le Conseil de sécurité s’est réuni."
NOBODY = 65534


def _socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # names of sockets are short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(before)


def _hidden_pipe(path: Path) -> None:
    os.mkfifo(path.with_name(".pipe"))
    path.symlink_to(".pipe")


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        pytest.param(lambda path: path.symlink_to(path.name), "cannot be read: Too many levels", id="itself"),
        pytest.param(
            lambda path: (path.symlink_to("other"), (path.parent / "other").symlink_to(path.name)),
            "cannot be read: Too many levels",
            id="a circle",
        ),
        pytest.param(lambda path: path.symlink_to("nowhere"), "cannot be read: No such file", id="nowhere"),
        pytest.param(lambda path: path.symlink_to("b.txt"), "ok", id="a file inside"),
        pytest.param(lambda path: path.symlink_to(path.parent / "b.txt"), "ok", id="a file inside, by its whole path"),
        pytest.param(lambda path: path.symlink_to("../outside.txt"), "leaves the folder", id="outside"),
        pytest.param(lambda path: path.symlink_to("/etc/passwd"), "leaves the folder", id="the system"),
        pytest.param(lambda path: path.symlink_to("."), "folder", id="its own folder"),
        pytest.param(lambda path: path.symlink_to("/"), "folder", id="the whole disk"),
        pytest.param(os.mkfifo, "pipe", id="a pipe"),
        pytest.param(_hidden_pipe, "pipe", id="a link to a pipe"),
        pytest.param(lambda path: path.symlink_to("/dev/null"), "device", id="a link to a device"),
        pytest.param(_socket, "socket", id="a socket"),
    ],
)
def test_what_is_no_file(tmp_path: Path, make: Callable[[Path], object], outcome: str) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "outside.txt").write_text(TEXT, encoding="utf-8")
    make(folder / "a.txt")
    found = read(folder)
    assert found["b.txt"] == "ok"
    assert outcome in found["a.txt"]


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        pytest.param(_hidden_pipe),
        _socket,
        lambda path: path.symlink_to("."),
        lambda path: path.symlink_to("/"),
        lambda path: path.symlink_to("/dev/tty"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.gz", "metadata.jsonl", "gold.jsonl"])
def test_nothing_is_waited_for(tmp_path: Path, make: Callable[[Path], object], name: str) -> None:
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    make(tmp_path / name)
    with within(2):
        found = {source.id: source for source in read_sources([tmp_path])}
    assert isinstance(found["b.txt"], Document)


def test_folders_deep_and_wide(tmp_path: Path) -> None:
    deep = tmp_path.joinpath("deep", *["d"] * 400)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT, encoding="utf-8")
    wide = tmp_path / "wide"
    wide.mkdir()
    for number in range(10_000):
        (wide / f"{number:05}.txt").write_bytes(b"Oui.")
    found = read(tmp_path)
    assert len(found) == 10_001
    assert set(found.values()) == {"ok"}


NAMES = [
    "deux\nlignes.txt",
    "retour\r.txt",
    "-.txt",
    "--help.txt",
    "-",
    "a:12.txt",
    "a..txt",
    " .txt",
    "tab\t.txt",
    "cloche\a\x1b[2J\x1b]0;titre\a.txt",
    "x" * 251 + ".txt",
    "é" * 125 + ".txt",
    "e\u0301.txt",  # decomposed
    "\u202etxt.exe",  # from right to left
    "\u2028.txt",
    "a\\b.txt",
    "C:.txt",
    "CON",
    "NUL.txt",
    "😀.txt",
    "<script>alert(1).txt",
    "'; DROP TABLE file; --.txt",
    "%2e%2e%2fpasswd.txt",
    "{0}{doc_id}%s.txt",
    "*.txt",
    "[a].txt",
    "~",
    "$HOME.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_with_any_character(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    folder = f"dossier {name[:100]}"
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path) == {name: "ok", f"{folder}/a.txt": "ok"}
    assert read(tmp_path / name) == {name: "ok"}


def test_names_that_are_no_unicode_are_told_apart_or_refused(tmp_path: Path) -> None:
    for name in (b"\xe9t\xe9.txt", b"\xff.txt", b"\xed\xa0\x80.txt"):
        (tmp_path / os.fsdecode(name)).write_text(TEXT, encoding="utf-8")
    found = [source.id for source in read_sources([tmp_path])]
    assert sorted(found) == ["\ufffd.txt", "\ufffdt\ufffd.txt", "\ufffd\ufffd\ufffd.txt"]


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder, and the rights of nobody: root may read everything."""
    folder = Path(tempfile.mkdtemp(prefix="glaneur-"))
    folder.chmod(0o777)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, *folder.rglob("*")):
            path.chmod(stat.S_IRWXU)
        shutil.rmtree(folder)


def test_what_may_not_be_read_is_told(unprivileged: Path) -> None:
    for name in ("a.txt", "a.jsonl", "a.jsonl.gz", "b.txt"):
        (unprivileged / name).write_text(TEXT, encoding="utf-8")
        (unprivileged / name).chmod(0o644 if name == "b.txt" else 0)
    (unprivileged / "locked").mkdir(0)
    found = read(unprivileged)
    assert found.pop("b.txt") == "ok"
    assert set(found) == {"a.txt", "a.jsonl", "a.jsonl.gz", "locked"}
    assert all("Permission denied" in told for told in found.values())


def test_metadata_that_may_not_be_read_is_told(unprivileged: Path) -> None:
    (unprivileged / "a.txt").write_text(TEXT, encoding="utf-8")
    (unprivileged / "metadata.jsonl").write_text("{}", encoding="utf-8")
    (unprivileged / "metadata.jsonl").chmod(0)
    found = read(unprivileged)
    assert found.pop("a.txt") == "ok"
    assert "Permission denied" in found["metadata.jsonl"]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.gz"])
def test_what_vanishes_after_it_was_found_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "0.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    sources = read_sources([tmp_path])
    next(sources)
    (tmp_path / name).unlink()
    (gone,) = sources
    assert gone.id == name
    assert "No such file" in (getattr(gone, "reason", None) or "")


def test_a_folder_that_becomes_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "0.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.txt").write_text(TEXT, encoding="utf-8")
    sources = read_sources([tmp_path])
    next(sources)
    shutil.rmtree(tmp_path / "d")
    (tmp_path / "d").write_text(TEXT, encoding="utf-8")
    (gone,) = sources
    assert "cannot be read: Not a directory" in (getattr(gone, "reason", None) or "")


@pytest.mark.parametrize("name", ["", "nowhere", "nowhere/a.txt", "a.txt/b.txt", "x" * 5000, "a\0b"])
def test_a_source_that_cannot_be_is_an_error_of_use(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises((SourceError, OSError)):  # `extract` tells both
        list(read_sources([f"{tmp_path}/{name}" if name else ""]))
