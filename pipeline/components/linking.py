"""Which body a name stands for: the knowledge base, what the document defines, and what it said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.components.organisations import Name
from pipeline.mentions import Mention, Reading, reading_of
from pipeline.patterns.bodies import Body, KnowledgeBase
from pipeline.records import OrganisationValue, ResolutionValue
from pipeline.surface import fold_phrase

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns

_BRACKET_BETWEEN = re.compile(r" ?\([^()\n]{0,40}?")
_CALLED = re.compile(r",? ?\(?(?:ci-après|dénommée?|ci-après dénommée?)[^.;\n]{0,20}$")
_POSSESSIVE = re.compile(r"(?<!\w)(?:son|sa|ses|leur|leurs) $", re.IGNORECASE)
_SLUG = re.compile(r"[^a-z0-9]+")


class Linking:
    """Sets the ORGANISATION mentions: names with their entity, official name, acronym and form."""

    name = "glaneur_linking"

    def __init__(self, patterns: Patterns) -> None:
        self._bodies = patterns.bodies

    def __call__(self, doc: Doc) -> Doc:
        """Resolve name after name, in the order of the text."""
        reading = reading_of(doc)
        names = self._without_unsupported(reading)
        reading.mentions["ORGANISATION"] = _Resolver(self._bodies, reading, names).mentions()
        return doc

    def _without_unsupported(self, reading: Reading) -> list[Name]:
        """Drop guarded names that nothing else in the document supports."""
        supported: set[str] = set()
        for name in reading.names:
            surface = reading.folded[name.start : name.core]
            supported.update(b for b in name.bodies if not _guarded(self._bodies[b], surface))
        kept = []
        defined = {
            reading.folded[b.start : b.core]
            for a, b in zip(reading.names, reading.names[1:], strict=False)
            if _BRACKET_BETWEEN.fullmatch(reading.folded, a.end, b.start)
        }
        for name in reading.names:
            surface = reading.folded[name.start : name.core]
            guarded = [b for b in name.bodies if _guarded(self._bodies[b], surface) and b not in supported]
            if not name.bodies or len(guarded) < len(name.bodies) or surface in defined or name.form == "name":
                kept.append(name)
        return kept


class _Resolver:
    """One document's knowledge of bodies while its names are read from first to last."""

    def __init__(self, bodies: KnowledgeBase, reading: Reading, names: list[Name]) -> None:
        self._bodies = bodies
        self._reading = reading
        self._names = names
        self._defined: dict[str, OrganisationValue] = {}
        self._seen: list[tuple[tuple[str, ...], OrganisationValue]] = []

    def mentions(self) -> list[Mention]:
        """All names as mentions."""
        return [
            Mention("ORGANISATION", name.start, name.end, name.rule, self._value(index, name))
            for index, name in enumerate(self._names)
        ]

    def _value(self, index: int, name: Name) -> OrganisationValue:
        surface = self._surface(name)
        if name.form == "acronym":
            value = self._defined.get(surface) or self._known(name) or _local(surface, surface, "acronym")
        elif name.form == "short":
            value = self._short(name, surface)
        else:
            value = self._full(index, name, surface)
        value = value.model_copy(update={"form": name.form})
        if value.entity is not None:
            self._remember(value, surface)
        return value

    def _surface(self, name: Name) -> str:
        return " ".join(self._reading.text[name.start : name.core].split())

    def _full(self, index: int, name: Name, surface: str) -> OrganisationValue:
        acronym = self._acronym_after(index)
        value = self._known(name) or self._by_resolution(name)
        if value is None and acronym is not None and acronym.bodies:
            value = self._known(acronym)
        if value is None:
            value = self._same_name(surface)
        if value is None:
            value = _local(surface, self._surface(acronym) if acronym else None, "name")
        if acronym is not None:
            self._defined[self._surface(acronym)] = value
        return value

    def _acronym_after(self, index: int) -> Name | None:
        """The acronym in brackets that follows a name."""
        if index + 1 == len(self._names):
            return None
        name, following = self._names[index], self._names[index + 1]
        between = _BRACKET_BETWEEN.fullmatch(self._reading.folded, name.end, following.start)
        return following if between and following.form == "acronym" else None

    def _known(self, name: Name) -> OrganisationValue | None:
        """The body of the knowledge base; of several, the one that the document has spoken of, or whose parent it has."""
        if not name.bodies:
            return None
        spoken = {value.entity for _, value in self._seen}
        following = self._reading.folded[name.core : name.end]

        def nearness(body: str) -> int:
            parent = self._bodies[body].parent
            return 2 * (body in spoken) + (parent in spoken) + bool(following and parent and self._names_in(parent, following))

        return _of(self._bodies[max(name.bodies, key=nearness)])

    def _names_in(self, body_id: str, text: str) -> bool:
        body = self._bodies[body_id]
        folded = fold_phrase(text)
        return any(fold_phrase(n) in folded for n in (body.name, *body.names, *body.acronyms))

    def _by_resolution(self, name: Name) -> OrganisationValue | None:
        """`Comité … créé par la résolution N (…)`: the knowledge base has it under that number."""
        for mention in self._reading.mentions.get("RESOLUTION", ()):
            inside = name.start <= mention.start < name.end
            if inside and isinstance(mention.value, ResolutionValue) and f"unsc-{mention.value.number}" in self._bodies:
                if not fold_phrase(self._reading.text[name.start : name.end]).startswith("comite"):
                    return None
                return _of(self._bodies[f"unsc-{mention.value.number}"])
        return None

    def _same_name(self, surface: str) -> OrganisationValue | None:
        """A body that the document has named so before."""
        words = tuple(fold_phrase(surface).split())
        for forms, value in reversed(self._seen):
            if forms == words:
                return value
        return None

    def _short(self, name: Name, surface: str) -> OrganisationValue:
        words = tuple(fold_phrase(surface).split())
        before = self._reading.folded[max(0, name.start - 8) : name.start]
        if _POSSESSIVE.search(before) and self._seen and (child := self._child(words)):
            return child
        for forms, value in reversed(self._seen):
            if forms[: len(words)] == words:
                return value
        return OrganisationValue(entity=None, name=None, acronym=None, form="short")

    def _child(self, words: tuple[str, ...]) -> OrganisationValue | None:
        """The only body of that head below the body named last."""
        parent = self._seen[-1][1].entity
        fitting = [b for b in self._bodies.children.get(parent or "", ()) if _opens(b, words)]
        return _of(fitting[0]) if len(fitting) == 1 else None

    def _remember(self, value: OrganisationValue, surface: str) -> None:
        forms = {tuple(fold_phrase(surface).split())}
        if value.entity in self._bodies:
            body = self._bodies[value.entity]
            forms.update(tuple(fold_phrase(n).split()) for n in (body.name, *body.names, *body.short))
        elif value.name:
            forms.add(tuple(fold_phrase(value.name).split()))
        self._seen += [(form, value) for form in sorted(forms)]


def _opens(body: Body, words: tuple[str, ...]) -> bool:
    return any(tuple(fold_phrase(n).split())[: len(words)] == words for n in (body.name, *body.short))


def _guarded(body: Body, surface: str) -> bool:
    folded = fold_phrase(surface)
    return any(fold_phrase(guarded) == folded for guarded in body.guarded)


def _of(body: Body) -> OrganisationValue:
    return OrganisationValue(entity=body.id, name=body.name, acronym=body.acronym, form="name")


def _local(name: str, acronym: str | None, form: str) -> OrganisationValue:
    slug = _SLUG.sub("-", fold_phrase(name)).strip("-")
    return OrganisationValue(
        entity=f"local:{slug}", name=name, acronym=acronym, form="acronym" if form == "acronym" else "name"
    )
