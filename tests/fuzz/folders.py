"""Made-up folders, as bad as those of `tests/nasty`, and what the command makes of them."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.texts import Writer
from tests.nasty.guard import tree

_SECONDS = 300
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac-roman")
_ENDINGS = (".txt", ".txt", ".jsonl", ".jsonl.gz", "", ".md", ".html", ".pdf", ".eml", ".docx")
_CHARACTERS = "abcé ’'\n\t\x1b:;*?<>|\"\\$&~%{}[]()-_.…😀\u0301\u202e\u2028"


def make_folder(folder: Path, writer: Writer, pick: random.Random, files: int = 25) -> None:
    """Fill a folder."""
    places = [folder]
    for _ in range(files):
        place = pick.choice(places)
        name = "".join(pick.choices(_CHARACTERS, k=pick.randint(1, 20)))
        if pick.random() < 0.1:
            name = os.fsdecode(pick.randbytes(6).replace(b"/", b"").replace(b"\0", b"") or b"x")
        path = place / (name.replace("/", "") + pick.choice(_ENDINGS))
        if path.name in (".", "..") or path.is_symlink() or path.exists():
            continue
        kind = pick.random()
        if kind < 0.1:
            path.mkdir()
            places.append(path)
        elif kind < 0.2:
            path.symlink_to(pick.choice((".", "..", "nowhere", path.name, "/etc/hostname", str(folder))))
        elif kind < 0.23:
            os.mkfifo(path)
        else:
            path.write_bytes(_content(path.name, writer, pick))
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    lines = [_broken(json.dumps({"file_name": name, "date": "2024-03-15"}).encode(), pick) for name in names]
    (folder / "metadata.jsonl").write_bytes(b"\n".join(lines))


def _content(name: str, writer: Writer, pick: random.Random) -> bytes:
    if ".jsonl" not in name:
        text = writer.text().encode(pick.choice(_ENCODINGS), "replace")
        return _broken(text, pick)
    documents = [
        {"id": pick.choice(("a", "b", f"{n}", "../../x", "/etc/x", "\n", "\ud800")), "text": writer.text()}
        for n in range(pick.choice((0, 1, 5, 40)))
    ]
    lines = [_broken(json.dumps(document, ensure_ascii=pick.random() < 0.5).encode("utf-8", "surrogatepass"), pick)
             for document in documents]  # fmt: skip
    data = b"\n".join(lines)
    return _broken(gzip.compress(data, mtime=0), pick) if name.endswith(".gz") else data


def _broken(data: bytes, pick: random.Random) -> bytes:
    if pick.random() < 0.7 or not data:
        return data
    at = pick.randrange(len(data))
    return pick.choice((data[:at], data[:at] + pick.randbytes(3) + data[at + 3 :], data[at:], data * 2, b""))


def folder_faults(folder: Path, out: Path) -> Iterator[str]:
    """Yield what is broken when the command reads this folder; `out` is an empty folder for its output."""
    before = tree(folder)
    runs = [out / "one", out / "again", out / "two"]
    for run, jobs in zip(runs, ("1", "1", "2"), strict=True):
        command = ["extract", str(folder), "--out", str(run), "--jobs", jobs]
        yield from _command_faults(command, (0, 1))
    if not all((run / "records.jsonl").exists() for run in runs):
        return
    for name in ("records.jsonl", "documents.jsonl", "entities.jsonl"):
        first, *others = ((run / name).read_bytes() for run in runs)
        if any(other != first for other in others):
            yield f"again: {name} differs between runs"
        for number, line in enumerate(first.splitlines(), start=1):
            try:
                json.loads(line)
            except ValueError as fault:
                yield f"{name}:{number}: {fault}"
    yield from _command_faults(["validate", str(runs[0] / "records.jsonl"), "--sources", str(folder)], (0,))
    if tree(folder) != before:
        yield "tree: the sources were changed"
    if sorted(path.name for path in out.iterdir()) != ["again", "one", "two"]:
        yield "tree: something was written beside --out"


def _command_faults(command: list[str], good: tuple[int, ...]) -> Iterator[str]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *command], capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        yield f"time: {command[0]} is not done after {_SECONDS} s"
        return
    told = (done.stdout[:500] + done.stderr[-1500:]).decode("utf-8", "replace")
    if done.returncode not in good or b"Traceback" in done.stderr:
        yield f"command: {command[0]} ends with {done.returncode}: {told}"
