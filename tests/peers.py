"""The speed of other tools on the text of the benchmark; a part of `make bench`, each in a process of its own.

    python -m tests.peers fr_core_news_md|edsnlp CORPUS

Importing edsnlp breaks spaCy's `entity_ruler`, and both are slow: they read every twentieth document.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from importlib.metadata import version
from typing import Any

EVERY = 20


def pipeline_of(peer: str) -> Any:
    """The tool as its documentation sets it up, for what we look for too."""
    if peer == "fr_core_news_md":
        import spacy

        return spacy.load(peer)
    import edsnlp

    nlp = edsnlp.blank("eds")
    for component in ("eds.sentences", "eds.dates", "eds.quantities"):
        nlp.add_pipe(component)
    return nlp


def main(peer: str, corpus: str) -> None:
    """Print words a second, without start-up."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for number, line in enumerate(lines) if number % EVERY == 0]
    nlp = pipeline_of(peer)
    words = sum(len(text.split()) for text in texts)
    began = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{peer} {version(peer.replace('_', '-'))}: {words / seconds:,.0f} words/s on {words:,} words\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
