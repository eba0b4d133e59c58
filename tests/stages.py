"""Where the time of an extraction goes, stage by stage; a part of `make bench`.

    python -m tests.stages SOURCE…

Each stage counts its own time only: what a stage calls of another stage counts there. The clock costs some time itself,
so the sum is more than the run without it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import finishing, run
from pipeline.cache import CacheKeeper
from pipeline.components.dates import Dates
from pipeline.components.exclusions import Exclusions
from pipeline.components.figures import Figures
from pipeline.components.linking import Linking
from pipeline.components.organisations import Organisations
from pipeline.components.resolutions import Adoption, Resolutions
from pipeline.extraction import extract_to_folder
from pipeline.finishing import Extraction, Finisher
from pipeline.mending import Mender
from pipeline.output_folder import OutputFolder
from pipeline.passages import Passages
from pipeline.patterns.name_places import NamePlaces
from pipeline.patterns.phrases import Phrases
from pipeline.patterns.places import Places
from pipeline.patterns.rules import RuleSet
from pipeline.values.dates import DateReader
from pipeline.values.figures import FigureReader
from pipeline.values.resolutions import ResolutionReader

_STAGES: dict[str, list[tuple[Any, str]]] = {
    "load": [(Finisher, "load")],
    "read": [(finishing, "open_source"), (finishing, "french")],
    "tokenize": [(Mender, "mend"), (Passages, "__call__"), (NamePlaces, "find"), (Phrases, "find"), (Places, "find")],
    "rules": [
        *((component, "__call__") for component in (Exclusions, Resolutions, Organisations, Dates, Figures)),
        (RuleSet, "find"),
    ],
    "values": [
        (DateReader, "read"), (DateReader, "interval"), (FigureReader, "read"),
        (ResolutionReader, "read"), (ResolutionReader, "adopter"),
    ],
    "linking": [(Linking, "__call__"), (Adoption, "__call__")],
    "records": [(run.Found, "_record"), (Extraction, "of")],
    "write": [(OutputFolder, "add"), (CacheKeeper, "keep")],
}  # fmt: skip


class Stopwatch:
    """Seconds of processor time by stage; the innermost stage under way gets the time."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._under_way = ["other"]
        self._since = time.process_time()

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted as that of a stage."""

        def counted(*arguments: Any, **named: Any) -> Any:
            self._switch()
            self._under_way.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self._switch()
                self._under_way.pop()

        return counted

    def _switch(self) -> None:
        now = time.process_time()
        self.seconds[self._under_way[-1]] += now - self._since
        self._since = now


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """All stages of extractions made inside, timed."""
    watch = Stopwatch()
    before = [(owner, name, vars(owner)[name]) for members in _STAGES.values() for owner, name in members]
    for stage, members in _STAGES.items():
        for owner, name in members:
            own = vars(owner)[name]
            timed = watch.timed(stage, own.__func__ if isinstance(own, classmethod) else own)
            setattr(owner, name, classmethod(timed) if isinstance(own, classmethod) else timed)
    try:
        yield watch
    finally:
        for owner, name, own in before:
            setattr(owner, name, own)


def stages(sources: list[str]) -> dict[str, float]:
    """Seconds of processor time by stage, for one job."""
    with tempfile.TemporaryDirectory() as out, watched() as watch:
        extract_to_folder(sources, Path(out), fresh=True)
    return {stage: watch.seconds[stage] for stage in (*_STAGES, "other")}


if __name__ == "__main__":
    for stage, seconds in stages(sys.argv[1:]).items():
        sys.stdout.write(f"{stage:10} {seconds:6.2f} s\n")
