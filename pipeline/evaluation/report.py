"""Scores and errors as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.evaluation.scores import Score, Scored, value_faults

_COLUMNS = ("precision", "recall", "f1", "overlap_f1", "values")
_TITLES = ("precision", "recall", "exact F1", "overlap F1", "values")


def table(scores: Mapping[str, Score]) -> str:
    """Scores per label, in percent, with the number of mentions in gold and found."""
    lines = [f"{'':<14}{'gold':>7}{'found':>7}" + "".join(f"{title:>12}" for title in _TITLES)]
    for name, score in scores.items():
        ratios = "".join(f"{100 * float(getattr(score, column)):>12.1f}" for column in _COLUMNS)
        lines.append(f"{name:<14}{score.gold:>7}{score.found:>7}{ratios}")
    return "\n".join(lines)


def error_lines(pairs: Iterable[Scored]) -> Iterator[str]:
    """One line for every missed, spurious, displaced or wrongly valued mention."""
    for pair in pairs:
        gold, found = pair.left, pair.right
        if gold is None and found is not None:
            where = f"{found.doc_id}:{found.start}-{found.end} {found.label}"
            yield f"{where} spurious: {found.text!r} [{found.rule}] in {found.sentence!r}"
        elif found is None and gold is not None:
            yield f"{gold.doc_id}:{gold.start}-{gold.end} {gold.label} missed: {gold.text!r}"
        elif gold is not None and found is not None and not pair.exact:
            where = f"{gold.doc_id}:{gold.start}-{gold.end} {gold.label}"
            yield f"{where} wrong border: {gold.text!r}, found {found.text!r} [{found.rule}] in {found.sentence!r}"
        elif gold is not None and found is not None and (faults := value_faults(pair)):
            have = found.value.model_dump()
            wrong = ", ".join(f"{name} {have[name]!r} instead of {(gold.value or {})[name]!r}" for name in faults)
            where = f"{gold.doc_id}:{gold.start}-{gold.end} {gold.label}"
            yield f"{where} wrong value: {gold.text!r}: {wrong} [{found.rule}]"
