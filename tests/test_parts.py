from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import parquet_records, parts, ranges
from pipeline.corpus import Item, walk
from pipeline.extraction import extract_to_folder
from pipeline.finishing import Finished
from pipeline.outputs import RECORDS, RECORDS_TABLE, RUN
from pipeline.parts import Job, Part, PartsError
from pipeline.workers import DEATHS

FILES = ("records.jsonl", "documents.jsonl", "entities.jsonl", "run.json")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two ranges with a document each."""
    monkeypatch.setattr(ranges, "_LEAST", 1)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    for name in "ab":
        (tmp_path / "texts" / f"{name}.txt").write_text(f"INTERPOL compte {ord(name)} bureaux, et l’ONU 12.")
    yield tmp_path
    parts._Worker._here = None


def cut() -> list[Part]:
    return [Part.of(number, range_) for number, range_ in enumerate(ranges.cut(walk(["texts"])), start=1)]


def job(form: parts.Form = "jsonl") -> Job:
    return Job.of(["texts"], Path("out"), None, 2, form)


def made(job: Job) -> dict[str, int]:
    """What is made of all parts, and when each was written."""
    wanted = cut()
    job.clean(wanted)
    for part in wanted:
        assert job.make(part)
    return {part.name: (job.out / part.name / RUN).stat().st_mtime_ns for part in wanted}


def test_a_part_is_what_a_run_over_its_range_writes(folder: Path) -> None:
    made(job())
    extract_to_folder(["texts/b.txt"], folder / "b")
    assert {path.name for path in (folder / "out").iterdir()} == {"part-00001", "part-00002"}
    part = folder / "out" / "part-00002"
    assert sorted(path.name for path in part.iterdir()) == sorted(FILES)
    for name in FILES[:3]:
        assert (part / name).read_bytes() == (folder / "b" / name).read_bytes()
    run = json.loads((part / RUN).read_bytes())
    assert (run["shard"]["number"], run["shard"]["of"], run["counts"]["documents"]) == (2, 2, 1)


def test_parts_are_found_from_any_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, wanted = job(), cut()
    told.clean(wanted)
    monkeypatch.chdir("/")
    assert told.make(wanted[0]) == {"documents": 1, "ORGANISATION": 2, "FIGURE": 1, "RESOLUTION": 0, "DATE": 0}
    assert (folder / "out" / "part-00001" / RECORDS).exists()


def test_a_part_that_is_there_is_not_made_again() -> None:
    assert made(job()) == made(job())


def test_only_parts_whose_sources_changed_are_made_again(folder: Path) -> None:
    before = made(job())
    os.utime(folder / "texts" / "b.txt", ns=(1, 1))
    after = made(job())
    assert [name for name in before if before[name] != after[name]] == ["part-00002"]


@pytest.mark.parametrize("what", ["form", "program", "damaged", "number of parts"])
def test_all_parts_of_another_run_are_made_again(what: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made(job())
    match what:
        case "form":
            after = made(job("parquet"))
        case "program":
            monkeypatch.setattr(parts, "program_hash", lambda patterns: b"another")
            after = made(job())
        case "damaged":
            for run in (folder / "out").glob("*/run.json"):
                run.write_text("{")
            after = made(job())
        case _:
            after = made(replace(job(), parts=3))
    assert all(before[name] != after[name] for name in before)


def test_what_no_longer_belongs_to_a_run_is_removed(folder: Path) -> None:
    made(job())
    (folder / "out" / ".part-00001.123.part").mkdir()
    (folder / "out" / ".part-00001.tries").touch()
    (folder / "out" / "part-of-mine").mkdir()
    (folder / "texts" / "b.txt").unlink()
    job().clean(cut())
    assert {path.name for path in (folder / "out").iterdir()} == {"part-00001", "part-of-mine"}


def test_a_part_that_workers_die_of_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Death(BaseException):
        pass

    def die(self: Job, items: Sequence[Item]) -> list[Finished]:
        raise Death

    monkeypatch.setattr(Job, "finish", die)
    told, (part, _) = job(), cut()
    told.clean([part])
    for _ in range(DEATHS):
        with pytest.raises(Death):
            told.make(part)
    assert told.make(part) is None


def test_another_program_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    told, (part, _) = job(), cut()
    told.clean([part])
    monkeypatch.setattr(parts, "program_hash", lambda patterns: b"another")
    with pytest.raises(PartsError, match=r"has another version .* install the same on all"):
        told.make(part)


def test_a_table_is_the_same_records(folder: Path) -> None:
    made(job())
    lines = (folder / "out" / "part-00001" / RECORDS).read_bytes().splitlines()
    made(job("parquet"))
    part = folder / "out" / "part-00001"
    assert not (part / RECORDS).exists()
    assert [record.model_dump_json().encode() for record in parquet_records.read(part / RECORDS_TABLE)] == lines
