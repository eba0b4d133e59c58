"""What a reviewer may decide, as one line of the decisions file.

A verdict carries the mention as it stands after it, so that the file can be read without the records.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import Field, TypeAdapter, model_validator

from pipeline.records import (
    DateValue,
    FigureValue,
    Label,
    Model,
    OrganisationValue,
    ResolutionValue,
    Value,
)

L = TypeVar("L", bound=Label)
V = TypeVar("V", bound=Value)


class MarkedAs(Model, Generic[L, V]):
    """A mention without its history: label, code-point offsets, the text that stands there, value."""

    label: L
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: str = Field(min_length=1)
    value: V

    @model_validator(mode="after")
    def _offsets_fit_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"end - start is {self.end - self.start}, but text has {len(self.text)} characters")
        return self


Marked = Annotated[
    MarkedAs[Literal["ORGANISATION"], OrganisationValue]
    | MarkedAs[Literal["RESOLUTION"], ResolutionValue]
    | MarkedAs[Literal["DATE"], DateValue]
    | MarkedAs[Literal["FIGURE"], FigureValue],
    Field(discriminator="label"),
]
MARKED: TypeAdapter[Marked] = TypeAdapter(Marked)

VALUES: dict[Label, type[Value]] = {
    "ORGANISATION": OrganisationValue,
    "RESOLUTION": ResolutionValue,
    "DATE": DateValue,
    "FIGURE": FigureValue,
}


class _Decision(Model):
    """What all decisions have. `number` counts the lines of the file from 1, `sha256` is the hash of the text."""

    number: int = Field(ge=1)
    reviewer: str = Field(min_length=1)
    doc_id: str = Field(min_length=1)
    sha256: str


class Verdict(_Decision):
    """A decision on one mention, named by its key; see `pipeline.review.sheet`."""

    action: Literal["accept", "reject", "correct", "add"]
    mention: str
    marked: Marked


class Closing(_Decision):
    """The whole text was read, and nothing is missing in it; or, after all, something is."""

    action: Literal["finish", "reopen"]


class Undo(_Decision):
    """Takes back the decision with the number `undoes`."""

    action: Literal["undo"] = "undo"
    undoes: int = Field(ge=1)


Decision = Annotated[Verdict | Closing | Undo, Field(discriminator="action")]
DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)


def in_force(decisions: Iterable[Decision]) -> list[Verdict | Closing]:
    """The decisions that no undo took back, in order."""
    made: dict[int, Verdict | Closing] = {}
    for decision in decisions:
        if isinstance(decision, Undo):
            made.pop(decision.undoes, None)
        else:
            made[decision.number] = decision
    return list(made.values())
