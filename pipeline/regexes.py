"""Regular expressions, compiled once on a machine: their code is kept, as Python keeps that of its modules.

Compiling takes `re` a tenth of a run over millions of words, and of the start, always with the same outcome. The code
lies beside that of this module in `__pycache__`, by expression and flags, for one version of Python. The installation
compiles all (`pipeline.compiling`), and a run keeps what it had to compile, unless it is told to write no code
(`PYTHONDONTWRITEBYTECODE`). What is no code, or was torn as it was written, is compiled anew.
"""

from __future__ import annotations

# Private, but what `re.compile` itself is made of since Python 3.11.
import _sre  # type: ignore[import-not-found]
import hashlib
import marshal
import os
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

# By expression and flags: all flags, the code, the number of groups and their names.
_Code = tuple[int, bytes, int, dict[str, int]]
_Codes = dict[tuple[str, int], _Code]

_VERSION = f"{sys.version} {_sre.MAGIC}".encode()
_HASH = 16
# More is not kept: each other patterns folder adds to it.
_LARGEST = 20_000_000


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:  # noqa: A001  # as `re.compile`
    """What `re.compile` gives; raises what it raises."""
    kept = _kept()
    key = (pattern, int(flags))
    if key in kept:
        with suppress(Exception):  # whatever stands there
            return _made(pattern, kept[key])
    parsed = _parser.parse(pattern, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    kept[key] = int(flags | parsed.state.flags), code, parsed.state.groups - 1, parsed.state.groupdict
    _new.append(key)
    return _made(pattern, kept[key])


def keep() -> None:
    """Write down what was compiled in this process, beside what others wrote; where that cannot be, all goes on."""
    if not _new:
        return
    codes = {**_read(), **{key: _kept()[key] for key in _new}}
    _new.clear()
    body = marshal.dumps(codes)
    path = _path()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        if len(body) <= _LARGEST:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_hash(body) + body)
            draft.replace(path)


# The keys of what was compiled here and is not written yet.
_new: list[tuple[str, int]] = []


@cache
def _kept() -> _Codes:
    return _read()


def _read() -> _Codes:
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = _path().read_bytes()
        if data[:_HASH] == _hash(data[_HASH:]):
            codes: _Codes = marshal.loads(data[_HASH:])
            return codes
    return {}


def _path() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".codes")


def _hash(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_HASH, person=b"glaneur", key=hashlib.sha256(_VERSION).digest()).digest()


def _made(pattern: str, kept: _Code) -> re.Pattern[str]:
    flags, code, groups, names = kept
    by_number: list[Any] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    made: re.Pattern[str] = _sre.compile(pattern, flags, array("I", code).tolist(), groups, names, tuple(by_number))
    return made
