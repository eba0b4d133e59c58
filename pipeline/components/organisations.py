"""Named bodies: those of the knowledge base through spaCy's ruler, and those that no list has through their form.

Every rule here proposes names; the longest one stands. Which body a name stands for is decided later, by `linking`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline import regexes
from pipeline.components.acronyms import Acronyms, bracketed, in_capitals
from pipeline.components.context import behind
from pipeline.components.known_names import KnownNames, Name
from pipeline.components.names import NameScanner
from pipeline.components.noun_phrases import OF
from pipeline.components.proper_names import ProperNames
from pipeline.mentions import Reading, reading_of
from pipeline.patterns.rules import opener_of
from pipeline.records import NameForm
from pipeline.surface import UPPER, fold_phrase

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns
    from pipeline.patterns.name_places import Opening

_DETERMINER = behind(
    "le ", "la ", "du ", "au ", "son ", "sa ", "ce ", "cette ", "leur ", "notre ", "votre ", "dudit ", "ladite ",
    "ledit ", "audit ", "même ", "dit ", "dite ", "nouvelle ", "nouveau ", "[ld]' ", "[ld]'",
)  # fmt: skip
# `ci-après dénommé « Comité »`
_QUOTE_BEFORE, _QUOTE_AFTER = regexes.compile(r"(?:«|<<) ?\Z"), regexes.compile(r" ?(?:»|>>)")
_OF = regexes.compile(f" {OF}", re.IGNORECASE)
_START = regexes.compile(r"(?:\A|[.;:!?•\n–-] ?)\Z")
_DESCRIBED = regexes.compile(rf" (?:{OF}|pour |contre |sur )\w{{3,}}")
_CHARGED = regexes.compile(r" chargée?s? d")
_OF_BEFORE = regexes.compile(rf" {OF}\Z")
_CREATED = regexes.compile(
    r" (?:(?:créée?s?|établie?s?|mise?s? en place|constituée?s?|instituée?s?)"
    r" (?:par|conformément à|conformément aux|en application de|en application des|en vertu de|en vertu des"
    r"|en exécution de|aux termes de|en application|en vertu|aux termes|en exécution)(?: du paragraphe \d{1,3} de)?"
    r"(?: la| les| sa| ses)?|faisant suite (?:à la|aux|à sa|à ses)) "
)
# `Danish Refugee Council`: capitals and small words only
_PROPER_NAME = regexes.compile(rf"{UPPER}[\w'-]*(?: (?:[a-z]{{1,4}} )?{UPPER}[\w'-]*)+")
# Kinds of bodies whose branches bear any place in their name.
_BRANCHING = frozenset({"company", "ngo"})
_LIST_GAP = regexes.compile(r"(?:,| et|, et) ")
_PLACE = rf"{UPPER}[\w'-]*"
_CONCERNING = regexes.compile(
    rf" (?:concernant|relatifs? (?:à|au|aux)) ?(?:la |le |l'|les )?{_PLACE}"
    rf"(?: (?:de la |de l'|du |des |de |d'|et (?:la |le |l'|les )?)?{_PLACE}"
    rf"| [a-z]+(?:ique|aine|ienne|ise)(?: (?:du|de la|des) {_PLACE})?)*"
)


class Organisations:
    """Finds names of bodies and leaves them in the reading for `linking`."""

    name = "glaneur_organisations"

    def __init__(self, patterns: Patterns) -> None:
        vocabulary = patterns.vocabulary
        self._bodies = patterns.bodies
        self._places = patterns.name_places
        self._known = KnownNames(patterns.bodies, vocabulary)
        self._scanner = NameScanner(vocabulary)
        self._acronyms = Acronyms(vocabulary)
        self._proper_names = ProperNames(vocabulary)
        self._openers = vocabulary.openers("head") | vocabulary.openers("lower_head")
        self._head = regexes.compile(vocabulary.expand("{head}(?!\\w)"), re.IGNORECASE)
        # The head of a parent is a capitalised one, and stands for more than a topic.
        self._of_head = regexes.compile(vocabulary.expand(rf" {OF}(?=(?-i:[A-ZÀ-Þ]))(?={{head}}(?!\w))"), re.IGNORECASE)
        self._lower_head = regexes.compile(vocabulary.expand("{lower_head}(?!\\w)"))
        self._heads = vocabulary.table("head")
        self._no_name = regexes.compile(vocabulary.expand("{:no_name}(?!\\w)"), re.IGNORECASE)

    def __call__(self, doc: Doc) -> Doc:
        """Propose, choose the longest, extend by clauses and parents."""
        reading = reading_of(doc)
        text = reading.flat
        openings = self._places.find(text, reading.plain)
        known_names = list(self._known.find(doc, text, reading.offsets))
        names = _longest([*known_names, *self._branches(text, known_names)])
        known = {name.start: name for name in names}
        by_end = {name.end: name for name in names}
        brackets = list(bracketed(text, reading.plain))
        proper = [Name(start, end, end, rule, "name") for start, end, rule in self._proper_names.find(text, openings)]
        spelled_out = self._spelled_out(text, names, brackets)
        ends = {bracket for bracket, _ in brackets}
        names = _longest([*spelled_out, *names, *self._built(text, openings, known, by_end, ends), *proper])
        names = _longest([*names, *self._with_acronyms(reading, names, brackets)])
        names = _longest(self._created(reading, name) for name in names)
        reading.names = _with_parents(text, names)
        return doc

    def _branches(self, text: str, names: Iterable[Name]) -> Iterator[Name]:
        """A national branch is a body of its own: `Orange [Niger]`, `UNICEF [Tchad]`."""
        for name in names:
            kinds = {self._bodies[body].kind for body in name.bodies}
            end = self._proper_names.branch_end(text, name.end, proper=kinds <= _BRANCHING)
            if end > name.end and name.form != "short":
                yield Name(name.start, end, end, "names/branch", "name")

    def _spelled_out(self, text: str, names: list[Name], brackets: list[tuple[int, str]]) -> Iterator[Name]:
        """Names whose initials are the acronym in brackets behind them, whatever their words."""
        ends = {name.end for name in names}
        for bracket, acronym in brackets:
            start = self._acronyms.spelled_out(text, bracket, acronym) if bracket not in ends else None
            if start is not None and (self._head.match(text, start) or _PROPER_NAME.fullmatch(text, start, bracket)):
                yield Name(start, bracket, bracket, "names/spelled-out-acronym", "name")

    def _built(
        self,
        text: str,
        openings: Iterable[Opening],
        known: dict[int, Name],
        by_end: dict[int, Name],
        brackets: Collection[int],
    ) -> Iterator[Name]:
        """Names built of a head and complements, and heads that stand alone for a body."""
        inside, starts = 0, deque(known)
        for start, word in openings:
            while starts and starts[0] <= start:
                inside = known[starts.popleft()].end
            if opener_of(word) not in self._openers or (start < inside and start not in known):
                continue
            if text[start].islower():
                head = self._lower_head.match(text, start)
                end = self._scanner.proper_end(text, head[0], head.end()) if head else 0
                if head and end > head.end():
                    yield Name(start, end, end, "names/lower-case-head", "name")
                continue
            head = self._head.match(text, start)
            if head is None:
                continue
            name = known.get(start)
            if name is None or not self._is_known(text, name, head.end()):
                yield from self._headed(text, start, head, by_end)
                continue
            # A known name may be the beginning of another, if it goes on, or up to an acronym in brackets.
            end = self._scanner.end(text, start, head.end())
            if end not in brackets or end in by_end:
                end = self._scanner.continued(text, name.end)
            if end > name.end:
                yield Name(start, end, end, "names/head-and-complements", "name")

    def _is_known(self, text: str, name: Name, head_end: int) -> bool:
        """Whether the knowledge base has a name here that says more than its head, and is sure of it."""
        if name.end <= head_end:
            return False
        return any(not self._bodies.is_guarded(body, text[name.start : name.end]) for body in name.bodies)

    def _core_end(self, text: str, parent: Name | None, head_end: int, end: int) -> int:
        """Where a name ends without its parent: a known body at its very end, or what begins with a head of its own.

        A head that no complement describes needs its parent: `Chambre spéciale du Tribunal …`.
        """
        described = _DESCRIBED.search(text, head_end, end)
        if described is None:
            return end
        if parent and head_end < parent.start and (of := _OF_BEFORE.search(text, head_end, parent.start)):
            return of.start() if of.start() >= described.end() else end
        nested = self._of_head.search(text, described.end(), end)
        return nested.start() if nested and not _CHARGED.search(text, head_end, nested.start()) else end

    def _headed(self, text: str, start: int, head: re.Match[str], by_end: dict[int, Name]) -> Iterator[Name]:
        if self._no_name.match(text, start):
            return
        kind = self._heads[fold_phrase(head[0])]
        title = head[0].isupper() and in_capitals(text, start, head.end())
        end = head.end()
        if kind != "sessional":
            end = self._scanner.end(_lowered(text) if title else text, start, end)
        if end > head.end():
            core = self._core_end(text, by_end.get(end), head.end(), end)
            yield Name(start, end, core, "names/head-and-complements", "name")
        elif self._stands_alone(text, start, head):
            yield Name(start, end, end, "names/short-form", "short", tentative=title or kind != "body")

    def _stands_alone(self, text: str, start: int, head: re.Match[str]) -> bool:
        """Whether a head without complements stands for a body: with a determiner, or, of several words, at a start."""
        before = text[max(0, start - 12) : start]
        if _DETERMINER.match(text, start) or (" " in head[0] and _START.search(before)):
            return True
        return _QUOTE_BEFORE.search(before) is not None and _QUOTE_AFTER.match(text, head.end()) is not None

    def _with_acronyms(self, reading: Reading, names: list[Name], brackets: list[tuple[int, str]]) -> Iterator[Name]:
        """Acronyms in brackets after a name, wherever they stand again, and those with an article of their own."""
        ends = {name.end for name in names if name.form != "acronym"}
        defined: set[str] = set()
        undefined: set[str] = set()
        for bracket, acronym in brackets:
            (defined if bracket in ends else undefined).add(acronym)
        known = {name.start: name.end for name in names}
        for start, end, rule in self._acronyms.find(reading.flat, reading.plain, defined, undefined - defined, known):
            yield Name(start, end, end, rule, "acronym")

    def _concerned(self, reading: Reading, name: Name) -> Name:
        """Extend a name that ends with its resolution by what the body is concerned with."""
        at = bisect_left(reading.references, name.end, key=lambda reference: reference.end)
        if at == len(reading.references) or reading.references[at].end != name.end:
            return name
        concerning = _CONCERNING.match(reading.flat, name.end)
        return name._replace(end=concerning.end(), core=concerning.end()) if concerning else name

    def _created(self, reading: Reading, name: Name) -> Name:
        """Extend a name by `créé par la résolution …` and the `concernant …` that may follow."""
        text = reading.flat
        clause = _CREATED.match(text, name.end) if name.form != "acronym" else None
        if clause is None:
            return self._concerned(reading, name)
        end = clause.end()
        first = bisect_left(reading.references, end, key=lambda reference: reference.start)
        for reference in reading.references[first:]:
            if not (reference.start == end == clause.end() or _LIST_GAP.fullmatch(text, end, reference.start)):
                break
            end = reference.end
        if end == clause.end():
            return name
        rule = "names/created-by-resolution"
        created = name._replace(end=end, core=end, form="name", rule=rule, bodies=(), tentative=False)
        return self._concerned(reading, created)


def _longest(names: Iterable[Name]) -> list[Name]:
    """Of overlapping names the longest; of equal ones the first proposed; in the order of the text."""
    chosen: list[Name] = []
    starts: list[int] = []
    for name in sorted(names, key=lambda n: n.start - n.end):
        at = bisect_left(starts, name.start)
        free_before = at == 0 or chosen[at - 1].end <= name.start
        free_after = at == len(chosen) or name.end <= starts[at]
        if free_before and free_after:
            chosen.insert(at, name)
            starts.insert(at, name.start)
    return chosen


@lru_cache(maxsize=1)
def _lowered(text: str) -> str:
    """The text in lower case, for titles in capitals; every offset is kept."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _with_parents(text: str, names: list[Name]) -> list[Name]:
    """Join a name and the parent that follows it with `de`: `[Conseil de sécurité] de l’[ONU]`."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last and not last.tentative and last.form != "acronym" and _OF.fullmatch(text, last.end, name.start):
            form: NameForm = "name" if last.form == "short" else last.form
            joined[-1] = last._replace(end=name.end, form=form)
        else:
            joined.append(name)
    return joined
