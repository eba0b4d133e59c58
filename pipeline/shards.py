"""A corpus cut for several machines: shard I of N takes each N-th document, from the I-th on.

The documents are dealt out like cards, so that each shard has of the long and of the short ones; each walks the whole
corpus, and remembers in a hash what it saw there, so that shards of a corpus that changed meanwhile are told apart.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from pipeline.corpus import Item, SourceError, place
from pipeline.outputs import RUN


class Shard:
    """One of `of` shards, by its `number`, from 1."""

    def __init__(self, number: int, of: int) -> None:
        self.number = number
        self.of = of
        self._found = 0
        self._seen = hashlib.sha256()

    @classmethod
    def parse(cls, text: str) -> Self:
        """A shard written as `I/N`; raises SourceError."""
        match = re.fullmatch(r"([1-9]\d{0,8})/([1-9]\d{0,8})", text, re.ASCII)
        if match is None or int(match[1]) > int(match[2]):
            raise SourceError(f"--shard {text}: give the number of the shard and of all shards, such as 1/4 … 4/4")
        return cls(int(match[1]), int(match[2]))

    def take(self, items: Iterable[Item]) -> Iterator[Item]:
        """The documents of this shard."""
        for item in items:
            self._seen.update(place(item).encode() + b"\0")
            if self._found % self.of == self.number - 1:
                yield item
            self._found += 1

    def check_folder(self, out: Path) -> None:
        """Raise SourceError if another shard of the same number of shards lies in a folder: it would be lost."""
        there = None
        with suppress(OSError, ValueError, TypeError, KeyError):
            shard = json.loads((out / RUN).read_bytes())["shard"]
            there = shard["number"] if shard["of"] == self.of else None
        if there not in (None, self.number):
            raise SourceError(f"{out}: holds shard {there}/{self.of}; give each shard an --out of its own")

    def describe(self) -> dict[str, Any]:
        """What `run.json` says of the shard, once all is taken."""
        return {"number": self.number, "of": self.of, "found": self._found, "sha256": self._seen.hexdigest()}
