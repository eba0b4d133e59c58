"""What the page asks the desk to write down, and how the desk says no."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from pipeline.records import LABELS, Model
from pipeline.review.decisions import Marked


class _Ask(Model):
    """`after` is the number of the last decision that the page knows of: two windows cannot decide past each other."""

    after: int = Field(ge=0)


class Judge(_Ask):
    """Take a mention as it stands, or not at all."""

    action: Literal["accept", "reject"]
    doc_id: str
    mention: str


class Correct(_Ask):
    """Give a mention other borders, another label or another value."""

    action: Literal["correct"]
    doc_id: str
    mention: str
    marked: Marked


class Add(_Ask):
    """Mark what no rule has found."""

    action: Literal["add"]
    doc_id: str
    marked: Marked


class Close(_Ask):
    """Say that a document is done, or not yet after all."""

    action: Literal["finish", "reopen"]
    doc_id: str


class TakeBack(_Ask):
    """Undo the last decision."""

    action: Literal["undo"]


Ask = Annotated[Judge | Correct | Add | Close | TakeBack, Field(discriminator="action")]
ASK: TypeAdapter[Ask] = TypeAdapter(Ask)


class RefusedError(ValueError):
    """An ask that the desk does not write down.

    `field` is the field of the form that it is about, empty for the whole; `kind` a word by which the page finds its
    own language, with `about` to fill in; the message is English.
    """

    def __init__(self, kind: str, message: str, field: str = "", about: str = "") -> None:
        super().__init__(message)
        self.kind, self.field, self.about = kind, field, about

    def as_dict(self) -> dict[str, str]:
        """The refusal for the page."""
        return {"field": self.field, "kind": self.kind, "message": str(self), "about": self.about}


def faults_by_field(fault: ValidationError) -> list[dict[str, str]]:
    """What the models say of an ask, each fault with the field of the form: `value.edtf`, `text`, or empty."""
    return [
        {
            "field": ".".join(str(part) for part in error["loc"] if part not in _NO_FIELDS),
            "kind": error["type"],
            "message": error["msg"].removeprefix("Value error, "),
            "about": _about(error.get("ctx", {})),
        }
        for error in fault.errors(include_url=False, include_input=False)
    ]


# Parts of a place in the models that choose between models or types.
_NO_FIELDS = frozenset({*LABELS, "correct", "add", "marked", "int", "float"})


def _about(context: dict[str, Any]) -> str:
    return str(next(iter(context.values()), ""))
