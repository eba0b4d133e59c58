"""The pattern files in `patterns/`: vocabulary, rules, bodies. Data only; read here, checked by `patterns check`."""

from pipeline.patterns.bodies import Body, KnowledgeBase
from pipeline.patterns.files import PatternError, default_patterns
from pipeline.patterns.rules import Match, Rule, RuleSet
from pipeline.patterns.vocabulary import Vocabulary

__all__ = [
    "Body",
    "KnowledgeBase",
    "Match",
    "PatternError",
    "Rule",
    "RuleSet",
    "Vocabulary",
    "default_patterns",
]
