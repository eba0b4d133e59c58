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
    ("La Direction des phares et balises éclaire.", ["Direction des phares et balises"]),
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
    # what is done may have any object, a question needs its adjective
    ("le Comité de suivi des recommandations siège", ["Comité de suivi des recommandations"]),
    ("la Cellule de maintien de l’ordre veille", ["Cellule de maintien de l’ordre"]),
    ("la Commission des questions portuaires et des questions de droit", ["Commission des questions portuaires"]),
    ("le Comité d’escale et élargi le port", ["Comité d’escale"]),
    # quotes, members, treaties, portfolios
    ("la Fédération des pêcheurs « Vent debout » proteste", ["Fédération des pêcheurs « Vent debout »"]),
    ("le Groupe mixte OMI/OACI sur les balises siège", ["Groupe mixte OMI/OACI sur les balises"]),
    (
        "la Conférence des Parties à la Convention sur le transport des épaves siège",
        ["Conférence des Parties à la Convention sur le transport des épaves"],
    ),
    (
        "le Ministère de l’Économie, des Finances et de la Pêche",
        ["Ministère de l’Économie, des Finances et de la Pêche"],
    ),
    ("le Conseil de sécurité et de la santé des ports", ["Conseil de sécurité et de la santé des ports"]),
    ("la Mission permanente de la Suisse", ["Mission permanente de la Suisse"]),
    ("l’Université Laval et Hydromar", ["Université Laval"]),
    # companies, NGOs, foreign bodies
    ("l’opérateur Ventaphone a fermé ; Ventaphone rouvre", ["Ventaphone", "Ventaphone"]),
    ("la société lyonnaise Bois du Fleuve a payé", ["Bois du Fleuve"]),
    ("la société TotalEnergies et Orano signent", ["TotalEnergies", "Orano"]),
    ("Selon Fret du Fleuve SARL, rien ne presse.", ["Fret du Fleuve SARL"]),
    (
        "le Northern Lighthouse Institute et le Centre for Harbour Law",
        ["Northern Lighthouse Institute", "Centre for Harbour Law"],
    ),
    ("l’Instituto de los Faros enseigne", ["Instituto de los Faros"]),
    ("la société civile et la société Mali", []),
    ("Orange Niger et UNICEF Tchad", ["Orange Niger", "UNICEF Tchad"]),
    ("publié sur Facebook et chez Facebook", ["Facebook"]),
    # acronyms beside bodies, with a slash, written as words, introduced in words
    ("Ont aussi signé la FAO, FONGEP et l’OMS, sans réserve aucune.", ["FAO", "FONGEP", "OMS"]),
    ("la DERT/FJ recrute", ["DERT/FJ"]),
    ("l’Unesco et la Cedeao", ["Unesco", "Cedeao"]),
    ("l’Agence des phares fluviaux, en abrégé « APHAF » ; APHAF", ["Agence des phares fluviaux", "APHAF", "APHAF"]),
    # a quoted head is a short form only if it is the whole quotation
    ("le projet « Plateforme bleue »", []),
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
