"""`make fuzz`: look for what breaks, for as long as told; the same seed gives the same cases.

    python -m tests.fuzz [--seconds N] [--seed S] [--failures FOLDER]
    python -m tests.fuzz --repeat FILE

A text that breaks something is shrunk and written to a file in FOLDER, with the command that repeats it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from pipeline.patterns.collection import load
from pipeline.run import Extractor
from tests.fuzz.folders import folder_faults, make_folder
from tests.fuzz.invariants import faults
from tests.fuzz.shrinking import shrink
from tests.fuzz.texts import Material, Writer

_CORPUS = Path(__file__).parent.parent.parent / "corpus"
# Running the command takes as long as some hundred texts.
_TEXTS_A_FOLDER = 1500


@dataclass(frozen=True, slots=True)
class Failure:
    """A text and a date of the document that break something."""

    case: str
    text: str
    date: datetime.date | None
    fault: str

    def to_json(self) -> str:
        date = self.date.isoformat() if self.date else None
        return json.dumps({"case": self.case, "fault": self.fault, "date": date, "text": self.text}, indent=1)


@cache
def material() -> Material:
    """What texts are made of here."""
    return Material.gather(load(), _CORPUS)


def fuzz_text(extractor: Extractor, case: str) -> Failure | None:
    """One case: write a text, read it, shrink it if it breaks something."""
    text = Writer(material(), case).text()
    date = random.Random(case).choice((None, datetime.date(2024, 3, 15), datetime.date.min, datetime.date.max))
    fault = next(faults(extractor, text, date), None)
    if fault is None:
        return None
    kind = fault.split(":")[0]

    def fails(shorter: str) -> bool:
        return any(each.split(":")[0] == kind for each in faults(extractor, shorter, date))

    shortest = shrink(text, fails)
    return Failure(
        case, shortest, date, next((f for f in faults(extractor, shortest, date) if f.startswith(kind)), fault)
    )


def fuzz_folder(case: str) -> Iterator[str]:
    """One case: make a folder, run the command on it."""
    with tempfile.TemporaryDirectory(prefix="glaneur-fuzz-") as place:
        folder, out = Path(place) / "sources", Path(place) / "out"
        folder.mkdir()
        out.mkdir()
        make_folder(folder, Writer(material(), case), random.Random(case))
        yield from folder_faults(folder, out)


def main() -> int:
    """Fuzz until the time is over; give the exit status."""
    options = _options()
    extractor = Extractor()
    if options.repeat:
        return _repeat(extractor, options.repeat)
    if options.folder:
        told = list(fuzz_folder(options.folder))
        sys.stdout.write("".join(f"{fault}\n" for fault in told) or "all well\n")
        return bool(told)
    until = time.monotonic() + options.seconds
    seen: Counter[str] = Counter()
    done = 0
    for number in count():
        if time.monotonic() > until:
            break
        case = f"{options.seed}/{number}"
        if number % _TEXTS_A_FOLDER == _TEXTS_A_FOLDER - 1:
            for fault in fuzz_folder(case):
                seen["folder"] += 1
                sys.stdout.write(f"folder {case}: {fault}\n  python -m tests.fuzz --folder {case}\n")
        elif failure := fuzz_text(extractor, case):
            _tell(failure, seen, options.failures)
        done = number + 1
        sys.stdout.flush()
    sys.stdout.write(f"{done} cases of seed {options.seed}: {seen.total()} failures {dict(seen) or ''}\n")
    return bool(seen)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--repeat", type=Path, help="a file of failures")
    parser.add_argument("--folder", help="the case of a folder")
    return parser.parse_args()


def _tell(failure: Failure, seen: Counter[str], folder: Path) -> None:
    kind = failure.fault.split(":")[0]
    seen[kind] += 1
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{failure.case.replace('/', '-')}.json"
    path.write_text(failure.to_json(), encoding="utf-8")
    sys.stdout.write(f"{failure.fault[:600]}\n  {failure.text[:300]!r}\n  python -m tests.fuzz --repeat {path}\n")


def _repeat(extractor: Extractor, path: Path) -> int:
    fields = json.loads(path.read_bytes())
    date = datetime.date.fromisoformat(fields["date"]) if fields["date"] else None
    told = list(faults(extractor, fields["text"], date))
    sys.stdout.write("".join(f"{fault}\n" for fault in told) or "all well\n")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
