"""Texts cut into tokens for formats that know nothing smaller: at words, and wherever a mention begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.convert.annotations import Mention

# A word keeps its combining marks and its elision (`l’`); white space runs together.
_PIECE = re.compile(r"\w[\w\u0300-\u036f]*['’ʼ]?|\s+|.", re.DOTALL)


def pieces(text: str, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """Cut a text without loss: words, signs, and stretches of white space, none across the border of a mention."""
    cuts = {0, len(text), *(match.end() for match in _PIECE.finditer(text))}
    cuts.update(border for mention in mentions for border in (mention.start, mention.end))
    return list(pairwise(sorted(cuts)))
