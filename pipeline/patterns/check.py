"""`patterns check`: what spaCy lets pass in silence.

Every rule must do what its examples say, by itself and in the whole pipeline; every body must be found under each of
its names; no name may belong to two bodies unawares; no regular expression may match nothing or take forever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel
from spacy.language import Language

from pipeline.evaluation.markup import Marked, MarkupError, parse
from pipeline.evaluation.matching import wrong_fields
from pipeline.language import build
from pipeline.mentions import Mention, Reading, reading_of
from pipeline.patterns.bodies import Body, KnowledgeBase
from pipeline.patterns.check_regexes import class_faults, compile_faults, slow_faults
from pipeline.patterns.collection import RULE_FOLDERS, Patterns
from pipeline.patterns.files import PatternError, lines_or_faults, patterns_hash, read_lines
from pipeline.patterns.rules import Rule, RuleLine
from pipeline.patterns.vocabulary import Vocabulary, VocabularyLine
from pipeline.records import OrganisationValue
from pipeline.surface import fold_phrase
from pipeline.values.resolutions import Adopter

_MODELS: dict[str, type[BaseModel]] = {
    "vocabulary": VocabularyLine,
    "organisations": Body,
    **dict.fromkeys(RULE_FOLDERS, RuleLine),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `file:line`."""

    where: str
    message: str

    def __str__(self) -> str:
        """One line for a reader."""
        return f"{self.where}: {self.message}"


def check(root: Path) -> list[Fault]:
    """All faults of a patterns folder. If a line cannot be read at all, only such faults are given."""
    faults = list(_unreadable_lines(root))
    if faults:
        return faults
    try:
        patterns_hash(root)
        patterns = Patterns(root)
    except PatternError as fault:
        return [Fault(str(root), str(fault))]
    faults = [*_regex_faults(patterns), *_repeated_ids(patterns)]
    if faults:
        return faults
    nlp = build(root)
    return [
        *(fault for rule in _rules(patterns) for fault in _rule_faults(rule, patterns.vocabulary, nlp)),
        *_body_faults(patterns, nlp),
        *_adopter_faults(patterns, root),
    ]


def _unreadable_lines(root: Path) -> Iterator[Fault]:
    files: list[tuple[Path, type[BaseModel]]] = [
        (path, model) for folder, model in _MODELS.items() for path in sorted((root / folder).glob("*.jsonl"))
    ]
    files.append((root / "adopters.jsonl", Adopter))
    for path, model in files:
        where = path.relative_to(root)
        try:
            for number, _, problems in lines_or_faults(path, model):
                yield from (Fault(f"{where}:{number}", problem) for problem in problems)
        except OSError as error:
            yield Fault(str(where), f"cannot be read: {error.strerror}")


def _rules(patterns: Patterns) -> Iterator[Rule]:
    for folder in RULE_FOLDERS:
        yield from patterns.rules[folder].rules


def _regex_faults(patterns: Patterns) -> Iterator[Fault]:
    yield from (Fault(where, fault) for where, fault in class_faults(patterns.vocabulary))
    for rule in _rules(patterns):
        for fault in compile_faults(rule.line, patterns.vocabulary):
            yield Fault(_place(rule), fault)


def _place(rule: Rule) -> str:
    return f"{rule.where} {rule.line.id}"


def _repeated_ids(patterns: Patterns) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for rule in _rules(patterns):
        if rule.line.id in seen:
            yield Fault(rule.where, f"id {rule.line.id!r} is taken by {seen[rule.line.id]}; ids are never reused")
        seen.setdefault(rule.line.id, rule.where)


def _rule_faults(rule: Rule, vocabulary: Vocabulary, nlp: Language) -> Iterator[Fault]:
    where = _place(rule)
    faults = [*_markup_faults(rule)]
    if not faults:
        examples = [f"{_parse(example, rule)[0]} " for example in rule.line.examples]
        faults = [*slow_faults(rule.line, examples, vocabulary)]
    if faults:
        yield from (Fault(where, fault) for fault in faults)
        return
    wins = 0
    for example in rule.line.examples:
        text, marked = _parse(example, rule)
        try:
            reading = _read(nlp, text)
        except Exception as fault:  # whatever a rule makes its reader of values do
            yield Fault(where, f"example {example!r}: cannot be read: {fault.__cause__ or fault!r}; is `value` right?")
            return
        made = _made_by(rule, reading)
        wins += bool(made)
        for found in _example_faults(rule, text, marked, reading, made):
            yield Fault(where, f"example {example!r}: {found}")
    if not wins:
        yield Fault(where, "never wins, not even in its own examples; another rule is always longer or earlier")
    for text in rule.line.counterexamples:
        made = _made_by(rule, _read(nlp, text))
        if made:
            start, end = min(made)
            yield Fault(where, f"counterexample {text!r}: matched as {text[start:end]!r}")


def _markup_faults(rule: Rule) -> Iterator[str]:
    for example in rule.line.examples:
        try:
            if not _parse(example, rule)[1]:
                yield f"example {example!r} marks no mention"
        except MarkupError as error:
            yield f"example {example!r}: {error}"


def _parse(example: str, rule: Rule) -> tuple[str, list[Marked]]:
    """An example with its marks; those of exclusions have no label of their own, so any will do."""
    return parse(example, "DATE" if rule.line.label == "NONE" else rule.line.label)


def _read(nlp: Language, text: str) -> Reading:
    return reading_of(nlp(text))


def _made_by(rule: Rule, reading: Reading) -> set[tuple[int, int]]:
    if rule.line.label == "NONE":
        return {(match.start, match.end) for match in reading.excluded if match.rule.line.id == rule.line.id}
    return {(m.start, m.end) for m in reading.mentions[rule.line.label] if m.rule == rule.line.id}


def _example_faults(
    rule: Rule, text: str, marked: list[Marked], reading: Reading, made: set[tuple[int, int]]
) -> Iterator[str]:
    if rule.line.label == "NONE":
        for mark in marked:
            if (mark.start, mark.end) not in made:
                yield f"{text[mark.start : mark.end]!r} is not excluded by this rule"
        return
    found: dict[tuple[int, int], Mention] = {(m.start, m.end): m for m in reading.mentions[rule.line.label]}
    for mark in marked:
        surface = text[mark.start : mark.end]
        mention = found.get((mark.start, mark.end))
        if mention is None:
            yield f"{surface!r} is not found"
        elif wrong := wrong_fields(mark.value, mention.value.model_dump()):
            have = mention.value.model_dump()
            yield f"{surface!r} has " + ", ".join(f"{name}={have.get(name)!r}" for name in wrong)
    if not made & {(mark.start, mark.end) for mark in marked}:
        rules = sorted({m.rule for m in found.values()})
        yield f"this rule does not make it, but {', '.join(rules) or 'none'}"


def _body_faults(patterns: Patterns, nlp: Language) -> Iterator[Fault]:
    bodies = patterns.bodies
    claims: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        where = f"{bodies.where[body.id]} {body.id}"
        if body.parent is not None and body.parent not in bodies:
            yield Fault(where, f"parent {body.parent!r} is not in the knowledge base")
        if circle := _circle(body, bodies):
            yield Fault(where, f"its parents lead back to it: {' -> '.join(circle)}")
        names = {fold_phrase(name) for name in (body.name, *body.names)}
        for name in names:
            claims[name].append(body)
        for acronym in set(body.acronyms):
            claims[acronym].append(body)
        for guarded in body.guarded:
            if guarded not in (body.name, *body.names, *body.acronyms):
                yield Fault(where, f"guarded {guarded!r} is neither a name nor an acronym of the body")
        yield from _unfound_names(body, where, nlp)
    for name, claimants in sorted(claims.items()):
        free = [b for b in claimants if fold_phrase(name) not in map(fold_phrase, b.guarded)]
        if len(free) > 1:
            others = ", ".join(f"{b.id} ({bodies.where[b.id]})" for b in free)
            yield Fault(bodies.where[free[-1].id], f"{name!r} is claimed by {others}; guard it in all but one")


def _circle(body: Body, bodies: KnowledgeBase) -> list[str]:
    """The way from a body over its parents back to itself, empty if there is none."""
    way = list(bodies.ancestors(body.id))
    return [*way, body.id] if bodies[way[-1]].parent == body.id else []


def _adopter_faults(patterns: Patterns, root: Path) -> Iterator[Fault]:
    seen: set[str] = set()
    for where, adopter in read_lines(root / "adopters.jsonl", Adopter):
        if adopter.entity is not None and adopter.entity not in patterns.bodies:
            yield Fault(where, f"entity {adopter.entity!r} is not in the knowledge base")
        if adopter.body in seen:
            yield Fault(where, f"body {adopter.body!r} stands here a second time")
        seen.add(adopter.body)


def _unfound_names(body: Body, where: str, nlp: Language) -> Iterator[Fault]:
    for name in dict.fromkeys((body.name, *body.names)):
        text = f"Créé en mai, {name} ({body.id}) se réunit à {body.name}."
        found = [m for m in _read(nlp, text).mentions["ORGANISATION"] if m.start == 13]
        value = found[0].value if found else None
        exact = bool(found) and found[0].end == 13 + len(name)
        if not exact or not isinstance(value, OrganisationValue):
            got = text[found[0].start : found[0].end] if found else None
            yield Fault(where, f"its name {name!r} is not found as it is, but as {got!r}")
        elif value.entity != body.id and fold_phrase(name) not in map(fold_phrase, body.guarded):
            yield Fault(where, f"its name {name!r} leads to {value.entity}")
