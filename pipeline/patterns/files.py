"""Where the pattern files are, and how their lines are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import jsonlines
from pydantic import BaseModel, ValidationError

Line = TypeVar("Line", bound=BaseModel)


class PatternError(ValueError):
    """A fault in a pattern file; the message names file and line."""


def default_patterns() -> Path:
    """The folder of pattern files: inside an installed package, else `patterns/` of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "patterns"


def read_lines(path: Path, model: type[Line]) -> Iterator[tuple[str, Line]]:
    """Yield (`file:line`, validated object) for each line of a JSONL file; raise PatternError at the first fault."""
    number = 0
    try:
        with jsonlines.open(path) as reader:
            for number, obj in enumerate(reader, start=1):
                yield f"{path.name}:{number}", model.model_validate(obj)
    except ValidationError as fault:
        problems = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'line'}: {e['msg']}" for e in fault.errors())
        raise PatternError(f"{path}:{number}: {problems}") from None
    except jsonlines.InvalidLineError as fault:
        raise PatternError(f"{path}:{fault.lineno}: not a JSON object: {fault.line[:80]!r}") from None
    except OSError as fault:
        raise PatternError(f"{path}: cannot be read: {fault.strerror}") from None


def pattern_files(root: Path) -> list[Path]:
    """All pattern files below `root`, in a fixed order."""
    return sorted(root.rglob("*.jsonl"))


def patterns_hash(root: Path) -> str:
    """Hash over names and contents of all pattern files: the same rules give the same hash."""
    digest = hashlib.sha256()
    for path in pattern_files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
