"""95 % intervals by bootstrap: how far a score would move with other documents of the same kind.

Whole documents are drawn with replacement, because the mentions of one document resemble each other. The draws have a
fixed seed, so that the same verdicts give the same intervals.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

Interval = tuple[float, float]

_DRAWS = 1000
_SEED = 20240315
_BOUNDS = (2.5, 97.5)


class Bootstrap:
    """The same draws of documents for every measure."""

    def __init__(self, documents: int) -> None:
        chances = np.full(documents, 1 / documents)
        # Draw by document: how often it was drawn. Floats, because numpy multiplies those with BLAS.
        self._drawn = np.random.default_rng(_SEED).multinomial(documents, chances, size=_DRAWS).astype(float)

    def interval(self, parts: Mapping[int, tuple[int, int]]) -> Interval | None:
        """Interval of sum(part) / sum(whole), between 0 and 1; `parts` has (part, whole) by number of the document.

        None where fewer than two documents have anything to count: one document says nothing about others.
        """
        filled = {document: counts for document, counts in parts.items() if counts[1]}
        if len(filled) < 2:
            return None
        part, whole = (self._drawn[:, list(filled)] @ np.array(list(filled.values()), dtype=float)).T
        low, high = np.percentile(part[whole > 0] / whole[whole > 0], _BOUNDS)
        return float(low), float(high)
