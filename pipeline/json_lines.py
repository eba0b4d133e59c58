"""JSON lines, as people write and break them: each line is an object, or a fault that says what is wrong with it.

What `json` lets pass in silence is a fault too: a key that stands twice, NaN, a number of thousands of digits.
"""

from __future__ import annotations

import codecs
import errno
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import jsonlines

_KINDS = {list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number", type(None): "null"}


class LineError(ValueError):
    """A line that is no JSON object; the message says why, the caller where."""


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line) for the lines of a file that are not blank, without a byte order mark.

    Raises OSError.
    """
    require_regular(path)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            whole = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if whole.strip():
                yield number, whole


def require_regular(path: Path) -> None:
    """Raise OSError for what is no regular file: on a pipe or a device, reading may wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "is no regular file")


def json_object(line: bytes) -> dict[str, Any]:
    """Read a line as a JSON object; raises LineError."""
    try:
        read = jsonlines.Reader([line.decode("utf-8")], loads=_strict).read(allow_none=True)
    except UnicodeDecodeError as fault:
        raise LineError(f"not a JSON object: no UTF-8 at byte {fault.start}; save the file as UTF-8") from None
    except jsonlines.InvalidLineError as fault:
        raise LineError(_reason(fault.__cause__)) from None
    except RecursionError:
        raise LineError("not a JSON object: nested too deeply") from None
    if not isinstance(read, dict):
        raise LineError(f"not a JSON object, but {kind_of(read)}")
    return read


def kind_of(value: object) -> str:
    """What a JSON value is, in words: `a list`."""
    return _KINDS[type(value)]


def _reason(fault: BaseException | None) -> str:
    if isinstance(fault, LineError):
        return str(fault)
    if isinstance(fault, json.JSONDecodeError):
        return f"not a JSON object: {fault.msg} at character {fault.pos}"
    return "not a JSON object: a number has too many digits"


def json_value(data: str | bytes) -> Any:
    """Read any JSON of another program, as `json.loads` does; raises ValueError also where it is nested too deeply."""
    try:
        return json.loads(data)
    except RecursionError:
        raise LineError("nested too deeply") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        keys = [key for key, _ in pairs]
        raise LineError(f"{next(key for key in keys if keys.count(key) > 1)}: stands twice in the line; keep one")
    return fields


def _no_number(constant: str) -> NoReturn:
    raise LineError(f"not a JSON object: {constant} is no number of JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)


def _strict(text: str | bytes) -> Any:
    return _DECODER.decode(text)  # type: ignore[arg-type]  # they are texts here
