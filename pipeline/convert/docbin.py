"""spaCy's DocBin (https://spacy.io/api/docbin): one `.spacy` file, for `spacy train`.

All mentions are in the span group `sc`, which spaCy's span categoriser reads, and the longest of those that overlap in
`doc.ents`, which its entity recogniser reads. Tokens are cut where mentions begin and end, so that each is a span of
tokens. The id of a span leads to what else is known, as JSON in `doc.user_data["glaneur"]`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from pipeline.convert.annotations import (
    Annotations,
    ConvertError,
    Losses,
    Mention,
    document_fields,
    document_of,
    known_label,
    mention_at,
    notes_of,
)
from pipeline.convert.tokens import pieces
from pipeline.json_lines import json_value
from pipeline.records import Document

_GROUP = "sc"
_KEY = "glaneur"


def write(annotations: Annotations, losses: Losses) -> bytes:
    """Write a Doc for each document; nothing is lost."""
    vocab, docs = Vocab(), DocBin(store_user_data=True)
    for document, mentions in annotations.by_document():
        docs.add(_doc(vocab, document, mentions))
    return docs.to_bytes()


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read a DocBin: the spans of `sc` if there are any, else the entities."""
    try:
        docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    except Exception as fault:  # whatever zlib, msgpack and spaCy make of a file that is none of theirs
        raise ConvertError(f"{path}: no DocBin ({type(fault).__name__}: {fault}); write it anew") from None
    documents, found = [], []
    for number, doc in enumerate(docs, start=1):
        where = f"{path}: doc {number}"
        known = _known(where, doc)
        document = document_of(where, {"id": f"doc-{number}", **known.get("document", {}), "text": doc.text})
        documents.append(document)
        found += list(_mentions(where, document, doc, known.get("mentions", {}), losses))
    return Annotations.checked(documents, found)


def _doc(vocab: Vocab, document: Document, mentions: list[Mention]) -> Doc:
    words, spaces = _words(document.text, mentions)
    doc = Doc(vocab, words=words, spaces=spaces)
    spans = [_span(doc, mention, number) for number, mention in enumerate(mentions, start=1)]
    doc.spans[_GROUP] = spans
    doc.ents = filter_spans(spans)
    notes = {str(number): mention.notes for number, mention in enumerate(mentions, start=1) if mention.notes}
    known = {"document": document_fields(document), "mentions": notes}
    doc.user_data[_KEY] = json.dumps(known, ensure_ascii=False)
    return doc


def _words(text: str, mentions: list[Mention]) -> tuple[list[str], list[bool]]:
    """Words, and whether a space follows; one that a mention begins or ends with is a word of its own."""
    starts, ends = {mention.start for mention in mentions}, {mention.end for mention in mentions}
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pieces(text, mentions):
        if text[start:end] == " " and words and start not in starts and end not in ends:
            spaces[-1] = True
        else:
            words.append(text[start:end])
            spaces.append(False)
    return words, spaces


def _span(doc: Doc, mention: Mention, number: int) -> Span:
    span = doc.char_span(mention.start, mention.end, label=mention.label, span_id=str(number))
    assert span is not None, "tokens are cut where mentions begin and end"
    return span


def _known(where: str, doc: Doc) -> dict[str, Any]:
    try:
        return dict(json_value(doc.user_data.get(_KEY, "{}")))
    except (ValueError, TypeError):
        raise ConvertError(f"{where}: user_data[{_KEY!r}] is no JSON of glaneur; remove it") from None


def _mentions(
    where: str, document: Document, doc: Doc, notes: dict[str, Any], losses: Losses
) -> Iterator[tuple[str, Mention]]:
    spans: list[Span] = list(doc.spans.get(_GROUP, doc.ents))
    losses.add("span of a group other than sc", sum(len(g) for name, g in doc.spans.items() if name != _GROUP))
    for span in spans:
        label = known_label(span.label_, losses)
        if label is not None:
            place = f"{where}, span {span.id_ or span.text}"
            known = notes_of(place, notes.get(span.id_, {}))
            yield place, mention_at(document, label, span.start_char, span.end_char, known)
