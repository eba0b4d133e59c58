"""Formats of lines: every reader sees the same lines and fields, whatever it takes for their ends."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings

from pipeline.convert import brat, conll
from pipeline.convert.annotations import Annotations, Losses
from pipeline.records import Document
from tests.convert.sets import checked, mention, sets

patiently = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patiently
@given(sets(lambda text: text != ""))
def test_lines_of_brat(annotations: Annotations) -> None:
    for name, data in brat.write(annotations, Losses()).items():
        if not name.endswith(".txt"):
            assert data.decode("utf-8").splitlines() == data.decode("utf-8").split("\n")[:-1]


@patiently
@given(sets(lambda text: text != ""))
def test_lines_of_conll(annotations: Annotations) -> None:
    written = conll.write(annotations, Losses()).decode("utf-8")
    assert written.splitlines() == written.split("\n")[:-1]
    words = [line for line in written.splitlines() if line and not line.startswith("#")]
    assert all(len(re.split(r"\t| {2,}", word.strip())) == 7 for word in words)  # as the library conllu splits


def test_a_block_of_conll_is_a_sentence_unless_a_mention_goes_on() -> None:
    text = "Le Groupe « Paix ! Sécurité ! » siège. Fin."
    name = mention("a", text, "ORGANISATION", "Groupe « Paix ! Sécurité ! »")
    for mentions, blocks in (([], 3), ([name], 2)):
        written = conll.write(checked([Document(id="a", text=text)], mentions), Losses()).decode("utf-8")
        assert written.count("\n\n") == blocks
