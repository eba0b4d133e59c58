"""References to numbered resolutions, in two steps.

`Resolutions` finds them first, since their years are no dates and their numbers no figures, and since they stand
inside names of committees. `Adoption` values them last, since the body that adopted one is known by the names around.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline import regexes
from pipeline.mentions import Mention, Reading, reading_of
from pipeline.patterns.rules import Match
from pipeline.records import OrganisationValue
from pipeline.values.resolutions import Adopter

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns

_OF = regexes.compile(r"[^.;]{0,3}(?:du|de la|de l'|des) ?$")


class Resolutions:
    """Finds the references and leaves them in the reading."""

    name = "glaneur_resolutions"

    def __init__(self, patterns: Patterns) -> None:
        self._rules = patterns.rules["resolutions"]

    def __call__(self, doc: Doc) -> Doc:
        """Match."""
        reading = reading_of(doc)
        reading.references = self._rules.find(reading.flat, reading.places["resolutions"])
        return doc


class Adoption:
    """Sets the RESOLUTION mentions, with the body that adopted each."""

    name = "glaneur_adoption"

    def __init__(self, patterns: Patterns) -> None:
        self._reader = patterns.resolution_reader
        self._bodies = patterns.bodies

    def __call__(self, doc: Doc) -> Doc:
        """Value each reference by the bodies around it; what the text says of a number holds wherever it stands."""
        reading = reading_of(doc)
        around = [self._bodies_around(reading, index, reference) for index, reference in enumerate(reading.references)]
        years = [self._year(reading, reference) for reference in reading.references]
        said: dict[str | None, str] = {}
        for reference, bodies, year in zip(reading.references, around, years, strict=True):
            adopter = self._adopter(reference, year, bodies)
            if adopter and adopter.entity in bodies:
                said.setdefault(reference.groups["number"], adopter.entity)
        named = {entity for mention in reading.mentions["ORGANISATION"] if (entity := _entity(mention))}
        mentions = []
        for reference, bodies, year in zip(reading.references, around, years, strict=True):
            told = said.get(reference.groups["number"])
            adopter = self._adopter(reference, year, [*bodies, told] if told else bodies, named)
            if adopter:
                mentions.append(self._mention(reference, year, adopter))
        reading.mentions["RESOLUTION"] = mentions
        return doc

    def _adopter(
        self, reference: Match, year: int | None, sentence: Sequence[str], document: Collection[str] = ()
    ) -> Adopter | None:
        return self._reader.adopter(reference.rule.line.value or "", reference.groups, year, sentence, document)

    def _year(self, reading: Reading, reference: Match) -> int | None:
        first, last = reading.sentences.span(reference.start, reference.end)
        before, after = reading.flat[first : reference.start], reading.flat[reference.end : last]
        return self._reader.year(reference.groups, before, after)

    def _mention(self, reference: Match, year: int | None, adopter: Adopter) -> Mention:
        value = self._reader.read(adopter, reference.groups, year)
        fault = self._reader.year_fault(adopter, reference.groups, year)
        return Mention(
            "RESOLUTION", reference.start, reference.end, reference.rule.line.id, value, (fault,) if fault else ()
        )

    def _bodies_around(self, reading: Reading, index: int, reference: Match) -> list[str]:
        """Entities of the sentence, the likeliest adopter first.

        That is the one that follows with `de` (behind the list to which the reference belongs), then those before,
        the nearest first, then those after, up to the next reference outside the list.
        """
        first, last = reading.sentences.span(reference.start, reference.end)
        end = reference.end
        for following in reading.references[index + 1 :]:
            if not following.rule.line.after or following.end > last:
                last = min(last, following.start)
                break
            end = following.end
        following_of: list[str] = []
        before: list[str] = []
        after: list[str] = []
        mentions = reading.mentions["ORGANISATION"]
        nearby = bisect_left(mentions, first, key=lambda mention: mention.start)
        for mention in mentions[nearby : bisect_left(mentions, last, key=lambda mention: mention.start)]:
            entity = _entity(mention)
            if entity is None:
                continue
            if first <= mention.start and mention.end <= reference.start:
                if not _is_adopter_of_another(reading, index, mention):
                    before.insert(0, entity)
            elif end <= mention.start and mention.end <= last:
                target = following_of if _OF.fullmatch(reading.flat, end, mention.start) else after
                target.append(entity)
        near = [*following_of, *before, *after]
        # `sur rapport de sa Commission des finances`: a committee stands for the body whose it is.
        above = (self._bodies[entity].parent for entity in near if entity in self._bodies)
        return [*near, *(entity for entity in above if entity)]


def _entity(mention: Mention) -> str | None:
    return mention.value.entity if isinstance(mention.value, OrganisationValue) else None


def _is_adopter_of_another(reading: Reading, index: int, mention: Mention) -> bool:
    """`la résolution 60/251 de l’[Assemblée générale] …, sa résolution 5/1`: the Assembly is not `sa`."""
    at = bisect_left(reading.references, mention.start, hi=index, key=lambda reference: reference.end) - 1
    return at >= 0 and _OF.fullmatch(reading.folded, reading.references[at].end, mention.start) is not None
