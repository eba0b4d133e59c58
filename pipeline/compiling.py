"""Compiles every regular expression and keeps its code, so that no run has to: `make` calls it at the installation."""

from __future__ import annotations

from pipeline import regexes
from pipeline.patterns.collection import load
from pipeline.run import Extractor


def compile_all() -> None:
    """Compile those of our own patterns, and of the components that use them; raises PatternError."""
    Extractor()
    for rules in load().rules.values():
        for rule in rules.rules:
            rule.compile()
    regexes.keep()


if __name__ == "__main__":
    compile_all()
