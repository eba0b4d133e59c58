"""A gold set: a folder with `docs.jsonl` and `gold.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.convert.annotations import Annotations, Losses, document_fields, mention_of
from pipeline.evaluation.gold import DOCUMENTS, GOLD, GoldSet


def write(annotations: Annotations, losses: Losses) -> dict[str, bytes]:
    """Write documents and mentions; what a record has more than gold is lost."""
    losses.add(
        "rule, sentence and warnings of a mention", sum(not m.notes.keys() <= {"value"} for m in annotations.mentions)
    )
    mentions = (
        m.model_dump(include={"doc_id", "label", "start", "end", "text", "value"}, exclude_defaults=True)
        for m in annotations.mentions
    )
    order = ("doc_id", "label", "start", "end", "text", "value")
    return {
        DOCUMENTS: _lines({**document_fields(d), "text": d.text} for d in annotations.documents),
        GOLD: _lines({key: m[key] for key in order if key in m} for m in mentions),
    }


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read a gold folder; raises GoldError or SourceError."""
    folder = path.parent if path.name == GOLD else path
    gold = GoldSet.read(folder, sources)
    where = str(folder / GOLD)
    found = ((where, mention_of(f"{where}: {m.doc_id}:{m.start}-{m.end}", m.model_dump())) for m in gold.mentions)
    return Annotations.checked(gold.documents, found)


def _lines(objects: Iterable[dict[str, object]]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode("utf-8")
