"""What changed between two sides: what came, went, moved, or has another value, and by which rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.evaluation.edits import CAUSES, Cause, Edit, edits
from pipeline.evaluation.gold import GoldMention
from pipeline.evaluation.matching import Pair, match, wrong_fields
from pipeline.evaluation.sides import Mention, Side, rule_of
from pipeline.records import Label

# `moved` is another border over the same words, with the same value or another; `value`, another value at one place.
Kind = Literal["came", "went", "moved", "value"]
KINDS: tuple[Kind, ...] = ("came", "went", "moved", "value")

_SAME = Edit("", "", "same")


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `old` is None for what came, `new` for what went."""

    kind: Kind
    old: Mention | None
    new: Mention | None
    cause: Cause

    @property
    def mention(self) -> Mention:
        """The newer side."""
        mention = self.new or self.old
        assert mention is not None
        return mention

    @property
    def rule(self) -> str:
        """The rule, or both, `old -> new`; `gold` where no rule made what came or went."""
        rules = [rule for rule in (rule_of(self.old), rule_of(self.new)) if rule is not None]
        return " -> ".join(dict.fromkeys(rules)) or "gold"

    def fields(self) -> Iterator[tuple[str, object, object]]:
        """Yield (name, old, new) of the fields of the value that differ."""
        if self.old is not None and self.new is not None:
            old, new = _fields(self.old), _fields(self.new)
            for name in _different(self.old, self.new):
                yield name, old[name], new[name]

    def lines(self) -> Iterator[str]:
        """The change in a few lines for a reader."""
        for sign, mention in (("-", self.old), ("+", self.new)):
            if mention is not None:
                place = f"{mention.doc_id}:{mention.start}-{mention.end}"
                yield f"{sign} {place} {mention.label} {mention.text!r} [{rule_of(mention) or 'gold'}]"
        for name, old, new in self.fields():
            yield f"    {name}: {old!r} -> {new!r}"


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document with its changes in the order of the text."""

    edit: Edit
    changes: list[Change]

    @property
    def title(self) -> str:
        """`a.txt`, with what became of it: `old.txt -> a.txt (edited)`."""
        ids = dict.fromkeys(i for i in (self.edit.old_id, self.edit.new_id) if i is not None)
        became = {"edited": " (edited)", "came": " (only in NEW)", "went": " (only in OLD)"}.get(self.edit.state, "")
        return " -> ".join(ids) + became


@dataclass(frozen=True, slots=True)
class _Followed:
    """An old mention at its place in the new text."""

    doc_id: str
    label: Label
    start: int
    end: int
    mention: Mention


def compare(old: Side, new: Side) -> list[ChangedDocument]:
    """Compare two sides, document by document; gives those with changes. Raises SourceError."""
    documents = (
        ChangedDocument(
            edit, changes(old.mentions.get(edit.old_id or "", ()), new.mentions.get(edit.new_id or "", ()), edit)
        )
        for edit in edits(old, new)
    )
    return [document for document in documents if document.changes]


def changes(old: Iterable[Mention], new: Iterable[Mention], edit: Edit = _SAME) -> list[Change]:
    """All changes, in the order of documents and offsets; `edit` tells how one document became the other."""
    followed, found = [], []
    for mention in old:
        place = edit.follow(mention)
        if place is None:
            found.append(Change("went", mention, None, edit.cause(mention, None)))
        else:
            followed.append(_Followed(edit.new_id or mention.doc_id, mention.label, *place, mention))
    for pair in match(followed, new):
        for before, after in _told_apart(pair, edit):
            kind = _kind(before, after, pair.exact)
            if kind is not None:
                found.append(Change(kind, before, after, edit.cause(before, after)))
    return sorted(found, key=_place)


def summary(found: Iterable[Change]) -> str:
    """`3 came, 1 went, 0 moved, 2 changed value`, and from what, where it is not all from rules."""
    found = list(found)
    kinds = Counter(change.kind for change in found)
    text = ", ".join(f"{kinds[kind]} {'changed value' if kind == 'value' else kind}" for kind in KINDS)
    causes = Counter(change.cause for change in found)
    if causes.keys() <= {"rule"}:
        return text
    return f"{text}; cause: " + ", ".join(f"{cause} {causes[cause]}" for cause in CAUSES if causes[cause])


def by_rule(documents: Iterable[ChangedDocument]) -> dict[str, Counter[Kind]]:
    """The number of changes of each kind by rule, those with most first."""
    counts: dict[str, Counter[Kind]] = defaultdict(Counter)
    for document in documents:
        for change in document.changes:
            counts[change.rule][change.kind] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])))


def diff_lines(documents: Iterable[ChangedDocument]) -> Iterator[str]:
    """Lines: the changes by document, their numbers by rule, the summary."""
    documents = list(documents)
    for document in documents:
        yield document.title
        for change in document.changes:
            yield f"  {change.kind}" + ("" if change.cause == "rule" else f" ({change.cause})")
            yield from (f"    {line}" for line in change.lines())
    if documents:
        yield ""
        yield f"{'by rule':<70}" + "".join(f"{kind:>7}" for kind in KINDS)
        for rule, counts in by_rule(documents).items():
            yield f"{rule:<70}" + "".join(f"{counts[kind]:>7}" for kind in KINDS)
        yield ""
    yield summary(change for document in documents for change in document.changes)


def _told_apart(pair: Pair[_Followed, Mention], edit: Edit) -> list[tuple[Mention | None, Mention | None]]:
    """The mentions of a pair together, or each alone where they overlap over words that were replaced."""
    left, right = pair.left, pair.right
    if left is None or right is None or pair.exact:
        return [(left.mention if left else None, right)]
    if edit.keeps(max(left.start, right.start), min(left.end, right.end)):
        return [(left.mention, right)]
    return [(left.mention, None), (None, right)]


def _kind(old: Mention | None, new: Mention | None, exact: bool) -> Kind | None:
    if old is None:
        return "came"
    if new is None:
        return "went"
    if not exact:
        return "moved"
    return "value" if _different(old, new) else None


def _fields(mention: Mention) -> dict[str, Any]:
    return (mention.value or {}) if isinstance(mention, GoldMention) else mention.value.model_dump()


def _different(old: Mention, new: Mention) -> list[str]:
    """Names of the fields that differ; with gold, of those that it vouches for, as the scores have it."""
    if not isinstance(old, GoldMention) and not isinstance(new, GoldMention):
        if old.value == new.value:
            return []
        before, after = _fields(old), _fields(new)
        return sorted(name for name in before.keys() & after.keys() if before[name] != after[name])
    before, after = _fields(old), _fields(new)
    return wrong_fields({name: value for name, value in before.items() if name in after}, after)


def _place(change: Change) -> tuple[str, int, int, Label, Kind]:
    mention = change.old or change.mention
    return mention.doc_id, mention.start, mention.end, mention.label, change.kind
