"""Values of organisations: of a body of the knowledge base, of one that only the document names, of none.

They cannot change and few are different, so each is made once.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline import regexes
from pipeline.patterns.bodies import Body
from pipeline.records import NameForm, OrganisationValue
from pipeline.surface import fold_phrase

_SLUG = regexes.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 14)
def value_of(entity: str | None, name: str | None, acronym: str | None, form: NameForm) -> OrganisationValue:
    """The value with these fields."""
    return OrganisationValue(entity=entity, name=name, acronym=acronym, form=form)


def of_body(body: Body) -> OrganisationValue:
    """The value of a body of the knowledge base."""
    return value_of(body.id, body.name, body.acronym, "name")


def local(name: str, acronym: str | None) -> OrganisationValue:
    """The value of a body that only the document knows."""
    slug = _SLUG.sub("-", fold_phrase(name)).strip("-")
    return value_of(f"local:{slug}", name[0].upper() + name[1:], acronym, "name")


def nobody() -> OrganisationValue:
    """The value of a short form whose body the document does not name."""
    return value_of(None, None, None, "short")
