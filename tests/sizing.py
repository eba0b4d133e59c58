"""`make sizing`: what a run costs, and how that grows with documents, bodies and rules, for `tests/SIZING.md`.

    python -m tests.sizing

Each run is the whole program in a process of its own, on texts made of the project's corpus. Seconds are those of the
processor, which a busy machine disturbs less than those of the clock.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice
from pathlib import Path

from pipeline import __version__
from pipeline.patterns.files import default_patterns
from pipeline.workers import available_jobs

ROOT = Path(__file__).parent.parent
# Words of a document: about a page.
PAGE = 300
RULES = ("resolutions", "dates", "figures", "exclusions")
SYLLABLES = "ba bel co dra du fa gal go ka lan li mo na nor pe qua ri sa sol ta tor va vil zo".split()
HEADS = ("Office", "Agence", "Centre", "Comité", "Institut", "Commission", "Union", "Fonds", "Ligue", "Conseil")


@dataclass(frozen=True, slots=True)
class Run:
    """A run: documents and words that it read, seconds of processor and clock, and the most memory of a process."""

    documents: int
    words: int
    processor: float
    clock: float
    megabytes: float

    @property
    def cells(self) -> list[str]:
        """Documents, million words, processor seconds, the same for a million words, clock seconds, memory."""
        million = self.words / 1e6
        rate = f"{self.processor / million:.1f}" if million > 0.01 else "–"
        seconds = (f"{self.processor:.1f}", rate, f"{self.clock:.1f}")
        return [f"{self.documents:,}", f"{million:.2f}", *seconds, f"{self.megabytes:.0f} MB"]


COLUMNS = ["documents", "million words", "processor, s", "s a million words", "clock, s", "memory"]


class Corpus:
    """Pages of the project's corpus, repeated with changes: each has a number of its own in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        words = chain.from_iterable(path.read_text().split(" ") for path in sorted((ROOT / "corpus").glob("*.txt")))
        self._pages = list(iter(lambda: " ".join(islice(words, PAGE)), ""))

    def of(self, documents: int) -> tuple[Path, int]:
        """A file with so many documents, and its number of words."""
        path, words = self._folder / f"{documents}.jsonl", 0
        with path.open("w") as lines:
            for number, page in enumerate(islice(cycle(self._pages), documents), start=1):
                text = f"Document {number} du dossier.\n\n{page}"
                words += len(text.split())
                lines.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
        return path, words


def run(corpus: Corpus, documents: int, *options: str) -> Run:
    """Extract so many documents on one core, if options do not say otherwise."""
    source, words = corpus.of(documents)
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "pipeline", "extract", str(source), "--out", out, "--jobs", "1", *options]
        before = os.times()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            told = process.stderr.read() if process.stderr else ""
        clock = os.times().elapsed - before.elapsed
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}: {told}")
    return Run(documents, words, usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / 1024)


def made_up_bodies(number: int) -> Iterator[dict[str, object]]:
    """Bodies that are none: `Agence de Balanvil` and so on."""
    for n in range(number):
        place = "".join(SYLLABLES[n // len(SYLLABLES) ** power % len(SYLLABLES)] for power in range(4)).capitalize()
        head = HEADS[n % len(HEADS)]
        name = f"{head} de {place}" if head[0] not in "AEIOUÉ" else f"{head} pour {place}"
        yield {
            "id": f"made-up-{n}", "name": name, "acronyms": [f"{head[0]}{place.upper()}"], "names": [f"{place}-{head}"],
            "parent": None, "kind": "agency", "source": "made up",
        }  # fmt: skip


def with_bodies(folder: Path, number: int) -> Path:
    """The patterns, with so many more bodies."""
    patterns = folder / f"{number}-bodies"
    shutil.copytree(default_patterns(), patterns)
    lines = (json.dumps(body, ensure_ascii=False) + "\n" for body in made_up_bodies(number))
    (patterns / "organisations" / "made-up.jsonl").write_text("".join(lines))
    return patterns


def with_rules(folder: Path, times: int) -> Path:
    """The patterns, each rule so many times: all copies are tried where the first is, so this is the worst case."""
    patterns = folder / f"{times}-rules"
    shutil.copytree(default_patterns(), patterns)
    for path in chain.from_iterable((patterns / name).glob("*.jsonl") for name in RULES):
        rules = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        copies = [{**rule, "id": f"{rule['id']}-{n}" if n else rule["id"]} for n in range(times) for rule in rules]
        path.write_text("".join(json.dumps(rule, ensure_ascii=False) + "\n" for rule in copies))
    return patterns


def table(head: str, rows: Iterable[tuple[str, Run]]) -> None:
    """Print rows as they are measured."""
    sys.stdout.write(f"\n| {' | '.join([head, *COLUMNS])} |\n|{'---|' * (1 + len(COLUMNS))}\n")
    for name, measured in rows:
        sys.stdout.write(f"| {' | '.join([name, *measured.cells])} |\n")
        sys.stdout.flush()


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, patterns = Corpus(Path(folder)), Path(folder)
        cores = available_jobs()
        sys.stdout.write(
            f"glaneur {__version__}, Python {platform.python_version()}, {_processor()}, {cores} core(s)\n"
        )
        table("one core", ((f"{n:,}", run(corpus, n)) for n in (1, 100, 1_000, 10_000)))
        table(
            "bodies more",
            (
                (f"{n:,}", run(corpus, documents, "--patterns", str(with_bodies(patterns / f"{documents}", n))))
                for n in (0, 1_000, 10_000, 100_000)
                for documents in (1, 1_000)
            ),
        )
        table("rules", ((f"× {n}", run(corpus, 1_000, "--patterns", str(with_rules(patterns, n)))) for n in (1, 2, 4)))
        table("engine", ((name, run(corpus, 10_000, *options)) for name, options in _engines(cores)))


def _engines(cores: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Memory and processor are those of the process that is started and of its children, of which Ray's are none."""
    yield "one core", ()
    yield f"{cores} cores", ("--jobs", str(cores))
    yield f"Ray, {cores} workers", ("--jobs", str(cores), "--engine", "ray")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main()
