"""`make bench`: the whole program against the stock spaCy ruler, on the same text in the same sitting.

    python -m tests.bench FOLDER [REAL]

FOLDER holds `corpus.jsonl.gz` and `baseline.py`; REAL, if given, `docs.jsonl` of dense text. The programs run in
turns, and the best time of each counts: the machines are shared and noisy. Seconds are those of the clock on the wall,
start-up included; nothing comes from the cache. Peers, tests/peers.py, are measured where their group is installed:

    pip install --group peers
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

from tests.stages import stages

ROUNDS = 3
# So many times the benchmark, for the scaling of a longer run.
LONG = 8
# So many documents of dense text, each of so many sentences.
DENSE, SENTENCES = 300, 80
SENTENCE = "Le 9 mars 2022, le Comité 1267 a prié l’ONUDC de réunir les 15 experts visés par la résolution 2610 (2021)."
PEERS = ("fr_core_news_md", "edsnlp")


def seconds(command: list[str], text: str = "") -> float:
    """Seconds that a command takes, start-up included."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, input=text.encode())
    return time.perf_counter() - began


def best(*runs: Callable[[], float]) -> tuple[float, ...]:
    """The best of several rounds of some runs, in turns."""
    rounds = [[run() for run in runs] for _ in range(ROUNDS)]
    return tuple(min(times) for times in zip(*rounds, strict=True))


def otherwise() -> Callable[[str], str]:
    """Gives what changes some digits of a text, the same ones each time."""
    changing = random.Random(1)
    return lambda text: re.sub(r"\d", lambda d: d[0] if changing.random() < 0.7 else changing.choice("123456789"), text)


def dense(real: Path, target: Path) -> None:
    """Write real sentences, repeated with other digits, as documents; the same ones each time."""
    texts = [json.loads(line)["text"] for line in (real / "docs.jsonl").open(encoding="utf-8")]
    changed = map(otherwise(), cycle(texts))
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=1) as out:
        for number in range(DENSE):
            text = "\n\n".join(islice(changed, SENTENCES))
            out.write(json.dumps({"id": f"dense-{number}", "text": text}, ensure_ascii=False) + "\n")


def long(corpus: Path, target: Path) -> None:
    """Write the benchmark some times over, each time with other digits: the start weighs less in it."""
    change = otherwise()
    with gzip.open(corpus, "rb") as lines:
        documents = [json.loads(line) for line in lines]
    with target.open("w", encoding="utf-8") as out:
        for number in range(LONG):
            for document in documents:
                line = {"id": f"{document['id']}-{number}", "text": change(document["text"])}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def extraction(source: Path, out: Path, *options: str) -> list[str]:
    """The command that extracts a source, with nothing from the cache."""
    return [sys.executable, "-m", "pipeline", "extract", str(source), "--fresh", "--out", str(out), *options]


def scale(source: Path, out: Path) -> None:
    """Print the times of one job and of all cores, once each."""
    one = seconds(extraction(source, out / "one", "--jobs", "1"))
    all_cores = seconds(extraction(source, out / "all"))
    print_line(
        f"long     {source.stat().st_size / 1e6:.0f} MB",
        f"one core {one:5.1f} s",
        f"all cores {all_cores:5.1f} s",
        f"scaling {one / all_cores:.2f}",
    )


def compare(name: str, baseline: Path, source: Path, out: Path) -> None:
    """Print the times of the baseline, of one job and of all cores, and their ratios."""
    stock_command = [sys.executable, str(baseline), str(source), str(out / "baseline.jsonl")]
    stock, one, all_cores = best(
        lambda: seconds(stock_command),
        lambda: seconds(extraction(source, out / "one", "--jobs", "1")),
        lambda: seconds(extraction(source, out / "all")),
    )
    print_line(
        f"{name:8} stock ruler {stock:5.1f} s",
        f"one core {one:5.1f} s, {stock / one:.2f} times as fast",
        f"all cores {all_cores:5.1f} s, {stock / all_cores:.2f} times",
        f"scaling {one / all_cores:.2f}",
    )


def print_line(*parts: str) -> None:
    """Print the parts of a line as soon as they are known."""
    sys.stdout.write("; ".join(parts) + "\n")
    sys.stdout.flush()


def main(folder: Path, real: Path | None = None) -> None:
    """Print all."""
    corpus, baseline = folder / "corpus.jsonl.gz", folder / "baseline.py"
    if not (corpus.exists() and baseline.exists()):
        raise SystemExit(
            f"{folder}: no baseline.py and corpus.jsonl.gz there; make bench SHARED=FOLDER names the folder of bench/"
        )
    print_line(*(f"{name} {version(name)}" for name in ("glaneur", "spacy", "google-re2", "pydantic")))
    program = [sys.executable, "-m", "pipeline"]
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        compare("bench", baseline, corpus, out)
        if real is not None and (real / "docs.jsonl").exists():
            dense(real, out / "dense.jsonl.gz")
            compare("dense", baseline, out / "dense.jsonl.gz", out)
        long(corpus, out / "long.jsonl")
        scale(out / "long.jsonl", out)
        sentence, help_ = best(
            lambda: seconds([*program, "extract", "-", "--out", "-"], SENTENCE), lambda: seconds([*program, "--help"])
        )
        print_line(f"one sentence, cold {sentence:.2f} s", f"glaneur --help {help_:.2f} s")
        print_line(
            "stages, seconds of one processor: " + ", ".join(f"{n} {s:.2f}" for n, s in stages([str(corpus)]).items())
        )
        for peer in PEERS:
            if importlib.util.find_spec(peer):
                result = subprocess.run([sys.executable, "-m", "tests.peers", peer, str(corpus)], capture_output=True)
                print_line(result.stdout.decode().strip() or f"{peer} failed: {result.stderr.decode()[-300:]}")
            else:
                print_line(f"{peer} is not installed: pip install --group peers")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
