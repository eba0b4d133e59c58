"""The zip archives that office programs write, opened with suspicion: their headers may lie about what comes out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pipeline.readers.converted import ReaderError

# The text of a thousand pages is some 20 MB of markup; what is left out of account, such as pictures, is not unpacked.
MOST_UNPACKED = 200_000_000
# Markup shrinks to a tenth or a thirtieth, a bomb to a thousandth. Small parts may shrink as they will.
MOST_RATIO, RATIO_FROM = 250, 5_000_000
# A directory entry costs memory; documents with thousands of pictures stay below.
MOST_MEMBERS = 20_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_CHUNK = 65_536
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Archive:
    """The parts of a document by their names."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLD_OFFICE):
            raise ReaderError("protected by a password, or of an old Word; save it without password as .docx")
        if data.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:
            raise ReaderError(f"an archive of more than {MOST_MEMBERS} parts: no document; save it anew")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as fault:
            raise ReaderError(f"damaged, or no office document ({fault}); save it anew") from None
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece; raises ReaderError, also for what would fill the memory."""
        info = self._zip.NameToInfo.get(name)
        if info is None:
            raise ReaderError(f"damaged: it has no {name}; save it anew")
        if info.flag_bits & 1:
            raise ReaderError("protected by a password; save it without one")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others are unpacked all at once
            raise ReaderError("packed in a way that office programs do not use; save it anew")
        size = 0
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    bomb = size > RATIO_FROM and size > MOST_RATIO * max(1, info.compress_size)
                    if bomb or self._unpacked > MOST_UNPACKED:
                        raise ReaderError("a zip bomb, or too large: its text unpacks to too much; split it")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as fault:
            raise ReaderError(f"damaged: {name} cannot be unpacked ({fault}); save it anew") from None
