from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.folders import Folder, Found


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("Oui.", encoding="utf-8")
    return tmp_path


def test_files_come_with_what_is_known_of_them(tmp_path: Path) -> None:
    folder(tmp_path, "b/c.txt", "a.txt", ".hidden", ".git/d.txt")
    (tmp_path / "metadata.jsonl").write_text(
        '\ufeff{"file_name": "b/c.txt", "date": "2021-01-01"}\n\n'
        '{"file_name": "b/c.txt", "title": "Le dernier compte", "url": null}\n',
        encoding="utf-8",
    )
    found = Folder(tmp_path)
    assert list(found.faults()) == [
        ("metadata.jsonl:3", "file_name: a second line for 'b/c.txt', and the last one counts; keep one")
    ]
    assert list(found.files()) == [
        Found(str(tmp_path / "a.txt"), "a.txt", 4, {}),
        Found(str(tmp_path / "b/c.txt"), "b/c.txt", 4, {"title": "Le dernier compte"}),
        Found(str(tmp_path / "metadata.jsonl"), "metadata.jsonl", (tmp_path / "metadata.jsonl").stat().st_size, {}),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b'{"file_name": "a.txt", "title": "\xe9t\xe9"}', "metadata.jsonl:1", ),
        (b'{"file_name": ".hidden"}', "metadata.jsonl:1"),
        (b'{"file_name": "b"}', "metadata.jsonl:1"),
        (b'{"file_name": "./a.txt"}', "metadata.jsonl:1"),
        (b'{"file_name": "../a.txt"}', "metadata.jsonl:1"),
        (b'{"file_name": "a.txt", "title": "a\xe2\x80\xa8b"}', None),  # U+2028 ends no line
        (b'{"file_name": "a.txt", "titled": "a"}', "metadata.jsonl:1"),
        (b'{"file_name": "a.txt", "keywords": "a"}', None),
    ],
)  # fmt: skip
def test_faults_of_the_metadata_are_told_at_their_line(tmp_path: Path, line: bytes, fault: str | None) -> None:
    folder(tmp_path, "a.txt", ".hidden", "b/c.txt")
    (tmp_path / "metadata.jsonl").write_bytes(line)
    assert [place for place, _ in Folder(tmp_path).faults()] == ([fault] if fault else [])
