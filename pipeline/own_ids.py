"""Each document has an id of its own: of two with the same, the one that comes later fails."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.entries import ID_TAKEN
from pipeline.finishing import Finished
from pipeline.scratch import Scratch


class OwnIds:
    """The ids of a run, as its documents come by in their order."""

    def __init__(self) -> None:
        self._seen = Scratch("seen (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def batch(self, documents: Iterable[Finished]) -> list[Finished]:
        """Documents as they are, but for those whose id is taken."""
        return [self.one(document) for document in documents]

    def one(self, document: Finished) -> Finished:
        """A document as it is, or, if its id is taken, as one that failed; what is no document is let through."""
        new = self._seen.change("INSERT OR IGNORE INTO seen VALUES (?)", (document.id,))
        if new or document.sha256 is None:
            return document
        return Finished.failed(document.id, ID_TAKEN, document.sha256)
