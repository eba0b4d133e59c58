"""Whether a text is French. Short texts get the benefit of the doubt: names and figures have no language."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_MINIMUM_WORDS = 20
_SAMPLE = 1500
# Beginning, middle and end of the sample: enough to see that a text is French, and more than a French letterhead.
_GLANCES = ((0, 150), (650, 800), (1350, 1500))
# Words that make up a third of French prose and are rare in other languages.
_FRENCH = frozenset(
    "le les des du et est sont dans pour par sur avec au aux une qui ne pas ce cette ces il elle à été où ou leur "
    "leurs dont selon même être tout toute entre sous ainsi afin autre autres comme lors donc aussi très chaque".split()
)
_FRENCH_SHARE, _PLAIN_SHARE = 0.12, 0.2
# What no prose of another language in Latin letters can do without. An outline, or a list of laws, has none of these,
# and few words in all or some French ones; asking the classifier would take longer than reading all such texts.
_OTHERS = frozenset(
    "the of and to in is that for with by this be are el los del y con una las por como para um uma dos das não com os "
    "der die das und den von mit dem ein nicht zu il di che della dei nel gli è per het een van dat op att och som av "
    "är na się nie jest do ve bir bu için ile și în cu este nu amb els cum quod ad".split()
)
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_SOME_FRENCH = 3
_BEYOND_LATIN = "\u0250"
# Prose in Latin letters is full of short words; lists of names are not.
_SHORT, _SHORT_SHARE = 3, 0.3
_LATIN = re.compile(r"[a-z]")
# The languages in which institutions write; among all of the world's, a list of names may look like any.
_LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"]


def foreign_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text that is not French; None for French, or where one cannot tell."""
    if _is_plainly_french(" ".join(text[first:last] for first, last in _GLANCES).lower()):
        return None
    sample = text[:_SAMPLE].lower()
    if _is_plainly_french(sample):
        return None
    words = re.findall(r"[^\W\d_]+", sample)
    if len(words) < _MINIMUM_WORDS or sum(word in _FRENCH for word in words) >= _FRENCH_SHARE * len(words):
        return None
    if _is_outline(words):
        return None
    if sum(len(word) <= _SHORT for word in words) < _SHORT_SHARE * len(words) and _LATIN.search(text[:_SAMPLE]):
        return None  # a list of names: no prose in any language
    language = _classifier()(text[:_SAMPLE])[0]
    return None if language == "fr" else language


def _is_plainly_french(sample: str) -> bool:
    """A look at most texts is enough: cutting at spaces is four times as fast as finding words."""
    pieces = sample.split()
    return sum(map(_FRENCH.__contains__, pieces)) >= _PLAIN_SHARE * len(pieces) > 0


def _is_outline(words: list[str]) -> bool:
    if max(words) >= _BEYOND_LATIN or not _OTHERS.isdisjoint(words):
        return False
    french = sum(word in _FRENCH or word in _MONTHS for word in words)
    return french >= _SOME_FRENCH or len(set(words)) < _MINIMUM_WORDS


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    """The identifier of languages; loading it takes longer than reading a short text, so it is only done in doubt."""
    import py3langid

    py3langid.set_languages(_LANGUAGES)
    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
