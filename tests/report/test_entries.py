"""The index: who is named, how often, where."""

from __future__ import annotations

import pytest

from pipeline.report.entries import Entry, organisations, resolutions, warnings
from tests.report.documents import reported, written

UN = "[[Nations Unies|ORGANISATION entity=un; name=Organisation des Nations Unies; acronym=ONU]]"
SHORT = "[[ONU|ORGANISATION entity=un; name=Organisation des Nations Unies; acronym=ONU]]"
WHO = "[[OMS|ORGANISATION entity=who; name=Organisation mondiale de la Santé; acronym=OMS]]"
UNKNOWN = "[[Comité|ORGANISATION]]"


def shown(entries: list[Entry]) -> list[tuple[str | None, str | None, str]]:
    return [(entry.id, entry.name, written(entry.places)) for entry in entries]


@pytest.mark.parametrize(
    ("documents", "entries"),
    [
        ([], []),
        ([UN], [("un", "Organisation des Nations Unies", "0:0")]),
        # The one named most often comes first, over all documents.
        (
            [f"{WHO} {UN}", SHORT],
            [
                ("un", "Organisation des Nations Unies", "0:1 1:0"),
                ("who", "Organisation mondiale de la Santé", "0:0"),
            ],
        ),
        # Bodies that nobody knows are one entry, the last, however many they are.
        (
            [f"{UNKNOWN} {UNKNOWN} {WHO}"],
            [("who", "Organisation mondiale de la Santé", "0:2"), (None, None, "0:0 0:1")],
        ),
        # A body without a name is called by its id.
        (["[[BCN|ORGANISATION entity=local:bcn]]"], [("local:bcn", "local:bcn", "0:0")]),
    ],
)
def test_organisations(documents: list[str], entries: list[tuple[str | None, str | None, str]]) -> None:
    assert shown(organisations([reported(document) for document in documents])) == entries


def test_an_entry_knows_its_forms() -> None:
    (entry,) = organisations([reported(f"{UN} {SHORT}"), reported(SHORT)])
    assert (entry.forms, entry.acronym) == (("Nations Unies", "ONU"), "ONU")


@pytest.mark.parametrize(
    ("resolution", "name", "url"),
    [
        (
            "symbol=S/RES/1373 (2001); url=https://undocs.org/fr/S/RES/1373(2001)",
            "S/RES/1373 (2001)",
            "https://undocs.org/fr/S/RES/1373(2001)",
        ),
        ("body=PACE; number=2300", "PACE 2300", None),
        ("symbol=A; url=http://example.org/a", "A", None),  # a link is to a page that no one could change on the way
    ],
)
def test_resolutions(resolution: str, name: str, url: str | None) -> None:
    (entry,) = resolutions([reported(f"[[r|RESOLUTION {resolution}]]")])
    assert (entry.name, entry.url) == (name, url)


def test_warnings_are_gathered_by_their_words() -> None:
    document = reported("[[r|RESOLUTION]] [[s|RESOLUTION]] [[t|RESOLUTION]]")
    first, second, third = document.records
    warned = (
        first,
        second.model_copy(update={"warnings": ("année", "corps")}),
        third.model_copy(update={"warnings": ("corps",)}),
    )
    entries = warnings([type(document)(document.entry, warned, "whole", document.passages)])
    assert [(entry.name, written(entry.places)) for entry in entries] == [("corps", "0:1 0:2"), ("année", "0:1")]
