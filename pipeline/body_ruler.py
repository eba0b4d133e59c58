"""spaCy's ruler with the names of those bodies only that a text has had: adding all takes as long as reading a book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from spacy.language import Language
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc

# The name that spaCy gives it.
RULER = "span_ruler"


class BodyRuler:
    """Marks the names that were met; `names` are the patterns of all, as spaCy's ruler takes them."""

    def __init__(self, nlp: Language, names: Sequence[dict[str, str]]) -> None:
        self._ruler = cast(SpanRuler, nlp.get_pipe(RULER))
        self._names = names
        self._added: set[int] = set()
        self._met: set[int] = set()

    def meet(self, indices: Iterable[int]) -> None:
        """Take note of names, by their index, that stand in a text to come."""
        self._met.update(indices)

    def __call__(self, doc: Doc) -> Doc:
        """Mark them in the words of a text."""
        if new := self._met - self._added:
            self._ruler.add_patterns([self._names[index] for index in sorted(new)])  # type: ignore[misc]
            self._added |= new
        self._met.clear()
        return self._ruler(doc)
