"""The knowledge base: one body a line in `patterns/organisations/*.jsonl`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipeline.patterns.files import Form, PatternError, read_lines
from pipeline.records import NameForm
from pipeline.surface import fold_phrase

Kind = Literal[
    "organisation", "organ", "committee", "sanctions-committee", "panel", "working-group", "department", "office",
    "division", "programme", "fund", "agency", "commission", "mission", "court", "treaty-body", "institute", "bank",
    "conference", "ministry", "police", "ngo", "company", "armed-group", "parliament", "other",
]  # fmt: skip


def _name(name: str) -> str:
    if not any(char.isalnum() for char in name):
        raise ValueError(f"{name!r} has neither letter nor digit")
    return name


Name = Annotated[Form, AfterValidator(_name)]


class Body(BaseModel):
    """A body: its official French name, acronyms (the preferred one first), other names, parent and source.

    `guarded` lists those of its names and acronyms that are also ordinary words: they count only where the document
    names the body in another way too. `short` lists short forms other than the head of the name.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: Name = Field(min_length=2)
    acronyms: tuple[Name, ...] = Field(default=(), strict=False)
    names: tuple[Name, ...] = Field(default=(), strict=False)
    guarded: tuple[Name, ...] = Field(default=(), strict=False)
    short: tuple[Name, ...] = Field(default=(), strict=False)
    parent: str | None = None
    kind: Kind
    source: str = Field(min_length=4)
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")

    @property
    def acronym(self) -> str | None:
        """The French acronym where there is one, else the one in use."""
        return self.acronyms[0] if self.acronyms else None


class KnowledgeBase:
    """All bodies, by id."""

    def __init__(self, lines: Iterable[tuple[str, Body]]) -> None:
        self.where: dict[str, str] = {}
        self._bodies: dict[str, Body] = {}
        self._only_children: dict[tuple[str, tuple[str, ...]], Body | None] = {}
        for where, body in lines:
            if body.id in self._bodies:
                raise PatternError(f"{where}: id {body.id!r} is taken by {self.where[body.id]}; ids are never reused")
            self._bodies[body.id] = body
            self.where[body.id] = where

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read all files of the folder; raises PatternError."""
        return cls(line for path in sorted(folder.glob("*.jsonl")) for line in read_lines(path, Body))

    def __iter__(self) -> Iterator[Body]:
        return iter(self._bodies.values())

    def __len__(self) -> int:
        return len(self._bodies)

    def __getitem__(self, body_id: str) -> Body:
        return self._bodies[body_id]

    def __contains__(self, body_id: object) -> bool:
        return body_id in self._bodies

    @cached_property
    def guarded(self) -> frozenset[tuple[str, str]]:
        """The guarded names and acronyms: pairs of body and folded form."""
        return frozenset((body.id, fold_phrase(form)) for body in self for form in body.guarded)

    def is_guarded(self, body_id: str, form: str) -> bool:
        """Whether a name or acronym of a body counts only where the document names it in another way too."""
        return (body_id, fold_phrase(form)) in self.guarded

    @cached_property
    def children(self) -> dict[str, tuple[Body, ...]]:
        """Bodies by the id of their parent, in the order of the files."""
        children: dict[str, list[Body]] = {}
        for body in self:
            if body.parent:
                children.setdefault(body.parent, []).append(body)
        return {parent: tuple(bodies) for parent, bodies in children.items()}

    def only_child(self, parent: str, words: tuple[str, ...]) -> Body | None:
        """The only body below another whose name, or short form, begins with these folded words."""
        key = (parent, words)
        if key not in self._only_children:
            fitting = [body for body in self.children.get(parent, ()) if _opens(body, words)]
            self._only_children[key] = fitting[0] if len(fitting) == 1 else None
        return self._only_children[key]

    @cached_property
    def organisations(self) -> dict[str, str]:
        """Bodies that are organisations of their own, by their folded names and acronyms."""
        own = [body for body in self if body.kind == "organisation"]
        return {fold_phrase(form): body.id for body in own for form in (body.name, *body.names, *body.acronyms)}

    def ancestors(self, body_id: str) -> Iterator[str]:
        """A body, its parent, the parent's parent and so on."""
        seen: set[str] = set()
        above: str | None = body_id
        while above is not None and above in self._bodies and above not in seen:
            yield above
            seen.add(above)
            above = self._bodies[above].parent


def _opens(body: Body, words: tuple[str, ...]) -> bool:
    return any(tuple(fold_phrase(name).split())[: len(words)] == words for name in (body.name, *body.short))


def body_patterns(bodies: KnowledgeBase) -> Iterator[dict[str, str]]:
    """The knowledge base as patterns of a spaCy ruler: one phrase for each name, acronym and short form."""
    for body in bodies:
        for form, names in _forms(body, bodies):
            for name in names:
                yield {"label": "ORGANISATION", "pattern": name, "id": f"{form}:{body.id}"}


def _forms(body: Body, bodies: KnowledgeBase) -> Iterator[tuple[NameForm, tuple[str, ...]]]:
    names = (body.name, *body.names)
    if body.parent and body.parent in bodies and (acronym := bodies[body.parent].acronym):
        names = (*names, *_with_acronym(names, bodies[body.parent].name, acronym))
    yield "name", tuple(dict.fromkeys(names))
    yield "acronym", body.acronyms
    yield "short", body.short


def _with_acronym(names: Iterable[str], parent: str, acronym: str) -> Iterator[str]:
    """`Commission de l’UA`, of `Commission de l’Union africaine`."""
    for name in names:
        elided = name.endswith(f" de l’{parent}") and acronym[0] in "AEIOU"
        if elided or name.endswith((f" de la {parent}", f" du {parent}")):
            yield name.removesuffix(parent) + acronym
