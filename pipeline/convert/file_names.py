"""Ids of documents as names of files: those that are safe stay, the others are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Letters, digits and what is harmless in every file system; no part begins with a dot.
_PART = r"[\w()’' +,=@-][\w()’' +,=@.-]*"
_SAFE = re.compile(rf"{_PART}(?:/{_PART})*")
# Of most file systems, in bytes; some is left for an ending.
_LONGEST_PART = 240


def file_names(ids: Sequence[str], ending: str) -> dict[str, str]:
    """Give each id a file name with the ending: itself if it is one, else a number that no id has as its name."""
    names = {doc_id: doc_id for doc_id in ids if doc_id.endswith(ending) and _safe(doc_id)}
    number = 0
    for doc_id in ids:
        while doc_id not in names:
            number += 1
            name = f"document-{number:05}{ending}"
            if name not in ids:
                names[doc_id] = name
    return names


def _safe(name: str) -> bool:
    longest = max(len(part.encode("utf-8")) for part in name.split("/"))
    return _SAFE.fullmatch(name) is not None and longest <= _LONGEST_PART
