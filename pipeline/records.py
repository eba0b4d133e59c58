"""The models: what goes in (Document) and what comes out (Record, DocumentEntry, Entity).

All are frozen and strict. Offsets are half-open counts of Unicode code points into `Document.text`, so that
`text[record.start : record.end] == record.text` always holds.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator

Label = Literal["ORGANISATION", "RESOLUTION", "DATE", "FIGURE"]
LABELS: tuple[Label, ...] = ("ORGANISATION", "RESOLUTION", "DATE", "FIGURE")

NameForm = Literal["name", "acronym", "short"]
DateModifier = Literal["start", "mid", "end", "approx", "since", "until", "before", "after"]
FigureModifier = Literal["about", "more_than", "less_than", "at_least", "at_most", "several"]
FigureKind = Literal["count", "money", "percent", "duration", "measure", "fraction"]


def _iso_date(value: object) -> object:
    if isinstance(value, str):
        if len(value) != 10:
            raise ValueError("give the date as YYYY-MM-DD")
        return datetime.date.fromisoformat(value)
    return value


IsoDate = Annotated[datetime.date, BeforeValidator(_iso_date)]


def _day(value: str) -> str:
    datetime.date.fromisoformat(value)
    return value


def _edtf(value: str) -> str:
    ends = value.split("/")
    if len(ends) > 2 or not all(_EDTF.fullmatch(end) for end in ends):
        raise ValueError("is no date in EDTF, such as 2018-09, 199X, 2019-06-03/2019-06-07")
    for end in ends:
        if _WHOLE_DAY.fullmatch(end):
            _day(end)
    return value


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ValueError("give an address that begins with https://")
    return value


# One end of an EDTF interval: a year with unknown digits, a month or a part of the year (21 to 41), a day.
_EDTF = re.compile(r"(?:\.\.)?|[\dX]{4}(?:-(?:0[1-9]|1[0-2]|2[1-9]|3\d|4[01]|XX)(?:-(?:[0-3]\d|XX))?)?[?~%]?")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
IsoDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Edtf = Annotated[str, AfterValidator(_edtf)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Number = int | float


class Model(BaseModel):
    """What all models share: nothing is coerced, nothing unknown is let in, nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Document(Model):
    """A source text with what is known about it; `text` is exactly what was read, or what it was `converted` to."""

    id: str = Field(min_length=1)
    text: str
    date: IsoDate | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    encoding: str = "utf-8"
    converted: bool = False

    @property
    def sha256(self) -> str:
        """Hash of the text in UTF-8; lone surrogates, which UTF-8 lacks, are hashed as they stand."""
        return _sha256(self.text)


@lru_cache(maxsize=1)  # a document is asked several times in a row: for the cache, for its entry, for the next step
def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class OrganisationValue(Model):
    """Which body it is. `entity` is null for a short form whose body the document does not name."""

    entity: str | None
    name: str | None
    acronym: str | None
    form: NameForm


class ResolutionValue(Model):
    """Which resolution it is; `url` is null where no public address is known."""

    body: str
    number: str
    year: int | None
    symbol: str | None
    url: WebAddress | None


class DateValue(Model):
    """A calendar expression in EDTF (https://www.loc.gov/standards/datetime/) with its first and last day."""

    edtf: Edtf | None
    start: IsoDay | None
    end: IsoDay | None
    modifier: DateModifier | None

    @model_validator(mode="after")
    def _start_before_end(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"start {self.start} comes after end {self.end}")
        return self


class FigureValue(Model):
    """A quantity: `value`, or `min` and `max` for a range, in `unit`."""

    kind: FigureKind
    value: Number | None
    min: Number | None
    max: Number | None
    unit: str | None
    modifier: FigureModifier | None

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        if (self.value is None) == (self.min is None) or (self.min is None) != (self.max is None):
            raise ValueError("a figure has either a value, or both min and max")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is more than max {self.max}")
        return self


class _Mention(Model):
    """What every record has, in the order of the fields in JSON; the subclasses narrow label and value."""

    doc_id: str = Field(min_length=1)
    label: Label
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: str = Field(min_length=1)
    value: OrganisationValue | ResolutionValue | DateValue | FigureValue
    sentence: str
    rule: str = Field(min_length=1)
    warnings: tuple[str, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _offsets_fit_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"end - start is {self.end - self.start}, but text has {len(self.text)} characters")
        return self


class OrganisationRecord(_Mention):
    """A mention of a body."""

    label: Literal["ORGANISATION"] = "ORGANISATION"
    value: OrganisationValue


class ResolutionRecord(_Mention):
    """A mention of one numbered resolution."""

    label: Literal["RESOLUTION"] = "RESOLUTION"
    value: ResolutionValue


class DateRecord(_Mention):
    """A mention of a point or stretch of time."""

    label: Literal["DATE"] = "DATE"
    value: DateValue


class FigureRecord(_Mention):
    """A mention of a quantity."""

    label: Literal["FIGURE"] = "FIGURE"
    value: FigureValue


Record = Annotated[OrganisationRecord | ResolutionRecord | DateRecord | FigureRecord, Field(discriminator="label")]
RECORD: TypeAdapter[Record] = TypeAdapter(Record)
Value = OrganisationValue | ResolutionValue | DateValue | FigureValue


class Counts(Model):
    """Number of mentions per label."""

    ORGANISATION: int = 0
    RESOLUTION: int = 0
    DATE: int = 0
    FIGURE: int = 0


class DocumentEntry(Model):
    """One line of `documents.jsonl`: what became of a document. `length` counts code points."""

    id: str
    status: Literal["ok", "error"]
    reason: str | None = None
    sha256: str | None = None
    length: int | None = None
    encoding: str | None = None
    date: datetime.date | None = Field(default=None, strict=False)
    title: str | None = None
    url: str | None = None
    counts: Counts = Counts()


class Entity(Model):
    """One line of `entities.jsonl`: a body or a resolution over the whole corpus.

    `forms` are the distinct surfaces seen, `documents` the ids of the documents, both sorted.
    """

    id: str
    label: Literal["ORGANISATION", "RESOLUTION"]
    name: str
    acronym: str | None = None
    forms: tuple[str, ...] = Field(strict=False)
    mentions: int = Field(ge=1)
    documents: tuple[str, ...] = Field(strict=False)
