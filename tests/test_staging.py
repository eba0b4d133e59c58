from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.staging import staging


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_gone_when_the_run_ends(tmp_path: Path) -> None:
    with staging(tmp_path / "out") as place:
        (place / "records.jsonl").write_text("half", encoding="utf-8")
        assert place.parent == tmp_path / "out"
    with pytest.raises(RuntimeError), staging(tmp_path / "out"):
        raise RuntimeError
    assert left(tmp_path / "out") == []


def test_what_a_dead_run_left_is_swept_away_and_no_more(tmp_path: Path) -> None:
    (tmp_path / ".run-killed" / "text").mkdir(parents=True)
    (tmp_path / ".run-killed" / "text" / "a.txt").write_text("half", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("of the user", encoding="utf-8")
    (tmp_path / ".run-link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / ".run-file").write_text("of the user", encoding="utf-8")
    with staging(tmp_path) as living:
        (living / "a").write_text("begun", encoding="utf-8")
        with staging(tmp_path) as other:
            assert left(tmp_path) == sorted([".run-file", ".run-link", living.name, other.name, "elsewhere"])
            assert left(living) == ["a"]
    assert left(tmp_path / "elsewhere") == ["a.txt"]
