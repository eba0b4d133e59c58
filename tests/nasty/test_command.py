"""The command as used, on everything nasty at once, and on files of many megabytes."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.conftest import ROOT
from tests.nasty.guard import tree, within

TEXT = "Le Conseil de sécurité a adopté la résolution 1373 (2001) le 28 septembre 2001. "
OUTPUTS = ["documents.jsonl", "entities.jsonl", "records.jsonl", "run.json"]
# Terminals obey these: a name may not write to one.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")


def glaneur(*arguments: str | Path, seconds: float = 60, stdin: bytes = b"") -> tuple[int, str, str]:
    """Exit status, standard output and standard error; neither a traceback nor a hang."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=seconds,
        check=False,
        cwd=ROOT,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err[-3000:]
    return done.returncode, out, err


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """A folder with two good documents among much else."""
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(TEXT, encoding="utf-8")
    files: dict[str, bytes] = {
        "a good one.txt": TEXT.encode(),
        "random.txt": random.Random(1).randbytes(5000),
        "empty.txt": b"",
        "nul.txt": b"\0" * 100,
        "cloche\a\x1b[2J.txt": random.Random(2).randbytes(100),
        "deux\nlignes.txt": TEXT.encode(),
        "broken.jsonl": b'{"id": "fine", "text": "Le 3 mai."}\n{\n'
        + b"[" * 100_000
        + b'\n{"id": "\\ud800", "text": "x"}\n',
        "names.jsonl": b"".join(
            json.dumps({"id": name, "text": TEXT}).encode() + b"\n"
            for name in ("../../climbs", "/etc/absolute", "con", "a\0b", "x" * 5000, "..", ".", " ")
        ),
        "cut.jsonl.gz": gzip.compress(b'{"id": "in a cut file", "text": "Le 3 mai."}\n' * 500)[:-20],
        "metadata.jsonl": b'{\n{"file_name": "../outside/secret.txt"}\n{"file_name": "a good one.txt", "title": "A"}',
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "itself").symlink_to("itself")
    (folder / "up").symlink_to("..")
    (folder / "nowhere.txt").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.txt")
    return folder


def test_everything_at_once(nasty: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = tree(tmp_path)
    status, _, err = glaneur("extract", nasty, "--out", out)
    assert status == 1
    assert "document(s) failed; the reasons are in" in err
    after = tree(tmp_path)
    assert {path: what for path, what in after.items() if not f"{path}/".startswith(f"{out}/")} == before
    assert set(OUTPUTS) <= {path.name for path in out.iterdir()}
    entries = {str(entry["id"]): entry for entry in lines(out / "documents.jsonl")}
    assert {doc_id for doc_id, entry in entries.items() if entry["status"] == "ok"} >= {
        "a good one.txt",
        "deux\nlignes.txt",
        "fine",
        "../../climbs",
        "/etc/absolute",
    }
    assert all(entry.get("reason") for entry in entries.values() if entry["status"] == "error")
    assert {record["doc_id"] for record in lines(out / "records.jsonl")} >= {"a good one.txt", "fine"}
    assert glaneur("validate", out / "records.jsonl", "--sources", nasty)[0] == 0


@pytest.mark.parametrize(
    "command",
    [
        ["extract", "--out", "-"],
        ["patterns", "suggest"],
    ],
)
def test_no_name_writes_to_the_terminal(nasty: Path, command: list[str]) -> None:
    status, out, err = glaneur(*command, nasty)
    assert status == 1
    assert not _CONTROL.search(err)
    assert not _CONTROL.search(out)


@pytest.mark.parametrize("target", ["brat", "gold", "tasks.json", "rows.csv", "conll.conllup", "docs.spacy"])
def test_ids_that_climb_do_not_leave_the_target(nasty: Path, tmp_path: Path, target: str) -> None:
    run = tmp_path / "run"
    glaneur("extract", nasty / "names.jsonl", "--out", run)
    before = tree(tmp_path)
    to = ["--to", target] if target in ("brat", "gold") else []
    status, _, err = glaneur("convert", run, tmp_path / "to" / target, "--sources", nasty / "names.jsonl", *to)
    assert (status, err) == (2, err) or status == 0
    (tmp_path / "to").mkdir()
    status, _, err = glaneur("convert", run, tmp_path / "to" / target, "--sources", nasty / "names.jsonl", *to)
    assert status in (0, 2)
    after = {path: what for path, what in tree(tmp_path).items() if not path.startswith(str(tmp_path / "to"))}
    assert after == before


@pytest.mark.parametrize("char", [*"aA1 \n)é\u0301’"])
def test_many_of_one_character(tmp_path: Path, char: str) -> None:
    """Two hundred thousand; a line of fifty megabytes has its own test."""
    (tmp_path / "a.txt").write_text(TEXT + char * 200_000 + TEXT, encoding="utf-8")
    status, _, _ = glaneur("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--jobs", "1", seconds=30)
    assert status == 0
    assert len(lines(tmp_path / "out" / "records.jsonl")) >= 6


def test_a_line_of_fifty_megabytes(tmp_path: Path) -> None:
    """Of words, since dense text takes four milliseconds a thousand characters; memory is bounded too."""
    words = "encore " * 7_000_000
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "long", "text": words + TEXT}) + "\n")
        file.write(json.dumps({"id": "short", "text": TEXT}) + "\n")
    status, _, _ = glaneur("extract", tmp_path / "a.jsonl", "--out", tmp_path / "out", "--jobs", "1", seconds=120)
    assert status == 0
    assert {record["doc_id"] for record in lines(tmp_path / "out" / "records.jsonl")} == {"long", "short"}


def test_ten_thousand_short_documents(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f'{{"id": "{n}", "text": "Le {n % 28 + 1} mai 2019."}}\n' for n in range(10_000))
    status, _, err = glaneur("extract", tmp_path / "a.jsonl", "--out", tmp_path / "out")
    assert (status, "10000 mentions in 10000 document(s)" in err) == (0, True)


def test_a_gzip_bomb_is_told_and_stops_nothing(tmp_path: Path) -> None:
    """A gigabyte of one line in a megabyte of file, with two gigabytes to work in."""
    (tmp_path / "0.txt").write_text(TEXT, encoding="utf-8")
    member = gzip.compress(b"a" * 10_000_000)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b'{"id": "bomb", "text": "') + member * 100)
    limited = "import resource, runpy; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30)); "
    run = "runpy.run_module('pipeline', run_name='__main__', alter_sys=True)"
    done = subprocess.run(
        [sys.executable, "-c", limited + run, "extract", str(tmp_path), "--out", str(tmp_path / "out"), "--jobs", "1"],
        capture_output=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 1, done.stderr[-500:]
    entries = {str(entry["id"]): entry["status"] for entry in lines(tmp_path / "out" / "documents.jsonl")}
    assert entries == {"0.txt": "ok", "bomb.jsonl.gz:1": "error"}


NASTY: dict[str, bytes] = {
    "random": random.Random(3).randbytes(3000),
    "NUL": b"\0" * 100,
    "UTF-16": '{"id": "a"}\n'.encode("utf-16"),
    "broken UTF-8": b'{"doc_id": "\xff"}\n',
    "deep": b"[" * 200_000,
    "deep objects": b'{"a":' * 200_000,
    "a number": b"9" * 5000,
    "NaN": b'{"start": NaN}',
    "null": b"null\n",
    "a list": b"[1, 2]\n",
    "an object": b"{}\n",
    "half a surrogate pair": b'{"doc_id": "\\ud800", "label": "DATE", "start": 0, "end": 1, "text": "\\ud800"}\n',
    "nothing": b"",
}
COMMANDS = [
    "validate {}",
    "diff {} {}",
    "diff {} good",
    "report {} --sources sources --html page.html",
    "evaluate {} --sources sources",
    "evaluate good-gold --sources sources --records {}",
    "agreement {} good-gold --sources sources",
    "review {} --sources sources --reviewer Ana --export gold",
    "review good --sources sources --reviewer Ana --decisions {} --export gold",
    *(f"convert {{}} target --from {form} --sources sources --to gold" for form in (
        "records", "gold", "label-studio", "brat", "web-annotation", "docbin", "conll", "csv", "parquet"
    )),
]  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources, an output of them, and gold."""
    folder = tmp_path_factory.mktemp("good")
    (folder / "sources").mkdir()
    (folder / "sources" / "a.txt").write_text(TEXT, encoding="utf-8")
    assert glaneur("extract", folder / "sources", "--out", folder / "good")[0] == 0
    gold = glaneur("convert", folder / "good", folder / "good-gold", "--to", "gold", "--sources", folder / "sources")
    assert gold[0] == 0
    return folder


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", NASTY)
def test_other_commands_on_broken_files(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, kind: str
) -> None:
    """As a file, and as every file of an output, of gold, of brat; status 0 only where nothing is good enough."""
    shutil.copytree(good, tmp_path, dirs_exist_ok=True)
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("records.jsonl", "documents.jsonl", "entities.jsonl", "run.json", "gold.jsonl", "a.ann", "a.txt"):
        (broken / name).write_bytes(NASTY[kind])
    (tmp_path / "file").write_bytes(NASTY[kind])
    monkeypatch.chdir(tmp_path)
    for path in ("broken", "file", "broken/records.jsonl"):
        with within():
            result = CliRunner().invoke(app, command.format(path, path).split())
        assert result.exception is None or isinstance(result.exception, SystemExit), (path, repr(result.exception))
        assert result.exit_code in ((0, 1, 2) if kind == "nothing" else (1, 2)), (path, result.output[:300])
        assert len(result.output) < 100_000
        assert not (tmp_path / "gold").exists() or result.exit_code == 0
        assert not (tmp_path / "target").exists() or result.exit_code == 0
        shutil.rmtree(tmp_path / "target", ignore_errors=True)
