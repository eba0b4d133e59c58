"""The last component: mentions as spaCy spans, `doc.spans["DATE"]` and so on, for those who go on with spaCy."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.mentions import reading_of


def set_spans(doc: Doc) -> Doc:
    """Set one span group per label; a span is widened to whole tokens, and its `id_` is the rule."""
    for label, mentions in reading_of(doc).mentions.items():
        spans = (doc.char_span(m.start, m.end, label=label, span_id=m.rule, alignment_mode="expand") for m in mentions)
        doc.spans[label] = [span for span in spans if span is not None]
    return doc
