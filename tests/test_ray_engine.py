from __future__ import annotations

import json
import logging
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline import lines, parts, ranges, ray_engine
from pipeline.corpus import Item, place
from pipeline.extraction import extract_to_folder
from pipeline.finishing import Finished, Finisher
from pipeline.in_step import Stages
from pipeline.merging import merge
from pipeline.parts import Form, Job, PartsError
from pipeline.ray_engine import ClusterError, extract_with_ray
from pipeline.workers import deadly
from tests.conftest import ROOT

os.environ.update(ray_engine.QUIET | ray_engine.LOCAL)  # before Ray is imported
pytest.importorskip("ray", reason="Ray is not installed: pip install 'glaneur[ray]'")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'glaneur[convert]'")

# Ray Data warns of its own use of what it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:ray")
FILES = ("records.jsonl", "documents.jsonl", "entities.jsonl")
Work = Callable[[Finisher, Item], Stages[Finished]]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Two nodes with a worker each."""
    import ray
    from ray.cluster_utils import Cluster

    logging.getLogger("ray").setLevel(logging.ERROR)
    node = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=node)
    cluster.add_node(num_cpus=1, object_store_memory=100_000_000)
    yield cluster.address
    ray.shutdown()  # a thread of Ray's own may have connected once more
    cluster.shutdown()  # type: ignore[no-untyped-call]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts in a folder, in JSONL and in Parquet, some of no use; enough for ten parts."""
    import pyarrow

    monkeypatch.setattr(ranges, "_LEAST", 8_000)
    monkeypatch.setattr(lines, "_STEP", 1_000)
    monkeypatch.chdir(tmp_path)
    texts = [path.read_text() for path in sorted((ROOT / "corpus").glob("*.txt"))[:8]]
    # Two ids are taken by documents of other parts.
    rows = [
        {"id": "a.txt" if n == 6 else "line-1" if n == 7 else f"row-{n}", "text": text} for n, text in enumerate(texts)
    ]
    jsonl = [json.dumps({"id": f"line-{n}", "text": text, "date": "2022-03-09"}) for n, text in enumerate(texts)]
    jsonl[4:4] = ['{"id": "no text"}', "no JSON", '{"id": "en", "text": "The council has decided to meet again."}']
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, text in zip("abcdefgh", texts, strict=True):
        (folder / f"{name}.txt").write_text(text)
    (folder / "empty.txt").touch()
    (folder / "lines.jsonl").write_text("\n".join(jsonl))
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "rows.parquet", row_group_size=3)
    return ["folder", "rows.parquet"]


DEADLY = "lines.jsonl:3"


class Deadly(Job):
    """A job whose worker is killed once in the middle of a part, and of a document always."""

    def finish(self, items: Sequence[Item]) -> list[Finished]:
        killed = self.out / "killed"
        for item in items:
            if place(item) == DEADLY or (place(item) == "c.txt" and not killed.exists()):
                killed.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().finish(items)


def merged(out: Path, to: Path) -> dict[str, bytes]:
    merge(sorted(out.glob("part-*")), to)
    return {name: (to / name).read_bytes() for name in FILES}


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_merged_parts_are_what_a_local_run_writes_though_workers_are_killed(
    form: Form, sources: list[str], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(ray_engine, "Job", Deadly if form == "jsonl" else Job)
    extract_with_ray(sources, out, address=address, form=form)
    monkeypatch.setattr(Finisher, "work", fails_where_workers_die if form == "jsonl" else Finisher.work)
    extract_to_folder(sources, tmp_path / "local")
    assert merged(out, tmp_path / "merged") == {name: (tmp_path / "local" / name).read_bytes() for name in FILES}
    assert len(list(out.glob("part-*"))) > 4
    beside = {path.name for path in out.iterdir() if not path.name.startswith("part-")}
    assert beside == ({"killed"} if form == "jsonl" else set())


def fails_where_workers_die(finisher: Finisher, item: Item, work: Work = Finisher.work) -> Stages[Finished]:
    """What a local run has for the document of which its workers die (see test_workers)."""
    return deadly(item) if place(item) == DEADLY else (yield from work(finisher, item))


def test_another_glaneur_is_refused(
    sources: list[str], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_program", lambda patterns: b"another")
    with pytest.raises(PartsError, match=r"has another version of glaneur.*install the same on all"):
        extract_with_ray(sources, tmp_path / "out", address=address)


def test_where_no_cluster_is_it_is_told(sources: list[str], tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:1: no one answers there"):
        extract_with_ray(sources, tmp_path / "out", address="127.0.0.1:1")
