"""What several machines have extracted is, merged, what one would have written."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.extraction import extract_to_folder
from pipeline.finishing import Finisher
from pipeline.merging import PartError, merge
from pipeline.run import Extractor
from pipeline.shards import Shard

FILES = ("records.jsonl", "documents.jsonl", "entities.jsonl")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With ids that are taken, in one shard and over several, and documents that cannot be read."""
    folder = tmp_path_factory.mktemp("corpus")
    for n in range(11):
        text = f"INTERPOL compte {n} bureaux, et l’ONU {n + 2}. Elle cite la résolution {1373 + n % 3} (2001)."
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    ids = ("03.txt", "a", "a", "b", "a", "c", "c", "c", "c", "05.txt")
    lines = [
        json.dumps({"id": id_, "text": f"Organisation internationale {n} et Interpol."}) for n, id_ in enumerate(ids)
    ]
    (folder / "docs.jsonl").write_text("\n".join([*lines[:4], "{", *lines[4:]]), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "metadata.jsonl").write_text('{"file_name": "nowhere.txt"}', encoding="utf-8")
    return folder


@pytest.fixture(autouse=True, scope="module")
def quick(extractor: Extractor) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Finisher, "load", lambda self: extractor)
        yield


def cut(corpus: Path, out: Path, of: int) -> list[Path]:
    for number in range(1, of + 1):
        extract_to_folder([str(corpus)], out / f"{number}", shard=Shard(number, of))
    return [out / f"{number}" for number in range(1, of + 1)]


@pytest.fixture(scope="module")
def whole_parts(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return cut(corpus, tmp_path_factory.mktemp("parts"), 3)


@pytest.fixture
def parts(whole_parts: list[Path], tmp_path: Path) -> list[Path]:
    """Some to do harm to."""
    return [Path(shutil.copytree(part, tmp_path / "parts" / part.name)) for part in whole_parts]


@pytest.mark.parametrize("of", [1, 2, 7, 25])
def test_merged_is_as_from_one(corpus: Path, tmp_path: Path, of: int) -> None:
    whole = extract_to_folder([str(corpus)], tmp_path / "whole")
    parts = cut(corpus, tmp_path / "parts", of)
    assert merge(parts[::-1], tmp_path / "merged") == whole
    for name in FILES:
        assert (tmp_path / "merged" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name
    runs = [json.loads((tmp_path / name / "run.json").read_bytes()) for name in ("merged", "whole")]
    for field in ("version", "patterns", "program", "counts", "files"):
        assert runs[0][field] == runs[1][field]


def test_kept_texts_are_merged_too(tmp_path: Path, parts: list[Path]) -> None:
    run = json.loads((parts[0] / "run.json").read_bytes())
    document = json.loads((parts[0] / "documents.jsonl").read_bytes().splitlines()[1])
    text = Path(run["options"]["sources"][0], document["id"]).read_bytes()
    (parts[0] / "text").mkdir()
    (parts[0] / "text" / f"{document['id']}.txt").write_bytes(text)
    (parts[0] / "text" / "of-a-run-before.txt").write_bytes(b"Oui.")
    merge(parts, tmp_path / "merged")
    assert [path.name for path in (tmp_path / "merged" / "text").iterdir()] == [f"{document['id']}.txt"]
    assert (tmp_path / "merged" / "text" / f"{document['id']}.txt").read_bytes() == text


def change(path: Path, **fields: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **fields}), encoding="utf-8")


def without_shard(path: Path) -> None:
    run = json.loads(path.read_bytes())
    del run["shard"]
    path.write_text(json.dumps(run), encoding="utf-8")


def lose_a_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))


FAULTS: dict[str, tuple[Callable[[list[Path]], object], str]] = {
    "one is missing": (lambda parts: parts.pop(1), "shards missing: 2/3; name all parts"),
    "one is named twice": (lambda parts: parts.append(parts[0]), "1 and .*1 are both shard 1/3"),
    "one was killed": (lambda parts: (parts[1] / "run.json").unlink(), "2: has no run.json, so no run was finished"),
    "one is no part": (lambda parts: without_shard(parts[1] / "run.json"), "2: is no part of a run"),
    "run.json is none": (lambda parts: (parts[1] / "run.json").write_text("{"), "run.json: .*run it again"),
    "another version": (lambda parts: change(parts[1] / "run.json", version="0"), "not parts of one run: version"),
    "other patterns": (lambda parts: change(parts[1] / "run.json", patterns="0"), "patterns differ"),
    "other code": (lambda parts: change(parts[1] / "run.json", program="0"), "code, Python or libraries differ"),
    "records lost": (lambda parts: lose_a_line(parts[2] / "records.jsonl"), "records.jsonl: is not as the run"),
    "a file lost": (lambda parts: (parts[2] / "documents.jsonl").unlink(), "documents.jsonl: is not as the run"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_parts_that_do_not_belong_together_are_refused(tmp_path: Path, parts: list[Path], fault: str) -> None:
    befalls, message = FAULTS[fault]
    befalls(parts)
    with pytest.raises(PartError, match=message):
        merge(parts, tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


def test_a_corpus_that_changed_between_the_shards(corpus: Path, tmp_path: Path) -> None:
    changing = tmp_path / "corpus"
    shutil.copytree(corpus, changing)
    extract_to_folder([str(changing)], tmp_path / "1", shard=Shard(1, 2))
    (changing / "new.txt").write_text("Oui.", encoding="utf-8")
    extract_to_folder([str(changing)], tmp_path / "2", shard=Shard(2, 2))
    with pytest.raises(PartError, match="documents found differ"):
        merge([tmp_path / "1", tmp_path / "2"], tmp_path / "merged")


def test_the_result_takes_the_place_of_no_part(parts: list[Path]) -> None:
    with pytest.raises(PartError, match="is one of the parts"):
        merge(parts, parts[0])


def test_records_of_another_document_are_refused(tmp_path: Path, parts: list[Path]) -> None:
    """The files are whole, but of two runs."""
    records = (parts[0] / "records.jsonl").read_bytes().replace(b'"doc_id":"', b'"doc_id":"other-')
    (parts[0] / "records.jsonl").write_bytes(records)
    files = json.loads((parts[0] / "run.json").read_bytes())["files"]
    files["records.jsonl"] = {"bytes": len(records), "sha256": hashlib.sha256(records).hexdigest()}
    change(parts[0] / "run.json", files=files)
    with pytest.raises(PartError, match="are of different runs"):
        merge(parts, tmp_path / "merged")
    assert list((tmp_path / "merged").iterdir()) == []
