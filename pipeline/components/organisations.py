"""Named bodies: those of the knowledge base through spaCy's ruler, and those that no list has through their form.

Every rule here proposes names; the longest one stands. Which body a name stands for is decided later, by `linking`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.components.names import NameScanner
from pipeline.mentions import Reading, reading_of
from pipeline.patterns.bodies import KnowledgeBase
from pipeline.records import NameForm
from pipeline.surface import fold_text

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns

BODIES = "bodies"

_DETERMINER = re.compile(
    r"(?:(?<!\w)(?:le|la|du|au|son|sa|ce|cette|leur|notre|votre|dudit|ladite|ledit|audit|même|dit|dite|nouvelle|nouveau)"
    r"|\b[ld]'|(?<!\w)(?:«|<<)) ?$",
    re.IGNORECASE,
)
_OF = re.compile(r" (?:de l'|de la |du |des |de |d')")
_BRACKET = re.compile(r" ?\((?:[^()\n]{0,40}[ «\"(])?([A-Z][A-Za-z0-9/-]*[A-Z][A-Za-z0-9-]*)[ »\"]{0,2}\)")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?![\w])")
_SINGULAR = re.compile(r"(?:(?<!\w)(?:le|la|du|au|de la|à la|par) |\b[ld]')$", re.IGNORECASE)
_CREATED = re.compile(
    r" (?:créée?s?|établie?s?|mise?s? en place|constituée?s?|instituée?s?|reconduite?s?|prorogée?s?)"
    r" (?:par|conformément à|conformément aux|en application de|en application des|en vertu de|en vertu des|en exécution de"
    r"|par les|aux termes de)(?: la| les| sa| ses)? |"
    r" faisant suite (?:à la |aux |à sa |à ses )",
)
_CONCERNING = re.compile(
    r" (?:concernant|relatifs? (?:à|au|aux)) ?(?:la |le |l'|les )?[A-ZÀ-ÖØ-Þ][\w'’-]*"
    r"(?:(?: (?:de la |de l'|du |des |de |d'|et (?:la |le |l'|les )?)?[A-ZÀ-ÖØ-Þ][\w'’-]*)| [a-z]+(?:ique|aine|ienne|ise)"
    r"(?: (?:du|de la|des) [A-ZÀ-ÖØ-Þ][\w'’-]*)?)*"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text that names a body: `core` is where the name ends without its parent."""

    start: int
    end: int
    core: int
    rule: str
    form: NameForm
    bodies: tuple[str, ...] = ()


def body_patterns(bodies: KnowledgeBase) -> Iterator[dict[str, str]]:
    """The knowledge base as patterns of a spaCy ruler: one phrase for each name and acronym."""
    for body in bodies:
        for form, names in (("name", (body.name, *body.names)), ("acronym", body.acronyms)):
            for name in dict.fromkeys(names):
                yield {"label": "ORGANISATION", "pattern": name, "id": f"{form}:{body.id}"}


class Organisations:
    """Finds names of bodies and leaves them in the reading, longest first choice, for `linking`."""

    name = "glaneur_organisations"

    def __init__(self, patterns: Patterns) -> None:
        vocabulary = patterns.vocabulary
        self._bodies = patterns.bodies
        self._scanner = NameScanner(vocabulary)
        self._heads = vocabulary.openers("head") | vocabulary.openers("lower_head")
        self._head = re.compile(vocabulary.expand("{head}(?!\\w)"), re.IGNORECASE)
        self._lower_head = re.compile(vocabulary.expand("{lower_head}(?!\\w)"))
        self._value = vocabulary.value
        self._no_body = {word.upper() for word in vocabulary.table("no_body")}

    def __call__(self, doc: Doc) -> Doc:
        """Propose, choose the longest, extend by clauses and parents, choose again."""
        reading = reading_of(doc)
        known = _longest(self._known(doc, reading))
        ends = {name.start: name for name in known}
        names = _longest([*known, *self._built(reading, ends)])
        names = _longest([*names, *self._acronyms_of(reading, names)])
        names = _longest([self._created(reading, name) for name in names])
        reading.names = _with_parents(reading.folded, names)
        return doc

    def _known(self, doc: Doc, reading: Reading) -> Iterator[Name]:
        """Names of the knowledge base; a name needs its capital, an acronym its exact letters."""
        found: dict[tuple[int, int, NameForm], list[str]] = {}
        for span in doc.spans[BODIES]:
            start = span.start_char
            end = start + len(span.text.rstrip())
            form, _, body = span.id_.partition(":")
            surface = reading.folded[start:end]
            if form == "acronym":
                if surface not in map(fold_text, self._bodies[body].acronyms):
                    continue
                found.setdefault((start, end, "acronym"), []).append(body)
            elif surface[0].isupper():
                found.setdefault((start, end, "name"), []).append(body)
        for (start, end, form), bodies in found.items():
            yield Name(start, end, end, f"organisations/{bodies[0]}", form, tuple(sorted(bodies)))

    def _built(self, reading: Reading, known: dict[int, Name]) -> Iterator[Name]:
        """Names built of a head and complements, and heads that stand alone for a body."""
        text = reading.folded
        for start, key in reading.places:
            if key not in self._heads:
                continue
            if not text[start].isupper():
                yield from self._lower_case(text, start)
                continue
            head = self._head.match(text, start)
            if head is None:
                continue
            if start in known and known[start].end > head.end():
                continue
            end = self._scanner.end(text, head.end())
            if end > head.end():
                yield Name(start, end, end, "names/head-and-complements", "name")
            elif self._value("head", head[0]) == "body" and _DETERMINER.search(text[max(0, start - 12) : start]):
                yield Name(start, end, end, "names/short-form", "short")

    def _lower_case(self, text: str, start: int) -> Iterator[Name]:
        """`ministère de la Justice`, `groupe de travail « … »`: a lower-case head with a name of its own."""
        head = self._lower_head.match(text, start)
        if head is None:
            return
        end = self._scanner.proper_end(text, head.end())
        if end > head.end():
            yield Name(start, end, end, "names/lower-case-head", "name")

    def _acronyms_of(self, reading: Reading, names: list[Name]) -> Iterator[Name]:
        """Acronyms in brackets after a name, wherever they stand again, and those with an article of their own."""
        text = reading.folded
        defined: set[str] = set()
        undefined: set[str] = set()
        ends = {name.end for name in names}
        for match in _BRACKET.finditer(text):
            target = defined if match.start() in ends else undefined
            target.update(match[1].split("/"))
        undefined -= defined
        for match in _ACRONYM.finditer(text):
            acronym, start = match[0], match.start()
            if start and (text[start - 1].isalnum() or text[start - 1] in "-/_."):
                continue
            if acronym in defined:
                yield Name(start, match.end(), match.end(), "names/defined-acronym", "acronym")
            elif (
                len(acronym) > 2
                and acronym not in undefined
                and acronym not in self._no_body
                and not re.search(r"\d$", acronym)
                and not re.match(r"[/\d(-]|\.\d", text[match.end() : match.end() + 2])
                and _SINGULAR.search(text[max(0, start - 8) : start])
                and not _in_capitals(text, start, match.end())
            ):
                yield Name(start, match.end(), match.end(), "names/acronym", "acronym")

    def _created(self, reading: Reading, name: Name) -> Name:
        """Extend a name by `créé par la résolution …` and the `concernant …` that may follow."""
        clause = _CREATED.match(reading.folded, name.end) if name.form != "acronym" else None
        if clause is None:
            return name
        end = clause.end()
        for resolution in reading.mentions.get("RESOLUTION", ()):
            listed = end == clause.end() and resolution.start == end
            if listed or (end > clause.end() and re.fullmatch(r",? (?:et )?|,", reading.folded[end : resolution.start])):
                end = resolution.end
        if end == clause.end():
            return name
        concerning = _CONCERNING.match(reading.folded, end)
        end = concerning.end() if concerning else end
        return replace(name, end=end, core=end, form="name", rule="names/created-by-resolution", bodies=())


def _longest(names: Iterable[Name]) -> list[Name]:
    """Of overlapping names the longest; of equal ones the first proposed; in the order of the text."""
    chosen: list[Name] = []
    for name in sorted(names, key=lambda n: n.start - n.end):
        if all(name.end <= other.start or other.end <= name.start for other in chosen):
            chosen.append(name)
    return sorted(chosen, key=lambda n: n.start)


def _with_parents(text: str, names: list[Name]) -> list[Name]:
    """Join a name and the parent that follows it with `de`: `[Conseil de sécurité] de l’[ONU]`."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last and last.form != "acronym" and _OF.fullmatch(text, last.end, name.start):
            form = "name" if last.form == "short" else last.form
            joined[-1] = replace(last, end=name.end, form=form)
        else:
            joined.append(name)
    return joined


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words around are in capitals too, as in a title."""
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[end : text.find("\n", end) if "\n" in text[end:] else None]
    letters = [c for c in line if c.isalpha()]
    return sum(c.isupper() for c in letters) > len(letters) / 2 if len(letters) > 3 else False
