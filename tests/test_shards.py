from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.corpus import Data, Item, SourceError, place
from pipeline.shards import Shard

ITEMS = [Data(b"Oui.", f"{n}.txt") for n in range(1, 8)]


def taken(shard: str, items: Iterable[Item] = ITEMS) -> str:
    return " ".join(place(item).removesuffix(".txt") for item in Shard.parse(shard).take(items))


@pytest.mark.parametrize(
    ("shard", "documents"),
    [("1/1", "1 2 3 4 5 6 7"), ("1/3", "1 4 7"), ("2/3", "2 5"), ("3/3", "3 6"), ("8/9", "")],
)
def test_each_nth_document(shard: str, documents: str) -> None:
    assert taken(shard) == documents


@pytest.mark.parametrize(
    "shard", ["0/2", "3/2", "1", "1/0", "-1/2", "a/b", "1/2/3", "", "１/２", "1/99999999999999999999"]
)
def test_what_is_no_shard_is_told(shard: str) -> None:
    with pytest.raises(SourceError, match="give the number of the shard and of all shards"):
        Shard.parse(shard)


def test_shards_remember_what_there_was() -> None:
    described = []
    for shard, items in (("1/2", ITEMS), ("2/2", ITEMS), ("2/2", ITEMS[1:])):
        one = Shard.parse(shard)
        list(one.take(items))
        described.append(one.describe())
    assert [(d["number"], d["of"], d["found"]) for d in described] == [(1, 2, 7), (2, 2, 7), (2, 2, 6)]
    assert described[0]["sha256"] == described[1]["sha256"] != described[2]["sha256"]


@pytest.mark.parametrize(
    ("there", "fits"),
    [({"shard": {"number": 1, "of": 2}}, True), ({"shard": {"number": 2, "of": 2}}, False),
     ({"shard": {"number": 2, "of": 3}}, True), ({}, True), ([], True), ({"shard": None}, True)],
)  # fmt: skip
def test_no_shard_takes_the_place_of_another(tmp_path: Path, there: object, fits: bool) -> None:
    (tmp_path / "run.json").write_text(json.dumps(there), encoding="utf-8")
    if fits:
        Shard(1, 2).check_folder(tmp_path)
    else:
        with pytest.raises(SourceError, match="holds shard 2/2; give each shard an --out of its own"):
            Shard(1, 2).check_folder(tmp_path)
