"""Which body a name stands for, within a document."""

from __future__ import annotations

import pytest

from pipeline.records import OrganisationRecord
from tests.conftest import Read

LINKS = [
    # acronyms of both languages, names with their parent
    ("L’ONUDC, ou UNODC, et le Conseil de sécurité de l’ONU.", ["unodc", "unodc", "unsc"]),
    # short forms go back to the body that was named
    ("L’Agence internationale de l’énergie atomique siège. L’Agence vote.", ["iaea", "iaea"]),
    ("La Commission du droit international siège ; la Commission vote.", ["ilc", "ilc"]),
    # and ahead to one that is named later, but not to another
    ("La Commission siège. La Commission du droit international vote.", ["ilc", "ilc"]),
    ("La Commission siège. Le Comité contre le terrorisme vote.", [None, "ctc"]),
    ("Le Comité siège. Le Comité contre le terrorisme vote, l’ONUDC aussi.", ["ctc", "ctc", "unodc"]),
    # possessives lead to the body below
    ("Le Comité contre le terrorisme (CCT) et sa Direction exécutive", ["ctc", "ctc", "cted"]),
    # short forms of bodies that no one named have no entity
    ("La Commission a voté.", [None]),
    # a committee is known by its resolution
    ("le Comité du Conseil de sécurité créé par la résolution 1540 (2004)", ["unsc-1540"]),
    ("le Comité 1540", ["unsc-1540"]),
    # acronyms defined in the document
    ("le Centre de veille des ports (CVP) ; le CVP", ["local:centre-de-veille-des-ports"] * 3),
    ("l’Office des ports francs, ci-après « l’Organisme », et l’Organisme", ["local:office-des-ports-francs"] * 3),
    # who is reminded, or called upon, is not named so
    ("L’ONUDC a rappelé au Comité sa promesse et appelé la Commission à agir.", ["unodc", None, None]),
    # both acronyms in a bracket
    ("le Haut-Commissariat des Nations Unies aux droits de l’homme (HCDH/OHCHR)", ["ohchr"] * 3),
    # the only body of that head beside one that was named
    ("Le Parlement européen a saisi la Commission.", ["european-parliament", "european-commission"]),
    # a name that another organisation owns is not the best known one
    ("l’Assemblée générale de l’OEA", ["local:assemblee-generale-de-l-oea"]),
    # guarded acronyms need support
    ("le CPC est un corps chimique", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entities"), LINKS)
def test_entities(read: Read, text: str, entities: list[str | None]) -> None:
    records = [r for r in read(text, "ORGANISATION") if isinstance(r, OrganisationRecord)]
    assert [record.value.entity for record in records] == entities


def test_a_former_name_leads_to_the_official_one(read: Read) -> None:
    (record,) = read("l’Office des Nations Unies contre le terrorisme", "ORGANISATION")
    assert record.value.model_dump() == {
        "entity": "unoct",
        "name": "Bureau de lutte contre le terrorisme",
        "acronym": "BLT",
        "form": "name",
    }


def test_a_title_in_capitals_takes_the_name_that_follows(read: Read) -> None:
    records = read("OFFICE DES PHARES ET BALISES\n\nL’Office des phares et balises ferme.", "ORGANISATION")
    assert [record.value.name for record in records if isinstance(record, OrganisationRecord)] == [
        "Office des phares et balises"
    ] * 2


def test_the_rule_is_that_of_the_body(read: Read) -> None:
    records = read("L’ONU siège. L’Assemblée générale vote.", "ORGANISATION")
    assert [record.rule for record in records] == ["organisations/un", "organisations/unga"]


@pytest.mark.parametrize("text", ["Les soldats de l’EUFOR-RCA patrouillent.", "Le convoi de l’UNSOA est arrivé."])
def test_an_acronym_that_is_the_name_too_is_an_acronym(read: Read, text: str) -> None:
    (record,) = read(text)
    assert isinstance(record, OrganisationRecord)
    assert record.value.form == "acronym"
