"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): JSON-LD, one annotation a mention.

The target is the document's id as a relative IRI, with a quote and a position; the body holds the label, and as JSON
what else is known. The model counts code points; what a tool in JavaScript counted in UTF-16 is told by its quote.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from pipeline.convert.annotations import (
    Annotations,
    ConvertError,
    Losses,
    Mention,
    documents_in,
    known_label,
    mention_at,
    notes_of,
    without_texts,
)
from pipeline.convert.offsets import locate
from pipeline.json_lines import json_value
from pipeline.records import Document

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_LABEL_PURPOSES = ("classifying", "tagging")
# Characters of context before and after a quote.
_AROUND = 32


def write(annotations: Annotations, losses: Losses) -> bytes:
    """Write one page of annotations."""
    without_texts(annotations, losses)
    items = [_annotation(document, mention) for document, mentions in annotations.by_document() for mention in mentions]
    page = {"@context": _CONTEXT, "id": _name("page", *(item["id"] for item in items)), "type": "AnnotationPage"}
    return json.dumps({**page, "items": items}, ensure_ascii=False, indent=1).encode("utf-8")


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read a page, a collection with its first page, a list of annotations, or one."""
    documents = documents_in(sources, path)
    by_id = {document.id: document for document in documents}
    try:
        items = _items(json_value(path.read_bytes()))
    except ValueError as fault:
        raise ConvertError(f"{path}: not JSON: {fault}; export it anew") from None
    except (KeyError, TypeError, AttributeError):
        raise ConvertError(f"{path}: neither Web Annotations nor a page of them; export it anew") from None
    found = []
    for number, item in enumerate(items, start=1):
        where = f"{path}: annotation {number}"
        try:
            found += list(_mentions(where, item, by_id, losses))
        except (KeyError, TypeError, AttributeError) as fault:
            raise ConvertError(f"{where}: not a Web Annotation ({fault!r}); export it anew") from None
    return Annotations.checked(documents, found)


def _annotation(document: Document, mention: Mention) -> dict[str, Any]:
    text, start, end = document.text, mention.start, mention.end
    body = [{"type": "TextualBody", "purpose": "classifying", "value": mention.label}]
    if mention.notes:
        notes = json.dumps(mention.notes, ensure_ascii=False)
        body.append({"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": notes})
    selector = [
        {
            "type": "TextQuoteSelector",
            "exact": mention.text,
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    return {
        "id": _name(document.id, mention.label, str(start), str(end)),
        "type": "Annotation",
        "motivation": "classifying",
        "body": body,
        "target": {"source": quote(document.id), "selector": selector},
    }


def _name(*parts: str) -> str:
    """An IRI that depends on nothing but what it names."""
    return uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(parts)).urn


def _items(data: Any) -> list[Any]:
    if isinstance(data, dict):
        data = data["first"]["items"] if "first" in data else data.get("items", [data])
    return list(data)


def _mentions(
    where: str, item: dict[str, Any], by_id: dict[str, Document], losses: Losses
) -> Iterator[tuple[str, Mention]]:
    bodies = _several(item["body"])
    notes = [b["value"] for b in bodies if b.get("format") == "application/json"]
    labels = [b["value"] for b in bodies if b.get("purpose") in _LABEL_PURPOSES]
    losses.add("body of an annotation that is no label", len(bodies) - len(labels) - len(notes[:1]))
    for target in _several(item["target"]):
        doc_id = unquote(target["source"])
        if doc_id not in by_id:
            raise ConvertError(f"{where}: no document {doc_id!r}; is --sources right?")
        start, end = _span(where, by_id[doc_id].text, _several(target["selector"]))
        known = notes_of(where, _json(where, notes[0])) if notes else {}
        for label in (known_label(name, losses) for name in labels):
            if label is not None:
                yield where, mention_at(by_id[doc_id], label, start, end, known)


def _span(where: str, text: str, selectors: list[dict[str, Any]]) -> tuple[int, int]:
    by_type = {selector["type"]: selector for selector in selectors}
    exact = by_type["TextQuoteSelector"]["exact"]
    start, end = (by_type["TextPositionSelector"][key] for key in ("start", "end"))
    span = locate(text, start, end, exact)
    if span is None:
        raise ConvertError(f"{where}: {exact!r} does not stand at {start}-{end} of the text; mend the offsets")
    return span


def _several(one_or_more: Any) -> list[Any]:
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]


def _json(where: str, written: str) -> object:
    try:
        return json_value(written)
    except ValueError:
        raise ConvertError(f"{where}: its body {written!r} is not the JSON that it says; mend it") from None
