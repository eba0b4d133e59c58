"""One document's knowledge of bodies while its names are read from first to last.

A name stands for a body of the knowledge base, for what the document defines, or for what it said before; a short form
for the body named last, most spoken of, or beside one that was named.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline import regexes
from pipeline.components.acronyms import KNOWN_AS
from pipeline.components.context import behind
from pipeline.components.known_names import Name
from pipeline.mentions import Mention, Reading
from pipeline.patterns.bodies import Body, KnowledgeBase
from pipeline.records import OrganisationValue
from pipeline.surface import fold_phrase
from pipeline.values.organisations import local, nobody, of_body, value_of

BRACKET_BETWEEN = regexes.compile(rf" ?\([^()\n]{{0,40}}?|{KNOWN_AS}")
_SLASH_BETWEEN = regexes.compile(" ?/ ?")
_HEREAFTER = regexes.compile(
    r"(?<!\w)(?:ci-après|dénommée?s?|(?:appelée?s?|désignée?s?) (?:«|<<|ci-après|sous le nom))[^.;\n]{0,30}$",
    re.IGNORECASE,
)
# One of these is in it; to look for them takes a fraction of the time.
_HEREAFTER_CUES = ("ci-après", "dénommé", "appelé", "désigné")
_POSSESSIVE = behind("son ", "sa ", "ses ", "leur ", "leurs ")
_OF_BEFORE = regexes.compile(r" (?:du|de la|de l'|des) ?$")
_OF_OWNER = regexes.compile(r"^ ?(?:du|de la|de l'|des|de|d') ?")
# How many of the bodies named last a possessive may refer to.
_POSSESSORS = 4
# A short form stands for the body named last within so many characters; further on, for the one most spoken of.
_NEAR = 250

Words = tuple[str, ...]


class Introduced(NamedTuple):
    """A form by which a body may be called from now on; `written` where the document wrote that very form."""

    words: Words
    value: OrganisationValue
    written: bool
    at: int


class Resolver:
    """Reads names in the order of the text; `later` are the forms that an earlier reading found introduced."""

    def __init__(
        self,
        bodies: KnowledgeBase,
        organ_heads: Collection[str],
        reading: Reading,
        names: list[Name],
        later: Sequence[Introduced] = (),
    ) -> None:
        self._bodies = bodies
        self._organ_heads = organ_heads
        self._reading = reading
        self._names = names
        self._reference_ends = [reference.end for reference in reading.references]
        self._acronyms: dict[str, OrganisationValue] = {}
        self._aliases: dict[Words, OrganisationValue] = {}
        # By form and entity, the one mentioned last at the end; and the same for each first word.
        self._seen: dict[tuple[Words, str | None], Introduced] = {}
        self._by_head: defaultdict[Words, dict[tuple[Words, str | None], Introduced]] = defaultdict(dict)
        # Bodies of the knowledge base, the one mentioned last at the end.
        self._spoken_of: dict[str, None] = {}
        self._named: dict[Words, OrganisationValue] = {}
        self._counts: Counter[str | None] = Counter()
        self._later: defaultdict[Words, list[Introduced]] = defaultdict(list)
        for introduced in later:
            self._later[introduced.words[:1]].append(introduced)
        self._asked_ahead: set[Words] = set()

    def mentions(self) -> Iterator[Mention]:
        """All names as mentions; a tentative one only if it stands for a body that the document named."""
        for index, name in enumerate(self._names):
            surface = self._surface(name)
            value = self._value(index, name, surface)
            if value.form != name.form:
                value = value_of(value.entity, value.name, value.acronym, name.form)
            if value.entity is None and name.tentative:
                continue
            if value.entity is not None and not self._is_adopter(name):
                self._remember(value, surface, name.start)
            # Of several bodies of one name, the rule is that of the body that it turned out to be.
            rule = f"organisations/{value.entity}" if value.entity in name.bodies else name.rule
            yield Mention("ORGANISATION", name.start, name.end, rule, value)

    @property
    def depends_on_later(self) -> bool:
        """Whether a name that was read would have found a form that the document introduces."""
        lengths = {len(words) for words in self._asked_ahead}
        return any(form.words[:length] in self._asked_ahead for form in self._seen.values() for length in lengths)

    @property
    def introduced(self) -> Sequence[Introduced]:
        """The forms under which bodies were introduced, in order."""
        return tuple(self._seen.values())

    def _value(self, index: int, name: Name, surface: str) -> OrganisationValue:
        if name.form == "acronym":
            return self._acronyms.get(surface) or self._known(name) or local(surface, surface)
        if name.form == "short":
            return self._known(name) or self._short(index, name, surface)
        return self._full(index, name, surface)

    def _surface(self, name: Name) -> str:
        return " ".join(self._reading.text[name.start : name.core].split())

    def _full(self, index: int, name: Name, surface: str) -> OrganisationValue:
        acronyms = self._acronyms_after(index)
        acronym = acronyms[0] if acronyms else None
        value = self._known(name) or self._by_resolution(name) or self._same_name(surface)
        if value is None and acronym and (known := self._known(acronym)) and self._same_head(known, surface):
            value = known
        if value is None:
            whole = " ".join(self._reading.text[name.start : name.end].split()) if name.bodies else surface
            value = local(whole, self._surface(acronym) if acronym else None)
        if acronym is not None and not self._belongs_to_parent(acronym, value):
            if value.acronym is None:
                value = value_of(value.entity, value.name, self._surface(acronym), value.form)
            self._acronyms |= {self._surface(other): value for other in acronyms}
        return value

    def _acronyms_after(self, index: int) -> list[Name]:
        """The acronyms in brackets that follow a name: `(HCDH)`, `(HCDH/OHCHR)`."""
        between, end = BRACKET_BETWEEN, self._names[index].end
        acronyms: list[Name] = []
        for position in range(index + 1, len(self._names)):
            following = self._names[position]
            if following.form != "acronym" or not between.fullmatch(self._reading.flat, end, following.start):
                break
            acronyms.append(following)
            between, end = _SLASH_BETWEEN, following.end
        return acronyms

    def _belongs_to_parent(self, acronym: Name, value: OrganisationValue) -> bool:
        """`Assemblée générale de l’Organisation des États américains (OEA)`: the acronym is the parent's."""
        return bool(acronym.bodies) and value.entity not in acronym.bodies

    def _same_head(self, value: OrganisationValue, surface: str) -> bool:
        head = fold_phrase(surface).split()[0]
        body = self._bodies[value.entity or ""]
        return any(fold_phrase(name).split()[0] == head for name in (body.name, *body.names))

    def _known(self, name: Name) -> OrganisationValue | None:
        """The body of the knowledge base; of several, the one whose parent follows, or that was spoken of."""
        following = fold_phrase(self._reading.flat[name.core : name.end])
        owner = self._bodies.organisations.get(_OF_OWNER.sub("", following)) if following else None
        bodies = [body for body in name.bodies if owner is None or owner in self._bodies.ancestors(body)]
        if len(bodies) < 2:
            return of_body(self._bodies[bodies[0]]) if bodies else None

        def likelihood(body_id: str) -> int:
            parent = self._bodies[body_id].parent
            follows = parent is not None and parent in self._bodies and _is_named(self._bodies[parent], following)
            return 4 * follows + 2 * (body_id in self._counts) + (parent in self._counts)

        return of_body(self._bodies[max(bodies, key=likelihood)])

    def _by_resolution(self, name: Name) -> OrganisationValue | None:
        """`Comité … créé par la résolution N (…)`: the knowledge base has it under that number."""
        if not fold_phrase(self._reading.text[name.start : name.end]).startswith("comite"):
            return None
        references = self._reading.references
        first = bisect_left(references, name.start, key=lambda reference: reference.start)
        for reference in references[first:]:
            if reference.start >= name.end:
                break
            if (body := f"unsc-{reference.groups['number']}") in self._bodies:
                return of_body(self._bodies[body])
        return None

    def _same_name(self, surface: str) -> OrganisationValue | None:
        """A body that the document has named so before, or, in a title in capitals, names so later."""
        words = _words(surface)
        value = self._named.get(words)
        if surface.isupper():
            written = (seen.value for seen in self._ahead(words) if seen.words == words and seen.value.name)
            return next((ahead for ahead in written if ahead.name and not ahead.name.isupper()), value)
        if value and value.name and value.name.isupper():
            return value_of(value.entity, surface[0].upper() + surface[1:], value.acronym, value.form)
        return value

    def _short(self, index: int, name: Name, surface: str) -> OrganisationValue:
        words = _words(surface)
        before = self._reading.flat[max(0, name.start - 50) : name.start]
        lowered = before.lower()
        if self._seen and any(cue in lowered for cue in _HEREAFTER_CUES) and _HEREAFTER.search(before):
            self._aliases[words] = next(reversed(self._seen.values())).value
        if words in self._aliases:
            return self._aliases[words]
        if _POSSESSIVE.match(self._reading.flat, name.start) and (child := self._child(words)):
            return child
        acronyms = self._acronyms_after(index)
        if acronyms and (known := self._known(acronyms[0])) and self._same_head(known, surface):
            return known
        candidates = [seen for seen in self._by_head[words[:1]].values() if seen.words[: len(words)] == words]
        candidates = [seen for seen in candidates if seen.written] or candidates
        if not candidates:
            later = [seen for seen in self._ahead(words) if seen.words[: len(words)] == words]
            ahead = [seen.value for seen in later if seen.written] or [seen.value for seen in later]
            return ahead[0] if ahead else self._relative(words) or nobody()
        if name.start - candidates[-1].at <= _NEAR:
            return candidates[-1].value
        return max(candidates, key=lambda seen: (self._counts[seen.value.entity], seen.at)).value

    def _ahead(self, words: Words) -> Sequence[Introduced]:
        """What is introduced later on, by the first word of its form."""
        self._asked_ahead.add(words)
        return self._later[words[:1]]

    def _child(self, words: Words) -> OrganisationValue | None:
        """The only body of that head below one of the bodies named last."""
        for entity in islice(_distinct(seen.value.entity for seen in reversed(self._seen.values())), _POSSESSORS):
            if child := self._only_child(entity or "", words):
                return child
        return None

    def _only_child(self, parent: str, words: Words) -> OrganisationValue | None:
        child = self._bodies.only_child(parent, words)
        return of_body(child) if child else None

    def _relative(self, words: Words) -> OrganisationValue | None:
        """The only organ of that head beside, or below, a body named before: `la Commission` after the Parliament."""
        if " ".join(words) not in self._organ_heads:
            return None
        for entity in reversed(self._spoken_of):
            # Of one word only beside it: below, a body has committees that are not spoken of.
            families = (self._bodies[entity].parent or "", entity)
            for family in families if len(words) > 1 else families[:1]:
                if child := self._only_child(family, words):
                    return child
        return None

    def _is_adopter(self, name: Name) -> bool:
        """`la résolution 2004/20 du [Conseil économique et social]` does not introduce a Council to speak of."""
        last = bisect_right(self._reference_ends, name.start) - 1
        if last < 0 or name.start - self._reference_ends[last] > 7:
            return False
        return _OF_BEFORE.search(self._reading.flat[max(0, name.start - 8) : name.start]) is not None

    def _remember(self, value: OrganisationValue, surface: str, at: int) -> None:
        self._counts[value.entity] += 1
        written = _words(surface)
        for form in _forms_of(value.entity, value.name, self._bodies, written):
            before = self._seen.pop((form, value.entity), None)
            was_written = form == written or (before is not None and before.written)
            introduced = Introduced(form, value, was_written, at)
            self._seen[form, value.entity] = introduced
            of_head = self._by_head[form[:1]]
            of_head.pop((form, value.entity), None)
            of_head[form, value.entity] = introduced
            self._named[form] = value
        if value.entity is not None and value.entity in self._bodies:
            self._spoken_of.pop(value.entity, None)
            self._spoken_of[value.entity] = None


def _distinct(entities: Iterable[str | None]) -> Iterator[str | None]:
    """Each entity once, as soon as it comes."""
    before: set[str | None] = set()
    for entity in entities:
        if entity not in before:
            before.add(entity)
            yield entity


@lru_cache(maxsize=1 << 14)
def _forms_of(entity: str | None, name: str | None, bodies: KnowledgeBase, written: Words) -> tuple[Words, ...]:
    """The written form, the official name and the short forms; other names only call a body if they were written."""
    names = [name or ""]
    if entity is not None and entity in bodies:
        names += bodies[entity].short
    return tuple(sorted({written, *(_words(name) for name in names if name)}))


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> Words:
    return tuple(fold_phrase(name).split())


def _is_named(body: Body, folded: str) -> bool:
    return any(fold_phrase(name) in folded for name in (body.name, *body.names, *body.acronyms))
