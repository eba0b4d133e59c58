"""Names that no list has, read as French builds them: a head, then complements.

    Groupe d’appui à la lutte contre la grande criminalité et la criminalité organisée
    └head┘ └complement─┘└complement──────────────────────┘└──coordination───────────┘

The scanner walks from a head to the right, one complement at a time, and stops at the first word that cannot belong
to a name: a verb, an infinitive after a bare `de`, a possessive, a noun that announces something else
(`le Conseil de la [situation]`). The vocabulary is in `patterns/vocabulary/names.jsonl`.
"""

from __future__ import annotations

import re

from pipeline.patterns.vocabulary import Vocabulary
from pipeline.surface import UPPER, fold_phrase, fold_word

_WORD = r"[^\W\d_]+(?:[-'][^\W\d_]+)*"
OF = r"(?:de la |de l'|du |des |de |d')"
_ARTICLE = r"(?:la |le |les |l')"
_CHARGED = r"(?:chargée?s? |spécialisée?s? |compétente?s? |relati(?:f|ve)s? |consacrée?s? |responsables? )"
_CHARGED_WITH = rf"{_CHARGED}(?:de la |de l'|de |d'|des |du |dans la |dans le |dans les |à la |à l'|aux |au |à |en )"

_COMPLEMENT = re.compile(
    rf" (?:(?P<of>{OF})|(?P<purpose>(?:pour|contre|sur) )(?P<article>{_ARTICLE}|une? )?|(?P<charge>{_CHARGED_WITH})"
    rf"|(?P<aim>(?:à la |à l'|aux |au |à )(?!{UPPER}))|(?P<place>(?:en |au |aux )(?={UPPER})))",
)
_CHARGED_START = re.compile(rf" {_CHARGED_WITH}")
_COORDINATED_OF = re.compile(rf"(?:, | et |, et )(?P<of>{OF})(?={_WORD})")
_MORE_OF = re.compile(rf"[^,.;:()]{{0,60}}(?:,| et) {OF}")
_LIST = re.compile(rf"(?:, {_ARTICLE}{_WORD}(?: {_WORD})?)+(?= et {_ARTICLE}{_WORD})")
_COORDINATED_NOUN = re.compile(rf" et {_ARTICLE}(?={_WORD})")
_QUOTED = re.compile(r" ?(?:« ?[^»\n]{3,120} ?»|<< ?[^>\n]{3,120} ?>>|\"[^\"\n]{3,120}\")")
_NOUN = re.compile(_WORD)
_OBJECT = re.compile(rf" {_ARTICLE}(?={_WORD})")
# `République centrafricaine`, `Guinée équatoriale`: the nationality belongs to the country
_REPUBLIC = re.compile(r"(?:republique|guinee|union|federation|emirats|jamahiriya)(?: arabe| populaire| islamique)?$")
_CAPITALISED_BEFORE = re.compile(rf"(?<![\w'-]){UPPER}[\w'-]*\Z")
_STEP = re.compile(rf", (?={_WORD}(?:, {_WORD})* et {_WORD})| et | ")
_SPACE = re.compile(" ")
_PLURAL_BEFORE = re.compile(r"[^\W\d_]{3,}[sx]\Z")
_PROPER_AFTER = re.compile(rf" {UPPER}[\w'-]*(?:(?: et)? {UPPER}[\w'-]*){{0,8}}(?: de {UPPER}[\w'-]*)?")
_NUMERAL = re.compile(r" [IVX]{1,4}(?!\w)")
# Longer names than this are none: a bound on the work at each head, whatever the text.
_MOST_COMPLEMENTS = 16
_NEXT_OF = re.compile(f" {OF}")
_NEXT_PROPER = re.compile(rf" {OF}(?={UPPER})")
# `Burkina Faso`, `République démocratique du Congo`, `Nations Unies`
_PROPER = re.compile(
    rf"(?:l'|la |le |les )?{UPPER}[\w'-]*"
    rf"(?: (?:{OF})?{UPPER}[\w'-]*| [a-z]+(?:ique|aine|ienne|ise) {OF}{UPPER}[\w'-]*| et {UPPER}[\w-]*){{0,12}}"
)
_ADJECTIVE_ENDING = re.compile(
    r"(?:[ae]l|ales?|aux|(?:[iu]|nn|[ou]r)elles?|els|ifs?|ives?|iques?|aires?|oires?|[ié]ennes?|[ié]ens?|aines?|ains?|aise?s?"
    r"|oise?s?|eurs?|eures?|iers?|ières?|istes|ables?|ibles?|estres?|euse?s?|eux)$"
)
# Participles describe a complement (`armes saisies`), but after a bare head they tell what became of the body.
_PARTICIPLE_ENDING = re.compile(r"(?:ées?|és)$")
_INFINITIVE = re.compile(
    r"(?:[^i]er|[fclpdrn]ier|ir|oir|endre|ettre|aire|uivre|uire|clure|aître|être|oindre|eindre|aindre|crire|dire|lire"
    r"|ondre|ompre|vivre|prendre)$"
)


class NameScanner:
    """Finds where a name ends that begins with a head; all texts are folded and without line wraps."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._outside = frozenset(vocabulary.table("outside_noun"))
        self._adjectives = frozenset(vocabulary.table("name_adjective"))
        self._no_infinitives = frozenset(vocabulary.table("no_infinitive"))
        self._demonyms = frozenset(vocabulary.table("demonym"))
        self._demonym_heads = frozenset(vocabulary.table("demonym_head"))
        self._topic_heads = frozenset(vocabulary.table("topic_head"))
        self._heads = vocabulary.openers("head")
        self._lower_heads = vocabulary.table("lower_head")
        self._proper_heads = frozenset(vocabulary.table("proper_head"))

    def end(self, text: str, start: int, head_end: int) -> int:
        """Give the end of the name whose head stands at `start`; `head_end` itself if nothing belongs to it."""
        at = self._adjectives_end(text, head_end, bare_head=True)
        head = fold_phrase(text[start:head_end])
        named = self._named_end(text, head, at)
        if named:
            return named
        purpose = False
        for _ in range(_MOST_COMPLEMENTS):
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
        return self._demonym_end(text, start, head_end, numeral.end() if numeral else at)

    def proper_end(self, text: str, head: str, head_end: int) -> int:
        """Give the end of a name with a lower-case head: it needs quotes, or a complement with a capital."""
        at = self._adjectives_end(text, head_end)
        named = self._named_end(text, fold_phrase(head), at)
        if named:
            return named
        if self._lower_heads[fold_phrase(head)] == "quoted":
            return head_end
        of = _NEXT_OF.match(text, at)
        proper = _PROPER.match(text, of.end()) if of else None
        if proper is None:
            return head_end
        end = self._adjectives_end(text, proper.end(), demonyms=False)
        while (
            more := self._coordination_end(text, end, purpose=False) or self._capital_coordination(text, end)
        ) is not None:
            end = more
        country = _NEXT_PROPER.match(text, end)
        further = _PROPER.match(text, country.end()) if country else None
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
            proper = _PROPER.match(text, at)
            return proper.end() if proper and not first else None
        if complement["aim"] and first:
            return None
        bare = complement[0] in (" de ", " d'") or bool(complement["purpose"] and not complement["article"])
        if complement["charge"] and (task := self._task_end(text, at)):
            return task
        if complement["purpose"] == "sur " and first and head not in self._topic_heads:
            return None
        end = self._noun_end(text, at, bare=bare or bool(complement["aim"] == "à "))
        if complement["purpose"] == "pour " and not complement["article"] and " " not in text[at:end]:
            return None  # `soumis au Comité [pour approbation]`
        return end

    def _task_end(self, text: str, at: int) -> int | None:
        """`chargé d’[étudier le financement]`: an infinitive with its object."""
        verb = _NOUN.match(text, at)
        if verb is None or not _INFINITIVE.search(verb[0]):
            return None
        target = _OBJECT.match(text, verb.end())
        return self._noun_end(text, target.end(), bare=False) if target else None

    def _noun_end(self, text: str, at: int, bare: bool) -> int | None:
        """The end of a noun group that begins at `at`, None if it cannot belong to a name."""
        proper = _PROPER.match(text, at)
        if proper:
            return self._adjectives_end(text, proper.end())
        noun = _NOUN.match(text, at)
        if noun is None:
            return None
        word = fold_word(noun[0])
        if "'" in word or word in self._outside:
            return None
        if bare and word not in self._no_infinitives and _INFINITIVE.search(noun[0]):
            return None
        if word in self._adjectives and text.startswith(" ", noun.end()):  # `la grande criminalité`
            following = _NOUN.match(text, noun.end() + 1)
            if following and len(following[0]) > 3 and fold_word(following[0]) not in self._outside:
                return self._adjectives_end(text, following.end())
        return self._adjectives_end(text, noun.end())

    def _adjectives_end(self, text: str, at: int, demonyms: bool = True, bare_head: bool = False) -> int:
        """The end of the adjectives that follow; `et` may only join a further one."""
        first = bare_head
        for _ in range(_MOST_COMPLEMENTS):
            step = (_SPACE if first else _STEP).match(text, at)
            word = _NOUN.match(text, step.end()) if step else None
            if word is None or _CHARGED_START.match(text, at):
                return at
            plural = (
                step is not None and step[0] == " " and _PLURAL_BEFORE.search(text, max(0, at - 20), at) is not None
            )
            if not first and step is not None and step[0] == " " and word[0] == "non":  # `non gouvernementales`
                word = _NOUN.match(text, word.end() + 1) or word
            adjective = self._is_adjective(word[0], demonyms) or (not first and self._is_participle(word[0]))
            if not adjective and not (plural and self._agrees(word[0])):
                return at
            at, first = word.end(), False
        return at

    def _is_adjective(self, word: str, demonyms: bool) -> bool:
        folded = fold_word(word)
        if folded in self._outside or "'" in folded:
            return False
        if folded in self._demonyms:
            return demonyms
        if folded in self._adjectives:
            return True
        if len(folded) < 5 or word[0].isupper():
            return False
        return bool(_ADJECTIVE_ENDING.search(word.lower()))

    def _is_participle(self, word: str) -> bool:
        return _PARTICIPLE_ENDING.search(word) is not None and fold_word(word) not in self._outside

    def _agrees(self, word: str) -> bool:
        """After a plural, whether a word may be its adjective: `épaves profondes`, `ports francs`."""
        folded = fold_word(word)
        return word.islower() and len(folded) > 4 and folded[-1] in "sx" and folded not in self._outside

    def _demonym_end(self, text: str, start: int, head_end: int, end: int) -> int:
        """Leave a nationality out that only says whose it is: `[Gendarmerie nationale] sénégalaise`."""
        cut = text.rfind(" ", head_end, end)
        if cut < 0 or fold_word(text[cut:end]) not in self._demonyms or text[start].islower():
            return end
        folded = fold_phrase(text[start:cut])
        if _REPUBLIC.search(folded):
            return end
        names_itself = any(folded == head or folded.startswith(f"{head} ") for head in self._demonym_heads)
        return end if names_itself else cut

    def _capital_coordination(self, text: str, at: int) -> int | None:
        """`ministère de la Justice [et de la Législation]`, but not `… et de la Commission`."""
        of = _COORDINATED_OF.match(text, at)
        noun = _NOUN.match(text, of.end()) if of else None
        if of is None or noun is None or of[0].startswith(",") or not noun[0][0].isupper():
            return None
        return None if fold_word(noun[0]) in self._heads else self._adjectives_end(text, noun.end(), demonyms=False)

    def _coordination_end(self, text: str, at: int, purpose: bool) -> int | None:
        """`… et de la consolidation de la paix`, `la science et la culture`: what continues a name after `et`."""
        if purpose:
            listed = _LIST.match(text, at)
            noun = _COORDINATED_NOUN.match(text, listed.end() if listed else at)
            if noun and text[noun.end()].islower():
                return self._noun_end(text, noun.end(), bare=False)
        of = _COORDINATED_OF.match(text, at)
        if of is None or not text[of.end()].islower() or _CAPITALISED_BEFORE.search(text, max(0, at - 30), at):
            return None
        if of[0].startswith(",") and not _MORE_OF.match(text, of.end()):
            return None
        return self._noun_end(text, of.end(), bare=of["of"] in ("de ", "d'"))
