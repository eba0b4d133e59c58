"""Files that are no plain text, as text: HTML, PDF, DOCX, ODT, EML behind one function."""

from __future__ import annotations

import importlib
from pathlib import PurePath

from pipeline.readers.converted import Converted, ReaderError

__all__ = ["SUFFIXES", "Converted", "ReaderError", "convert"]

# Modules by the endings that they read; imported when needed, as are the libraries behind them.
_READERS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".eml": "eml",
}
SUFFIXES = frozenset(_READERS)
# Books with pictures stay below. A page of this size takes three times as much memory, itself included.
MOST_BYTES = 100_000_000


def convert(name: str, data: bytes) -> Converted:
    """Convert the bytes of a file, by the ending of its name; raises ReaderError, and nothing else."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        raise ReaderError(
            f"{suffix or 'a name without ending'}: cannot be read; save it as {', '.join(sorted(SUFFIXES))}"
        )
    if not data.strip():
        raise ReaderError("empty")
    if len(data) > MOST_BYTES:
        raise ReaderError(f"larger than {MOST_BYTES // 1_000_000} MB; split it, or save its text as .txt")
    reader = _READERS[suffix]
    try:
        converted: Converted = importlib.import_module(f"pipeline.readers.{reader}").read(data)
    except ReaderError:
        raise
    except ModuleNotFoundError as fault:
        raise ReaderError(
            f"reading {suffix} needs {fault.name}; install it with: pip install 'glaneur[sources]'"
        ) from None
    except Exception as fault:  # libraries meet damage that they did not foresee; one bad file never stops the others
        raise ReaderError(f"damaged: {type(fault).__name__} while reading it as {suffix}; save it anew") from fault
    if not converted.text.strip():
        raise ReaderError("empty: there is no text in it")
    return converted
