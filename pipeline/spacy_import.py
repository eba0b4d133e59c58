"""spaCy without its own command line, which no one calls here, and which takes a third of the time to import it."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def import_spacy() -> None:
    """Import spaCy, if that has not been done.

    Its package imports `spacy.cli` for the one function `spacy.info`; until that is called, a stand-in does.
    """
    if "spacy" in sys.modules:
        return
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    stand_ins = {"spacy.cli": package, "spacy.cli.info": module}
    sys.modules.update(stand_ins)
    try:
        import_module("spacy")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _info(*arguments: Any, **named: Any) -> Any:
    return import_module("spacy.cli.info").info(*arguments, **named)
