"""`make bench`: the whole program against the stock spaCy ruler, on the same text in the same sitting.

    python -m tests.bench FOLDER

FOLDER holds `corpus.jsonl.gz` and `baseline.py`. The programs run in turns, and the best time of each counts: the
machines are shared and noisy.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 2


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of a command, start-up included."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def main(folder: Path) -> None:
    """Print the times and their ratio."""
    if not (folder / "baseline.py").exists():
        raise SystemExit(
            f"{folder}: no baseline.py and corpus.jsonl.gz there; make bench SHARED=FOLDER names their folder"
        )
    corpus = str(folder / "corpus.jsonl.gz")
    with tempfile.TemporaryDirectory() as out:
        baseline = [sys.executable, str(folder / "baseline.py"), corpus, f"{out}/baseline.jsonl"]
        glaneur = [sys.executable, "-m", "pipeline", "extract", corpus, "--out", out]
        times = [(seconds(baseline), seconds(glaneur)) for _ in range(ROUNDS)]
    stock, ours = (min(column) for column in zip(*times, strict=True))
    sys.stdout.write(f"stock ruler {stock:.1f} s, glaneur {ours:.1f} s: {stock / ours:.2f} times as fast\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
