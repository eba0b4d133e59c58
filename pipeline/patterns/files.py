"""Where the pattern files are, and how their lines are read."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError

from pipeline.json_lines import LineError, json_object, numbered_lines, require_regular

Line = TypeVar("Line", bound=BaseModel)


class PatternError(ValueError):
    """A fault in a pattern file; the message names file and line."""


def _form(form: str) -> str:
    if not form or form != form.strip():
        raise ValueError("a form is blank, or has white space around it")
    if not form.isprintable() and any(unicodedata.category(char) == "Cc" for char in form):
        raise ValueError(f"{form[:80]!r} has a line end or another control character in it")
    return form


# What may stand in a text: a word, a name, a sign.
Form = Annotated[str, AfterValidator(_form)]


def default_patterns() -> Path:
    """The folder of pattern files: inside an installed package, else `patterns/` of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "patterns"


def lines_or_faults(path: Path, model: type[Line]) -> Iterator[tuple[int, Line | None, list[str]]]:
    """Yield (number, validated object, faults) for each line of a JSONL file; an object or faults. Raises OSError."""
    for number, line in numbered_lines(path):
        try:
            yield number, model.model_validate(json_object(line)), []
        except LineError as fault:
            yield number, None, [str(fault)]
        except ValidationError as fault:
            yield number, None, [f"{'.'.join(map(str, e['loc'])) or 'line'}: {e['msg']}" for e in fault.errors()]


def read_lines(path: Path, model: type[Line]) -> Iterator[tuple[str, Line]]:
    """Yield (`file:line`, validated object) for each line of a JSONL file; raise PatternError at the first fault."""
    try:
        for number, line, faults in lines_or_faults(path, model):
            if line is None:
                raise PatternError(f"{path}:{number}: {'; '.join(faults)}")
            yield f"{path.name}:{number}", line
    except OSError as fault:
        raise PatternError(f"{path}: cannot be read: {fault.strerror}") from None


def pattern_files(root: Path) -> list[Path]:
    """All pattern files below `root`, in a fixed order."""
    return sorted(root.rglob("*.jsonl"))


def patterns_hash(root: Path) -> str:
    """Hash over names and contents of all pattern files: the same rules give the same hash; raises PatternError."""
    digest = hashlib.sha256()
    for path in pattern_files(root):
        name = path.relative_to(root).as_posix().encode("utf-8", "surrogateescape")
        digest.update(name + b"\0" + _content(path) + b"\0")
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        require_regular(path)
        return path.read_bytes()
    except OSError as fault:
        raise PatternError(f"{path}: cannot be read: {fault.strerror}") from None
