"""The way of annotations through a format."""

from __future__ import annotations

from pathlib import Path

from pipeline.convert.annotations import Annotations, Losses
from pipeline.convert.formats import FORMATS, write_whole


def there_and_back(name: str, annotations: Annotations, folder: Path) -> tuple[Annotations, Losses]:
    """Write annotations in a format and read them again, with the documents beside them if it holds no texts."""
    losses, target, sources = Losses(), folder / "set", None
    write_whole(target, FORMATS[name].codec.write(annotations, losses))
    if FORMATS[name].takes_sources and name != "gold":
        sources = folder / "docs.jsonl"
        lines = (d.model_dump_json(exclude={"encoding"}) + "\n" for d in annotations.documents)
        sources.write_text("".join(lines), encoding="utf-8", newline="")
    return FORMATS[name].codec.read(target, sources, losses), losses


def read(name: str, path: Path, sources: Path | None = None) -> tuple[Annotations, list[str]]:
    """Read a file; with what was lost."""
    losses = Losses()
    annotations = FORMATS[name].codec.read(path, sources, losses)
    return annotations, list(losses.lines())
