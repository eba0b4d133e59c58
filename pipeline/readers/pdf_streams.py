"""Whether the streams of a PDF unpack to more than memory should hold: PDFium unpacks each whole before it looks at it.

Streams that are encrypted, or packed otherwise than by zlib, cannot be looked into here; PDFium stops them at 1 GB.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from pipeline.readers.converted import ReaderError

# A picture of a page of A3 with 600 dots to an inch and no compression is smaller.
MOST_UNPACKED = 250_000_000
# Streams in streams overlap only in files that were made for it.
_OVERLAPS = 4
# Packed twice is rare, and thrice a bomb.
_LEVELS = 3
# Most of what is no zlib shows it at once, most streams are short.
_FIRST, _CHUNK = 1024, 16_384
_STREAM = re.compile(rb"(?<!end)stream\r?\n")


def check_streams(data: bytes) -> None:
    """Raise ReaderError for a file that unpacks to too much."""
    budget = _OVERLAPS * len(data)
    for match in _STREAM.finditer(data):
        packed = _Counted(data, match.end())
        for level in _unpacked_sizes(packed):
            if level > MOST_UNPACKED:
                raise ReaderError("a bomb, or too large: a part of it unpacks to too much; save it anew")
        budget -= packed.read
        if budget < 0:
            raise ReaderError("damaged: its parts overlap; save it anew")


class _Counted:
    """The bytes from a place on, in pieces, with what was taken of them."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self._start, self.read, self.last = data, start, 0, 0

    def __iter__(self) -> Iterator[bytes]:
        size = _FIRST
        while piece := self._data[self._start + self.read : self._start + self.read + size]:
            self.last = len(piece)
            self.read += self.last
            size = _CHUNK
            yield piece


def _unpacked_sizes(packed: _Counted) -> Iterator[int]:
    """How much came out so far of each level of packing, in turn."""
    inflaters = [zlib.decompressobj()]
    sizes = [0]
    for piece in packed:
        waiting = [(0, piece)]
        while waiting:
            level, taken = waiting.pop()
            inflater = inflaters[level]
            try:
                unpacked = inflater.decompress(taken, _CHUNK)
            except zlib.error:
                if level == 0:
                    packed.read -= packed.last  # where it ends is not known: no reason to blame the file
                    return
                continue
            if inflater.unconsumed_tail and not inflater.eof:
                waiting.append((level, inflater.unconsumed_tail))
            if not unpacked:
                continue
            if sizes[level] == 0 and level + 1 < _LEVELS and _looks_packed(unpacked):
                inflaters.append(zlib.decompressobj())
                sizes.append(0)
            sizes[level] += len(unpacked)
            yield sizes[level]
            if level + 1 < len(inflaters):
                waiting.append((level + 1, unpacked))
        if inflaters[0].eof:
            packed.read -= len(inflaters[0].unused_data)
            return


def _looks_packed(data: bytes) -> bool:
    """Whether bytes begin as zlib's do (RFC 1950)."""
    return len(data) > 1 and data[0] == 0x78 and (data[0] * 256 + data[1]) % 31 == 0
