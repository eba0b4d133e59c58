"""Whether a text is French. Short texts get the benefit of the doubt: names and figures have no language."""

from __future__ import annotations

import re

_MINIMUM_WORDS = 20
_SAMPLE = 5000
# Words that make up a third of French prose and are rare in other languages.
_FRENCH = frozenset(
    [
        "le",
        "les",
        "des",
        "du",
        "et",
        "est",
        "sont",
        "dans",
        "pour",
        "par",
        "sur",
        "avec",
        "au",
        "aux",
        "une",
        "qui",
        "ne",
        "pas",
        "ce",
        "cette",
        "ces",
        "il",
        "elle",
        "à",
        "été",
        "où",
    ]
)
_FRENCH_SHARE = 0.12


def foreign_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text that is not French; None for French, or where one cannot tell."""
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    if len(words) < _MINIMUM_WORDS or sum(word in _FRENCH for word in words) >= _FRENCH_SHARE * len(words):
        return None
    # Loading the model takes longer than reading a short text, so it is only asked in doubt.
    from py3langid import classify

    language = str(classify(text[:_SAMPLE])[0])
    return None if language == "fr" else language
