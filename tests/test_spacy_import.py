from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("print('spacy.cli' in sys.modules, spacy.blank('fr').lang)", "False fr"),
        ("print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)", "True"),  # as before
        ("import spacy.cli; print(callable(spacy.cli.download), spacy.cli.info.__module__)", "True spacy.cli.info"),
    ],
)
def test_all_of_spacy_is_there_but_its_command_line_only_when_asked_for(code: str, told: str) -> None:
    program = f"import sys; from pipeline.spacy_import import import_spacy; import_spacy(); import spacy; {code}"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == told


def test_a_spacy_that_is_there_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.spacy_import import import_spacy

    monkeypatch.setitem(sys.modules, "spacy", spacy := object())
    import_spacy()
    assert sys.modules["spacy"] is spacy
