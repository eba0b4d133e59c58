"""Names that no list has: where they begin and end. Each row says which case it is."""

from __future__ import annotations

import pytest

from tests.conftest import Read

NAMES = [
    # complements, adjectives, coordination
    ("Le Groupe d’étude sur les épaves profondes a siégé.", ["Groupe d’étude sur les épaves profondes"]),
    ("Le Bureau d’enquête et d’analyse des incendies s’y rend.", ["Bureau d’enquête et d’analyse des incendies"]),
    ("L’Institut caribéen de la science et de la culture forme.", ["Institut caribéen de la science et de la culture"]),
    ("Le Comité scientifique, technique et économique siège.", ["Comité scientifique, technique et économique"]),
    # what a body is charged with
    ("L’Équipe spécialisée dans la fraude documentaire agit.", ["Équipe spécialisée dans la fraude documentaire"]),
    ("Le Comité chargé d’examiner les candidatures a voté.", ["Comité chargé d’examiner les candidatures"]),
    # what follows and is no part: a verb, an infinitive, a possessive, an announcing noun
    ("Il prie le Comité de poursuivre ses travaux.", ["Comité"]),
    ("La Commission de ses vœux a été saisie.", ["Commission"]),
    ("Il informe le Bureau de la situation au Mali.", ["Bureau"]),
    ("Le texte est soumis au Comité pour approbation.", ["Comité"]),
    # quotes, lower-case heads
    ("le groupe de travail « Ports sûrs » se réunit", ["groupe de travail « Ports sûrs »"]),
    ("le ministère de la Justice du Togo a répondu", ["ministère de la Justice du Togo"]),
    ("le tribunal judiciaire de Lille a jugé", ["tribunal judiciaire de Lille"]),
    ("la commission des lois et le groupe de travail", []),
    # countries and nationalities
    ("la Banque nationale du Rwanda prête", ["Banque nationale du Rwanda"]),
    ("la Brigade fluviale ivoirienne patrouille", ["Brigade fluviale"]),
    ("les Forces armées ivoiriennes patrouillent", ["Forces armées ivoiriennes"]),
    # parents
    ("le Comité d’audit d’INTERPOL a rendu son avis", ["Comité d’audit d’INTERPOL"]),
    # resolutions inside names
    (
        "le Comité créé par la résolution 9001 (2031) concernant la Syldavie se réunit",
        ["Comité créé par la résolution 9001 (2031) concernant la Syldavie"],
    ),
    # acronyms confirm borders that words leave open
    (
        "la Direction des phares et balises côtiers (DPBC) éclaire ; la DPBC",
        ["Direction des phares et balises côtiers", "DPBC", "DPBC"],
    ),
    ("des combattants terroristes étrangers (CTE) ; le CTE", []),
    ("le règlement (UE) 2016/794 et la directive 2014/41/UE", []),
    # no bodies
    ("la Fédération de Russie et le Fonds de roulement", []),
    ("le Secrétaire général et le Gouvernement", []),
    # titles in capitals without accents
    ("LE MINISTERE DES AFFAIRES ETRANGERES PROTESTE", ["MINISTERE DES AFFAIRES ETRANGERES"]),
    # line wraps
    ("le Comité\ncontre le\nterrorisme siège", ["Comité\ncontre le\nterrorisme"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names(read: Read, text: str, names: list[str]) -> None:
    assert [record.text for record in read(text, "ORGANISATION")] == names
