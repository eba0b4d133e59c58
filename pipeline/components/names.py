"""Names that no list has, read as French builds them: a head, then complements.

    Groupe d’appui à la lutte contre la grande criminalité et la criminalité organisée
    └head┘ └complement─┘└complement──────────────────────┘└──coordination───────────┘

The scanner walks from a head to the right, one complement at a time, and stops at the first word that cannot belong
to a name: a verb, an infinitive after a bare `de`, a possessive, a noun that announces something else
(`le Conseil de la [situation]`). The vocabulary is in `patterns/vocabulary/names.jsonl`.
"""

from __future__ import annotations

import re

from pipeline import regexes
from pipeline.components.noun_phrases import CHARGED_WITH, INFINITIVE, MOST_PARTS, NOUN, OF, PROPER, WORD, NounPhrases
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.surface import UPPER, fold_phrase, fold_word

_ARTICLE = r"(?:la |le |les |l')"
_COMPLEMENT = regexes.compile(
    rf" (?:(?P<of>{OF})|(?P<purpose>(?:pour|contre|sur) )(?P<article>{_ARTICLE}|une? )?|(?P<charge>{CHARGED_WITH})"
    rf"|(?P<treaty>(?:à la |à l'|aux |au )(?=(?:Convention|Protocole|Accord|Pacte|Traité|Statut)s?(?!\w)))"
    rf"|(?P<aim>(?:à la |à l'|aux |au |à )(?!{UPPER}))|(?P<place>(?:en |au |aux )(?={UPPER})))",
)
_PARTIES = ("Parties", "parties")
_COORDINATED_OF = regexes.compile(rf"(?:, | et |, et )(?P<of>{OF})(?={WORD})")
_MORE_OF = regexes.compile(rf"[^,.;:()]{{0,60}}(?:,| et) {OF}")
_LIST = regexes.compile(rf"(?:, {_ARTICLE}{WORD}(?: {WORD})?)+(?= et {_ARTICLE}{WORD})")
# `Direction des phares [et balises]`
_BARE_PLURAL = regexes.compile(r" et (?=[a-zà-ÿ-]{4,}[sx](?![\w'-]))")
_OF_PLURAL_BEFORE = regexes.compile(r" des [^\W\d_]+[sx]\Z")
_COORDINATED_NOUN = regexes.compile(rf" et {_ARTICLE}(?={WORD})")
# `Ministère de l’Économie[, des Finances] et de l’Emploi`
_PORTFOLIOS = regexes.compile(rf"(?:, {OF}{UPPER}[\w'-]*(?: [a-zà-ÿ]{{3,20}})?){{1,6}}(?= et {OF}{UPPER})")
_QUOTED = regexes.compile(r" ?(?:« ?[^»\n]{3,120} ?»|<< ?[^>\n]{3,120} ?>>|\"[^\"\n]{3,120}\")")
_QUOTED_NAME = regexes.compile(rf" (?:« ?|<< ?|\"){UPPER}")
# `Groupe de travail mixte [AIEA/OMI/OACI]`
_MEMBERS = regexes.compile(r" [A-Z][A-Za-z]*[A-Z](?:[/-][A-Z][A-Za-z]*[A-Z]){1,8}(?![\w/-])")
_OBJECT = regexes.compile(rf" {_ARTICLE}(?={WORD})")
# `République centrafricaine`, `Guinée équatoriale`: the nationality belongs to the country
_REPUBLIC = regexes.compile(
    r"(?:republique|guinee|union|federation|emirats|jamahiriya)(?: arabe| populaire| islamique)?$"
)
_CAPITALISED_BEFORE = regexes.compile(rf"(?<![\w'-]){UPPER}[\w'-]*\Z")
# `Fondation Bill et Melinda Gates`, but `[Université Laval] et Hydro-Québec`
_PROPER_AFTER = regexes.compile(
    rf" {UPPER}[\w'-]*(?: et {UPPER}[\w'-]* {UPPER}[\w'-]*)?(?: {UPPER}[\w'-]*){{0,8}}(?: de {UPPER}[\w'-]*)?"
)
_NUMERAL = regexes.compile(r" [IVX]{1,4}(?!\w)")
_NEXT_OF = regexes.compile(f" {OF}")
_NEXT_PROPER = regexes.compile(rf" {OF}(?={UPPER})")
_ACTION_ENDING = regexes.compile(r"(?:[tsx]ion|ment|age)s?\Z")


class NameScanner:
    """Finds where a name ends that begins with a head; all texts are folded and without line wraps."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._nouns = NounPhrases(vocabulary)
        self._actions = frozenset(vocabulary.table("action_noun"))
        self._portfolios = frozenset(vocabulary.table("portfolio"))
        self._demonyms = frozenset(vocabulary.table("demonym"))
        self._demonym_heads = frozenset(vocabulary.table("demonym_head"))
        self._aim_heads = frozenset(vocabulary.table("aim_head"))
        self._topic_heads = frozenset(vocabulary.table("topic_head"))
        self._heads = vocabulary.openers("head")
        self._lower_heads = vocabulary.table("lower_head")
        self._proper_heads = frozenset(vocabulary.table("proper_head"))

    def end(self, text: str, start: int, head_end: int) -> int:
        """Give the end of the name whose head stands at `start`; `head_end` itself if nothing belongs to it."""
        at = self._nouns.adjectives_end(text, head_end, bare_head=True)
        head = fold_phrase(text[start:head_end])
        members = _MEMBERS.match(text, at)
        named = None if members else self._named_end(text, head, at)
        if named:
            return named
        at = members.end() if members else at
        purpose = False
        for _ in range(MOST_PARTS):
            complement = _COMPLEMENT.match(text, at)
            after = complement and self._complement_end(text, complement, head if at == head_end else None)
            if complement and after:
                purpose = purpose or bool(complement["purpose"] or complement["charge"] or complement["aim"])
            else:
                after = self._coordination_end(text, at, purpose) if at > head_end else None
            if after is None:
                break
            at = after
        if head == "ministere":
            while (more := self._capital_coordination(text, at)) is not None:
                at = more
        numeral = _NUMERAL.match(text, at) if at > head_end or " " in head else None
        end = self._demonym_end(text, start, head_end, numeral.end() if numeral else at)
        quoted = _QUOTED.match(text, end) if end > head_end and _QUOTED_NAME.match(text, end) else None
        return quoted.end() if quoted else end

    def continued(self, text: str, at: int) -> int:
        """Where a known name ends that goes on: `Commission des questions juridiques [et des droits de l’homme]`."""
        end = at
        while (of := _COORDINATED_OF.match(text, end)) and not (
            of[0].startswith(",") and not _MORE_OF.match(text, of.end())
        ):
            noun = NOUN.match(text, of.end())
            if noun is None or fold_word(noun[0]) not in self._portfolios:
                break
            end = self._nouns.adjectives_end(text, noun.end())
            for _ in range(MOST_PARTS):
                complement = _COMPLEMENT.match(text, end)
                after = self._complement_end(text, complement, None) if complement and complement["of"] else None
                if after is None:
                    break
                end = after
        return end

    def proper_end(self, text: str, head: str, head_end: int) -> int:
        """Give the end of a name with a lower-case head: it needs quotes, or a complement with a capital."""
        at = self._nouns.adjectives_end(text, head_end)
        named = self._named_end(text, fold_phrase(head), at)
        if named:
            return named
        if self._lower_heads[fold_phrase(head)] == "quoted":
            return head_end
        of = _NEXT_OF.match(text, at)
        proper = PROPER.match(text, of.end()) if of else None
        if proper is None:
            return head_end
        end = self._nouns.adjectives_end(text, proper.end(), demonyms=False)
        while (
            more := self._coordination_end(text, end, purpose=False) or self._capital_coordination(text, end)
        ) is not None:
            end = more
        country = _NEXT_PROPER.match(text, end)
        further = PROPER.match(text, country.end()) if country else None
        return further.end() if further else end

    def _named_end(self, text: str, head: str, at: int) -> int | None:
        """`groupe de travail « … »`, `Fondation Ford`, `université Cheikh Anta Diop de Dakar`: named, not described."""
        quoted = _QUOTED.match(text, at)
        if quoted and text[quoted.start()] == " ":
            return quoted.end()
        proper = _PROPER_AFTER.match(text, at)
        if proper is None or head.split()[0] not in self._proper_heads:
            return None
        return proper.end()

    def _complement_end(self, text: str, complement: re.Match[str], head: str | None) -> int | None:
        """The end of a complement; `head` is given where it follows the bare head."""
        at, first = complement.end(), head is not None
        if complement["place"]:
            proper = PROPER.match(text, at)
            return proper.end() if proper and not first else None
        if complement["treaty"]:
            return (
                self._nouns.noun_end(text, at, bare=False) if text.endswith(_PARTIES, 0, complement.start()) else None
            )
        if complement["aim"] and first and head not in self._aim_heads:
            return None
        bare = complement[0] in (" de ", " d'") or bool(complement["purpose"] and not complement["article"])
        if complement["charge"] and (task := self._task_end(text, at)):
            return task
        if complement["purpose"] == "sur " and first and head not in self._topic_heads:
            return None
        of_action = not first and self._ends_with_action(text, complement.start())
        end = self._nouns.noun_end(text, at, bare or complement["aim"] == "à ", of_action)
        if complement["purpose"] == "pour " and not complement["article"] and " " not in text[at:end]:
            return None  # `soumis au Comité [pour approbation]`
        return end

    def _ends_with_action(self, text: str, end: int) -> bool:
        """`maintien [de l’ordre]`, `évaluation [des besoins]`: what is done may have any object."""
        word = text[text.rfind(" ", 0, end) + 1 : end].lower()
        return _ACTION_ENDING.search(word) is not None or fold_word(word[word.find("'") + 1 :]) in self._actions

    def _task_end(self, text: str, at: int) -> int | None:
        """`chargé d’[étudier le financement]`: an infinitive with its object."""
        verb = NOUN.match(text, at)
        if verb is None or not INFINITIVE.search(verb[0]):
            return None
        target = _OBJECT.match(text, verb.end())
        return self._nouns.noun_end(text, target.end(), bare=False) if target else None

    def _demonym_end(self, text: str, start: int, head_end: int, end: int) -> int:
        """Leave a nationality out that only says whose it is: `[Gendarmerie nationale] sénégalaise`."""
        cut = text.rfind(" ", head_end, end)
        lower = cut >= 0 and text[cut + 1].islower() and text[start].isupper()
        if not lower or fold_word(text[cut:end]) not in self._demonyms:
            return end
        folded = fold_phrase(text[start:cut])
        if _REPUBLIC.search(folded):
            return end
        names_itself = any(folded == head or folded.startswith(f"{head} ") for head in self._demonym_heads)
        return end if names_itself else cut

    def _capital_coordination(self, text: str, at: int) -> int | None:
        """`ministère de la Justice [et de la Législation]`, but not `… et de la Commission`."""
        listed = _PORTFOLIOS.match(text, at)
        of = _COORDINATED_OF.match(text, listed.end() if listed else at)
        noun = NOUN.match(text, of.end()) if of else None
        if of is None or noun is None or of[0].startswith(",") or not noun[0][0].isupper():
            return None
        return (
            None if fold_word(noun[0]) in self._heads else self._nouns.adjectives_end(text, noun.end(), demonyms=False)
        )

    def _coordination_end(self, text: str, at: int, purpose: bool) -> int | None:
        """`… et de la consolidation de la paix`, `la science et la culture`: what continues a name after `et`."""
        if purpose:
            listed = _LIST.match(text, at)
            noun = _COORDINATED_NOUN.match(text, listed.end() if listed else at)
            if noun and text[noun.end()].islower():
                return self._nouns.noun_end(text, noun.end(), bare=False)
        plural = _BARE_PLURAL.match(text, at)
        if plural and _OF_PLURAL_BEFORE.search(text, max(0, at - 30), at):
            return self._nouns.noun_end(text, plural.end(), bare=True)
        of = _COORDINATED_OF.match(text, at)
        if of is None or not text[of.end()].islower() or _CAPITALISED_BEFORE.search(text, max(0, at - 30), at):
            return None
        if of[0].startswith(",") and not _MORE_OF.match(text, of.end()):
            return None
        return self._nouns.noun_end(text, of.end(), bare=of["of"] in ("de ", "d'"))
