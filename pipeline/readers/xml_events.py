"""XML as a stream of elements and text, by expat: no tree, no document type, so no entities to expand or to fetch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from pipeline.readers.converted import ReaderError


class Handler(Protocol):
    """What follows a document; names are `prefix:local` with the prefixes of `walk`."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""

    def end(self, name: str) -> None:
        """End an element."""

    def data(self, text: str) -> None:
        """Text of an element, not always in one piece."""


def walk(chunks: Iterable[bytes], prefixes: Mapping[str, str], handler: Handler) -> None:
    """Lead a handler through a document; `prefixes` by namespace, others are `?`. Raises ReaderError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def short(name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        return f"{prefixes.get(namespace, '?')}:{local}" if namespace else local

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.start(short(name), {short(key): value for key, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(short(name))
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise ReaderError(f"damaged: its XML breaks off or is wrong ({fault}); save it anew") from None


def _refuse(*_: object) -> NoReturn:
    raise ReaderError("refused: it declares a document type, as no office program does; save it anew")


class Fields:
    """A handler that keeps the text of some elements or attributes, the first of each that has any."""

    # Titles and dates are short; what is longer is something else.
    _LONGEST = 10_000

    def __init__(self, *names: str) -> None:
        self._names = frozenset(names)
        self._open: str | None = None
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element; what is in it counts as its own."""
        if name in self._names and name not in self.found:
            self._open = name
        for key in self._names & attributes.keys():
            self.found.setdefault(key, attributes[key])

    def end(self, name: str) -> None:
        """End an element."""
        self._open = None

    def data(self, text: str) -> None:
        """Keep text."""
        if self._open and len(self.found.get(self._open, "")) < self._LONGEST:
            self.found[self._open] = self.found.get(self._open, "") + text
