from __future__ import annotations

import json

from pipeline.finishing import Finished
from pipeline.own_ids import OwnIds


def test_the_later_of_two_documents_fails() -> None:
    documents = [
        Finished("a", b"first\n", "1"),
        Finished("b", b"unreadable\n"),
        Finished("a", b"second\n", "2"),
        Finished("b", b"takes the id of what could not be read\n", "3"),
        Finished("a", b"unreadable\n"),
    ]
    found = OwnIds().batch(documents)
    assert [f is d for f, d in zip(found, documents, strict=True)] == [True, True, False, False, True]
    assert json.loads(found[2].line)["sha256"] == "2"
    assert "its id is taken by an earlier document" in json.loads(found[3].line)["reason"]
    assert found[2].extraction is None
