"""A gold set out of what was reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from pipeline.evaluation.gold import DOCUMENTS, GOLD, GoldMention
from pipeline.outputs import beside
from pipeline.review.desk import Desk
from pipeline.review.sheet import Sheet


class ExportError(ValueError):
    """A gold set that cannot be written; the message says what to do."""


class NothingToExportError(ExportError):
    """A run of which no document is finished."""


def export_gold(desk: Desk, folder: Path, overwrite: bool = False) -> int:
    """Write the finished documents and their mentions to a gold folder; give the number of documents.

    Every value is vouched for in full, as the reviewer has seen it. Nothing is written half. Raises ExportError, or
    NothingToExportError if no document is finished.
    """
    if (folder / GOLD).exists() and not overwrite:
        raise ExportError(f"{folder}: holds a gold set already; choose another folder, or say --overwrite")
    sheets = [sheet for sheet in desk.sheets.values() if sheet.finished]
    if not sheets:
        raise NothingToExportError(
            "no document is finished; press f at the end of each document that you have read to its end"
        )
    documents = [s.document.model_dump_json(exclude_none=True, exclude={"encoding"}) for s in sheets]
    mentions = [mention.model_dump_json() for sheet in sheets for mention in _gold(sheet)]
    _write(folder, {DOCUMENTS: documents, GOLD: mentions})
    return len(sheets)


def reviewers_of(desk: Desk) -> list[str]:
    """Whose decisions the finished documents hold; a decisions file may be another's, or that of several."""
    return sorted({decision.reviewer for decision in desk.made if desk.sheets[decision.doc_id].finished})


def _gold(sheet: Sheet) -> Iterable[GoldMention]:
    for mention in sheet.mentions.values():
        if mention.stands:
            yield GoldMention.model_validate({"doc_id": sheet.document.id, **mention.marked.model_dump()})


def _write(folder: Path, files: dict[str, list[str]]) -> None:
    """Write all files beside their names, then rename them."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as parts:
        for name, lines in files.items():
            part = parts.enter_context(beside(folder / name))
            part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
