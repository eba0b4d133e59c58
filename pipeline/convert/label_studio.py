r"""Label Studio (https://labelstud.io/guide/task_format): a JSON file of tasks, one a document.

Gold becomes annotations, records predictions. A region carries its label; its value is JSON in a text area of the
region, where an annotator can correct it, and the rest goes into the region's `meta`. The labelling interface is
CONFIG. Label Studio counts code points, each line-end character as one; in quotes it writes a line end as `\n`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.convert.annotations import (
    Annotations,
    ConvertError,
    Losses,
    Mention,
    Notes,
    document_fields,
    document_of,
    known_label,
    mention_at,
    notes_of,
)
from pipeline.convert.offsets import locate
from pipeline.json_lines import json_value
from pipeline.records import LABELS, Document

_LABELS, _VALUE, _TEXT = "label", "value", "text"

_CHOICES = "\n    ".join(f'<Label value="{label}"/>' for label in LABELS)
CONFIG = f"""<View>
  <Labels name="{_LABELS}" toName="{_TEXT}">
    {_CHOICES}
  </Labels>
  <Text name="{_TEXT}" value="$text"/>
  <TextArea name="{_VALUE}" toName="{_TEXT}" perRegion="true"/>
</View>"""

_REST = frozenset(Notes.model_fields) - {"value"}


def write(annotations: Annotations, losses: Losses) -> bytes:
    """Write a task for each document; nothing is lost."""
    kind = "predictions" if any(mention.rule for mention in annotations.mentions) else "annotations"
    tasks = [
        {"id": number, "data": _data(document), kind: [{"result": [*_results(mentions)]}]}
        for number, (document, mentions) in enumerate(annotations.by_document(), start=1)
    ]
    return json.dumps(tasks, ensure_ascii=False, indent=1).encode("utf-8")


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read tasks as Label Studio exports them (JSON, not JSON-MIN)."""
    try:
        tasks = json_value(path.read_bytes())
    except ValueError as fault:
        raise ConvertError(f"{path}: not JSON: {fault}; export the project as JSON") from None
    documents, found = [], []
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], start=1):
        where = f"{path}: task {number}"
        try:
            document = _document(where, number, task)
            documents.append(document)
            found += list(_mentions(where, document, _regions(task, losses), losses))
        except (KeyError, TypeError, AttributeError) as fault:
            raise ConvertError(f"{where}: not as Label Studio writes it ({fault!r}); export it as JSON anew") from None
    return Annotations.checked(documents, found)


def _data(document: Document) -> dict[str, str]:
    fields = document_fields(document)
    return {"text": document.text, "doc_id": fields.pop("id"), **fields}


def _results(mentions: list[Mention]) -> Iterator[dict[str, Any]]:
    for number, mention in enumerate(mentions, start=1):
        span = {"start": mention.start, "end": mention.end}
        region = {"id": f"m{number}", "to_name": _TEXT}
        notes = mention.notes
        value = notes.pop("value", None)
        yield {
            **region,
            "from_name": _LABELS,
            "type": "labels",
            "value": {**span, "text": mention.text, "labels": [mention.label]},
            **({"meta": notes} if notes else {}),
        }
        if value is not None:
            written = json.dumps(value, ensure_ascii=False)
            yield {**region, "from_name": _VALUE, "type": "textarea", "value": {**span, "text": [written]}}


def _document(where: str, number: int, task: dict[str, Any]) -> Document:
    data = task["data"]
    return document_of(where, {**data, "id": data.get("doc_id") or f"task-{task.get('id', number)}"})


def _regions(task: dict[str, Any], losses: Losses) -> list[dict[str, Any]]:
    """The results of a task: its first annotation that counts, or else what was predicted."""
    annotations = [one for one in task.get("annotations") or () if not one.get("was_cancelled")]
    annotations = annotations or list(task.get("predictions") or ())
    losses.add("second annotation of a task: the first is taken (see glaneur agreement)", len(annotations[1:]))
    return list(annotations[0]["result"]) if annotations else []


def _mentions(
    where: str, document: Document, results: list[dict[str, Any]], losses: Losses
) -> Iterator[tuple[str, Mention]]:
    values: dict[str, object] = {}
    for result in results:
        if result["type"] == "textarea" and result["from_name"] == _VALUE:
            values[result["id"]] = _value(f"{where}, region {result['id']}", result["value"]["text"])
        elif result["type"] != "labels":
            losses.add(f"result of type {result['type']!r}, for which glaneur has no place")
    for result in results:
        if result["type"] == "labels":
            place, region = f"{where}, region {result['id']}", result["value"]
            start, end = _span(place, document.text, region)
            meta = result.get("meta") or {}
            losses.add("note in the meta of a region", len(meta.keys() - _REST))
            notes = {"value": values.get(result["id"]), **{k: v for k, v in meta.items() if k in _REST}}
            notes = notes_of(place, notes)
            for label in (known_label(name, losses) for name in region["labels"]):
                if label is not None:
                    yield place, mention_at(document, label, start, end, notes)


def _span(place: str, text: str, region: dict[str, Any]) -> tuple[int, int]:
    start, end, quote = region["start"], region["end"], region.get("text")
    span = (start, end) if quote is None else locate(text, start, end, quote, _shown)
    if span is None:
        raise ConvertError(f"{place}: {quote!r} does not stand at {start}-{end} of the text; draw it anew")
    return span


def _shown(text: str) -> str:
    return re.sub(r"\\n|[\r\n]", " ", text)


def _value(place: str, texts: list[str] | str) -> object:
    written = texts if isinstance(texts, str) else "\n".join(texts)
    try:
        return json_value(written)
    except ValueError:
        raise ConvertError(f"{place}: the value {written!r} is no JSON object; correct it") from None
