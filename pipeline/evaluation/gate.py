"""The gate: scores per label must not fall under pinned floors, which belong to one gold, by its hash.

    python -m pipeline.evaluation.gate tests/gold --sources corpus

raises the floors to the present scores. It never lowers one, unless told to with `--lower`.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.evaluation.evaluate import evaluate_folders
from pipeline.evaluation.gold import GoldError, gold_hash
from pipeline.evaluation.scores import Score, score

FLOORS = "floors.json"
_MEASURES = ("f1", "values")


class Floors(BaseModel):
    """Pinned floors, in percent, per label and measure, with the hash of the gold that they belong to."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    gold: str
    floors: dict[str, dict[str, float]]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the floors of a gold folder; raises GoldError."""
        try:
            return cls.model_validate_json((folder / FLOORS).read_bytes())
        except (OSError, ValidationError) as fault:
            raise GoldError(f"{folder / FLOORS}: {fault}") from None

    def faults(self, folder: Path, scores: Mapping[str, Score]) -> Iterator[str]:
        """What the gate holds against these scores."""
        if gold_hash(folder) != self.gold:
            yield "the gold has changed since the floors were pinned; look at the change, then pin them anew"
        for label, measures in self.floors.items():
            for measure, floor in measures.items():
                have = _percent(scores[label], measure)
                if have < floor:
                    yield f"{label} {measure} is {have}, under its floor of {floor}"

    def raised(self, scores: Mapping[str, Score], lower: bool = False) -> dict[str, dict[str, float]]:
        """The floors at the present scores; a floor that would sink stays, unless `lower`."""
        now = {label: {m: _percent(s, m) for m in _MEASURES} for label, s in scores.items()}
        if lower:
            return now
        return {
            label: {m: max(value, self.floors.get(label, {}).get(m, 0.0)) for m, value in measures.items()}
            for label, measures in now.items()
        }


def _percent(found: Score, measure: str) -> float:
    """Round down, so that a floor is never above the score that it was pinned at."""
    return math.floor(10_000 * float(getattr(found, measure))) / 100


def main(arguments: list[str] | None = None) -> int:
    """Pin the floors of a gold folder to its present scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--lower", action="store_true", help="let floors sink")
    options = parser.parse_args(arguments)
    scores = score(evaluate_folders([options.gold], options.sources))
    old = Floors.read(options.gold) if (options.gold / FLOORS).exists() else Floors(gold="", floors={})
    new = Floors(gold=gold_hash(options.gold), floors=old.raised(scores, options.lower))
    (options.gold / FLOORS).write_text(new.model_dump_json(indent=2) + "\n", encoding="utf-8")
    kept = list(new.faults(options.gold, scores))
    for fault in kept:
        sys.stderr.write(f"{fault}; --lower lets it sink\n")
    return int(bool(kept))


if __name__ == "__main__":
    raise SystemExit(main())
