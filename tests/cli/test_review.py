"""`glaneur review` from the command line, without its page."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.extraction import extract_to_folder

run = CliRunner()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("run")
    (root / "sources").mkdir()
    (root / "sources" / "a.txt").write_text("L’ONUDC siège à Vienne depuis le 3 mai 2016.", encoding="utf-8")
    extract_to_folder([str(root / "sources")], root / "outputs")
    return root / "outputs", root / "sources"


def review(outputs: Path, sources: Path, *options: str) -> tuple[int, str]:
    result = run.invoke(app, ["review", str(outputs), "--sources", str(sources), "--reviewer", "Ana", *options])
    assert "Traceback" not in result.stderr
    return result.exit_code, result.stderr


def test_nothing_finished_is_nothing_to_export(folders: tuple[Path, Path], tmp_path: Path) -> None:
    status, said = review(*folders, "--export", str(tmp_path / "gold"))
    assert status == 1
    assert "no document is finished; press f" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--reviewer", "../ana"], "a name has letters"),
        (["--reviewer", ""], "a name has letters"),
        (["--decisions", "."], "cannot be read"),
        (["--gold", "nowhere"], "no gold.jsonl"),
        (["--port", "70000"], "--port"),
    ],
)
def test_wrong_use(folders: tuple[Path, Path], tmp_path: Path, options: list[str], message: str) -> None:
    status, said = review(*folders, "--export", str(tmp_path / "gold"), *options)
    assert status == 2
    assert message in said


def test_outputs_that_do_not_fit_the_sources(folders: tuple[Path, Path], tmp_path: Path) -> None:
    outputs, sources = folders
    assert review(tmp_path, sources)[1].count("is this a folder that extract has written?") == 1
    (tmp_path / "b.txt").write_text("Un autre texte, sans rapport avec le premier.", encoding="utf-8")
    assert "no document 'a.txt'" in review(outputs, tmp_path)[1]
    (tmp_path / "a.txt").write_text("L’ONUDC ne siège plus à Vienne depuis le 3 mai 2016.", encoding="utf-8")
    assert "a.txt has changed since it was extracted; extract again" in review(outputs, tmp_path)[1]


def test_a_port_that_is_taken(folders: tuple[Path, Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, said = review(*folders, "--no-browser", "--port", str(taken.getsockname()[1]))
    assert status == 2
    assert "choose another" in said


def test_without_the_extra_it_says_what_to_install(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pipeline.review.serving", "pipeline.review.server"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    status, said = review(*folders)
    assert status == 2
    assert "pip install 'glaneur[review]'" in said
