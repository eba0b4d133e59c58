"""spaCy without what no one uses here: its command line, a third of the time to import it, and threads for algebra."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def import_spacy() -> None:
    """Import spaCy, if that has not been done.

    Its package imports `spacy.cli` for the one function `spacy.info`; until that is called, a stand-in does. The
    algebra library of numpy starts a thread for each core when it is loaded, unless it is told how many.
    """
    if "spacy" in sys.modules:
        return
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    stand_ins = {"spacy.cli": package, "spacy.cli.info": module}
    sys.modules.update(stand_ins)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import_module("spacy")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _info(*arguments: Any, **named: Any) -> Any:
    return import_module("spacy.cli.info").info(*arguments, **named)
